"""The whole story on a virtual screen, by mouse and keyboard alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.core.big import make_model
from tests.gui.driven.hands import HERE, Program, end, missing_tools, until, virtual_screen

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"not here: {', '.join(missing_tools())}")

ROLES = ("Base", "Donor", "Target")
LAYERS = 24
SIDE = 60
PATIENT_S = 120.0


@pytest.fixture
def display() -> Iterator[str]:
    with virtual_screen() as screen:
        yield screen


def test_drop_run_open_cancel_resume_restart_and_find_the_jobs_again(
    display: str, sample: Path, tmp_path: Path
) -> None:
    big = [make_model(tmp_path / "big" / name, LAYERS, moved=name == "donor") for name in ("base", "donor")]
    small = [sample / name for name in ("base", "long", "skill")]
    files = _file_manager(display, [*small, *big])
    program = Program(display, tmp_path / "home", tmp_path)
    try:
        place = until(lambda: _place(program, "Files"), "the file manager's window")
        _drop(program, place, (0, 1, 2))
        _run(program)
        program.wait_for("Use as target", seconds=PATIENT_S)
        program.click("Open folder")
        small_out = Path(unquote(urlsplit(until(lambda: _text(program.opened), "the folder is shown")).path))
        assert json.loads((small_out / "config.json").read_text())["max_position_embeddings"] == 2048

        _drop(program, place, (3, 4, 3))
        _run(program)
        until(lambda: program.look("Progress").get("value", 0) > 0, "something was done")
        program.click("Cancel")
        program.click("Resume")
        program.wait_for("Use as target", seconds=PATIENT_S)
        (big_out,) = [made for made in _made(tmp_path) if made != small_out]
        assert (big_out / "model.safetensors.index.json").is_file()
        assert not big_out.with_name(big_out.name + ".partial").exists()
        program.close()
        assert program.process.returncode == 0

        program = Program(display, tmp_path / "home", tmp_path)
        program.keys("ctrl+k")
        program.wait_for("Command", focus=True)
        program.xdotool("type", "go to jobs")
        program.keys("Return")
        rows = [["donor - base → base", "Done"], ["long - base → skill", "Done"]]
        program.wait_for("Jobs", focus=True, rows=rows)
        program.close()
        assert program.process.returncode == 0
    except AssertionError as error:
        picture = tmp_path / "window.png"
        program.look(f"picture: {picture}")
        raise AssertionError(f"{error}\nThe window: {picture}\n{program.log.read_text()}") from error
    finally:
        for process in (files, program.process):
            end(process)
    assert program.log.read_text() == ""


def _file_manager(display: str, folders: Sequence[Path]) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    return subprocess.Popen([sys.executable, str(HERE / "dragging.py"), *map(str, folders)], env=environment)


def _drop(program: Program, place: tuple[int, int], items: Sequence[int]) -> None:
    """Drag these items onto base, donor and target."""
    for item, role in zip(items, ROLES, strict=True):
        program.drag((place[0] + SIDE // 2, place[1] + SIDE // 2 + SIDE * item), role)
        program.wait_for(role, state="filled")


def _run(program: Program) -> None:
    program.wait_for("Run", enabled=True)
    program.keys("ctrl+Return")


def _place(program: Program, title: str) -> tuple[int, int] | None:
    window = program.xdotool("search", "--onlyvisible", "--name", f"^{title}$").partition("\n")[0]
    if not window:
        return None
    said = dict(line.split("=") for line in program.xdotool("getwindowgeometry", "--shell", window).splitlines())
    return int(said["X"]), int(said["Y"])


def _text(file: Path) -> str:
    return file.read_text() if file.exists() else ""


def _made(place: Path) -> list[Path]:
    return [file.parent for file in place.rglob("graftwork.json") if file.parent.name != "adapter"]
