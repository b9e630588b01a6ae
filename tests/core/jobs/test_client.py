"""The client: it follows a worker to its end, whatever that end is, and leaves no process behind."""

from __future__ import annotations

import asyncio
import os
import platform
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from graftwork_core.errors import BadInput, GraftworkError
from graftwork_core.jobs import client as module
from graftwork_core.jobs import events
from graftwork_core.jobs.client import Outcome, WorkerClient, run_job
from graftwork_core.jobs.outcome import Exit, decode
from graftwork_core.jobs.processes import birthmark
from graftwork_core.jobs.store import JobRecord, JobStore
from tests.core.jobs.fake_worker import TOKEN
from tests.core.jobs.making import environment, job

Seen = list[events.Event]


@pytest.fixture(autouse=True)
def fake_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WORKER", "fake_worker")
    monkeypatch.setattr(module, "ASKED_SECONDS", 0.3)
    monkeypatch.setattr(module, "TOLD_SECONDS", 0.3)


@pytest.fixture
def seen() -> Seen:
    return []


def follow(behaviour: str, seen: Seen) -> Outcome:
    return asyncio.run(run_job(job(behaviour), seen.append, environment=environment()))


def only_record() -> JobRecord:
    with JobStore() as store:
        (record,) = store.all()
    return record


async def cancelled_at(
    kind: type[events.Event], behaviour: str, seen: Seen, stop: Callable[[WorkerClient], object] = WorkerClient.cancel
) -> Outcome:
    """Run a job, and stop it as soon as it has sent this event."""
    client = WorkerClient(environment=environment())
    arrived = asyncio.Event()

    def listen(event: events.Event) -> None:
        seen.append(event)
        if isinstance(event, kind):
            arrived.set()

    running = asyncio.create_task(client.run(job(behaviour), listen))
    await asyncio.wait_for(arrived.wait(), 20)
    stopping = stop(client)
    if asyncio.iscoroutine(stopping):
        await stopping
    assert client.pid is None or stop is not WorkerClient.cancel
    return await asyncio.wait_for(running, 20)


def test_done(seen: Seen) -> None:
    outcome = follow("work", seen)
    assert (outcome.ending, outcome.exit_status, outcome.error) == ("done", 0, None)
    assert outcome.result == seen[-1]
    assert [event.seq for event in seen] == list(range(1, len(seen) + 1))
    assert isinstance(seen[0], events.Hello)
    assert only_record().status == "done"
    assert outcome.job_id == only_record().id


def test_failed(seen: Seen) -> None:
    outcome = follow("bad", seen)
    assert (outcome.ending, outcome.exit_status) == ("failed", 2)
    assert outcome.error == seen[-1]
    assert only_record().status == "failed"


def test_a_bug_has_its_traceback_in_the_log_and_no_token_anywhere(seen: Seen) -> None:
    outcome = follow("bug", seen)
    assert outcome.error is not None
    assert "ZeroDivisionError" in outcome.error.message
    assert "Traceback" in outcome.error.details
    assert outcome.log is not None
    log = outcome.log.read_text()
    assert "ZeroDivisionError" in log
    everything = f"{log} {outcome} {seen} {only_record()}"
    assert TOKEN not in everything


def test_what_goes_to_stderr_is_kept_and_masked(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "a secret of the environment")
    outcome = follow("noisy", seen)
    assert outcome.ending == "done"
    assert outcome.log is not None
    for text in ("\n".join(outcome.log_tail), outcome.log.read_text()):
        assert "a print of C" in text
        assert "a token: *** ***" in text.replace("hf_***", "***")
    assert outcome.result is not None
    assert outcome.result.out == str(job().options.out)


def test_lines_that_are_too_long_stop_nothing(seen: Seen) -> None:
    outcome = follow("long", seen)
    assert outcome.ending == "done"
    (metric,) = [event for event in seen if isinstance(event, events.Metric)]
    assert metric.name == "long"


def test_cancelled_on_request(seen: Seen) -> None:
    outcome = asyncio.run(cancelled_at(events.Progress, "endless", seen))
    assert (outcome.ending, outcome.exit_status, outcome.signal) == ("cancelled", 130, None)
    assert isinstance(seen[-1], events.Cancelled)
    assert only_record().status == "cancelled"


