"""Who plays in a document: its needles, those that are asked for without being there, and the questions' names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graftwork_core.errors import BadInput
from graftwork_core.haystack.plans.trial import Tier
from graftwork_core.haystack.questions.layout import Asking, Plot, Trial
from graftwork_core.haystack.questions.needles import Drawn, NeedleMaker

_GROUP: Final = 8
"""Near-duplicate keys in a group."""
_MORE: Final = 4


@dataclass(frozen=True, slots=True)
class Row:
    """A question to be.

    Attributes:
        id: Its name.
        drawn: What it asks for.
        asking: Where that lies; None for a control.
    """

    id: str
    drawn: Drawn
    asking: Asking | None


@dataclass(frozen=True, slots=True)
class Cast:
    """All needles of a document.

    Attributes:
        slots: Those in the text.
        groups: For each slot the number of its group of near-duplicates.
        rows: What is asked at each length.
    """

    slots: tuple[Drawn, ...]
    groups: dict[int, int]
    rows: dict[int, tuple[Row, ...]]
    _maker: NeedleMaker

    @property
    def values(self) -> tuple[str, ...]:
        """Every value in the text."""
        needles = [one.needle for one in self.slots]
        return tuple(dict.fromkeys(value for one in needles for value in (one.value, *one.expected)))

    @property
    def characters(self) -> int:
        """How much of the text is needles."""
        return sum(len(text) for one in self.slots for text in one.needle.statements)

    def planted(self, there: Sequence[int]) -> tuple[str, ...]:
        """Every value in some of the slots, those of near-duplicates of the absent keys first."""
        needles = [self.slots[slot].needle for slot in sorted(there, key=lambda slot: (self.groups[slot], slot))]
        return tuple(dict.fromkeys(value for one in needles for value in one.expected or (one.value,)))

    def rivals(self, row: Row, there: Sequence[int], most: int) -> Iterator[str]:
        """Values that a model may take for the right one: of near-duplicates, of other needles, of none at all.

        Args:
            row: The question.
            there: Slots whose needles stand before it.
            most: How many are wanted; some more are given.
        """
        own = row.asking.slot if row.asking else -1
        group = self.groups.get(own, 0)
        alike = [slot for slot in there if slot != own and self.slots[slot].is_number == row.drawn.is_number]
        for slot in sorted(alike, key=lambda slot: (self.groups[slot] != group, abs(slot - own))):
            yield self.slots[slot].needle.value
        for _ in range(_MORE * most):
            try:
                yield self._maker.other_value(row.drawn)
            except BadInput:
                return


def cast(plot: Plot, maker: NeedleMaker, language: str, tier: Tier, seed: int) -> Cast:
    """Draw all needles of a document.

    Raises:
        BadInput: The description has too few keys or values.
    """
    absent = [length for length in plot.lengths for _ in range(plot.controls.get(length, 0))]
    slots: dict[int, Drawn] = {}
    groups: dict[int, int] = {}
    controls: list[Drawn] = []
    for number, group in enumerate(_groups(plot)):
        # An absent key is asked for among its near-duplicates, so the first group has one more for each.
        drawn = maker.group(len(group) + (0 if number else len(absent)))
        slots.update(zip(group, drawn, strict=False))
        groups.update(dict.fromkeys(group, number))
        controls += drawn[len(group) :]
    rows: dict[int, list[Row]] = {length: [] for length in plot.lengths}
    for asking in plot.askings:
        name = question_id(language, tier, seed, asking.trial)
        rows[asking.trial.length].append(Row(name, slots[asking.slot], asking))
    for length, control in zip(absent, controls, strict=True):
        number = sum(row.asking is None for row in rows[length])
        rows[length].append(Row(control_id(language, tier, seed, length, number), control, None))
    ordered = {length: tuple(sorted(some, key=lambda row: row.id)) for length, some in rows.items()}
    return Cast(tuple(slots[number] for number in range(len(plot.slots))), groups, ordered, maker)


def question_ids(plot: Plot, language: str, tier: Tier, seed: int) -> set[str]:
    """The names of all questions on a document."""
    ids = {question_id(language, tier, seed, asking.trial) for asking in plot.askings}
    for length, count in plot.controls.items():
        ids |= {control_id(language, tier, seed, length, number) for number in range(count)}
    return ids


def question_id(language: str, tier: Tier, seed: int, trial: Trial) -> str:
    """The name of a question, the same for every model."""
    return f"{language}-{tier}-s{seed}-L{trial.length}-d{round(trial.depth * 10_000):05d}-r{trial.repeat}"


def control_id(language: str, tier: Tier, seed: int, length: int, number: int) -> str:
    """The name of a question about a key that is not there."""
    return f"{language}-{tier}-s{seed}-L{length}-control{number}"


def _groups(plot: Plot) -> list[list[int]]:
    """Slots whose keys are near-duplicates: those that are first asked for at the same length, so that they meet."""
    first: dict[int, int] = {}
    for asking in plot.askings:
        first[asking.slot] = min(asking.trial.length, first.get(asking.slot, asking.trial.length))
    order = sorted(range(len(plot.slots)), key=lambda slot: (first.get(slot, 0), slot))
    groups = [order[start : start + _GROUP] for start in range(0, len(order), _GROUP)]
    if len(groups) > 1 and len(groups[-1]) == 1:
        lonely = groups.pop()
        groups[-1] += lonely
    return groups
