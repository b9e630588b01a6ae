"""Which needles share a text and where they go, in tokens, before any text is made.

A growing document holds the needles of all its lengths from the start, and one needle can be asked for at several
lengths: at another share of the text each time. Where too many would crowd together, further documents are begun;
they are short, because crowds only arise at the short lengths.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

SENTENCE: Final = 25
"""Tokens of a sentence, roughly: how exactly a needle can be placed."""
_SHARE_OF_STEP: Final = 0.3
_MOST_OFF: Final = 0.03


@dataclass(frozen=True, slots=True)
class Trial:
    """One question of a plan: a length, a depth, and which of the repeats."""

    length: int
    depth: float
    repeat: int


@dataclass(frozen=True, slots=True)
class Asking:
    """A trial and the needle that it asks for.

    Attributes:
        trial: The question.
        slot: Number of the needle in its plot.
        anchor: Which of the needle's statements lies at the trial's depth.
    """

    trial: Trial
    slot: int
    anchor: int


@dataclass(slots=True)
class Plot:
    """One document to be.

    Attributes:
        slots: Where the statements of each needle should begin, in tokens of the text, rising.
        askings: What is asked.
        controls: At which lengths, and how often, an unplanted key is asked for.
    """

    slots: list[tuple[int, ...]] = field(default_factory=list)
    askings: list[Asking] = field(default_factory=list)
    controls: dict[int, int] = field(default_factory=dict)

    @property
    def lengths(self) -> tuple[int, ...]:
        """At which lengths it is asked about, rising."""
        return tuple(sorted({asking.trial.length for asking in self.askings}))


@dataclass(frozen=True, slots=True)
class Ground:
    """What a layout has to reckon with.

    Attributes:
        around: Tokens of everything but text and needles, mostly: template, question and answer.
        size: Tokens of the longest statement.
        statements: How many a needle has.
        shortest: The shortest length at which a needle and its question surely find room.
        most: How many needles one text can hold; None when there is no limit.
    """

    around: int
    size: int
    statements: int
    shortest: int
    most: int | None = None

    def room(self, length: int) -> int:
        """Tokens that text and needles may have at a length."""
        return length - self.around


def share_texts(trials: Iterable[Trial], ground: Ground) -> list[Plot]:
    """Put trials into as few growing documents as have room for them, the longest first."""
    ordered = sorted(trials, key=lambda trial: (-trial.length, trial.repeat, trial.depth))
    step = _smallest_step({trial.depth for trial in ordered})
    limits = sorted({ground.room(trial.length) for trial in ordered})
    fields: list[_Field] = []
    for trial in ordered:
        off = max(SENTENCE, int(min(_SHARE_OF_STEP * step, _MOST_OFF) * ground.room(trial.length)))
        for one in fields:
            if one.take(trial, off):
                break
        else:
            fields.append(_Field(ground, limits))
            if not fields[-1].take(trial, off):
                fields[-1].force(trial)
    return [one.plot for one in fields]


def alone(trial: Trial, ground: Ground, others: int = 0) -> Plot:
    """A document of its own for a trial, with so many other needles evenly over the text as it has room for."""
    one = _Field(ground, [])
    one.force(trial)
    room = ground.room(trial.length)
    others = min(others, max(0, room // (3 * ground.size * ground.statements) - 1))
    for number in range(others):
        one.scatter((number + 0.5) / others, room)
    return one.plot


class _Field:
    """A plot in the making."""

    def __init__(self, ground: Ground, limits: Sequence[int]) -> None:
        self.plot = Plot()
        self._ground = ground
        self._limits = limits
        self._gap = 2 * ground.size
        self._taken: list[int] = []
        self._asked: dict[int, set[int]] = {}

    def take(self, trial: Trial, off: int) -> bool:
        """Find a needle for a trial, `off` tokens from where it should lie at the most; False when there is none."""
        return self._reuse(trial, off) or self._plant(trial, off)

    def force(self, trial: Trial) -> None:
        """Plant a needle exactly where it belongs, whatever lies there."""
        room = self._ground.room(trial.length)
        self._add(trial, self._wanted(trial.depth, room), self._wanted_anchor(trial.depth))

    def scatter(self, depth: float, room: int) -> None:
        """Plant a needle that nobody asks for, about there; none when it is too crowded."""
        places = [self._free(place, room // 4, room) for place in self._wanted(depth, room)]
        found = [place for place in places if place is not None]
        if len(found) == len(places):
            self.plot.slots.append(tuple(sorted(found)))
            for place in found:
                insort(self._taken, place)

    def _reuse(self, trial: Trial, off: int) -> bool:
        room = self._ground.room(trial.length)
        target = trial.depth * max(0, room - self._ground.size)
        asked = self._asked.setdefault(trial.length, set())
        best: tuple[float, int, int] | None = None
        for number, places in enumerate(self.plot.slots):
            if number in asked or places[-1] + self._ground.size > room:
                continue
            for anchor, place in enumerate(places):
                distance = abs(place - target)
                if distance <= off and (best is None or distance < best[0]):
                    best = (distance, number, anchor)
        if best is None:
            return False
        asked.add(best[1])
        self.plot.askings.append(Asking(trial, best[1], best[2]))
        return True

    def _plant(self, trial: Trial, off: int) -> bool:
        if self._ground.most is not None and len(self.plot.slots) >= self._ground.most:
            return False
        room = self._ground.room(trial.length)
        anchor = self._wanted_anchor(trial.depth)
        places: list[int] = []
        for number, wanted in enumerate(self._wanted(trial.depth, room)):
            reach = off if number == anchor else max(off, room // (4 * self._ground.statements))
            place = self._free(wanted, reach, room)
            if place is None or (places and place < places[-1] + self._gap):
                return False
            places.append(place)
        self._add(trial, tuple(places), anchor)
        return True

    def _add(self, trial: Trial, places: tuple[int, ...], anchor: int) -> None:
        for place in places:
            insort(self._taken, place)
        self.plot.slots.append(places)
        self._asked.setdefault(trial.length, set()).add(len(self.plot.slots) - 1)
        self.plot.askings.append(Asking(trial, len(self.plot.slots) - 1, anchor))

    def _wanted(self, depth: float, room: int) -> tuple[int, ...]:
        """Where a needle's statements should lie: one at the depth, the others spread evenly around it."""
        return tuple(sorted(int(one * max(0, room - self._ground.size)) for one in self._depths(depth)))

    def _wanted_anchor(self, depth: float) -> int:
        return sum(one < depth for one in self._depths(depth))

    def _depths(self, depth: float) -> list[float]:
        count = self._ground.statements
        return [one - 1 if one > 1 else one for one in (depth + number / count for number in range(count))]

    def _free(self, wanted: int, reach: int, room: int) -> int | None:
        """The place nearest to the wanted one at which a statement keeps its distance from all others."""
        near = (
            bisect_left(self._taken, wanted - reach - self._gap),
            bisect_left(self._taken, wanted + reach + self._gap),
        )
        around = self._taken[near[0] : near[1]]
        candidates = [wanted, *(place + self._gap for place in around), *(place - self._gap for place in around)]
        candidates += [limit - self._ground.size for limit in self._limits] + list(self._limits)
        free = [
            place
            for place in candidates
            if abs(place - wanted) <= reach
            and 0 <= place <= room - self._ground.size
            and all(abs(place - other) >= self._gap for other in around)
            and not any(place < limit < place + self._ground.size for limit in self._limits)
        ]
        return min(free, key=lambda place: (abs(place - wanted), place), default=None)


def _smallest_step(depths: set[float]) -> float:
    return min((other - one for one, other in pairwise(sorted(depths))), default=1.0)


def trials(lengths: Sequence[int], depths: Sequence[float], repeats: Callable[[int], int]) -> Iterator[Trial]:
    """Every question of a plan on one haystack."""
    for length in lengths:
        for repeat in range(repeats(length)):
            for depth in depths:
                yield Trial(length, depth, repeat)
