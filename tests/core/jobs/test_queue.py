"""Working the queue with real workers: in order, side by side, cancelled, let go, and without a window."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from graftwork_core.jobs import background, client
from graftwork_core.jobs.client import Outcome, WorkerClient
from graftwork_core.jobs.events import Event, Metric, Progress
from graftwork_core.jobs.log import log_file
from graftwork_core.jobs.processes import birthmark
from graftwork_core.jobs.queue import Client, Held, JobQueue
from graftwork_core.jobs.store import JobRecord, JobStore
from graftwork_core.jobs.waiting import announce, enqueue, retire, waiting
from tests.core.jobs.fake_worker import TOKEN
from tests.core.jobs.making import environment, job

WORK = [sys.executable, "-c"]
COMMAND = """
import asyncio, sys
from graftwork_core.jobs import background, client
client._WORKER = 'fake_worker'
background.LOOK_SECONDS = 0.1
asyncio.run(background.work(lambda text: print(text, flush=True), parallel=int(sys.argv[1])))
"""


@pytest.fixture(autouse=True)
def fake_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_WORKER", "fake_worker")
    monkeypatch.setattr(background, "LOOK_SECONDS", 0.05)
    monkeypatch.setenv("PYTHONPATH", environment()["PYTHONPATH"])


class Seen:
    """Keeps what it is told, in order."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str | None]] = []
        self.outcomes: list[Outcome] = []
        self.events: list[Event] = []
        self.most = 0
        self.now = 0

    def on_begin(self, held: Held) -> None:
        self.now += 1
        self.most = max(self.most, self.now)
        self.said.append(("begin", held.job_id))

    def on_event(self, held: Held, event: Event) -> None:
        self.events.append(event)

    def on_end(self, held: Held, outcome: Outcome) -> None:
        self.now -= 1
        self.said.append((outcome.ending, held.job_id))
        self.outcomes.append(outcome)


async def make_client() -> Client:
    return WorkerClient(environment=environment())


def new_queue(seen: Seen, parallel: int = 1) -> JobQueue:
    return JobQueue(seen, make_client, parallel=parallel)


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(30):
        while not condition():
            await asyncio.sleep(0.01)


async def run_all(queue: JobQueue) -> None:
    while True:
        await queue.pump()
        if not queue.running:
            return
        await asyncio.wait([held.task for held in queue.running if held.task], return_when=asyncio.FIRST_COMPLETED)


def statuses() -> dict[str, str]:
    with JobStore() as store:
        return {record.id: record.status for record in store.all()}


def get(job_id: str) -> JobRecord:
    with JobStore() as store:
        return store.get(job_id)


def test_one_after_the_other_in_order() -> None:
    seen = Seen()

    async def main() -> list[str]:
        queue = new_queue(seen)
        ids = [await queue.submit(job("work", rank=number)) for number in (1, 2, 3)]
        await queue.submit(ids[1])
        await run_all(queue)
        return ids

    ids = asyncio.run(main())
    assert seen.said == [(what, one) for one in ids for what in ("begin", "done")]
    assert seen.most == 1
    assert set(statuses().values()) == {"done"}


def test_side_by_side() -> None:
    seen = Seen()

    async def main() -> None:
        queue = new_queue(seen, parallel=2)
        for number in (1, 2, 3):
            await queue.submit(job("endless", rank=number))
        await queue.pump()
        assert len(queue.running) == 2
        await until(lambda: {type(event) for event in seen.events} >= {Progress})
        await queue.cancel(queue.running[0])
        await until(lambda: len(queue.running) == 1)
        await queue.pump()
        assert len(queue.running) == 2
        await queue.close()
        assert not queue.running

    asyncio.run(main())
    assert seen.most == 2
    assert set(statuses().values()) == {"cancelled"}


def test_what_fails_or_crashes_does_not_stop_the_queue() -> None:
    seen = Seen()

    async def main() -> list[str]:
        queue = new_queue(seen)
        ids = [await queue.submit(job(name)) for name in ("bad", "segfault", "work")]
        await run_all(queue)
        return ids

    bad, crashed, done = asyncio.run(main())
    assert [ending for ending, _ in seen.said if ending != "begin"] == ["failed", "crashed", "done"]
    assert get(bad).status == get(crashed).status == "failed"
    assert (get(crashed).ending, get(crashed).signal) == ("crashed", "SIGSEGV")
    assert get(done).ending == "done"
    assert get(done).peak > 1 << 20


def test_a_job_that_nobody_understands_fails_alone() -> None:
    seen = Seen()

    async def main() -> None:
        queue = new_queue(seen)
        job_id = await queue.submit(job())
        await queue.submit(job(rank=2))
        with JobStore() as store, store.transaction() as db:
            db.execute('UPDATE jobs SET spec=\'{"kind": "brew"}\' WHERE id=?', (job_id,))
        await run_all(queue)

    asyncio.run(main())
    assert [ending for ending, _ in seen.said if ending != "begin"] == ["failed", "done"]
    assert seen.outcomes[0].error is not None
    assert "brew" in seen.outcomes[0].error.message


def test_a_worker_that_cannot_be_started_fails_the_job() -> None:
    seen = Seen()

    async def nobody() -> Client:
        return WorkerClient(engine_python=Path("/nowhere/python"))

    async def main() -> None:
        queue = JobQueue(seen, nobody)
        await queue.submit(job())
        await run_all(queue)

    asyncio.run(main())
    assert list(statuses().values()) == ["failed"]
    assert seen.outcomes[0].error is not None
    assert "/nowhere/python" in seen.outcomes[0].error.message


