"""Where a job's inputs are: a folder or file here, or a repository on the Hub."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from graftwork_core.errors import BadInput
from graftwork_core.jobs.spec import DiffJob, ExtractJob, GraftJob, HaystackJob, Job, MergeJob, SweepJob

HUB_PREFIX: Final = "hf:"


def absolute(path: Path) -> Path:
    """The path as it may be stored: "~" and relative paths made absolute; a Hub path stays as it is."""
    return path if is_hub_path(path) else path.expanduser().absolute()


def is_hub_path(path: Path) -> bool:
    """Whether it means `hf:owner/name[@revision]`."""
    return path.as_posix().startswith(HUB_PREFIX)


def resolve_path(path: Path) -> Path:
    """The local folder or file that an input path means.

    Raises:
        BadInput: When it lies on the Hub.
    """
    if is_hub_path(path):
        raise BadInput(
            f"{path.as_posix()} is on the Hub, and this version of Graftwork reads local folders only.",
            "Download the repository first (hf download owner/name --local-dir DIR) and name that folder.",
        )
    return path


def resolve_inputs(job: Job) -> None:
    """Make sure that every input of the job is local.

    Raises:
        BadInput: When one is on the Hub.
    """
    match job:
        case ExtractJob() | DiffJob():
            inputs = [job.options.base, job.options.donor]
        case MergeJob():
            inputs = [job.options.target, *(adapter.path for adapter in job.options.adapters)]
        case GraftJob():
            inputs = [job.options.base, job.options.donor, job.options.target]
        case HaystackJob():
            asked = job.options
            others = (asked.target, asked.donor, asked.baseline)
            inputs = [asked.model, *(one.path for one in asked.adapters), *(path for path in others if path)]
        case SweepJob():
            inputs = [job.options.target, job.options.adapter]
    for path in inputs:
        resolve_path(path)
