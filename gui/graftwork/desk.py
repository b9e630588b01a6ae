"""What can be done with a job of the history, each in a thread: cancel, move, remove and bring back, read its log."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from graftwork import paths
from graftwork.details import LOG_LINES
from graftwork.running import json_object

if TYPE_CHECKING:
    from graftwork_core.jobs.store import Attempt, JobRecord, JobStore

T = TypeVar("T")


async def cancel(job_id: str) -> None:
    """Ask whoever runs the job to stop it; one that waits is cancelled at once."""
    await _in_store(lambda store: store.request_cancel(job_id))


async def end(job_id: str) -> bool:
    """End the process of a job that does not answer; what it wrote can be resumed. Tells whether there was one."""
    return await _in_store(lambda store: store.end(job_id))


async def move(job_id: str, index: int) -> None:
    """Let a waiting job wait at that index of the queue, from 0."""
    from graftwork_core.jobs.waiting import move as move_in_store

    await _in_store(lambda store: move_in_store(store, job_id, max(0, index)))


async def remove(job_id: str) -> None:
    """Take a job out of the list, so that `bring_back` can undo it; no file of it is touched."""
    await _in_store(lambda store: store.hide(job_id))


async def bring_back(job_id: str) -> None:
    """Undo `remove`."""
    await _in_store(lambda store: store.unhide(job_id))


async def attempts(job_id: str) -> tuple[Attempt, ...]:
    """The attempts before the present one."""
    return await _in_store(lambda store: store.attempts(job_id))


async def log(job_id: str, known: float = -1.0) -> tuple[float, tuple[str, ...] | None]:
    """The last lines of a job's log, secrets masked.

    Args:
        job_id: The job.
        known: What this returned as the first value before.

    Returns:
        The log's state, and its lines; None instead of them when nothing was added since.
    """
    return await asyncio.to_thread(_log, job_id, known)


async def leftovers(record: JobRecord) -> tuple[Path, int] | None:
    """The half-made output that a stopped job left, and its bytes; None when there is none."""
    return await asyncio.to_thread(_leftovers, record)


async def delete_leftovers(record: JobRecord) -> None:
    """Delete the half-made output of a stopped job.

    Raises:
        GraftworkError: When that cannot be done.
    """
    await asyncio.to_thread(_delete_leftovers, record)


async def folder_of(record: JobRecord) -> Path | None:
    """The folder to show of a job: what it made, or is making, else the nearest one above; None when all are gone."""
    return await asyncio.to_thread(_folder_of, record)


async def _in_store(action: Callable[[JobStore], T]) -> T:
    def act() -> T:
        from graftwork_core.jobs.store import JobStore

        with JobStore() as store:
            return action(store)

    return await asyncio.to_thread(act)


def _log(job_id: str, known: float) -> tuple[float, tuple[str, ...] | None]:
    from graftwork_core.jobs.log import log_file, tail

    try:
        status = log_file(job_id).stat()
    except OSError:
        return 0.0, () if known != 0.0 else None
    state = status.st_size + status.st_mtime
    return state, None if state == known else tail(job_id, LOG_LINES)


def _folder_of(record: JobRecord) -> Path | None:
    from graftwork_core.weights.partial import partial_path

    if paths.is_on_hub(record.out):  # an upload: what can be shown is what it sends
        folder = json_object(record.spec).get("folder")
        return Path(folder) if isinstance(folder, str) and Path(folder).is_dir() else None
    for place in (record.out, partial_path(record.out), *record.out.parents):
        if place.is_dir():
            return place
    return None


def _leftovers(record: JobRecord) -> tuple[Path, int] | None:
    from graftwork_core.weights.partial import JOURNAL, partial_path

    folder = partial_path(record.out)
    # Without a journal the folder is not one that Graftwork made.
    if record.status == "done" or not (folder / JOURNAL).is_file():
        return None
    return folder, sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _delete_leftovers(record: JobRecord) -> None:
    import shutil

    from graftwork_core.errors import BadInput

    found = _leftovers(record)
    if found is None:
        return
    try:
        shutil.rmtree(found[0])
    except OSError as error:
        raise BadInput(f"{found[0]} cannot be removed: {error.strerror or error}.", "Remove it by hand.") from error
