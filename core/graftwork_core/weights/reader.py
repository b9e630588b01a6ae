"""Tensors' bytes from disk into memory that is used again and again."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from types import TracebackType

from graftwork_core.errors import BadInput
from graftwork_core.weights.header import TensorInfo

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

    Files are opened when first needed and stay open until `close`.
    """

    def __init__(self) -> None:
        self._descriptors: dict[Path, int] = {}
        self._opening = threading.Lock()

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def descriptor(self, file: Path) -> int:
        """The file's descriptor, opened for reading.

        Raises:
            BadInput: When it cannot be opened.
        """
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
