"""How long a text may be: the effective context in three definitions, and the guard on the short side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graftwork_core.haystack.results.answers import QuestionResult
from graftwork_core.haystack.results.columns import Column
from graftwork_core.haystack.results.tally import Tally, tally

RULER_THRESHOLD: Final = 0.856
"""What RULER asks for: Llama-2-7B's rate at 4k."""
OWN_SHARE: Final = 0.85
"""What NoLiMa asks for: this share of the model's own short-context rate."""
_SHORT: Final = (1024, 2048)


@dataclass(frozen=True, slots=True)
class Effective:
    """The longest length such that it and every shorter tested one passes; None when the shortest does not.

    Attributes:
        ours: Passes when the column is green, its worst band included.
        ruler_85_6: Passes with a rate of at least 0.856.
        own_85: Passes with at least 0.85 of the rate in the short columns.
    """

    ours: int | None
    ruler_85_6: int | None
    own_85: int | None

    def as_json(self) -> dict[str, int | None]:
        """The three lengths in tokens."""
        return {"ours": self.ours, "ruler_85_6": self.ruler_85_6, "own_85": self.own_85}


@dataclass(frozen=True, slots=True)
class Guard:
    """The short columns: 1k and 2k where they are the shortest, else the two shortest tested.

    Attributes:
        lengths: Which, in tokens.
        tally: Their trials together.
    """

    lengths: tuple[int, ...]
    tally: Tally

    def as_json(self) -> dict[str, Any]:
        """The guard as plain JSON values."""
        return {"lengths": list(self.lengths), **self.tally.as_json()}


def effective(columns: Sequence[Column], short: Guard) -> Effective:
    """The effective context by all three definitions.

    Args:
        columns: The tested lengths, the shortest first.
        short: The short columns of the same run.
    """
    own = None if short.tally.rate is None else OWN_SHARE * short.tally.rate
    return Effective(
        ours=_reach(columns, lambda column: column.state == "green"),
        ruler_85_6=_reach(columns, lambda column: column.tally.hits >= RULER_THRESHOLD * column.tally.n),
        own_85=_reach(columns, lambda column: column.tally.hits >= own * column.tally.n) if own else None,
    )


def guard(results: Sequence[QuestionResult]) -> Guard:
    """The guard on the short side.

    Args:
        results: The questions the map is made of; no controls.
    """
    tested = sorted({result.length_target for result in results})
    named = [length for length in tested if length in _SHORT]
    chosen = tuple(named if named and tested[0] >= _SHORT[0] else tested[:2])
    return Guard(chosen, tally(result for result in results if result.length_target in chosen))


def _reach(columns: Sequence[Column], passes: Callable[[Column], bool]) -> int | None:
    reached = None
    for column in columns:
        if not column.tally.n or not passes(column):
            break
        reached = column.length
    return reached
