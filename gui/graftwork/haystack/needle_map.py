"""The map of lengths and depths: what the answers so far come to in every cell, kept up as they arrive.

Rows and columns are those that were planned; an answer at another place, or of another phase (a smoke test, facts that
stand alone, harder tiers), is not on the map. The engine's own counting is used, so that the window and the written
report say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from graftwork_core.haystack.results.answers import QuestionResult
    from graftwork_core.haystack.results.tally import State, Tally

_NEAR: Final = 0.02
"""How far an answer's depth may be from its row's."""
_APART: Final = frozenset({"smoke", "alone", "harder"})
"""Phases that the engine's map leaves out, too."""


@dataclass(frozen=True, slots=True)
class MapCell:
    """Answers at one length and depth; a depth of None stands for all depths of the length.

    Attributes:
        length: Tokens of the prompt.
        depth: 0 is the beginning of the text, 1 its end.
        tally: What the answers come to.
        ids: Which questions these are.
        state: The verdict on it; a whole length's follows the engine's rules for lengths.
    """

    length: int
    depth: float | None
    tally: Tally
    ids: tuple[str, ...]
    state: State


@dataclass(frozen=True, slots=True)
class NeedleMap:
    """All cells that have answers.

    Attributes:
        lengths: The columns, the shortest first.
        depths: The rows, the shallowest first.
        cells: By (length, depth); depth None stands for the whole length.
    """

    lengths: tuple[int, ...] = ()
    depths: tuple[float, ...] = ()
    cells: Mapping[tuple[int, float | None], MapCell] = field(default_factory=dict)


class MapBuilder:
    """Takes answers as they come and keeps the map up to date."""

    def __init__(self, lengths: Sequence[int], depths: Sequence[float]) -> None:
        """Begin an empty map.

        Args:
            lengths: The columns, in tokens.
            depths: The rows.
        """
        self._lengths, self._depths = tuple(sorted(set(lengths))), tuple(sorted(set(depths)))
        self._answers: dict[tuple[int, float], dict[str, QuestionResult]] = {}
        self._cells: dict[tuple[int, float | None], MapCell] = {}

    @property
    def map(self) -> NeedleMap:
        """The map as it is now."""
        return NeedleMap(self._lengths, self._depths, dict(self._cells))

    def results(self) -> tuple[QuestionResult, ...]:
        """Every answer on the map, by length and depth."""
        return tuple(answer for place in sorted(self._answers) for answer in self._answers[place].values())

    def add(self, answers: Iterable[QuestionResult]) -> bool:
        """Take more answers; one that was given again counts as it was given last.

        Returns:
            Whether the map changed.
        """
        touched: set[tuple[int, float]] = set()
        for answer in answers:
            place = self._place(answer)
            if place is not None:
                self._answers.setdefault(place, {})[answer.id] = answer
                touched.add(place)
        for place in touched:
            self._count(place)
        for length in {place[0] for place in touched}:
            self._judge(length)
        return bool(touched)

    def _place(self, answer: QuestionResult) -> tuple[int, float] | None:
        if answer.control or answer.phase in _APART or answer.length_target not in self._lengths or not self._depths:
            return None
        depth = min(self._depths, key=lambda row: abs(row - answer.depth_target))
        return (answer.length_target, depth) if abs(depth - answer.depth_target) <= _NEAR else None

    def _count(self, place: tuple[int, float]) -> None:
        from graftwork_core.haystack.results.tally import tally

        answers = self._answers[place]
        counted = tally(answers.values())
        self._cells[place] = MapCell(*place, counted, tuple(answers), counted.state)

    def _judge(self, length: int) -> None:
        from graftwork_core.haystack.results.columns import columns

        octave = [
            answer
            for (other, _), answers in self._answers.items()
            if length / 2 < other <= length
            for answer in answers.values()
        ]
        column = next(column for column in columns(octave) if column.length == length)
        ids = tuple(answer.id for answer in octave if answer.length_target == length)
        self._cells[length, None] = MapCell(length, None, column.tally, ids, column.state)


def mapped(results: Iterable[QuestionResult]) -> tuple[QuestionResult, ...]:
    """The answers that a finished run's map is made of: those of the tier that was asked most."""
    planted = [result for result in results if not result.control]
    main = [result for result in planted if result.phase not in _APART]
    asked = Counter(result.tier for result in main)
    most = min(asked, key=lambda tier: (-asked[tier], tier), default="")
    return tuple(result for result in main if result.tier == most)


def map_of(results: Iterable[QuestionResult], lengths: Sequence[int] = (), depths: Sequence[float] = ()) -> NeedleMap:
    """The map of finished answers.

    Args:
        results: All answers of a run.
        lengths: The columns; where they are not given, the lengths that occur.
        depths: The rows; likewise.
    """
    known = mapped(results)
    rows = depths or sorted({round(result.depth_target, 4) for result in known})
    builder = MapBuilder(lengths or sorted({result.length_target for result in known}), rows)
    builder.add(known)
    return builder.map
