"""The table of jobs: whole rows, sorted as given, names and folders share what room is left."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from graftwork.models.jobs import JobColumn, JobsModel

_ROW = 34


class JobsTable(QTableView):
    """A list of jobs to choose one from.

    Signals:
        chosen: Another row is current.
    """

    chosen = Signal()

    def __init__(self, model: JobsModel, name: str) -> None:
        super().__init__()
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
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column in (JobColumn.TITLE, JobColumn.FOLDER):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for column, width in ((JobColumn.STATUS, 124), (JobColumn.BEGUN, 136), (JobColumn.TOOK, 84)):
            self.setColumnWidth(column, width)
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)

    def _on_row_changed(self) -> None:
        self.chosen.emit()
