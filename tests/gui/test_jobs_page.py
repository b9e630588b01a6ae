"""The Jobs page lists what ran and lets it go on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from graftwork.models.jobs import JobColumn, JobsModel
from graftwork.pages.graft import GraftPage
from graftwork.pages.jobs import JobsPage
from graftwork.window import MainWindow
from graftwork_core.jobs.events import Cancelled, End, Error, Result
from graftwork_core.jobs.home import logs
from graftwork_core.jobs.spec import make_job
from graftwork_core.jobs.store import JobRecord, JobStore
from tests.gui.fakes import FakeClient, until

FULL = Error("no_room", "The disk is full.", "Choose another --out.", exit_status=1)


def remember(sample: Path, out: Path, end: End | None) -> JobRecord:
    """Put a job into the history."""
    places = {"base": sample / "base", "donor": sample / "long", "target": sample / "skill", "out": out}
    with JobStore() as store:
        job_id = store.add(make_job("graft", {name: str(place) for name, place in places.items()}))
        if end is not None:
            store.begin(job_id)
            store.finish(job_id, end)
        return store.get(job_id)


@pytest.fixture
def jobs(window: MainWindow) -> JobsPage:
    found = window.page("jobs")
    assert isinstance(found, JobsPage)
    return found


def text(model: JobsModel, row: int, column: JobColumn) -> str:
    return str(model.index(row, column).data())


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester, sample: Path, tmp_path: Path) -> None:
    records = tuple(remember(sample, tmp_path / str(number), Cancelled()) for number in range(3))
    model = JobsModel()
    qtmodeltester.check(model)
    model.show(records)
    qtmodeltester.check(model)


def test_a_change_is_told_and_moves_no_row(sample: Path, tmp_path: Path) -> None:
    first, second = (remember(sample, tmp_path / name, None) for name in "ab")
    model = JobsModel()
    model.show((second, first))
    changes: list[tuple[int, int]] = []
    resets: list[bool] = []
    model.dataChanged.connect(lambda start, end: changes.append((start.row(), end.row())))
    model.modelReset.connect(lambda: resets.append(True))
    model.show((second, replace(first, status="running", done=30, total=120, started=1.0)))
    assert changes == [(1, 1)]
    assert text(model, 1, JobColumn.STATUS) == "Running, 25 %"
    assert text(model, 0, JobColumn.STATUS) == "Waiting"
    assert not resets
    model.show((first,))
    assert resets


async def test_an_empty_history_says_so(window: MainWindow, jobs: JobsPage) -> None:
    window.show_page("jobs")
    await until(lambda: not jobs.table.isVisibleTo(jobs))
    assert jobs._empty.isVisibleTo(jobs)
    assert not jobs.resume.isEnabled()


async def test_jobs_are_listed_with_what_they_said(
    window: MainWindow, jobs: JobsPage, sample: Path, tmp_path: Path
) -> None:
    remember(sample, tmp_path / "a", Result("graft", str(tmp_path / "a"), {}))
    remember(sample, tmp_path / "b", FULL)
    window.show_page("jobs")
    await until(lambda: jobs.model.rowCount() == 2)
    assert [text(jobs.model, row, JobColumn.STATUS) for row in (0, 1)] == ["Failed", "Done"]
    jobs.table.selectRow(0)
    assert jobs.message.text() == "The disk is full. Choose another output folder."
    assert jobs.resume.isEnabled()
    assert not jobs.open.isEnabled()
    jobs.table.selectRow(1)
    assert jobs.open.isEnabled()
    assert not jobs.resume.isEnabled()
    assert not jobs.message.isVisibleTo(jobs)
    said = jobs.model.index(1, JobColumn.STATUS).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Status: Done"


async def test_a_job_is_resumed_on_the_graft_page(
    window: MainWindow, page: GraftPage, jobs: JobsPage, client: FakeClient, sample: Path, tmp_path: Path
) -> None:
    record = remember(sample, tmp_path / "out", Cancelled())
    window.show_page("jobs")
    await until(lambda: jobs.model.rowCount() == 1)
    jobs.table.selectRow(0)
    QTest.mouseClick(jobs.resume, Qt.MouseButton.LeftButton)
    await until(lambda: client.job is not None)
    assert client.job_id == record.id
    assert page.isVisible()
    assert page.ui.bar.is_busy
    await client.cancel()
    await until(lambda: not page.ui.bar.is_busy)


async def test_log_and_details_are_at_hand(window: MainWindow, jobs: JobsPage, sample: Path, tmp_path: Path) -> None:
    record = remember(sample, tmp_path / "out", FULL)
    logs().mkdir(parents=True)
    lines = [f"line {number}" for number in range(300)]
    (logs() / f"{record.id}.log").write_text("\n".join(lines))
    window.show_page("jobs")
    await until(lambda: jobs.model.rowCount() == 1)
    jobs.table.selectRow(0)
    QTest.mouseClick(jobs.show_log, Qt.MouseButton.LeftButton)
    await until(lambda: jobs.log.isVisibleTo(jobs))
    shown = jobs.log.toPlainText().splitlines()
    assert (shown[0], shown[-1], len(shown)) == ("line 100", "line 299", 200)
    QApplication.clipboard().clear()
    QTest.mouseClick(jobs.copy, Qt.MouseButton.LeftButton)
    await until(lambda: "line 299" in QApplication.clipboard().text())
    assert '"kind": "graft"' in QApplication.clipboard().text()
    assert "The disk is full." in QApplication.clipboard().text()


async def test_removing_a_job_leaves_its_finished_output(
    window: MainWindow, jobs: JobsPage, sample: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    remember(sample, out, Result("graft", str(out), {}))
    window.show_page("jobs")
    await until(lambda: jobs.model.rowCount() == 1)
    jobs.table.selectRow(0)
    QTest.mouseClick(jobs.remove, Qt.MouseButton.LeftButton)
    await until(lambda: jobs.model.rowCount() == 0)
    assert out.is_dir()


async def test_a_history_that_cannot_be_read_is_said(window: MainWindow, jobs: JobsPage, graftwork_home: Path) -> None:
    (graftwork_home / "jobs.sqlite3").write_bytes(b"this is no database" * 100)
    window.show_page("jobs")
    await until(lambda: jobs.error.isVisibleTo(jobs))
    assert "jobs.sqlite3" in jobs.error.headline.text()
