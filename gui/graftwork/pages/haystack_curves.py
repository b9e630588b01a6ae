"""The curves of a run: rate against length, against distance, and along the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from graftwork.models.haystack import depth_text
from graftwork.widgets.axis import Axis, depth_axis, length_axis, share_axis
from graftwork.widgets.chart import LineChart, Point, Series
from graftwork.widgets.controls import Segments
from graftwork.widgets.labels import ElidedLabel

if TYPE_CHECKING:
    from graftwork_core.haystack.results.answers import QuestionResult
    from graftwork_core.haystack.results.tally import Tally

translate = QCoreApplication.translate
Lines = dict[str, tuple[Series, ...]]


class Curves(QWidget):
    """A chart, a switch for what it shows, and the words of the current point."""

    def __init__(self, name: str, kinds: Sequence[tuple[str, str]]) -> None:
        """Make it with a switch between `kinds`: (key, name) pairs."""
        super().__init__()
        self.chart = LineChart(name)
        self._lines: Mapping[str, Sequence[Series]] = {}
        self._kind = kinds[0][0]
        self.kinds = Segments(self.tr("What the curve shows"), list(kinds))
        self.kinds.setVisible(len(kinds) > 1)
        self.kinds.chosen.connect(self._on_kind)
        self._hint = self.tr("Walk the points with the arrow keys.")
        self._detail = ElidedLabel(self._hint, "small", Qt.TextElideMode.ElideRight)
        self._dashed = self.tr("Dashed: a sound length has a rate of at least 95 %, its interval begins above 80 %.")
        self.chart.described.connect(self._on_described)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.kinds)
        column.addWidget(self.chart, 1)
        column.addWidget(self._detail)
        column.addWidget(ElidedLabel(self._dashed, "small", Qt.TextElideMode.ElideRight))

    def show_lines(self, lines: Mapping[str, Sequence[Series]]) -> None:
        """Show these lines: by what the curve shows, one for each model."""
        self._lines = lines
        self._draw()

    def _draw(self) -> None:
        series = self._lines.get(self._kind, ())
        places = [point.x for line in series for point in line.points]
        self.chart.show_series(series, _AXES[self._kind](places), _rates(), marks=(0.8, 0.95))

    def _on_kind(self, key: str) -> None:
        self._kind = key
        self._draw()

    def _on_described(self, text: str) -> None:
        self._detail.setText(text or self._hint)


def lines_of(rows: Sequence[tuple[str, Sequence[QuestionResult]]]) -> Lines:
    """The lines of all curves: one for each model, by its name and its answers on the map.

    Counts every answer several times: for many of them not for the window's thread.
    """
    return {
        kind: tuple(Series(name, make(results)) for name, results in rows if results)
        for kind, make in (("length", by_length), ("distance", by_distance), ("depth", by_depth))
    }


def by_length(results: Sequence[QuestionResult]) -> tuple[Point, ...]:
    """The rate at each length."""
    from graftwork_core.haystack.results.columns import columns

    return tuple(
        _point(column.length, column.tally, translate("curves", "{count} tokens").format(count=f"{column.length:,}"))
        for column in columns(results)
        if column.tally.n
    )


def by_distance(results: Sequence[QuestionResult]) -> tuple[Point, ...]:
    """The rate by how far the needle is from the question."""
    from graftwork_core.haystack.results.curves import by_distance as rows_of

    points = []
    for row in rows_of(results):
        words = translate("curves", "{nearest} to {farthest} tokens from the question")
        said = words.format(nearest=f"{row.nearest:,}", farthest=f"{row.farthest:,}")
        if row.tally.n:
            points.append(_point((row.nearest * (row.farthest + 1)) ** 0.5, row.tally, said))
    return tuple(points)


def by_depth(results: Sequence[QuestionResult]) -> tuple[Point, ...]:
    """The rate at each depth, all lengths together."""
    from graftwork_core.haystack.results.tally import depth_rows, grouped, tally

    rows = grouped(results, depth_rows(results))
    words = translate("curves", "depth {depth}")
    return tuple(_point(depth, tally(rows[depth]), words.format(depth=depth_text(depth))) for depth in sorted(rows))


def _point(x: float, counted: Tally, where: str) -> Point:
    found = translate("curves", "{hits} of {n} found, 95 % interval {low} to {high}").format(
        hits=counted.hits, n=counted.n, low=f"{counted.lo:.2f}", high=f"{counted.hi:.2f}"
    )
    return Point(x, counted.hits / max(1, counted.n), counted.lo, counted.hi, f"{where} · {found}")


def _rates() -> Axis:
    return share_axis(translate("curves", "found"))


def _lengths(values: Sequence[float]) -> Axis:
    return length_axis(translate("curves", "length of the text in tokens"), values)


def _distances(values: Sequence[float]) -> Axis:
    return length_axis(translate("curves", "tokens from the fact to the question"), values)


def _depths(values: Sequence[float]) -> Axis:
    return depth_axis(translate("curves", "depth of the fact in the text"))


_AXES: dict[str, Callable[[Sequence[float]], Axis]] = {"length": _lengths, "distance": _distances, "depth": _depths}
