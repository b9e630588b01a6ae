"""A file under way: what is here of it, written to the disk and hashed in one go."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final

from graftwork_core.hub.contents import Digest
from graftwork_core.hub.repository import RemoteFile

SUFFIX: Final = ".graftwork.incomplete"
"""Other tools call what ends in ".incomplete" a broken download, too."""
NOTE_SUFFIX: Final = ".graftwork.json"
_PIECE: Final = 1 << 20


def part_of(place: Path) -> Path:
    """Where a file is collected, beside the place that it will have."""
    return place.with_name(place.name + SUFFIX)


def note_of(place: Path) -> Path:
    """Where it is written what a part is a part of."""
    return place.with_name(place.name + NOTE_SUFFIX)


class Part:
    """The open part.

    Attributes:
        have: Bytes that are here.
    """

    def __init__(self, path: Path, file: RemoteFile, on_piece: Callable[[int], None]) -> None:
        """Open it, and hash what an earlier run has written.

        Args:
            path: The part; it exists.
            file: What it is to become.
            on_piece: Called with the bytes hashed so far; may raise to stop.

        Raises:
            OSError: When the disk refuses.
        """
        self._file = file
        self._digest = Digest(file)
        self._stream = path.open("r+b", buffering=0)
        self.have = 0
        try:
            while self.have <= file.size and (piece := self._stream.read(_PIECE)):
                self._digest.update(piece)
                self.have += len(piece)
                on_piece(self.have)
            if self.have > file.size:
                self.restart()
        except BaseException:
            self._stream.close()
            raise

    def __enter__(self) -> Part:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()

    @property
    def left(self) -> int:
        """Bytes that are still to come."""
        return self._file.size - self.have

    @property
    def is_sound(self) -> bool:
        """Whether it is whole, and what the Hub announced."""
        return self.left == 0 and self._digest.matches

    def add(self, piece: bytes) -> None:
        """Some more bytes.

        Raises:
            OSError: When the disk refuses; then `have` counts what is really there.
        """
        view = memoryview(piece)
        while view:
            written = self._stream.write(view)
            self._digest.update(view[:written])
            self.have += written
            view = view[written:]

    def restart(self) -> None:
        """Forget everything."""
        self._stream.seek(0)
        self._stream.truncate()
        self._digest = Digest(self._file)
        self.have = 0

    def sync(self) -> None:
        """Wait until the disk has it."""
        os.fsync(self._stream.fileno())
