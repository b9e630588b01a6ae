"""A grid of coloured, labelled cells; the arrow keys walk it and every cell says itself in words."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
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
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from graftwork import colours
from graftwork.models.fit import Index
from graftwork.models.matrix import Look, MatrixModel, MatrixRole
from graftwork.widgets.heat_paint import cell_font, paint_cell, paint_ring

CELL: Final = QSize(34, 26)
_WIDEST: Final = 52
_LEAST: Final = QSize(14, 15)
_FILLING_MOST: Final = QSize(92, 38)
_SEEN: Final = 8
"""Columns that a view is never narrower than; more of them scroll."""
APART: Final = 5
"""Pixels below a row that sums up the others."""


class HeatDelegate(QStyledItemDelegate):
    """Paints one cell as its `Look` says."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All cells are alike."""
        return CELL

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell, and a ring when it is the current one."""
        view = self.parent()
        look = index.data(MatrixRole.LOOK)
        if not isinstance(view, HeatmapView) or not isinstance(look, Look):
            return
        apart = APART if index.row() < view.matrix.summary_rows else 0
        box = option.rect.adjusted(1, 1, -1, -1 - apart)
        painter.save()
        painter.setFont(cell_font(option.font))
        paint_cell(painter, box, look, view.matrix.scale)
        painter.restore()
        if view.hasFocus() and view.currentIndex() == index:
            paint_ring(painter, box)


class RowHeader(QHeaderView):
    """Row names; those of summing rows stand beside their cells, not beside the gap below them."""

    def __init__(self, parent: HeatmapView) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._view = parent

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Write the name."""
        apart = APART if section < self._view.matrix.summary_rows else 0
        super().paintSection(painter, rect.adjusted(0, 0, 0, -apart), section)


