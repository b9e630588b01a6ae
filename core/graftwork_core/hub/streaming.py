"""Weights that come while a job works: shards are fetched ahead of their use, checked, and may go again after it.

The job's folder holds the repository's small files and the headers of its weights. Readers that announced their
tensors get whole, checked files from here; the next ones are on their way meanwhile. A kept file lands in the shared
cache; a streamed one lies beside the output and is deleted once its last tensor is done.
"""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal

from graftwork_core.errors import Cancelled, GraftworkError
from graftwork_core.hub.contents import damaged
from graftwork_core.hub.fetch import Fetch
from graftwork_core.hub.landing import CacheLanding, Landing
from graftwork_core.hub.look import RangeSource
from graftwork_core.hub.network import IsCancelled
from graftwork_core.hub.part import note_of, part_of
from graftwork_core.hub.repository import RemoteFile, Repository
from graftwork_core.hub.selection import Selection
from graftwork_core.hub.session import HubSession
from graftwork_core.hub.transfers import Transfers
from graftwork_core.hub.verified import is_sound, mark_checked, unchecked
from graftwork_core.reporting import Reporter
from graftwork_core.weights.header import TensorInfo
from graftwork_core.weights.reader import read_at

RESIDENT: Final = 2
"""Files of one repository on the disk at a time: the one in use, and the next one."""
_WAIT_SECONDS: Final = 0.2
_State = Literal["coming", "here", "failed"]


class StreamLanding:
    """Beside the output, by the hash of the content, until it is no longer needed."""

    def __init__(self, folder: Path) -> None:
        """Nothing is made yet."""
        self.folder = folder

    def place(self, file: RemoteFile) -> Path:
        """See `landing.Landing`."""
        return self.folder / file.etag

    def has(self, file: RemoteFile, is_cancelled: IsCancelled, *, recheck: bool) -> bool:
        """See `landing.Landing`."""
        place = self.place(file)
        known = RemoteFile(place.name, file.size, file.blob_id, file.sha256)
        if not place.is_file():
            return False
        return not unchecked(self.folder, [known]) or is_sound(place, file, is_cancelled)

    def land(self, part: Path, file: RemoteFile) -> None:
        """See `landing.Landing`."""
        os.replace(part, self.place(file))
        mark_checked([self.place(file)])

    def finish(self, repository: Repository, files: Iterable[RemoteFile]) -> Path:
        """Remove what is left of these files."""
        for file in files:
            place = self.place(file)
            for one in (place, part_of(place), note_of(place)):
                one.unlink(missing_ok=True)
        with suppress(OSError):  # another repository's shards are still there
            self.folder.rmdir()
        return self.folder

    def check(self) -> None:
        """See `landing.Landing`."""


