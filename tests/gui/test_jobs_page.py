"""The Jobs page: everything that runs, waits or ran, and what can be done with it, by mouse and by keyboard."""

from __future__ import annotations

import errno
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from graftwork.herald import LEFT_OVER
from graftwork.job_words import JobRow, error_text, figures, kind_name, sentence
from graftwork.models.jobs import MIME, SHARE_ROLE, JobColumn, JobsModel
from graftwork.pages import jobs as module
from graftwork.pages.graft import GraftPage
from graftwork.pages.jobs import JobsPage
from graftwork.requests import CompareWish
from graftwork.running import Progressed
from graftwork.services import Services
from graftwork.window import MainWindow
from graftwork_core.jobs.events import Cancelled, End, Error, Progress, Result, Stage
from graftwork_core.jobs.failures import failure
from graftwork_core.jobs.home import logs
from graftwork_core.jobs.spec import Job, make_job
from graftwork_core.jobs.store import JobRecord, JobStore
from graftwork_core.jobs.waiting import enqueue, waiting
from tests.gui.fakes import FakeClient, until

FULL = Error("no_room", "The disk is full.", "Choose another --out.", exit_status=1)
TOKEN = "hf_" + "a1B2" * 8


def graft(sample: Path, out: Path) -> Job:
    places = {"base": sample / "base", "donor": sample / "long", "target": sample / "skill", "out": out}
    return make_job("graft", {name: str(place) for name, place in places.items()})


def remember(sample: Path, out: Path, end: End | None) -> JobRecord:
    """Put a job into the history."""
    with JobStore() as store:
        job_id = store.add(graft(sample, out))
        if end is not None:
            store.begin(job_id)
            store.finish(job_id, end)
        return store.get(job_id)


def queue(sample: Path, *outs: Path) -> list[str]:
    """Let jobs wait."""
    with JobStore() as store:
        return [enqueue(store, graft(sample, out)) for out in outs]


def order() -> list[str]:
    with JobStore() as store:
        return [record.id for record in waiting(store)]


@pytest.fixture
def jobs(window: MainWindow) -> JobsPage:
    found = window.page("jobs")
    assert isinstance(found, JobsPage)
    return found


async def shown(window: MainWindow, jobs: JobsPage, rows: int, choose: int = 0) -> None:
    window.show_page("jobs")
    await until(lambda: jobs.model.rowCount() == rows)
    jobs.table.selectRow(choose)


def text(model: JobsModel, row: int, column: JobColumn) -> str:
    return str(model.index(row, column).data())


def press(jobs: JobsPage, name: str) -> None:
    button = next(one for one in jobs.ui.buttons if one.text() == name and one.isVisible())
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


async def focused(jobs: JobsPage) -> None:
    jobs.window().activateWindow()
    jobs.table.setFocus()
    await until(jobs.table.hasFocus)


def chosen(jobs: JobsPage) -> str:
    row = jobs.chosen()
    return row.record.id if row is not None else ""


def offered(jobs: JobsPage) -> set[str]:
    return {one.text() for one in jobs.ui.buttons if one.isVisible() and one.isEnabled()}


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester, sample: Path, tmp_path: Path) -> None:
    rows = [JobRow(remember(sample, tmp_path / str(number), Cancelled())) for number in range(3)]
    model = JobsModel()
    qtmodeltester.check(model)
    model.show(rows)
    model.tick()
    qtmodeltester.check(model)


def test_a_change_is_told_and_moves_no_row(sample: Path, tmp_path: Path) -> None:
    first, second = (remember(sample, tmp_path / name, None) for name in "ab")
    model = JobsModel()
    model.show((JobRow(second, place=1), JobRow(first)))
    changes: list[tuple[int, int]] = []
    resets: list[bool] = []
    model.dataChanged.connect(lambda start, end: changes.append((start.row(), end.row())))
    model.modelReset.connect(lambda: resets.append(True))
    running = replace(first, status="running", started=time.time() - 61)
    model.show((JobRow(second, place=1), JobRow(running, Progressed("merging", 30, 120, 310e6, 9.0))))
    assert changes == [(1, 1)]
    assert text(model, 1, JobColumn.STATUS) == "25 % · Merging into the target"
    assert text(model, 1, JobColumn.PACE) == "310 MB/s · 9.0 s left"
    assert text(model, 1, JobColumn.TOOK).startswith("1 min")
    assert model.index(1, JobColumn.STATUS).data(SHARE_ROLE) == 0.25
    assert text(model, 0, JobColumn.STATUS) == "Waiting, place 1"
    assert text(model, 0, JobColumn.BEGAN) == text(model, 0, JobColumn.TOOK) == "", "it has not begun"
    assert text(model, 1, JobColumn.BEGAN)
    assert model.index(0, JobColumn.STATUS).data(SHARE_ROLE) is None
    model.advance(first.id, Progressed("merging", 60, 120))
    assert model.index(1, JobColumn.STATUS).data(SHARE_ROLE) == 0.5
    model.advance("another", Progressed())
    assert not resets
    model.show((JobRow(first),))
    assert resets


