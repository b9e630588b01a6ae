"""The table of jobs: whole rows, a bar for what runs; waiting jobs are moved by dragging or with Alt and an arrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QHeaderView, QMenu, QTableView

from graftwork.models.jobs import JobColumn, JobsModel
from graftwork.widgets.progress_cell import ProgressCell

_ROW: Final = 40
_TITLE: Final = 190
_WIDTHS: Final = {
    JobColumn.STATUS: 246,
    JobColumn.TOOK: 92,
    JobColumn.BEGAN: 132,
    JobColumn.PACE: 178,
    JobColumn.KIND: 104,
}
"""Of each column, in the order in which they are kept when it gets narrow."""


class JobsTable(QTableView):
    """A list of jobs to choose one from.

    Signals:
        chosen: Another row is current.
        activated_row: Somebody double-clicked the current row, or pressed Enter on it.
        move_wanted: Move the current job up (-1) or down (1) in the queue.
    """

    chosen = Signal()
    activated_row = Signal()
    move_wanted = Signal(int)

    def __init__(self, model: JobsModel, name: str) -> None:
        super().__init__()
        self.more_actions: Sequence[QAction] = ()
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegateForColumn(JobColumn.STATUS, ProgressCell(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setProperty("role", "rows")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setIconSize(QSize(16, 16))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(JobColumn.TITLE, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.doubleClicked.connect(self.activated_row)

    @property
    def shows_current(self) -> bool:
        """Whether the current row is in sight."""
        return self.viewport().rect().intersects(self.visualRect(self.currentIndex()))

    def choose_row(self, number: int, follow: bool = True) -> None:
        """Make a row current, or none with -1; without `follow` the view stays where it is."""
        place = self.verticalScrollBar().value()
        column = max(0, self.currentIndex().column())
        self.setCurrentIndex(self.model().index(number, column) if number >= 0 else QModelIndex())
        self.verticalScrollBar().setValue(place)
        if follow and number >= 0:
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, take or copy the job; the rest is Qt's."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.move_wanted.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.activated_row.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the job."""
        by_keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        place = self.visualRect(self.currentIndex()).bottomLeft() if by_keyboard else event.pos()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([one for one in self.more_actions if one.isEnabled()])
        menu.popup(self.viewport().mapToGlobal(QPoint(max(0, place.x()), max(0, place.y()))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the columns that there is room for."""
        room = event.size().width() - _TITLE
        for column, width in _WIDTHS.items():
            room -= width
            self.setColumnHidden(column, room < 0)
        super().resizeEvent(event)

    def _on_row_changed(self) -> None:
        self.chosen.emit()

    def _copy(self) -> None:
        row = self.currentIndex().row()
        cells = (self.model().index(row, column).data() for column in range(self.model().columnCount()))
        QApplication.clipboard().setText("\t".join(str(cell or "") for cell in cells))
