"""A file that one process at a time works with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from graftwork_core.weights.locks import try_lock

HOLDER = """
import os, sys
from graftwork_core.weights.locks import try_lock
descriptor = os.open(sys.argv[1], os.O_RDWR)
print(try_lock(descriptor), flush=True)
sys.stdin.read()
os._exit(1)
"""


def test_a_file_is_held_by_one_handle_at_a_time_and_can_be_read_meanwhile(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"content")
    one, other = (os.open(file, os.O_RDWR) for _ in range(2))
    try:
        assert try_lock(one)
        assert not try_lock(other)
        assert file.read_bytes() == b"content"
        assert os.read(one, 7) == b"content", "locking moves nothing"
        os.close(one)
        assert try_lock(other)
    finally:
        os.close(other)


def test_a_process_lets_go_however_it_ends(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    descriptor = os.open(file, os.O_RDWR)
    command = [sys.executable, "-c", HOLDER, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        assert not try_lock(descriptor)
        holder.kill()
        holder.wait()
    try:
        assert try_lock(descriptor)
    finally:
        os.close(descriptor)