async def test_an_empty_history_offers_ways_to_begin(window: MainWindow, jobs: JobsPage) -> None:
    window.show_page("jobs")
    await until(lambda: jobs.ui.empty.isVisibleTo(jobs))
    assert not jobs.table.isVisible()
    assert offered(jobs) == set()
    window.activateWindow()
    jobs.focus()
    await until(lambda: QApplication.focusWidget() is jobs.ui.empty.buttons[0])
    QTest.keyClick(jobs.ui.empty.buttons[0], Qt.Key.Key_Space)
    assert window.current == "graft"
    page = window.page("graft")
    assert isinstance(page, GraftPage)
    await until(lambda: page.ui.bar.run.isEnabled())
    for button, shown_page in zip(jobs.ui.empty.buttons[1:], ("graft", "haystack", "compare"), strict=True):
        button.click()
        assert window.current == shown_page


async def test_jobs_are_listed_with_what_they_said(
    window: MainWindow, jobs: JobsPage, sample: Path, tmp_path: Path
) -> None:
    remember(sample, tmp_path / "a", Result("graft", str(tmp_path / "a"), {"merged": {"nbytes": 1_709_360}}))
    remember(sample, tmp_path / "b", FULL)
    await shown(window, jobs, 2)
    assert [text(jobs.model, row, JobColumn.STATUS) for row in (0, 1)] == ["Failed", "Done"]
    assert jobs.details.sentence.text() == "The disk is full. Choose another output folder."
    assert {"Resume", "Edit and run again", "Remove", "Copy details"} <= offered(jobs)
    assert "Show the result" not in offered(jobs)
    jobs.table.selectRow(1)
    assert "Show the result" in offered(jobs)
    assert "Resume" not in offered(jobs)
    assert ("written", "1.71 MB") in jobs.details.facts.texts()
    said = jobs.model.index(1, JobColumn.STATUS).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Status: Done"


async def test_a_job_that_vanished_says_why(window: MainWindow, jobs: JobsPage, sample: Path, tmp_path: Path) -> None:
    record = remember(sample, tmp_path / "a", None)
    with JobStore() as store, store.transaction() as db:
        db.execute(
            "UPDATE jobs SET status='running', pid=4, birthmark='another-boot:1', started=1 WHERE id=?", (record.id,)
        )
    await shown(window, jobs, 1)
    assert text(jobs.model, 0, JobColumn.STATUS) == "Interrupted"
    assert jobs.details.sentence.text() == "The machine was restarted while it ran. It can go on where it stopped."


async def test_resumed_jobs_join_the_queue_and_show_how_far_they_are(
    window: MainWindow, jobs: JobsPage, client: FakeClient, sample: Path, tmp_path: Path, page: GraftPage
) -> None:
    first = remember(sample, tmp_path / "one", Cancelled())
    second = remember(sample, tmp_path / "two", FULL)
    await shown(window, jobs, 2, choose=1)
    press(jobs, "Resume")
    await until(lambda: client.job is not None)
    assert client.job_id == first.id
    await until(lambda: chosen(jobs) == first.id)
    client.tell(Stage("merging"))
    client.tell(Progress(30, 120, bytes_per_s=310e6, eta_s=9.0))
    jobs.table.selectRow(jobs.model.row_of(second.id))
    press(jobs, "Resume")
    await until(lambda: order() == [second.id])
    await until(lambda: text(jobs.model, 1, JobColumn.STATUS) == "Waiting, place 1")
    assert jobs.details.sentence.text() == "It waits in the queue, at place 1."
    client.job = None
    await client.cancel()
    await until(lambda: client.job is not None)
    assert client.job_id == second.id
    jobs.table.selectRow(jobs.model.row_of(second.id))
    await until(lambda: "Cancel" in offered(jobs))
    press(jobs, "Cancel")
    await until(lambda: not page.ui.bar.is_busy)
    await until(lambda: text(jobs.model, jobs.model.row_of(second.id), JobColumn.STATUS) == "Cancelled")
    assert jobs.details.attempts.isVisibleTo(jobs) is False


