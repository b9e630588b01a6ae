"""How many whole prompts are best worked through: one after the other where they begin alike, else several at once.

Prompts that begin alike cost only what is different in them; for the others, and for small models, the number of
passes is what takes time.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graftwork_core.haystack.texts.beginnings import common_beginning

MOST_ROWS: Final = 64
_WORTH_SHARING: Final = 256
"""Tokens that two prompts must have in common to go one after the other."""


@dataclass(frozen=True, slots=True)
class Step:
    """One of several prompts that begin alike.

    Attributes:
        member: Its place in the list of all.
        kept: Tokens that it has in common with the prompt before it; 0 for the first.
        shared: Tokens that it has in common with the next one, never all of its own.
    """

    member: int
    kept: int
    shared: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Prompts of similar lengths, for several to a pass.

    Attributes:
        members: Their places in the list of all.
        lengths: Their tokens.
    """

    members: tuple[int, ...]
    lengths: tuple[int, ...]

    def passes(self, most: int) -> Iterator[slice]:
        """Runs of rows that make at most so many tokens when padded to the longest; at least one row each."""
        start = 0
        while start < len(self.members):
            stop = start + 1
            longest = self.lengths[start]
            while stop < len(self.members):
                longest = max(longest, self.lengths[stop])
                if longest * (stop + 1 - start) > most:
                    break
                stop += 1
            yield slice(start, stop)
            start = stop


def arrange(prompts: Sequence[Sequence[int]]) -> tuple[list[list[Step]], list[int]]:
    """Find prompts that begin alike.

    Returns:
        Chains of at least two, each in an order in which every prompt keeps most of the one before it; and the
        places of all others.
    """
    order = sorted(range(len(prompts)), key=lambda place: tuple(prompts[place]))
    common = [_shared(prompts[one], prompts[other]) for one, other in itertools.pairwise(order)]
    chains: list[list[Step]] = []
    alone: list[int] = []
    start = 0
    for place in range(len(order)):
        if place < len(common) and common[place] >= _WORTH_SHARING:
            continue
        members, between = order[start : place + 1], common[start:place]
        if len(members) == 1:
            alone += members
        else:
            chains.append([Step(*step) for step in zip(members, [0, *between], [*between, 0], strict=True)])
        start = place + 1
    return chains, sorted(alone)


def batches(lengths: Sequence[int], members: Sequence[int], most_positions: int) -> Iterator[Batch]:
    """Share prompts out, those of similar lengths together.

    Args:
        lengths: Tokens of every prompt.
        members: Places of those that are meant.
        most_positions: Positions of a batch's rows when padded; a batch of one row may have more.
    """
    batch: list[int] = []
    for member in sorted(members, key=lambda place: lengths[place]):
        if batch and (len(batch) == MOST_ROWS or (len(batch) + 1) * lengths[member] > most_positions):
            yield Batch(tuple(batch), tuple(lengths[place] for place in batch))
            batch = []
        batch.append(member)
    if batch:
        yield Batch(tuple(batch), tuple(lengths[place] for place in batch))


def padded(rows: Sequence[Sequence[int]]) -> list[list[int]]:
    """Rows of one length, filled up on the right with what is never looked at."""
    longest = max(len(row) for row in rows)
    return [[*row, *([0] * (longest - len(row)))] for row in rows]


def _shared(one: Sequence[int], other: Sequence[int]) -> int:
    """Tokens that both begin with, one less when that would be all of one of them."""
    return min(common_beginning(one, other), len(one) - 1, len(other) - 1)
