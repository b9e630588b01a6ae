"""Finished factors, appended to one file until all are there: their ranks aren't known before."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Final

import torch

from graftwork_core.compute import bytes_of
from graftwork_core.weights.partial import PartialFolder
from graftwork_core.weights.reader import read_at, write_at

_NAME: Final = "factors.f32"


class Scratch:
    """A file of float32 tensors beside the output, recorded in the partial folder's journal."""

    def __init__(self, partial: PartialFolder) -> None:
        self._partial = partial
        self._descriptor = os.open(partial.scratch / _NAME, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        self._end = max((self._size(figures) for figures in partial.done.values()), default=0)
        self._lock = threading.Lock()

    def __enter__(self) -> Scratch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._descriptor)

    def keep(self, name: str, figures: Mapping[str, Any], *tensors: torch.Tensor) -> None:
        """Write the tensors, then record the piece as finished."""
        nbytes = sum(tensor.numel() * 4 for tensor in tensors)
        with self._lock:
            at = self._end
            self._end += nbytes
        shapes = [list(tensor.shape) for tensor in tensors]
        place = at
        for tensor in tensors:
            write_at(self._descriptor, bytes_of(tensor.contiguous()), place)
            place += tensor.numel() * 4
        self._partial.record(name, {**figures, "at": at, "shapes": shapes})

    def load(self, name: str) -> list[torch.Tensor]:
        """The tensors of a finished piece."""
        figures = self._partial.done[name]
        at = figures["at"]
        tensors = []
        for shape in figures["shapes"]:
            tensor = torch.empty(shape, dtype=torch.float32)
            at += read_at(self._descriptor, bytes_of(tensor), at)
            tensors.append(tensor)
        return tensors

    def shapes(self, name: str) -> list[list[int]]:
        """The shapes of a finished piece's tensors."""
        shapes: list[list[int]] = self._partial.done[name]["shapes"]
        return shapes

    def sync(self) -> None:
        """Wait until the disk has everything written so far."""
        os.fsync(self._descriptor)

    @staticmethod
    def _size(figures: Mapping[str, Any]) -> int:
        elements = 0
        for shape in figures["shapes"]:
            count = 1
            for side in shape:
                count *= side
            elements += count
        return int(figures["at"]) + 4 * elements
