"""A checkpoint written in any order: headers first, then each tensor at its place."""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import TracebackType

from graftwork_core.weights.checkpoint import INDEX_NAME
from graftwork_core.weights.header import TensorInfo
from graftwork_core.weights.layout import Layout
from graftwork_core.weights.reader import Reader, write_at

_COPY_BYTES = 8 << 20


class CheckpointWriter:
    """The files of one layout, open for writing in a folder; several threads may write at once.

    Files that an interrupted run left in the folder keep their bytes, so that finished tensors
    needn't be written again.
    """

    def __init__(self, folder: Path, layout: Layout) -> None:
        self._layout = layout
        self._places: dict[str, tuple[int, int]] = {}
        self._descriptors: list[int] = []
        for file in layout.files:
            descriptor = os.open(folder / file.filename, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
            self._descriptors.append(descriptor)
            os.ftruncate(descriptor, file.nbytes)
            write_at(descriptor, memoryview(file.header), 0)
            for name, offset in file.offsets.items():
                self._places[name] = (descriptor, offset)
        if layout.index is not None:
            (folder / INDEX_NAME).write_text(json.dumps(layout.index, indent=2, sort_keys=True) + "\n")

    def __enter__(self) -> CheckpointWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, name: str, view: memoryview, at: int = 0) -> None:
        """Write bytes of tensor `name` from its byte `at` on."""
        descriptor, start = self._places[name]
        write_at(descriptor, view, start + at)

    def copy(self, name: str, source: TensorInfo, reader: Reader) -> None:
        """Copy a whole tensor of the same size inside the kernel, shared on disk where that is possible."""
        descriptor, start = self._places[name]
        origin = reader.descriptor(source.file)
        done = _copy_range(origin, source.start, descriptor, start, source.nbytes)
        buffer = memoryview(bytearray(min(_COPY_BYTES, source.nbytes - done)))
        while done < source.nbytes:
            view = buffer[: min(len(buffer), source.nbytes - done)]
            reader.read_into(view, source, done)
            write_at(descriptor, view, start + done)
            done += len(view)

    def sync(self) -> None:
        """Wait until the disk has every byte written so far."""
        for descriptor in self._descriptors:
            os.fsync(descriptor)

    def close(self) -> None:
        """Close the files."""
        for descriptor in self._descriptors:
            os.close(descriptor)
        self._descriptors.clear()


def _copy_range(origin: int, origin_start: int, target: int, target_start: int, nbytes: int) -> int:
    """Let the kernel copy; returns how far it came, which is 0 where it can't."""
    done = 0
    try:
        while done < nbytes:
            count = os.copy_file_range(origin, target, nbytes - done, origin_start + done, target_start + done)
            if count == 0:
                break
            done += count
    except (AttributeError, OSError):  # another file system, another kernel: the caller copies what is left
        return done
    return done
