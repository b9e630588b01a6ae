"""The list of jobs as a table: what, how it stands, which kind, how fast, when, how long. Waiting ones can be moved."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QMimeData, QObject, Qt, Signal

from graftwork import colours, icons, paths
from graftwork.job_words import ICONS, JobRow, began_text, kind_name, pace_text, status_text, took_text
from graftwork.models.fit import NO_INDEX, Index
from graftwork.running import Progressed
from graftwork.titles import shown_title

MIME: Final = "application/x-graftwork-job"
SHARE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""How much of a running job's stage is done, 0 to 1; -1 when it runs and that is not known; None when it does not."""


class JobColumn(IntEnum):
    """The columns, from left to right."""

    TITLE = 0
    STATUS = 1
    KIND = 2
    PACE = 3
    BEGAN = 4
    TOOK = 5


class JobsModel(QAbstractTableModel):
    """Rows of `JobRow`.

    Signals:
        moved: Id of a waiting job that was dropped, and its new index in the queue, from 0.
    """

    moved = Signal(str, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[JobRow, ...] = ()

    def show(self, rows: Sequence[JobRow]) -> None:
        """Take the present state; while the jobs are the same, rows stay where they are."""
        if [one.record.id for one in rows] != [one.record.id for one in self._rows]:
            self.beginResetModel()
            self._rows = tuple(rows)
            self.endResetModel()
            return
        changed = [
            number
            for number, (new, old) in enumerate(zip(rows, self._rows, strict=True))
            if new.record is not old.record and new != old
        ]
        self._rows = tuple(rows)
        for number in changed:
            self._tell(number)

    def advance(self, job_id: str, now: Progressed) -> None:
        """A job got further."""
        number = self.row_of(job_id)
        if number >= 0:
            row = replace(self._rows[number], now=now)
            self._rows = (*self._rows[:number], row, *self._rows[number + 1 :])
            self._tell(number)

    def tick(self) -> None:
        """Time went on: running jobs have taken longer."""
        for number, row in enumerate(self._rows):
            if row.record.status == "running":
                cell = self.index(number, JobColumn.TOOK)
                self.dataChanged.emit(cell, cell, [Qt.ItemDataRole.DisplayRole])

    def row(self, number: int) -> JobRow | None:
        """The job in that row."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def row_of(self, job_id: str) -> int:
        """The row of that job; -1 when it is not in the list."""
        return next((number for number, row in enumerate(self._rows) if row.record.id == job_id), -1)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many jobs there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(JobColumn)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the cell says."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        column = JobColumn(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, column)
            case Qt.ItemDataRole.DecorationRole if column is JobColumn.STATUS:
                name, meaning = ICONS.get(row.record.status, ("info", "muted"))
                return icons.pixmap(name, str(getattr(colours.colours(), meaning)), 16, 2.0)
            case Qt.ItemDataRole.ToolTipRole if column is JobColumn.TITLE:
                return f"{shown_title(row.record.title)}\n{paths.shown(row.record.out)}"
            case Qt.ItemDataRole.ToolTipRole if column is JobColumn.STATUS and row.record.error:
                return str(row.record.error.get("message", ""))
            case Qt.ItemDataRole.AccessibleTextRole:
                title = self.headerData(index.column(), Qt.Orientation.Horizontal)
                return f"{title}: {self._text(row, column)}"
            case role if role == SHARE_ROLE and column is JobColumn.STATUS:
                return None if row.record.status != "running" else -1.0 if row.share is None else row.share
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
            self.tr("Job"),
            self.tr("Status"),
            self.tr("Kind"),
            self.tr("Speed, time left"),
            self.tr("Begun"),
            self.tr("Time taken", "so far, or in all"),
        )
        return names[section] if section < len(names) else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Waiting jobs can be dragged; they are dropped between others."""
        flags = super().flags(index)
        row = self.row(index.row())
        if not index.isValid():
            return flags | Qt.ItemFlag.ItemIsDropEnabled
        return flags | Qt.ItemFlag.ItemIsDragEnabled if row is not None and row.place else flags

    def mimeTypes(self) -> list[str]:
        """What a drag carries."""
        return [MIME]

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:
        """The dragged job."""
        mime = QMimeData()
        row = self.row(indexes[0].row()) if indexes else None
        if row is not None:
            mime.setData(MIME, row.record.id.encode())
        return mime

    def supportedDropActions(self) -> Qt.DropAction:
        """A job is moved."""
        return Qt.DropAction.MoveAction

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """A job was dropped before that row, or on one. The store moves it; the list follows."""
        job_id = bytes(data.data(MIME).data()).decode(errors="replace")
        number = self.row_of(job_id)
        if number < 0 or not self._rows[number].place:
            return False
        before = row if row >= 0 else parent.row() if parent.isValid() else len(self._rows)
        waiting = [one.record.id for one in self._rows[:before] if one.place and one.record.id != job_id]
        self.moved.emit(job_id, len(waiting))
        return False  # Qt would take the row out by itself

    def _tell(self, number: int) -> None:
        self.dataChanged.emit(self.index(number, 0), self.index(number, len(JobColumn) - 1))

    def _text(self, row: JobRow, column: JobColumn) -> str:
        match column:
            case JobColumn.TITLE:
                return shown_title(row.record.title)
            case JobColumn.STATUS:
                return status_text(row)
            case JobColumn.KIND:
                return kind_name(row.record.kind)
            case JobColumn.PACE:
                return pace_text(row)
            case JobColumn.BEGAN:
                return began_text(row.record)
            case JobColumn.TOOK:
                return took_text(row.record, time.time())
