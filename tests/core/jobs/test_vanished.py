"""A job whose process is gone says why, whoever asks, however long after."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from graftwork_core.jobs import store as store_module
from graftwork_core.jobs import vanished
from graftwork_core.jobs.log import Log
from graftwork_core.jobs.processes import birthmark, end, was_before_restart
from graftwork_core.jobs.store import FILE_NAME, JobRecord, JobStore, set_aside
from tests.core.jobs.making import job

GIB = 1 << 30


def vanish(graftwork_home: Path, **columns: object) -> JobRecord:
    """A job whose process began, told of its memory, and was killed."""
    code = (
        "import os, signal\n"
        "from graftwork_core.jobs.store import JobStore\n"
        "from tests.core.jobs.making import job\n"
        "store = JobStore()\n"
        "job_id = store.add(job())\n"
        "store.begin(job_id)\n"
        f"store.update(job_id, stage='merging', done=1, total=2, peak={5 * GIB}, needed={GIB})\n"
        "print(job_id, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    with sqlite3.connect(graftwork_home / FILE_NAME) as db:
        for name, value in columns.items():
            db.execute(f"UPDATE jobs SET {name}=?", (value,))
    db.close()
    with JobStore() as store:
        return store.get(done.stdout.strip())


def said(record: JobRecord) -> tuple[str, str]:
    assert record.status == "interrupted"
    assert record.resumable
    assert record.error is not None
    return record.error["kind"], record.error["message"]


def test_ended_from_outside(graftwork_home: Path) -> None:
    kind, message = said(vanish(graftwork_home, kills=10**9))
    assert kind == "killed"
    assert "nobody saw how" in message


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux counts them")
def test_ended_for_memory_with_peak_and_estimate(graftwork_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vanished, "memory_kills", lambda: 8)
    kind, message = said(vanish(graftwork_home, kills=7))
    assert kind == "no_room"
    assert "held 5.37 GB at most, 1.07 GB were estimated" in message


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux numbers its starts")
def test_the_machine_was_restarted(graftwork_home: Path) -> None:
    assert said(vanish(graftwork_home, birthmark="another-boot:123"))[0] == "restarted"
    assert was_before_restart("another-boot:1", None)
    assert not was_before_restart(birthmark(os.getpid()), None)


def test_a_crash_that_only_the_log_knows_of(graftwork_home: Path) -> None:
    record = vanish(graftwork_home, kills=10**9)
    log = Log(record.id)
    log.write("Fatal Python error: Segmentation fault")
    log.write("  in matmul")
    log.close()
    with JobStore() as store:
        kind, message = said(store.get(record.id))
        assert (kind, message) == ("crashed", "The worker process crashed (Segmentation fault).")
        assert store.settle() == 1
        again = Log(record.id)
        again.write("the next attempt")
        again.close()
        assert said(store.get(record.id))[0] == "crashed", "it is written down now"
        assert store.settle() == 0


def test_what_a_live_keeper_watches_over_is_left_to_it(graftwork_home: Path) -> None:
    record = vanish(graftwork_home, keeper=os.getpid(), keeper_mark=birthmark(os.getpid()))
    with JobStore() as store:
        assert store.settle() == 0
    vanish_again = record.id
    with sqlite3.connect(graftwork_home / FILE_NAME) as db:
        db.execute("UPDATE jobs SET keeper_mark='gone:1'")
    db.close()
    with JobStore() as store:
        assert store.settle() == 1
        assert store.get(vanish_again).ended is not None


def test_a_program_that_ends_in_the_middle_is_named(graftwork_home: Path) -> None:
    code = (
        "import asyncio, os\n"
        "from graftwork_core.jobs import client\n"
        "from tests.core.jobs.making import environment, job\n"
        "client._WORKER = 'fake_worker'\n"
        "def listen(event):\n"
        "    if event.type == 'progress': os._exit(9)\n"
        "asyncio.run(client.run_job(job('endless'), listen, environment=environment()))\n"
    )
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert process.returncode == 9, process.stderr
    with JobStore() as store:
        (record,) = store.all()
        pid = record.pid
    assert pid is not None
    while birthmark(pid) is not None:
        os.sched_yield()
    with JobStore() as store:
        kind, message = said(store.all()[0])
    assert (kind, "closed" in message) == ("abandoned", True)


def test_ending_a_process_needs_its_birthmark() -> None:
    command = [sys.executable, "-c", "print('here', flush=True); input()"]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        assert process.stdout
        process.stdout.readline()
        assert not end(process.pid, "someone else's")
        assert end(process.pid, birthmark(process.pid))
        assert process.wait(10) != 0
    assert not end(process.pid, "gone")
    assert not end(None, None)


def test_a_damaged_history_is_set_aside_whole(graftwork_home: Path) -> None:
    for content in (b"this is no database, " * 500, b"neither is this, " * 500):
        (graftwork_home / FILE_NAME).write_bytes(content)
        with pytest.raises(store_module.StoreUnusable) as caught:
            JobStore()
        assert caught.value.damaged
        kept = set_aside()
        assert kept.read_bytes() == content
        with JobStore() as store:
            assert store.all() == ()
            store.add(job())
        set_aside()
    assert len(list(graftwork_home.glob(f"{FILE_NAME}.damaged*"))) >= 4


def test_a_newer_history_is_not_called_damaged(graftwork_home: Path) -> None:
    JobStore().close()
    with sqlite3.connect(graftwork_home / FILE_NAME) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(store_module.StoreUnusable) as caught:
        JobStore()
    assert not caught.value.damaged
    assert "not remembered" in caught.value.hint
