"""Tensors' bytes from disk into memory that is used again and again."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from graftwork_core.errors import BadInput
from graftwork_core.weights.header import TensorInfo
from graftwork_core.weights.lazy import is_elsewhere, source_of

_LOCK = threading.Lock()


def read_at(descriptor: int, view: memoryview, offset: int) -> int:
    """Fill `view` from `offset` on; returns the bytes read, fewer only at the end of the file."""
    done = 0
    while done < len(view):
        count = _read_some(descriptor, view[done:], offset + done)
        if count == 0:
            break
        done += count
    return done


def write_at(descriptor: int, view: memoryview, offset: int) -> None:
    """Write the whole of `view` at `offset`."""
    done = 0
    while done < len(view):
        done += _write_some(descriptor, view[done:], offset + done)


if hasattr(os, "preadv"):

    def _read_some(descriptor: int, view: memoryview, offset: int) -> int:
        return os.preadv(descriptor, [view], offset)

    def _write_some(descriptor: int, view: memoryview, offset: int) -> int:
        return os.pwrite(descriptor, view, offset)

else:  # Windows, where a file has one position that threads must share

    def _read_some(descriptor: int, view: memoryview, offset: int) -> int:
        with _LOCK:
            os.lseek(descriptor, offset, os.SEEK_SET)
            chunk = os.read(descriptor, len(view))
        view[: len(chunk)] = chunk
        return len(chunk)

    def _write_some(descriptor: int, view: memoryview, offset: int) -> int:
        with _LOCK:
            os.lseek(descriptor, offset, os.SEEK_SET)
            return os.write(descriptor, view)


class Reader:
    """Open input files, read from by several threads at once.

    Files are opened when first needed and stay open until `close`. Those that are not on this machine are
    brought by their source (see `weights.lazy`): piece by piece for a look, whole once tensors were announced.
    """

    def __init__(self) -> None:
        self._descriptors: dict[Path, int] = {}
        self._opening = threading.Lock()
        self._reads_whole = False

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def announce(self, tensors: Sequence[TensorInfo]) -> None:
        """Say which tensors will be read, and in what order, so that what is not here comes ahead of its use."""
        self._reads_whole = True
        by_folder: dict[Path, list[TensorInfo]] = {}
        for tensor in tensors:
            by_folder.setdefault(tensor.file.parent, []).append(tensor)
        for some in by_folder.values():
            if (source := source_of(some[0].file)) is not None:
                source.announce(some)

    def finished(self, tensor: TensorInfo) -> None:
        """Say that an announced tensor is not needed any more."""
        source = source_of(tensor.file)
        gone = source.finished(tensor) if source is not None else None
        if gone is not None:
            with self._opening:
                descriptor = self._descriptors.pop(gone, None)
            if descriptor is not None:  # an open file keeps its room on the disk, whether it has a name or not
                os.close(descriptor)

    def descriptor(self, file: Path) -> int:
        """The whole file's descriptor, opened for reading.

        Raises:
            BadInput: When it cannot be opened.
        """
        source = source_of(file) if is_elsewhere(file) else None
        return self._open(file if source is None else source.whole(file))

    def _open(self, file: Path) -> int:
        with self._opening:
            if file not in self._descriptors:
                try:
                    self._descriptors[file] = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0))
                except OSError as error:
                    raise BadInput(f"{file} cannot be read: {error.strerror or error}.") from error
            return self._descriptors[file]

    def read_into(self, view: memoryview, tensor: TensorInfo, at: int = 0) -> None:
        """Fill `view` (bytes) with the tensor's bytes from its byte `at` on.

        Raises:
            BadInput: When the file ends too early or the disk fails.
        """
        if not self._reads_whole and is_elsewhere(tensor.file) and (source := source_of(tensor.file)) is not None:
            source.read_into(view, tensor.file, tensor.start + at)
            return
        try:
            count = read_at(self.descriptor(tensor.file), view, tensor.start + at)
        except OSError as error:
            raise BadInput(
                f"{tensor.file}: tensor {tensor.name!r} cannot be read: {error.strerror or error}."
            ) from error
        if count < len(view):
            raise BadInput(
                f"{tensor.file} became shorter while it was read: tensor {tensor.name!r} is cut off.",
                "Download the file again.",
            )

    def close(self) -> None:
        """Close every file."""
        for descriptor in self._descriptors.values():
            os.close(descriptor)
        self._descriptors.clear()
