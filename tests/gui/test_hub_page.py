"""The Hub page against a real server: searched and paged, looked at, checked without a download, by mouse and keys."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6 import QtGui
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget

from graftwork.pages.hub import HubPage
from graftwork.requests import SlotName, UseWish
from graftwork.window import MainWindow
from graftwork_core.hub.settings import HubSettings, write_settings
from graftwork_core.library.entry import Entry, Kind
from tests.core.hub.conftest import OWNER
from tests.core.hub.making import card, long_model, plain_model, sharded
from tests.gui.events import drop
from tests.gui.fakes import until
from tests.gui.stalls import Probe
from tests.hub_server import HubServer

LISTING = "/api/models$"
SOON_S = 8.0
"""A wait ends within a fifth of a second when nobody wants it any more, and after 15 s by itself; machines are busy."""


@asynccontextmanager
async def shown(window: MainWindow) -> AsyncIterator[HubPage]:
    """The page in front, after its first search."""
    window.show_page("hub")
    page = window.page("hub")
    window.activateWindow()
    assert isinstance(page, HubPage)
    await until(lambda: not page.finder.is_busy)
    yield page
    page.finder.stop()
    page.details.stop()


def names(page: HubPage) -> list[str]:
    return [str(page.ui.model.index(row, 0).data()) for row in range(page.ui.model.rowCount())]


async def opened(page: HubPage, name: str) -> None:
    """Open a repository, and wait until all that is asked by itself has been answered."""
    page.open_repository(name)
    await until(lambda: page.details.about is not None or page.details.problem.isVisibleTo(page))
    await until(lambda: not page.details._looking.is_busy)


def facts(page: HubPage) -> dict[str, str]:
    return dict(page.details.overview.facts.texts())


def relative(seed: int, base: str, **head: str) -> dict[str, bytes]:
    return plain_model(seed, None, base_model=base, **head)


async def test_what_is_found_is_listed_with_what_people_choose_by(window: MainWindow, hub: HubServer) -> None:
    hub.add_model("lab/model", plain_model(license="mit"), downloads=1234, gated="auto")
    async with shown(window) as page:
        row = [page.ui.model.index(0, column).data() for column in range(page.ui.model.columnCount())]
        assert row == ["lab/model", "3.58 K", "bf16", "1.23 K", "4 03 2026", "mit", "Gated"]
        assert page.ui.state.text() == "1 found"
        assert page.ui.who.text().endswith(", without an account")


async def test_nothing_is_asked_before_somebody_looks(window: MainWindow, hub: HubServer) -> None:
    window.page("hub")
    assert hub.log.all() == []


async def test_typing_on_cancels_the_search_that_runs(window: MainWindow, hub: HubServer) -> None:
    hub.add_model("lab/first", plain_model())
    hub.add_model("lab/second", plain_model())
    async with shown(window) as page:
        hub.misbehave("silence", LISTING, times=1)
        hub.log.clear()
        QTest.keyClicks(page.ui.search.text, "first")
        await until(lambda: hub.log.all(LISTING))
        began = time.monotonic()
        QTest.keyClick(page.ui.search.text, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(page.ui.search.text, "second")
        await until(lambda: names(page) == ["lab/second"])
        assert time.monotonic() - began < SOON_S, "the silent search was not waited for"
        assert len(hub.log.all(LISTING)) == 2, "not every letter was asked for"
        assert not page.ui.error.isVisibleTo(page)


async def test_further_pages_come_when_the_list_is_scrolled_and_nothing_moves(
    window: MainWindow, hub: HubServer
) -> None:
    for number in range(75):
        hub.add_model(f"lab/model-{number:02d}", {"model.safetensors": b""}, likes=100 - number)
    async with shown(window) as page:
        assert len(names(page)) == 30
        assert page.ui.state.text() == "30 so far; more come when you scroll"
        page.ui.table.choose_row(3)
        bar = page.ui.table.verticalScrollBar()
        bar.setValue(bar.maximum())
        await until(lambda: len(names(page)) == 60)
        assert page.ui.table.currentIndex().row() == 3
        bar.setValue(bar.maximum())
        await until(lambda: len(names(page)) == 75)
        assert names(page) == [f"lab/model-{number:02d}" for number in range(75)]
        assert page.ui.state.text() == "75 found"
        assert len(hub.log.all(LISTING)) == 3


async def test_searching_scrolling_and_looking_never_stall_the_window(window: MainWindow, hub: HubServer) -> None:
    for number in range(75):
        hub.add_model(f"lab/model-{number:02d}", plain_model(number), likes=100 - number)
    async with shown(window) as page:
        await opened(page, "hf:lab/model-00")  # everything is imported now
        probe = Probe()
        page.again.trigger()
        await until(lambda: not page.finder.is_busy)
        bar = page.ui.table.verticalScrollBar()
        bar.setValue(bar.maximum())
        await until(lambda: len(names(page)) == 60)
        bar.setValue(bar.maximum())
        await until(lambda: len(names(page)) == 75)
        for row in (5, 70, 33):
            page.ui.table.choose_row(row)
            await until(lambda: page.details.inside is not None)
        probe.stop()
        assert probe.turns > 50


async def test_filters_and_order_are_asked_of_the_hub(window: MainWindow, hub: HubServer) -> None:
    hub.add_model("lab/base", plain_model(), downloads=1)
    hub.add_model("lab/tuned", relative(1, "lab/base", base_model_relation="finetune", license="mit"), downloads=2)
    hub.add_model("other/tuned", relative(2, "lab/base", base_model_relation="finetune", license="mit"), downloads=3)
    async with shown(window) as page:
        search = page.ui.search
        search.toggle.click()
        search.sort.choose("downloads")
        search.base_model.setText("lab/base")
        search.relation.choose("finetune")
        search.licence.setText("mit")
        QTest.keyClick(search.licence, Qt.Key.Key_Return)
        await until(lambda: names(page) == ["other/tuned", "lab/tuned"])
        assert search.toggle.text() == "Filters: 3"
        search.author.setText("lab")
        await until(lambda: names(page) == ["lab/tuned"])
        search.least.setText("7 elephants")
        assert search.least.property("invalid") == "true"
        search.least.setText("7B")
        await until(lambda: names(page) == [] and page.ui.nothing.isVisibleTo(page))
        assert "Some filters are set" in page.ui.nothing.text()
        search.clear.click()
        await until(lambda: names(page) == ["other/tuned", "lab/tuned", "lab/base"])
        assert search.toggle.text() == "Filters"


async def test_a_repository_says_what_it_is_and_what_a_download_costs(window: MainWindow, hub: HubServer) -> None:
    hub.add_model("lab/base", plain_model())
    config = {"max_position_embeddings": 131072, "rope_theta": 500000.0, "num_attention_heads": 4, "hidden_size": 32}
    files = plain_model(config=config, license="mit", base_model="lab/base") | {"modeling.py": b"import os"}
    files["README.md"] += b"<script>alert(1)</script>"
    hub.add_model("lab/model", files, downloads=1234)
    async with shown(window) as page:
        await opened(page, "hf:lab/model")
        known = facts(page)
        assert known["Architecture"] == "LlamaForCausalLM · 1 layers"
        assert known["Context"] == "131,072 tokens"
        assert "500000" in known["RoPE"].replace(",", "")
        assert known["Licence"] == "mit"
        assert known["Made from"].startswith("lab/base")
        assert known["Parameters"] == "3.58 K"
        assert known["Downloads"] == "1,234"
        assert len(known["Commit"]) == 12
        assert "modeling.py" in dict(page.details.overview.files.texts())
        assert "<script>" in page.details.overview.card.toPlainText()
        panel = page.details.download
        assert panel.isVisibleTo(page)
        assert panel.text.text().startswith("A download fetches 7.")
        assert "huggingface" in panel.where.text()
        assert panel.download.isVisibleTo(page)


async def test_relatives_are_listed_and_lead_on_and_back(window: MainWindow, hub: HubServer) -> None:
    hub.add_model("lab/base", plain_model())
    hub.add_model("lab/tuned", relative(1, "lab/base", base_model_relation="finetune"))
    hub.add_model("lab/merge", relative(2, "lab/tuned", base_model_relation="merge"))
    async with shown(window) as page:
        await opened(page, "hf:lab/tuned")
        family = page.details.family
        page.details.tabs.setCurrentWidget(family)
        await until(lambda: family.model.rowCount())
        rows = [[family.model.index(row, column).data() for column in (0, 1)] for row in range(2)]
        assert rows == [["lab/base", "Base"], ["lab/merge", "Merge"]]
        family.table.choose_row(1)
        QTest.keyClick(family.table, Qt.Key.Key_Return)
        assert page.details.name == "hf:lab/merge"
        page.back.trigger()
        assert page.details.name == "hf:lab/tuned"
        assert not page.back.isVisible()
        await until(lambda: page.details.about is not None)
        page.details.tabs.setCurrentWidget(family)
        await until(lambda: family.searches["merge"].isVisibleTo(page))
        family.searches["merge"].click()
        await until(lambda: names(page) == ["lab/merge"])
        assert page.ui.table.currentIndex().row() == -1, "what is looked at is not in the list"
        page.open_repository("hf:lab/merge")
        assert page.ui.table.currentIndex().row() == 0
        assert page.back.isVisible()


async def test_two_models_are_held_against_each_other_with_little_fetched(window: MainWindow, hub: HubServer) -> None:
    hub.add_model("lab/base", sharded(1))
    tuned = sharded(1) | {"README.md": card(base_model="lab/base", license="mit")}
    hub.add_model("lab/tuned", tuned)
    hub.add_model("lab/other", sharded(2, width=256))
    async with shown(window) as page:
        await opened(page, "hf:lab/tuned")
        hub.log.clear()
        tab = page.details.fit
        page.details.tabs.setCurrentWidget(tab)
        assert tab.other.currentText() == "lab/base"
        QTest.mouseClick(tab.check, Qt.MouseButton.LeftButton)
        await until(lambda: tab.model.rowCount())
        assert tab.verdict.text().startswith("Th")
        topics = [tab.model.index(row).data() for row in range(tab.model.rowCount())]
        assert "Shapes: Every tensor has the same shape." in topics
        whole = sum(map(len, tuned.values()))
        assert 0 < hub.log.sent() < min(1_000_000, whole)
        tab.other.setEditText("lab/other")
        tab.run()
        await until(lambda: tab.verdict.text() == "These do not fit together")
        tab.other.setEditText("lab/nowhere")
        tab.run()
        await until(lambda: tab.error.isVisibleTo(page))
        assert "lab/nowhere" in tab.error.headline.text()


async def test_what_was_found_out_about_the_same_files_is_kept_when_they_are_looked_at_again(
    window: MainWindow, hub: HubServer
) -> None:
    hub.add_model("lab/base", plain_model())
    hub.add_model("lab/tuned", relative(1, "lab/base"))
    async with shown(window) as page:
        await opened(page, "hf:lab/tuned")
        tab = page.details.fit
        page.details.tabs.setCurrentWidget(tab)
        tab.run()
        await until(lambda: tab.model.rowCount())
        verdict = tab.verdict.text()
        page.details.look_again()
        await until(lambda: not page.details._looking.is_busy)
        assert tab.model.rowCount()
        assert (tab.verdict.text(), tab.other.currentText()) == (verdict, "lab/base")
        hub.add_model("lab/tuned", relative(2, "lab/base"))
        page.details.look_again()
        await until(lambda: not page.details._looking.is_busy)
        assert not tab.model.rowCount(), "its files are others now"
        assert tab.other.currentText() == "lab/base"


async def test_the_librarys_models_are_offered_once_somebody_wants_to_compare(
    window: MainWindow, hub: HubServer
) -> None:
    hub.add_model("lab/base", plain_model())
    hub.add_model("lab/tuned", relative(1, "lab/base"))
    library = window._services.library
    folders = [Path(f"/models/model-{number}") for number in range(3000)]
    library._entries |= {folder: Entry(folder, folder.parent, Kind.MODEL, folder.name) for folder in folders}
    async with shown(window) as page:
        await opened(page, "hf:lab/tuned")
        tab = page.details.fit
        assert tab.other.count() == 0
        page.details.tabs.setCurrentWidget(tab)
        assert tab.other.count() == 1 + len(folders)
        assert tab.other.currentText() == "lab/base"
        tab.other.setCurrentIndex(3000)
        assert tab._path() == folders[-1]


async def test_a_comparison_ends_when_it_is_stopped(window: MainWindow, hub: HubServer) -> None:
    hub.add_model("lab/base", plain_model())
    hub.add_model("lab/tuned", plain_model(1))
    async with shown(window) as page:
        await opened(page, "hf:lab/tuned")
        hub.misbehave("silence", "lab/base")
        tab = page.details.fit
        tab.other.setEditText("lab/base")
        tab.run()
        await until(lambda: hub.log.all("lab/base"))
        tab.stop.click()
        began = time.monotonic()
        await until(lambda: not window._services.hub._stops)
        assert time.monotonic() - began < SOON_S
        assert not tab.error.isVisibleTo(page)


async def test_gated_files_lead_to_the_page_where_one_asks(
    window: MainWindow, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.add_model("lab/gated", sharded(1) | {"README.md": card(license="mit")}, gated="manual")
    async with shown(window) as page:
        await opened(page, "hf:lab/gated")
        details = page.details
        assert details.gate.isVisibleTo(page)
        assert details.gate.take.text() == "Open the page and ask for access"
        assert details._gate_page == f"{hub.endpoint}/lab/gated"
        assert facts(page)["Access"] == "Gated, by hand"
        assert not details.tabs.isTabEnabled(details.tabs.indexOf(details.fit))
        assert details.gate.refuse.isVisibleTo(page), "nobody is logged in"
        hub.model("lab/gated").granted.add("owner")
        monkeypatch.setenv("HF_TOKEN", OWNER)
        window._services.hub.say_changed()
        await until(lambda: not details.gate.isVisibleTo(page))
        await until(lambda: details.inside is not None)
        assert OWNER not in str([one.text() for one in page.findChildren(type(details._kind))])


async def test_nothing_is_offered_of_another_hub_that_cannot_be_asked(window: MainWindow, hub: HubServer) -> None:
    hub.add_model("lab/model", plain_model(license="mit"))
    async with shown(window) as page:
        await opened(page, "hf:lab/model")
        details = page.details
        assert details.download.isVisibleTo(page)
        details.tabs.setCurrentWidget(details.fit)
        hub.misbehave("status", "/api/models", status=500)
        window._services.hub.say_changed()
        assert not details.download.isVisibleTo(page)
        await until(lambda: details.problem.isVisibleTo(page))
        assert details.about is None
        assert not details.download.isVisibleTo(page)
        assert not any(one.isVisible() for one in page._uses.values())
        assert not details.tabs.isTabEnabled(details.tabs.indexOf(details.fit))
        hub.behave()
        window._services.hub.say_changed()
        await until(lambda: details.download.isVisibleTo(page))


async def test_what_graftwork_cannot_read_says_why(window: MainWindow, hub: HubServer) -> None:
    hub.add_model("lab/pickles", {"config.json": b"{}", "pytorch_model.bin": b"\x80"})
    async with shown(window) as page:
        await opened(page, "hf:lab/pickles")
        assert "pickles" in page.details.problem.headline.text()
        assert not page.details.download.isVisibleTo(page)
        await opened(page, "hf:lab/nowhere")
        assert "There is no repository lab/nowhere" in page.details.problem.headline.text()


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"kind": "status", "status": 200, "body": b"<html>login</html>"}, "web page where a Hub answers"),
        ({"kind": "status", "status": 500}, "in trouble (status 500)"),
        ({"kind": "status", "status": 200, "body": b'{"a": 1}'}, "makes no sense"),
        ({"kind": "reset"}, "broke"),
        ({"kind": "status", "status": 429, "headers": {"Retry-After": "86400"}}, "asks for a pause"),
    ],
)
async def test_hostile_answers_are_said_in_words_and_can_be_tried_again(
    window: MainWindow, hub: HubServer, fault: dict[str, object], words: str
) -> None:
    hub.add_model("lab/model", plain_model())
    hub.misbehave(path="/api/models", **fault)  # type: ignore[arg-type]
    async with shown(window) as page:
        await until(lambda: page.ui.error.isVisibleTo(page))
        assert words in page.ui.error.headline.text()
        page.ui.error.copy.click()
        assert words in QApplication.clipboard().text()
        page.open_repository("hf:lab/model")
        await until(lambda: page.details.problem.isVisibleTo(page))
        hub.behave()
        page.ui.error.resume.click()
        await until(lambda: names(page) == ["lab/model"])
        await until(lambda: page.details.about is not None)
        assert not page.ui.error.isVisibleTo(page)


async def test_a_pause_that_the_hub_asks_for_is_counted_down_and_kept(window: MainWindow, hub: HubServer) -> None:
    hub.add_model("lab/model", plain_model())
    async with shown(window) as page:
        hub.misbehave("status", LISTING, status=429, headers={"Retry-After": "6"}, times=1)
        page.again.trigger()
        await until(lambda: "Trying again in" in page.ui.state.text())
        assert "too many requests" in page.ui.state.text()
        assert not page.ui.error.isVisibleTo(page)
        page.finder._left = 1
        await until(lambda: page.ui.state.text() == "1 found")


async def test_offline_is_said_and_what_the_cache_has_is_shown(window: MainWindow, hub: HubServer) -> None:
    from graftwork_core.hub.download import download
    from graftwork_core.hub.download_options import DownloadOptions
    from tests.core.hub.fetching import Watcher

    hub.add_model("lab/model", plain_model())
    services = window._services
    await services.engine.ask(lambda: download(DownloadOptions(repository="hf:lab/model"), Watcher()))
    write_settings(HubSettings(offline=True))
    hub.log.clear()
    async with shown(window) as page:
        await until(lambda: page.ui.error.isVisibleTo(page))
        assert "offline mode is on" in page.ui.error.headline.text()
        assert "settings" in page.ui.error.hint.text()
        page.open_repository("hf:lab/model")
        await until(lambda: page.details.inside is not None)
        assert facts(page)["Parameters"] == "3.58 K"
        assert hub.log.all() == []
        page.ui.settings.click()
        assert window.current == "settings"


async def test_addresses_are_opened_where_they_are_typed_or_dropped(window: MainWindow, hub: HubServer) -> None:
    hub.add_model("lab/model", plain_model())
    async with shown(window) as page:
        QTest.keyClicks(page.ui.search.text, "https://huggingface.co/lab/model/tree/main")
        QTest.keyClick(page.ui.search.text, Qt.Key.Key_Return)
        assert page.details.name == "hf:lab/model"
        assert drop(page, QUrl("https://huggingface.co/lab/dropped"))
        assert page.details.name == "hf:lab/dropped"
        assert not drop(page, QUrl("https://example.com/lab"))


async def test_it_is_handed_to_the_graft_page_by_name_when_it_is_not_here(window: MainWindow, hub: HubServer) -> None:
    commit = hub.add_model("lab/model", plain_model()).head.oid
    wishes: list[UseWish] = []
    async with shown(window) as page:
        await opened(page, "hf:lab/model")
        window._services.requests.use.connect(wishes.append)
        QTest.keyClick(page.ui.table, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
        assert wishes == [UseWish(Path(f"hf:lab/model@{commit}"), SlotName.DONOR)]
        assert window.current == "graft"


async def test_everything_is_reached_by_keyboard_and_has_a_name(window: MainWindow, hub: HubServer) -> None:
    hub.add_model("lab/model", plain_model(base_model="lab/base"))
    async with shown(window) as page:
        page.ui.search.toggle.click()
        page.focus()
        assert QApplication.focusWidget() is page.ui.search.text
        QTest.keyClicks(page.ui.search.text, "model")
        await until(lambda: names(page) == ["lab/model"])
        seen: list[QWidget] = []
        while (now := QApplication.focusWidget()) is not None and now not in seen:
            seen.append(now)
            QTest.keyClick(now, Qt.Key.Key_Tab)
            if QApplication.focusWidget() is page.ui.table and page.details.about is None:
                QTest.keyClick(page.ui.table, Qt.Key.Key_Down)
                await until(lambda: page.details.about is not None and not page.details._looking.is_busy)
        inside = [one for one in seen if page.isAncestorOf(one)]
        for wanted in (page.ui.table, page.details.download.download, page.ui.search.sort, page.details.tabs.tabBar()):
            assert wanted in inside
        for one in page.findChildren(QWidget):
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(one.parent(), QComboBox):
                named = QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name)
                assert named, f"{type(one).__name__} {one.objectName()} has no name"


async def test_addresses_lead_here_from_everywhere(window: MainWindow, hub: HubServer) -> None:
    hub.add_model("lab/model", plain_model())
    page = window.page("hub")
    assert isinstance(page, HubPage)
    for key in ("jobs", "haystack", "compare"):
        window.show_page(key)
        assert drop(window, QUrl(f"https://huggingface.co/lab/{key}"))
        assert (window.current, page.details.name) == ("hub", f"hf:lab/{key}")
    assert not drop(window, QUrl("https://example.com/model"))
    window.show_page("jobs")
    window.show_commands()
    palette = window.palette_of_commands
    QTest.keyClicks(palette.field, "hf:lab/model")
    assert palette.model.index(0, 0).data() == "Show lab/model on the Hub page"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert (window.current, page.details.name) == ("hub", "hf:lab/model")
    await until(lambda: page.details.about is not None)
    page.finder.stop()
    page.details.stop()


async def test_an_adapter_is_opened_and_held_against_its_base(window: MainWindow, hub: HubServer) -> None:
    model, adapter = long_model(2)
    hub.add_model("lab/base", model)
    hub.add_model("lab/lora", adapter | {"README.md": card(base_model="lab/base", library_name="peft")})
    async with shown(window) as page:
        page.ui.search.kinds._buttons["adapters"].click()
        await until(lambda: names(page) == ["lab/lora"])
        page.ui.table.choose_row(0)
        await until(lambda: page.details.inside is not None)
        assert facts(page)["Rank"] == "4"
        visible = [slot for slot, one in page._uses.items() if one.isVisible()]
        assert visible == [SlotName.ADAPTER]
        tab = page.details.fit
        page.details.tabs.setCurrentWidget(tab)
        assert not tab.role.isVisibleTo(page)
        tab.check.click()
        await until(lambda: tab.model.rowCount())
        assert any("lands on the target" in str(tab.model.index(row).data()) for row in range(tab.model.rowCount()))


async def test_names_and_cards_of_strangers_stay_text(window: MainWindow, hub: HubServer) -> None:
    files = plain_model() | {"../../evil": b"x", "con.txt": b"x", "<b>bold</b>.md": b"x"}
    files["README.md"] = card(license="<img src=x>") + b"\n<script>alert(1)</script> [link](file:///etc/passwd)"
    hub.add_model("lab/old", files)
    hub.content.rename("lab/old", "lab/new")
    async with shown(window) as page:
        await opened(page, "hf:lab/old")
        known = facts(page)
        assert known["Renamed"] == "was lab/old"
        assert known["Licence"] == "<img src=x>"
        assert "../../evil" in known["Left out"]
        assert "con.txt" in known["Left out"]
        assert "<script>" in page.details.overview.card.toPlainText()
        for text in page.findChildren(QLabel):
            assert not text.text() or text.textFormat() is Qt.TextFormat.PlainText, text.text()
        tips = [page.ui.model.index(0, column).data(Qt.ItemDataRole.ToolTipRole) for column in range(7)]
        assert any("&lt;img" in str(tip) for tip in tips)
        assert not any("<img" in str(tip) and QtGui.Qt.mightBeRichText(str(tip)) for tip in tips)