def test_a_deaf_worker_is_told(seen: Seen) -> None:
    outcome = asyncio.run(cancelled_at(events.Progress, "deaf", seen))
    assert (outcome.ending, outcome.exit_status) == ("cancelled", 130)
    assert only_record().status == "cancelled"


def test_a_stubborn_worker_is_killed_with_its_children(seen: Seen) -> None:
    outcome = asyncio.run(cancelled_at(events.Progress, "stubborn", seen))
    assert (outcome.ending, outcome.exit_status, outcome.signal) == ("cancelled", -signal.SIGKILL, "SIGKILL")
    assert birthmark(child_of(seen)) is None
    assert only_record().status == "cancelled"


def test_a_child_that_holds_the_pipes_delays_nothing_for_good(seen: Seen) -> None:
    outcome = follow("orphan", seen)
    assert outcome.ending == "done"
    child, deadline = child_of(seen), time.monotonic() + 10
    while birthmark(child) is not None:  # it was told to end; the system takes a moment on a busy machine
        assert time.monotonic() < deadline


def child_of(seen: Seen) -> int:
    (pid,) = [event.figures["pid"] for event in seen if isinstance(event, events.Metric)]
    assert isinstance(pid, int)
    return pid


def test_closing_ends_it_at_once(seen: Seen) -> None:
    outcome = asyncio.run(cancelled_at(events.Progress, "endless", seen, WorkerClient.close))
    assert (outcome.ending, outcome.signal) == ("cancelled", "SIGKILL")


def test_a_cancelled_task_takes_its_worker_along(seen: Seen) -> None:
    async def main() -> None:
        arrived = asyncio.Event()
        task = asyncio.create_task(run_job(job("endless"), lambda _: arrived.set(), environment=environment()))
        await asyncio.wait_for(arrived.wait(), 20)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())
    assert only_record().status in ("cancelled", "interrupted")


def test_a_native_crash(seen: Seen) -> None:
    outcome = follow("segfault", seen)
    assert (outcome.ending, outcome.exit_status, outcome.signal) == ("crashed", -signal.SIGSEGV, "SIGSEGV")
    assert outcome.error is not None
    assert "_segfault" in outcome.error.details, "faulthandler says where"
    record = only_record()
    assert record.status == "failed"
    assert record.resumable


def test_killed_from_outside(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "memory_kills", lambda: 5)
    outcome = follow("killed", seen)
    assert (outcome.ending, outcome.signal, outcome.out_of_memory) == ("killed", "SIGKILL", False)
    assert outcome.error is not None
    assert outcome.error.kind == "killed"


