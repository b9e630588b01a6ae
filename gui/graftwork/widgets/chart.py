"""A line chart with bands of certainty; the arrow keys walk its points and every point says itself in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from graftwork import colours
from graftwork.widgets.axis import Axis
from graftwork.widgets.heat_paint import cell_font

_LEFT: Final = 46
_RIGHT: Final = 14
_TOP: Final = 12
_BOTTOM: Final = 40
_LEGEND: Final = 22
_DOT: Final = 3.5
_REACH: Final = 14.0
_DASHES: Final = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)


@dataclass(frozen=True, slots=True)
class Point:
    """One figure with its interval, and how it is said."""

    x: float
    y: float
    lo: float
    hi: float
    words: str


@dataclass(frozen=True, slots=True)
class Series:
    """A line: its name in the legend, and its points from left to right."""

    name: str
    points: tuple[Point, ...]


class LineChart(QWidget):
    """Some series over one axis.

    Signals:
        described: The words of the point under the mouse or the keyboard; empty when there is none.
    """

    described = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(260, 170)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._series: tuple[Series, ...] = ()
        self._across, self._up = Axis("", 0.0, 1.0, ()), Axis("", 0.0, 1.0, ())
        self._marks: tuple[float, ...] = ()
        self._at: tuple[int, int] | None = None

    def sizeHint(self) -> QSize:
        """A shape that lines read well in."""
        return QSize(520, 260)

    def show_series(self, series: Sequence[Series], across: Axis, up: Axis, marks: Sequence[float] = ()) -> None:
        """Take other lines.

        Args:
            series: What to draw.
            across: The axis from left to right.
            up: The axis from bottom to top.
            marks: Heights to mark by a dashed line across.
        """
        self._series = tuple(line for line in series if line.points)
        self._across, self._up, self._marks = across, up, tuple(marks)
        if self._at is not None and self._point(self._at) is None:
            self._at = None
        self.setAccessibleDescription("; ".join(line.name for line in self._series))
        self.update()

    @property
    def current(self) -> Point | None:
        """The point that is described now."""
        return self._point(self._at)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Start at the first point, so that there is something to say."""
        super().focusInEvent(event)
        if self._at is None and self._series:
            self._go((0, 0))
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk along a line with left and right, from line to line with up and down."""
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self._series:
            super().keyPressEvent(event)
            return
        line, place = self._at or (0, 0)
        line = max(0, min(len(self._series) - 1, line + step[0]))
        self._go((line, max(0, min(len(self._series[line].points) - 1, place + step[1]))))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the nearest point."""
        found = self._nearest(event.position())
        if found is not None:
            self._go(found)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse left."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self._at = None
            self.described.emit("")
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axes, bands, lines and points."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(cell_font(self.font()))
        self._draw_axes(painter)
        for number, line in enumerate(self._series):
            self._draw_band(painter, number, line)
        for number, line in enumerate(self._series):
            self._draw_line(painter, number, line)
        self._draw_current(painter)
        self._draw_legend(painter)
        painter.end()

    def _plot(self) -> QRectF:
        rows = max((row for row, _ in self._legend_places()), default=-1) + 1
        top = _TOP + _LEGEND * rows
        return QRectF(_LEFT, top, max(10, self.width() - _LEFT - _RIGHT), max(10, self.height() - top - _BOTTOM))

    def _place(self, x: float, y: float) -> QPointF:
        plot = self._plot()
        return QPointF(
            plot.left() + self._across.share(x) * plot.width(), plot.bottom() - self._up.share(y) * plot.height()
        )

    def _draw_axes(self, painter: QPainter) -> None:
        now, plot = colours.colours(), self._plot()
        metrics = QFontMetrics(painter.font())
        painter.setPen(QPen(QColor(now.line), 1))
        for value, _ in self._up.ticks:
            y = self._place(self._across.low, value).y()
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(QPen(QColor(now.edge), 1, Qt.PenStyle.DashLine))
        for value in self._marks:
            y = self._place(self._across.low, value).y()
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(QColor(now.muted))
        for value, text in self._up.ticks:
            y = round(self._place(self._across.low, value).y())
            place = QRect(0, y - 9, _LEFT - 8, 18)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        last = -1000.0
        for value, text in self._across.ticks:
            x, width = self._place(value, self._up.low).x(), metrics.horizontalAdvance(text) + 8
            if x - width / 2 < last:
                continue
            last = x + width / 2
            place = QRect(round(x - width / 2), round(plot.bottom()) + 3, width, 16)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)
        foot = QRect(round(plot.left()), self.height() - 19, round(plot.width()), 18)
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignCenter), self._across.title)

    def _draw_band(self, painter: QPainter, number: int, line: Series) -> None:
        fill = QColor(_ink(number))
        fill.setAlphaF(0.16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        upper = [self._place(point.x, point.hi) for point in line.points]
        lower = [self._place(point.x, point.lo) for point in reversed(line.points)]
        painter.drawPolygon(QPolygonF([*upper, *lower]))

    def _draw_line(self, painter: QPainter, number: int, line: Series) -> None:
        ink = QColor(_ink(number))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 2, _DASHES[number % len(_DASHES)]))
        painter.drawPolyline(QPolygonF([self._place(point.x, point.y) for point in line.points]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        for point in line.points:
            painter.drawEllipse(self._place(point.x, point.y), _DOT, _DOT)

    def _draw_current(self, painter: QPainter) -> None:
        point = self._point(self._at)
        if point is None:
            return
        now, place = colours.colours(), self._place(point.x, point.y)
        painter.setBrush(QColor(now.surface))
        painter.setPen(QPen(QColor(now.text if self.hasFocus() else now.muted), 2))
        painter.drawEllipse(place, _DOT + 2, _DOT + 2)

    def _draw_legend(self, painter: QPainter) -> None:
        metrics = QFontMetrics(painter.font())
        for number, (row, left) in enumerate(self._legend_places()):
            name, top = self._series[number].name, row * _LEGEND
            painter.setPen(QPen(QColor(_ink(number)), 2, _DASHES[number % len(_DASHES)]))
            painter.drawLine(left, top + 11, left + 22, top + 11)
            painter.setPen(QColor(colours.colours().muted))
            room = QRect(left + 28, top + 2, metrics.horizontalAdvance(name) + 2, 18)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), name)

    def _legend_places(self) -> list[tuple[int, int]]:
        """Row and left edge of every name; a single line needs none."""
        if len(self._series) < 2:
            return []
        metrics = QFontMetrics(cell_font(self.font()))
        places, row, left = [], 0, _LEFT
        for line in self._series:
            width = 28 + metrics.horizontalAdvance(line.name)
            if left + width > self.width() and left > _LEFT:
                row, left = row + 1, _LEFT
            places.append((row, left))
            left += width + 20
        return places

    def _point(self, at: tuple[int, int] | None) -> Point | None:
        if at is None or at[0] >= len(self._series) or at[1] >= len(self._series[at[0]].points):
            return None
        return self._series[at[0]].points[at[1]]

    def _nearest(self, where: QPointF) -> tuple[int, int] | None:
        found, best = None, _REACH
        for number, line in enumerate(self._series):
            for place, point in enumerate(line.points):
                offset = self._place(point.x, point.y) - where
                distance = (offset.x() ** 2 + offset.y() ** 2) ** 0.5
                if distance < best:
                    found, best = (number, place), distance
        return found

    def _go(self, at: tuple[int, int]) -> None:
        self._at = at
        point = self._point(at)
        if point is not None:
            words = f"{self._series[at[0]].name} · {point.words}" if len(self._series) > 1 else point.words
            say(self, words, self.described.emit)


def say(widget: QWidget, words: str, emit: Callable[[str], None]) -> None:
    """Let a painted widget say the part of it that is current: to the page and to a screen reader."""
    emit(words)
    widget.setAccessibleDescription(words)
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.DescriptionChanged))
    widget.update()


def _ink(number: int) -> str:
    lines = colours.colours().lines
    return lines[number % len(lines)]
