"""How sure one may be of a rate: intervals, a test that stops early, and the paired test of two runs.

All of it is exact arithmetic or seeded, so the same results give the same figures everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

Z95: Final = 1.959963984540054
"""The two-sided 95 % point of the normal distribution."""
BAD: Final = 0.80
"""A rate of this or less is bad."""
GOOD: Final = 0.95
"""A rate of this or more is good."""
_RISK: Final = 0.05
_RESAMPLES: Final = 2000
_MOST_DOCUMENTS: Final = 2000
"""No plan has more; a file that claims so would cost a gigabyte for each of its cells."""
_SEED: Final = 20_240_501
Decision = Literal["green", "red", "open"]


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval; [0, 1] when nothing is known."""

    lo: float
    hi: float

    @property
    def width(self) -> float:
        """From end to end."""
        return self.hi - self.lo

    def as_json(self) -> dict[str, float]:
        """Both ends."""
        return {"lo": self.lo, "hi": self.hi}


@dataclass(frozen=True, slots=True)
class Cluster:
    """Trials on one document: they share its text, so they are not independent."""

    hits: int
    n: int


@dataclass(frozen=True, slots=True)
class Pairs:
    """Trials on one document that two runs share.

    Attributes:
        lost: Only the first run hit.
        gained: Only the second run hit.
        n: All of them.
    """

    lost: int
    gained: int
    n: int


def wilson(hits: int, n: int, z: float = Z95) -> Interval:
    """Wilson's score interval of a rate (E. B. Wilson, 1927).

    Args:
        hits: How often it happened.
        n: How often it could have happened.
        z: How many standard deviations.

    Raises:
        ValueError: When not 0 <= hits <= n.
    """
    if not 0 <= hits <= n:
        raise ValueError(f"{hits} hits of {n}")
    if n == 0:
        return Interval(0.0, 1.0)
    centre = hits + z * z / 2
    spread = z * math.sqrt(hits * (n - hits) / n + z * z / 4)
    lo = 0.0 if hits == 0 else (centre - spread) / (n + z * z)
    hi = 1.0 if hits == n else (centre + spread) / (n + z * z)
    return Interval(max(0.0, lo), min(1.0, hi))


def bootstrap(clusters: Sequence[Cluster]) -> Interval | None:
    """Percentile interval of the rate when whole documents are drawn again; None for fewer than two, or thousands."""
    return _resampled([cluster.hits for cluster in clusters], [cluster.n for cluster in clusters])


def interval(clusters: Iterable[Cluster]) -> Interval:
    """The interval that is shown: Wilson's over all trials or the bootstrap over documents, whichever is wider."""
    known = list(clusters)
    score = wilson(sum(cluster.hits for cluster in known), sum(cluster.n for cluster in known))
    resampled = bootstrap(known)
    return resampled if resampled is not None and resampled.width > score.width else score


def _resampled(sums: Sequence[int], counts: Sequence[int]) -> Interval | None:
    """Percentile interval of sum / count when documents are drawn again, each with what it has."""
    drawn = [(total, count) for total, count in zip(sums, counts, strict=True) if count]
    if not 2 <= len(drawn) <= _MOST_DOCUMENTS:
        return None
    times = _draws(len(drawn))
    parts = np.array(drawn, dtype=np.float64)
    rates = (times @ parts[:, 0]) / (times @ parts[:, 1])
    lo, hi = np.percentile(rates, (2.5, 97.5))
    return Interval(float(lo), float(hi))


@lru_cache(maxsize=16)
def _draws(count: int) -> NDArray[np.float64]:
    """How often each of `count` documents is drawn in each resample: shape (resamples, count)."""
    resamples = _RESAMPLES if count <= 500 else 500
    generator = np.random.Generator(np.random.PCG64(_SEED))
    times: NDArray[Any] = generator.multinomial(count, np.full(count, 1 / count), size=resamples)
    return times.astype(np.float64)


