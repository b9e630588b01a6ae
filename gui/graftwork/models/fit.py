"""The compatibility report as a list: the worst rows first, each with a sentence a screen reader can say."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from graftwork.fit_words import fit_words

if TYPE_CHECKING:
    from graftwork_core.model.fit import FitReport, FitRow

Index = QModelIndex | QPersistentModelIndex
NO_INDEX: Final = QModelIndex()
_ORDER: Final = {"blocking": 0, "warning": 1, "ok": 2}


class FitRole(IntEnum):
    """What a delegate may ask of a row."""

    SEVERITY = Qt.ItemDataRole.UserRole + 1
    TOPIC = Qt.ItemDataRole.UserRole + 2
    MESSAGE = Qt.ItemDataRole.UserRole + 3
    VALUES = Qt.ItemDataRole.UserRole + 4
    ADVICE = Qt.ItemDataRole.UserRole + 5


class FitModel(QAbstractListModel):
    """Rows of a `FitReport`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[FitRow, ...] = ()

    def show(self, report: FitReport | None) -> None:
        """Take another report; None empties the list."""
        self.beginResetModel()
        rows = () if report is None else report.rows
        self._rows = tuple(sorted(rows, key=lambda row: _ORDER.get(str(row.severity), 0)))
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the row says."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{self._title(row)}: {fit_words(row.message)}"
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return self._sentence(row)
            case FitRole.SEVERITY:
                return str(row.severity)
            case FitRole.TOPIC:
                return self._title(row)
            case FitRole.MESSAGE:
                return fit_words(row.message)
            case FitRole.VALUES:
                return tuple((str(name), str(value)) for name, value in row.values.items())
            case FitRole.ADVICE:
                return fit_words(row.advice)
        return None

    def _sentence(self, row: FitRow) -> str:
        words = {"ok": self.tr("Fits"), "warning": self.tr("Careful"), "blocking": self.tr("Does not fit")}
        severity = words.get(str(row.severity), "")
        values = "; ".join(f"{name}: {value}" for name, value in row.values.items())
        first = f"{severity}. {self._title(row)}. {fit_words(row.message)}"
        return "\n".join(part for part in (first, values, fit_words(row.advice)) if part)

    def _title(self, row: FitRow) -> str:
        titles = {
            "architecture": self.tr("Architecture"),
            "tensors": self.tr("Tensors"),
            "shapes": self.tr("Shapes"),
            "vocabulary": self.tr("Vocabulary"),
            "tokenizer": self.tr("Tokenizer"),
            "tied": self.tr("Tied head"),
            "dtype": self.tr("Type"),
            "settings": self.tr("Settings"),
            "kinship": self.tr("Kinship"),
            "files": self.tr("Files"),
            "context": self.tr("Context"),
            "quantization": self.tr("Quantization"),
            "code": self.tr("Own code"),
            "adapter": self.tr("Adapter"),
            "coverage": self.tr("Coverage"),
        }
        return titles.get(row.topic, row.topic.replace("_", " ").capitalize())
