"""Counting trials: hits, interval, log-probability, and the state that follows from them.

Only planted needles with a sound answer of the engine are trials. What is void is counted beside them, never as a
miss. Rows and bands are by the depth that was asked for, columns by the length that was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any, Final, Literal, TypeVar

from graftwork_core.haystack.results.answers import QuestionResult
from graftwork_core.haystack.results.statistics import BAD, GOOD, Cluster, interval

State = Literal["green", "amber", "red", "void"]
Band = Literal["begin", "middle", "end"]
BANDS: Final[tuple[Band, ...]] = ("begin", "middle", "end")
WIDE: Final = 0.30
"""An interval wider than this is hatched: the rate in it says little."""
_MOST_ROWS: Final = 41
_EDGE: Final = 1e-9
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Tally:
    """What some questions came to.

    Attributes:
        n: Trials.
        hits: How many of them were found.
        lo: Lower end of the 95 % interval of the rate (the wider of Wilson's and the bootstrap over documents).
        hi: Its upper end.
        lp_mean: Mean log-probability of an answer token; None when nothing was graded by likelihood.
        margin: Mean lead over the best foil; None without foils.
        voids: Questions that do not count.
    """

    n: int
    hits: int
    lo: float
    hi: float
    lp_mean: float | None = None
    margin: float | None = None
    voids: int = 0

    @property
    def rate(self) -> float | None:
        """Share of hits; None without trials."""
        return self.hits / self.n if self.n else None

    @property
    def misses(self) -> int:
        """Trials that were not found."""
        return self.n - self.hits

    @property
    def state(self) -> State:
        """Green: lower bound at least 0.80 and rate at least 0.95. Red: upper bound below 0.80. Else undecided."""
        if not self.n:
            return "void"
        if self.lo >= BAD and self.hits >= GOOD * self.n:
            return "green"
        return "red" if self.hi < BAD else "amber"

    @property
    def is_wide(self) -> bool:
        """Whether the interval is so wide that the rate alone would mislead."""
        return self.hi - self.lo > WIDE

    def as_json(self) -> dict[str, Any]:
        """The figures as plain JSON values."""
        return {
            "n": self.n,
            "hits": self.hits,
            "rate": self.rate,
            "lo": self.lo,
            "hi": self.hi,
            "lp_mean": self.lp_mean,
            "margin": self.margin,
            "state": self.state,
            "voids": self.voids,
        }


def tally(results: Iterable[QuestionResult]) -> Tally:
    """Count questions. Controls among them are counted like the others: their hit is a false retrieval."""
    known = list(results)
    sound = [result for result in known if result.status == "ok"]
    documents: dict[int, list[bool]] = {}
    for result in sound:
        documents.setdefault(result.seed, []).append(result.hit)
    clusters = [Cluster(sum(hits), len(hits)) for _, hits in sorted(documents.items())]
    bounds = interval(clusters)
    scores = [result.forced for result in sound if result.forced is not None]
    margins = [score.margin for score in scores if score.margin is not None]
    return Tally(
        n=len(sound),
        hits=sum(cluster.hits for cluster in clusters),
        lo=bounds.lo,
        hi=bounds.hi,
        lp_mean=fmean(score.lp_mean for score in scores) if scores else None,
        margin=fmean(margins) if margins else None,
        voids=len(known) - len(sound),
    )


def band_of(depth: float) -> Band:
    """The third of the text a depth lies in: the middle is 30 % to 70 %."""
    if depth < 0.3 - _EDGE:
        return "begin"
    return "middle" if depth <= 0.7 + _EDGE else "end"


def is_outer(depth: float) -> bool:
    """Whether it lies in the first or the last fifth."""
    return depth <= 0.2 + _EDGE or depth >= 0.8 - _EDGE


def depth_rows(results: Sequence[QuestionResult]) -> Callable[[QuestionResult], float]:
    """Which row of the map a question belongs to: its depth, or the nearest tenth when there are too many depths."""
    digits = 4 if len({round(result.depth_target, 4) for result in results}) <= _MOST_ROWS else 1
    return lambda result: round(result.depth_target, digits)


def grouped(results: Iterable[QuestionResult], key: Callable[[QuestionResult], Key]) -> dict[Key, list[QuestionResult]]:
    """Questions by something about them, in their order."""
    groups: dict[Key, list[QuestionResult]] = {}
    for result in results:
        groups.setdefault(key(result), []).append(result)
    return groups
