"""Downloads of one repository among the jobs, and the job for a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graftwork.running import json_object

if TYPE_CHECKING:
    from graftwork_core.hub.repository import Repository
    from graftwork_core.jobs.spec import Job
    from graftwork_core.jobs.store import JobRecord

KIND = "download"


@dataclass(frozen=True, slots=True)
class Downloads:
    """What there is of one repository's downloads.

    Attributes:
        active: One that runs or waits; None when none does.
        stopped: The last one, when it stopped in the middle; None when it did not.
        folders: Folders of the user's that hold the repository by what jobs say, the last one first.
    """

    active: JobRecord | None = None
    stopped: JobRecord | None = None
    folders: tuple[Path, ...] = ()


def downloads_of(name: str, records: Sequence[JobRecord]) -> Downloads:
    """The downloads of "hf:owner/name[@revision]" in the history."""
    own = [one for one in records if one.kind == KIND and json_object(one.spec).get("repository") == name]
    own.sort(key=lambda one: one.started or one.created, reverse=True)
    active = next((one for one in own if one.status in ("running", "queued")), None)
    stopped = own[0] if own and own[0].resumable else None
    done = [one for one in own if one.status == "done" and json_object(one.spec).get("folder")]
    return Downloads(active, stopped, tuple(dict.fromkeys(one.out for one in done)))


def download_job(repository: Repository, folder: Path | None, *, recheck: bool = False) -> Job:
    """A download of the commit that was looked at; in the Hub's cache, or a new folder. Not on the window's thread."""
    from graftwork_core.jobs.spec import make_job

    options = {"repository": str(repository.name), "commit": repository.commit, "folder": folder, "recheck": recheck}
    return make_job(KIND, options)
