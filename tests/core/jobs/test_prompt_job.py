"""A prompt is a job for a worker, but none for the history: it leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from graftwork_core.errors import BadInput
from graftwork_core.jobs.client import run_job
from graftwork_core.jobs.events import Event, Metric
from graftwork_core.jobs.run import check
from graftwork_core.jobs.spec import PromptJob, job_json, make_job, read_job, spec_text, title
from graftwork_core.jobs.store import JobStore


def prompt(sample: Path) -> PromptJob:
    job = make_job("prompt", {"model": sample / "skill", "text": " river", "max_new_tokens": 8, "device": "cpu"})
    assert isinstance(job, PromptJob)
    return job


async def ask(sample: Path) -> tuple[str, str]:
    heard: list[Event] = []
    outcome = await run_job(prompt(sample), heard.append)
    assert outcome.ending == "done", outcome.error
    assert outcome.result is not None
    assert outcome.job_id is None
    streamed = "".join(str(one.figures["text"]) for one in heard if isinstance(one, Metric) and one.name == "text")
    return streamed, str(outcome.result.data["text"])


def test_a_worker_streams_the_reply_and_nothing_is_recorded(sample: Path) -> None:
    import asyncio

    streamed, whole = asyncio.run(ask(sample))
    assert streamed == whole == "河流"
    with JobStore() as store:
        assert store.all() == ()


def test_it_is_read_back_as_it_was_written(sample: Path) -> None:
    job = prompt(sample)
    assert read_job(spec_text(job)) == job
    assert job_json(job)["kind"] == "prompt"
    assert title(job) == "skill, a prompt"


def test_there_is_nothing_to_rehearse(sample: Path) -> None:
    with pytest.raises(BadInput, match="writes nothing"):
        check(prompt(sample))
