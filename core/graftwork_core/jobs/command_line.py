"""The line for a shell that does a job: what the window shows as *Copy command*."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Iterator
from typing import Any, Final

from graftwork_core.errors import BadInput
from graftwork_core.jobs.spec import DiffJob, ExtractJob, GraftJob, Job, MergeJob

_PLACES: Final = ("base", "donor", "target", "adapters", "out")
"""Said first and always, in this order."""


def command_line(job: Job) -> str:
    """The command with this machine's paths and every option that is not its default, quoted for the shell.

    Raises:
        BadInput: When there is no such command for this kind of job.
    """
    if not isinstance(job, ExtractJob | MergeJob | GraftJob | DiffJob):
        raise BadInput(f"There is no single command for a {job.kind} job.", "Save it, and use: graftwork run JOB.json")
    words = ["graftwork", job.kind, *_words(job)]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


def _words(job: ExtractJob | MergeJob | GraftJob | DiffJob) -> Iterator[str]:
    options, fields = job.options, type(job.options).model_fields
    for name in _PLACES:
        if name == "adapters" and isinstance(job, MergeJob):
            for use in job.options.adapters:
                yield from ("--adapter", f"{use.path}={_said(use.weight)}")
        elif name in fields:
            yield from (f"--{name}", str(getattr(options, name)))
    for name, field in fields.items():
        value = getattr(options, name)
        if name in _PLACES or value == field.default or (name == "rank" and _chooses_otherwise(options)):
            continue
        option = f"--{name.replace('_', '-')}"
        for one in value if isinstance(value, tuple) else (value,):
            yield from (option,) if one is True else (option, _said(one))


def _chooses_otherwise(options: Any) -> bool:
    """Whether a rank would contradict the options: the command line refuses two ways to choose it."""
    return bool(options.auto_rank or options.size is not None)


def _said(value: object) -> str:
    """A float in few digits where that loses nothing."""
    short = f"{value:g}" if isinstance(value, float) else ""
    return short if short and float(short) == value else str(value)
