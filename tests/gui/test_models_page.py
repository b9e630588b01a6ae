"""The Models page: real folders scanned by a real process, chosen, opened, dropped and handed on."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from graftwork.pages.hub import HubPage
from graftwork.pages.model_details import ModelDetails
from graftwork.pages.models import ModelsPage
from graftwork.requests import CheckWish, CompareWish, SlotName, UseWish
from graftwork.services import Services
from graftwork.window import MainWindow
from graftwork_core.library.entry import Entry, Kind
from tests.core import tiny
from tests.gui.events import drop
from tests.gui.fakes import until


@pytest.fixture
def models(sample: Path, tmp_path: Path) -> Path:
    """A folder with a base, two fine-tunes of it, an adapter, a quantized model, and half of a copied one."""
    folder = tmp_path / "模型 نماذج 🌱"
    for name in ("base", "long", "skill"):
        shutil.copytree(sample / name, folder / name)
    (folder / "long" / "README.md").write_text("---\nbase_model: base\nlicense: mit\n---\n# Long\n<b>plain</b>\n")
    tiny.copied(tiny.model("llama"), folder / "tiny")
    tiny.copied(tiny.adapter("plain", "llama"), folder / "lora")
    half = tiny.copied(tiny.model("llama"), folder / "half")
    os.truncate(half / "model.safetensors", 9000)
    return folder


@asynccontextmanager
async def shown(window: MainWindow, *folders: Path) -> AsyncIterator[ModelsPage]:
    """The page in front, after its first scan."""
    services = window._services
    services.settings.library_folders = folders
    window.show_page("models")
    page = window.page("models")
    window.activateWindow()
    assert isinstance(page, ModelsPage)
    await until(lambda: not services.library.is_scanning)
    yield page
    page.ui.error.hide()


def names(page: ModelsPage) -> list[str]:
    return [str(page.ui.model.index(row, 0).data()) for row in range(page.ui.model.rowCount())]


async def chosen(page: ModelsPage, path: Path) -> ModelDetails:
    page.choose(path)
    details = page.details
    await until(lambda: details._opened is not None or not details.problem.isHidden())
    return details


def visible(page: ModelsPage) -> set[str]:
    return {one.text() for one in page._of_the_entry.all() if one.isVisible()}


async def test_what_is_there_is_listed_counted_and_filtered(window: MainWindow, models: Path) -> None:
    async with shown(window, models) as page:
        assert names(page) == ["base", "half", "long", "lora", "skill", "tiny"]
        assert page.ui.kinds._text("") == "All 6"
        assert page.ui.kinds._text("model") == "Models 4"
        assert page.ui.kinds._text("broken") == "Broken 1"
        QTest.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        assert QApplication.focusWidget() is page.ui.filter
        QTest.keyClicks(page.ui.filter, "lo")
        assert names(page) == ["long", "lora"]
        page.ui.kinds._on_segment("adapter")
        assert names(page) == ["lora"]
        page.choose(models / "base")
        assert "base" in names(page), "what is asked for is shown although the filter hid it"
        assert page.ui.filter.text() == ""


async def test_a_model_is_opened_and_its_card_is_plain_text(window: MainWindow, models: Path) -> None:
    async with shown(window, models) as page:
        details = await chosen(page, models / "long")
        facts = dict(details.overview.facts.texts())
        assert facts["Parameters"] == "853 K"
        assert facts["Context"] == "2,048 tokens"
        assert facts["Made from"] == "base"
        assert facts["Licence"] == "mit"
        assert "<b>plain</b>" in details.overview.card.toPlainText()
        assert ("model.safetensors", "1.71 MB") in details.overview.files.texts()
        assert visible(page) == {
            "Use as base",
            "Use as donor",
            "Use as target",
            "Compare with…",
            "Check long context",
            "Publish on the Hub…",
            "Open folder",
            "Copy path",
        }
        assert details.tensors.model.rowCount() == 39


async def test_a_broken_one_says_what_is_wrong(window: MainWindow, models: Path) -> None:
    async with shown(window, models) as page:
        details = await chosen(page, models / "half")
        assert "truncated" in details.problem.headline.text()
        assert details.tabs.isHidden()
        details.problem.copy.click()
        assert str(models / "half") in QApplication.clipboard().text()
        assert visible(page) == {"Open folder", "Copy path"}
        await chosen(page, models / "base")
        assert details.problem.isHidden()
        assert not details.tabs.isHidden()


async def test_values_of_a_tensor_are_read_on_demand_and_can_be_stopped(window: MainWindow, models: Path) -> None:
    async with shown(window, models) as page:
        tab = (await chosen(page, models / "base")).tensors
        page.details.tabs.setCurrentWidget(tab)
        assert not tab.ask.isEnabled()
        tab.filter.setText("q_proj layers.1")
        tab.table.choose_row(0)
        QTest.keyClick(tab.table, Qt.Key.Key_Return)
        assert not tab.stop.isHidden()
        await until(lambda: tab.stop.isHidden())
        assert "16,384 values" in tab.values.figures.text()
        tab.filter.clear()
        assert tab.table.current().name == "model.layers.1.self_attn.q_proj.weight", "the choice stays"
        tab.ask.click()
        tab.stop.click()
        assert tab.values.figures.text() == "Stopped."
        (models / "base" / "model.safetensors").unlink()
        tab.ask.click()
        await until(lambda: tab.stop.isHidden())
        assert "model.safetensors" in tab.values.figures.text()


async def test_an_adapter_shows_norms_spectra_and_what_it_fits(window: MainWindow, models: Path) -> None:
    async with shown(window, models) as page:
        details = await chosen(page, models / "lora")
        assert "Use as adapter" in visible(page)
        assert "Use as base" not in visible(page)
        details.tabs.setCurrentWidget(details.modules)
        await until(lambda: not details.spectrum._state.text())
        assert not details.modules.panel._figure._buttons["norm"].isHidden()
        details.tabs.setCurrentWidget(details.spectrum)
        spectrum = details.spectrum.table.current()
        assert spectrum.norm > 0
        assert len(details.spectrum.chart._series) == 2
        details.spectrum.chart.setFocus()
        QTest.keyClick(details.spectrum.chart, Qt.Key.Key_Right)
        assert "value 2" in details.spectrum._detail.text()
        details.tabs.setCurrentWidget(details.fits)
        await until(lambda: details.fits.stop.isHidden())
        verdicts = {fit.entry.name: fit for fit in details.fits.model.records()}
        assert verdicts["tiny"].fits
        assert not verdicts["base"].fits
        assert verdicts["base"].why
        assert "Fits 1 of 4 models." in details.fits._state.text()
        assert details.fits.model.record(0).entry.name == "tiny", "what fits comes first"
        details.fits.table.choose_row(0)
        QTest.keyClick(details.fits.table, Qt.Key.Key_Return)
        assert page._chosen == models / "tiny"


async def test_a_rescan_leaves_choice_and_details_alone(window: MainWindow, services: Services, models: Path) -> None:
    async with shown(window, models) as page:
        details = await chosen(page, models / "long")
        opened = details._opened
        details.tabs.setCurrentWidget(details.tensors)
        shutil.copytree(models / "base", models / "a newcomer")
        services.library.scan()
        await until(lambda: "a newcomer" in names(page))
        await until(lambda: not services.library.is_scanning)
        assert page.ui.table.current().path == models / "long"
        assert details._opened is opened
        assert details.tabs.currentWidget() is details.tensors
        (models / "long" / "README.md").write_text("# Changed\n")
        services.library.scan()
        await until(lambda: details._opened is not None and details._opened is not opened)
        assert details.overview.card.toPlainText() == "# Changed"
        assert details.tabs.currentWidget() is details.tensors
        shutil.rmtree(models / "long")
        services.library.scan()
        await until(lambda: "long" not in names(page))
        assert "not there any more" in details.problem.headline.text()


async def test_wishes_go_to_the_other_pages(window: MainWindow, services: Services, models: Path) -> None:
    async with shown(window, models) as page:
        wishes: list[object] = []
        for signal in (services.requests.use, services.requests.check, services.requests.compare):
            signal.connect(wishes.append)
        pages: list[str] = []
        services.requests.page.disconnect()
        services.requests.page.connect(pages.append)
        await chosen(page, models / "long")
        QTest.keyClick(page.ui.table, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
        assert wishes.pop() == UseWish(models / "long", SlotName.DONOR)
        page.details.check.click()
        assert wishes.pop() == CheckWish(models / "long")
        page.compare_menu.fill()
        texts = [one.text() for one in page.compare_menu.actions() if not one.isSeparator()]
        assert texts[0] == "base (its base)"
        assert "skill (same shape)" in texts
        assert len(texts) == len(set(texts))
        page.compare_menu.actions()[0].trigger()
        assert wishes.pop() == CompareWish(models / "base", models / "long")
        page.details.copy_path.click()
        assert QApplication.clipboard().text() == str(models / "long")
        assert pages == ["graft", "haystack", "compare"]


async def test_an_empty_library_says_how_to_begin(
    window: MainWindow, services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "hub"
    cache.mkdir()
    monkeypatch.setenv("HF_HUB_CACHE", str(cache))
    services.settings.library_has_cache = False
    async with shown(window) as page:
        assert page.ui.is_empty
        assert page.use_cache.isVisible()
        page.focus()
        assert QApplication.focusWidget() is page.ui.empty.add
        page.use_cache.trigger()
        assert services.library.folders == (cache,)
        assert not page.use_cache.isVisible()
        await until(lambda: not services.library.is_scanning)
        page.use_sample.trigger()
        await until(lambda: not page.ui.is_empty)
        await until(lambda: page._chosen is not None)
        await until(lambda: {"base", "long", "skill"} <= set(names(page)))


async def test_folders_and_files_are_dropped_anywhere(window: MainWindow, services: Services, models: Path) -> None:
    async with shown(window) as page:
        assert page.ui.is_empty
        assert drop(page, QUrl.fromLocalFile(str(models / "long" / "config.json")))
        await until(lambda: page._chosen == models / "long")
        assert services.library.folders == (models / "long",)
        assert drop(page, QUrl.fromLocalFile(str(models)))
        await until(lambda: len(names(page)) == 6)
        await until(lambda: not services.library.is_scanning)
        folders = services.library.folders
        assert drop(page, QUrl.fromLocalFile(str(models / "skill")))
        await until(lambda: page._chosen == models / "skill")
        assert services.library.folders == folders, "it was there already"


async def test_what_the_library_cannot_take_is_said(window: MainWindow, models: Path, tmp_path: Path) -> None:
    async with shown(window, models) as page:
        error = page.ui.error
        (tmp_path / "weights.bin").write_bytes(b"\x80")
        (tmp_path / "notes.txt").write_text("no model")
        (tmp_path / "nothing").mkdir()
        for path, words in (
            (tmp_path / "weights.bin", "pickle"),
            (tmp_path / "notes.txt", "neither a folder"),
            (tmp_path / "gone", "is not there"),
            (tmp_path / "nothing", "No model or adapter was found"),
        ):
            error.hide()
            assert drop(page, QUrl.fromLocalFile(str(path)))
            await until(lambda: not error.isHidden())
            assert words in error.headline.text()
        error.hide()
        assert drop(page, QUrl("https://huggingface.co/org/model/blob/main/config.json"))
        hub = window.page("hub")
        assert isinstance(hub, HubPage)
        assert window.current == "hub"
        assert hub.details.name == "hf:org/model"
        window.show_page("models")
        assert drop(page, QUrl("https://example.com/model"))
        assert "example.com" in error.headline.text()
        assert not drop(page, text="some words")
        assert drop(page, text="hf.co/org/other")
        assert hub.details.name == "hf:org/other"
        window.show_page("models")
        QTest.keyClicks(page.ui.filter, "hf:org/third@v1")
        QTest.keyClick(page.ui.filter, Qt.Key.Key_Return)
        assert window.current == "hub"
        assert hub.details.name == "hf:org/third@v1"
        hub.finder.stop()
        hub.details.stop()


async def test_a_folder_that_was_taken_out_can_be_put_back(
    window: MainWindow, services: Services, models: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(models / "base", other / "fourth")
    async with shown(window, models, other) as page:
        assert "fourth" in names(page)
        page.show_folders.trigger()
        assert not page.ui.folders.isHidden()
        removers = page.ui.folders._rows[1].findChildren(QPushButton)
        assert str(other.name) in removers[0].accessibleName()
        removers[0].click()
        await until(lambda: "fourth" not in names(page))
        assert services.library.folders == (models,)
        assert (other / "fourth").is_dir()
        QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: "fourth" in names(page))
        assert not page.undo.isEnabled()


async def test_everything_is_reached_by_keyboard(window: MainWindow, models: Path) -> None:
    async with shown(window, models) as page:
        page.focus()
        assert QApplication.focusWidget() is page.ui.table
        QTest.keyClick(page.ui.table, Qt.Key.Key_Home)
        details = page.details
        await until(lambda: details._opened is not None)
        reached = set()
        for _ in range(60):
            focus = QApplication.focusWidget()
            reached.add(focus)
            QTest.keyClick(focus or page, Qt.Key.Key_Tab)
        wanted = [page.ui.filter, page.ui.table, *details.uses[:3], details.compare, details.check, details.copy_path]
        assert [one for one in (*wanted, details.tabs.tabBar(), details.overview.card) if one not in reached] == [
            details.overview.card
        ], "the base has no card"


@pytest.mark.parametrize("damage", ["vanished", "cut"])
async def test_a_model_that_changes_under_our_hands_is_said(window: MainWindow, models: Path, damage: str) -> None:
    async with shown(window, models) as page:
        if damage == "vanished":
            shutil.rmtree(models / "skill")
        else:
            os.truncate(models / "skill" / "model.safetensors", 10)
        details = await chosen(page, models / "skill")
        assert details._opened is None
        assert "skill" in details.problem.headline.text()


async def test_names_that_are_no_text_are_shown_all_the_same(window: MainWindow, sample: Path, tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path / "root") + b"/\xff broken"))
    shutil.copytree(sample / "base", folder)
    async with shown(window, tmp_path / "root") as page:
        details = await chosen(page, folder)
        assert details._opened is not None
        assert not window.grab().isNull()
        page.copy_path.trigger()


def entry(number: int) -> Entry:
    return Entry(
        Path(f"/m/{number % 97}/{number}"),
        Path("/m"),
        Kind.ADAPTER if number % 3 else Kind.MODEL,
        f"name {number * 7919 % 10_007}",
        architecture="LlamaForCausalLM",
        parameters=number,
        nbytes=2 * number,
        rank=number % 64,
    )


async def test_ten_thousand_entries_never_stall_the_window(
    window: MainWindow, services: Services, models: Path
) -> None:
    from tests.gui.stalls import Probe

    async with shown(window, models) as page:
        await chosen(page, models / "long")
        probe = Probe()
        turns: Callable[[], int] = lambda: probe.turns  # noqa: E731 - read anew at each turn
        for start in range(0, 10_000, 500):
            services.library.found.emit(tuple(entry(number) for number in range(start, start + 500)))
            seen = turns()
            await until(lambda seen=seen: turns() > seen)
        assert page.ui.table.current().path == models / "long"
        for step in (
            lambda: page.ui.filter.setText("name 1"),
            lambda: page.ui.filter.clear(),
            lambda: page.ui.kinds._on_segment("adapter"),
            lambda: page.ui.kinds._on_segment(""),
            lambda: page.ui.table.sortByColumn(3, Qt.SortOrder.DescendingOrder),
            lambda: page.choose(Path("/m/50/50")),
            lambda: services.library.found.emit((replace(entry(50), licence="mit"),)),
            lambda: services.library.gone.emit((Path("/m/50/50"),)),
        ):
            step()
            seen = turns()
            await until(lambda seen=seen: turns() > seen + 1)
        probe.stop()
        assert page.ui.model.rowCount() == 10_005


async def test_a_model_of_three_thousand_tensors_opens_without_a_stall(
    window: MainWindow, services: Services, sample: Path, tmp_path: Path
) -> None:
    import numpy as np
    from safetensors.numpy import save_file

    from tests.gui.stalls import Probe

    folder = tmp_path / "root" / "many"
    shutil.copytree(sample / "base", folder)
    one = np.zeros((4, 4), np.float16)
    save_file(
        {f"model.layers.{n // 9}.mlp.experts.{n % 9}.up_proj.weight": one for n in range(3000)},
        folder / "model.safetensors",
    )
    (folder / "README.md").write_text("# Much\n" + "words and more words\n" * 20_000)
    async with shown(window, tmp_path / "root") as page:
        await services.engine.warm_up()
        probe = Probe()
        details = await chosen(page, folder)
        details.tabs.setCurrentWidget(details.tensors)
        details.tensors.filter.setText("layers.33.")
        turns = probe.turns
        await until(lambda: probe.turns > turns + 2)
        details.tensors.filter.clear()
        details.tensors.table.sortByColumn(3, Qt.SortOrder.DescendingOrder)
        turns = probe.turns
        await until(lambda: probe.turns > turns + 2)
        probe.stop()
        assert details.tensors.model.rowCount() == 3000
