"""Downloads of one repository among the jobs, and the job for a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graftwork.running import json_object

if TYPE_CHECKING:
    from graftwork.hub.about import About
    from graftwork_core.jobs.spec import Job
    from graftwork_core.jobs.store import JobRecord

KIND = "download"


@dataclass(frozen=True, slots=True)
class Downloads:
    """What there is of one repository's downloads.

    Attributes:
        last: The one that began last.
        active: One that runs or waits; None when none does.
        stopped: The last one, when it stopped in the middle; None when it did not.
        folders: Folders of the user's that hold the repository by what jobs say, the last one first.
    """

    last: JobRecord | None = None
    active: JobRecord | None = None
    stopped: JobRecord | None = None
    folders: tuple[Path, ...] = ()


def downloads_of(about: About, records: Sequence[JobRecord]) -> Downloads:
    """The downloads of a repository in the history; of one that another Hub calls so, too, there are none."""
    own = [one for one in records if one.kind == KIND and _is_of(about, json_object(one.spec))]
    own.sort(key=lambda one: one.started or one.created, reverse=True)
    active = next((one for one in own if one.status in ("running", "queued")), None)
    last = own[0] if own else None
    stopped = last if last is not None and last.resumable else None
    done = [one for one in own if one.status == "done" and json_object(one.spec).get("folder")]
    return Downloads(last, active, stopped, tuple(dict.fromkeys(one.out for one in done)))


def download_job(about: About, folder: Path | None, *, recheck: bool = False) -> Job:
    """A download of the commit that was looked at, from the Hub where it was; in the Hub's cache, or a new folder.

    Not on the window's thread.
    """
    from graftwork_core.jobs.spec import make_job

    of = {
        "repository": str(about.repository.name),
        "endpoint": about.endpoint,
        "commit": about.repository.commit,
    }
    return make_job(KIND, {**of, "folder": folder, "recheck": recheck})


def _is_of(about: About, asked: Mapping[str, Any]) -> bool:
    return asked.get("repository") == str(about.repository.name) and asked.get("endpoint", "") in ("", about.endpoint)
