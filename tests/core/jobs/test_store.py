"""The job store: several processes at once, upgrades, broken files, and processes that are gone."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from graftwork_core.errors import BadInput
from graftwork_core.jobs import schema
from graftwork_core.jobs import store as module
from graftwork_core.jobs.events import Cancelled, Error, Result
from graftwork_core.jobs.processes import birthmark, is_running
from graftwork_core.jobs.store import FILE_NAME, JobStore, StoreUnusable
from tests.core.jobs.making import job, merge_job

_IMPORT = "from graftwork_core.jobs.store import JobStore"


@pytest.fixture
def store(graftwork_home: Path) -> JobStore:
    return JobStore()


def test_a_job_from_queue_to_end(store: JobStore) -> None:
    job_id = store.add(merge_job())
    record = store.get(job_id)
    assert (record.status, record.kind, record.out) == ("queued", "merge", Path("/m/new"))
    assert record.job() == merge_job()
    store.begin(job_id)
    store.update(job_id, stage="merging", done=3, total=10)
    record = store.get(job_id)
    assert (record.status, record.pid, record.stage, record.done, record.total) == (
        "running",
        os.getpid(),
        "merging",
        3,
        10,
    )
    store.finish(job_id, Result("merge", "/m/new", {"tensors": 39}))
    record = store.get(job_id)
    assert record.status == "done"
    assert record.result is not None
    assert record.result["data"] == {"tensors": 39}
    assert record.started is not None
    assert record.ended is not None
    assert record.created <= record.started <= record.ended


def test_an_error_belongs_to_its_attempt(store: JobStore) -> None:
    job_id = store.add(job())
    store.begin(job_id)
    store.finish(job_id, Error("no_room", "The disk is full.", "Make room."))
    record = store.get(job_id)
    assert record.status == "failed"
    assert record.resumable
    assert record.error is not None
    assert record.error["message"] == "The disk is full."
    store.begin(job_id)
    assert store.get(job_id).error is None
    store.finish(job_id, Cancelled())
    assert store.get(job_id).status == "cancelled"


def test_the_same_unfinished_job_has_one_record(store: JobStore) -> None:
    first = store.enrol(job())
    store.begin(first)
    assert store.enrol(job()) != first, "it runs: this is another one"
    store.finish(first, Cancelled())
    again = JobStore().enrol(job(rank=5))
    assert again != first
    store.remove(next(one.id for one in store.all() if one.status == "queued" and one.id != again))
    assert store.enrol(job()) == first
    store.finish(first, Result("extract", "/fake/out"))
    assert store.enrol(job()) != first


def test_newest_first_and_the_beginning_of_an_id(store: JobStore, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = iter(["abc10000", "abd20000", "f0000000"])
    monkeypatch.setattr(module.secrets, "token_hex", lambda _: next(ids))
    for _ in range(3):
        store.add(job())
    assert [record.id for record in store.all()] == ["f0000000", "abd20000", "abc10000"]
    assert store.get("abd").id == "abd20000"
    for unclear in ("ab", "", "%", "_", "zzz"):
        with pytest.raises(BadInput):
            store.get(unclear)


def test_a_job_whose_process_is_gone_is_interrupted(store: JobStore, graftwork_home: Path) -> None:
    job_id = store.add(job())
    code = f"import os; {_IMPORT}; JobStore().begin({job_id!r}); os.kill(os.getpid(), 9)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    record = store.get(job_id)
    assert record.status == "interrupted"
    assert record.resumable
    store.begin(job_id)
    assert store.get(job_id).status == "running"


def test_a_process_id_that_is_used_again_fools_nobody(store: JobStore, graftwork_home: Path) -> None:
    job_id = store.add(job())
    store.begin(job_id)
    with sqlite3.connect(graftwork_home / FILE_NAME) as db:
        db.execute("UPDATE jobs SET birthmark='another boot:1'")
    db.close()
    assert store.get(job_id).status == "interrupted"


def test_a_job_that_runs_elsewhere_is_not_begun_twice(store: JobStore) -> None:
    job_id = store.add(job())
    code = f"{_IMPORT}; JobStore().begin({job_id!r}); print('go', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "go\n"
        with pytest.raises(BadInput, match="already runs"):
            store.begin(job_id)
        with pytest.raises(BadInput, match="is running"):
            store.remove(job_id)
        other.communicate("\n")
    store.remove(job_id)
    assert store.all() == ()


def test_only_what_may_be_different_is_read_again(store: JobStore, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [store.add(job(rank=number)) for number in (1, 2, 3, 4)]
    for job_id in ids[:3]:
        store.begin(job_id)
    for job_id in ids[:2]:
        store.finish(job_id, Cancelled())
    known = {record.id: record for record in store.refresh({})}
    assert tuple(known.values()) == store.all()
    store.begin(ids[1])
    store.finish(ids[1], Error("no_room", "The disk is full."))
    store.finish(ids[2], Result("extract", "/fake/out"))
    store.remove(ids[3])
    again = store.refresh(known)
    assert again == store.all()
    assert again[-1] is known[ids[0]], "it was over, and is"
    monkeypatch.setattr(module, "_MOST_VALUES", 1)
    assert store.refresh({}) == store.all()


def test_asking_to_cancel(store: JobStore) -> None:
    running, queued = store.add(job()), store.add(merge_job())
    store.begin(running)
    assert not store.cancel_requested(running)
    store.request_cancel(running)
    assert store.cancel_requested(running)
    store.begin(running)
    assert not store.cancel_requested(running), "a new attempt starts without it"
    store.request_cancel(queued)
    assert store.get(queued).status == "cancelled"


def test_an_older_file_is_upgraded_and_keeps_its_jobs(graftwork_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with JobStore() as old:
        job_id = old.add(job())

    def add_note(db: sqlite3.Connection) -> None:
        db.execute("ALTER TABLE jobs ADD COLUMN note TEXT NOT NULL DEFAULT 'none'")

    monkeypatch.setattr(schema, "UPGRADES", [*schema.UPGRADES, add_note])
    opened: list[JobStore] = []
    openers = [threading.Thread(target=lambda: opened.append(JobStore())) for _ in range(4)]
    for opener in openers:
        opener.start()
    for opener in openers:
        opener.join()
    assert len(opened) == 4, "several processes that upgrade at once do not trip over each other"
    assert all(one.get(job_id).job() == job() for one in opened)
    db = sqlite3.connect(graftwork_home / FILE_NAME)
    assert db.execute("PRAGMA user_version").fetchone() == (len(schema.UPGRADES),)
    assert db.execute("SELECT note FROM jobs").fetchall() == [("none",)]
    db.close()


def test_a_failed_upgrade_changes_nothing(graftwork_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    JobStore().close()

    def fail(db: sqlite3.Connection) -> None:
        db.execute("ALTER TABLE jobs ADD COLUMN note TEXT")
        db.execute("ALTER TABLE nothing ADD COLUMN note TEXT")

    with monkeypatch.context() as patch:
        patch.setattr(schema, "UPGRADES", [*schema.UPGRADES, fail])
        with pytest.raises(StoreUnusable):
            JobStore()
    with JobStore() as store:
        store.add(job())
    db = sqlite3.connect(graftwork_home / FILE_NAME)
    assert "note" not in {row[1] for row in db.execute("PRAGMA table_info(jobs)")}
    db.close()


def test_a_file_of_a_newer_version_is_left_alone(graftwork_home: Path) -> None:
    JobStore().close()
    with sqlite3.connect(graftwork_home / FILE_NAME) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(StoreUnusable, match="newer"):
        JobStore()


def test_a_broken_file_and_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"this is no database, " * 500)
    with pytest.raises(StoreUnusable, match=FILE_NAME) as caught:
        JobStore(tmp_path)
    assert "GRAFTWORK_HOME" in caught.value.hint
    with pytest.raises(StoreUnusable):
        JobStore(tmp_path / FILE_NAME / "below a file")


def test_birthmarks() -> None:
    mark = birthmark(os.getpid())
    assert mark
    assert is_running(os.getpid(), mark)
    assert not is_running(os.getpid(), "someone else's")
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        assert birthmark(other.pid) not in (None, mark)
        other.kill()
        other.wait()
        assert birthmark(other.pid) is None
    assert not is_running(None, None)
    assert birthmark(0) is None
    assert birthmark(-1) is None
