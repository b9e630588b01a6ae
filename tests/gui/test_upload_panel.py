"""Publishing from the window: seen beforehand, private at first, followed to its end; and nowhere a token."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAccessible, QDesktopServices
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from graftwork.details import Failure, report
from graftwork.hub.publishing import Publication, proposed_name, publication_of, upload_job
from graftwork.models.outgoing import OutgoingModel
from graftwork.pages.graft import GraftPage
from graftwork.pages.jobs import JobsPage
from graftwork.pages.settings import SettingsPage
from graftwork.pages.upload import UploadDialog
from graftwork.requests import UploadWish
from graftwork.runner import Runner, new_client
from graftwork.running import Ended
from graftwork.services import Services
from graftwork.window import MainWindow
from graftwork_core.hub import tokens
from graftwork_core.hub.connect import configured_endpoint
from graftwork_core.hub.endpoint import Endpoint
from graftwork_core.jobs.events import Result
from graftwork_core.jobs.spec import job_json, make_job
from graftwork_core.jobs.store import JobStore
from tests.core import engine, tiny
from tests.core.hub.conftest import OWNER, READER
from tests.core.hub.making import files_below, plain_model
from tests.gui.fakes import until
from tests.gui.haystack_fakes import answers, write_run
from tests.gui.leaks import children
from tests.hub_server import HubServer, front_matter

PUT = "/upload/"
NAME = "owner/new"


@pytest.fixture(scope="session")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that Graftwork merged, in three shards."""
    out = tmp_path_factory.mktemp("merged") / "new"
    engine.merge(tiny.model("llama", sharded=True), tiny.adapter("plain", "llama"), out)
    return out


@pytest.fixture
def services(services: Services) -> Services:
    """With a real worker instead of a played one."""
    real = Runner(services.tasks, new_client)
    parts = services.tasks, services.engine, real, services.settings, services.theme, services.library
    return Services(*parts, hub=services.hub)


@pytest.fixture
def hub(hub: HubServer) -> HubServer:
    """A Hub on which the active account is "owner"."""
    tokens.store("owner", OWNER, Endpoint(hub.endpoint))
    hub.writing.part_size = 40_000
    return hub


@pytest.fixture
def shown(hub: HubServer, window: MainWindow, services: Services, qloop: asyncio.AbstractEventLoop) -> MainWindow:
    qloop.run_until_complete(services.engine.warm_up())
    return window


async def opened(window: MainWindow, services: Services, folder: Path, check: Path | None = None) -> UploadDialog:
    services.requests.upload.emit(UploadWish(folder, check))
    dialog = window.uploads.dialog
    assert dialog is not None
    await until(lambda: dialog.ui.owner.count() > 0)
    return dialog


async def ready(dialog: UploadDialog) -> None:
    await until(dialog.ui.upload.isEnabled)


def press(button: QWidget) -> None:
    assert button.isEnabled()
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def retype(dialog: UploadDialog, name: str) -> None:
    dialog.ui.name.selectAll()
    QTest.keyClicks(dialog.ui.name, name)


def online(hub: HubServer, name: str = NAME) -> dict[str, bytes]:
    return {path: entry.content for path, entry in hub.model(name).files.items() if path != ".gitattributes"}


async def ended(dialog: UploadDialog, button: QWidget) -> None:
    await until(button.isVisible, 50)


