"""What broken downloads and looks left on the disk, and its removal. Nothing that somebody may still be using."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from graftwork_core.home import home
from graftwork_core.hub.folders import hub_cache
from graftwork_core.hub.part import NOTE_SUFFIX, SUFFIX
from graftwork_core.hub.verified import is_checked

Reason = Literal["broken download", "unused content", "look"]
QUIET_SECONDS: Final = 3600.0
"""Whatever changed more recently may belong to something that is running."""
LONGEST_RUN_SECONDS: Final = 7 * 24 * 3600.0
"""Settings and headers are written when a run or a look begins, and needed until it ends."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """A file that nothing needs.

    Attributes:
        file: Which one.
        nbytes: Its room on the disk.
        reason: Part of a download that did not end (Graftwork's goes on there when it is started again; other
            tools begin anew), a content that no commit names, or what a look at a repository kept.
        resumable: Whether a download goes on with it.
    """

    file: Path
    nbytes: int
    reason: Reason
    resumable: bool = False


def find_leftovers(now: float | None = None) -> tuple[Leftover, ...]:
    """Everything in the shared cache and the data folder that could go."""
    moment = time.time() if now is None else now
    quiet = [one for one in (*_parts(), *_orphans(moment)) if _is_quiet(one.file, moment)]
    found = [*quiet, *(one for one in _looks() if _is_quiet(one.file, moment, LONGEST_RUN_SECONDS))]
    return tuple(sorted(found, key=lambda one: -one.nbytes))


def remove_leftovers(leftovers: Iterable[Leftover]) -> tuple[int, list[str]]:
    """Remove those that still are left over; returns the bytes that were freed, and what could not be removed and why.

    They may have been found long ago: a download that went on since needs what it had.
    """
    freed, failed = 0, []
    still = {one.file for one in find_leftovers()}
    for one in leftovers:
        if one.file not in still:
            continue
        try:
            one.file.unlink()
            note = one.file.with_name(one.file.name.removesuffix(SUFFIX) + NOTE_SUFFIX)
            if one.file.name.endswith(SUFFIX):
                note.unlink(missing_ok=True)
            freed += one.nbytes
        except OSError as error:
            failed.append(f"{one.file}: {error.strerror or error}")
    return freed, failed


def _parts() -> Iterator[Leftover]:
    for file in hub_cache().glob("*/blobs/*.incomplete"):
        yield from _leftover(file, "broken download", resumable=file.name.endswith(SUFFIX))


def _orphans(now: float) -> Iterator[Leftover]:
    """Contents that Graftwork fetched and checked, and that no commit of their repository names."""
    for blobs in hub_cache().glob("models--*/blobs"):
        if not all(_is_quiet(file, now) for file in blobs.iterdir()):
            continue  # a download that runs names what it has fetched when all is there
        named = {link.resolve() for link in blobs.parent.glob("snapshots/*/**/*") if link.is_symlink()}
        for file in blobs.iterdir():
            if not file.name.endswith((".incomplete", ".json")) and file.resolve() not in named and is_checked(file):
                yield from _leftover(file, "unused content")


def _looks() -> Iterator[Leftover]:
    for folder in ("look", "work"):
        for file in (home() / "hub" / folder).rglob("*"):
            yield from _leftover(file, "look")


def _leftover(file: Path, reason: Reason, *, resumable: bool = False) -> Iterator[Leftover]:
    try:
        if file.is_file() and not file.is_symlink():
            yield Leftover(file, file.stat().st_size, reason, resumable)
    except OSError:
        return


def _is_quiet(file: Path, now: float, seconds: float = QUIET_SECONDS) -> bool:
    try:
        return now - file.stat().st_mtime >= seconds
    except OSError:
        return False
