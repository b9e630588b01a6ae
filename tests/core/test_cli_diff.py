"""`graftwork diff` from the command line to the figures, in this process and in a worker."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from graftwork_core.cli.app import run
from graftwork_core.extract.diff_file import DIFF_NAME, read_diff
from graftwork_core.jobs.client import WorkerClient
from graftwork_core.jobs.events import Event, Metric
from graftwork_core.jobs.spec import make_job
from graftwork_core.jobs.store import JobStore
from tests.core import tiny


def asked(out: Path, *more: str) -> tuple[str, ...]:
    return (
        "diff",
        "--base",
        str(tiny.model("llama")),
        "--donor",
        str(tiny.finetuned("llama")),
        "--out",
        str(out),
        *more,
    )


def test_the_report_says_what_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "difference"
    assert run(asked(out)) == 0
    text = capsys.readouterr().out
    found = read_diff(out)
    largest = max(found.tensors, key=lambda one: one.relative)
    assert f"{found.donor} differs from {found.base} by" in text
    assert largest.name in text
    assert "attention" in text
    assert "rank 16" in text
    assert str(out / DIFF_NAME) in text
    with JobStore() as store:
        (record,) = store.all()
    assert (record.kind, record.status, record.result and record.result["kind"]) == ("diff", "done", "diff")
    assert run(asked(out)) == 2, "what is there stays"
    assert "--overwrite" in capsys.readouterr().err
    assert run(asked(out, "--overwrite")) == 0


def test_a_dry_run_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "difference"
    assert run(asked(out, "--dry-run", "--json")) == 0
    rehearsal = json.loads(capsys.readouterr().out)
    assert rehearsal["kind"] == "diff"
    assert not out.exists()
    assert run(asked(out, "--json", "--max-rank", "4")) == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert events[-1]["type"] == "result"
    assert events[-1]["data"]["rank"] <= 4
    assert {"metric", "progress", "stage"} <= {event["type"] for event in events}


def test_equal_models_and_strangers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    twin = tiny.copied(tiny.model("llama"), tmp_path / "twin")
    base = str(tiny.model("llama"))
    assert run(("diff", "--base", base, "--donor", str(twin), "--out", str(tmp_path / "a"), "--force")) == 0
    assert "are equal" in capsys.readouterr().out
    stranger = str(tiny.model("gpt2"))
    assert run(("diff", "--base", base, "--donor", stranger, "--out", str(tmp_path / "b"))) == 3
    assert "error: " in capsys.readouterr().err
    assert not (tmp_path / "b").exists()


def test_a_worker_compares_and_is_cancelled_and_resumed(tmp_path: Path) -> None:
    options = {"base": tiny.model("llama"), "donor": tiny.finetuned("llama"), "threads": 1}

    async def compare(name: str, *, cancelled: bool, job_id: str | None = None) -> tuple[str, str | None, set[str]]:
        told: set[str] = set()
        client = WorkerClient()

        def on_event(event: Event) -> None:
            if isinstance(event, Metric) and "relative" in event.figures:
                told.add(event.name)
                if cancelled and len(told) == 3:
                    tasks.append(asyncio.ensure_future(client.cancel()))

        tasks: list[asyncio.Future[None]] = []
        outcome = await client.run(make_job("diff", {**options, "out": tmp_path / name}), on_event, job_id=job_id)
        await asyncio.gather(*tasks)
        return outcome.ending, outcome.job_id, told

    ending, _, told = asyncio.run(compare("whole", cancelled=False))
    assert ending == "done"
    assert told == {one.name for one in read_diff(tmp_path / "whole").tensors}
    ending, job_id, some = asyncio.run(compare("again", cancelled=True))
    if ending == "cancelled":  # on a fast machine the last tensors may be done before the wish arrives
        assert some < told
        ending, _, some = asyncio.run(compare("again", cancelled=False, job_id=job_id))
    assert (ending, some) == ("done", told)
    assert (tmp_path / "again" / DIFF_NAME).read_bytes() == (tmp_path / "whole" / DIFF_NAME).read_bytes()
