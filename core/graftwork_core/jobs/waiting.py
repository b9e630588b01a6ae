"""The queue in the job store: which job is next, who takes it, and in which order the others wait.

A job that waits has a place. Whoever works the queue (its keeper: a window, or `graftwork jobs work`) takes a
job by putting its own process's mark on it, in one transaction, so that no job is taken twice; a mark of a
process that is gone counts for nothing. A job that a terminal runs has no keeper and is not counted.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final, Literal

from graftwork_core.errors import BadInput
from graftwork_core.jobs.processes import birthmark, is_running
from graftwork_core.jobs.spec import Job, spec_text, title
from graftwork_core.jobs.store import JobStore, keep_attempt
from graftwork_core.jobs.stored import COLUMNS, JobRecord, record_of

Role = Literal["window", "background"]
Where = Literal["first", "up", "down", "last"]
WHERE: Final[tuple[Where, ...]] = ("first", "up", "down", "last")


@dataclass(frozen=True, slots=True)
class Keeper:
    """A live process that works the queue, or could."""

    pid: int
    role: Role


def enqueue(store: JobStore, job: Job | str) -> str:
    """Put a job at the queue's end: a new one, or by its id one that stopped or failed. Returns its id.

    Raises:
        BadInput: When there is no job of that id, or it runs or is done.
    """
    if not isinstance(job, str):
        job_id = secrets.token_hex(4)
        with store.transaction() as db:
            db.execute(
                "INSERT INTO jobs (id, kind, title, spec, status, created, out, place) VALUES (?,?,?,?,'queued',?,?,?)",
                (job_id, job.kind, title(job), spec_text(job), time.time(), str(job.options.out), _last(db)),
            )
        return job_id
    record = store.get(job)
    if record.waits:
        return record.id
    if record.status in ("running", "done"):
        raise BadInput(f"Job {record.id} is {record.status}.", "Only a job that stopped or failed can be queued again.")
    with store.transaction() as db:
        keep_attempt(db, record)
        db.execute(
            "UPDATE jobs SET status='queued', error=NULL, ending='', place=?, pid=NULL, birthmark=NULL,"
            " keeper=NULL, keeper_mark=NULL, cancel_requested=0 WHERE id=? AND status<>'running'",
            (_last(db), record.id),
        )
    return record.id


def waiting(store: JobStore) -> tuple[JobRecord, ...]:
    """The jobs in the queue that nobody has taken, in their order."""
    with store.transaction() as db:
        return tuple(record for record, taken in _queued(db) if not taken)


def take(store: JobStore, limit: int, among: Collection[str] | None = None) -> JobRecord | None:
    """Take the next job for this process, if fewer than `limit` jobs of the queue run.

    Args:
        store: The store.
        limit: How many may run at once, whoever keeps them.
        among: Only one of these ids; None: any.
    """
    with store.transaction() as db:
        queued = _queued(db)
        if sum(taken for _, taken in queued) + _running(db) >= limit:
            return None
        free = (record for record, taken in queued if not taken and (among is None or record.id in among))
        chosen = next(free, None)
        if chosen is not None:
            db.execute(
                "UPDATE jobs SET keeper=?, keeper_mark=?, cancel_requested=0 WHERE id=?",
                (os.getpid(), birthmark(os.getpid()), chosen.id),
            )
        return chosen


def give_back(store: JobStore, job_id: str) -> None:
    """Let go of a job that was taken and did not begin: it waits where it was."""
    with store.transaction() as db:
        db.execute(
            "UPDATE jobs SET keeper=NULL, keeper_mark=NULL WHERE id=? AND status='queued' AND keeper=?",
            (job_id, os.getpid()),
        )


def move(store: JobStore, job_id: str, where: Where | int) -> None:
    """Let a waiting job wait elsewhere: one place up or down, at an end, or at that index from 0.

    Raises:
        BadInput: When it does not wait.
    """
    record = store.get(job_id)
    with store.transaction() as db:
        order = [one.id for one, taken in _queued(db) if not taken]
        if record.id not in order:
            raise BadInput(f"Job {record.id} does not wait in the queue: it is {record.status}.")
        now = order.index(record.id)
        targets = {"first": 0, "up": now - 1, "down": now + 1, "last": len(order)}
        target = targets[where] if isinstance(where, str) else where
        order.pop(now)
        order.insert(max(0, target), record.id)
        for place, one in enumerate(order, 1):
            db.execute("UPDATE jobs SET place=? WHERE id=?", (float(place), one))


def announce(store: JobStore, role: Role) -> None:
    """Say that this process works the queue."""
    with store.transaction() as db:
        db.execute(
            "INSERT OR REPLACE INTO keepers (pid, birthmark, role) VALUES (?,?,?)",
            (os.getpid(), birthmark(os.getpid()), role),
        )


def retire(store: JobStore) -> None:
    """Say that this process works the queue no more."""
    with store.transaction() as db:
        db.execute("DELETE FROM keepers WHERE pid=?", (os.getpid(),))


def keepers(store: JobStore, role: Role) -> tuple[Keeper, ...]:
    """Other live processes that work the queue in that role; those that are gone are forgotten."""
    with store.transaction() as db:
        found = []
        for pid, mark, name in db.execute("SELECT pid, birthmark, role FROM keepers").fetchall():
            if not is_running(pid, mark):
                db.execute("DELETE FROM keepers WHERE pid=?", (pid,))
            elif name == role and pid != os.getpid():
                found.append(Keeper(pid, name))
        return tuple(found)


def active(store: JobStore) -> int:
    """How many jobs of the queue wait or run, whoever keeps them."""
    with store.transaction() as db:
        return len(_queued(db)) + _running(db)


def _queued(db: sqlite3.Connection) -> list[tuple[JobRecord, bool]]:
    """The queue in order: each job, and whether a live keeper has taken it."""
    rows: list[tuple[Any, ...]] = db.execute(
        f"SELECT {COLUMNS} FROM jobs WHERE status='queued' AND place IS NOT NULL AND hidden=0 ORDER BY place, created"
    ).fetchall()
    return [(record, not record.waits) for record in map(record_of, rows)]


def _running(db: sqlite3.Connection) -> int:
    """How many jobs of the queue run."""
    rows = db.execute("SELECT pid, birthmark FROM jobs WHERE status='running' AND keeper IS NOT NULL").fetchall()
    return sum(is_running(pid, mark) for pid, mark in rows)


def _last(db: sqlite3.Connection) -> float:
    highest = db.execute("SELECT max(place) FROM jobs WHERE status='queued'").fetchone()[0]
    return (highest or 0.0) + 1.0
