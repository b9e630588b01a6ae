"""A small table that is as high as its rows: the first column takes the room, figures keep to the right."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QAbstractItemModel, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

_ROW: Final = 28
_FIGURE: Final = 48
_NAME: Final = 150


class RowsTable(QTableView):
    """Whole rows, nothing to edit; scrolls sideways when there are many figures."""

    def __init__(self, model: QAbstractItemModel, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setProperty("role", "figures")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setIconSize(QSize(16, 16))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(40)
        model.modelReset.connect(self._on_reset)
        self._on_reset()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the room that is left to the names."""
        super().resizeEvent(event)
        self._fit_name()

    def _fit_name(self) -> None:
        figures = sum(self.columnWidth(column) for column in range(1, self.model().columnCount()))
        self.setColumnWidth(0, max(_NAME, self.viewport().width() - figures))

    def _on_reset(self) -> None:
        model, header = self.model(), self.horizontalHeader()
        for column in range(model.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, _FIGURE)
        if model.columnCount() > 1:
            self.setColumnWidth(1, _FIGURE + 26)
        self._fit_name()
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(header.sizeHint().height() + _ROW * model.rowCount() + bar)
