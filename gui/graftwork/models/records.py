"""A table over records of one kind: its columns say what they show and how they sort; rows are filtered by words.

Filtered and sorted here, because thousands of rows are too many for a proxy in Python.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from graftwork import colours, icons
from graftwork.models.fit import NO_INDEX, Index
from graftwork.tips import plain_tip

R = TypeVar("R")
Icon = tuple[str, str]
"""Name of an icon, and what its colour means."""
_ROOM_FOR_ARROW = "\u2003"


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column.

    Attributes:
        title: Its name, translated.
        text: What a record's cell says.
        key: What it is sorted by.
        is_number: Whether it keeps to the right.
        icon: The cell's icon.
        tip: What the cell says under the mouse, where that is more than its text.
    """

    title: str
    text: Callable[[R], str]
    key: Callable[[R], Any]
    is_number: bool = False
    icon: Callable[[R], Icon] | None = None
    tip: Callable[[R], str] | None = None


class RecordsModel(QAbstractTableModel, Generic[R]):
    """Rows of records. In the order they came until somebody sorts; equal ones by the first column then."""

    def __init__(
        self, columns: Sequence[Column[R]], searched: Callable[[R], str], parent: QObject | None = None
    ) -> None:
        """Make it.

        Args:
            columns: From left to right.
            searched: All of a record's text that a filter looks into.
            parent: Qt's owner.
        """
        super().__init__(parent)
        self.columns, self._searched = tuple(columns), searched
        self._all: Sequence[R] = ()
        self._shown: list[R] = []
        self._words: tuple[str, ...] = ()
        self._column, self._order = -1, Qt.SortOrder.AscendingOrder

    def show(self, records: Iterable[R]) -> None:
        """Take other records."""
        self._all = tuple(records)
        self._arrange()

    def add(self, records: Iterable[R]) -> None:
        """Take further records."""
        self._all = (*self._all, *records)
        self._arrange()

    def filter(self, typed: str) -> None:
        """Show the records that hold every typed word."""
        self._words = tuple(typed.casefold().split())
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 is the order in which they came."""
        self._column, self._order = column, order
        self._arrange()

    def record(self, row: int) -> R | None:
        """The record in that row."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def records(self) -> Sequence[R]:
        """All of them, shown or not."""
        return self._all

    def row_where(self, is_it: Callable[[R], bool]) -> int:
        """The first row for which that is so; -1 when it is so for none."""
        return next((row for row, record in enumerate(self._shown) if is_it(record)), -1)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the cell says."""
        record = self.record(index.row()) if index.isValid() else None
        if record is None:
            return None
        column = self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(record)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(column.tip(record) if column.tip else column.text(record))
            case Qt.ItemDataRole.DecorationRole if column.icon is not None:
                name, meaning = column.icon(record)
                return icons.pixmap(name, str(getattr(colours.colours(), meaning)), 16, 2.0)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column.is_number)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.title}: {column.text(record)}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The column's name."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                title = self.columns[section].title
                has_arrow = section == self._column and self.columns[section].is_number
                return title + _ROOM_FOR_ARROW if has_arrow else title
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(self.columns[section].is_number)
        return None

    def is_wanted(self, record: R) -> bool:
        """Whether the filter lets a record through."""
        if not self._words:
            return True
        text = self._searched(record)
        return all(word in text for word in self._words)

    def _arrange(self) -> None:
        shown = [record for record in self._all if self.is_wanted(record)]
        if self._column >= 0:
            shown.sort(key=self.columns[0].key)
            if self._column > 0:
                shown.sort(key=self.columns[self._column].key)
            if self._order is Qt.SortOrder.DescendingOrder:
                shown.reverse()
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()


def _alignment(is_number: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
