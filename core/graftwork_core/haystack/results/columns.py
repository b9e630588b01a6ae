"""A column of the map: one length, and the rules by which it is green, red or undecided.

The verdict is made from columns, not from cells: a cell of two trials proves nothing, a column of 22 does.

- **Red**: the upper bound of the column's rate is below 0.80, or that of one of its three bands (beginning, middle,
  end) is; with at least three misses in either case, as in the sequential test.
- **Green**: the column by itself is green (lower bound at least 0.80, rate at least 0.95), and so is every band; a
  band too small to be green by itself may lean on its column when it missed at most once. A column too small for that
  (fewer than 16 trials) and without a miss leans on its neighbours: it is green when the tested lengths from half to
  double its own, taken together, are. So the longest one leans only on shorter ones of its own octave.
- **Void**: not one trial.
- **Amber**: everything else; more questions would decide it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from graftwork_core.haystack.results.answers import QuestionResult
from graftwork_core.haystack.results.statistics import BAD
from graftwork_core.haystack.results.tally import BANDS, Band, State, Tally, band_of, grouped, tally

_RED_MISSES: Final = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One tested length.

    Attributes:
        length: Tokens of the prompt that were asked for.
        tally: All its questions.
        bands: The three parts of the text that have questions, in their order.
        state: By the rules above.
        leans: Whether it is green only together with its neighbours.
    """

    length: int
    tally: Tally
    bands: tuple[tuple[Band, Tally], ...]
    state: State
    leans: bool = False

    @property
    def worst(self) -> tuple[Band, Tally] | None:
        """The part where most is lost; None without trials."""
        return worst_of(self.bands)

    def as_json(self) -> dict[str, Any]:
        """The column as plain JSON values."""
        return {
            "length": self.length,
            **self.tally.as_json(),
            "state": self.state,
            "leans": self.leans,
            "bands": [{"band": band, **part.as_json()} for band, part in self.bands],
        }


def columns(results: Sequence[QuestionResult]) -> tuple[Column, ...]:
    """Every tested length, the shortest first.

    Args:
        results: The questions the map is made of; no controls.
    """
    by_length = grouped(results, lambda result: result.length_target)
    return tuple(_column(length, by_length) for length in sorted(by_length))


def worst_of(bands: Sequence[tuple[Band, Tally]]) -> tuple[Band, Tally] | None:
    """The band with the lowest rate; of equals the one that is less certain, then the earlier one."""
    known = [(band, part) for band, part in bands if part.n]
    return min(known, key=lambda item: (item[1].hits / item[1].n, item[1].lo)) if known else None


def bands_of(results: Sequence[QuestionResult]) -> tuple[tuple[Band, Tally], ...]:
    """The parts of the text that have questions."""
    parts = grouped(results, lambda result: band_of(result.depth_target))
    return tuple((band, tally(parts[band])) for band in BANDS if band in parts)


def _column(length: int, by_length: dict[int, list[QuestionResult]]) -> Column:
    whole = tally(by_length[length])
    bands = bands_of(by_length[length])
    if not whole.n:
        return Column(length, whole, bands, "void")
    if any(_is_red(part) for part in (whole, *(part for _, part in bands))):
        return Column(length, whole, bands, "red")
    if whole.state == "green":
        holds = all(part.state in ("green", "void") or part.misses <= 1 for _, part in bands)
        return Column(length, whole, bands, "green" if holds else "amber")
    near = [result for other in by_length if length / 2 < other <= 2 * length for result in by_length[other]]
    leans = whole.misses == 0 and tally(near).state == "green"
    return Column(length, whole, bands, "green" if leans else "amber", leans)


def _is_red(part: Tally) -> bool:
    return part.n > 0 and part.hi < BAD and part.misses >= _RED_MISSES
