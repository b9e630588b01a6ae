"""Downloads from the Hub page with real workers: fetched, paused, resumed after quitting, and into the library."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from graftwork.details import Failure
from graftwork.job_words import JobRow, pace_text, sentence
from graftwork.messages import Message
from graftwork.pages.hub import HubPage
from graftwork.pages.jobs import JobsPage
from graftwork.requests import SlotName, UseWish
from graftwork.runner import Progressed, Runner
from graftwork.running import Hitch
from graftwork.services import Services
from graftwork.window import MainWindow
from graftwork_core.hub.part import SUFFIX
from graftwork_core.jobs.client import WorkerClient
from graftwork_core.jobs.events import Cancelled, Metric, Progress, Stage
from graftwork_core.jobs.spec import Job, make_job
from graftwork_core.jobs.store import JobStore
from tests.core.hub.fetching import WEIGHTS
from tests.core.hub.making import files_below, plain_model, sharded
from tests.gui.fakes import FakeClient, until
from tests.hub_server import HubServer

STOPPED_AT = 700_000


def with_runner(services: Services) -> Services:
    """The same services, with a runner of its own that starts real workers: as after another start."""
    return replace(services, runner=Runner(services.tasks, WorkerClient))


@pytest.fixture
def services(services: Services) -> Services:
    """With real workers instead of a played one."""
    return with_runner(services)


@asynccontextmanager
async def opened(window: MainWindow, name: str) -> AsyncIterator[HubPage]:
    """The page in front with a repository that was looked at."""
    window.show_page("hub")
    page = window.page("hub")
    assert isinstance(page, HubPage)
    page.open_repository(name)
    await until(lambda: page.details.inside is not None)
    await until(lambda: window._services.runner.history.is_known)
    yield page
    page.finder.stop()
    page.details.stop()


def large() -> dict[str, bytes]:
    """A model whose weights take more than one read."""
    shard = sharded(shards=1)["model-00001-of-00001.safetensors"]
    return plain_model() | {"model.safetensors": shard}


def click(button: object) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]


async def test_a_download_lands_in_the_cache_and_in_the_library_and_can_be_used(
    window: MainWindow, services: Services, hub: HubServer, hf_home: Path
) -> None:
    files = plain_model(config={"num_attention_heads": 4, "hidden_size": 32}) | {"evil.py": b"import os"}
    commit = hub.add_model("lab/model", files).head.oid
    async with opened(window, "hf:lab/model") as page:
        panel = page.details.download
        assert not page._of_a_repository.show_in_library.isVisible()
        click(panel.download)
        await until(lambda: panel.pause.isVisibleTo(page))
        folder = hf_home / "hub" / "models--lab--model" / "snapshots" / commit
        await until(lambda: page.details.about is not None and page.details.about.is_here)
        assert panel.text.text().startswith("It is in the Hub's cache, every file checked by its hash")
        assert panel.place == folder
        assert files_below(folder) == {name: content for name, content in files.items() if not name.endswith(".py")}
        await until(lambda: services.library.entry(folder) is not None)
        wishes: list[UseWish] = []
        services.requests.use.connect(wishes.append)
        page._uses[SlotName.BASE].trigger()
        assert wishes == [UseWish(folder, SlotName.BASE)]
        page._of_a_repository.show_in_library.trigger()
        assert window.current == "models"
        models = window.page("models")
        await until(lambda: models._chosen == folder)  # type: ignore[attr-defined]


async def test_a_double_click_downloads_once(
    window: MainWindow, services: Services, hub: HubServer, hf_home: Path
) -> None:
    hub.add_model("lab/model", large())
    hub.misbehave("stall", WEIGHTS, after=STOPPED_AT)
    jobs: list[Job] = []
    async with opened(window, "hf:lab/model") as page:
        panel = page.details.download
        click(panel.download)
        click(panel.download)
        assert panel.download.isVisibleTo(page)
        assert not any(one.isEnabled() for one in (panel.download, panel.into))
        await until(lambda: panel.pause.isVisibleTo(page))
        assert len(services.runner.history.records) == 1
        await until(lambda: panel.bar.isVisibleTo(page))
        click(panel.pause)
        await until(lambda: panel.resume.isVisibleTo(page))
        hub.behave()
        services.runner.start, start = (lambda job, *more: jobs.append(job)), services.runner.start
        click(panel.resume)
        click(panel.resume)
        assert not panel.resume.isEnabled()
        await until(lambda: jobs)
        services.runner.refused.emit(Failure("No room."))
        assert panel.resume.isEnabled(), "it was not begun: once more"
        services.runner.start = start
        click(panel.resume)
        await until(lambda: page.details.about is not None and page.details.about.is_here)
        assert [one.attempt for one in services.runner.history.records] == [2]
        assert len(jobs) == 1


async def test_by_the_keyboard_alone_from_the_search_to_the_graft(
    window: MainWindow, services: Services, hub: HubServer
) -> None:
    hub.add_model("lab/other", plain_model())
    hub.add_model("lab/wanted", plain_model())
    window.activateWindow()
    await until(window.isActiveWindow)
    keys = QTest.keyClick
    keys(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    page = window.page("hub")
    assert isinstance(page, HubPage)
    assert QApplication.focusWidget() is page.ui.search.text
    QTest.keyClicks(page.ui.search.text, "wanted")
    await until(lambda: page.ui.model.rowCount() == 1)
    window.activateWindow()  # without a desktop, nothing keeps a window active
    while (now := QApplication.focusWidget()) is not page.ui.table:
        assert now is not None
        keys(now, Qt.Key.Key_Tab)
    keys(page.ui.table, Qt.Key.Key_Down)
    keys(page.ui.table, Qt.Key.Key_Home)
    await until(lambda: page.details.inside is not None)
    keys(page.ui.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: page.details.about is not None and page.details.about.is_here)
    wishes: list[UseWish] = []
    services.requests.use.connect(wishes.append)
    keys(page.ui.table, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert [(wish.slot, wish.path) for wish in wishes] == [(SlotName.TARGET, page.details.download.place)]
    page.details.stop()


async def test_a_paused_download_goes_on_with_the_byte_where_it_stopped(
    window: MainWindow, services: Services, hub: HubServer, hf_home: Path
) -> None:
    files = large()
    hub.add_model("lab/model", files)
    hub.misbehave("stall", WEIGHTS, after=STOPPED_AT)
    async with opened(window, "hf:lab/model") as page:
        panel = page.details.download
        hub.log.clear()  # the look into the header
        click(panel.download)
        await until(lambda: hub.log.sent(WEIGHTS) == STOPPED_AT)
        await until(lambda: "no data for" in panel.text.text())
        assert panel.bar.isVisibleTo(page)
        click(panel.pause)
        await until(lambda: panel.resume.isVisibleTo(page))
        assert "paused" in panel.text.text()
        hub.behave()
        click(panel.resume)
        await until(lambda: page.details.about is not None and page.details.about.is_here)
        first, second = hub.log.all(WEIGHTS, server="storage")
        assert second.range is not None
        assert second.range[0] == STOPPED_AT == first.sent
        assert second.sent == len(files["model.safetensors"]) - STOPPED_AT, "no byte twice"
        assert len(services.runner.history.records) == 1


async def test_a_download_that_was_cut_off_by_quitting_is_resumed_from_the_jobs_page(
    window: MainWindow, services: Services, hub: HubServer, hf_home: Path
) -> None:
    files = large()
    commit = hub.add_model("lab/model", files).head.oid
    hub.misbehave("stall", WEIGHTS, after=STOPPED_AT)
    async with opened(window, "hf:lab/model") as page:
        hub.log.clear()  # the look into the header
        click(page.details.download.download)
        await until(lambda: hub.log.sent(WEIGHTS) == STOPPED_AT)
        part = hf_home / "hub" / "models--lab--model" / "blobs"
        await until(lambda: any(file.stat().st_size == STOPPED_AT for file in part.iterdir()))
    await services.runner.close()
    hub.behave()
    again = with_runner(services)
    second = MainWindow(again)
    second.show()
    second.show_page("jobs")
    jobs = second.page("jobs")
    assert isinstance(jobs, JobsPage)
    await until(lambda: jobs.model.rowCount() == 1)
    jobs.table.choose_row(0)
    assert jobs.resume.isVisible()
    row = jobs.chosen()
    assert row is not None
    assert row.record.kind == "download"
    jobs.resume.trigger()
    await until(lambda: (chosen := jobs.chosen()) is not None and chosen.record.status == "done")
    snapshot = hf_home / "hub" / "models--lab--model" / "snapshots" / commit
    assert (snapshot / "model.safetensors").read_bytes() == files["model.safetensors"]
    first, resumed = hub.log.all(WEIGHTS, server="storage")
    assert (first.sent, resumed.sent) == (STOPPED_AT, len(files["model.safetensors"]) - STOPPED_AT), "no byte twice"
    await until(lambda: again.library.entry(snapshot) is not None)
    jobs.result.trigger()
    assert second.current == "hub"
    shown = second.page("hub")
    assert isinstance(shown, HubPage)
    assert shown.details.name == "hf:lab/model"
    await until(lambda: shown.details.about is not None and shown.details.about.is_here)
    shown.finder.stop()
    shown.details.stop()
    await again.runner.close()
    second.hide()
    second.deleteLater()


async def test_what_was_stopped_of_another_hub_is_not_gone_on_with_on_this_one(
    window: MainWindow, services: Services, hub: HubServer
) -> None:
    hub.add_model("lab/model", plain_model())
    with JobStore() as store:
        elsewhere = {"repository": "lab/model", "endpoint": "https://hub.example.org"}
        job_id = store.add(make_job("download", elsewhere))
        store.begin(job_id)
        store.finish(job_id, Cancelled())
    async with opened(window, "hf:lab/model") as page:
        panel = page.details.download
        await until(lambda: len(services.runner.history.records) == 1)
        assert not panel.resume.isVisibleTo(page)
        click(panel.download)
        await until(lambda: page.details.about is not None and page.details.about.is_here)
        here, _ = services.runner.history.records
        assert json.loads(here.spec)["endpoint"] == hub.endpoint


async def test_a_download_into_a_folder_of_the_users(
    window: MainWindow, services: Services, hub: HubServer, tmp_path: Path
) -> None:
    files = plain_model()
    hub.add_model("lab/model", files)
    async with opened(window, "hf:lab/model") as page:
        panel = page.details.download
        click(panel.into)
        dialog = page.findChild(QFileDialog) or window.findChild(QFileDialog)
        assert dialog is not None
        dialog.fileSelected.emit(str(tmp_path))
        dialog.close()
        await until(lambda: panel.place == tmp_path / "model")
        assert panel.text.text().startswith("It is in a folder of yours.")
        assert (tmp_path / "model" / "model.safetensors").read_bytes() == files["model.safetensors"]
        await until(lambda: services.library.entry(tmp_path / "model") is not None)
        assert page._of_a_repository.show_in_library.isVisible()


async def test_files_in_the_cache_that_nobody_checked_are_said_to_be_so_and_checked_on_request(
    window: MainWindow, services: Services, hub: HubServer, graftwork_home: Path, hf_home: Path
) -> None:
    from graftwork_core.hub.download import download
    from graftwork_core.hub.download_options import DownloadOptions
    from tests.core.hub.fetching import Watcher

    hub.add_model("lab/model", plain_model())
    await services.engine.ask(lambda: download(DownloadOptions(repository="hf:lab/model"), Watcher()))
    (graftwork_home / "hub" / "checked.json").unlink()
    async with opened(window, "hf:lab/model") as page:
        panel = page.details.download
        assert "nobody has checked" in panel.text.text()
        hub.log.clear()
        click(panel.recheck)
        await until(lambda: "every file checked" in panel.text.text())
        assert hub.log.sent(WEIGHTS) == 0


async def test_a_job_that_gets_on_no_further_says_why(services: Services, client: FakeClient) -> None:
    runner = Runner(services.tasks, lambda: client)
    told: list[Progressed] = []
    runner.advanced.connect(lambda job_id, now: told.append(now))
    runner.start(make_job("download", {"repository": "lab/model"}))
    await until(lambda: client.job is not None)

    async def after(*events: Stage | Progress | Metric) -> Progressed:
        for event in events:
            client.tell(event)
        before = len(told)
        await until(lambda: len(told) > before)
        return told[-1]

    moving = await after(Stage("downloading"), Progress(50, 100, bytes_per_s=10.0, eta_s=5.0))
    assert moving.hitch is None
    silent = await after(Metric("transfer", {"bytes_per_s": 0, "stalled_s": 12.0}))
    assert silent.hitch == Hitch(12.0)
    await until(lambda: runner.history.records)
    record = runner.history.records[0]
    assert pace_text(JobRow(record, silent)) == "no data for 12 s"
    pause: dict[str, str | float] = {"state": "retrying", "reason": "lab.example does not answer.", "seconds_left": 7.4}
    waiting = await after(Metric("a.safetensors", pause))
    assert pace_text(JobRow(record, waiting)) == "trying again in 8 s"
    assert "trying again in 8 s: lab.example does not answer." in sentence(
        JobRow(replace(record, status="running"), waiting)
    )
    assert (await after(Metric("b.safetensors", {"state": "running"}))).hitch is None, "another file gets on"
    assert (await after(Metric("b.safetensors", {"state": "done"}))).hitch is not None
    assert (await after(Progress(60, 100))).hitch is None
    await runner.close()


async def test_no_token_is_in_the_history_or_its_logs(
    window: MainWindow, services: Services, hub: HubServer, graftwork_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.core.hub.conftest import OWNER

    monkeypatch.setenv("HF_TOKEN", OWNER)
    hub.add_model("lab/model", plain_model(), private=True)
    async with opened(window, "hf:lab/model") as page:
        click(page.details.download.download)
        await until(lambda: page.details.about is not None and page.details.about.is_here)
        assert hub.log.tokens("hub") == {OWNER}
        assert hub.log.tokens("storage") == set()
    await asyncio.sleep(0)
    found = [file for file in graftwork_home.rglob("*") if file.is_file() and OWNER.encode() in file.read_bytes()]
    assert found == []
    assert OWNER not in json.dumps([record.spec for record in services.runner.history.records])


async def test_what_broken_downloads_left_is_told_and_removed(
    window: MainWindow, services: Services, hub: HubServer, hf_home: Path
) -> None:
    page = window.page("hub")
    assert isinstance(page, HubPage)
    said: list[Message] = []
    services.messages.said.connect(said.append)
    page.clean.trigger()
    await until(lambda: said)
    assert said[-1].text == "No broken download has left anything."
    part = hf_home / "hub" / "models--lab--gone" / "blobs" / ("0" * 64 + SUFFIX)
    part.parent.mkdir(parents=True)
    part.write_bytes(b"half" * 500)
    os.utime(part, (0, 0))
    page.clean.trigger()
    await until(lambda: len(said) == 2)
    assert said[-1].text.startswith("Broken downloads and looks left 2.00 KB in 1 files.")
    said[-1].actions[0].do()
    await until(lambda: len(said) == 3)
    assert not part.exists()
    assert said[-1].text == "2.00 KB were freed."
