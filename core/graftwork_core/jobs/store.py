"""The job store: what was asked for, what runs, how it ended. SQLite under the user's data folder.

Several processes use it at once: the window, a worker per job, the command line. A job that says "running"
while its process is gone is shown as interrupted; whatever it wrote can be resumed.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from graftwork_core.errors import BadInput, GraftworkError
from graftwork_core.jobs.events import End, Error, Result, to_json
from graftwork_core.jobs.home import home as default_home
from graftwork_core.jobs.processes import birthmark, is_running
from graftwork_core.jobs.spec import Job, job_json, read_job, title

Status = Literal["queued", "running", "done", "failed", "cancelled", "interrupted"]
RESUMABLE: Final = ("failed", "cancelled", "interrupted")
FILE_NAME: Final = "jobs.sqlite3"
_BUSY_SECONDS: Final = 5.0
_COLUMNS: Final = (
    "id, kind, title, spec, status, pid, birthmark, created, started, ended, done, total, stage, error, result, out"
)


class StoreUnusable(GraftworkError):
    """The job history cannot be read or written; jobs themselves do not need it."""

    kind = "store_unusable"


@dataclass(frozen=True, slots=True)
class JobRecord:
    """One job as the store knows it.

    Attributes:
        id: Eight hexadecimal digits.
        kind: "extract", "merge", "graft", "haystack", "sweep" or "diff".
        title: A short name for lists.
        spec: The job as JSON (`job()` reads it).
        status: "running" only when its process really runs, else "interrupted".
        pid: The process that runs or ran it.
        created: When it was asked for; seconds since 1970, as the next two.
        started: When the last attempt began.
        ended: When the last attempt ended.
        done: Of the present stage, in bytes or tokens.
        total: Of the present stage, in bytes or tokens.
        stage: The present or last stage.
        error: The error event of the last attempt, as JSON.
        result: The result event, as JSON.
        out: The folder that it makes.
    """

    id: str
    kind: str
    title: str
    spec: str
    status: Status
    pid: int | None
    created: float
    started: float | None
    ended: float | None
    done: int
    total: int
    stage: str
    error: dict[str, Any] | None
    result: dict[str, Any] | None
    out: Path

    @property
    def resumable(self) -> bool:
        """Whether it makes sense to run it again."""
        return self.status in RESUMABLE

    def job(self) -> Job:
        """What was asked for.

        Raises:
            BadInput: When this version of Graftwork does not understand it.
        """
        return read_job(self.spec)


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
                _upgrade(self._db)
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
        spec = _spec(job)
        rows = self._read(f"SELECT {_COLUMNS} FROM jobs WHERE spec=? ORDER BY created DESC LIMIT 1", (spec,))
        same = _record(rows[0]) if rows else None
        return same.id if same is not None and same.resumable else self.add(job)

    def add(self, job: Job) -> str:
        """Record a job as queued; returns its id."""
        job_id = secrets.token_hex(4)
        spec = _spec(job)
        values = (job_id, job.kind, title(job), spec, "queued", time.time(), str(job.options.out))
        self._write("INSERT INTO jobs (id, kind, title, spec, status, created, out) VALUES (?,?,?,?,?,?,?)", values)
        return job_id

    def all(self) -> tuple[JobRecord, ...]:
        """All jobs, the newest first."""
        rows = self._read(f"SELECT {_COLUMNS} FROM jobs ORDER BY created DESC, rowid DESC", ())
        return tuple(_record(row) for row in rows)

    def get(self, job_id: str) -> JobRecord:
        """One job by its id, or by the beginning of it when only one begins so.

        Raises:
            BadInput: When there is none, or there are several.
        """
        pattern = "".join(letter for letter in job_id.lower() if letter.isalnum())
        rows = self._read(f"SELECT {_COLUMNS} FROM jobs WHERE id LIKE ? LIMIT 2", (pattern + "%",)) if pattern else []
        if len(rows) == 1:
            return _record(rows[0])
        if rows:
            raise BadInput(f"Several jobs begin with {job_id!r}.", "Give more of the id.")
        raise BadInput(f"There is no job {job_id!r}.", "`graftwork jobs list` shows what there is.")

    def begin(self, job_id: str) -> None:
        """An attempt starts, in this process.

        Raises:
            BadInput: When another live process runs this job.
        """
        record = self.get(job_id)
        free = record.status != "running" or record.pid == os.getpid()
        if not free or not self._write(
            "UPDATE jobs SET status='running', pid=?, birthmark=?, started=?, ended=NULL, done=0, total=0, stage='',"
            " error=NULL, result=NULL, cancel_requested=0 WHERE id=? AND pid IS ? AND started IS ?",
            (os.getpid(), birthmark(os.getpid()), time.time(), record.id, record.pid, record.started),
        ):
            raise BadInput(f"Job {record.id} already runs.", "Wait for it, or cancel it first.")

    def update(self, job_id: str, *, stage: str, done: int, total: int) -> None:
        """Say how far the job is."""
        self._write("UPDATE jobs SET stage=?, done=?, total=? WHERE id=?", (stage, done, total, job_id))

    def finish(self, job_id: str, end: End) -> None:
        """The attempt ended."""
        status = "done" if isinstance(end, Result) else "failed" if isinstance(end, Error) else "cancelled"
        error = _text(end) if isinstance(end, Error) else None
        result = _text(end) if isinstance(end, Result) else None
        self._write(
            "UPDATE jobs SET status=?, error=?, result=?, ended=? WHERE id=?",
            (status, error, result, time.time(), job_id),
        )

    def request_cancel(self, job_id: str) -> JobRecord:
        """Ask whoever runs the job to stop it; a queued one is cancelled at once. Returns it as it was."""
        record = self.get(job_id)
        self._write(
            "UPDATE jobs SET cancel_requested=1, status=CASE status WHEN 'queued' THEN 'cancelled' ELSE status END"
            " WHERE id=?",
            (record.id,),
        )
        return record

    def cancel_requested(self, job_id: str) -> bool:
        """Whether somebody asked to stop it."""
        rows = self._read("SELECT cancel_requested FROM jobs WHERE id=?", (job_id,))
        return bool(rows and rows[0][0])

    def remove(self, job_id: str) -> JobRecord:
        """Forget a job; no file of it is touched. Returns it as it was.

        Raises:
            BadInput: When it runs.
        """
        record = self.get(job_id)
        if record.status == "running":
            raise BadInput(f"Job {record.id} is running.", f"First stop it: graftwork jobs cancel {record.id}")
        self._write("DELETE FROM jobs WHERE id=?", (record.id,))
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
            raise StoreUnusable(f"The job history {self.file} cannot be used: {error}.", _ELSEWHERE) from error


_ELSEWHERE: Final = (
    "Make sure that the folder can be written and its disk is not full, move a broken file away, "
    "or set GRAFTWORK_HOME to another folder."
)


def _record(row: tuple[Any, ...]) -> JobRecord:
    job_id, kind, name, spec, status, pid, mark, created, started, ended, done, total, stage, error, result, out = row
    if status == "running" and not is_running(pid, mark):
        status = "interrupted"
    return JobRecord(
        id=job_id, kind=kind, title=name, spec=spec, status=status, pid=pid, created=created, started=started,
        ended=ended, done=done, total=total, stage=stage, error=_object(error), result=_object(result), out=Path(out),
    )  # fmt: skip


def _spec(job: Job) -> str:
    return json.dumps(job_json(job), ensure_ascii=False)


def _text(end: Result | Error) -> str:
    return json.dumps(to_json(end), ensure_ascii=False)


def _object(text: str | None) -> dict[str, Any] | None:
    if not text:
        return None
    try:
        content = json.loads(text)
    except ValueError:
        return None
    return content if isinstance(content, dict) else None


def _create(db: sqlite3.Connection) -> None:
    """Version 1: the first one."""
    db.execute(
        """
        CREATE TABLE jobs (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, spec TEXT NOT NULL,
            status TEXT NOT NULL, pid INTEGER, birthmark TEXT, cancel_requested INTEGER NOT NULL DEFAULT 0,
            created REAL NOT NULL, started REAL, ended REAL,
            done INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL DEFAULT 0, stage TEXT NOT NULL DEFAULT '',
            error TEXT, result TEXT, out TEXT NOT NULL
        )
        """
    )


_UPGRADES: list[Callable[[sqlite3.Connection], None]] = [_create]
"""The n-th (from 1) makes version n out of version n - 1."""


def _upgrade(db: sqlite3.Connection) -> None:
    """Bring the file to the present version, in one transaction, so that two processes at once do no harm."""
    if db.execute("PRAGMA user_version").fetchone()[0] == len(_UPGRADES):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        found = db.execute("PRAGMA user_version").fetchone()[0]
        if found > len(_UPGRADES):
            raise StoreUnusable(f"The job history has version {found}, made by a newer Graftwork.", "Use that one.")
        for step in _UPGRADES[found:]:
            step(db)
        db.execute(f"PRAGMA user_version = {len(_UPGRADES)}")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise
