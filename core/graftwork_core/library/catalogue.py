"""What the library saw before: SQLite in the user's data folder, so that a second scan opens only what has changed.

It is a cache. A damaged one, or one of a newer version, is put aside and made anew; nothing in it is irreplaceable.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final

from graftwork_core.errors import BadInput
from graftwork_core.library.entry import Entry

FILE_NAME: Final = "library.sqlite3"
_VERSION: Final = 1
_BUSY_SECONDS: Final = 5.0
_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS entries (path TEXT PRIMARY KEY, signature TEXT NOT NULL, entry TEXT NOT NULL)"
)


class Catalogue:
    """Entries by their path. Used from one thread."""

    def __init__(self, folder: Path) -> None:
        """Open or make the catalogue in a folder; without one on the disk (no rights), it lives in memory."""
        self._connection = _open(folder / FILE_NAME)

    def __enter__(self) -> Catalogue:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Keep what was added, and close."""
        with suppress(sqlite3.Error):
            self._connection.commit()
        self._connection.close()

    def find(self, path: Path, signature: str) -> Entry | None:
        """The entry of a path whose files are still the same."""
        with suppress(sqlite3.Error, ValueError, BadInput):
            query = "SELECT entry FROM entries WHERE path = ? AND signature = ?"
            row = self._connection.execute(query, (_key(path), signature)).fetchone()
            if row is not None:
                return Entry.from_json(json.loads(row[0]))
        return None

    def keep(self, entry: Entry) -> None:
        """Remember an entry."""
        with suppress(sqlite3.Error):
            self._connection.execute(
                "INSERT OR REPLACE INTO entries VALUES (?, ?, ?)",
                (_key(entry.path), entry.signature, json.dumps(entry.as_json())),
            )

    def forget_all_but(self, root: Path, paths: Iterable[Path]) -> None:
        """Drop what lies under a root and was not seen there this time."""
        kept = {_key(path) for path in paths}
        with suppress(sqlite3.Error):
            rows = self._connection.execute("SELECT path FROM entries").fetchall()
            gone = [(path,) for (path,) in rows if path not in kept and Path(path).is_relative_to(root)]
            self._connection.executemany("DELETE FROM entries WHERE path = ?", gone)


def _key(path: Path) -> str:
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _open(file: Path) -> sqlite3.Connection:
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
    for attempt in range(2):
        with suppress(sqlite3.Error, OSError):
            connection = sqlite3.connect(file, timeout=_BUSY_SECONDS)
            with suppress(sqlite3.Error):
                if connection.execute("PRAGMA user_version").fetchone()[0] in (0, _VERSION):
                    connection.execute("PRAGMA journal_mode = WAL")
                    connection.execute(_TABLE)
                    connection.execute(f"PRAGMA user_version = {_VERSION}")
                    return connection
            connection.close()
            if attempt == 0:
                file.replace(file.with_suffix(".old.sqlite3"))
    connection = sqlite3.connect(":memory:")
    connection.execute(_TABLE)
    return connection
