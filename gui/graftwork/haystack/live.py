"""A check while it runs: the worker's answers become maps, one for each model that is asked."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graftwork.haystack.needle_map import MapBuilder, NeedleMap

if TYPE_CHECKING:
    from graftwork_core.haystack.results.answers import QuestionResult
    from graftwork_core.jobs.events import Metric

QUESTION: Final = "question"


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The rows and columns of the map, known before the first answer."""

    lengths: tuple[int, ...] = ()
    depths: tuple[float, ...] = ()


class LiveRun:
    """Takes the worker's metrics as they come."""

    def __init__(self, skeleton: Skeleton | None = None) -> None:
        """Begin; without a skeleton answers are kept until there is one (`plan`)."""
        self._skeleton = skeleton
        self._early: list[Metric] = []
        self._builders: dict[str, MapBuilder] = {}
        self.row = ""
        """The model that answered last."""

    @property
    def names(self) -> tuple[str, ...]:
        """The models that have answered, in their order."""
        return tuple(self._builders)

    def plan(self, skeleton: Skeleton) -> None:
        """Learn rows and columns late, of a check that was not started here."""
        self._skeleton = skeleton
        early, self._early = self._early, []
        self.add(early)

    def add(self, metrics: Iterable[Metric]) -> bool:
        """Take more answers; what is no answer is left aside. Tells whether a map changed."""
        if self._skeleton is None:
            self._early += metrics
            return False
        changed = False
        for metric in metrics:
            answer = answer_of(metric)
            if answer is not None:
                self.row = str(metric.figures.get("row") or "model")
                changed = self._builder(self.row).add([answer]) or changed
        return changed

    def map(self, row: str) -> NeedleMap:
        """A model's map as it is now."""
        return self._builder(row).map if self._skeleton is not None else NeedleMap()

    def results(self, row: str) -> Sequence[QuestionResult]:
        """A model's answers on the map."""
        return self._builders[row].results() if row in self._builders else ()

    def _builder(self, row: str) -> MapBuilder:
        known = self._skeleton or Skeleton()
        return self._builders.setdefault(row, MapBuilder(known.lengths, known.depths))


def answer_of(metric: Metric) -> QuestionResult | None:
    """The answer that a metric tells of; None for other metrics, or one that this version cannot read."""
    from graftwork_core.haystack.results.answers import Forced, Generated, QuestionResult

    figures = metric.figures
    length, depth, hit = figures.get("length"), figures.get("depth"), figures.get("hit")
    status, lp, margin = figures.get("status"), figures.get("lp"), figures.get("margin")
    if metric.name != QUESTION or not isinstance(length, int) or not isinstance(depth, int | float):
        return None
    if status not in ("ok", "void", "error") or not isinstance(hit, bool):
        return None
    forced = generated = None
    if isinstance(lp, int | float):
        lead = float(margin) if isinstance(margin, int | float) else None
        forced = Forced(hit, float(lp), float(lp), math.exp(min(float(lp), 0.0)), lead, None, ())
    elif status == "ok":
        generated = Generated(hit, "", "stop", None)
    return QuestionResult(
        id=str(figures.get("id")),
        seed=0,
        tier=str(figures.get("tier") or ""),
        language="",
        length_target=length,
        length_true=length,
        depth_target=float(depth),
        depth_true=float(depth),
        needle_token=-1,
        distance=-1,
        key="",
        expected="",
        control=figures.get("control") is True,
        status=status,  # type: ignore[arg-type] # one of the three, see above
        forced=forced,
        generated=generated,
        extra={"phase": str(figures.get("phase") or "")},
    )
