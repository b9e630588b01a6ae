"""A cell that says how a job stands, with a bar below the words while it runs."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from graftwork import colours
from graftwork.models.jobs import SHARE_ROLE

_BAR: Final = 4
_MARGIN: Final = 8
_UNKNOWN: Final = 0.3
"""Share of the bar that is filled while nobody knows how much there is to do."""


class ProgressCell(QStyledItemDelegate):
    """Draws text and icon as usual, and a thin bar at the cell's foot."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """A stage's name gives up its end."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideRight

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the cell."""
        share = index.data(SHARE_ROLE)
        super().paint(painter, option, index)
        if not isinstance(share, float):
            return
        now = colours.colours()
        rect = QRectF(option.rect).adjusted(_MARGIN, 0, -_MARGIN, 0)
        rect.setTop(rect.bottom() - _BAR - 1)
        rect.setHeight(_BAR)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(now.line))
        painter.drawRoundedRect(rect, _BAR / 2, _BAR / 2)
        filled = QRectF(rect)
        filled.setWidth(rect.width() * (share if share >= 0 else _UNKNOWN))
        painter.setBrush(QColor(now.accent if share >= 0 else now.edge))
        painter.drawRoundedRect(filled, _BAR / 2, _BAR / 2)
        painter.restore()
