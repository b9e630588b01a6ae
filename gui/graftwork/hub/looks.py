"""A repository in a slot: looked at by its headers, and open as a folder for as long as the slot shows it."""

from __future__ import annotations

import threading
from asyncio import CancelledError
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graftwork import paths
from graftwork.engine_words import engine_words

if TYPE_CHECKING:
    from graftwork.hub.desk import HubDesk
    from graftwork_core.hub.network import IsCancelled
    from graftwork_core.hub.places import Places


@dataclass(frozen=True, slots=True)
class Fetch:
    """What a run has to fetch of a repository.

    Attributes:
        nbytes: Bytes of the files that it needs.
        missing: Bytes of those that are not in the cache.
        held: Bytes that lie on the disk at a time when no file is kept longer than it is needed.
        folder: Where kept files land.
        free: Bytes free there.
    """

    nbytes: int
    missing: int
    held: int
    folder: Path
    free: int


class Look:
    """One repository as a folder.

    Attributes:
        name: Its name, as "hf:owner/name" or "hf:owner/name@revision".
        folder: The folder that stands for it; only for reading headers and a few rows, while this is open.
        fetch: What a run would fetch; None when the Hub could not be asked, and all comes from the cache.
        notes: What the user should know, one sentence each.
    """

    def __init__(self, name: Path) -> None:
        """Nothing is asked yet."""
        self.name = name
        self.folder = Path()
        self.fetch: Fetch | None = None
        self.notes: tuple[str, ...] = ()
        self._closed = threading.Event()
        self._lock = threading.Lock()
        self._places: Places | None = None

    def open(self, is_cancelled: IsCancelled) -> None:
        """Ask the Hub. Takes a moment.

        Raises:
            GraftworkError: When the repository cannot be looked at.
            Cancelled: It was closed meanwhile.
        """
        from graftwork_core.errors import Cancelled
        from graftwork_core.hub.places import Places

        places = Places(lambda: self._closed.is_set() or is_cancelled())
        try:
            self.folder = places.folder(self.name)
            self.notes = tuple(map(engine_words, places.notes))
            self.fetch = _fetch_of(places)
            with self._lock:
                if self._closed.is_set():
                    raise Cancelled("The look was given up.", "Look again.")
                self._places = places
        except BaseException:
            places.close()
            raise

    def close(self) -> None:
        """Nobody looks any more; may be done again, and while it is being opened."""
        with self._lock:
            self._closed.set()
            places, self._places = self._places, None
        if places is not None:
            places.close()


async def open_look(hub: HubDesk, name: Path) -> Look:
    """Look at a repository; whoever gets the look closes it.

    Raises:
        GraftworkError: When it cannot be looked at.
    """
    look = Look(name)
    try:
        await hub.work(look.open)
    except CancelledError:
        look.close()
        raise
    hub.keep(look)
    return look


def on_this_machine(path: Path | None) -> Path | None:
    """The folder of a model for what needs one here: of a repository what the cache has of it. Reads small files."""
    if path is None or not paths.is_on_hub(path):
        return path
    from graftwork_core.hub.cache import cached_snapshot
    from graftwork_core.hub.names import parse_name

    found = cached_snapshot(parse_name(path))
    return None if found is None else found[1]


def _fetch_of(places: Places) -> Fetch | None:
    from graftwork_core.hub.streaming import RESIDENT

    place = next(iter(places.remote.values()), None)
    if place is None:
        return None
    largest = sorted((file.size for file in place.selection.weights), reverse=True)
    cost = place.cost
    return Fetch(cost.nbytes, cost.missing, sum(largest[:RESIDENT]) if cost.missing else 0, cost.folder, cost.free)
