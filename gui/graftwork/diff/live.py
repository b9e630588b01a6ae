"""A comparison while it runs: planned tensors, and those of which the worker has told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graftwork_core.extract.diff_file import TensorDiff
    from graftwork_core.jobs.events import Metric


class LiveDiff:
    """Takes the worker's news; knows what is measured and what is to come.

    News may come before it is known what is planned: they count from then on.
    """

    def __init__(self, planned: Sequence[TensorDiff] = (), measured: Sequence[TensorDiff] = ()) -> None:
        self._planned = {one.name: one for one in planned}
        self._measured = {one.name: one for one in measured}
        self._early: dict[str, Mapping[str, Any]] = {}

    @property
    def planned(self) -> tuple[TensorDiff, ...]:
        """Everything that will be measured."""
        return tuple(self._planned.values())

    @property
    def measured(self) -> tuple[TensorDiff, ...]:
        """What is measured by now, in the order of the files."""
        return tuple(self._measured[name] for name in self._planned if name in self._measured)

    @property
    def is_complete(self) -> bool:
        """Whether all that is planned is measured."""
        return bool(self._planned) and len(self._measured) == len(self._planned)

    def plan(self, planned: Sequence[TensorDiff]) -> None:
        """Learn what will be measured."""
        early, self._early = self._early, {}
        self._planned = {one.name: one for one in planned}
        for name, figures in early.items():
            self._take(name, figures)

    def add(self, metrics: Iterable[Metric]) -> bool:
        """Take news; tells whether there was any of a tensor."""
        before = len(self._measured)
        for metric in metrics:
            self._take(metric.name, metric.figures)
        return len(self._measured) > before

    def _take(self, name: str, figures: Mapping[str, Any]) -> None:
        from graftwork_core.extract.diff_tensors import from_live

        if not self._planned:
            self._early[name] = figures
            return
        planned = self._planned.get(name)
        one = from_live(planned, figures) if planned is not None else None
        if one is not None:
            self._measured[name] = one
