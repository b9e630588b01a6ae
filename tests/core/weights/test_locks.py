"""One at a time works with a file, where the disk knows locks."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from graftwork_core.weights.locks import try_lock


def test_a_file_is_held_by_one_handle_until_it_is_closed(tmp_path: Path) -> None:
    first, second = (os.open(tmp_path / "file", os.O_RDWR | os.O_CREAT) for _ in range(2))
    assert try_lock(first)
    assert not try_lock(second)
    os.close(first)
    assert try_lock(second)
    os.close(second)


@pytest.mark.skipif(sys.platform == "win32", reason="locks are made in another way there")
@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS])
def test_a_disk_without_locks_keeps_nobody_waiting(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def refuse(descriptor: int, operation: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", refuse)
    descriptor = os.open(tmp_path / "file", os.O_RDWR | os.O_CREAT)
    assert try_lock(descriptor)
    os.close(descriptor)
