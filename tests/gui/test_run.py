"""A job's life on the page: started, shown, cancelled, failed, finished, resumed."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from graftwork.engine import GRAFTS
from graftwork.pages.graft import GraftPage
from graftwork.runner import Progressed
from graftwork.services import Services
from graftwork_core.jobs.client import Outcome
from graftwork_core.jobs.events import Cancelled, Error, Progress, Stage, Warning
from graftwork_core.jobs.spec import GraftJob, Job, make_job
from graftwork_core.jobs.store import JobStore
from tests.gui.fakes import FakeClient, until

RESULT = {
    "extracted": {"rank": 8, "nbytes": 143_688, "captured": 0.527, "warnings": ["Two tensors were left out."]},
    "merged": {"tensors": 39, "changed": 37, "nbytes": 1_709_360, "survival": 1.01, "context_window": 2048},
    "seconds": 1.5,
}
NO_ROOM = Error("no_room", "The disk of /x is full.", "Make room.", exit_status=1)


async def start(page: GraftPage, client: FakeClient) -> None:
    page.fill_sample()
    await until(lambda: page.ui.bar.run.isEnabled())
    QTest.keyClick(page.window(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: client.job is not None)


def half_made(job: Job, status: str = "cancelled") -> Path:
    """A stopped job in the history, with its half-made output."""
    out = job.options.out
    partial = out.with_name(out.name + ".partial")
    partial.mkdir(parents=True)
    (partial / "journal.jsonl").write_text("{}\n")
    with JobStore() as store:
        job_id = store.add(job)
        if status != "interrupted":
            store.finish(job_id, Cancelled() if status == "cancelled" else NO_ROOM)
    return partial


def sample_job(sample: Path, out: Path) -> Job:
    paths = {"base": sample / "base", "donor": sample / "long", "target": sample / "skill", "out": out}
    return make_job("graft", {name: str(path) for name, path in paths.items()} | {"rank": 4, "weight": 0.5})


async def test_run_hands_the_form_to_a_worker_that_is_warm(page: GraftPage, client: FakeClient) -> None:
    await start(page, client)
    assert isinstance(client.job, GraftJob)
    assert client.starts == 1, "the idle worker took the job"
    assert (client.job.options.rank, client.job.options.weight) == (8, 0.75)
    assert page.ui.bar.is_busy
    assert not page.ui.options.isEnabled()
    assert not page.ui.base.acceptDrops()
    await client.cancel()


async def test_progress_says_stage_amount_speed_and_time(page: GraftPage, client: FakeClient) -> None:
    await start(page, client)
    client.tell(Stage("merging"))
    client.tell(Progress(1_640_000_000, 4_400_000_000, bytes_per_s=310e6, eta_s=8.9))
    await until(lambda: page.ui.bar._bar.value() == 372)
    assert page.ui.bar._stage.text() == "Merging into the target"
    for part in ("1.64\N{NO-BREAK SPACE}GB of 4.40\N{NO-BREAK SPACE}GB", "310\N{NO-BREAK SPACE}MB/s", "8.9 s left"):
        assert part in page.ui.bar._figures.text()
    await client.cancel()


async def test_many_events_are_few_paintings(page: GraftPage, client: FakeClient, services: Services) -> None:
    seen: list[Progressed] = []
    services.runner.progressed.connect(seen.append)
    await start(page, client)
    client.tell(Stage("extracting"))
    begun = time.monotonic()
    for number in range(1, 3001):
        client.tell(Progress(number, 3000))
    await until(lambda: seen and seen[-1].done == 3000)
    assert len(seen) <= (time.monotonic() - begun) / 0.045 + 2
    assert page.ui.bar._bar.value() == 1000
    await client.cancel()


async def test_a_finished_job_shows_its_figures_and_the_way_on(
    page: GraftPage, client: FakeClient, sample: Path, tmp_path: Path
) -> None:
    await start(page, client)
    client.tell(Warning("The tokenizers differ.", "Look at it."))
    out = tmp_path / "out"
    out.mkdir()
    client.succeed(out, RESULT)
    await until(lambda: page.ui.result.isVisibleTo(page))
    said = page.ui.result.accessibleDescription()
    for part in (str(out), "2,048", "37 of 39", "1.71 MB", "52.7 %", "100.0 %", "left out", "tokenizers differ"):
        assert part in said
    assert page.ui.result.headline.text() == "Done in 1.5 s."
    QTest.mouseClick(page.ui.result.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == str(out)
    assert page.ui.options.isEnabled()
    assert not page.ui.bar.is_busy
    QTest.mouseClick(page.ui.result.reuse, Qt.MouseButton.LeftButton)
    await until(lambda: page.ui.target.state == "failed")
    assert page.target.path == out


async def test_a_failure_is_a_sentence_a_hint_and_details_to_copy(page: GraftPage, client: FakeClient) -> None:
    await start(page, client)
    client.fail(NO_ROOM, log=("reading", "writing", "hf_" + "x" * 30))
    await until(lambda: page.ui.error.isVisibleTo(page))
    assert page.ui.error.headline.text() == "The disk of /x is full."
    assert page.ui.error.hint.text() == "Make room."
    QTest.mouseClick(page.ui.error.copy, Qt.MouseButton.LeftButton)
    copied = QApplication.clipboard().text()
    for part in ("The disk of /x is full.", '"kind": "graft"', '"rank": 8', "writing", "torch: 2.13", "Device: cpu"):
        assert part in copied
    assert "x" * 30 not in copied


async def test_try_again_runs_the_same_job_under_its_record(page: GraftPage, client: FakeClient) -> None:
    await start(page, client)
    first, record = client.job, client.job_id
    client.fail(NO_ROOM)
    await until(lambda: page.ui.error.isVisibleTo(page))
    client.job = None
    QTest.mouseClick(page.ui.error.resume, Qt.MouseButton.LeftButton)
    await until(lambda: client.job is not None)
    assert client.job == first
    assert client.job_id == record
    assert record
    assert not page.ui.error.isVisibleTo(page), "an old error does not stay beside a new attempt"
    await client.cancel()


async def test_bad_input_offers_no_second_try(page: GraftPage, client: FakeClient) -> None:
    await start(page, client)
    client.fail(Error("bad_input", "A shard is truncated.", exit_status=2))
    await until(lambda: page.ui.error.isVisibleTo(page))
    assert not page.ui.error.resume.isVisibleTo(page.ui.error)


async def test_cancel_asks_the_worker_and_offers_to_resume(page: GraftPage, client: FakeClient) -> None:
    await start(page, client)
    assert client.job is not None
    half_made(client.job)
    QTest.mouseClick(page.ui.bar.cancel, Qt.MouseButton.LeftButton)
    await until(lambda: client.cancelled and not page.ui.bar.is_busy)
    await until(lambda: page.job.offers.panels)
    assert not page.ui.error.isVisibleTo(page)
    assert "cancelled" in page.job.offers.panels[0].headline.text()
    assert not page.ui.said.isVisibleTo(page), "one of the two is enough"


async def test_a_cancel_that_left_nothing_is_said(page: GraftPage, client: FakeClient) -> None:
    await start(page, client)
    page.ui.bar.cancel.click()
    await until(lambda: page.ui.said.isVisibleTo(page))
    assert page.ui.said.headline.text().startswith("Cancelled before anything was made.")
    await until(lambda: page.ui.bar.run.isEnabled())
    page.run()
    await until(lambda: page.ui.bar.is_busy)
    assert not page.ui.said.isVisibleTo(page)
    await client.cancel()


async def test_cancel_before_the_worker_is_there_is_not_lost(page: GraftPage, client: FakeClient) -> None:
    page.fill_sample()
    await until(lambda: page.ui.bar.run.isEnabled())
    page.run()
    await until(lambda: page.ui.bar.is_busy)
    page.ui.bar.cancel.click()
    await until(lambda: not page.ui.bar.is_busy)
    assert client.closed or client.cancelled


async def test_a_stopped_job_is_offered_and_goes_on_under_its_record(
    page: GraftPage, client: FakeClient, sample: Path, tmp_path: Path
) -> None:
    job = sample_job(sample, tmp_path / "half")
    half_made(job)
    page.job.offers.refresh()
    await until(lambda: page.job.offers.panels)
    assert not page.ui.sample.isVisibleTo(page), "who has jobs is not new here"
    with JobStore() as store:
        record = store.all()[0]
    QTest.mouseClick(page.job.offers.panels[0].take, Qt.MouseButton.LeftButton)
    await until(lambda: client.job is not None)
    assert client.job == job
    assert client.job_id == record.id
    assert page.job.offers.panels == []
    await until(lambda: page.target.is_filled)
    assert page.form().out == tmp_path / "half"
    assert page.form().choices.rank == 4, "the page shows what runs"
    await client.cancel()


async def test_discard_removes_what_is_half_made_and_forgets_the_job(
    page: GraftPage, sample: Path, tmp_path: Path
) -> None:
    partial = half_made(sample_job(sample, tmp_path / "half"), "failed")
    page.job.offers.refresh()
    await until(lambda: page.job.offers.panels)
    assert "failed" in page.job.offers.panels[0].headline.text()
    QTest.mouseClick(page.job.offers.panels[0].refuse, Qt.MouseButton.LeftButton)
    await until(lambda: not page.job.offers.panels)
    assert not partial.exists()
    with JobStore() as store:
        assert store.all() == ()


async def test_a_job_without_remains_is_not_offered(page: GraftPage, sample: Path, tmp_path: Path) -> None:
    partial = half_made(sample_job(sample, tmp_path / "half"))
    (partial / "journal.jsonl").unlink()
    partial.rmdir()
    assert await page._services.engine.resumable(GRAFTS) == ()


async def test_an_option_that_means_nothing_is_said_before_anything_starts(page: GraftPage, client: FakeClient) -> None:
    page.fill_sample()
    page.ui.options.more.shard_size.setText("plenty")
    await until(lambda: "plenty" in page.ui.bar._plan.text())
    assert not page.ui.bar.run.isEnabled()
    page.run()
    page.ui.options.more.shard_size.setText("2 GB")
    await until(lambda: page.ui.bar.run.isEnabled())
    assert client.job is None


async def test_a_worker_that_vanishes_is_told(page: GraftPage, client: FakeClient) -> None:
    await start(page, client)
    message = "The system ended the worker because memory ran out."
    client.end(Outcome("killed", -9, error=Error("no_room", message, "Use less."), out_of_memory=True))
    await until(lambda: page.ui.error.isVisibleTo(page))
    assert page.ui.error.headline.text() == message
    assert page.ui.error.resume.isVisibleTo(page.ui.error)