class ScaleHeader(QHeaderView):
    """Column names on one line; where they have no room every second, fourth or eighth is written.

    The last column keeps its name: it is the one that was asked for.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the names that fit."""
        painter = QPainter(self.viewport())
        painter.setFont(cell_font(self.font()))
        painter.setPen(QColor(colours.colours().muted))
        names = [
            str(self.model().headerData(column, Qt.Orientation.Horizontal) or "") for column in range(self.count())
        ]
        step = self._step(QFontMetrics(painter.font()), names)
        for column in range(self.count() - 1, -1, -step):
            middle = self.sectionViewportPosition(column) + self.sectionSize(column) // 2
            room = max(self.sectionSize(column), self.sectionSize(column) * step)
            left = max(0, min(middle - room // 2, self.viewport().width() - room))
            painter.drawText(QRect(left, 0, room, self.height()), int(Qt.AlignmentFlag.AlignCenter), names[column])
        painter.end()

    def _step(self, metrics: QFontMetrics, names: list[str]) -> int:
        widest = max((metrics.horizontalAdvance(name) for name in names), default=0) + 6
        size = max(1, self.sectionSize(0) if self.count() else 1)
        return 1 if widest <= size else int(2 ** math.ceil(math.log2(widest / size)))


class HeatmapView(QTableView):
    """The grid. Its height is that of its rows and wide grids scroll sideways; or it fills the place it is given.

    Signals:
        described: The words of the cell under the mouse or the keyboard; empty when there is none.
        chosen: The index of the cell that the user clicked, or pressed Enter or Space on.
    """

    described = Signal(str)
    chosen = Signal(QModelIndex)

    def __init__(self, model: MatrixModel, name: str, filling: bool = False, least_row: int = _LEAST.height()) -> None:
        """Make it.

        Args:
            model: What it shows.
            name: Its name for screen readers.
            filling: Whether its cells grow and shrink so that all of them fill the view.
            least_row: Pixels below which no row shrinks.
        """
        super().__init__()
        self.matrix = model
        self._filling, self._least_row = filling, least_row
        self.setAccessibleName(name)
        self.setVerticalHeader(RowHeader(self))
        if filling:
            self.setHorizontalHeader(ScaleHeader(self))
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setModel(model)
        self.setItemDelegate(HeatDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        seldom = Qt.ScrollBarPolicy.ScrollBarAsNeeded if filling else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(seldom)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(_LEAST.width())
        self.horizontalHeader().setDefaultSectionSize(CELL.width())
        self.verticalHeader().setMinimumSectionSize(least_row)
        self.verticalHeader().setDefaultSectionSize(CELL.height())
        self.entered.connect(self._on_pointed)
        self.clicked.connect(self.chosen)
        self.selectionModel().currentChanged.connect(self._on_pointed)
        model.modelReset.connect(self._on_reset)

    def sizeHint(self) -> QSize:
        """Room for comfortable cells when it fills its place."""
        if not self._filling:
            return super().sizeHint()
        return QSize(CELL.width() * max(1, self.matrix.columnCount()) + 60, 20 + CELL.height() * self.matrix.rowCount())

    def minimumSizeHint(self) -> QSize:
        """As small as its cells can be and still be seen."""
        if not self._filling:
            return super().minimumSizeHint()
        columns, rows = max(3, self.matrix.columnCount()), max(3, self.matrix.rowCount())
        beside = self.verticalHeader().sizeHint().width() + 6
        above = self.horizontalHeader().sizeHint().height() + APART * self.matrix.summary_rows + 6
        return QSize(beside + min(columns, _SEEN) * _LEAST.width(), above + rows * self._least_row)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Start at the first cell, so that there is something to say."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.matrix.rowCount() and self.matrix.columnCount():
            first = self.matrix.index(0, 0)
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse left: say the keyboard's cell again."""
        super().leaveEvent(event)
        self.described.emit(self.matrix.sentence(self.currentIndex()) if self.hasFocus() else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the current cell's words, or choose it; the rest is Qt's."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.matrix.sentence(self.currentIndex()))
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            if self.currentIndex().isValid():
                self.chosen.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page unless Shift asks for sideways."""
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            super().wheelEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for a scroll bar where one is needed, or fill the new place."""
        super().resizeEvent(event)
        self._fit()

    def _on_pointed(self, index: QModelIndex) -> None:
        self.described.emit(self.matrix.sentence(index))

    def _on_reset(self) -> None:
        self._fit()
        self.updateGeometry()
        self.described.emit("")

    def _fit(self) -> None:
        if self._filling:
            self._fill()
        else:
            self._fit_height()

    def _fill(self) -> None:
        rows, columns = max(1, self.matrix.rowCount()), max(1, self.matrix.columnCount())
        room = self._room(rows)
        width = max(_LEAST.width(), min(_FILLING_MOST.width(), room.width() // columns))
        tall = room.height() - APART * self.matrix.summary_rows
        height = max(self._least_row, min(_FILLING_MOST.height(), tall // rows))
        self.horizontalHeader().setDefaultSectionSize(width)
        self.verticalHeader().setDefaultSectionSize(height)
        for row in range(self.matrix.summary_rows):
            self.verticalHeader().resizeSection(row, height + APART)

    def _room(self, rows: int) -> QSize:
        """The place that cells may fill: less that of a scroll bar where even the lowest rows need one."""
        inside = self.contentsRect()
        high = inside.height() - self.horizontalHeader().height()
        wide = inside.width() - self.verticalHeader().width()
        if rows * self._least_row + APART * self.matrix.summary_rows > high:
            wide -= self.verticalScrollBar().sizeHint().width()
        return QSize(max(0, wide), max(0, high))

    def _fit_height(self) -> None:
        columns = self.matrix.columnCount()
        room = self.width() - self.verticalHeader().width() - 4
        width = max(CELL.width(), min(_WIDEST, room // max(1, columns)))
        self.horizontalHeader().setDefaultSectionSize(width)
        bar = self.horizontalScrollBar().sizeHint().height() if columns * width > room else 0
        header = self.horizontalHeader().sizeHint().height()
        wanted = header + self.matrix.rowCount() * CELL.height() + bar + 4
        if wanted != self.height():
            self.setFixedHeight(wanted)
