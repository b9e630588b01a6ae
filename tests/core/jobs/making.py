"""Jobs for the fake engine, and events collected."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from graftwork_core.extract.options import ExtractOptions
from graftwork_core.jobs.spec import ExtractJob, MergeJob
from graftwork_core.merge.options import AdapterUse, MergeOptions

HERE = Path(__file__).resolve().parent


def job(behaviour: str = "work", **options: Any) -> ExtractJob:
    """An extraction whose fake engine behaves like this."""
    return ExtractJob(
        ExtractOptions(base=Path("/fake") / behaviour, donor=Path("/fake/donor"), out=Path("/fake/out"), **options)
    )


def merge_job() -> MergeJob:
    """A merge of two adapters."""
    adapters = (AdapterUse(path=Path("/a/long"), weight=0.75), AdapterUse(path=Path("/a/b=c"), weight=-1))
    return MergeJob(MergeOptions(target=Path("/m/skill"), adapters=adapters, out=Path("/m/new"), context=8192))


def environment() -> dict[str, str]:
    """What a process needs to find the fake worker."""
    known = os.environ.get("PYTHONPATH")
    return {"PYTHONPATH": f"{HERE}{os.pathsep}{known}" if known else str(HERE)}