async def test_a_model_goes_up_and_is_private_and_equal(
    shown: MainWindow, services: Services, hub: HubServer, merged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: pages.append(url) or True)
    dialog = await opened(shown, services, merged)
    ui = dialog.ui
    await ready(dialog)
    assert [ui.owner.itemText(row) for row in range(ui.owner.count())] == ["owner", "lab"]
    assert ui.state.text() == "The name is free."
    assert ui.seen.current == "private"
    assert "Only its owner will see them." in ui.words.text()
    names = [str(ui.outgoing.index(row, 0).data()) for row in range(ui.outgoing.rowCount())]
    assert {"README.md", "config.json", "graftwork.json"} < set(names)
    assert f"Sends {len(names)} files" in ui.words.text()
    assert "library_name: transformers" in ui.card.toPlainText()
    assert NAME not in hub.content.models, "nothing was sent yet"
    press(ui.upload)
    await until(lambda: not ui.name.isEnabled())
    await ended(dialog, ui.copy)
    assert hub.model(NAME).private
    assert "every file compared. Only its owner sees it." in ui.words.text()
    assert not ui.state.text(), "nothing goes on any more"
    assert "published" not in shown.messages.panels, "the dialog says so itself"
    here = {name: content for name, content in files_below(merged).items() if name != "README.md"}
    assert {name: content for name, content in online(hub).items() if name != "README.md"} == here
    press(ui.copy)
    assert QApplication.clipboard().text() == f"{hub.endpoint}/{NAME}"
    press(ui.browser)
    assert pages == [QUrl(f"{hub.endpoint}/{NAME}")]
    await services.runner.close()


async def test_done_is_said_after_reading_back_only(
    shown: MainWindow, services: Services, hub: HubServer, merged: Path
) -> None:
    dialog = await opened(shown, services, merged)
    await ready(dialog)
    hub.misbehave("edit", f"/api/models/{NAME}/revision/[0-9a-f]{{40}}", change=_shrink)
    press(dialog.ui.upload)
    await ended(dialog, dialog.ui.resume)
    assert "is not on the Hub as it was sent" in dialog.ui.words.text()
    assert dialog.ui.copy.isHidden()
    await services.runner.close()


def _shrink(content: dict[str, object]) -> dict[str, object]:
    for one in content["siblings"]:  # type: ignore[attr-defined]
        if one["rfilename"] == "config.json":
            one["size"] += 1
    return content


async def test_a_name_is_looked_up_as_it_is_typed_and_the_last_one_counts(
    shown: MainWindow, services: Services, hub: HubServer, merged: Path
) -> None:
    hub.add_model("owner/slow", plain_model(), private=True)
    hub.add_model("owner/taken", plain_model())
    dialog = await opened(shown, services, merged)
    await ready(dialog)
    hub.misbehave("silence", "/api/models/owner/slow")
    retype(dialog, "slow")
    await until(lambda: hub.log.all("/api/models/owner/slow"))
    retype(dialog, "taken")
    await until(lambda: "everybody sees it" in dialog.ui.state.text())
    assert not dialog.ui.upload.isEnabled()
    assert (dialog.ui.seen.current, dialog.ui.seen.isEnabled()) == ("public", False), "what holds, and no choice"
    dialog.ui.existing.click()
    await ready(dialog)
    assert "Everybody will see them." in dialog.ui.words.text()
    retype(dialog, "no good name")
    assert (dialog.ui.seen.current, dialog.ui.seen.isEnabled()) == ("private", True), "what was wished"
    assert "no spaces" in dialog.ui.state.text()
    assert not dialog.ui.upload.isEnabled()
    async with asyncio.timeout(5):
        await until(lambda: not services.hub._stops)


async def test_that_it_may_be_added_to_is_said_of_one_repository(
    shown: MainWindow, services: Services, hub: HubServer, merged: Path
) -> None:
    for name in ("owner/one", "owner/two"):
        hub.add_model(name, plain_model(), private=True)
    dialog = await opened(shown, services, merged)
    await ready(dialog)
    retype(dialog, "one")
    await until(dialog.ui.existing.isVisible)
    dialog.ui.existing.click()
    await ready(dialog)
    retype(dialog, "two")
    await until(lambda: "only its owner sees it" in dialog.ui.state.text())
    assert not dialog.ui.existing.isChecked()
    assert not dialog.ui.upload.isEnabled()
    assert "owner/two exists already" in dialog.ui.words.text()


async def test_when_something_else_is_asked_for_nothing_is_offered_of_what_is_done(
    shown: MainWindow, services: Services, hub: HubServer, merged: Path
) -> None:
    dialog = await opened(shown, services, merged)
    ui = dialog.ui
    await ready(dialog)
    press(ui.upload)
    await ended(dialog, ui.copy)
    retype(dialog, "second")
    assert all(button.isHidden() for button in (ui.copy, ui.browser, ui.show_page, ui.resume, ui.cancel))
    await ready(dialog)
    await services.runner.close()


