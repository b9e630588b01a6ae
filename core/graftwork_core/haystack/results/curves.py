"""Figures along the text: by distance, by depth, and one number over all lengths."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from graftwork_core.haystack.results.answers import QuestionResult
from graftwork_core.haystack.results.columns import Column
from graftwork_core.haystack.results.tally import Tally, grouped, is_outer, tally


@dataclass(frozen=True, slots=True)
class DistanceRow:
    """Trials whose needle lies about equally far from the question, all lengths together.

    Attributes:
        nearest: Tokens from the needle to the question, at least.
        farthest: At most; one less than twice `nearest`.
        tally: What they came to.
    """

    nearest: int
    farthest: int
    tally: Tally

    def as_json(self) -> dict[str, Any]:
        """The row as plain JSON values."""
        return {"from": self.nearest, "to": self.farthest, **self.tally.as_json()}


def by_distance(results: Sequence[QuestionResult]) -> tuple[DistanceRow, ...]:
    """Trials by octaves of distance, the nearest first: the axis on which faults of position settings lie."""
    placed = [result for result in results if result.distance >= 0]
    octaves = grouped(placed, lambda result: max(0, result.distance.bit_length() - 1))
    return tuple(
        DistanceRow(2**octave if octave else 0, 2 ** (octave + 1) - 1, tally(octaves[octave]))
        for octave in sorted(octaves)
    )


def middle_penalty(results: Sequence[QuestionResult]) -> float | None:
    """Rate in the outer fifths minus rate between 30 % and 70 %; None when one of the two has no trial."""
    outer = tally(result for result in results if is_outer(result.depth_target))
    middle = tally(result for result in results if 0.3 <= round(result.depth_target, 6) <= 0.7)
    return None if outer.rate is None or middle.rate is None else outer.rate - middle.rate


def log_area(columns: Sequence[Column], planned: Sequence[int]) -> float | None:
    """Mean rate over the logarithm of the length, 0 to 1; None without trials.

    Lengths that were planned, but not tested because the run had stopped at red ones, count as nothing found: else
    a model that fails early would rank above one that fails late.
    """
    known = [(column.length, column.tally.hits / column.tally.n) for column in columns if column.tally.n]
    if not known:
        return None
    if columns[-1].state == "red":
        known += [(length, 0.0) for length in sorted(planned) if length > known[-1][0]]
    if len(known) == 1:
        return known[0][1]
    pieces = [((a + b) / 2 * math.log2(right / left)) for (left, a), (right, b) in pairwise(known)]
    return math.fsum(pieces) / math.log2(known[-1][0] / known[0][0])
