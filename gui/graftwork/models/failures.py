"""What was not found, as a table: where, what was asked for, and what came instead."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from graftwork.engine_words import engine_words
from graftwork.haystack.answers import came, outcome
from graftwork.models.fit import NO_INDEX, Index
from graftwork.models.haystack import depth_text
from graftwork.wording import named

if TYPE_CHECKING:
    from graftwork_core.haystack.results.answers import QuestionResult


class FailureColumn(IntEnum):
    """The columns, from left to right."""

    OUTCOME = 0
    LENGTH = 1
    DEPTH = 2
    KEY = 3
    EXPECTED = 4
    CAME = 5
    SCORE = 6


class FailuresModel(QAbstractTableModel):
    """Rows of `QuestionResult`, the shortest texts first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[QuestionResult, ...] = ()

    def show(self, results: Iterable[QuestionResult]) -> None:
        """Show what was missed, is void, or was named without having been planted."""
        self.beginResetModel()
        failed = [one for one in results if one.status != "ok" or (one.hit if one.control else not one.hit)]
        self._rows = tuple(sorted(failed, key=lambda one: (one.length_target, one.depth_target, one.id)))
        self.endResetModel()

    def result(self, row: int) -> QuestionResult | None:
        """The answer in that row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(FailureColumn)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the cell says."""
        result = self.result(index.row()) if index.isValid() else None
        if result is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(result, FailureColumn(index.column()))
            case Qt.ItemDataRole.ToolTipRole:
                return engine_words(result.reason) or self._text(result, FailureColumn(index.column()))
            case Qt.ItemDataRole.AccessibleTextRole:
                title = self.headerData(index.column(), Qt.Orientation.Horizontal)
                return named(title, self._text(result, FailureColumn(index.column())))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The column's name."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (
            self.tr("Outcome"),
            self.tr("Length"),
            self.tr("Depth"),
            self.tr("Asked for"),
            self.tr("Expected"),
            self.tr("Came"),
            self.tr("Log-prob."),
        )
        return names[section] if section < len(names) else None

    def _text(self, result: QuestionResult, column: FailureColumn) -> str:
        from graftwork_core.units import format_length

        match column:
            case FailureColumn.OUTCOME:
                return outcome(result)
            case FailureColumn.LENGTH:
                return format_length(result.length_target)
            case FailureColumn.DEPTH:
                return depth_text(result.depth_target)
            case FailureColumn.KEY:
                return result.key
            case FailureColumn.EXPECTED:
                return result.expected
            case FailureColumn.CAME:
                return engine_words(result.reason) if result.status != "ok" else came(result)
            case FailureColumn.SCORE:
                return "" if result.forced is None else f"{result.forced.lp_mean:.2f}".replace("-", "−")
