"""The library in the window: which folders, a scan in a process of its own, and when to scan again.

Entries come in batches, so that ten thousand of them never take the window's thread for long. Folders are watched
as far as the system lets us; besides, a scan repeats while somebody looks. It opens only what has changed.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QFileSystemWatcher, QObject, QTimer, Signal

from graftwork.aio import Tasks
from graftwork.details import LOG_LINES, Failure
from graftwork.settings import Settings
from graftwork_core.hub.folders import hub_cache
from graftwork_core.jobs.children import end, start

if TYPE_CHECKING:
    from graftwork_core.library.entry import Entry

__all__ = ["Library", "hub_cache"]

BATCH_MS: Final = 100
SETTLE_MS: Final = 1500
AGAIN_MS: Final = 60_000
MOST_WATCHED: Final = 2000
_LINE_BYTES: Final = 1 << 20
_GRACE_S: Final = 3.0
_DONE: Final = {"type": "done"}


class Library(QObject):
    """The models and adapters on this machine.

    Signals:
        began: A scan begins.
        found: Some entries (a tuple of `Entry`) that are new or changed.
        gone: The paths (a tuple) of entries that are not there any more.
        ended: The scan is over; tells whether it saw everything.
        failed: The `Failure` for which there could be no scan.
        folders_changed: It looks into other folders now.
    """

    began = Signal()
    found = Signal(object)
    gone = Signal(object)
    ended = Signal(bool)
    failed = Signal(object)
    folders_changed = Signal()

    def __init__(self, tasks: Tasks, settings: Settings) -> None:
        super().__init__()
        self._tasks, self._settings = tasks, settings
        self._scanning: asyncio.Task[None] | None = None
        self._is_scanning = self._again = self._closed = False
        self._entries: dict[Path, Entry] = {}
        self._batch: list[Entry] = []
        self._seen: set[Path] = set()
        self._batches = QTimer(self)
        self._batches.setInterval(BATCH_MS)
        self._batches.timeout.connect(self._tell)
        self._watcher = QFileSystemWatcher(self)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLE_MS)
        self._settled.timeout.connect(self.scan)
        self._watcher.directoryChanged.connect(self._on_changed)
        self._repeat = QTimer(self)
        self._repeat.setInterval(AGAIN_MS)
        self._repeat.timeout.connect(self.scan)

    @property
    def is_scanning(self) -> bool:
        """Whether a scan runs now."""
        return self._is_scanning

    @property
    def is_queued(self) -> bool:
        """Whether another scan follows the one that runs or has just ended."""
        return self._again

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything that is known now."""
        return tuple(self._entries.values())

    def entry(self, path: Path) -> Entry | None:
        """What is known of a path."""
        return self._entries.get(path)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that the library looks into: the user's own, and the Hub's cache where it is wanted."""
        own, cache = self._settings.library_folders, self.unused_cache(wanted=True)
        return own if cache is None or cache in own else (*own, cache)

    def unused_cache(self, *, wanted: bool = False) -> Path | None:
        """The Hub's cache, when it is there and was turned away (or not, with `wanted`)."""
        cache = hub_cache()
        return cache if self._settings.library_has_cache is wanted and cache.is_dir() else None

    def add(self, folder: Path) -> None:
        """Look into another folder (or at a single file), too."""
        if folder == hub_cache():
            self._settings.library_has_cache = True
        elif folder not in self.folders:
            self._settings.library_folders = (*self._settings.library_folders, folder)
        self.folders_changed.emit()
        self.scan()

    def remove(self, folder: Path) -> None:
        """Look into a folder no more; nothing on the disk is touched."""
        if folder == hub_cache():
            self._settings.library_has_cache = False
        self._settings.library_folders = tuple(one for one in self._settings.library_folders if one != folder)
        self.folders_changed.emit()
        self.scan()

    def look_alive(self, looked_at: bool) -> None:
        """Scan from time to time while somebody looks."""
        if looked_at:
            self._repeat.start()
        else:
            self._repeat.stop()

    def scan(self) -> None:
        """Scan now; when a scan runs already, once more after it."""
        if self._closed:
            return
        if self.is_scanning:
            self._again = True
            return
        self._is_scanning, self._again = True, False
        self._scanning = self._tasks.spawn(self._scan(self.folders), "library scan")

    async def close(self) -> None:
        """End a scan that runs, and begin no other."""
        self._closed, self._again = True, False
        for timer in (self._batches, self._settled, self._repeat):
            timer.stop()
        if self._scanning is not None and not self._scanning.done():
            self._scanning.cancel()
            await asyncio.wait([self._scanning])
        self._is_scanning = False

    async def _scan(self, folders: tuple[Path, ...]) -> None:
        from graftwork_core.jobs.home import home

        self.began.emit()
        self._seen = set()
        self._batches.start()
        whole = False
        try:
            whole = await self._read(folders, home())
        except OSError as error:
            self.failed.emit(
                Failure(self.tr("The folders cannot be scanned: {why}.").format(why=error.strerror or error))
            )
        finally:
            self._tell()
            self._batches.stop()
        if whole:
            self._forget()
        await self._watch(folders)
        self._is_scanning = False
        self.ended.emit(whole)
        if self._again:
            QTimer.singleShot(0, self.scan)

    async def _read(self, folders: tuple[Path, ...], home: Path) -> bool:
        """Run the scanner to its end; tells whether it told everything."""
        process = await start(
            *_command(home),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=_LINE_BYTES,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        complaints = self._tasks.spawn(_last_lines(process.stderr), "scanner's complaints")
        try:
            with suppress(ConnectionError):  # when it has gone already, its exit tells why
                process.stdin.write((json.dumps([str(folder) for folder in folders]) + "\n").encode())
                await process.stdin.drain()
            if await self._follow(process.stdout):
                return True
            self.failed.emit(_died(await process.wait(), await complaints))
            return False
        finally:
            complaints.cancel()
            await end(process, _GRACE_S)

    async def _follow(self, stdout: asyncio.StreamReader) -> bool:
        from graftwork_core.errors import BadInput
        from graftwork_core.library.entry import Entry

        while line := await stdout.readline():
            with suppress(ValueError, BadInput):
                content = json.loads(line)
                if content == _DONE:
                    return True
                entry = Entry.from_json(content)
                self._seen.add(entry.path)
                if self._entries.get(entry.path) != entry:
                    self._entries[entry.path] = entry
                    self._batch.append(entry)
        return False

    def _tell(self) -> None:
        if self._batch:
            batch, self._batch = tuple(self._batch), []
            self.found.emit(batch)

    def _forget(self) -> None:
        """Drop what a whole scan did not see."""
        gone = tuple(path for path in self._entries if path not in self._seen)
        for path in gone:
            del self._entries[path]
        if gone:
            self.gone.emit(gone)

    async def _watch(self, folders: tuple[Path, ...]) -> None:
        """Watch the roots and the folders of entries, as many as are reasonable."""
        wanted, new = await asyncio.to_thread(_to_watch, folders, tuple(self._seen), set(self._watcher.directories()))
        if gone := sorted(set(self._watcher.directories()) - wanted):
            self._watcher.removePaths(gone)
        if new:
            self._watcher.addPaths(new)

    def _on_changed(self) -> None:
        self._settled.start()


def _to_watch(folders: Sequence[Path], seen: Sequence[Path], now: set[str]) -> tuple[set[str], list[str]]:
    """What is to be watched, and what of it is there and not watched yet. A disk that is asked may take its time."""
    wanted = {str(folder) for folder in folders} | {str(path.parent) for path in seen}
    wanted = set(sorted(wanted)[:MOST_WATCHED])
    return wanted, sorted(path for path in wanted - now if os.path.isdir(path))


async def _last_lines(stderr: asyncio.StreamReader) -> tuple[str, ...]:
    """Read what a process complains of, and keep the end of it."""
    kept: deque[str] = deque(maxlen=LOG_LINES)
    while chunk := await stderr.read(_LINE_BYTES):
        kept.extend(chunk.decode(errors="replace").splitlines())
    return tuple(kept)


def _died(status: int, complaints: tuple[str, ...]) -> Failure:
    message = QCoreApplication.translate("Library", "The scan ended too early (exit status {status}).")
    hint = QCoreApplication.translate(
        "Library", "What was found so far stays. Scan again, or report it with its details."
    )
    return Failure(message.format(status=status), hint, "\n".join(complaints))


def _command(home: Path) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--scanner", str(home)]
    return [sys.executable, "-P", "-m", "graftwork_core.library.scanner", str(home)]
