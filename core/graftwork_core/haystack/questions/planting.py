"""Needles put into a text: at the sentence end nearest to where each should lie, without making the text too long.

Text is laid out in tokens that were counted before (`supply`), and only then encoded, once: positions are true ones.
A text that is asked about at a limit ends there as exactly as its sentences allow, with no needle cut in two.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from graftwork_core.haystack.questions.supply import Stock

Count = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Planting:
    """One statement to be planted.

    Attributes:
        place: Tokens of the text before it, as it should be.
        text: The sentence.
        limit: It has to end before so many tokens.
    """

    place: int
    text: str
    limit: int


@dataclass(frozen=True, slots=True)
class Planted:
    """A text with needles.

    Attributes:
        text: All of it.
        needles: First and last character (exclusive) of each statement, in the order in which they were given.
        cuts: For each limit, at how many characters the text ends there.
        expected: For each limit, how many tokens that should be.
    """

    text: str
    needles: tuple[tuple[int, int], ...]
    cuts: tuple[int, ...]
    expected: tuple[int, ...]


def plant(stock: Stock, plantings: Sequence[Planting], limits: Sequence[int], join: str, count: Count) -> Planted:
    """Lay out a text.

    Args:
        stock: Filler, at least as long as the last limit.
        plantings: What to plant.
        limits: Token numbers at which the text must be able to end, rising.
        join: What stands between two sentences.
        count: Counts the tokens of a short text.
    """
    bed = _Bed(stock, join, count)
    order = sorted(range(len(plantings)), key=lambda number: (plantings[number].place, number))
    spans: dict[int, tuple[int, int]] = {}
    cuts, expected = [], []
    for limit in limits:
        while due := _due(plantings, order, limit, bed):
            number = due[0]
            order.remove(number)
            bed.go_to(plantings[number].place, limit - sum(bed.size(plantings[one].text) for one in due))
            spans[number] = bed.put(plantings[number].text)
        bed.fill_to(limit)
        cuts.append(bed.characters)
        expected.append(bed.tokens)
    return Planted(bed.text(), tuple(spans[number] for number in range(len(plantings))), tuple(cuts), tuple(expected))


def _due(plantings: Sequence[Planting], order: Sequence[int], limit: int, bed: _Bed) -> list[int]:
    """What is to be planted before a limit, the next one first; nothing when the next one comes behind it."""
    must = [number for number in order if plantings[number].limit <= limit]
    some = list(order[: order.index(must[-1]) + 1]) if must else list(order[:1])
    room = limit - bed.tokens
    if sum(bed.size(plantings[number].text) for number in some) > room:
        return must
    if not must and some and plantings[some[0]].place + bed.size(plantings[some[0]].text) > limit:
        return []
    return some


@dataclass(slots=True)
class _Bed:
    """The text that grows while needles are put into it."""

    stock: Stock
    join: str
    count: Count
    tokens: int = 0
    characters: int = 0
    _next: int = 0
    _parts: list[str] = field(default_factory=list)
    _spent: set[int] = field(default_factory=set)
    _sizes: dict[str, int] = field(default_factory=dict)

    def size(self, text: str) -> int:
        """Tokens of a statement between two sentences, about."""
        if text not in self._sizes:
            self._sizes[text] = self.count(self.join + text) + 1
        return self._sizes[text]

    def go_to(self, place: int, most: int) -> None:
        """Take filler up to the sentence end nearest to a place, `most` tokens at the most."""
        last = self._pieces_within(min(place, most))
        if last + 1 < len(self.stock.tokens):
            before, after = self._tokens_at(last), self._tokens_at(last + 1)
            if after > most:
                self.fill_to(min(place, most))
                return
            if after - place < place - before:
                last += 1
        self._take(last)

    def put(self, text: str) -> tuple[int, int]:
        """Put a statement here; returns its first and last character (exclusive)."""
        before, after = self._before(), self.stock.piece(self._next)
        lead, trail = self._around(before, after)
        without = self.count(before + after)
        start = self.characters + len(lead)
        self._append(lead + text + trail)
        self.tokens += self.count(before + lead + text + trail + after) - without
        return start, start + len(text)

    def fill_to(self, limit: int) -> None:
        """Take filler up to a limit, and a sentence more out of the reserve if one still fits."""
        self._take(self._pieces_within(limit))
        room = limit - self.tokens
        for number, (size, sentence) in enumerate(self.stock.stopgaps):
            if size <= room - 1 and number not in self._spent and self._next:
                self._spent.add(number)
                lead = self._around(self._before(), "")[0]
                self._append(lead + sentence.removeprefix(self.join))
                self.tokens += size
                return

    def text(self) -> str:
        return "".join(self._parts)

    def _pieces_within(self, limit: int) -> int:
        """The number of the last piece end that is within a limit; never before the present one."""
        return max(self._next, bisect_right(self.stock.tokens, limit - self._tokens_at(0)) - 1)

    def _tokens_at(self, end: int) -> int:
        return self.stock.tokens[end] - self.stock.tokens[self._next] + self.tokens

    def _take(self, end: int) -> None:
        if end > self._next:
            ends = self.stock.ends
            self.tokens = self._tokens_at(end)
            text = self.stock.text[ends[self._next] : ends[end]]
            self._next = end
            self._append(text)

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self.characters += len(text)

    def _before(self) -> str:
        """The end of the text so far, as long as a sentence."""
        tail = ""
        for part in reversed(self._parts):
            tail = part[-200:] + tail
            if len(tail) >= 200:
                break
        return tail[-200:]

    def _around(self, before: str, after: str) -> tuple[str, str]:
        """What has to stand before and behind a sentence that is put in here."""
        if before.endswith("\n"):
            return "", before[len(before.rstrip("\n")) :]
        if before and not (self.join and before.endswith(self.join)):
            return self.join, ""
        return "", "" if self.join and after.startswith(self.join) else self.join