def test_killed_by_the_memory_killer(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = iter([5, 6])
    monkeypatch.setattr(module, "memory_kills", lambda: next(counts))
    outcome = follow("killed", seen)
    assert (outcome.ending, outcome.out_of_memory) == ("killed", True)
    assert outcome.error is not None
    assert outcome.error.kind == "no_room"
    assert "memory" in outcome.error.message


def test_gone_without_a_word(seen: Seen) -> None:
    outcome = follow("vanish", seen)
    assert (outcome.ending, outcome.exit_status) == ("crashed", 7)
    assert outcome.error is not None
    assert "7" in outcome.error.message


def test_a_disk_that_is_full(seen: Seen) -> None:
    outcome = follow("full", seen)
    assert outcome.error is not None
    assert (outcome.error.kind, outcome.error.details) == ("no_room", "")


def test_a_warm_worker_and_one_job_only(seen: Seen) -> None:
    async def main() -> tuple[int | None, Outcome]:
        client = WorkerClient(warm=True, environment=environment())
        await client.start()
        await client.start()
        while client.hello is None:
            await asyncio.sleep(0.01)
        pid = client.pid
        outcome = await client.run(job(), seen.append)
        with pytest.raises(GraftworkError, match="one job"):
            await client.run(job(), seen.append)
        await client.cancel()
        await client.close()
        return pid, outcome

    pid, outcome = asyncio.run(main())
    assert outcome.ending == "done"
    assert [event.pid for event in seen if isinstance(event, events.Hello)] == [pid]


def test_an_idle_worker_is_closed() -> None:
    async def main() -> int:
        client = WorkerClient(warm=True, environment=environment())
        await client.close()
        await client.start()
        pid = client.pid
        assert pid is not None
        await client.cancel()
        assert client.pid is None
        return pid

    assert birthmark(asyncio.run(main())) is None


def test_who_an_engine_is() -> None:
    hello = asyncio.run(WorkerClient(warm=True, environment=environment()).greet(30))
    assert (hello.protocol, hello.python) == (events.PROTOCOL, platform.python_version())


def test_what_is_no_engine_is_said(tmp_path: Path) -> None:
    for content, said in (("exit 3", "exit status 3"), ("exec sleep 60", "says nothing")):
        program = tmp_path / "python"
        program.write_text(f"#!/bin/sh\n{content}\n")
        program.chmod(0o755)
        with pytest.raises(BadInput, match=said):
            asyncio.run(WorkerClient(engine_python=program).greet(0.5))
    with pytest.raises(BadInput, match="cannot be started"):
        asyncio.run(WorkerClient(engine_python=tmp_path / "nothing").greet(5))


def test_a_listener_that_fails_does_not_cost_the_job(seen: Seen) -> None:
    async def main() -> Outcome:
        complaints = []
        asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
        outcome = await run_job(job(), lambda event: seen[len(seen)], environment=environment())
        assert complaints
        return outcome

    assert asyncio.run(main()).ending == "done"


def test_an_engine_that_is_not_there() -> None:
    with pytest.raises(BadInput, match="/nowhere/python"):
        asyncio.run(run_job(job(), print, engine_python=Path("/nowhere/python")))


def test_an_engine_without_graftwork(tmp_path: Path, seen: Seen) -> None:
    bare = tmp_path / "python"
    bare.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "import graftwork_core_that_is_missing"\n')
    bare.chmod(0o755)
    outcome = asyncio.run(run_job(job(), seen.append, engine_python=bare))
    assert outcome.error is not None
    assert outcome.error.kind == "no_engine"
    assert "graftwork_core_that_is_missing" in outcome.error.message


def test_another_interpreter_finds_the_checkout(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WORKER", "graftwork_core.jobs.worker")
    outcome = asyncio.run(run_job(job(), seen.append, engine_python=Path(sys.executable)))
    assert outcome.error is not None
    assert "/fake/work" in outcome.error.message


def test_a_module_in_the_present_folder_is_not_taken(
    seen: Seen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whoever starts Graftwork in a folder that he downloaded must not run what lies in it."""
    (tmp_path / "platform.py").write_text("raise SystemExit('taken')")
    monkeypatch.chdir(tmp_path)
    assert follow("work", seen).ending == "done"


@pytest.mark.parametrize(
    ("gone", "ending", "name"),
    [
        (Exit(events.Result("merge", "/o"), -11, False, 0, ()), "done", "SIGSEGV"),
        (Exit(None, -signal.SIGTERM, False, 0, ()), "killed", "SIGTERM"),
        (Exit(None, -signal.SIGTERM, True, 0, ()), "cancelled", "SIGTERM"),
        (Exit(None, -signal.SIGABRT, False, 1, ()), "crashed", "SIGABRT"),
        (Exit(None, 0xC0000005, False, 0, ()), "crashed", "SIGSEGV"),
        (Exit(None, 0, False, 0, ()), "crashed", None),
        (Exit(events.Cancelled(), 130, True, 0, ()), "cancelled", None),
    ],
)
def test_decoding(gone: Exit, ending: str, name: str | None) -> None:
    found, error, signal_name = decode(gone)
    assert (found, signal_name) == (ending, name)
    assert (error is None) == (ending in ("done", "cancelled"))


def test_it_works_under_qasync(tmp_path: Path) -> None:
    code = (
        "import os; os.environ['QT_API'] = 'pyside6'\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "import qasync\n"
        "from graftwork_core.jobs import client\n"
        "from tests.core.jobs.making import environment, job\n"
        "client._WORKER = 'fake_worker'\n"
        "app = QCoreApplication([])\n"
        "loop = qasync.QEventLoop(app)\n"
        "with loop:\n"
        "    for behaviour in ('work', 'bad', 'vanish'):\n"
        "        kinds = []\n"
        "        hear = lambda event: kinds.append(event.type)\n"
        "        run = client.run_job(job(behaviour), hear, environment=environment())\n"
        "        print(loop.run_until_complete(run).ending, kinds[0], kinds[-1])\n"
    )
    root = Path(__file__).resolve().parents[3]
    known = os.environ.get("PYTHONPATH")
    path = os.pathsep.join([str(root), *([known] if known else [])])
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    assert done.stdout.split() == "done hello result failed hello error crashed hello stage".split(), done.stderr
