"""The library as a table: what there is, of which kind, how large; filtered by words and by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QObject, Qt

from graftwork import paths
from graftwork.engine_words import engine_words
from graftwork.models.records import Column, RecordsModel
from graftwork_core.units import format_bytes, format_count, format_length

if TYPE_CHECKING:
    from graftwork_core.library.entry import Entry

translate = QCoreApplication.translate
ICONS: Final = {
    "model": ("model", "accent"),
    "adapter": ("adapter", "accent"),
    "quantized": ("quantized", "muted"),
    "weights": ("file", "muted"),
    "broken": ("blocking", "blocking"),
}
"""Icon and colour of each kind."""


class LibraryColumn(IntEnum):
    """The columns, from left to right."""

    NAME = 0
    KIND = 1
    ARCHITECTURE = 2
    PARAMETERS = 3
    SIZE = 4
    CONTEXT = 5
    CHANGED = 6


class LibraryModel(RecordsModel["Entry"]):
    """Rows of `Entry`, by name until somebody sorts otherwise."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_columns(), self._text_of, parent)
        self._column, self._order = int(LibraryColumn.NAME), Qt.SortOrder.AscendingOrder
        self._entries: dict[Path, Entry] = {}
        self._texts: dict[Path, str] = {}
        self._kind = ""

    def take(self, entries: Iterable[Entry]) -> None:
        """Take entries in, new ones and ones that changed."""
        new = {entry.path: entry for entry in entries if self._entries.get(entry.path) != entry}
        if new:
            self._entries |= new
            for path in new:
                self._texts.pop(path, None)
            self.show(self._entries.values())

    def drop(self, gone: Iterable[Path]) -> None:
        """Drop what is not there any more."""
        for path in gone:
            self._entries.pop(path, None)
            self._texts.pop(path, None)
        self.show(self._entries.values())

    def choose_kind(self, kind: str) -> None:
        """Show only what is of a kind; "" is any."""
        self._kind = kind
        self._arrange()

    def row_of(self, path: Path) -> int:
        """The row that shows a path; -1 when none does."""
        return self.row_where(lambda entry: entry.path == path)

    def counts(self) -> Counter[str]:
        """How many there are of each kind, shown or not."""
        return Counter(entry.kind.value for entry in self._entries.values())

    def is_wanted(self, record: Entry) -> bool:
        """Whether it is of the chosen kind and holds every typed word."""
        return (not self._kind or record.kind == self._kind) and super().is_wanted(record)

    def _text_of(self, entry: Entry) -> str:
        text = self._texts.get(entry.path)
        if text is None:
            text = f"{entry.name} {entry.path} {entry.architecture} {entry.base} {entry.licence}".casefold()
            self._texts[entry.path] = text
        return text


def kind_name(entry: Entry) -> str:
    """What an entry is, in a few words."""
    match entry.kind.value:
        case "model":
            return translate("LibraryModel", "Model, {dtype}").format(dtype=entry.dtype)
        case "adapter":
            return translate("LibraryModel", "Adapter, rank {rank}").format(rank=entry.rank)
        case "quantized":
            return translate("LibraryModel", "Quantized, {method}").format(method=entry.method)
        case "weights":
            return translate("LibraryModel", "Weights alone")
        case _:
            return translate("LibraryModel", "Broken")


def _columns() -> tuple[Column[Entry], ...]:
    return (
        Column(
            translate("LibraryModel", "Name"),
            lambda entry: entry.name,
            lambda entry: entry.name.casefold(),
            icon=lambda entry: ICONS[entry.kind.value],
            tip=lambda entry: engine_words(entry.problem) or paths.shown(entry.path),
        ),
        Column(translate("LibraryModel", "Kind"), kind_name, lambda entry: (entry.kind.value, entry.dtype, entry.rank)),
        Column(
            translate("LibraryModel", "Architecture"),
            lambda entry: entry.architecture.removesuffix("ForCausalLM"),
            lambda entry: entry.architecture.casefold(),
        ),
        Column(
            translate("LibraryModel", "Parameters"),
            lambda entry: format_count(entry.parameters) if entry.parameters else "",
            lambda entry: entry.parameters,
            is_number=True,
        ),
        Column(
            translate("LibraryModel", "Size"),
            lambda entry: format_bytes(entry.nbytes) if entry.nbytes else "",
            lambda entry: entry.nbytes,
            is_number=True,
        ),
        Column(
            translate("LibraryModel", "Context"),
            lambda entry: format_length(entry.context) if entry.context else "",
            lambda entry: entry.context,
            is_number=True,
        ),
        Column(translate("LibraryModel", "Changed"), _changed, lambda entry: entry.modified, is_number=True),
    )


def _changed(entry: Entry) -> str:
    if not entry.modified:
        return ""
    when = QDateTime.fromSecsSinceEpoch(int(entry.modified))
    return QLocale().toString(when.date(), QLocale.FormatType.ShortFormat)
