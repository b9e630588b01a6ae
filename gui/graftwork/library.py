"""The library in the window: which folders, a scan in a process of its own, and when to scan again.

Entries come in batches, so that ten thousand of them never take the window's thread for long. Folders are watched
as far as the system lets us; besides, a scan repeats while somebody looks. It opens only what has changed.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from graftwork.aio import Tasks
from graftwork.settings import Settings

if TYPE_CHECKING:
    from graftwork_core.library.entry import Entry

BATCH_MS: Final = 100
SETTLE_MS: Final = 1500
AGAIN_MS: Final = 60_000
MOST_WATCHED: Final = 2000
_LINE_BYTES: Final = 1 << 20
_GRACE_S: Final = 3.0


def hub_cache() -> Path:
    """The Hugging Face cache, where the other tools put what they download."""
    if chosen := os.environ.get("HF_HUB_CACHE"):
        return Path(chosen).expanduser()
    home = os.environ.get("HF_HOME")
    cache = os.environ.get("XDG_CACHE_HOME")
    base = Path(home).expanduser() if home else Path(cache or "~/.cache").expanduser() / "huggingface"
    return base / "hub"


class Library(QObject):
    """The models and adapters on this machine.

    Signals:
        began: A scan begins.
        found: Some entries (a tuple of `Entry`), new, changed or as they were.
        ended: The scan is over: the paths of all that is there (a frozenset), or None when it was cut short.
        failed: Why there could be no scan, one sentence.
    """

    began = Signal()
    found = Signal(object)
    ended = Signal(object)
    failed = Signal(str)

    def __init__(self, tasks: Tasks, settings: Settings) -> None:
        super().__init__()
        self._tasks, self._settings = tasks, settings
        self._scanning: asyncio.Task[None] | None = None
        self._again = False
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
        return self._scanning is not None and not self._scanning.done()

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that the library looks into: the user's own, and the Hub's cache when it is there."""
        own = self._settings.library_folders
        cache = hub_cache()
        return own if cache in own or not cache.is_dir() else (*own, cache)

    def add(self, folder: Path) -> None:
        """Look into another folder (or at a single file), too."""
        if folder not in self.folders:
            self._settings.library_folders = (*self._settings.library_folders, folder)
        self.scan()

    def remove(self, folder: Path) -> None:
        """Look into a folder no more; nothing on the disk is touched."""
        self._settings.library_folders = tuple(one for one in self._settings.library_folders if one != folder)
        self.scan()

    def look_alive(self, looked_at: bool) -> None:
        """Scan from time to time while somebody looks."""
        if looked_at:
            self._repeat.start()
        else:
            self._repeat.stop()

    def scan(self) -> None:
        """Scan now; when a scan runs already, once more after it."""
        if self.is_scanning:
            self._again = True
            return
        self._again = False
        self._scanning = self._tasks.spawn(self._scan(self.folders), "library scan")

    async def close(self) -> None:
        """End a scan that runs."""
        for timer in (self._batches, self._settled, self._repeat):
            timer.stop()
        self._again = False
        if self._scanning is not None and not self._scanning.done():
            self._scanning.cancel()
            await asyncio.wait([self._scanning])

    async def _scan(self, folders: tuple[Path, ...]) -> None:
        from graftwork_core.jobs.home import home

        self.began.emit()
        self._seen = set()
        self._batches.start()
        whole = False
        try:
            whole = await self._read(folders, home())
        except OSError as error:
            self.failed.emit(self.tr("The folders cannot be scanned: {why}.").format(why=error.strerror or str(error)))
        finally:
            self._tell()
            self._batches.stop()
        self.ended.emit(frozenset(self._seen) if whole else None)
        self._watch(folders)
        if self._again:
            self._settled.start()

    async def _read(self, folders: tuple[Path, ...], home: Path) -> bool:
        """Run the scanner to its end; tells whether it told everything."""
        from graftwork_core.errors import BadInput
        from graftwork_core.library.entry import Entry

        process = await asyncio.create_subprocess_exec(
            *_command(home),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=_LINE_BYTES,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write((json.dumps([str(folder) for folder in folders]) + "\n").encode())
            await process.stdin.drain()
            while line := await process.stdout.readline():
                with suppress(ValueError, BadInput):
                    content = json.loads(line)
                    if content.get("type") == "done":
                        return True
                    entry = Entry.from_json(content)
                    self._seen.add(entry.path)
                    self._batch.append(entry)
            return False
        finally:
            process.stdin.close()  # the scanner's sign to end
            try:
                await asyncio.wait_for(asyncio.shield(process.wait()), _GRACE_S)
            except (TimeoutError, asyncio.CancelledError):
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()

    def _tell(self) -> None:
        if self._batch:
            batch, self._batch = tuple(self._batch), []
            self.found.emit(batch)

    def _watch(self, folders: tuple[Path, ...]) -> None:
        """Watch the roots and the folders of entries, as many as are reasonable."""
        wanted = {str(folder) for folder in folders}
        wanted |= {str(path.parent) for path in self._seen}
        wanted = set(sorted(wanted)[:MOST_WATCHED])
        now = set(self._watcher.directories())
        if gone := sorted(now - wanted):
            self._watcher.removePaths(gone)
        if new := sorted(path for path in wanted - now if os.path.isdir(path)):
            self._watcher.addPaths(new)

    def _on_changed(self) -> None:
        self._settled.start()


def _command(home: Path) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--scanner", str(home)]
    return [sys.executable, "-P", "-m", "graftwork_core.library.scanner", str(home)]
