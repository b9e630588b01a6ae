"""The files that an upload would send, as a table: name and size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from graftwork.amounts import size
from graftwork.models.fit import NO_INDEX, Index


class OutgoingModel(QAbstractTableModel):
    """A row a file."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files: tuple[tuple[str, int], ...] = ()

    def show(self, files: Sequence[tuple[str, int]]) -> None:
        """Show these: name and bytes."""
        self.beginResetModel()
        self._files = tuple(files)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many files there are."""
        return 0 if parent.isValid() else len(self._files)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Name and size."""
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the cell says."""
        if not index.isValid():
            return None
        name, nbytes = self._files[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return name if index.column() == 0 else size(nbytes)
            case Qt.ItemDataRole.ToolTipRole if index.column() == 0:
                return name
            case Qt.ItemDataRole.TextAlignmentRole:
                return _across(index.column()) | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{name}, {size(nbytes)}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The column's name."""
        if orientation is not Qt.Orientation.Horizontal or section > 1:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _across(section) | Qt.AlignmentFlag.AlignVCenter
        return (self.tr("File"), self.tr("Size"))[section] if role == Qt.ItemDataRole.DisplayRole else None


def _across(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
