"""What the colours and signs of a heatmap mean."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from graftwork import colours, scale
from graftwork.models.matrix import MatrixModel
from graftwork.widgets.heat_paint import cell_font, paint_cell

_BAR: Final = 84
_SWATCH: Final = QSize(18, 14)
_SPACE: Final = 8
_HEIGHT: Final = 22
_STEPS: Final = 20


class Legend(QWidget):
    """The scale with its two ends, and the cells that mean something by themselves."""

    def __init__(self, model: MatrixModel) -> None:
        super().__init__()
        self._matrix = model
        self.setFixedHeight(_HEIGHT)
        model.modelReset.connect(self._on_reset)
        self._on_reset()

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        metrics = QFontMetrics(cell_font(self.font()))
        key = self._matrix.key()
        ends = sum(metrics.horizontalAdvance(word) + _SPACE for word in (key.low, key.high)) + _BAR + 2 * _SPACE
        swatches = sum(metrics.horizontalAdvance(word) + _SWATCH.width() + 3 * _SPACE for _, word in key.swatches)
        return QSize((ends if key.low else 0) + swatches + _SPACE, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the scale and the swatches, as many as there is room for."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(cell_font(self.font()))
        key = self._matrix.key()
        left = self._draw_scale(painter, key.low, key.high) if key.low else 0
        metrics = QFontMetrics(painter.font())
        for look, words in key.swatches:
            needed = _SWATCH.width() + _SPACE + metrics.horizontalAdvance(words)
            if left + needed > self.width():
                break
            swatch = QRect(left, (self.height() - _SWATCH.height()) // 2, _SWATCH.width(), _SWATCH.height())
            paint_cell(painter, swatch, look, self._matrix.scale)
            left = self._draw_text(painter, swatch.right() + _SPACE, words) + _SPACE

    def _draw_scale(self, painter: QPainter, low: str, high: str) -> int:
        bar = QRect(self._draw_text(painter, 0, low), (self.height() - 12) // 2, _BAR, 12)
        gradient = QLinearGradient(bar.topLeft(), bar.topRight())
        dark = colours.colours().dark
        for step in range(_STEPS + 1):
            gradient.setColorAt(step / _STEPS, scale.colour(step / _STEPS, dark, self._matrix.scale))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(gradient)
        painter.drawRoundedRect(bar, 3, 3)
        return self._draw_text(painter, bar.right() + _SPACE, high) + _SPACE

    def _draw_text(self, painter: QPainter, left: int, text: str) -> int:
        width = QFontMetrics(painter.font()).horizontalAdvance(text)
        painter.setPen(QColor(colours.colours().muted))
        painter.drawText(QRect(left, 0, width + 2, self.height()), int(Qt.AlignmentFlag.AlignVCenter), text)
        return left + width + _SPACE

    def _on_reset(self) -> None:
        key = self._matrix.key()
        words = [self.tr("Colour scale from {low} to {high}").format(low=key.low, high=key.high)] if key.low else []
        self.setAccessibleName("; ".join((*words, *(text for _, text in key.swatches))))
        self.setToolTip(self.accessibleName())
        self.updateGeometry()
        self.update()
