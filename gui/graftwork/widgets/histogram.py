"""A tensor's values at a glance: a histogram and the figures beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from graftwork import colours
from graftwork.widgets.labels import label

if TYPE_CHECKING:
    from graftwork_core.model.statistics import TensorStatistics

_HEIGHT: Final = 96
_FOOT: Final = 18


class Histogram(QWidget):
    """Bars of equal width; the ends and, where it lies between them, zero are written under them."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._found: TensorStatistics | None = None

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(320, _HEIGHT)

    def show_statistics(self, found: TensorStatistics | None) -> None:
        """Draw another one."""
        self._found = found
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars; their heights are square roots of counts, so that the tails are seen."""
        found = self._found
        if found is None or not found.bins:
            return
        now = colours.colours()
        painter = QPainter(self)
        top, bottom = 4.0, float(self.height() - _FOOT)
        width = self.width() / len(found.bins)
        most = max(found.bins) ** 0.5
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(now.accent))
        for number, count in enumerate(found.bins):
            high = (bottom - top) * count**0.5 / most
            painter.drawRect(QRectF(number * width + 0.5, bottom - high, max(1.0, width - 1), high))
        painter.setPen(QColor(now.edge))
        painter.drawLine(0, int(bottom), self.width(), int(bottom))
        painter.setPen(QColor(now.muted))
        place = QRectF(0, bottom, self.width(), _FOOT)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), f"{found.least:.4g}")
        painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), f"{found.most:.4g}")
        if found.least < 0 < found.most:
            at = self.width() * -found.least / (found.most - found.least)
            painter.drawText(QRectF(at - 20, bottom, 40, _FOOT), int(Qt.AlignmentFlag.AlignCenter), "0")
        painter.end()


class StatisticsPanel(QWidget):
    """The histogram with its figures in words."""

    def __init__(self) -> None:
        super().__init__()
        self.headline = label("", "strong", wrap=True)
        self.figures = label("", "small", wrap=True)
        self.histogram = Histogram()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.headline)
        column.addWidget(self.histogram)
        column.addWidget(self.figures)
        self.hide()

    def show_reading(self, name: str) -> None:
        """Say that a tensor is being gone through."""
        self.headline.setText(name)
        self.figures.setText(self.tr("Reading…"))
        self.histogram.show_statistics(None)
        self.show()

    def show_problem(self, message: str) -> None:
        """Say why there are no figures."""
        self.figures.setText(message)
        self.histogram.show_statistics(None)

    def show_statistics(self, name: str, found: TensorStatistics) -> None:
        """Show the figures of a tensor."""
        self.headline.setText(name)
        lines = [
            self.tr("mean {mean} · deviation {deviation} · from {least} to {most}").format(
                mean=f"{found.mean:.4g}",
                deviation=f"{found.deviation:.4g}",
                least=f"{found.least:.4g}",
                most=f"{found.most:.4g}",
            ),
            self.tr("{count} values, {zeros} of them zero").format(count=f"{found.count:,}", zeros=f"{found.zeros:,}"),
        ]
        if found.not_finite:
            lines.append(self.tr("{count} values are NaN or infinite").format(count=f"{found.not_finite:,}"))
        text = "\n".join(lines)
        self.figures.setText(text)
        self.histogram.setAccessibleName(self.tr("Histogram of {name}").format(name=name))
        self.histogram.setAccessibleDescription(text)
        self.histogram.show_statistics(found)
        self.show()
