"""Log files: one a job, under the user's data folder, a bounded number of bounded ones."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import Final, TextIO

from graftwork_core.jobs.home import logs
from graftwork_core.jobs.masking import masked

MAX_FILES: Final = 200
MAX_CHARACTERS: Final = 5_000_000
_TAIL_BYTES: Final = 200_000
_BEGINS: Final = "---- "


class Log:
    """A log file that is made with its first line. Secrets are masked; a disk that is full costs only the log."""

    def __init__(self, name: str) -> None:
        """`name` is the file's, without its ending."""
        self._file = log_file(name)
        self._stream: TextIO | None = None
        self._room = MAX_CHARACTERS
        self._broken = False

    @property
    def path(self) -> Path | None:
        """The file, once there is something in it."""
        return self._file if self._stream is not None else None

    def write(self, line: str) -> None:
        """Add one line."""
        if self._broken or self._room <= 0:
            return
        self._room -= len(line) + 1
        try:
            if self._stream is None:
                self._stream = self._open()
            self._stream.write(masked(line) + "\n")
            self._stream.flush()
        except OSError:
            self._broken = True

    def close(self) -> None:
        """Close the file; its path stays."""
        if self._stream is not None:
            with suppress(OSError):
                self._stream.close()

    def _open(self) -> TextIO:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        _forget_old(self._file.parent)
        stream = self._file.open("a", encoding="utf-8", errors="replace")
        stream.write(time.strftime(f"{_BEGINS}%Y-%m-%d %H:%M:%S\n"))
        return stream


def _forget_old(folder: Path) -> None:
    with suppress(OSError):
        files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime)
        for file in files[: max(len(files) - MAX_FILES + 1, 0)]:
            file.unlink(missing_ok=True)


def log_file(name: str) -> Path:
    """Where the log of that name is, or would be."""
    return logs() / f"{name}.log"


def tail(name: str, count: int) -> tuple[str, ...]:
    """The last lines of a log, secrets masked; none when there is no log."""
    file = log_file(name)
    try:
        with file.open("rb") as stream:
            stream.seek(max(0, file.stat().st_size - _TAIL_BYTES))
            lines = stream.read(_TAIL_BYTES).decode("utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    return tuple(masked(line) for line in lines[-count:])


def last_lines(name: str, count: int) -> tuple[str, ...]:
    """The last lines of a log, of its last attempt only."""
    lines = tail(name, count)
    begins = max((number for number, line in enumerate(lines) if line.startswith(_BEGINS)), default=-1)
    return lines[begins + 1 :]
