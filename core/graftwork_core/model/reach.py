"""How far a model's rotation can tell a match from noise: the distance at which the summed cosine turns negative.

The bound of Men et al., "Base of RoPE bounds context length": for a key and a query that match, the score expected at
distance m is proportional to the sum of cos(m·w) over the head's frequencies w. Below 0 a match scores worse than
anything at random. A rule of thumb: it warns, and never forbids.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graftwork_core.model.rotation import Frequencies, Positions, rotation

MOST: Final = 2**23
"""How far is looked, in tokens."""
_BLOCK: Final = 1024
_FIRST_ROWS: Final = 16
_MOST_ROWS: Final = 256
_DOUBT: Final = 2e-3
"""More than the error of a sum in float32: whatever is smaller is computed again in float64."""
_CLOSE: Final = 0.01


@dataclass(frozen=True, slots=True)
class Reach:
    """A predicted reach.

    Attributes:
        tokens: The distance; `MOST` when none was found up to there.
        is_beyond: Whether none was found.
    """

    tokens: int
    is_beyond: bool = False

    def __str__(self) -> str:
        return f"over {self.tokens:,}" if self.is_beyond else f"about {self.tokens:,}"


def predict_reach(positions: Positions) -> Reach:
    """The distance up to which a model's rotation tells a match from noise.

    Raises:
        BadInput: When its settings give no frequencies.
    """
    if positions.rope.kind == "dynamic":
        return _dynamic_reach(positions)
    return reach_of(rotation(positions).frequencies)


def reach_of(frequencies: Frequencies) -> Reach:
    """The same for one vector of frequencies."""
    found = first_negative(frequencies)
    return Reach(MOST, is_beyond=True) if found is None else Reach(found)


def first_negative(frequencies: Frequencies, most: int = MOST) -> int | None:
    """The first whole distance below `most` at which the sum of cos(distance · w) is negative; None without one.

    Exact: every distance is looked at, as products of two small matrices in float32, and what is nearly 0 again in
    float64. 8 million distances of 64 frequencies take a tenth of a second; usually it stops long before.
    """
    return _first_negative(np.asarray(frequencies, np.float64).tobytes(), most)


@lru_cache(maxsize=128)
def _first_negative(content: bytes, most: int) -> int | None:
    w = np.frombuffer(content, np.float64)
    slow = w[w * most <= np.pi]
    if len(w) == 0 or np.cos(slow * most).sum() >= len(w) - len(slow):
        return None  # those that hardly turn outweigh all others
    inside = np.outer(w, np.arange(_BLOCK))
    cosine, sine = np.cos(inside).astype(np.float32), np.sin(inside).astype(np.float32)
    start, rows = 0, _FIRST_ROWS
    while start < most:
        at = np.outer(start + _BLOCK * np.arange(rows), w)
        # cos(a + b) = cos a · cos b - sin a · sin b
        sums = np.cos(at).astype(np.float32) @ cosine - np.sin(at).astype(np.float32) @ sine
        found = _confirm(start + np.flatnonzero(sums.ravel() < _DOUBT), w)
        if found is not None:
            return found if found < most else None
        start, rows = start + rows * _BLOCK, min(2 * rows, _MOST_ROWS)
    return None


def _confirm(distances: NDArray[np.int64], w: Frequencies) -> int | None:
    """The first of these distances whose sum is negative in float64."""
    for first in range(0, len(distances), _BLOCK):
        some = distances[first : first + _BLOCK]
        negative = np.flatnonzero(np.cos(np.outer(some, w)).sum(axis=1) < 0)
        if len(negative):
            return int(some[negative[0]])
    return None


def _dynamic_reach(positions: Positions) -> Reach:
    """The longest text whose own frequencies carry over all of it: they become slower as it grows."""

    def shortfall(length: int) -> int | None:
        return first_negative(rotation(positions, length).frequencies, min(length, MOST))

    length = positions.window or 1
    found = shortfall(length)
    if found is not None:
        return Reach(found)
    good, bad = length, 2 * length
    while shortfall(bad) is None:
        if bad >= MOST:
            return Reach(MOST, is_beyond=True)
        good, bad = bad, 2 * bad
    while bad - good > max(1, _CLOSE * good):
        middle = (good + bad) // 2
        good, bad = (good, middle) if shortfall(middle) is not None else (middle, bad)
    return Reach(good)
