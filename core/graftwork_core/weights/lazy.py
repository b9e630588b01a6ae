"""Files that are not (wholly) on this machine: who reads one is sent to the source that can bring its bytes.

A folder that stands for a repository elsewhere holds real small files, but of each file of weights only the header.
Whoever made the folder registers a source for it here, and readers ask it; without a registered source such a file
is what it looks like: cut off, and refused.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:  # headers are read with a look in here
    from graftwork_core.weights.header import TensorInfo


class Source(Protocol):
    """Where the bytes of one folder's files come from. Every method may be called from any thread."""

    def size(self, file: Path) -> int | None:
        """Bytes of the whole file; None when the file in the folder is the whole one."""

    def read_into(self, view: memoryview, file: Path, offset: int) -> None:
        """Fill `view` with the file's bytes from `offset` on: a few of them, for a look.

        Raises:
            GraftworkError: When they cannot be had.
        """

    def whole(self, file: Path) -> Path:
        """Where the whole file is, checked; waits until it is there.

        Raises:
            GraftworkError: When it cannot be had, or is damaged.
            Cancelled: The user stopped waiting.
        """

    def announce(self, tensors: Sequence[TensorInfo]) -> None:
        """These tensors will be read whole, in about this order; the first files may be fetched already."""

    def finished(self, tensor: TensorInfo) -> Path | None:
        """An announced tensor will not be read again; returns the whole file when that goes with it."""

    def identity(self, file: Path) -> Mapping[str, str | int] | None:
        """Name, size and sha256, as `weights.identity` gives them; None when the source does not know."""

    def digest(self, file: Path) -> tuple[str, str] | None:
        """("sha256" or "git", hash) of a small file that is not here; None when it is."""


_sources: Final[dict[Path, tuple[Source, ...]]] = {}
"""Of one folder, several may be open at a time: the last one is asked."""
_lock: Final = threading.Lock()


def register(folder: Path, source: Source) -> None:
    """From now on, readers of files in the folder ask this source."""
    with _lock:
        _sources[folder] = (*_sources.get(folder, ()), source)


def unregister(folder: Path, source: Source) -> None:
    """Ask this source no more; without another one, the folder's files are what they look like again."""
    with _lock:
        left = tuple(one for one in _sources.pop(folder, ()) if one is not source)
        if left:
            _sources[folder] = left


def source_of(file: Path) -> Source | None:
    """The source of a file; None for the usual file."""
    sources = _sources.get(file.parent) if _sources else None
    return sources[-1] if sources else None


def is_elsewhere(file: Path) -> bool:
    """Whether a file of weights is not (wholly) on this machine."""
    source = source_of(file)
    return source is not None and source.size(file) is not None
