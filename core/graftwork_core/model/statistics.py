"""What the values of one tensor look like: extremes, mean, spread, zeros, and a histogram. Without torch."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graftwork_core.errors import BadInput, Cancelled
from graftwork_core.model.values import READABLE, widened
from graftwork_core.weights.header import TensorInfo
from graftwork_core.weights.reader import Reader

BINS: Final = 64
_CHUNK_BYTES: Final = 8 << 20


@dataclass(frozen=True, slots=True)
class TensorStatistics:
    """Figures about the values of one tensor; NaN and infinite ones are counted and left out of the others.

    Attributes:
        count: How many values there are.
        least: The smallest.
        most: The largest.
        mean: Their mean.
        deviation: Their standard deviation.
        zeros: How many are zero.
        not_finite: How many are NaN or infinite.
        edges: Borders of the histogram's bins, one more than bins.
        bins: How many values lie in each bin.
    """

    count: int
    least: float
    most: float
    mean: float
    deviation: float
    zeros: int
    not_finite: int
    edges: tuple[float, ...]
    bins: tuple[int, ...]


def tensor_statistics(tensor: TensorInfo, is_cancelled: Callable[[], bool] = lambda: False) -> TensorStatistics:
    """Go through a tensor twice, in chunks: for its extremes, then for its histogram.

    Raises:
        BadInput: When its type holds codes instead of numbers, or the file can't be read.
        Cancelled: When the caller does not want it any more.
    """
    if tensor.dtype not in READABLE:
        raise BadInput(
            f"Tensor {tensor.name!r} is stored as {tensor.dtype}, whose values can't be shown.",
            "Look at the 16-bit original of the model.",
        )
    with Reader() as reader:
        total = _Total()
        for values in _chunks(reader, tensor, is_cancelled):
            total.add(values)
        edges = np.linspace(total.least, total.most, BINS + 1) if total.count else np.zeros(1)
        bins = np.zeros(BINS, dtype=np.int64)
        if total.most > total.least:
            for values in _chunks(reader, tensor, is_cancelled):
                bins += np.histogram(values[np.isfinite(values)], edges)[0]
    flat = total.count > 0 and total.most == total.least
    return TensorStatistics(
        count=tensor.numel,
        least=total.least if total.count else math.nan,
        most=total.most if total.count else math.nan,
        mean=total.mean,
        deviation=total.deviation,
        zeros=total.zeros,
        not_finite=tensor.numel - total.count,
        edges=(total.least, total.most) if flat else tuple(map(float, edges)),
        bins=(total.count,) if flat else tuple(map(int, bins)) if total.count else (),
    )


class _Total:
    """What one pass adds up, in float64."""

    def __init__(self) -> None:
        self.count = self.zeros = 0
        self.least, self.most = math.inf, -math.inf
        self._sum = self._squares = 0.0

    def add(self, values: NDArray[np.float64]) -> None:
        sound = values[np.isfinite(values)]
        if not len(sound):
            return
        self.count += len(sound)
        self.zeros += int(np.count_nonzero(sound == 0))
        self.least, self.most = min(self.least, float(sound.min())), max(self.most, float(sound.max()))
        self._sum += float(sound.sum())
        self._squares += float(np.dot(sound, sound))

    @property
    def mean(self) -> float:
        return self._sum / self.count if self.count else math.nan

    @property
    def deviation(self) -> float:
        return math.sqrt(max(0.0, self._squares / self.count - self.mean**2)) if self.count else math.nan


def _chunks(reader: Reader, tensor: TensorInfo, is_cancelled: Callable[[], bool]) -> Iterator[NDArray[np.float64]]:
    size = tensor.nbytes // tensor.numel if tensor.numel else 1
    step = _CHUNK_BYTES // size * size
    buffer = bytearray(min(step, tensor.nbytes))
    for start in range(0, tensor.nbytes, step):
        if is_cancelled():
            raise Cancelled("The figures are not wanted any more.")
        view = memoryview(buffer)[: min(step, tensor.nbytes - start)]
        reader.read_into(view, tensor, start)
        yield widened(view, tensor.dtype).astype(np.float64)
