"""What was checked is remembered, whoever else remembers something at the same time."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from graftwork_core.hub.verified import is_checked, mark_checked


def test_threads_and_processes_forget_nothing_of_each_other(graftwork_home: Path, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.safetensors" for number in range(90)]
    for file in files:
        file.write_bytes(b"x")
    code = "import sys; from pathlib import Path; from graftwork_core.hub.verified import mark_checked\n"
    code += "for name in sys.argv[1:]: mark_checked([Path(name)])"
    others = [subprocess.Popen([sys.executable, "-c", code, *map(str, part)]) for part in (files[:20], files[20:40])]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda file: mark_checked([file]), files[40:]))
    assert [other.wait(60) for other in others] == [0, 0]
    assert [file.name for file in files if not is_checked(file)] == []


def test_a_file_that_changed_is_unchecked(graftwork_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "model.safetensors"
    file.write_bytes(b"x")
    mark_checked([file])
    assert is_checked(file)
    file.write_bytes(b"xy")
    assert not is_checked(file)
