"""Jobs through the queue: one after the other, side by side, held, without a store, and left to finish alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graftwork.runner import Ended, Progressed, Queued, Runner, new_client
from graftwork.services import Services
from graftwork_core.jobs.events import Error, Progress, Stage
from graftwork_core.jobs.spec import Job, make_job
from graftwork_core.jobs.store import JobStore
from graftwork_core.jobs.waiting import enqueue, keepers
from tests.gui.fakes import FakeClient, until


def graft(sample: Path, out: Path, **options: Any) -> Job:
    places = {"base": sample / "base", "donor": sample / "long", "target": sample / "skill", "out": out}
    return make_job("graft", {name: str(place) for name, place in places.items()} | {"rank": 4} | options)


def haystack(sample: Path, out: Path) -> Job:
    return make_job("haystack", {"model": str(sample / "skill"), "out": str(out)})


class Heard:
    """Everything that a runner says, in order."""

    def __init__(self, runner: Runner) -> None:
        self.said: list[tuple[str, Any]] = []
        self.kinds: list[str] = []
        for name in ("started", "progressed", "staged", "ended", "queued", "refused", "over", "advanced"):
            getattr(runner, name).connect(self._listener(runner, name))

    def _listener(self, runner: Runner, name: str) -> Callable[..., None]:
        def hear(*values: Any) -> None:
            self.said.append((name, values[-1]))
            self.kinds.append(runner.kind)

        return hear

    def of(self, name: str) -> list[Any]:
        return [value for said, value in self.said if said == name]


@pytest.fixture
def clients() -> list[FakeClient]:
    return []


@pytest.fixture
def services(services: Services, clients: list[FakeClient]) -> Services:
    """With a runner whose every job has a worker of its own."""

    def make() -> FakeClient:
        clients.append(FakeClient())
        return clients[-1]

    return replace(services, runner=Runner(services.tasks, make))


@pytest.fixture
def runner(services: Services) -> Runner:
    return services.runner


@pytest.fixture
def heard(runner: Runner) -> Heard:
    return Heard(runner)


def busy(clients: list[FakeClient], count: int) -> Callable[[], bool]:
    return lambda: sum(client.job is not None for client in clients) == count


async def test_the_second_waits_and_says_so_and_then_runs(
    runner: Runner, clients: list[FakeClient], heard: Heard, sample: Path, tmp_path: Path
) -> None:
    runner.start(graft(sample, tmp_path / "one"))
    assert runner.is_running
    await until(busy(clients, 1))
    runner.start(haystack(sample, tmp_path / "two"), attach="a skeleton")
    runner.start(graft(sample, tmp_path / "three"))
    await until(lambda: len(heard.of("queued")) == 2)
    assert [(one.title, one.place) for one in heard.of("queued")] == [("skill, quick", 1), ("long - base → skill", 2)]
    assert runner.kind == "graft"
    clients[0].fail(Error("no_room", "The disk is full."))
    await until(busy(clients, 2))
    assert runner.attached == "a skeleton"
    clients[1].succeed(tmp_path / "two", {})
    await until(busy(clients, 3))
    assert runner.attached is None
    clients[2].succeed(tmp_path / "three", {})
    await until(lambda: not runner.is_running)
    assert [job["kind"] for job in heard.of("started")] == ["graft", "haystack", "graft"]
    assert [ended.failure is None for ended in heard.of("ended")] == [False, True, True]
    with JobStore() as store:
        assert sorted(one.status for one in store.all()) == ["done", "done", "failed"]


async def test_side_by_side_a_page_follows_one_of_its_jobs(
    runner: Runner, clients: list[FakeClient], heard: Heard, sample: Path, tmp_path: Path
) -> None:
    runner.set_parallel(3)
    for number in (1, 2):
        runner.start(graft(sample, tmp_path / str(number)))
        await until(busy(clients, number))
    runner.start(haystack(sample, tmp_path / "h"))
    await until(busy(clients, 3))
    assert runner.running == 3
    assert [job["kind"] for job in heard.of("started")] == ["graft", "haystack"]
    for client, done in zip(clients, (10, 20, 30), strict=True):
        client.tell(Stage("merging"))
        client.tell(Progress(done, 100))
    await until(lambda: len(heard.of("progressed")) == 2)
    assert sorted(one.done for one in heard.of("progressed")) == [10, 30]
    assert sorted(one.done for one in heard.of("advanced")) == [10, 20, 30]
    clients[0].succeed(tmp_path / "1", {})
    await until(lambda: len(heard.of("started")) == 3)
    assert heard.of("staged")[-1] == "merging", "the one behind steps forward with what it does now"
    await until(lambda: heard.of("progressed")[-1] == Progressed("merging", 20, 100))
    runner.cancel(("haystack", "sweep"))
    await until(lambda: clients[2].cancelled)
    assert not clients[1].cancelled
    runner.cancel()
    await until(lambda: not runner.is_running)
    assert len(heard.of("ended")) == len(heard.of("over")) == 3


async def test_while_a_signal_tells_of_a_job_its_kind_is_the_kind(
    runner: Runner, clients: list[FakeClient], heard: Heard, sample: Path, tmp_path: Path
) -> None:
    runner.set_parallel(2)
    runner.start(graft(sample, tmp_path / "1"))
    await until(busy(clients, 1))
    runner.start(haystack(sample, tmp_path / "h"))
    await until(busy(clients, 2))
    clients[1].tell(Stage("scanning"))
    said = heard.said.index(("staged", "scanning"))
    assert heard.kinds[said] == "haystack"
    assert runner.kind == "graft"


async def test_what_waits_from_an_earlier_time_is_offered_and_not_started(
    runner: Runner, clients: list[FakeClient], sample: Path, tmp_path: Path
) -> None:
    with JobStore() as store:
        old = enqueue(store, graft(sample, tmp_path / "old"))
    left: list[int] = []
    runner.history.left_over.connect(left.append)
    runner.history.start()
    await until(lambda: left)
    assert left == [1]
    assert runner.is_held
    runner.start(graft(sample, tmp_path / "new"))
    await until(busy(clients, 1))
    assert clients[0].job_id != old
    clients[0].succeed(tmp_path / "new", {})
    await until(lambda: not runner.is_running)
    await until(lambda: [one.id for one in runner.history.waiting] == [old])
    runner.hold(False)
    await until(busy(clients, 2))
    assert clients[1].job_id == old


async def test_a_queue_that_is_held_waits_with_everything_in_it(
    runner: Runner, clients: list[FakeClient], heard: Heard, sample: Path, tmp_path: Path
) -> None:
    runner.start(graft(sample, tmp_path / "1"))
    await until(busy(clients, 1))
    runner.start(graft(sample, tmp_path / "2"))
    await until(lambda: heard.of("queued"))
    runner.hold(True)
    clients[0].succeed(tmp_path / "1", {})
    await until(lambda: not runner.is_running and runner.history.waiting)
    await runner._pump()
    assert len(clients) == 1
    runner.hold(False)
    await until(busy(clients, 2))


async def test_without_a_store_jobs_run_one_after_the_other(
    runner: Runner, clients: list[FakeClient], heard: Heard, sample: Path, tmp_path: Path, graftwork_home: Path
) -> None:
    (graftwork_home / "jobs.sqlite3").write_bytes(b"this is no database, " * 500)
    runner.start(graft(sample, tmp_path / "1"))
    await until(busy(clients, 1))
    runner.start(graft(sample, tmp_path / "2"))
    await until(lambda: heard.of("queued"))
    assert heard.of("queued") == [Queued(None, "graft", 1)]
    clients[0].succeed(tmp_path / "1", {})
    await until(busy(clients, 2))
    assert runner.history.is_damaged
    kept = await runner.history.set_aside()
    assert Path(kept).read_bytes().startswith(b"this is no database")
    await until(lambda: runner.history.failure is None)


async def test_a_job_that_cannot_be_queued_is_refused_in_words(
    runner: Runner, heard: Heard, sample: Path, tmp_path: Path
) -> None:
    job = graft(sample, tmp_path / "out")
    with JobStore() as store:
        job_id = store.add(job)
        store.begin(job_id)
    runner.start(job, job_id)
    await until(lambda: heard.of("refused"))
    assert job_id in heard.of("refused")[0].message
    assert not runner.is_running


async def test_jobs_that_end_elsewhere_are_noticed(runner: Runner, sample: Path, tmp_path: Path) -> None:
    ended: list[Any] = []
    runner.history.ended.connect(ended.append)
    with JobStore() as store:
        job_id = store.add(graft(sample, tmp_path / "out"))
        store.begin(job_id)
        runner.history.start()
        await until(lambda: runner.history.running)
        store.finish(job_id, Error("no_room", "The disk is full."))
    runner.history.look()
    await until(lambda: ended)
    assert (ended[0].id, ended[0].status) == (job_id, "failed")


async def test_jobs_finish_without_the_window_and_the_queue_goes_on(
    services: Services, sample: Path, tmp_path: Path
) -> None:
    runner = Runner(services.tasks, new_client)
    heard = Heard(runner)
    runner.start(graft(sample, tmp_path / "one"))
    await until(lambda: heard.of("staged"))
    runner.start(graft(sample, tmp_path / "two"))
    await until(lambda: heard.of("queued"))
    assert await runner.leave()
    assert isinstance(heard.of("ended")[-1], Ended)
    assert heard.of("ended")[-1].failure is None
    await runner.close()
    assert runner.background is not None
    assert await asyncio.to_thread(runner.background.wait, 50) == 0
    for name in ("one", "two"):
        assert (tmp_path / name / "model.safetensors").is_file()
    with JobStore() as store:
        assert [one.status for one in store.all()] == ["done", "done"]
        assert keepers(store, "background") == keepers(store, "window") == ()