class ShardSource(RangeSource):
    """The source of a job's folder. Rows for a look still come by range requests."""

    def __init__(
        self,
        session: HubSession,
        repository: Repository,
        selection: Selection,
        folder: Path,
        landing: Landing,
        reporter: Reporter,
        *,
        streams: bool,
    ) -> None:
        """Nothing is fetched yet.

        Args:
            session: With the patience that is wanted.
            repository: At a commit.
            selection: The files that are needed.
            folder: The job's folder for it.
            landing: Where whole files go.
            reporter: Learns how the transfers go, and says when to stop.
            streams: Whether a file is deleted once it is no longer needed.
        """
        super().__init__(session, repository, selection, folder, everything=True)
        self._landing = landing
        self._streams = streams
        self._stopped = threading.Event()
        self._asked = reporter.is_cancelled
        self._own = session.with_cancel(self._is_cancelled)
        files = [(file.path, file.size) for file in selection.weights]
        self._transfers = Transfers(reporter, files, shows_progress=False)
        self._changed = threading.Condition()
        self._states: dict[str, _State] = {}
        self._failures: dict[str, GraftworkError] = {}
        self._order: list[str] = []
        self._left: Counter[str] = Counter()
        self._threads = ThreadPoolExecutor(RESIDENT, thread_name_prefix="shards")

    def close(self) -> None:
        """Stop fetching, and wait until that is so."""
        self._stopped.set()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def finish(self) -> None:
        """The job is done: what was kept becomes a model in the cache, when it is complete; what was streamed goes."""
        if self._streams:
            self._landing.finish(self.repository, self._selection.weights)
        elif isinstance(self._landing, CacheLanding) and all(
            self._states.get(file.path) == "here" for file in self._selection.weights
        ):
            for file in self._selection.files:
                if file.path not in self._weights and not self._landing.has(file, self._asked, recheck=False):
                    part = part_of(self._landing.place(file))
                    part.write_bytes((self.folder / file.path).read_bytes())
                    self._landing.land(part, file)
            self._landing.finish(self.repository, self._selection.files)

    def read_into(self, view: memoryview, file: Path, offset: int) -> None:
        """See `weights.lazy.Source`: from the whole file when that is here."""
        place = self._landing.place(self._weights[file.name])
        if self._states.get(file.name) == "here":
            with suppress(OSError), place.open("rb") as stream:
                if read_at(stream.fileno(), view, offset) == len(view):
                    return
        super().read_into(view, file, offset)

    def whole(self, file: Path) -> Path:
        """See `weights.lazy.Source`."""
        name = file.name
        with self._changed:
            if self._states.get(name) is None:
                self._start(name)
            while self._states[name] == "coming":
                if self._is_cancelled():
                    raise Cancelled("The job was cancelled.", "Run the same command again to resume it.")
                self._changed.wait(_WAIT_SECONDS)
            if name in self._failures:
                raise self._failures[name]
        return self._landing.place(self._weights[name])

    def announce(self, tensors: Sequence[TensorInfo]) -> None:
        """See `weights.lazy.Source`."""
        with self._changed:
            self._left = Counter(tensor.file.name for tensor in tensors)
            self._order = list(dict.fromkeys(tensor.file.name for tensor in tensors))
            self._go_ahead()

    def finished(self, tensor: TensorInfo) -> Path | None:
        """See `weights.lazy.Source`."""
        name = tensor.file.name
        gone: Path | None = None
        with self._changed:
            self._left[name] -= 1
            if self._left[name] > 0:
                return None
            if self._streams and self._states.get(name) == "here":
                gone = self._landing.place(self._weights[name])
                with suppress(OSError):
                    gone.unlink(missing_ok=True)
                del self._states[name]
            self._go_ahead()
        return gone

    def _go_ahead(self) -> None:
        """Start on the next announced file, as long as there are not too many."""
        for name in self._order:
            if self._left[name] > 0 and name not in self._states:
                under_way = sum(state in ("coming", "here") for state in self._states.values())
                coming = sum(state == "coming" for state in self._states.values())
                if coming >= RESIDENT or (self._streams and under_way >= RESIDENT):
                    return
                self._start(name)

    def _start(self, name: str) -> None:
        self._states[name] = "coming"
        self._failures.pop(name, None)
        self._threads.submit(self._bring, name)

    def _bring(self, name: str) -> None:
        file = self._weights[name]
        failure: GraftworkError | None = None
        try:
            if not self._landing.has(file, self._is_cancelled, recheck=False):
                fetch = Fetch(self._own, self.repository, file, self._landing.place(file), self._transfers)
                fetch.run(lambda part: self._landing.land(part, file))
            self._compare_headers(file)
        except GraftworkError as error:
            failure = error
        except OSError as error:
            failure = GraftworkError(f"{self._landing.place(file)}: {error.strerror or error}.", "Look at the disk.")
        with self._changed:
            self._states[name] = "here" if failure is None else "failed"
            if failure is not None:
                self._failures[name] = failure
            self._changed.notify_all()

    def _compare_headers(self, file: RemoteFile) -> None:
        """The header that everything was planned with must be the one of the checked file."""
        planned = (self.folder / file.path).read_bytes()
        with self._landing.place(file).open("rb") as stream:
            if stream.read(len(planned)) != planned:
                raise damaged(self.repository, file)

    def _is_cancelled(self) -> bool:
        return self._stopped.is_set() or self._asked()
