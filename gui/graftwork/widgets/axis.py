"""An axis of a chart: from where to where, even or in doublings, with its tick marks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis.

    Attributes:
        title: What it measures.
        low: Value at its beginning.
        high: Value at its end.
        ticks: Values and their texts.
        doubling: Whether equal steps are equal ratios.
    """

    title: str
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    doubling: bool = False

    def share(self, value: float) -> float:
        """Where a value lies, 0 at the beginning and 1 at the end; values outside lie at an end."""
        low, high, at = self.low, self.high, value
        if self.doubling:
            low, high, at = math.log2(max(low, 1)), math.log2(max(high, 1)), math.log2(max(value, 1))
        return 0.5 if high <= low else max(0.0, min(1.0, (at - low) / (high - low)))


def share_axis(title: str) -> Axis:
    """An axis of rates from 0 to 100 %."""
    return Axis(title, 0.0, 1.0, tuple((step / 5, f"{step * 20} %") for step in range(6)))


def length_axis(title: str, lengths: Sequence[float]) -> Axis:
    """An axis of tokens in doublings that holds all of `lengths`, with a tick at each power of two."""
    from graftwork_core.units import format_length

    low, high = min(lengths, default=1024.0), max(lengths, default=2048.0)
    first, last = math.floor(math.log2(max(1.0, low)) + 1e-9), math.ceil(math.log2(max(2.0, high)) - 1e-9)
    powers = [2**power for power in range(first, last + 1)]
    ticks = tuple((float(power), format_length(power)) for power in powers if low <= power <= high)
    return Axis(title, low, high, ticks, doubling=True)


def depth_axis(title: str) -> Axis:
    """An axis of depths: 0 % is the beginning of the text."""
    return Axis(title, 0.0, 1.0, tuple((step / 5, f"{step * 20} %") for step in range(6)))
