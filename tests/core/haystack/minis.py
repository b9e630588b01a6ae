"""Grafts of the shipped mini models for tests, made once a session."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from pathlib import Path

from graftwork_resources import sample_folder
from tests.core.engine import extract, merge

SAMPLE = sample_folder()


@functools.cache
def room() -> Path:
    """A folder that goes away with the process."""
    folder = Path(tempfile.mkdtemp(prefix="graftwork-minis-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@functools.cache
def adapter(rank: int) -> Path:
    """What `long` learned on top of `base`."""
    folder = room() / f"adapter{rank}"
    extract(SAMPLE / "base", SAMPLE / "long", folder, rank=rank)
    return folder


def grafted(rank: int = 16, *, context: str = "adapter") -> Path:
    """`skill` with that at weight 0.75; `context="keep"` leaves the target's own theta and window."""
    return _grafted(rank, context)  # a cache takes another spelling of the same call for another one


@functools.cache
def _grafted(rank: int, context: str) -> Path:
    folder = room() / f"grafted{rank}-{context}"
    merge(SAMPLE / "skill", {adapter(rank): 0.75}, folder, context=context)
    return folder
