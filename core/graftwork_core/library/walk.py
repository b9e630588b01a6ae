"""Finds the places under a folder that look like a model or an adapter, without opening any file.

The Hub's cache (`models--owner--name/snapshots/COMMIT`) is read as it is: each repository is one place, its newest
snapshot that a ref points to.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MOST_DEPTH: Final = 12
_CACHED: Final = "models--"
_NEVER: Final = frozenset({"blobs", "refs", ".git", ".locks", ".no_exist", "__pycache__", "node_modules", "xet"})
_UNFINISHED: Final = ".partial"
_WEIGHTS: Final = ".safetensors"


@dataclass(frozen=True, slots=True)
class Place:
    """Something to look at.

    Attributes:
        path: A folder with a config in it, or a single safetensors file.
        name: What to call it.
        revision: The Hub's commit when it lies in its cache.
    """

    path: Path
    name: str
    revision: str = ""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A folder that could not be listed.

    Attributes:
        path: Which.
        why: What the system said.
    """

    path: Path
    why: str


def walk(
    root: Path, seen: set[tuple[int, int]], is_cancelled: Callable[[], bool] = lambda: False
) -> Iterator[Place | Unreadable]:
    """Find every place under a folder, whatever links in circles there are.

    A folder that vanishes or cannot be read on the way is told and passed over.

    Args:
        root: Where to begin.
        seen: Device and number of every folder that was listed; those in it already are passed over.
        is_cancelled: Asked before each folder.
    """
    waiting: deque[tuple[Path, int]] = deque([(root, 0)])
    while waiting and not is_cancelled():
        folder, depth = waiting.pop()
        try:
            status = folder.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield Unreadable(folder, error.strerror or str(error))
            continue
        names = {entry.name for entry in entries}
        if folder.name.startswith(_CACHED) and "snapshots" in names:
            place = _cached(folder)
            if place is not None:
                yield place
            continue
        if names & {"config.json", "adapter_config.json"}:
            yield Place(folder, folder.name)
        elif loose := [entry for entry in entries if _is_loose_weights(entry)]:
            yield from (Place(Path(entry.path), Path(entry.path).stem) for entry in loose)
        if depth < MOST_DEPTH:
            for entry in reversed(entries):
                if _may_hold_more(entry):
                    # What a link leads to is rather told by its own path, when it has one here.
                    put = waiting.appendleft if entry.is_symlink() else waiting.append
                    put((Path(entry.path), depth + 1))


def _cached(folder: Path) -> Place | None:
    """A repository in the Hub's cache: the snapshot of its main branch, else the newest one."""
    name = folder.name.removeprefix(_CACHED).replace("--", "/", 1)
    snapshots = folder / "snapshots"
    try:
        commit = (folder / "refs" / "main").read_text(encoding="ascii").strip()[:64]
        if commit.isalnum() and (snapshots / commit).is_dir():
            return Place(snapshots / commit, name, commit)
    except (OSError, UnicodeDecodeError):
        pass  # a repository of which only another revision was fetched has no such ref
    try:
        found = [entry for entry in snapshots.iterdir() if entry.is_dir()]
        newest = max(found, key=lambda entry: entry.stat().st_mtime, default=None)
    except OSError:
        return None
    return None if newest is None else Place(newest, name, newest.name)


def _is_loose_weights(entry: os.DirEntry[str]) -> bool:
    return entry.name.endswith(_WEIGHTS) and _is(entry, folder=False)


def _may_hold_more(entry: os.DirEntry[str]) -> bool:
    return entry.name not in _NEVER and not entry.name.endswith(_UNFINISHED) and _is(entry, folder=True)


def _is(entry: os.DirEntry[str], *, folder: bool) -> bool:
    try:
        return entry.is_dir() if folder else entry.is_file()
    except OSError:
        return False
