"""Settings as points: how far each reads against the skill it keeps; arrow keys walk them, Enter chooses one."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from graftwork import colours
from graftwork.models.matrix import Mark
from graftwork.widgets.axis import Axis
from graftwork.widgets.chart import say
from graftwork.widgets.heat_paint import cell_font, paint_mark

_LEFT: Final = 70
_RIGHT: Final = 40
_TOP: Final = 30
_BOTTOM: Final = 40
_DOT: Final = 5.0
_REACH: Final = 16.0
_STEP: Final = 13.0


@dataclass(frozen=True, slots=True)
class Dot:
    """One setting.

    Attributes:
        key: Stable name.
        x: Its place across.
        y: Its place upwards.
        words: How it is said.
        good: Whether it keeps both: drawn full.
        best: Whether it is the one that is recommended.
    """

    key: str
    x: float
    y: float
    words: str
    good: bool = False
    best: bool = False


class Scatter(QWidget):
    """Points that say themselves.

    Signals:
        described: The words of the point under the mouse or the keyboard; empty when there is none.
        chosen: Key of the point that the user clicked, or pressed Enter on.
    """

    described = Signal(str)
    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(220, 150)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._dots: tuple[Dot, ...] = ()
        self._across, self._up = Axis("", 0.0, 1.0, ()), Axis("", 0.0, 1.0, ())
        self._nudges: list[QPointF] = []
        self._at: int | None = None

    def sizeHint(self) -> QSize:
        """Not so high that a page would have to scroll for it; it grows where there is room."""
        return QSize(320, 190)

    def show_dots(self, dots: Sequence[Dot], across: Axis, up: Axis) -> None:
        """Take other points; they are walked from left to right."""
        self._dots = tuple(sorted(dots, key=lambda dot: (dot.x, dot.y, dot.best)))
        same = Counter((dot.x, dot.y) for dot in self._dots)
        seen: Counter[tuple[float, float]] = Counter()
        self._nudges = []
        for dot in self._dots:
            self._nudges.append(_nudge(seen[dot.x, dot.y], same[dot.x, dot.y]))
            seen[dot.x, dot.y] += 1
        self._across, self._up = across, up
        self._at = None
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Start at the best point, so that there is something to say."""
        super().focusInEvent(event)
        if self._at is None and self._dots:
            self._go(next((place for place, dot in enumerate(self._dots) if dot.best), 0))
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the points, or choose one."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and self._dots:
            self._go(max(0, min(len(self._dots) - 1, (self._at or 0) + step)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._at is not None:
            self.chosen.emit(self._dots[self._at].key)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the nearest point."""
        found = self._nearest(event.position())
        if found is not None:
            self._go(found)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the nearest point."""
        found = self._nearest(event.position())
        if found is not None and event.button() is Qt.MouseButton.LeftButton:
            self._go(found)
            self.chosen.emit(self._dots[found].key)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse left."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self._at = None
            self.described.emit("")
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axes and points, the best one as a star."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(cell_font(self.font()))
        self._draw_axes(painter)
        now = colours.colours()
        for place, dot in enumerate(self._dots):
            at = self._place(place)
            ink = QColor(now.lines[0] if dot.good else now.lines[1])
            if dot.best:
                box = QRect(round(at.x()) - 11, round(at.y()) - 11, 22, 22)
                paint_mark(painter, box, Mark.BEST, QColor(now.accent))
            else:
                painter.setPen(QPen(ink, 2))
                painter.setBrush(ink if dot.good else QColor(now.surface))
                painter.drawEllipse(at, _DOT, _DOT)
            if place == self._at:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(now.text if self.hasFocus() else now.muted), 2))
                painter.drawEllipse(at, _DOT + 6, _DOT + 6)
        painter.end()

    def _draw_axes(self, painter: QPainter) -> None:
        now, plot = colours.colours(), self._plot()
        for value, text in self._up.ticks:
            y = plot.bottom() - self._up.share(value) * plot.height()
            painter.setPen(QPen(QColor(now.line), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(now.muted))
            place = QRect(0, round(y) - 9, _LEFT - 26, 18)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        for value, text in self._across.ticks:
            x = round(plot.left() + self._across.share(value) * plot.width())
            painter.drawText(QRect(x - 30, round(plot.bottom()) + 3, 60, 16), int(Qt.AlignmentFlag.AlignCenter), text)
        foot = QRect(0, self.height() - 19, self.width(), 18)
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignCenter), self._across.title)

    def _plot(self) -> QRectF:
        return QRectF(_LEFT, _TOP, max(10, self.width() - _LEFT - _RIGHT), max(10, self.height() - _TOP - _BOTTOM))

    def _place(self, place: int) -> QPointF:
        dot, plot = self._dots[place], self._plot()
        across, up = self._across.share(dot.x) * plot.width(), self._up.share(dot.y) * plot.height()
        return QPointF(plot.left() + across, plot.bottom() - up) + self._nudges[place]

    def _nearest(self, where: QPointF) -> int | None:
        found, best = None, _REACH
        for place in range(len(self._dots)):
            offset = self._place(place) - where
            distance = (offset.x() ** 2 + offset.y() ** 2) ** 0.5
            if distance < best:
                found, best = place, distance
        return found

    def _go(self, place: int) -> None:
        self._at = place
        say(self, self._dots[place].words, self.described.emit)


def _nudge(number: int, of: int) -> QPointF:
    """Where one of several points on the same spot is drawn: they lie side by side, below each other when many."""
    across = max(1, math.ceil(math.sqrt(of)))
    row, column = divmod(number, across)
    width = min(across, of - row * across)
    return QPointF((column - (width - 1) / 2) * _STEP, (row - (math.ceil(of / across) - 1) / 2) * _STEP)
