"""What was found on the Hub as a table, in the Hub's own order; and a model's relatives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QModelIndex, QObject, Qt

from graftwork.models.records import Column, Icon, RecordsModel
from graftwork_core.units import format_count

if TYPE_CHECKING:
    from graftwork_core.hub.search import ModelRow, Relation

translate = QCoreApplication.translate


class HubColumn(IntEnum):
    """The columns, from left to right."""

    NAME = 0
    PARAMETERS = 1
    TYPE = 2
    DOWNLOADS = 3
    CHANGED = 4
    LICENCE = 5
    ACCESS = 6


class HubResults(RecordsModel["ModelRow"]):
    """Rows of `ModelRow`. Further ones are put below, so that what is chosen and looked at stays in its place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_columns(), lambda row: row.repo_id.casefold(), parent)

    def add(self, records: Iterable[ModelRow]) -> None:
        """Take further rows."""
        new = list(records)
        if not new:
            return
        first = len(self._shown)
        self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
        self._all = (*self._all, *new)
        self._shown.extend(new)
        self.endInsertRows()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """The Hub sorts: it knows the rows that are not here yet."""


@dataclass(frozen=True, slots=True)
class Relative:
    """A model that another one was made from, or that was made from it.

    Attributes:
        row: The model, of which only the name may be known.
        relation: How it was made; None for a parent.
    """

    row: ModelRow
    relation: Relation | None


class FamilyColumn(IntEnum):
    """The columns, from left to right."""

    NAME = 0
    RELATION = 1
    PARAMETERS = 2
    DOWNLOADS = 3


class FamilyModel(RecordsModel[Relative]):
    """Rows of `Relative`, in the order they came."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_family_columns(), lambda one: one.row.repo_id.casefold(), parent)


def relation_name(relation: str | None) -> str:
    """What a relative is."""
    names: Final[Mapping[str | None, str]] = {
        None: translate("HubResults", "Base"),
        "adapter": translate("HubResults", "Adapter"),
        "finetune": translate("HubResults", "Fine-tune"),
        "merge": translate("HubResults", "Merge"),
        "quantized": translate("HubResults", "Quantized"),
    }
    return names.get(relation, relation or "")


def icon_of(row: ModelRow) -> Icon:
    """What a row is, as an icon."""
    if row.relation == "adapter" or row.library == "peft":
        return "adapter", "accent"
    if row.relation == "quantized":
        return "quantized", "muted"
    return "model", "accent"


def access_name(gated: str, private: bool = False) -> str:
    """Who gets a repository's files; empty when everybody does."""
    if private:
        return translate("HubResults", "Private")
    names = {"auto": translate("HubResults", "Gated"), "manual": translate("HubResults", "Gated, by hand")}
    return names.get(gated, "")


def day(date: str) -> str:
    """An ISO date as people here write it."""
    return QLocale().toString(QDate.fromString(date[:10], Qt.DateFormat.ISODate), QLocale.FormatType.ShortFormat)


def _count(number: int | None) -> str:
    return "" if number is None else format_count(number)


def _summary(row: ModelRow) -> str:
    """Everything that a row says, for where there is too little room for its columns."""
    size = f"{_count(row.parameters or None)} {row.dtype.lower()}".strip()
    downloads = (
        translate("HubResults", "{count} downloads").format(count=_count(row.downloads)) if row.downloads else ""
    )
    parts = (size, row.architecture, downloads, day(row.modified), row.licence, access_name(row.gated, row.private))
    return "\n".join((row.repo_id, " · ".join(part for part in parts if part)))


def _columns() -> tuple[Column[ModelRow], ...]:
    return (
        Column(
            translate("HubResults", "Name"),
            lambda row: row.repo_id,
            lambda row: row.repo_id,
            icon=icon_of,
            tip=_summary,
        ),
        Column(
            translate("HubResults", "Parameters"),
            lambda row: _count(row.parameters or None),
            lambda row: row.parameters or 0,
            is_number=True,
        ),
        Column(translate("HubResults", "Type"), lambda row: row.dtype.lower(), lambda row: row.dtype),
        Column(
            translate("HubResults", "Downloads"),
            lambda row: _count(row.downloads),
            lambda row: row.downloads or 0,
            is_number=True,
        ),
        Column(
            translate("HubResults", "Changed"), lambda row: day(row.modified), lambda row: row.modified, is_number=True
        ),
        Column(translate("HubResults", "Licence"), lambda row: row.licence, lambda row: row.licence),
        Column(
            translate("HubResults", "Access"),
            lambda row: access_name(row.gated, row.private),
            lambda row: row.gated,
        ),
    )


def _family_columns() -> tuple[Column[Relative], ...]:
    return (
        Column(
            translate("HubResults", "Name"),
            lambda one: one.row.repo_id,
            lambda one: one.row.repo_id,
            icon=lambda one: icon_of(one.row),
        ),
        Column(
            translate("HubResults", "What it is"),
            lambda one: relation_name(one.relation),
            lambda one: relation_name(one.relation),
        ),
        Column(
            translate("HubResults", "Parameters"),
            lambda one: _count(one.row.parameters or None),
            lambda one: one.row.parameters or 0,
            is_number=True,
        ),
        Column(
            translate("HubResults", "Downloads"),
            lambda one: _count(one.row.downloads),
            lambda one: one.row.downloads or 0,
            is_number=True,
        ),
    )
