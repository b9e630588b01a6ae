"""Where downloads land: in the cache that every tool shares, or in a folder of the user's."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol

from graftwork_core.errors import BadInput, OutputExists
from graftwork_core.hub.cache import CachedRepository, free_bytes
from graftwork_core.hub.folders import hub_cache
from graftwork_core.hub.network import IsCancelled
from graftwork_core.hub.part import part_of
from graftwork_core.hub.repository import RemoteFile, Repository
from graftwork_core.hub.verified import is_sound, mark_checked, unchecked
from graftwork_core.weights.origin import ORIGIN_NAME, Origin, read_origin

_BORROWED_FROM: Final = 1 << 20
"""Smaller files are not worth a search."""


class Landing(Protocol):
    """A place for one repository at one commit."""

    def place(self, file: RemoteFile) -> Path:
        """Where a file's content will be; its part is collected beside it."""

    def has(self, file: RemoteFile, is_cancelled: IsCancelled, *, recheck: bool) -> bool:
        """Whether it is there, whole and checked.

        Raises:
            Cancelled: The user stopped the check.
        """

    def land(self, part: Path, file: RemoteFile) -> None:
        """Give a checked part its place."""

    def finish(self, repository: Repository, files: Iterable[RemoteFile]) -> Path:
        """All files are there: make them a model that can be found; returns its folder."""

    def check(self) -> None:
        """Whether it can be made there at all.

        Raises:
            BadInput: When not.
        """


class CacheLanding:
    """Into the shared cache: a commit's folder appears once all its files are there."""

    def __init__(self, repository: Repository) -> None:
        """Nothing is made yet."""
        self._cached = CachedRepository.of(repository.repo_id)
        self._commit = repository.commit

    def place(self, file: RemoteFile) -> Path:
        """See `Landing`."""
        return self._cached.blob(file)

    def has(self, file: RemoteFile, is_cancelled: IsCancelled, *, recheck: bool) -> bool:
        """See `Landing`. A content that another repository of the cache has is linked, not fetched."""
        for place in (self.place(file), self._cached.pointer(self._commit, file.path)):
            if place.is_file() and _is_trusted(place, file, is_cancelled, recheck=recheck):
                return True
        return self._borrow(file, is_cancelled)

    def land(self, part: Path, file: RemoteFile) -> None:
        """See `Landing`."""
        self._cached.keep(part, file)
        mark_checked([self.place(file)])

    def finish(self, repository: Repository, files: Iterable[RemoteFile]) -> Path:
        """See `Landing`."""
        for file in files:
            if self.place(file).exists():  # else it lies in the snapshot itself
                self._cached.link(self._commit, file)
        self._cached.remember(repository)
        return self._cached.snapshot(self._commit)

    def check(self) -> None:
        """See `Landing`."""
        _refuse_unwritable(self._cached.folder)

    def _borrow(self, file: RemoteFile, is_cancelled: IsCancelled) -> bool:
        if file.sha256 is None or file.size < _BORROWED_FROM:
            return False
        place = self.place(file)
        for twin in hub_cache().glob(f"models--*/blobs/{file.sha256}"):
            if twin != place and is_sound(twin, file, is_cancelled):
                with suppress(OSError):
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.unlink(missing_ok=True)
                    os.link(twin.resolve(), place)
                    mark_checked([place])
                    return True
        return False


class FolderLanding:
    """Into a folder of the user's, which gets its name once all files are there."""

    def __init__(self, repository: Repository, folder: Path) -> None:
        """Nothing is made yet."""
        self._repository = repository
        self._folder = folder
        self._staging = folder.with_name(folder.name + ".download")

    def place(self, file: RemoteFile) -> Path:
        """See `Landing`."""
        return (self._folder if self._is_ours() else self._staging) / file.path

    def has(self, file: RemoteFile, is_cancelled: IsCancelled, *, recheck: bool) -> bool:
        """See `Landing`."""
        place = self.place(file)
        return place.is_file() and not place.is_symlink() and _is_trusted(place, file, is_cancelled, recheck=recheck)

    def land(self, part: Path, file: RemoteFile) -> None:
        """See `Landing`."""
        place = self.place(file)
        os.replace(part, place)
        mark_checked([place])

    def finish(self, repository: Repository, files: Iterable[RemoteFile]) -> Path:
        """See `Landing`."""
        wanted = list(files)
        if not self._is_ours():
            origin = {"repository": repository.repo_id, "commit": repository.commit}
            (self._staging / ORIGIN_NAME).write_text(json.dumps(origin, indent=1) + "\n")
            os.rename(self._staging, self._folder)
        mark_checked(self._folder / file.path for file in wanted)
        return self._folder

    def check(self) -> None:
        """See `Landing`."""
        if not self._folder.name:
            raise BadInput(f"{self._folder} cannot hold a download.", "Name a new folder.")
        if os.path.lexists(self._folder) and not self._is_ours():
            raise OutputExists(f"{self._folder} exists already.", "Name a new folder, or move it away.")
        _refuse_unwritable(self._staging)

    def _is_ours(self) -> bool:
        """Whether the folder holds this very commit."""
        return read_origin(self._folder) == Origin(self._repository.repo_id, self._repository.commit)


def room_for(landing: Landing, files: Iterable[RemoteFile]) -> tuple[int, int]:
    """Bytes that are still to come of these files, and bytes free where they land."""
    missing, somewhere = 0, hub_cache()
    for file in files:
        somewhere = landing.place(file)
        part = part_of(somewhere)
        missing += max(file.size - (part.stat().st_size if part.is_file() else 0), 0)
    return missing, free_bytes(somewhere.parent)


def _is_trusted(place: Path, file: RemoteFile, is_cancelled: IsCancelled, *, recheck: bool) -> bool:
    """Whether a file is what it should be: checked before and unchanged since, or checked now."""
    real = RemoteFile(place.name, file.size, file.blob_id, file.sha256)
    if not recheck and place.stat().st_size == file.size and not unchecked(place.parent, [real]):
        return True
    if is_sound(place, file, is_cancelled):
        mark_checked([place])
        return True
    return False


def _refuse_unwritable(folder: Path) -> None:
    existing = folder
    while not existing.exists() and existing != existing.parent:
        existing = existing.parent
    if not existing.is_dir() or not os.access(existing, os.W_OK | os.X_OK):
        raise BadInput(
            f"{folder} cannot be made: {existing} is not a folder that you may write to.", "Choose another place."
        )
