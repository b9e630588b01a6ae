"""The compatibility report: one row a finding, with an icon, its words, both values and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from graftwork import colours, icons
from graftwork.models.fit import FitModel, FitRole

Index = QModelIndex | QPersistentModelIndex
_PAD: Final = 4
_ICON: Final = 18
_TOPIC_LEFT: Final = 30
_TOPIC_WIDTH: Final = 104
_WRAP: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_ONE_LINE: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_GAP: Final = 2


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    ink: str
    height: int


class FitDelegate(QStyledItemDelegate):
    """Draws a row: icon, topic, and beside it the sentence, the values, the advice; higher where narrower."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its wrapped text."""
        lines = self._lines(option.font, index, _text_width(option.rect))
        return QSize(120, sum(line.height + _GAP for line in lines) + 2 * _PAD - _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row in the theme's colours."""
        now = colours.colours()
        severity = str(index.data(FitRole.SEVERITY))
        name = severity if severity in ("ok", "warning") else "blocking"
        box = option.rect.adjusted(1, 1, -1, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(now.accent) if option.state & QStyle.StateFlag.State_HasFocus else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(str(getattr(now, f"{name}_soft"))) if name != "ok" else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 6, 6)
        ratio = max(2.0, painter.device().devicePixelRatioF())
        icon = icons.pixmap(name, str(getattr(now, name)), _ICON, ratio)
        line_height = QFontMetrics(option.font).height()
        painter.drawPixmap(box.topLeft() + QPoint(_PAD, _PAD + (line_height - _ICON) // 2 - 1), icon)
        top = option.rect.top() + _PAD
        strong = QFont(option.font)
        strong.setWeight(QFont.Weight.DemiBold)
        painter.setFont(strong)
        painter.setPen(QColor(now.text))
        topic = QFontMetrics(strong).elidedText(
            str(index.data(FitRole.TOPIC)), Qt.TextElideMode.ElideRight, _TOPIC_WIDTH - 8
        )
        painter.drawText(QRect(option.rect.left() + _TOPIC_LEFT, top, _TOPIC_WIDTH, line_height), _ONE_LINE, topic)
        painter.setFont(option.font)
        width = _text_width(option.rect)
        for line in self._lines(option.font, index, width):
            painter.setPen(QColor(str(getattr(now, line.ink))))
            left = option.rect.left() + _TOPIC_LEFT + _TOPIC_WIDTH
            painter.drawText(QRect(left, top, width, line.height), _WRAP, line.text)
            top += line.height + _GAP
        painter.restore()

    @staticmethod
    def _lines(font: QFont, index: Index, width: int) -> list[_Line]:
        fine = index.data(FitRole.SEVERITY) == "ok"
        values = " · ".join(f"{name} {value}" for name, value in index.data(FitRole.VALUES) or () if value)
        parts = [
            (str(index.data(FitRole.MESSAGE) or ""), "muted" if fine else "text"),
            ("" if fine else values, "muted"),
            (str(index.data(FitRole.ADVICE) or ""), "text"),
        ]
        room = QRect(0, 0, width, 10_000)
        metrics = QFontMetrics(font)
        return [_Line(text, ink, metrics.boundingRect(room, _WRAP, text).height()) for text, ink in parts if text]


class FitList(QListView):
    """A list that is as high as its rows, so that only the page scrolls."""

    def __init__(self, model: FitModel, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(FitDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setWordWrap(True)
        self.setSpacing(1)
        self.setTabKeyNavigation(False)
        model.modelReset.connect(self._fit_height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew and take the height that this needs."""
        super().resizeEvent(event)
        self._fit_height()

    def changeEvent(self, event: QEvent) -> None:
        """Other fonts need other heights."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_height()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page, not the list."""
        event.ignore()

    def _fit_height(self) -> None:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = QRect(0, 0, self.viewport().width() - 2 * self.spacing(), 0)
        model, delegate = self.model(), self.itemDelegate()
        hints = (delegate.sizeHint(option, model.index(row, 0)) for row in range(model.rowCount()))
        wanted = sum(hint.height() + 2 * self.spacing() for hint in hints) + 2 * self.spacing() + 4
        if wanted != self.height():
            self.setFixedHeight(max(8, wanted))
            self.scheduleDelayedItemsLayout()


def _text_width(row: QRect) -> int:
    return max(60, row.width() - _TOPIC_LEFT - _TOPIC_WIDTH - _PAD)