async def test_the_end_of_another_upload_is_told_while_the_dialog_is_open(
    shown: MainWindow, services: Services, hub: HubServer, merged: Path, tmp_path: Path
) -> None:
    dialog = await opened(shown, services, merged)
    await ready(dialog)
    other = make_job("upload", {"folder": tmp_path, "repository": "owner/other"})
    result = {"repository": "owner/other", "page": f"{hub.endpoint}/owner/other"}
    services.runner.over.emit(Ended(job_json(other), result, job_id="another"))
    assert dialog.isVisible()
    assert "owner/other is published" in shown.messages.panels["published"].headline.text()


async def test_nobody_is_logged_in_and_then_somebody_is(
    shown: MainWindow, services: Services, hub: HubServer, merged: Path
) -> None:
    tokens.forget()
    services.requests.upload.emit(UploadWish(merged))
    dialog = shown.uploads.dialog
    assert dialog is not None
    await until(lambda: "Nobody is logged in" in dialog.ui.words.text())
    assert not dialog.ui.upload.isEnabled()
    press(dialog.ui.login)
    assert shown.current == "settings"
    tokens.store("reader", READER, Endpoint(hub.endpoint))
    services.hub.say_changed()
    await until(lambda: "may only read" in dialog.ui.words.text())
    tokens.store("owner", OWNER, Endpoint(hub.endpoint))
    services.hub.say_changed()
    await ready(dialog)


async def test_licences_of_parents_that_differ_are_shown_and_one_is_chosen(
    shown: MainWindow, services: Services, hub: HubServer, merged: Path, tmp_path: Path
) -> None:
    hub.add_model("lab/llama", plain_model(license="llama3"))
    hub.add_model("lab/long", plain_model(license="mit"))
    folder = tmp_path / "conflict"
    folder.mkdir()
    for file in merged.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    record = json.loads((folder / "graftwork.json").read_text())
    record["recipe"]["target"]["name"] = "lab/llama"
    record["recipe"]["adapters"] = [{"name": "local", "extracted": {"base": "lab/llama", "donor": "lab/long"}}]
    (folder / "graftwork.json").write_text(json.dumps(record))
    dialog = await opened(shown, services, folder)
    ui = dialog.ui
    await ready(dialog)
    assert "The licences of what went in differ (" in ui.licence_note.text()
    assert ui.licence_note.isVisible()
    assert ui.licence.currentText() == "As what it was made from: other"
    head = front_matter(ui.card.toPlainText().encode())
    assert (head["license"], head["base_model_relation"]) == ("other", "merge")
    assert head["base_model"] == ["lab/llama", "lab/long"]
    ui.licence.choose("mit")
    ui.licence.activated.emit(ui.licence.currentIndex())
    await until(lambda: front_matter(ui.card.toPlainText().encode())["license"] == "mit")
    assert dialog.publication().licence == "mit"


async def test_a_checks_verdict_and_map_are_seen_and_sent(
    shown: MainWindow, services: Services, hub: HubServer, merged: Path, tmp_path: Path
) -> None:
    run = write_run(tmp_path / "check", answers(), merged)
    dialog = await opened(shown, services, merged, run)
    ui = dialog.ui
    await ready(dialog)
    assert ui.check.currentData() == run
    assert "graftwork: haystack check, begin" in ui.card.toPlainText()
    assert ui.tabs.isTabVisible(ui.tabs.indexOf(ui.map))
    assert "heatmap.png" in [ui.outgoing.index(row, 0).data() for row in range(ui.outgoing.rowCount())]
    ui.check.setCurrentIndex(0)
    ui.check.activated.emit(0)
    await until(lambda: "haystack check" not in ui.card.toPlainText())
    assert not ui.tabs.isTabVisible(ui.tabs.indexOf(ui.map))
    dialog._on_check(str(tmp_path))
    await until(lambda: not ui.upload.isEnabled() and ui.words.text() and "…" not in ui.words.text())
    dialog._on_check(str(run))
    await ready(dialog)
    press(ui.upload)
    await ended(dialog, ui.copy)
    assert online(hub)["heatmap.png"].startswith(b"\x89PNG")
    assert b"graftwork: haystack check, begin" in online(hub)["README.md"]
    await services.runner.close()


