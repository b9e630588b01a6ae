"""A grid of coloured, labelled cells with a legend; the arrow keys walk it and every cell says itself in words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from graftwork import colours, scale
from graftwork.models.coverage import CoverageModel, CoverageRole

Index = QModelIndex | QPersistentModelIndex
CELL: Final = QSize(34, 26)
_WIDEST: Final = 52
_BAR, _SWATCH, _SPACE = 110, 18, 8


class HeatDelegate(QStyledItemDelegate):
    """Paints one cell: filled by the scale, hatched where the target lacks the module, a dot where nothing is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All cells are alike."""
        return CELL

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell with ink that reads on its fill, and a ring when it is the current one."""
        now = colours.colours()
        share = index.data(CoverageRole.SHARE)
        box = option.rect.adjusted(1, 1, -1, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if not index.data(CoverageRole.MATCHED):
            draw_unmatched(painter, box, now)
            ink = QColor(now.blocking)
        elif share is None:
            painter.setBrush(QColor(now.sunken))
            painter.drawRoundedRect(box, 4, 4)
            ink = QColor(now.muted)
            text = text or "·"
        else:
            fill = scale.colour(float(share), now.dark)
            painter.setBrush(fill)
            painter.drawRoundedRect(box, 4, 4)
            ink = colours.ink_on(fill)
        painter.setFont(_cell_font(option.font))
        painter.setPen(ink)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
        view = self.parent()
        if isinstance(view, QTableView) and view.hasFocus() and view.currentIndex() == index:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen = painter.pen()
            pen.setColor(QColor(now.text))
            pen.setWidthF(2.0)
            painter.setPen(pen)
            painter.drawRoundedRect(box, 4, 4)
        painter.restore()


class HeatmapView(QTableView):
    """The grid. Its height is that of its rows; wide grids scroll sideways.

    Signals:
        described: The words of the cell under the mouse or the keyboard; empty when there is none.
    """

    described = Signal(str)

    def __init__(self, model: CoverageModel, name: str) -> None:
        super().__init__()
        self._matrix = model
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(HeatDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(20)
        self.horizontalHeader().setDefaultSectionSize(CELL.width())
        self.verticalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setDefaultSectionSize(CELL.height())
        self.entered.connect(self._on_pointed)
        self.selectionModel().currentChanged.connect(self._on_pointed)
        model.modelReset.connect(self._on_reset)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Start at the first cell, so that there is something to say."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._matrix.rowCount() and self._matrix.columnCount():
            first = self._matrix.index(0, 0)
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse left: say the keyboard's cell again."""
        super().leaveEvent(event)
        self.described.emit(self._matrix.sentence(self.currentIndex()) if self.hasFocus() else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the current cell's words with the usual key; the rest is Qt's."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self._matrix.sentence(self.currentIndex()))
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page unless Shift asks for sideways."""
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            super().wheelEvent(event)
        else:
            event.ignore()

    def _on_pointed(self, index: QModelIndex) -> None:
        self.described.emit(self._matrix.sentence(index))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for a scroll bar where one is needed."""
        super().resizeEvent(event)
        self._fit_height()

    def _on_reset(self) -> None:
        self._fit_height()
        self.described.emit("")

    def _fit_height(self) -> None:
        columns = self._matrix.columnCount()
        room = self.width() - self.verticalHeader().width() - 4
        width = max(CELL.width(), min(_WIDEST, room // max(1, columns)))
        self.horizontalHeader().setDefaultSectionSize(width)
        bar = self.horizontalScrollBar().sizeHint().height() if columns * width > room else 0
        header = self.horizontalHeader().sizeHint().height()
        wanted = header + self._matrix.rowCount() * CELL.height() + bar + 4
        if wanted != self.height():
            self.setFixedHeight(wanted)


class Legend(QWidget):
    """What the colours mean: the scale with its two ends, and the two cells that have none."""

    def __init__(self, model: CoverageModel) -> None:
        super().__init__()
        self._matrix = model
        self.setFixedHeight(22)
        model.modelReset.connect(self._on_reset)
        self._on_reset()

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        metrics = QFontMetrics(_cell_font(self.font()))
        words = (*self._ends(), self.tr("not touched"), self.tr("not in the target"))
        return QSize(sum(metrics.horizontalAdvance(word) for word in words) + _BAR + 2 * _SWATCH + 11 * _SPACE, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the scale and the swatches."""
        now = colours.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(_cell_font(self.font()))
        low, high = self._ends()
        bar = QRect(self._draw_text(painter, 0, low, now), (self.height() - 12) // 2, _BAR, 12)
        gradient = QLinearGradient(bar.topLeft(), bar.topRight())
        for step in range(11):
            gradient.setColorAt(step / 10, scale.colour(step / 10, now.dark))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(gradient)
        painter.drawRoundedRect(bar, 3, 3)
        left = self._draw_text(painter, bar.right() + _SPACE, high, now) + 2 * _SPACE
        swatch = QRect(left, (self.height() - 14) // 2, _SWATCH, 14)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(now.sunken))
        painter.drawRoundedRect(swatch, 3, 3)
        painter.setPen(QColor(now.muted))
        painter.drawText(swatch, int(Qt.AlignmentFlag.AlignCenter), "·")
        left = self._draw_text(painter, swatch.right() + _SPACE, self.tr("not touched"), now) + 2 * _SPACE
        swatch.moveLeft(left)
        draw_unmatched(painter, swatch, now)
        self._draw_text(painter, swatch.right() + _SPACE, self.tr("not in the target"), now)

    def _draw_text(self, painter: QPainter, left: int, text: str, now: colours.Colours) -> int:
        width = QFontMetrics(painter.font()).horizontalAdvance(text)
        painter.setPen(QColor(now.muted))
        painter.drawText(QRect(left, 0, width + 2, self.height()), int(Qt.AlignmentFlag.AlignVCenter), text)
        return left + width + _SPACE

    def _ends(self) -> tuple[str, str]:
        low, high = self._matrix.ends
        if self._matrix.figure == "energy":
            return self.tr("energy {share} %").format(share=round(low * 100)), "100 %"
        return self.tr("rank {rank}").format(rank=round(low)), str(round(high))

    def _on_reset(self) -> None:
        low, high = self._ends()
        self.setAccessibleName(self.tr("Colour scale from {low} to {high}").format(low=low, high=high))
        self.updateGeometry()
        self.update()


def draw_unmatched(painter: QPainter, box: QRect, now: colours.Colours) -> None:
    """A cell that has no place in the target: hatched, so that it is told from the others without colour."""
    painter.setPen(QColor(now.blocking))
    painter.setBrush(QColor(now.blocking_soft))
    painter.drawRoundedRect(box, 4, 4)
    painter.setBrush(Qt.BrushStyle.BDiagPattern)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(box, 4, 4)


def _cell_font(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(max(7.5, font.pointSizeF() * 0.85))
    return small
