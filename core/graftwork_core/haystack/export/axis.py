"""Where the columns of a map stand: on a logarithmic axis while that leaves room for their text, else evenly."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_CELL: Final = 64.0
_WIDEST_CELL: Final = 104.0
_LEAST: Final = 560.0
_MOST: Final = 3600.0
_SMALLEST_GAP: Final = 0.2


@dataclass(frozen=True, slots=True)
class Axis:
    """Columns from left to right.

    Attributes:
        spans: Left edge and width of each column, in pixels from the map's left edge.
        width: Of all of them.
        is_log: Whether distances are those of the logarithm.
    """

    spans: tuple[tuple[float, float], ...]
    width: float
    is_log: bool


def axis(lengths: Sequence[int]) -> Axis:
    """Lay out columns for lengths (tokens, rising)."""
    gaps = [math.log2(right / left) for left, right in pairwise(lengths)]
    smallest = min(gaps, default=1.0)
    span = sum(gaps) + (gaps[0] + gaps[-1]) / 2 if gaps else 1.0
    if smallest >= _SMALLEST_GAP and span / smallest * _CELL <= _MOST:
        return _log(lengths, gaps or [1.0], min(max(_CELL, _LEAST / (span / smallest)), _WIDEST_CELL) / smallest)
    width = min(max(_CELL, _LEAST / len(lengths)), _WIDEST_CELL)
    return Axis(tuple((index * width, width) for index in range(len(lengths))), width * len(lengths), False)


def _log(lengths: Sequence[int], gaps: Sequence[float], octave: float) -> Axis:
    places = [math.log2(length / lengths[0]) * octave for length in lengths]
    edges = [
        -gaps[0] * octave / 2,
        *((left + right) / 2 for left, right in pairwise(places)),
        places[-1] + gaps[-1] * octave / 2,
    ]
    spans = tuple((left - edges[0], right - left) for left, right in pairwise(edges))
    return Axis(spans, edges[-1] - edges[0], True)
