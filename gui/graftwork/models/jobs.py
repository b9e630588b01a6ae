"""The job history as a table: what, how it stands, when, how long, and where it went."""

from __future__ import annotations

import time
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QDateTime, QLocale, QObject, Qt

from graftwork import colours, icons, paths
from graftwork.amounts import duration
from graftwork.models.fit import NO_INDEX, Index

if TYPE_CHECKING:
    from graftwork_core.jobs.store import JobRecord

_ICONS: Final = {
    "done": ("ok", "ok"),
    "failed": ("blocking", "blocking"),
    "running": ("play", "accent"),
    "queued": ("recent", "muted"),
    "cancelled": ("stop", "muted"),
    "interrupted": ("warning", "warning"),
}


class JobColumn(IntEnum):
    """The columns, from left to right."""

    TITLE = 0
    STATUS = 1
    BEGUN = 2
    TOOK = 3
    FOLDER = 4


class JobsModel(QAbstractTableModel):
    """Rows of `JobRecord`, the newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records: tuple[JobRecord, ...] = ()

    def show(self, records: tuple[JobRecord, ...]) -> None:
        """Take the present state; the same jobs keep their rows, so that a selection stays."""
        if [one.id for one in records] != [one.id for one in self._records]:
            self.beginResetModel()
            self._records = records
            self.endResetModel()
            return
        changed = [row for row, (new, old) in enumerate(zip(records, self._records, strict=True)) if new != old]
        self._records = records
        for row in changed:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(JobColumn) - 1))

    def record(self, row: int) -> JobRecord | None:
        """The job in that row."""
        return self._records[row] if 0 <= row < len(self._records) else None

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many jobs there are."""
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(JobColumn)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the cell says."""
        record = self.record(index.row()) if index.isValid() else None
        if record is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(record, JobColumn(index.column()))
            case Qt.ItemDataRole.DecorationRole if index.column() == JobColumn.STATUS:
                name, meaning = _ICONS.get(record.status, ("info", "muted"))
                return icons.pixmap(name, str(getattr(colours.colours(), meaning)), 16, 2.0)
            case Qt.ItemDataRole.ToolTipRole if index.column() == JobColumn.FOLDER:
                return str(record.out)
            case Qt.ItemDataRole.ToolTipRole if record.error and index.column() == JobColumn.STATUS:
                return str(record.error.get("message", ""))
            case Qt.ItemDataRole.AccessibleTextRole:
                title = self.headerData(index.column(), Qt.Orientation.Horizontal)
                return f"{title}: {self._text(record, JobColumn(index.column()))}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The column's name."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (self.tr("Job"), self.tr("Status"), self.tr("Begun"), self.tr("Took"), self.tr("Output"))
        return names[section] if section < len(names) else None

    def _text(self, record: JobRecord, column: JobColumn) -> str:
        match column:
            case JobColumn.TITLE:
                return record.title
            case JobColumn.STATUS:
                return self._status(record)
            case JobColumn.BEGUN:
                begun = QDateTime.fromSecsSinceEpoch(int(record.started or record.created))
                return QLocale().toString(begun, QLocale.FormatType.ShortFormat)
            case JobColumn.TOOK:
                return self._took(record)
            case JobColumn.FOLDER:
                return paths.shown(record.out)

    def _status(self, record: JobRecord) -> str:
        words = {
            "done": self.tr("Done"),
            "failed": self.tr("Failed"),
            "running": self.tr("Running"),
            "queued": self.tr("Waiting"),
            "cancelled": self.tr("Cancelled"),
            "interrupted": self.tr("Interrupted"),
        }
        text = words.get(record.status, record.status)
        return f"{text}, {record.done * 100 // record.total} %" if record.status == "running" and record.total else text

    @staticmethod
    def _took(record: JobRecord) -> str:
        if record.started is None:
            return ""
        end = record.ended if record.ended is not None else time.time() if record.status == "running" else None
        return "" if end is None else duration(max(0.0, end - record.started))
