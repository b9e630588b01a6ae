"""The rows of a check as a table: how far each model reads, its rate at every length, and the skill it kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from graftwork import colours, icons
from graftwork.haystack.rows import RowRun
from graftwork.models.fit import NO_INDEX, Index
from graftwork.wording import named

_ICONS: Final = {
    "green": ("ok", "ok"),
    "amber": ("warning", "warning"),
    "red": ("blocking", "blocking"),
    "void": ("info", "muted"),
}
_FIXED: Final = 2


class RowsModel(QAbstractTableModel):
    """A row for each model: name and verdict, effective context, rate at each length, skill."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[RowRun, ...] = ()
        self._lengths: tuple[int, ...] = ()
        self._has_skill = False

    def show(self, rows: Sequence[RowRun]) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._lengths = tuple(sorted({column.length for row in rows for column in row.run.summary.by_length}))
        self._has_skill = any(row.skill is not None for row in rows)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many models there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Name, effective context, the lengths, and the skill where it was asked."""
        return 0 if parent.isValid() or not self._rows else _FIXED + len(self._lengths) + self._has_skill

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the cell says."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, column)
            case Qt.ItemDataRole.DecorationRole if column == 0:
                name, meaning = _ICONS.get(row.run.summary.verdict.state, _ICONS["void"])
                return icons.pixmap(name, str(getattr(colours.colours(), meaning)), 16, 2.0)
            case Qt.ItemDataRole.TextAlignmentRole:
                across = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
                return across | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.AccessibleTextRole:
                title = self.headerData(column, Qt.Orientation.Horizontal)
                return named(f"{row.name}, {title}", self._text(row, column))
            case Qt.ItemDataRole.ToolTipRole if column == 0:
                return row.run.header.model_name
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The column's name."""
        from graftwork_core.units import format_length

        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            across = Qt.AlignmentFlag.AlignLeft if section == 0 else Qt.AlignmentFlag.AlignRight
            return across | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (
            self.tr("Model"),
            self.tr("Sound to"),
            *(format_length(length) for length in self._lengths),
            self.tr("Skill"),
        )
        return names[section] if section < len(names) else None

    def _text(self, row: RowRun, column: int) -> str:
        from graftwork_core.units import format_length

        if column == 0:
            return row.name
        if column == 1:
            reach = row.run.summary.effective.ours
            return self.tr("none") if reach is None else format_length(reach)
        if column < _FIXED + len(self._lengths):
            length = self._lengths[column - _FIXED]
            found = next((one for one in row.run.summary.by_length if one.length == length), None)
            return f"{found.tally.hits / found.tally.n:.2f}" if found is not None and found.tally.n else "–"
        return "–" if row.skill is None else f"{row.skill[0] / max(1, row.skill[1]):.2f}"
