"""A file that one process at a time works with."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final

from graftwork_core.hub.network import IsCancelled, pause
from graftwork_core.weights.locks import try_lock

_LOOK_SECONDS: Final = 0.2


class FileLock:
    """Held as long as this is open; the operating system lets go of it when the process ends, however it ends."""

    def __init__(self, file: Path, is_cancelled: IsCancelled) -> None:
        """Wait until nobody else has it.

        Raises:
            Cancelled: The user stopped waiting.
            OSError: When the file cannot be made.
        """
        file.parent.mkdir(parents=True, exist_ok=True)
        self._file = file
        self._descriptor = -1
        while True:
            self._descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                while not try_lock(self._descriptor):
                    pause(_LOOK_SECONDS, is_cancelled)
                if self._is_the_file():
                    return
            except BaseException:
                os.close(self._descriptor)
                raise
            os.close(self._descriptor)  # whoever had it removed it meanwhile

    def __enter__(self) -> FileLock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._descriptor)

    def read(self, most: int) -> bytes:
        """The file's content."""
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        return os.read(self._descriptor, most)

    def write(self, content: bytes) -> None:
        """Replace the file's content."""
        os.ftruncate(self._descriptor, 0)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.write(self._descriptor, content)

    def remove(self) -> None:
        """Remove the file; whoever waits for it starts with a new one."""
        with suppress(OSError):  # Windows removes no open file
            self._file.unlink()

    def _is_the_file(self) -> bool:
        with suppress(OSError):
            return os.path.samestat(os.fstat(self._descriptor), os.stat(self._file))
        return False