@dataclass(frozen=True, slots=True)
class Sequential:
    """Wald's sequential test of "good" (0.95) against "bad" (0.80), each error 5 %.

    Green after 18 straight hits, red after 3 misses at the start; once decided it stays so.
    """

    hits: int = 0
    misses: int = 0
    decision: Decision = "open"

    def after(self, hit: bool) -> Sequential:
        """The test with one more outcome."""
        if self.decision != "open":
            return self
        hits, misses = self.hits + hit, self.misses + (not hit)
        evidence = hits * math.log(GOOD / BAD) + misses * math.log((1 - GOOD) / (1 - BAD))
        bound = math.log((1 - _RISK) / _RISK)
        return Sequential(hits, misses, "green" if evidence >= bound else "red" if evidence <= -bound else "open")


def decide(outcomes: Iterable[bool]) -> Decision:
    """Run the sequential test over outcomes in their order."""
    test = Sequential()
    for hit in outcomes:
        test = test.after(hit)
    return test.decision


def mcnemar(lost: int, gained: int) -> float:
    """Two-sided p of the exact McNemar test: could the discordant pairs be a fair coin?

    Args:
        lost: Pairs where only the first run hit.
        gained: Pairs where only the second run hit.

    Raises:
        ValueError: When a count is negative.
    """
    if lost < 0 or gained < 0:
        raise ValueError("a count is negative")
    pairs = lost + gained
    tail = ways = 1
    for k in range(min(lost, gained)):
        ways = ways * (pairs - k) // (k + 1)
        tail += ways
    p: float = 2 * tail / 2**pairs  # whole numbers, divided once
    return min(1.0, p)


def paired_difference(lost: int, gained: int, n: int) -> Interval:
    """Tango's score interval of (rate of the second run − rate of the first) on the same trials (T. Tango, 1998).

    It exists for small counts, too: without discordant pairs it is ±z²/(n + z²).

    Args:
        lost: Pairs where only the first run hit.
        gained: Pairs where only the second run hit.
        n: All pairs.

    Returns:
        An interval within [-1, 1]; all of it when n is 0.

    Raises:
        ValueError: When the counts do not fit each other.
    """
    if lost < 0 or gained < 0 or lost + gained > n:
        raise ValueError(f"{lost} lost and {gained} gained of {n}")
    if n == 0:
        return Interval(-1.0, 1.0)
    estimate = (gained - lost) / n
    return Interval(
        _edge(gained, lost, n, -1.0, estimate, rising=False), _edge(gained, lost, n, estimate, 1.0, rising=True)
    )


def difference(documents: Iterable[Pairs]) -> Interval:
    """The interval of a paired difference that is shown: Tango's or the bootstrap over documents, the wider one."""
    known = list(documents)
    lost, gained, n = (sum(parts) for parts in zip(*((one.lost, one.gained, one.n) for one in known), strict=True))
    score = paired_difference(lost, gained, n)
    resampled = _resampled([one.gained - one.lost for one in known], [one.n for one in known])
    return resampled if resampled is not None and resampled.width > score.width else score


def _edge(gained: int, lost: int, n: int, lo: float, hi: float, *, rising: bool) -> float:
    """Where the score statistic passes z: it falls as the difference grows."""
    for _ in range(60):
        middle = (lo + hi) / 2
        inside = abs(_score(gained, lost, n, middle)) <= Z95
        if inside == rising:
            lo = middle
        else:
            hi = middle
    return (lo + hi) / 2


def _score(gained: int, lost: int, n: int, difference: float) -> float:
    # The nuisance probability (only the first run hits) at its most likely value under this difference.
    b = (2 * n - gained + lost) * difference - (gained + lost)
    c = -lost * difference * (1 - difference)
    nuisance = (math.sqrt(max(0.0, b * b - 8 * n * c)) - b) / (4 * n)
    variance = n * (2 * nuisance + difference * (1 - difference))
    surplus = gained - lost - n * difference
    if variance <= 0:
        return 0.0 if surplus == 0 else math.copysign(math.inf, surplus)
    return surplus / math.sqrt(variance)