async def test_an_edited_card_is_sent_as_it_is(
    shown: MainWindow, services: Services, hub: HubServer, merged: Path
) -> None:
    dialog = await opened(shown, services, merged)
    ui = dialog.ui
    await ready(dialog)
    made = ui.card.toPlainText()
    assert ui.again.isHidden()
    ui.card.moveCursor(ui.card.textCursor().MoveOperation.End)
    QTest.keyClicks(ui.card, "Mine.")
    assert ui.again.isVisible()
    assert "You edited it" in ui.notes.text()
    await ready(dialog)
    press(ui.upload)
    await ended(dialog, ui.copy)
    assert online(hub)["README.md"].decode().endswith("Mine.")
    press(ui.again)
    await until(lambda: ui.card.toPlainText() == made)
    await services.runner.close()


async def test_what_is_private_in_the_card_is_found_before_anything_is_sent(
    shown: MainWindow, services: Services, hub: HubServer, merged: Path
) -> None:
    dialog = await opened(shown, services, merged)
    await ready(dialog)
    dialog.ui.card.setPlainText(f"# Mine\n\nUse {READER} to log in.")
    await until(lambda: "holds a Hugging Face token" in dialog.ui.words.text())
    assert READER not in dialog.ui.words.text()
    assert not dialog.ui.upload.isEnabled()


