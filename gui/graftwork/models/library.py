"""The library as a table: filtered and sorted here, because ten thousand rows are too many for a proxy in Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QDateTime, QLocale, QObject, Qt

from graftwork import colours, icons, paths
from graftwork.models.fit import NO_INDEX, Index
from graftwork_core.units import format_bytes, format_count, format_length

if TYPE_CHECKING:
    from graftwork_core.library.entry import Entry

_ICONS: Final = {
    "model": ("model", "accent"),
    "adapter": ("adapter", "accent"),
    "quantized": ("quantized", "muted"),
    "weights": ("file", "muted"),
    "broken": ("blocking", "blocking"),
}


class LibraryColumn(IntEnum):
    """The columns, from left to right."""

    NAME = 0
    KIND = 1
    ARCHITECTURE = 2
    PARAMETERS = 3
    SIZE = 4
    CONTEXT = 5
    CHANGED = 6


_NUMBERS: Final = frozenset(
    {LibraryColumn.PARAMETERS, LibraryColumn.SIZE, LibraryColumn.CONTEXT, LibraryColumn.CHANGED}
)


class LibraryModel(QAbstractTableModel):
    """Rows of `Entry`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: dict[Path, Entry] = {}
        self._shown: list[Entry] = []
        self._typed: tuple[str, ...] = ()
        self._kind = ""
        self._column, self._order = LibraryColumn.NAME, Qt.SortOrder.AscendingOrder

    def take(self, entries: Iterable[Entry]) -> None:
        """Take entries in, new ones and ones that changed."""
        new = {entry.path: entry for entry in entries if self._all.get(entry.path) != entry}
        if new:
            self._all |= new
            self._arrange()

    def drop(self, gone: Iterable[Path]) -> None:
        """Drop what is not there any more."""
        for path in gone:
            self._all.pop(path, None)
        self._arrange()

    def filter(self, typed: str, kind: str) -> None:
        """Show what holds every typed word in its name, place, architecture or base, and is of a kind ("" is any)."""
        self._typed, self._kind = tuple(typed.casefold().split()), kind
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        self._column, self._order = LibraryColumn(column), order
        self._arrange()

    def entry(self, row: int) -> Entry | None:
        """The entry in that row."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def row_of(self, path: Path) -> int:
        """The row that shows a path; -1 when none does."""
        return next((row for row, entry in enumerate(self._shown) if entry.path == path), -1)

    def entries(self) -> tuple[Entry, ...]:
        """Everything, shown or not."""
        return tuple(self._all.values())

    def count(self, kind: str) -> int:
        """How many there are of a kind; "" counts all."""
        return sum(not kind or entry.kind == kind for entry in self._all.values())

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(LibraryColumn)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the cell says."""
        entry = self.entry(index.row()) if index.isValid() else None
        if entry is None:
            return None
        column = LibraryColumn(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(entry, column)
            case Qt.ItemDataRole.DecorationRole if column is LibraryColumn.NAME:
                name, meaning = _ICONS[entry.kind.value]
                return icons.pixmap(name, str(getattr(colours.colours(), meaning)), 16, 2.0)
            case Qt.ItemDataRole.TextAlignmentRole if column in _NUMBERS:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ToolTipRole if column is LibraryColumn.NAME:
                return entry.problem or paths.shown(entry.path)
            case Qt.ItemDataRole.AccessibleTextRole:
                title = self.headerData(index.column(), Qt.Orientation.Horizontal)
                return f"{title}: {self._text(entry, column)}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The column's name."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(LibraryColumn):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if LibraryColumn(section) in _NUMBERS else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (
            self.tr("Name"),
            self.tr("Kind"),
            self.tr("Architecture"),
            self.tr("Parameters"),
            self.tr("Size"),
            self.tr("Context"),
            self.tr("Changed"),
        )
        return names[section]

    def _arrange(self) -> None:
        shown = [entry for entry in self._all.values() if self._is_wanted(entry)]
        shown.sort(key=_by_name)
        if self._column is not LibraryColumn.NAME:
            shown.sort(key=_KEYS[self._column], reverse=self._order is Qt.SortOrder.DescendingOrder)
        elif self._order is Qt.SortOrder.DescendingOrder:
            shown.reverse()
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def _is_wanted(self, entry: Entry) -> bool:
        if self._kind and entry.kind != self._kind:
            return False
        if not self._typed:
            return True
        text = f"{entry.name} {entry.path} {entry.architecture} {entry.base} {entry.licence}".casefold()
        return all(word in text for word in self._typed)

    def _text(self, entry: Entry, column: LibraryColumn) -> str:
        match column:
            case LibraryColumn.NAME:
                return entry.name
            case LibraryColumn.KIND:
                return self.kind_name(entry)
            case LibraryColumn.ARCHITECTURE:
                return entry.architecture.removesuffix("ForCausalLM")
            case LibraryColumn.PARAMETERS:
                return format_count(entry.parameters) if entry.parameters else ""
            case LibraryColumn.SIZE:
                return format_bytes(entry.nbytes) if entry.nbytes else ""
            case LibraryColumn.CONTEXT:
                return format_length(entry.context) if entry.context else ""
            case LibraryColumn.CHANGED:
                when = QDateTime.fromSecsSinceEpoch(int(entry.modified))
                return QLocale().toString(when.date(), QLocale.FormatType.ShortFormat) if entry.modified else ""

    def kind_name(self, entry: Entry) -> str:
        """What an entry is, in a few words."""
        match entry.kind.value:
            case "model":
                return self.tr("Model, {dtype}").format(dtype=entry.dtype)
            case "adapter":
                return self.tr("Adapter, rank {rank}").format(rank=entry.rank)
            case "quantized":
                return self.tr("Quantized, {method}").format(method=entry.method)
            case "weights":
                return self.tr("Weights alone")
            case _:
                return self.tr("Broken")


def _by_name(entry: Entry) -> str:
    return entry.name.casefold()


_KEYS: Final[dict[LibraryColumn, Callable[[Entry], Any]]] = {
    LibraryColumn.NAME: _by_name,
    LibraryColumn.KIND: lambda entry: (entry.kind.value, entry.dtype, entry.rank),
    LibraryColumn.ARCHITECTURE: lambda entry: entry.architecture.casefold(),
    LibraryColumn.PARAMETERS: lambda entry: entry.parameters,
    LibraryColumn.SIZE: lambda entry: entry.nbytes,
    LibraryColumn.CONTEXT: lambda entry: entry.context,
    LibraryColumn.CHANGED: lambda entry: entry.modified,
}
