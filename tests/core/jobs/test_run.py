"""Running a job in this process: the engine's calls as events, at a bearable rate; failures as sentences."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graftwork_core.errors import BadInput, Cancelled, DoesNotFit, GraftworkError
from graftwork_core.extract.options import ExtractOptions
from graftwork_core.jobs import events, run
from graftwork_core.jobs.failures import failure
from graftwork_core.jobs.run import EventReporter, execute
from graftwork_core.jobs.speed import Speed
from graftwork_core.reporting import Reporter, stop_if_cancelled
from tests.core.jobs.making import job

TOKEN = "hf_abcdefghijklmnopqrstuvwxyz012345"


class Clock:
    """A clock that the test turns."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seen() -> list[events.Event]:
    return []


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def reporter(seen: list[events.Event], clock: Clock) -> EventReporter:
    return EventReporter(seen.append, lambda: False, clock)


def progress(seen: list[events.Event]) -> list[events.Progress]:
    return [event for event in seen if isinstance(event, events.Progress)]


def test_at_most_twenty_progress_events_a_second(
    reporter: EventReporter, seen: list[events.Event], clock: Clock
) -> None:
    reporter.stage("merging")
    for done in range(1, 10_001):
        clock.now += 0.0005
        reporter.progress(done, 10_000)
    reporter.flush()
    told = progress(seen)
    assert 90 <= len(told) <= 102
    assert told[-1].done == 10_000, "the last one is never held back for good"


def test_a_new_stage_sends_what_was_held_back(reporter: EventReporter, seen: list[events.Event]) -> None:
    reporter.stage("one")
    reporter.progress(1, 10)
    reporter.progress(10, 10)
    reporter.stage("two")
    reporter.progress(1, 5)
    assert [(type(event).__name__, getattr(event, "done", None)) for event in seen] == [
        ("Stage", None), ("Progress", 1), ("Progress", 10), ("Stage", None), ("Progress", 1),
    ]  # fmt: skip


def test_progress_never_goes_back(reporter: EventReporter, seen: list[events.Event], clock: Clock) -> None:
    reporter.stage("merging")
    for done in (10, 5, 20, 15, 30):
        clock.now += 1
        reporter.progress(done, 100)
    assert [event.done for event in progress(seen)] == [10, 20, 30]


def test_speed_and_time_left(reporter: EventReporter, seen: list[events.Event], clock: Clock) -> None:
    reporter.stage("merging")
    reporter.progress(400, 1000)  # an earlier run did these: they say nothing about the speed
    for done in range(410, 500, 10):
        clock.now += 1
        reporter.progress(done, 1000)
    first, last = progress(seen)[0], progress(seen)[-1]
    assert first.bytes_per_s is None
    assert first.eta_s is None
    assert last.bytes_per_s == pytest.approx(10)
    assert last.eta_s == pytest.approx(51)


def test_progress_says_what_it_counts(reporter: EventReporter, seen: list[events.Event]) -> None:
    reporter.stage("scanning")
    reporter.progress(1, 10, "tokens")
    reporter.stage("merging")
    reporter.progress(1, 10)
    assert [event.unit for event in progress(seen)] == ["tokens", "bytes"]


def test_only_the_last_seconds_count() -> None:
    speed = Speed()
    for second in range(100):
        speed.add(float(second), 1000 * second)
    for second in range(100, 120):
        speed.add(float(second), 99_000 + second - 99)
    assert speed.bytes_per_s == pytest.approx(1)


def use(monkeypatch: pytest.MonkeyPatch, engine: Callable[[Any, Reporter], dict[str, Any]]) -> None:
    monkeypatch.setattr(run, "_run_engine", engine)


def test_events_of_a_job_that_ends_well(monkeypatch: pytest.MonkeyPatch, seen: list[events.Event]) -> None:
    def engine(_: Any, reporter: Reporter) -> dict[str, Any]:
        reporter.stage("extracting")
        reporter.progress(1, 2)
        reporter.metric("q_proj", captured=0.5)
        reporter.warning(f"Look at {TOKEN}.", "There.")
        reporter.progress(2, 2)
        return {"rank": 4}

    use(monkeypatch, engine)
    end = execute(job(), seen.append)
    assert end == events.Result("extract", str(Path("/fake/out")), {"rank": 4})
    assert [event.type for event in seen] == ["stage", "progress", "metric", "warning", "progress", "result"]
    assert TOKEN not in str(seen)


