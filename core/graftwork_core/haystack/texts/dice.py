"""Chance that falls the same way everywhere: on every machine, in every process, with every version of Python."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A seeded stream of draws; only `random()` is used of Python's generator, whose values are guaranteed.

    Attributes:
        random: The next number from 0 to 1, the 1 left out.
    """

    def __init__(self, seed: int, *purpose: object) -> None:
        """Start a stream of its own for each purpose, so that one more draw here changes nothing there."""
        name = "/".join(str(part) for part in (seed, *purpose))
        self.random = random.Random(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")).random

    def below(self, count: int) -> int:
        """A whole number from 0 to count - 1."""
        return int(self.random() * count)

    def between(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + self.below(most - least + 1)

    def pick(self, items: Sequence[T]) -> T:
        """One of several."""
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """All of them in another order."""
        mixed = list(items)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.below(last + 1)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed

    def digits(self, count: int) -> str:
        """A number of that many digits, the first one no zero."""
        return str(self.between(10 ** (count - 1), 10**count - 1)) if count > 1 else str(self.below(10))
