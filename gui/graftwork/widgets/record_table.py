"""A table of records to choose one from: whole rows, sorted by a click on a column's name or from the row's menu."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QHeaderView, QMenu, QTableView

from graftwork.models.records import RecordsModel

_ROW: Final = 30
_FIRST: Final = 170


class RecordTable(QTableView):
    """Shows a `RecordsModel`; the first column takes what room is left, the last ones give way in narrow places.

    Signals:
        chosen: Another row is current.
        activated_row: Somebody double-clicked the current row, or pressed Enter on it.
    """

    chosen = Signal()
    activated_row = Signal()

    def __init__(
        self, model: RecordsModel[Any], name: str, widths: Mapping[int, int], row: int = _ROW, first: int = _FIRST
    ) -> None:
        """Make it.

        Args:
            model: What it shows.
            name: Its name for screen readers.
            widths: Pixels of each column but the first.
            row: Pixels of a row.
            first: Pixels that the first column keeps before other columns give way.
        """
        super().__init__()
        self._records, self._widths, self._first = model, dict(widths), first
        self.more_actions: Sequence[QAction] = ()
        self.setAccessibleName(name)
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setProperty("role", "rows")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setIconSize(QSize(16, 16))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(36)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicatorClearable(True)
        for column, width in self._widths.items():
            self.setColumnWidth(column, width)
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.doubleClicked.connect(self.activated_row)

    def elide_left(self) -> None:
        """Give up the beginning of a text, where names differ at their end."""
        self.setTextElideMode(Qt.TextElideMode.ElideLeft)

    def sort_from(self, column: int, descending: bool = False) -> None:
        """Let the user sort, beginning with this column; -1 is the order in which records came."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(column, order)
        self.setSortingEnabled(True)

    def current(self) -> Any:
        """The record of the current row; None when there is none."""
        return self._records.record(self.currentIndex().row())

    def choose_row(self, row: int) -> None:
        """Make a row current, or none with -1."""
        self.setCurrentIndex(self._index(row))
        if row >= 0:
            self.scrollTo(self.currentIndex())

    def keep_row(self, row: int) -> None:
        """Make a row current again after the model has moved it, and leave the view where it was."""
        place = self.verticalScrollBar().value()
        self.setAutoScroll(False)
        self.setCurrentIndex(
            self._records.index(row, max(0, self.currentIndex().column())) if row >= 0 else QModelIndex()
        )
        self.setAutoScroll(True)
        self.verticalScrollBar().setValue(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the row, or take it; the rest is Qt's."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.currentIndex().isValid():
                self.activated_row.emit()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the row, and the columns to sort by."""
        by_keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        place = self.visualRect(self.currentIndex()).bottomLeft() if by_keyboard else event.pos()
        self.menu().popup(self.viewport().mapToGlobal(QPoint(max(0, place.x()), max(0, place.y()))))

    def menu(self) -> QMenu:
        """The row's menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(list(self.more_actions))
        menu.addSeparator()
        if self.currentIndex().isValid():
            menu.addAction(self.tr("Copy row"), self._copy)
        if self.isSortingEnabled():
            sorting = menu.addMenu(self.tr("Sort by"))
            for number, column in enumerate(self._records.columns):
                sorting.addAction(column.title, partial(self._on_sort_wanted, number))
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the columns that there is room for."""
        room = event.size().width() - self._first
        for column, width in self._widths.items():
            room -= width
            self.setColumnHidden(column, room < 0)
        super().resizeEvent(event)

    def _on_row_changed(self) -> None:
        self.chosen.emit()

    def _on_sort_wanted(self, column: int) -> None:
        header = self.horizontalHeader()
        again = header.sortIndicatorSection() == column
        down = again and header.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        self.sortByColumn(column, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)

    def _index(self, row: int) -> QModelIndex:
        return self._records.index(row, max(0, self.currentIndex().column())) if row >= 0 else QModelIndex()

    def _copy(self) -> None:
        row = self.currentIndex().row()
        cells = (self._records.index(row, column).data() for column in range(self._records.columnCount()))
        QApplication.clipboard().setText("\t".join(str(cell or "") for cell in cells))
