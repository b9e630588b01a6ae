"""The job store: what was asked for, what runs, how it ended. SQLite under the user's data folder.

Several processes use it at once: the window, a worker per job, the command line. A job that says "running"
while its process is gone is shown as interrupted; whatever it wrote can be resumed. The queue in it is `waiting`'s.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from graftwork_core.errors import BadInput, GraftworkError
from graftwork_core.jobs.events import End, Error, Result, to_json
from graftwork_core.jobs.home import home as default_home
from graftwork_core.jobs.outcome import memory_kills
from graftwork_core.jobs.processes import birthmark, is_running
from graftwork_core.jobs.processes import end as end_process
from graftwork_core.jobs.schema import NoSuchJob, StoreUnusable, upgrade
from graftwork_core.jobs.spec import Job, spec_text, title
from graftwork_core.jobs.stored import COLUMNS, RESUMABLE, Attempt, JobRecord, Status, attempt_of, record_of

__all__ = [
    "FILE_NAME",
    "RESUMABLE",
    "Attempt",
    "JobRecord",
    "JobStore",
    "NoSuchJob",
    "Status",
    "StoreUnusable",
    "set_aside",
]

FILE_NAME: Final = "jobs.sqlite3"
_BUSY_SECONDS: Final = 5.0
_MOST_VALUES: Final = 500
_SIDE_FILES: Final = ("", "-wal", "-shm", "-journal")
_DAMAGE: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class JobStore:
    """The store in one folder. Cheap to open; may be used from any thread; every method may raise StoreUnusable."""

    def __init__(self, home: Path | None = None) -> None:
        """Open it, making or upgrading the file as needed.

        Raises:
            StoreUnusable: When the folder cannot be written, the file is broken, or a newer Graftwork made it.
        """
        self.file = (home or default_home()) / FILE_NAME
        self._lock = threading.Lock()
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            what = f"The folder {self.file.parent} cannot be made: {error.strerror}."
            raise StoreUnusable(what, _ELSEWHERE) from error
        with self._explained():
            self._db = sqlite3.connect(self.file, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            with suppress(
                sqlite3.Error
            ):  # a network disk, or somebody who opens it right now; a broken file shows next
                self._db.execute("PRAGMA journal_mode=WAL").fetchone()
            with self._explained():
                self._db.execute("PRAGMA synchronous=NORMAL")
                upgrade(self._db)
        except GraftworkError:
            self._db.close()
            raise

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def __enter__(self) -> JobStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def enrol(self, job: Job) -> str:
        """The id of the record for a run of this job: that of an unfinished run of the very same job, or a new one."""
        spec = spec_text(job)
        rows = self._read(
            f"SELECT {COLUMNS} FROM jobs WHERE spec=? AND hidden=0 ORDER BY created DESC LIMIT 1", (spec,)
        )
        same = record_of(rows[0]) if rows else None
        return same.id if same is not None and same.resumable else self.add(job)

    def add(self, job: Job) -> str:
        """Record a job that this process is about to run; returns its id."""
        job_id = secrets.token_hex(4)
        values = (job_id, job.kind, title(job), spec_text(job), time.time(), str(job.options.out))
        self._write(
            "INSERT INTO jobs (id, kind, title, spec, status, created, out, pid, birthmark)"
            " VALUES (?,?,?,?,'queued',?,?,?,?)",
            (*values, os.getpid(), birthmark(os.getpid())),
        )
        return job_id

    def all(self) -> tuple[JobRecord, ...]:
        """All jobs, the newest first."""
        rows = self._read(f"SELECT {COLUMNS} FROM jobs WHERE hidden=0 ORDER BY created DESC, rowid DESC", ())
        return tuple(record_of(row) for row in rows)

    def refresh(self, known: Mapping[str, JobRecord]) -> tuple[JobRecord, ...]:
        """All jobs, the newest first; of what is `known`, only what may be different now is read."""
        marks = self._read(
            "SELECT id, status, attempt, ended FROM jobs WHERE hidden=0 ORDER BY created DESC, rowid DESC", ()
        )
        records = {job_id: known[job_id] for job_id, *mark in marks if _is_known(known.get(job_id), *mark)}
        stale = [job_id for job_id, *_ in marks if job_id not in records]
        if len(stale) > _MOST_VALUES:
            return self.all()
        places = ",".join("?" * len(stale))
        for row in self._read(f"SELECT {COLUMNS} FROM jobs WHERE id IN ({places})", tuple(stale)) if stale else ():
            records[row[0]] = record_of(row)
        return tuple(records[job_id] for job_id, *_ in marks if job_id in records)

    def version(self) -> int:
        """A number that is another one once another connection has changed the file."""
        return int(self._read("PRAGMA data_version", ())[0][0])

    def get(self, job_id: str) -> JobRecord:
        """One job by its id, or by the beginning of it when only one begins so.

        Raises:
            BadInput: When there is none, or there are several.
        """
        pattern = "".join(letter for letter in job_id.lower() if letter.isalnum())
        statement = f"SELECT {COLUMNS} FROM jobs WHERE id LIKE ? AND hidden=0 LIMIT 2"
        rows = self._read(statement, (pattern + "%",)) if pattern else []
        if len(rows) == 1:
            return record_of(rows[0])
        if rows:
            raise BadInput(f"Several jobs begin with {job_id!r}.", "Give more of the id.")
        raise NoSuchJob(f"There is no job {job_id!r}.", "`graftwork jobs list` shows what there is.")

    def attempts(self, job_id: str) -> tuple[Attempt, ...]:
        """The attempts at a job before the present one, the first one first."""
        rows = self._read(
            "SELECT number, started, ended, status, error, peak FROM attempts WHERE job=? ORDER BY number", (job_id,)
        )
        return tuple(attempt_of(row) for row in rows)

    def begin(self, job_id: str) -> None:
        """An attempt starts, in this process; what the one before came to is kept.

        Raises:
            BadInput: When another live process runs this job, or it was cancelled while it waited.
        """
        record = self.get(job_id)
        if record.status == "running" and record.pid != os.getpid():
            raise BadInput(f"Job {record.id} already runs.", "Wait for it, or cancel it first.")
        with self.transaction() as db:
            keep_attempt(db, record)
            taken = db.execute(
                "UPDATE jobs SET status='running', pid=?, birthmark=?, started=?, seen=?, ended=NULL, done=0, total=0,"
                " stage='', error=NULL, result=NULL, rate=NULL, eta=NULL, unit='bytes', peak=0, needed=0, kills=?,"
                " ending='', signal=NULL, place=NULL, attempt=attempt+1,"
                # A wish that came while the worker was being started stands.
                " cancel_requested=CASE WHEN keeper IS NULL THEN 0 ELSE cancel_requested END"
                " WHERE id=? AND pid IS ? AND started IS ? AND hidden=0",
                (os.getpid(), birthmark(os.getpid()), time.time(), time.time(), memory_kills(), record.id, record.pid,
                 record.started),
            ).rowcount  # fmt: skip
        if not taken:
            raise BadInput(f"Job {record.id} already runs.", "Wait for it, or cancel it first.")

    def update(
        self,
        job_id: str,
        *,
        stage: str,
        done: int,
        total: int,
        unit: str = "bytes",
        rate: float | None = None,
        eta: float | None = None,
        peak: int = 0,
        needed: int = 0,
    ) -> None:
        """Say how far the job is, how fast, and how much memory it takes."""
        self._write(
            "UPDATE jobs SET stage=?, done=?, total=?, unit=?, rate=?, eta=?, peak=max(peak, ?), needed=max(needed, ?),"
            " seen=? WHERE id=?",
            (stage, done, total, unit, rate, eta, peak, needed, time.time(), job_id),
        )

    def finish(self, job_id: str, end: End, *, ending: str = "", signal: str | None = None, peak: int = 0) -> None:
        """The attempt ended.

        Args:
            job_id: The job.
            end: Its last event.
            ending: As `Outcome.ending`; what the event says when it is left out.
            signal: The signal that ended the process.
            peak: Bytes of memory that the process was seen to hold.
        """
        status = "done" if isinstance(end, Result) else "failed" if isinstance(end, Error) else "cancelled"
        error = _json(to_json(end)) if isinstance(end, Error) else None
        result = _json(to_json(end)) if isinstance(end, Result) else None
        self._write(
            "UPDATE jobs SET status=?, error=?, result=?, ended=?, ending=?, signal=?, peak=max(peak, ?), place=NULL,"
            " keeper=NULL, keeper_mark=NULL, rate=NULL, eta=NULL, cancel_requested=0"
            " WHERE id=?",
            (status, error, result, time.time(), ending or status, signal, peak, job_id),
        )

    def settle(self) -> int:
        """Write down why processes are gone that nobody watches over; returns how many there were."""
        rows = self._read(f"SELECT {COLUMNS} FROM jobs WHERE status='running'", ())
        settled = 0
        for row, record in ((row, record_of(row)) for row in rows):
            keeper_mark = row[19]
            if record.status != "interrupted" or is_running(record.keeper, keeper_mark):
                continue
            settled += self._write(
                "UPDATE jobs SET status='interrupted', error=?, ended=coalesce(seen, started), ending='killed',"
                " place=NULL, keeper=NULL, keeper_mark=NULL, rate=NULL, eta=NULL, cancel_requested=0"
                " WHERE id=? AND status='running' AND pid IS ? AND started IS ?",
                (_json(record.error), record.id, record.pid, record.started),
            )
        return settled

    def abandon(self, job_id: str, pid: int, error: Error) -> None:
        """The attempt in that process ends because whoever wanted it is gone; it is interrupted."""
        self._write(
            "UPDATE jobs SET status='interrupted', error=?, ended=?, ending='killed', place=NULL, keeper=NULL,"
            " keeper_mark=NULL, rate=NULL, eta=NULL WHERE id=? AND status='running' AND pid=?",
            (_json(to_json(error)), time.time(), job_id, pid),
        )

    def request_cancel(self, job_id: str) -> JobRecord:
        """Ask whoever runs the job to stop it; a waiting one is cancelled at once. Returns it as it was."""
        record = self.get(job_id)
        rows = self._read("SELECT keeper, keeper_mark FROM jobs WHERE id=?", (record.id,))
        if record.status == "queued" and not (rows and is_running(*rows[0])):
            self._write(
                "UPDATE jobs SET status='cancelled', place=NULL, keeper=NULL, ending='cancelled', ended=?"
                " WHERE id=? AND status='queued'",
                (time.time(), record.id),
            )
        else:
            self._write("UPDATE jobs SET cancel_requested=1 WHERE id=?", (record.id,))
        return record

    def cancel_requested(self, job_id: str) -> bool:
        """Whether somebody asked to stop it."""
        rows = self._read("SELECT cancel_requested FROM jobs WHERE id=?", (job_id,))
        return bool(rows and rows[0][0])

    def end(self, job_id: str) -> bool:
        """End the process that runs a job, at once; what it wrote can be resumed. Tells whether there was one."""
        rows = self._read("SELECT pid, birthmark FROM jobs WHERE id=? AND status='running'", (job_id,))
        return bool(rows) and end_process(*rows[0])

    def remove(self, job_id: str) -> JobRecord:
        """Forget a job; no file of it is touched. Returns it as it was.

        Raises:
            BadInput: When it runs.
        """
        record = self._removable(job_id)
        with self.transaction() as db:
            db.execute("DELETE FROM attempts WHERE job=?", (record.id,))
            db.execute("DELETE FROM jobs WHERE id=?", (record.id,))
        return record

    def hide(self, job_id: str) -> JobRecord:
        """Remove a job from every list, so that `unhide` can bring it back. Returns it as it was.

        Raises:
            BadInput: When it runs.
        """
        record = self._removable(job_id)
        self._write("UPDATE jobs SET hidden=1, place=NULL WHERE id=?", (record.id,))
        return record

    def unhide(self, job_id: str) -> None:
        """Bring a hidden job back; one that waited is cancelled, so that nothing starts by surprise."""
        self._write(
            "UPDATE jobs SET hidden=0, status=CASE status WHEN 'queued' THEN 'cancelled' ELSE status END WHERE id=?",
            (job_id,),
        )

    def forget_hidden(self) -> None:
        """Forget the hidden jobs for good."""
        with self.transaction() as db:
            db.execute("DELETE FROM attempts WHERE job IN (SELECT id FROM jobs WHERE hidden=1)")
            db.execute("DELETE FROM jobs WHERE hidden=1")

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Several statements that nobody else sees half of; nothing is changed when they fail."""
        with self._lock, self._explained():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _removable(self, job_id: str) -> JobRecord:
        record = self.get(job_id)
        if record.status == "running":
            raise BadInput(f"Job {record.id} is running.", f"First stop it: graftwork jobs cancel {record.id}")
        return record

    def _read(self, statement: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        with self._lock, self._explained():
            return self._db.execute(statement, values).fetchall()

    def _write(self, statement: str, values: tuple[Any, ...]) -> int:
        """Returns how many jobs were changed."""
        with self._lock, self._explained():
            return self._db.execute(statement, values).rowcount

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            unusable = StoreUnusable(f"The job history {self.file} cannot be used: {error}.", _ELSEWHERE)
            unusable.damaged = (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _DAMAGE
            raise unusable from error


_ELSEWHERE: Final = (
    "Make sure that the folder can be written and its disk is not full, move a broken file away, "
    "or set GRAFTWORK_HOME to another folder."
)


def set_aside(home: Path | None = None) -> Path:
    """Give a damaged history another name, so that a new one begins; nothing of it is lost. Returns its new place.

    Raises:
        BadInput: When it cannot be renamed.
    """
    file = (home or default_home()) / FILE_NAME
    new = file.with_name(f"{FILE_NAME}.damaged")
    number = 2
    while new.exists():
        new = file.with_name(f"{FILE_NAME}.damaged-{number}")
        number += 1
    try:
        for side in _SIDE_FILES:
            part = file.with_name(file.name + side)
            if part.exists():
                part.rename(new.with_name(new.name + side))
    except OSError as error:
        raise BadInput(f"{file} cannot be renamed: {error.strerror or error}.", "Move it away by hand.") from error
    return new


def _is_known(record: JobRecord | None, status: str, attempt: int, ended: float | None) -> bool:
    """Whether a job that is over is still as it was read."""
    if record is None or status in ("queued", "running"):
        return False
    return (record.status, record.attempt, record.ended) == (status, attempt, ended)


def keep_attempt(db: sqlite3.Connection, record: JobRecord) -> None:
    """What the present attempt at a job came to joins those before it, as another one is to begin."""
    if record.started is not None:
        db.execute(
            "INSERT OR IGNORE INTO attempts VALUES (?,?,?,?,?,?,?)",
            (record.id, record.attempt, record.started, record.ended, record.status, _json(record.error), record.peak),
        )


def _json(content: dict[str, Any] | None) -> str | None:
    return None if content is None else json.dumps(content, ensure_ascii=False)
