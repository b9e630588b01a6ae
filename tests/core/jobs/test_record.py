"""A recorded run: the store knows how it stands, a cancel from elsewhere arrives, a broken store costs a warning."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from graftwork_core.jobs import events, run
from graftwork_core.jobs.log import MAX_FILES, Log
from graftwork_core.jobs.record import Recording, record
from graftwork_core.jobs.store import FILE_NAME, JobStore
from graftwork_core.reporting import Reporter, stop_if_cancelled
from tests.core.jobs.making import job


@pytest.fixture
def seen() -> list[events.Event]:
    return []


def ends_with(result: dict[str, Any] | Exception) -> Any:
    def engine(_: Any, reporter: Reporter) -> dict[str, Any]:
        reporter.stage("extracting")
        if isinstance(result, Exception):
            raise result
        return result

    return engine


def only_record() -> Any:
    with JobStore() as store:
        (found,) = store.all()
    return found


def test_done(monkeypatch: pytest.MonkeyPatch, seen: list[events.Event]) -> None:
    monkeypatch.setattr(run, "_run_engine", ends_with({"rank": 4}))
    assert isinstance(record(job(), seen.append), events.Result)
    found = only_record()
    assert (found.status, found.stage) == ("done", "extracting")
    assert [event.type for event in seen] == ["stage", "result"]


def test_failed_and_run_again(monkeypatch: pytest.MonkeyPatch, seen: list[events.Event]) -> None:
    monkeypatch.setattr(run, "_run_engine", ends_with(ZeroDivisionError("no")))
    record(job(), seen.append)
    first = only_record()
    assert first.status == "failed"
    monkeypatch.setattr(run, "_run_engine", ends_with({"rank": 4}))
    record(job(), seen.append)
    again = only_record()
    assert (again.id, again.status, again.error) == (first.id, "done", None)


def test_a_cancel_from_elsewhere(monkeypatch: pytest.MonkeyPatch, seen: list[events.Event]) -> None:
    def engine(_: Any, reporter: Reporter) -> dict[str, Any]:
        with JobStore() as other:
            other.request_cancel(other.all()[0].id)
        for tick in range(1000):
            clock[0] = tick * 0.01
            stop_if_cancelled(reporter)
        return {}

    clock = [0.0]
    monkeypatch.setattr(run, "_run_engine", engine)
    with Recording(job(), seen.append, clock=lambda: clock[0]) as recording:
        assert isinstance(recording.run(), events.Cancelled)
    assert only_record().status == "cancelled"


def test_the_store_is_asked_and_told_seldom(monkeypatch: pytest.MonkeyPatch, seen: list[events.Event]) -> None:
    def engine(_: Any, reporter: Reporter) -> dict[str, Any]:
        reporter.stage("extracting")
        for tick in range(1000):
            clock[0] = tick * 0.01
            reporter.is_cancelled()
            sender._emit(events.Progress(tick, 1000))
        return {}

    clock = [0.0]
    calls: list[str] = []
    update, asked = JobStore.update, JobStore.cancel_requested
    monkeypatch.setattr(JobStore, "update", lambda *a, **k: (calls.append("update"), update(*a, **k))[1])
    monkeypatch.setattr(JobStore, "cancel_requested", lambda *a: (calls.append("asked"), asked(*a))[1])
    monkeypatch.setattr(run, "_run_engine", engine)
    with Recording(job(), seen.append, clock=lambda: clock[0]) as sender:
        sender.run()
    assert 9 <= calls.count("update") <= 12
    assert 18 <= calls.count("asked") <= 22


def test_a_store_that_cannot_be_used_costs_a_warning(
    monkeypatch: pytest.MonkeyPatch, seen: list[events.Event], graftwork_home: Path
) -> None:
    (graftwork_home / FILE_NAME).write_bytes(b"this is no database, " * 500)
    monkeypatch.setattr(run, "_run_engine", ends_with({"rank": 4}))
    assert isinstance(record(job(), seen.append), events.Result)
    assert [event.type for event in seen] == ["warning", "stage", "result"]
    assert FILE_NAME in str(seen[0])


def test_a_store_that_breaks_on_the_way_costs_one_warning(
    monkeypatch: pytest.MonkeyPatch, seen: list[events.Event], graftwork_home: Path
) -> None:
    def engine(_: Any, reporter: Reporter) -> dict[str, Any]:
        for file in graftwork_home.glob(FILE_NAME + "*"):
            file.write_bytes(b"this is no database, " * 500)
        reporter.stage("extracting")
        reporter.stage("verifying")
        return {}

    monkeypatch.setattr(run, "_run_engine", engine)
    assert isinstance(record(job(), seen.append), events.Result)
    assert [event.type for event in seen].count("warning") == 1


def test_a_job_that_runs_already_is_not_run_twice(monkeypatch: pytest.MonkeyPatch, seen: list[events.Event]) -> None:
    def engine(_: Any, reporter: Reporter) -> dict[str, Any]:
        raise AssertionError("it was run")

    monkeypatch.setattr(run, "_run_engine", engine)
    with JobStore() as store:
        job_id = store.add(job())
        store.begin(job_id)
    monkeypatch.setattr("graftwork_core.jobs.store.os.getpid", lambda: 1)
    end = record(job(), seen.append, job_id=job_id)
    assert isinstance(end, events.Error)
    assert (end.kind, end.exit_status) == ("bad_input", 2)
    assert record(job(), seen.append, job_id="nothing") == failure_of_missing(seen)


def failure_of_missing(seen: list[events.Event]) -> events.Event:
    last = seen[-1]
    assert isinstance(last, events.Error)
    assert "nothing" in last.message
    return last


def test_threads_may_report(monkeypatch: pytest.MonkeyPatch, seen: list[events.Event]) -> None:
    def engine(_: Any, reporter: Reporter) -> dict[str, Any]:
        reporter.stage("extracting")
        workers = [
            threading.Thread(target=lambda n=n: [reporter.progress(n * 100 + i, 500) for i in range(100)])
            for n in range(5)
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return {}

    monkeypatch.setattr(run, "_run_engine", engine)
    assert isinstance(record(job(), seen.append), events.Result)
    told = [event.done for event in seen if isinstance(event, events.Progress)]
    assert told == sorted(told)
    assert told[-1] == 499


def test_logs_are_few_and_bounded(graftwork_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graftwork_core.jobs.log.MAX_CHARACTERS", 1000)
    for number in range(MAX_FILES + 5):
        log = Log(f"job-{number:04}")
        assert log.path is None, "there is no file without a line"
        log.write("line")
        log.close()
    assert len(list((graftwork_home / "logs").iterdir())) == MAX_FILES
    log = Log("long")
    for _ in range(100):
        log.write("x" * 99)
    log.close()
    assert log.path is not None
    assert log.path.stat().st_size < 1200


def test_a_log_that_cannot_be_written_is_no_failure(graftwork_home: Path) -> None:
    (graftwork_home / "logs").write_text("a file in its place")
    log = Log("job")
    log.write("line")
    assert log.path is None