async def test_a_running_job_is_followed(
    window: MainWindow, jobs: JobsPage, client: FakeClient, services: Services, sample: Path, tmp_path: Path
) -> None:
    services.runner.start(graft(sample, tmp_path / "out"))
    await until(lambda: client.job is not None)
    with JobStore() as store:
        store.begin(client.job_id or "")
    await shown(window, jobs, 1)
    client.tell(Stage("merging"))
    client.tell(Progress(1_640_000_000, 4_400_000_000, bytes_per_s=310e6, eta_s=8.9))
    await until(lambda: "37 %" in text(jobs.model, 0, JobColumn.STATUS))
    await until(lambda: "1.64\N{NO-BREAK SPACE}GB of" in jobs.details.sentence.text())
    assert "310 MB/s" in text(jobs.model, 0, JobColumn.PACE)
    assert "Remove" not in offered(jobs)
    pixmap = jobs.table.grab()
    assert not pixmap.isNull()
    await client.cancel()


async def test_the_queue_is_ordered_by_keyboard_and_by_dragging(
    window: MainWindow, jobs: JobsPage, services: Services, sample: Path, tmp_path: Path
) -> None:
    services.runner.hold(True)
    one, two, three = queue(sample, *(tmp_path / name for name in "abc"))
    await shown(window, jobs, 3, choose=2)
    await focused(jobs)
    QTest.keyClick(jobs.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    await until(lambda: order() == [one, three, two])
    await until(lambda: jobs.model.row_of(three) == 1)
    assert jobs.table.currentIndex().row() == 1, "the job that was moved stays chosen"
    press(jobs, "Sooner")
    await until(lambda: order() == [three, one, two])
    await until(lambda: jobs.model.row_of(three) == 0)
    assert "Sooner" not in offered(jobs)
    drop(jobs, three, before=3)
    await until(lambda: order() == [one, two, three])
    await until(lambda: jobs.model.row_of(three) == 2)
    QTest.keyClick(jobs.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    drop(jobs, "nothing", before=0)
    assert order() == [one, two, three]


def drop(jobs: JobsPage, job_id: str, before: int) -> None:
    """Let go of a dragged job between two rows."""
    mime = QMimeData()
    mime.setData(MIME, job_id.encode())
    rect = jobs.table.visualRect(jobs.model.index(min(before, jobs.model.rowCount() - 1), 0))
    place = QPoint(rect.center().x(), rect.bottom() + 1 if before >= jobs.model.rowCount() else rect.top())
    event = QDropEvent(
        QPointF(place), Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    jobs.model.dropMimeData(event.mimeData(), Qt.DropAction.MoveAction, before, 0, jobs.table.rootIndex())


async def test_a_held_queue_is_said_and_started(
    window: MainWindow, jobs: JobsPage, services: Services, client: FakeClient, sample: Path, tmp_path: Path
) -> None:
    (old,) = queue(sample, tmp_path / "old")
    await shown(window, jobs, 1)
    assert services.runner.is_held
    window.show_page("graft")
    assert "from an earlier time" in window.messages.panels[LEFT_OVER].headline.text()
    window.show_page("jobs")
    QTest.mouseClick(jobs.ui.queue, Qt.MouseButton.LeftButton)
    await until(lambda: client.job is not None)
    assert client.job_id == old
    window.show_page("graft")
    assert LEFT_OVER not in window.messages.panels
    await client.cancel()


async def test_what_runs_elsewhere_is_asked_to_stop_and_then_ended(
    window: MainWindow, jobs: JobsPage, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = remember(sample, tmp_path / "a", None)
    with JobStore() as store:
        store.begin(record.id)
        await shown(window, jobs, 1)
        assert jobs.details.sentence.text().startswith("It runs in a terminal.")
        press(jobs, "Cancel")
        await until(lambda: store.cancel_requested(record.id))
        await until(lambda: text(jobs.model, 0, JobColumn.STATUS) == "Stopping…")
        assert "Cancel" not in offered(jobs)
        monkeypatch.setattr(module, "PATIENCE_S", 0.0)
        ended: list[str] = []
        monkeypatch.setattr(JobStore, "end", lambda store, job_id: ended.append(job_id) or True)
        jobs._show()
        press(jobs, "Stop at once")
        await until(lambda: ended == [record.id])
        store.finish(record.id, Cancelled())


async def test_a_job_that_is_over_is_not_said_to_have_no_log_yet(
    window: MainWindow, jobs: JobsPage, sample: Path, tmp_path: Path
) -> None:
    window._services.runner.is_held = True
    waits = queue(sample, tmp_path / "waits")[0]
    remember(sample, tmp_path / "over", FULL)
    await shown(window, jobs, 2, choose=1)
    await until(lambda: jobs.details.log.toPlainText() == "It left no log.")
    jobs.table.choose_row(jobs.model.row_of(waits))
    await until(lambda: jobs.details.log.toPlainText() == "There is no log yet.")


async def test_the_chosen_job_is_in_sight(window: MainWindow, jobs: JobsPage, sample: Path, tmp_path: Path) -> None:
    records = [remember(sample, tmp_path / str(number), FULL) for number in range(40)]
    await shown(window, jobs, 40)
    last = jobs.model.rowCount() - 1
    jobs.table.choose_row(last)
    assert jobs.table.shows_current
    jobs.table.choose_row(0, follow=False)
    assert not jobs.table.shows_current, "who scrolled away is not brought back"
    jobs.table.choose_row(last)
    with JobStore() as store:
        store.begin(jobs.model.row(last).record.id)  # type: ignore[union-attr]
    jobs._history.look()
    await until(lambda: jobs.table.currentIndex().row() == 0)
    assert jobs.table.shows_current, f"it runs now, above {len(records) - 1} others"


async def test_the_queue_is_offered_once_and_only_while_nothing_runs(
    window: MainWindow, jobs: JobsPage, sample: Path, tmp_path: Path
) -> None:
    runner = window._services.runner
    runner.history.left_over.emit(1)
    offered_keys = window.messages.panels
    assert LEFT_OVER in offered_keys
    queue(sample, tmp_path / "waits")
    await shown(window, jobs, 1)
    assert LEFT_OVER not in offered_keys, "the page itself offers it"
    assert jobs.ui.queue.text() == "Start the queue"
    window.show_page("graft")
    assert LEFT_OVER in offered_keys
    other = remember(sample, tmp_path / "in a terminal", None)
    with JobStore() as store:
        store.begin(other.id)
        runner.history.look()
        await until(lambda: LEFT_OVER not in offered_keys)
        store.finish(other.id, Cancelled())
    runner.history.look()
    await until(lambda: LEFT_OVER in offered_keys)


@pytest.mark.plants_a_token
async def test_the_log_grows_while_it_is_read(
    window: MainWindow, jobs: JobsPage, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = remember(sample, tmp_path / "out", FULL)
    logs().mkdir(parents=True)
    log = logs() / f"{record.id}.log"
    log.write_text("\n".join(f"line {number}" for number in range(300)) + f"\n{TOKEN}\n")
    jobs.details._timer.setInterval(20)
    await shown(window, jobs, 1)
    await until(lambda: "line 299" in jobs.details.log.toPlainText())
    lines = jobs.details.log.toPlainText().splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("line 101", "hf_***", 200)
    with log.open("a") as stream:
        stream.write("another line\n")
    await until(lambda: jobs.details.log.toPlainText().endswith("another line"))
    bar = jobs.details.log.verticalScrollBar()
    assert bar.value() == bar.maximum(), "who reads the end stays there"


@pytest.mark.plants_a_token
async def test_details_have_everything_but_secrets(
    window: MainWindow, jobs: JobsPage, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "secret-of-mine")
    record = remember(sample, tmp_path / TOKEN, replace(FULL, details="Traceback with secret-of-mine"))
    logs().mkdir(parents=True)
    (logs() / f"{record.id}.log").write_text(f"a line\nBearer {TOKEN}\n")
    await shown(window, jobs, 1)
    QApplication.clipboard().clear()
    press(jobs, "Copy details")
    await until(lambda: "a line" in QApplication.clipboard().text())
    copied = QApplication.clipboard().text()
    for part in ("Graftwork: ", '"kind": "graft"', "The disk is full.", "Traceback"):
        assert part in copied
    assert TOKEN not in copied
    assert "secret-of-mine" not in copied


async def test_removing_can_be_undone_and_deletes_nothing_unasked(
    window: MainWindow, jobs: JobsPage, sample: Path, tmp_path: Path
) -> None:
    out, partial = tmp_path / "out", tmp_path / "out.partial"
    partial.mkdir()
    (partial / "journal.jsonl").write_text("{}\n" * 500)
    record = remember(sample, out, Cancelled())
    await shown(window, jobs, 1)
    await focused(jobs)
    QTest.keyClick(jobs.table, Qt.Key.Key_Delete)
    await until(lambda: jobs.model.rowCount() == 0)
    panel = window.messages.panels["removed job"]
    assert "1.50 KB" in panel.hint.text()
    QTest.mouseClick(panel.buttons[0], Qt.MouseButton.LeftButton)
    await until(lambda: jobs.model.rowCount() == 1)
    assert jobs.chosen() is not None
    assert partial.is_dir()
    press(jobs, "Remove")
    await until(lambda: jobs.model.rowCount() == 0)
    QTest.mouseClick(window.messages.panels["removed job"].buttons[1], Qt.MouseButton.LeftButton)
    await until(lambda: not partial.exists())
    with JobStore() as store:
        store.forget_hidden()
        assert record.id not in {one.id for one in store.all()}


async def test_the_folder_is_shown_as_far_as_it_exists(
    window: MainWindow, jobs: JobsPage, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or len(opened) < 3)
    (tmp_path / "made").mkdir()
    remember(sample, tmp_path / "made", Result("graft", str(tmp_path / "made"), {}))
    await shown(window, jobs, 1)
    press(jobs, "Open folder")
    await until(lambda: opened == [str(tmp_path / "made")])
    (tmp_path / "made").rename(tmp_path / "moved")
    press(jobs, "Open folder")
    await until(lambda: opened[1:] == [str(tmp_path)])
    press(jobs, "Open folder")
    await until(lambda: "folder" in window.messages.panels)


async def test_jobs_are_edited_and_shown_on_the_page_of_their_kind(
    window: MainWindow, jobs: JobsPage, services: Services, sample: Path, tmp_path: Path
) -> None:
    asked: list[tuple[str, Any]] = []
    services.requests.edit.connect(lambda record: asked.append((window.current, record.kind)))
    services.requests.result.connect(lambda record: asked.append((window.current, record.kind)))
    remember(sample, tmp_path / "out", Result("graft", str(tmp_path / "out"), {}))
    await shown(window, jobs, 1)
    press(jobs, "Edit and run again")
    window.show_page("jobs")
    press(jobs, "Show the result")
    assert asked == [("graft", "graft"), ("graft", "graft")]


async def test_a_comparison_is_shown_again_with_its_models(
    window: MainWindow, jobs: JobsPage, services: Services, sample: Path, tmp_path: Path
) -> None:
    wishes: list[CompareWish] = []
    services.requests.compare.connect(wishes.append)
    places = {"base": sample / "base", "donor": sample / "long", "out": tmp_path / "difference"}
    with JobStore() as store:
        job_id = store.add(make_job("diff", {name: str(place) for name, place in places.items()}))
        store.begin(job_id)
        store.finish(job_id, Cancelled())
    await shown(window, jobs, 1)
    press(jobs, "Edit and run again")
    assert window.current == "compare"
    assert wishes == [CompareWish(sample / "base", sample / "long")]


async def test_a_history_that_is_damaged_is_said_and_set_aside(
    window: MainWindow, jobs: JobsPage, graftwork_home: Path
) -> None:
    (graftwork_home / "jobs.sqlite3").write_bytes(b"this is no database" * 100)
    window.show_page("jobs")
    await until(lambda: jobs.ui.error.isVisibleTo(jobs))
    assert "jobs.sqlite3" in jobs.ui.error.headline.text()
    panel = window.messages.panels["history"]
    QTest.mouseClick(panel.buttons[0], Qt.MouseButton.LeftButton)
    await until(lambda: not jobs.ui.error.isVisibleTo(jobs))
    await until(lambda: jobs.ui.empty.isVisibleTo(jobs))
    assert (graftwork_home / "jobs.sqlite3.damaged").read_bytes().startswith(b"this is no database")
    assert "jobs.sqlite3.damaged" in window.messages.panels["set aside"].headline.text()


def test_figures_of_every_kind_are_words(sample: Path, tmp_path: Path) -> None:
    record = remember(sample, tmp_path / "a", Cancelled())

    def said(kind: str, data: dict[str, Any]) -> dict[str, str]:
        return dict(figures(replace(record, kind=kind, peak=3_000_000_000, result={"data": data})))

    check = {"whole": {"hits": 96, "n": 110}, "effective": {"ours": 2048}, "seconds": 18.2}
    assert said("haystack", check) == {
        "sound to": "2k",
        "facts found": "96 of 110",
        "took": "18 s",
        "memory at most": "3.00 GB",
    }
    assert said("haystack", {"effective": {"ours": None}})["sound to"] == "nowhere"
    sweep = {"points": [1, 2, 3], "best": {"weight": 0.75, "rank": 8}, "seconds": 3}
    assert said("sweep", sweep)["best weight"] == "0.75"
    difference = {"changed": 3, "tensors": 4, "relative": 0.021, "rank": 16, "suggested_nbytes": 84_000_000}
    assert said("diff", difference)["size of that adapter"] == "84.0 MB"
    assert said("download", {"files": 7, "nbytes": 10**9, "fetched": 10**8})["over the network"] == "100 MB"
    for kind in ("graft", "merge", "extract", "haystack", "sweep", "diff", "download", "upload", "prompt", "brewing"):
        assert said(kind, {"seconds": "soon", "whole": 7, "points": {}, "best": []})["memory at most"] == "3.00 GB"
        assert kind_name(kind)


def test_why_a_job_vanished_is_said_in_the_windows_words(sample: Path, tmp_path: Path) -> None:
    record = remember(sample, tmp_path / "a", FULL)

    def said(kind: str, **changes: Any) -> str:
        return error_text(replace(record, error={"kind": kind, "message": "M.", "hint": "H."}, **changes))

    memory = said("no_room", ending="killed", peak=15_200_000_000, needed=9_400_000_000)
    for part in ("ran out of memory", "15.2 GB at most", "9.40 GB were estimated", "go on"):
        assert part in memory
    assert "at most" not in said("no_room", ending="killed")
    assert said("no_room", ending="failed") == "M. H.", "a full disk has its own words"
    assert "outside" in said("killed")
    assert "closed" in said("abandoned")
    assert said("crashed") == "M. H."


@pytest.mark.usefixtures("chinese")
def test_why_a_job_failed_is_said_in_chinese(sample: Path, tmp_path: Path) -> None:
    told = failure(OSError(errno.ENOSPC, "No space left on device", "/out/model.safetensors"))
    assert isinstance(told, Error)
    error = {"kind": told.kind, "message": told.message, "hint": told.hint}
    record = replace(remember(sample, tmp_path / "a", FULL), error=error, ending="failed")
    assert error_text(record) == (
        "/out/model.safetensors 所在磁盘已满。请腾出空间，或写到其他位置。请重新运行同一任务，从中断处继续。"
    )


def test_sentences_of_every_state(sample: Path, tmp_path: Path) -> None:
    record = remember(sample, tmp_path / "a", Cancelled())
    for status in ("done", "cancelled", "interrupted", "queued", "running"):
        assert sentence(JobRow(replace(record, status=status)))  # type: ignore[arg-type]
    background = replace(record, status="running", keeper=4, stage="merging")
    assert sentence(JobRow(background)).startswith("It runs in the background. Merging")


async def test_ten_thousand_jobs_are_no_burden(
    window: MainWindow, jobs: JobsPage, services: Services, sample: Path, tmp_path: Path
) -> None:
    record = remember(sample, tmp_path / "a", FULL)
    with JobStore() as store, store.transaction() as db:
        names = [row[1] for row in db.execute("PRAGMA table_info(jobs)") if row[1] != "id"]
        db.execute(
            "WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 9999)"
            f" INSERT INTO jobs (id, {', '.join(names)}) SELECT printf('%08x', value), {', '.join(names)} FROM jobs, n"
        )
    await shown(window, jobs, 10_000)
    begun = time.thread_time()
    jobs._show()
    assert time.thread_time() - begun < 0.05
    with JobStore() as store:
        store.begin(record.id)
    await until(lambda: text(jobs.model, 0, JobColumn.STATUS).startswith("Starting"))
    with JobStore() as store:
        store.finish(record.id, Cancelled())
