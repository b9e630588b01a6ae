"""The job store's tables, and how an older file becomes a newer one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from graftwork_core.errors import BadInput, GraftworkError


class StoreUnusable(GraftworkError):
    """The job history cannot be read or written; jobs themselves do not need it.

    Attributes:
        damaged: The file is no job history (any more): it may be set aside, and a new one begun.
    """

    kind = "store_unusable"
    damaged = False


class NoSuchJob(BadInput):
    """The store has no job of that id."""


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


def _queue(db: sqlite3.Connection) -> None:
    """Version 2: a queue, who works it, how an attempt went, and the attempts before it."""
    for column in (
        "attempt INTEGER NOT NULL DEFAULT 0",
        "place REAL",
        "keeper INTEGER",
        "keeper_mark TEXT",
        "seen REAL",
        "rate REAL",
        "eta REAL",
        "unit TEXT NOT NULL DEFAULT 'bytes'",
        "peak INTEGER NOT NULL DEFAULT 0",
        "needed INTEGER NOT NULL DEFAULT 0",
        "kills INTEGER",
        "ending TEXT NOT NULL DEFAULT ''",
        "signal TEXT",
        "hidden INTEGER NOT NULL DEFAULT 0",
    ):
        db.execute(f"ALTER TABLE jobs ADD COLUMN {column}")
    db.execute("UPDATE jobs SET attempt=1 WHERE started IS NOT NULL")
    db.execute(
        """
        CREATE TABLE attempts (
            job TEXT NOT NULL, number INTEGER NOT NULL, started REAL, ended REAL,
            status TEXT NOT NULL, error TEXT, peak INTEGER NOT NULL, PRIMARY KEY (job, number)
        )
        """
    )
    db.execute("CREATE TABLE keepers (pid INTEGER PRIMARY KEY, birthmark TEXT, role TEXT NOT NULL)")


UPGRADES: list[Callable[[sqlite3.Connection], None]] = [_create, _queue]
"""The n-th (from 1) makes version n out of version n - 1."""


def upgrade(db: sqlite3.Connection) -> None:
    """Bring the file to the present version, in one transaction, so that two processes at once do no harm.

    Raises:
        StoreUnusable: When a newer Graftwork made it; nothing is touched then.
    """
    if db.execute("PRAGMA user_version").fetchone()[0] == len(UPGRADES):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        found = db.execute("PRAGMA user_version").fetchone()[0]
        if found > len(UPGRADES):
            raise StoreUnusable(
                f"The job history has version {found}, made by a newer Graftwork.",
                "Use that one to see it. Jobs run here all the same, but are not remembered.",
            )
        for step in UPGRADES[found:]:
            step(db)
        db.execute(f"PRAGMA user_version = {len(UPGRADES)}")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise
