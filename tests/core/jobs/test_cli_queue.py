"""`graftwork jobs`: the queue by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from graftwork_core.cli.app import run
from graftwork_core.jobs.events import Error
from graftwork_core.jobs.spec import save_job
from graftwork_core.jobs.store import JobStore
from graftwork_core.jobs.waiting import waiting
from tests.core.jobs.making import job

Type = Callable[..., tuple[int, str, str]]


@pytest.fixture
def type_in(capsys: pytest.CaptureFixture[str]) -> Type:
    def typed(*words: object) -> tuple[int, str, str]:
        status = run([str(word) for word in ("jobs", *words)])
        return status, *capsys.readouterr()

    return typed


def order() -> list[str]:
    with JobStore() as store:
        return [record.id for record in waiting(store)]


def test_adding_moving_and_listing(type_in: Type, tmp_path: Path) -> None:
    ids = []
    for number in (1, 2):
        save_job(job(rank=number), tmp_path / "job.json")
        ids.append(type_in("add", tmp_path / "job.json", "--quiet")[1].strip())
    assert order() == ids
    assert "place 2" in type_in("add", ids[1])[1], "it waits already"
    status, out, _ = type_in("list")
    assert status == 0
    assert "queued, place 1" in out
    status, out, _ = type_in("move", ids[1], "first")
    assert status == 0
    assert out.splitlines()[0].startswith(f"1. {ids[1]}")
    assert order() == [ids[1], ids[0]]
    assert "queued, place 1" in type_in("show", ids[1])[1]
    places = [json.loads(line)["place"] for line in type_in("list", "--json")[1].splitlines()]
    assert sorted(places) == [1.0, 2.0]


def test_what_cannot_be_queued_or_moved(type_in: Type, tmp_path: Path) -> None:
    for words in (("add", tmp_path / "nothing.json"), ("move", "f00", "up"), ("add", "f00")):
        status, _, err = type_in(*words)
        assert status == 2
        assert str(words[1]) in err
    job_id = type_in("add", save(tmp_path), "--quiet")[1].strip()
    status, _, err = type_in("move", job_id, "sideways")
    assert status == 2
    assert "sideways" in err


def test_working_the_queue_and_looking_at_attempts(type_in: Type, tmp_path: Path) -> None:
    assert type_in("work") == (0, "", "")
    job_id = type_in("add", save(tmp_path), "--quiet")[1].strip()
    with JobStore() as store:
        store.begin(job_id)
        store.update(job_id, stage="extracting", done=1, total=2, peak=5 * 10**9, needed=10**9)
        store.finish(job_id, Error("no_room", "The disk is full."))
    assert "at most 5.00 GB, 1.00 GB were estimated" in type_in("show", job_id)[1]
    assert type_in("add", job_id)[0] == 0
    status, out, _ = type_in("work")
    assert status == 0
    assert f"Job {job_id} begins" in out
    assert "failed" in out, "there is no /fake/work"
    shown = type_in("show", job_id)[1]
    assert "attempt 1" in shown
    assert "The disk is full." in shown
    assert type_in("cancel", job_id)[0] == 2


def test_a_history_that_cannot_be_used_is_said(type_in: Type, tmp_path: Path, graftwork_home: Path) -> None:
    (graftwork_home / "jobs.sqlite3").write_bytes(b"this is no database, " * 500)
    for words in (("add", save(tmp_path)), ("work",)):
        status, _, err = type_in(*words)
        assert status == 1
        assert "jobs.sqlite3" in err


def save(folder: Path) -> Path:
    save_job(job(), folder / "job.json")
    return folder / "job.json"
