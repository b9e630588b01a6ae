"""One file from the Hub to the disk: from the byte where it stopped, hashed as it is written, checked before it counts.

A download is a part file and a note beside it (which content it is of). Whatever ends it, the next run goes on behind
the last byte that was written; only a content that proves wrong is fetched again, and only that file.
"""

from __future__ import annotations

import errno
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import httpx2

from graftwork_core.errors import BadInput, Cancelled, GraftworkError, NotEnoughRoom
from graftwork_core.hub.cache import free_bytes
from graftwork_core.hub.contents import Digest, check_range, damaged
from graftwork_core.hub.errors import Damaged, HubError, Unreachable
from graftwork_core.hub.locks import FileLock
from graftwork_core.hub.network import stop_if_asked, watching
from graftwork_core.hub.part import Part, note_of, part_of
from graftwork_core.hub.repository import RemoteFile, Repository, file_url
from graftwork_core.hub.retrying import Retrying
from graftwork_core.hub.session import HubSession
from graftwork_core.hub.transfers import Transfers

RESERVE_BYTES: Final = 32 << 20
"""What is left free on a disk."""
_ROOM_SECONDS: Final = 1.0
_MOST_NOTE_BYTES: Final = 4096
_MOST_DAMAGED: Final = 2


class Fetch:
    """Brings one file."""

    def __init__(
        self, session: HubSession, repository: Repository, file: RemoteFile, place: Path, transfers: Transfers
    ) -> None:
        """Nothing is fetched yet.

        Args:
            session: With the patience that is wanted.
            repository: At a commit.
            file: Which one.
            place: Where it will be; the part is collected beside it.
            transfers: Who learns how it goes.

        Raises:
            BadInput: When the Hub tells no hash of it.
        """
        Digest(file)
        self._session = session
        self._repository = repository
        self._file = file
        self._place = place
        self._transfers = transfers
        self._cancelled = session.manners.is_cancelled
        self._room_seen = 0.0

    def run(self, land: Callable[[Path], object], is_there: Callable[[], bool] = lambda: False) -> None:
        """Fetch, check, and land it; safe against another process that fetches the same file.

        Args:
            land: Gives the checked part its place.
            is_there: Whether somebody else has landed it while this one waited.

        Raises:
            Damaged: When what comes is not what was announced, twice.
            NotEnoughRoom: When the disk is full.
            GraftworkError: When it cannot be fetched.
            Cancelled: The user stopped it; the part stays.
        """
        try:
            with FileLock(note_of(self._place), self._cancelled) as note:
                if not is_there():
                    self._collect(note)
                    land(part_of(self._place))
                note.remove()
        except Cancelled:
            raise
        except (OSError, GraftworkError) as error:
            told = error if isinstance(error, GraftworkError) else self._explained(error)
            self._transfers.state(self._file.path, "failed", reason=told.message)
            raise told from error
        self._transfers.have(self._file.path, self._file.size)
        self._transfers.state(self._file.path, "done")

    def _collect(self, note: FileLock) -> None:
        self._claim(note)
        for attempt in range(1, _MOST_DAMAGED + 1):
            try:
                self._fill()
                return
            except Damaged:
                part_of(self._place).write_bytes(b"")
                self._transfers.have(self._file.path, 0)
                if attempt == _MOST_DAMAGED:
                    part_of(self._place).unlink(missing_ok=True)
                    note.remove()
                    raise

    def _claim(self, note: FileLock) -> None:
        """Take over the part when it is one of this very content; else begin a new one."""
        part, wanted = part_of(self._place), {"etag": self._file.etag, "size": self._file.size}
        try:
            known = json.loads(note.read(_MOST_NOTE_BYTES))
        except (ValueError, RecursionError):
            known = None
        is_ours = isinstance(known, dict) and {key: known.get(key) for key in wanted} == wanted
        if not is_ours or part.is_symlink() or not part.is_file():
            part.unlink(missing_ok=True)
            part.touch()
        about = {"repository": self._repository.repo_id, "commit": self._repository.commit, "path": self._file.path}
        note.write(json.dumps(wanted | about).encode())

    def _fill(self) -> None:
        name = self._file.path
        self._transfers.state(name, "checking")
        with watching(self._cancelled), Part(part_of(self._place), self._file, self._count_known) as part:
            retrying = Retrying(self._session.manners.patience, self._cancelled, self._transfers.pausing(name))
            while part.left:
                before = part.have
                try:
                    self._receive(part)
                except HubError as error:
                    if part.have > before:
                        retrying.succeeded()
                    retrying.wait_after(f"fetching {name}", error)
            self._transfers.state(name, "verifying")
            if not part.is_sound:
                raise damaged(self._repository, self._file)
            part.sync()

    def _count_known(self, nbytes: int) -> None:
        self._transfers.have(self._file.path, nbytes)
        stop_if_asked()

    def _receive(self, part: Part) -> None:
        """One request: everything from where the part ends."""
        self._transfers.state(self._file.path, "running")
        headers = {"Accept-Encoding": "identity", "Range": f"bytes={part.have}-"}
        url = file_url(self._session, self._repository, self._file.path)
        with self._session.answer("GET", url, headers=headers, elsewhere=True, on_wait=self._transfers.tick) as answer:
            self._check_answer(answer, part)
            for piece in answer.iter_raw():
                if len(piece) > part.left:
                    raise self._lying(answer, "more bytes")
                part.add(piece)
                self._transfers.advance(self._file.path, len(piece))
                self._look_for_room(part)
        if part.left:
            host = answer.request.url.host
            raise Unreachable(f"{host} ended {self._file.path} too early.", "Try again.")

    def _check_answer(self, answer: httpx2.Response, part: Part) -> None:
        if answer.status_code == 206:
            check_range(answer, self._file, part.have, self._file.size)
            return
        # A server that knows no ranges sends everything.
        announced = answer.headers.get("content-length")
        if answer.headers.get("content-encoding", "identity") != "identity":
            raise self._lying(answer, "another encoding")
        if announced is not None and announced != str(self._file.size):
            raise self._lying(answer, f"{announced} bytes")
        if part.have:
            part.restart()
            self._transfers.have(self._file.path, 0)

    def _lying(self, answer: httpx2.Response, what: str) -> Damaged:
        return Damaged(
            f"{answer.request.url.host} sends {what} of {self._file.path}, where the Hub announced "
            f"{self._file.size} bytes.",
            "Try again; if it happens again, a mirror or proxy in between is broken.",
        )

    def _look_for_room(self, part: Part) -> None:
        now = time.monotonic()
        if now - self._room_seen < _ROOM_SECONDS:
            return
        self._room_seen = now
        if part.left and free_bytes(self._place.parent) < min(RESERVE_BYTES, part.left):
            raise self._no_room()

    def _explained(self, error: OSError) -> GraftworkError:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            return self._no_room()
        where = error.filename or self._place
        return BadInput(f"{where} cannot be written: {error.strerror or error}.", "Choose another folder.")

    def _no_room(self) -> NotEnoughRoom:
        return NotEnoughRoom(
            f"The disk of {self._place.parent} is full while {self._file.path} is fetched.",
            "Free some space and run the job again: it goes on where it stopped.",
        )
