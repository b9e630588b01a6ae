"""The worker as a process, spoken to by hand: its protocol, its exit status, and how it dies."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graftwork_core.jobs.spec import MAX_JOB_BYTES, job_json
from graftwork_core.jobs.store import JobStore
from tests.core.jobs.making import environment, job


class Worker:
    """A running worker and what it says."""

    def __init__(self, *arguments: str, module: str = "fake_worker") -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-P", "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **environment(), "HF_TOKEN": "a secret of the environment"},
        )

    def say(self, order: object) -> None:
        assert self.process.stdin
        with contextlib.suppress(BrokenPipeError):  # it may have read enough of a line that is too long
            self.process.stdin.write(order if isinstance(order, bytes) else json.dumps(order).encode() + b"\n")
            self.process.stdin.flush()

    def until(self, kind: str) -> dict[str, Any]:
        """Read events up to the first of this type."""
        assert self.process.stdout
        for line in self.process.stdout:
            event: dict[str, Any] = json.loads(line)
            if event["type"] == kind:
                return event
        raise AssertionError(f"no {kind}")

    def end(self) -> tuple[int, list[dict[str, Any]], str]:
        """Exit status, the remaining events, and stderr; stdin stays open until then."""
        assert self.process.stdout
        assert self.process.stderr
        events = [json.loads(line) for line in self.process.stdout]
        return self.process.wait(timeout=10), events, self.process.stderr.read().decode()


@pytest.fixture
def worker() -> Iterator[Worker]:
    started = Worker()
    yield started
    with started.process as process:
        process.kill()


def test_a_bare_job_from_hello_to_result(worker: Worker) -> None:
    worker.say(job_json(job()))
    status, events, _ = worker.end()
    assert status == 0
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    hello, stage, *_, result = events
    assert (hello["type"], hello["protocol"], hello["pid"], hello["torch"]) == ("hello", 1, worker.process.pid, None)
    assert stage["name"] == "extracting"
    assert (result["type"], result["data"]["rank"]) == ("result", 4)
    with JobStore() as store:
        assert [(one.status, one.pid) for one in store.all()] == [("done", worker.process.pid)]


def test_nothing_else_reaches_stdout(worker: Worker) -> None:
    worker.say(job_json(job("noisy")))
    status, events, stderr = worker.end()
    assert status == 0
    assert [event["type"] for event in events] == ["hello", "stage", "result"]
    assert events[-1]["out"] == str(job().options.out), "a print cannot forge a result"
    for text in ("a print of Python", "a write of the system", "a print of C", "a print of a child"):
        assert text in stderr


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"make me a model\n", "not valid JSON"),
        (b'{"type": "job"}\n', "not a job"),
        (b'{"kind": "merge", "target": "/t"}\n', "lacks"),
        (b'{"kind": "' + b"x" * (2 * MAX_JOB_BYTES) + b'"}\n', "longer"),
    ],
    ids=["text", "empty", "incomplete", "long"],
)
def test_a_bad_job_is_exit_status_2(worker: Worker, line: bytes, says: str) -> None:
    worker.say(line)
    status, events, _ = worker.end()
    assert status == 2
    assert [event["type"] for event in events] == ["hello", "error"]
    assert says in events[1]["message"]


def test_a_cancel_line_and_strange_lines_before_it(worker: Worker) -> None:
    worker.say({"type": "job", "id": None, "job": job_json(job("endless"))})
    worker.until("progress")
    worker.say(b"\n{nonsense\n[1]\n")
    worker.say({"type": "cancel"})
    status, events, _ = worker.end()
    assert status == 130
    assert events[-1]["type"] == "cancelled"


def test_a_cancel_that_comes_before_the_job(worker: Worker) -> None:
    worker.say({"type": "cancel"})
    worker.say(job_json(job("endless")))
    assert worker.end()[0] == 130


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_cancels_and_a_second_one_ends_it(worker: Worker, number: signal.Signals) -> None:
    worker.say(job_json(job("endless")))
    worker.until("progress")
    worker.process.send_signal(number)
    assert worker.until("cancelled")
    assert worker.end()[0] == 130


def test_a_second_signal_ends_a_deaf_one(worker: Worker) -> None:
    worker.say(job_json(job("deaf")))
    worker.until("progress")
    worker.process.send_signal(signal.SIGTERM)
    worker.process.send_signal(signal.SIGINT)
    assert worker.end()[0] == 130


def test_it_ends_when_stdin_does(worker: Worker) -> None:
    worker.say(job_json(job("deaf")))
    worker.until("progress")
    assert worker.process.stdin
    worker.process.stdin.close()
    assert worker.end()[0] == 130
    with JobStore() as store:
        assert [one.status for one in store.all()] == ["interrupted"]


def test_it_dies_with_a_starter_that_was_killed(tmp_path: Path) -> None:
    """The window is killed: nobody closes anything, yet the worker goes, and its job can be resumed."""
    order = json.dumps(job_json(job("deaf"))).encode() + b"\n"
    code = (
        "import json, subprocess, sys, time\n"
        "worker = subprocess.Popen([sys.executable, '-u', '-m', 'fake_worker'], stdin=-1, stdout=-1)\n"
        f"worker.stdin.write({order!r}); worker.stdin.flush()\n"
        "line = next(line for line in worker.stdout if b'progress' in line)\n"
        "print(worker.pid, flush=True); time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env={**os.environ, **environment()}
    ) as window:
        assert window.stdout
        pid = int(window.stdout.readline())
        watched = os.pidfd_open(pid)
        window.kill()
    import select

    assert select.select([watched], [], [], 10)[0], "the worker lives on"
    os.close(watched)
    with JobStore() as store:
        assert [one.status for one in store.all()] == ["interrupted"]


def test_an_idle_one_ends_with_its_stdin_and_with_a_signal() -> None:
    for end in (lambda process: process.stdin.close(), lambda process: process.terminate()):
        idle = Worker("--warm")
        with idle.process:
            idle.until("hello")
            end(idle.process)
            assert idle.end()[0] == 130


def test_a_reader_that_is_gone_does_not_hurt(worker: Worker) -> None:
    worker.say(job_json(job("work")))
    worker.until("hello")
    assert worker.process.stdout
    worker.process.stdout.close()
    assert worker.process.wait(timeout=10) == 0


def test_the_real_one_reports_a_folder_that_is_missing(tmp_path: Path) -> None:
    real = Worker(module="graftwork_core.jobs.worker")
    with real.process:
        real.say(job_json(job()))
        status, events, stderr = real.end()
    assert status == 2
    assert "/fake/work" in events[-1]["message"]
    assert "Traceback" not in stderr


def test_a_warm_one_loads_nothing_for_a_job_that_only_brings_files() -> None:
    real = Worker("--warm", module="graftwork_core.jobs.worker")
    with real.process:
        real.say({"kind": "download", "repository": "hf:lab/model"})
        hello = real.until("hello")
        status, events, _ = real.end()
    assert hello["torch"] is None
    assert status == 1
    assert "offline" in events[-1]["message"]
