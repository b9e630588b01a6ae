"""The queue in the store: order, who takes what, and what a restart leaves of it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graftwork_core.errors import BadInput
from graftwork_core.jobs.events import Cancelled, Error, Result
from graftwork_core.jobs.store import FILE_NAME, JobStore
from graftwork_core.jobs.waiting import active, announce, enqueue, give_back, keepers, move, retire, take, waiting
from tests.core.jobs.making import job

_TAKE = "from graftwork_core.jobs.store import JobStore; from graftwork_core.jobs.waiting import *"


@pytest.fixture
def store() -> Iterator[JobStore]:
    with JobStore() as opened:
        yield opened


def three(store: JobStore) -> list[str]:
    return [enqueue(store, job(rank=number)) for number in (1, 2, 3)]


def order(store: JobStore) -> list[str]:
    return [record.id for record in waiting(store)]


def elsewhere(code: str) -> str:
    """Run this in another process, which ends then."""
    done = subprocess.run([sys.executable, "-c", f"{_TAKE}\n{code}"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_first_come_first_served_one_at_a_time(store: JobStore) -> None:
    ids = three(store)
    assert order(store) == ids
    taken = take(store, 1)
    assert taken is not None
    assert taken.id == ids[0]
    assert take(store, 1) is None, "one runs"
    store.begin(ids[0])
    assert take(store, 1) is None
    store.finish(ids[0], Result("extract", "/fake/out"))
    second = take(store, 1)
    assert second is not None
    assert second.id == ids[1]


def test_several_at_once_when_asked_for(store: JobStore) -> None:
    ids = three(store)
    assert [getattr(take(store, 2), "id", None) for _ in range(3)] == [*ids[:2], None]
    assert order(store) == ids[2:]
    assert active(store) == 3


def test_a_job_from_a_terminal_keeps_nobody_waiting(store: JobStore) -> None:
    store.begin(store.add(job()))
    (waits,) = [enqueue(store, job(rank=2))]
    taken = take(store, 1)
    assert taken is not None
    assert taken.id == waits


def test_only_what_one_may_start(store: JobStore) -> None:
    ids = three(store)
    taken = take(store, 1, {ids[2], "another"})
    assert taken is not None
    assert taken.id == ids[2]
    assert take(store, 5, ()) is None


def test_the_order_can_be_changed(store: JobStore) -> None:
    one, two, three_ = three(store)
    move(store, three_, "first")
    assert order(store) == [three_, one, two]
    move(store, three_, "down")
    assert order(store) == [one, three_, two]
    move(store, two, "up")
    assert order(store) == [one, two, three_]
    move(store, one, "up")
    move(store, three_, "down")
    assert order(store) == [one, two, three_], "the ends are the ends"
    move(store, one, "last")
    move(store, one, 1)
    assert order(store) == [two, one, three_]
    taken = take(store, 1)
    assert taken is not None
    assert taken.id == two
    with pytest.raises(BadInput, match="does not wait"):
        move(store, two, "last")


def test_the_queue_survives_a_restart(store: JobStore) -> None:
    ids = three(store)
    move(store, ids[2], "first")
    assert elsewhere("print([one.id for one in waiting(JobStore())])") == str([ids[2], ids[0], ids[1]])


def test_what_a_dead_process_took_waits_again(store: JobStore) -> None:
    ids = three(store)
    assert elsewhere("print(take(JobStore(), 1).id)") == ids[0]
    assert order(store) == ids
    taken = take(store, 1)
    assert taken is not None
    assert taken.id == ids[0]


def test_no_job_is_taken_twice(store: JobStore) -> None:
    ids = [enqueue(store, job(rank=number)) for number in range(1, 13)]
    code = f"{_TAKE}\nstore = JobStore()\nwhile (one := take(store, 99)): print(one.id)\ninput()"
    pipe = subprocess.PIPE
    takers = [subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe, text=True) for _ in range(3)]
    said = []
    for _ in ids:
        found = take(store, 99)
        said += [found.id] if found is not None else []
    for taker in takers:
        said += taker.communicate("\n")[0].split()
    assert sorted(said) == sorted(ids)


def test_giving_back(store: JobStore) -> None:
    ids = three(store)
    assert take(store, 1) is not None
    give_back(store, ids[0])
    assert order(store) == ids


def test_a_job_that_stopped_waits_again_and_forgets_its_old_error(store: JobStore) -> None:
    (job_id,) = [enqueue(store, job())]
    store.begin(job_id)
    with pytest.raises(BadInput, match="running"):
        enqueue(store, job_id)
    store.finish(job_id, Error("no_room", "The disk is full."))
    assert enqueue(store, job_id) == job_id
    assert enqueue(store, job_id) == job_id, "it waits already"
    assert len(waiting(store)) == 1
    store.begin(job_id)
    store.finish(job_id, Result("extract", "/fake/out"))
    with pytest.raises(BadInput, match="done"):
        enqueue(store, job_id)
    (before,) = store.attempts(job_id)
    assert (before.number, before.status) == (1, "failed")
    assert before.error is not None
    assert before.error["message"] == "The disk is full."
    assert store.get(job_id).attempt == 2


def test_cancelling_what_waits_and_what_is_about_to_begin(store: JobStore) -> None:
    ids = three(store)
    store.request_cancel(ids[1])
    assert store.get(ids[1]).status == "cancelled"
    assert order(store) == [ids[0], ids[2]]
    assert take(store, 1) is not None
    store.request_cancel(ids[0])
    store.begin(ids[0])
    assert store.cancel_requested(ids[0]), "a wish that came while the worker was started is not lost"
    store.finish(ids[0], Cancelled())
    elsewhere("take(JobStore(), 1)")
    store.request_cancel(ids[2])
    assert store.get(ids[2]).status == "cancelled", "who took it is gone"


def test_a_hidden_job_comes_back_and_starts_nothing(store: JobStore) -> None:
    ids = three(store)
    store.hide(ids[0])
    assert order(store) == ids[1:]
    assert len(store.all()) == 2
    with pytest.raises(BadInput, match="no job"):
        store.get(ids[0])
    store.unhide(ids[0])
    assert store.get(ids[0]).status == "cancelled"
    store.hide(ids[0])
    store.forget_hidden()
    store.unhide(ids[0])
    assert len(store.all()) == 2


def test_who_works_the_queue(store: JobStore) -> None:
    announce(store, "window")
    assert keepers(store, "window") == (), "oneself does not count"
    code = f"{_TAKE}\nannounce(JobStore(), 'background')\nprint('here', flush=True)\ninput()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "here\n"
        assert [keeper.pid for keeper in keepers(store, "background")] == [other.pid]
        assert keepers(store, "window") == ()
        other.communicate("\n")
    assert keepers(store, "background") == (), "it is gone"
    retire(store)


def test_a_store_of_the_first_version_gets_its_queue(store: JobStore, graftwork_home: Path) -> None:
    job_id = store.add(job())
    store.close()
    with sqlite3.connect(graftwork_home / FILE_NAME) as db:
        names = [row[1] for row in db.execute("PRAGMA table_info(jobs)")]
        for name in names[17:]:
            db.execute(f"ALTER TABLE jobs DROP COLUMN {name}")
        db.execute("DROP TABLE attempts")
        db.execute("DROP TABLE keepers")
        db.execute("PRAGMA user_version = 1")
    db.close()
    with JobStore() as upgraded:
        assert upgraded.get(job_id).job() == job()
        assert enqueue(upgraded, job(rank=7))
        assert len(waiting(upgraded)) == 1
