"""The job store as the window sees it: looked at now and then, in a thread, whoever runs the jobs in it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from graftwork.aio import Newest, Tasks
from graftwork.details import Failure, failure_of
from graftwork.engine_words import engine_words

if TYPE_CHECKING:
    from graftwork_core.jobs.store import JobRecord, JobStore

QUICK_MS: Final = 1000
SLOW_MS: Final = 5000


class History(QObject):
    """All jobs that the store knows, kept fresh.

    Attributes:
        records: All jobs: those that run, those that wait in their order, then the others, the last ended first.
        is_known: They were looked at.
        failure: What keeps the store from being read.
        is_damaged: The file is no job history: it may be set aside.
        ours: Ids of jobs that this window queued and that wait.

    Signals:
        changed: `records` are others now.
        ended: The `JobRecord` of a job that ran or waited when we looked last, and is over now.
        left_over: How many jobs wait in the queue from an earlier time, with nobody who works it.
        trouble: The `Failure` that keeps the store from being read; None once it can be read again.
    """

    changed = Signal()
    ended = Signal(object)
    left_over = Signal(int)
    trouble = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.records: tuple[JobRecord, ...] = ()
        self.is_known = False
        self.failure: Failure | None = None
        self.is_damaged = False
        self.ours: set[str] = set()
        self._looking = Newest(tasks)
        self._store: JobStore | None = None
        self._in_use = threading.Lock()
        self._is_closed = False
        self._version = -1
        self._quick = 0
        self._timer = QTimer(self)
        self._timer.setInterval(SLOW_MS)
        self._timer.timeout.connect(self.look)

    @property
    def running(self) -> tuple[JobRecord, ...]:
        """The jobs that run now, anywhere on this machine."""
        return tuple(record for record in self.records if record.status == "running")

    @property
    def waiting(self) -> tuple[JobRecord, ...]:
        """The jobs in the queue, the next one first."""
        return tuple(record for record in self.records if record.waits)

    def record(self, job_id: str) -> JobRecord | None:
        """The job of that id."""
        return next((record for record in self.records if record.id == job_id), None)

    def start(self) -> None:
        """Begin to look, now and then."""
        if not self._timer.isActive() and not self._is_closed:
            self._timer.start()
            self.look()

    def attend(self, attentive: bool) -> None:
        """Look more often while somebody looks at the list."""
        self._quick = max(0, self._quick + (1 if attentive else -1))
        self._set_pace()
        if attentive:
            self.start()
            self.look()

    def look(self) -> None:
        """Look now; a look that is under way is left to finish."""
        if not self._looking.is_busy and not self._is_closed:
            self._looking.start(self._look(), "job history")

    async def set_aside(self) -> str:
        """Put a damaged file away and begin a new history; returns where the old one is now.

        Raises:
            GraftworkError: When that cannot be done.
        """
        where = await asyncio.to_thread(self._set_aside)
        self.look()
        return where

    def reopen(self) -> None:
        """Look again after all."""
        self._is_closed = False
        self.start()

    async def close(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._is_closed = True
        if self.is_known or self._looking.is_busy:
            self._looking.cancel()
            await asyncio.to_thread(self._leave)

    async def _look(self) -> None:
        first = not self.is_known
        try:
            found, left = await asyncio.to_thread(self._read)
        except Exception as error:  # noqa: BLE001 - a history that cannot be read must be said, whatever it was
            self._fail(error)
            return
        if self.failure is not None:
            self.failure, self.is_damaged = None, False
            self.trouble.emit(None)
        if first and left:
            self.left_over.emit(left)  # before anybody hears of waiting jobs: they are not to start by themselves
        if found is not None:
            self._show(found)

    def _show(self, found: tuple[JobRecord, ...]) -> None:
        before = {record.id: record for record in self.records}
        self.records, self.is_known = found, True
        self._set_pace()
        self.changed.emit()
        for record in found:
            old = before.get(record.id)
            if old is not None and old.status in ("running", "queued") and record.status not in ("running", "queued"):
                self.ended.emit(record)

    def _fail(self, error: Exception) -> None:
        failure = failure_of(error)
        self.is_damaged = bool(getattr(error, "damaged", False))
        if self.is_damaged:
            hint = self.tr("Set it aside to begin a new one: the file is renamed, nothing in it is lost.")
            failure = Failure(failure.message, engine_words(hint), failure.details)
        if self.failure != failure:
            self.failure = failure
            self.trouble.emit(failure)

    def _set_pace(self) -> None:
        active = any(record.status in ("running", "queued") for record in self.records)
        self._timer.setInterval(QUICK_MS if self._quick or active else SLOW_MS)

    def _read(self) -> tuple[tuple[JobRecord, ...] | None, int]:
        """All records, None when they are what they were; and how many are left over, at the first look."""
        from graftwork_core.jobs.store import StoreUnusable

        with self._in_use:
            if self._is_closed:
                return None, 0
            try:
                left = self._open() if self._store is None else 0
                assert self._store is not None
                settled, version = self._store.settle(), self._store.version()
                if version == self._version and not settled:
                    return None, left
                records = listed(self._store.refresh({record.id: record for record in self.records}))
                self._version = version
                return records, left
            except StoreUnusable:
                self._drop()
                raise

    def _open(self) -> int:
        """Open the store; returns how many jobs wait there with nobody who works the queue."""
        from graftwork_core.jobs.store import JobStore
        from graftwork_core.jobs.waiting import announce, keepers, waiting

        self._store = JobStore()
        self._store.forget_hidden()
        announce(self._store, "window")
        if keepers(self._store, "background"):
            return 0
        return sum(record.id not in self.ours for record in waiting(self._store))

    def _drop(self) -> None:
        if self._store is not None:
            self._store.close()
        self._store, self._version = None, -1

    def _set_aside(self) -> str:
        from graftwork_core.jobs.store import set_aside

        with self._in_use:
            self._drop()
            return str(set_aside())

    def _leave(self) -> None:
        from graftwork_core.errors import GraftworkError
        from graftwork_core.jobs.waiting import retire

        with self._in_use:
            if self._store is not None:
                with suppress(GraftworkError):
                    retire(self._store)
            self._drop()


def listed(records: Iterable[JobRecord]) -> tuple[JobRecord, ...]:
    """Jobs in the order of the list."""

    def key(record: JobRecord) -> tuple[int, float, float]:
        if record.waits:
            return 1, record.place or 0.0, record.created
        if record.status in ("running", "queued"):
            return 0, record.started or record.created, 0.0
        return 2, -(record.ended or record.started or record.created), -record.created

    return tuple(sorted(records, key=key))