def test_cancelled(monkeypatch: pytest.MonkeyPatch, seen: list[events.Event]) -> None:
    def engine(_: Any, reporter: Reporter) -> dict[str, Any]:
        while True:
            stop_if_cancelled(reporter)

    use(monkeypatch, engine)
    asked = iter([False, False, True])
    end = execute(job(), seen.append, lambda: next(asked))
    assert isinstance(end, events.Cancelled)
    assert seen == [end]


def test_inputs_on_the_hub_are_asked_for_before_the_engine_is_called(seen: list[events.Event]) -> None:
    end = execute(run.ExtractJob(ExtractOptions(base=Path("hf:a/b"), donor=Path("/d"), out=Path("/o"))), seen.append)
    assert isinstance(end, events.Error)
    assert end.kind == "offline"


def test_the_real_engine_is_called(seen: list[events.Event], tmp_path: Path) -> None:
    options = ExtractOptions(base=tmp_path / "nowhere", donor=tmp_path, out=tmp_path / "out")
    end = execute(run.ExtractJob(options), seen.append)
    assert isinstance(end, events.Error)
    assert "nowhere" in end.message
    assert not end.details


class OutOfMemoryError(RuntimeError):
    """Named as torch names it."""


def os_error(number: int, name: str | None = "/data/out.partial/model.safetensors") -> OSError:
    return OSError(number, os.strerror(number), name)


@pytest.mark.parametrize(
    ("exception", "kind", "status", "says"),
    [
        (BadInput("config.json has no layers.", "Get it."), "bad_input", 2, "config.json"),
        (DoesNotFit("They differ."), "does_not_fit", 3, "differ"),
        (GraftworkError("It failed."), "failed", 1, "failed"),
        (os_error(errno.ENOSPC), "no_room", 1, "/data/out.partial"),
        (os_error(errno.EDQUOT, None), "no_room", 1, "full"),
        (PermissionError(errno.EACCES, "Permission denied", "/root/x"), "no_permission", 2, "/root/x"),
        (os_error(errno.EROFS), "no_permission", 2, "read-only"),
        (MemoryError(), "no_room", 1, "memory"),
        (os_error(errno.ENOMEM), "no_room", 1, "memory"),
        (
            RuntimeError("[enforce fail at alloc_cpu.cpp:117] DefaultCPUAllocator: can't allocate memory"),
            "no_room",
            1,
            "memory",
        ),
        (OutOfMemoryError("Tried to allocate 2 GiB"), "gpu_oom", 1, "device"),
        (RuntimeError("MPS backend out of memory"), "gpu_oom", 1, "device"),
        (ModuleNotFoundError("No module named 'torch'", name="torch"), "no_engine", 1, sys.executable),
        (os_error(errno.EIO), "io", 1, "Input/output error"),
        (ZeroDivisionError("division by zero"), "bug", 1, "ZeroDivisionError"),
        (RuntimeError("shapes"), "bug", 1, "shapes"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_failures(exception: Exception, kind: str, status: int, says: str) -> None:
    error = failure(exception)
    assert isinstance(error, events.Error)
    assert (error.kind, error.exit_status) == (kind, status)
    assert says.lower() in error.message.lower()
    assert "\n" not in error.message
    assert bool(error.details) == (kind in ("bug", "io")), "a traceback is for bugs"


def test_cancelling_is_no_failure() -> None:
    assert failure(Cancelled("Stopped.", "Again.")) == events.Cancelled("Stopped.", "Again.")


def test_options_that_clash_in_the_engine_are_bad_input() -> None:
    with pytest.raises(ValueError, match="either") as caught:
        ExtractOptions(base=Path("b"), donor=Path("d"), out=Path("o"), auto_rank=True, size=3)
    error = failure(caught.value)
    assert isinstance(error, events.Error)
    assert (error.kind, error.exit_status) == ("bad_input", 2)


def test_no_token_in_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "a plain secret")
    try:
        raise RuntimeError(f"401 for {TOKEN}, 'a plain secret', Authorization: Bearer abcdefghijklmnop")
    except RuntimeError as exception:
        error = failure(exception)
    assert isinstance(error, events.Error)
    for text in (error.message, error.details):
        assert "401 for" in text
        assert TOKEN not in text
        assert "a plain secret" not in text
        assert "abcdefghijklmnop" not in text