def test_without_a_store_a_job_runs_all_the_same(graftwork_home: Path) -> None:
    seen = Seen()
    (graftwork_home / "jobs.sqlite3").write_bytes(b"this is no database, " * 500)

    async def main() -> None:
        queue = new_queue(seen)
        held = queue.run_unrecorded(job())
        assert held.task
        await held.task

    asyncio.run(main())
    assert seen.said == [("begin", None), ("done", None)]


def test_a_detached_worker_finishes_alone_and_keeps_its_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "a secret of the environment")
    seen = Seen()

    async def main() -> str:
        queue = new_queue(seen)
        job_id = await queue.submit(job("patient"))
        await queue.pump()
        await until(lambda: any(isinstance(event, Metric) for event in seen.events))
        assert await queue.detach()
        await until(lambda: not queue.running)
        return job_id

    job_id = asyncio.run(main())
    assert seen.said[-1] == ("detached", job_id)
    assert get(job_id).status == "running", "nobody ended it"
    go = get(job_id).out
    (Path(os.environ["GRAFTWORK_HOME"]) / "go").touch()
    while get(job_id).status == "running":
        os.sched_yield()
    record = get(job_id)
    assert (record.status, record.out) == ("done", go)
    assert record.result is not None
    log = log_file(job_id).read_text()
    assert "alone now" in log
    assert "a print of C" in log
    assert TOKEN not in log
    assert "secret of the environment" not in log


def test_a_detached_worker_can_be_cancelled_from_elsewhere() -> None:
    seen = Seen()

    async def main() -> str:
        queue = new_queue(seen)
        job_id = await queue.submit(job("endless"))
        await queue.pump()
        await until(lambda: any(isinstance(event, Progress) for event in seen.events))
        assert await queue.detach()
        return job_id

    job_id = asyncio.run(main())
    with JobStore() as store:
        store.request_cancel(job_id)
    while get(job_id).status == "running":
        os.sched_yield()
    assert get(job_id).status == "cancelled"


def test_a_crash_of_a_detached_worker_is_found_in_its_log() -> None:
    seen = Seen()

    async def main() -> str:
        queue = new_queue(seen)
        job_id = await queue.submit(job("patient_crash"))
        await queue.pump()
        await until(lambda: any(isinstance(event, Metric) for event in seen.events))
        assert await queue.detach()
        return job_id

    job_id = asyncio.run(main())
    (Path(os.environ["GRAFTWORK_HOME"]) / "go").touch()
    while get(job_id).status == "running":
        os.sched_yield()
    record = get(job_id)
    assert record.status == "interrupted"
    assert record.error is not None
    assert record.error["message"] == "The worker process crashed (Segmentation fault)."


def test_the_queue_is_worked_without_a_window() -> None:
    with JobStore() as store:
        ids = [enqueue(store, job(name)) for name in ("work", "bad", "work")]
    done = subprocess.run([*WORK, COMMAND, "1"], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    said = done.stdout.splitlines()
    assert [line.split()[1] for line in said] == [one for one in ids for _ in range(2)]
    assert "config.json has no layers." in said[3]
    assert sorted(statuses().values()) == ["done", "done", "failed"]


def test_it_waits_for_what_runs_alone_and_then_goes_on() -> None:
    seen = Seen()

    async def main() -> list[str]:
        queue = new_queue(seen)
        ids = [await queue.submit(job("patient")), await queue.submit(job("work"))]
        await queue.pump()
        await until(lambda: any(isinstance(event, Metric) for event in seen.events))
        assert await queue.detach()
        return ids

    first, second = asyncio.run(main())
    with subprocess.Popen([*WORK, COMMAND, "1"], stdout=subprocess.PIPE, text=True) as process:
        with JobStore() as store:
            while not store._read("SELECT pid FROM keepers WHERE pid=?", (process.pid,)):
                os.sched_yield()
            assert [one.id for one in waiting(store)] == [second]
        (Path(os.environ["GRAFTWORK_HOME"]) / "go").touch()
        out, _ = process.communicate(timeout=60)
    assert second in out
    assert get(first).status == get(second).status == "done"


def test_a_window_takes_the_queue_over() -> None:
    with JobStore() as store:
        announce(store, "window")
        job_id = enqueue(store, job())
    done = subprocess.run([*WORK, COMMAND, "1"], capture_output=True, text=True, timeout=60, check=False)
    assert "A window works the queue now." in done.stdout
    with JobStore() as store:
        retire(store)
    assert get(job_id).waits


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to catch")
def test_stopping_it_cancels_what_runs_and_leaves_what_waits() -> None:
    with JobStore() as store:
        first, second = enqueue(store, job("endless")), enqueue(store, job("work"))
    with subprocess.Popen([*WORK, COMMAND, "1"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert first in process.stdout.readline()
        while get(first).status != "running":
            os.sched_yield()
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    assert process.returncode == 0
    assert get(first).status == "cancelled"
    assert get(second).waits


def test_a_process_that_outlives_whoever_started_it() -> None:
    with JobStore() as store:
        job_id = enqueue(store, job("work"))
    process = background.start_background(1, None)
    try:
        assert process.wait(60) == 0
    finally:
        process.kill()
    # The command line's own process knows nothing of the fake worker: the job fails for want of /fake/work.
    record = get(job_id)
    assert record.status == "failed"
    assert record.error is not None
    assert "/fake" in record.error["message"]
    assert birthmark(process.pid) is None
