"""The failures tab: what was missed or void, and the text around the one that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QSplitter, QTableView, QVBoxLayout, QWidget

from graftwork.haystack.answers import asked
from graftwork.models.failures import FailureColumn, FailuresModel
from graftwork.widgets.labels import label
from graftwork.widgets.needle_text import NeedleText

if TYPE_CHECKING:
    from graftwork_core.haystack.results.answers import QuestionResult

_ROW = 26


class FailuresTab(QWidget):
    """A table, and the text of its current row."""

    def __init__(self) -> None:
        super().__init__()
        self.model = FailuresModel(self)
        self.table = QTableView()
        self.table.setAccessibleName(self.tr("What was not found"))
        self.table.setModel(self.model)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setShowGrid(False)
        self.table.setProperty("role", "rows")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(FailureColumn.CAME, QHeaderView.ResizeMode.Stretch)
        widths = {
            FailureColumn.OUTCOME: 74,
            FailureColumn.LENGTH: 62,
            FailureColumn.DEPTH: 62,
            FailureColumn.KEY: 76,
            FailureColumn.EXPECTED: 76,
            FailureColumn.SCORE: 74,
        }
        for column, width in widths.items():
            self.table.setColumnWidth(column, width)
        self.table.clicked.connect(self._on_chosen)
        self.table.activated.connect(self._on_chosen)
        self.text = NeedleText()
        self._empty = label("", "muted", wrap=True)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.text)
        column_of = QVBoxLayout(self)
        column_of.setContentsMargins(0, 8, 0, 0)
        column_of.addWidget(self._empty)
        column_of.addWidget(split, 1)
        self.show_results((), finished=False)

    def show_results(self, results: Sequence[QuestionResult], finished: bool = True) -> None:
        """Show the failures among these answers."""
        self.model.show(results)
        self.text.hide()
        self.table.setColumnHidden(FailureColumn.SCORE, all(one.forced is None for one in results))
        none = not self.model.rowCount()
        self.table.setVisible(not none)
        self._empty.setVisible(none)
        self._empty.setText(
            self.tr("Nothing was missed.") if finished else self.tr("What a check does not find is listed here.")
        )

    def _on_chosen(self, index: QModelIndex) -> None:
        result = self.model.result(index.row())
        if result is not None:
            self.text.show_questions([asked(result)])