async def test_a_folder_that_holds_no_model_says_so(
    shown: MainWindow, services: Services, hub: HubServer, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    dialog = await opened(shown, services, tmp_path / "empty")
    await until(lambda: "config.json" in dialog.ui.words.text())
    assert not dialog.ui.upload.isEnabled()


async def test_an_upload_is_cancelled_and_goes_on_with_what_has_arrived(
    shown: MainWindow, services: Services, hub: HubServer, merged: Path
) -> None:
    dialog = await opened(shown, services, merged)
    ui = dialog.ui
    await ready(dialog)
    hub.misbehave("silence", PUT, skip=2)
    press(ui.upload)
    await until(lambda: len(hub.log.all(PUT)) > 2, 50)
    await until(ui.cancel.isEnabled)
    assert ui.bar.isVisible()
    press(ui.cancel)
    await ended(dialog, ui.resume)
    assert "It was cancelled. Nothing of it can be seen" in ui.words.text()
    assert not [name for name in online(hub) if name.endswith(".safetensors")] if NAME in hub.content.models else True
    sent = hub.log.received(PUT)
    hub.behave()
    hub.log.clear()
    press(ui.resume)
    assert ui.resume.isHidden(), "a double click asks once"
    assert ui.words.text() == "Starting…"
    services.runner.refused.emit(Failure("No room."))
    assert ui.resume.isVisible(), "it was not begun: once more"
    assert "It was cancelled." in ui.words.text()
    await ended(dialog, ui.copy)
    whole = sum(len(content) for name, content in online(hub).items() if name.endswith(".safetensors"))
    assert sent > 0
    assert hub.log.received(PUT) < whole, "what has arrived is not sent again"
    with JobStore() as store:
        (record,) = store.all()
    assert (record.status, record.attempt) == ("done", 2)
    await services.runner.close()


async def test_the_jobs_page_shows_edits_and_resumes_uploads(
    shown: MainWindow, services: Services, hub: HubServer, merged: Path
) -> None:
    hub.misbehave("status", "/commit/main$", status=403)
    asked = Publication(merged, NAME, private=False, licence="mit", card="# By hand\n", transfer="xet")
    services.runner.start(upload_job(asked))
    jobs = shown.page("jobs")
    assert isinstance(jobs, JobsPage)
    shown.show_page("jobs")
    await until(lambda: jobs.model.rowCount() == 1 and jobs.resume.isVisible(), 50)
    assert jobs.model.row(0).record.title == f"new → hf:{NAME}"  # type: ignore[union-attr]
    assert jobs.edit.isEnabled()
    jobs.edit.trigger()
    dialog = shown.uploads.dialog
    assert dialog is not None
    assert shown.current == "jobs", "the dialog is enough"
    await until(lambda: dialog.ui.owner.count() > 0)
    assert dialog.publication().card == "# By hand\n"
    assert dialog.publication() == replace(asked, existing=False, endpoint=hub.endpoint)
    await until(dialog.ui.resume.isVisible)
    await until(lambda: "an earlier attempt" in dialog.ui.state.text())
    dialog.close()
    hub.behave()
    jobs.resume.trigger()
    await until(jobs.result.isVisible, 50)
    told = shown.messages.panels["published"]
    assert f"{NAME} is published" in told.headline.text()
    jobs.result.trigger()
    await until(dialog.ui.copy.isVisible)
    assert "Everybody sees it." in dialog.ui.words.text()
    assert not hub.model(NAME).private
    said = "\n".join(text.text() for text in jobs.details.facts.findChildren(QLabel))
    assert "everybody" in said
    assert f"{hub.endpoint}/{NAME}" in said
    await services.runner.close()


async def test_what_was_meant_for_another_hub_is_not_published_on_this_one(
    shown: MainWindow, services: Services, hub: HubServer, merged: Path
) -> None:
    hub.add_model(NAME, plain_model())
    asked = Publication(merged, NAME, existing=True, endpoint="https://hub.example.org")
    services.runner.start(upload_job(asked))
    jobs = shown.page("jobs")
    assert isinstance(jobs, JobsPage)
    shown.show_page("jobs")
    await until(lambda: jobs.model.rowCount() == 1 and jobs.resume.isVisible(), 50)
    assert not hub.log.all(), "nothing was sent"
    jobs.edit.trigger()
    dialog = shown.uploads.dialog
    assert dialog is not None
    await until(lambda: dialog.ui.existing.isVisible())
    assert "meant for the Hub at https://hub.example.org" in dialog.ui.words.text()
    assert not dialog.ui.existing.isChecked(), "it was ticked for the other Hub"
    assert dialog.publication().endpoint == hub.endpoint
    dialog.close()
    await services.runner.close()


async def test_a_grafts_result_is_published_from_where_it_is_shown(
    shown: MainWindow, services: Services, hub: HubServer, merged: Path
) -> None:
    page = shown.page("graft")
    assert isinstance(page, GraftPage)
    job = make_job("merge", {"target": merged, "adapters": [{"path": merged}], "out": merged})
    with JobStore() as store:
        job_id = store.add(job)
        store.begin(job_id)
        store.finish(job_id, Result("merge", str(merged), {}))
        record = store.get(job_id)
    assert not page.commands.publish.isEnabled()
    services.requests.result.emit(record)
    await until(page.ui.result.upload.isVisible)
    assert page.commands.publish.isEnabled(), "the palette offers it, too"
    press(page.ui.result.upload)
    dialog = shown.uploads.dialog
    assert dialog is not None
    await until(lambda: dialog.repository == NAME)
    page.ui.result.close_button.click()
    assert not page.commands.publish.isEnabled()
    await until(lambda: not page.job._looking.is_busy)


async def test_an_adapter_is_published_from_the_models_page(
    shown: MainWindow, services: Services, hub: HubServer, tmp_path: Path
) -> None:
    out = tmp_path / "shelf" / "difference"
    out.parent.mkdir()
    engine.extract(tiny.model("llama"), tiny.finetuned("llama"), out, rank=4)
    shown.show_page("models")
    services.library.add(out.parent)
    page = shown.page("models")
    await until(lambda: services.library.entry(out) is not None)
    action = next(one for one in page.actions() if one.text() == "Publish on the Hub…")
    await until(lambda: page.choose(out) or action.isVisible())  # type: ignore[attr-defined]
    action.trigger()
    dialog = shown.uploads.dialog
    assert dialog is not None
    await ready(dialog)
    assert dialog.repository == "owner/difference"
    assert "library_name: peft" in dialog.ui.card.toPlainText()


@pytest.mark.parametrize(
    ("folder", "name"),
    [("skill-long", "skill-long"), ("中文 模型", "model"), ("a..b--c", "a-b-c"), ("-x-", "x"), ("x" * 200, "x" * 90)],
)
def test_a_name_is_proposed_that_a_repository_can_have(folder: str, name: str) -> None:
    assert proposed_name(Path("/models") / folder) == name


def test_a_publication_survives_the_history(tmp_path: Path) -> None:
    asked = Publication(tmp_path, "owner/x", False, True, "mit", "# Card", tmp_path / "check", "xet")
    elsewhere = replace(asked, endpoint="https://hub.example.org")
    assert publication_of(job_json(upload_job(elsewhere))) == elsewhere
    present = publication_of(job_json(upload_job(asked)))
    assert present == replace(asked, endpoint=configured_endpoint().url)
    assert publication_of({"kind": "merge"}) is None


def test_the_list_of_files_is_a_sound_model(qapp: QApplication) -> None:
    model = OutgoingModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show((("README.md", 12), ("model.safetensors", 5_000_000_000)))
    assert model.index(1, 1).data() == "5.00 GB"
    model.show(())
    assert model.rowCount() == 0


async def test_everything_has_a_name(shown: MainWindow, services: Services, hub: HubServer, merged: Path) -> None:
    dialog = await opened(shown, services, merged)
    await ready(dialog)
    for widget in dialog.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.objectName().startswith("qt_"):
            spoken = QAccessible.queryAccessibleInterface(widget)
            assert spoken is None or spoken.text(QAccessible.Text.Name), widget


async def test_no_token_is_left_anywhere_after_a_login_and_an_upload(
    shown: MainWindow, services: Services, hub: HubServer, merged: Path, graftwork_home: Path
) -> None:
    """In no job, log, process argument, title, text for reports, message, settings file or accessible value."""
    tokens.forget()
    page = shown.page("settings")
    assert isinstance(page, SettingsPage)
    shown.show_page("settings")
    await until(lambda: page.account.who.text().startswith("Nobody"))
    press(page.account.paste)
    QTest.keyClicks(page.account.token.field, OWNER)
    press(page.account.token.keep)
    await until(lambda: "Owner (owner)" in page.account.who.text())
    seen: list[str] = []
    services.runner.advanced.connect(lambda *_: seen.extend(children().values()))
    dialog = await opened(shown, services, merged)
    await ready(dialog)
    hub.misbehave("status", "/commit/main$", status=403, times=1)
    press(dialog.ui.upload)
    await ended(dialog, dialog.ui.resume)
    failed = services.runner.history.records[0]
    assert failed.error is not None
    press(dialog.ui.resume)
    await ended(dialog, dialog.ui.copy)
    assert hub.log.tokens() == {OWNER}, "it was used"
    assert any("graftwork_core" in line for line in seen), "a worker was seen"
    jobs = shown.page("jobs")
    assert isinstance(jobs, JobsPage)
    shown.show_page("jobs")
    await until(lambda: jobs.model.rowCount() == 1 and jobs.details.log.toPlainText())
    jobs.copy.trigger()
    await until(lambda: "copied" in shown.messages.panels)
    told = [QApplication.clipboard().text(), jobs.details.log.toPlainText(), *seen, str(failed)]
    told += [one.record.title for one in [jobs.model.row(0)] if one is not None]
    told.append(report(Failure(str(failed.error["message"]), str(failed.error["hint"]), job=failed.error)))
    for top in (shown, dialog):
        told.append(top.windowTitle())
        for widget in top.findChildren(QWidget):
            told += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
            spoken = QAccessible.queryAccessibleInterface(widget)
            if spoken is not None:
                told += [spoken.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Value)]
    assert not [text for text in told if OWNER in text]
    await services.runner.close()
    files = [file for file in graftwork_home.rglob("*") if file.is_file()]
    assert any(file.name.startswith("jobs.sqlite3") for file in files)
    assert any(file.suffix == ".log" for file in files)
    assert not [file for file in files if OWNER.encode() in file.read_bytes()]
