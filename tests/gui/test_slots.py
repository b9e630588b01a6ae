"""A slot takes what is dropped, shows what it is, or says why it cannot be used."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from graftwork.language import Language, LanguageChoice
from graftwork.pages.graft import GraftPage
from graftwork.services import Services
from graftwork.widgets.slot import SlotState
from graftwork_core.model.info import Model
from tests.gui.events import drop
from tests.gui.fakes import until


def words(widget: QWidget) -> str:
    return "\n".join(text.text() for text in widget.findChildren(QLabel) if text.isVisibleTo(widget))


async def test_a_dropped_folder_with_a_chinese_name_is_read(
    page: GraftPage, copy_of: Callable[[str, str], Path], services: Services
) -> None:
    folder = copy_of("skill", "中文 模型 – target")
    assert drop(page.ui.target, QUrl.fromLocalFile(str(folder)))
    await until(lambda: page.target.is_filled)
    said = words(page.ui.target)
    for part in ("中文 模型 – target", "Llama · 4 layers", "853 K", "bf16", "128 tokens", "1.71 MB"):
        assert part in said
    assert page.ui.target.state is SlotState.FILLED
    assert services.settings.recents("model") == (folder,)


async def test_a_dropped_weights_file_means_its_model(page: GraftPage, sample: Path) -> None:
    drop(page.ui.base, QUrl.fromLocalFile(str(sample / "base" / "model.safetensors")))
    await until(lambda: page.base.is_filled)
    assert page.base.path == sample / "base"


async def test_a_web_link_is_refused_in_words(page: GraftPage) -> None:
    drop(page.ui.base, QUrl("https://example.org/owner/model"))
    assert page.ui.base.state is SlotState.FAILED
    assert "example.org/owner/model" in words(page.ui.base)
    assert page.base.path is None


async def test_text_is_not_welcome(page: GraftPage) -> None:
    assert not drop(page.ui.base, text="hello")
    assert page.ui.base.state is SlotState.EMPTY


async def test_a_broken_model_says_why_and_gives_details(page: GraftPage, tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "config.json").write_text("{not json")
    page.base.load(tmp_path / "broken")
    await until(lambda: page.ui.base.state is SlotState.FAILED)
    assert "config.json" in words(page.ui.base)
    page.ui.base.details_wanted.emit()
    copied = QApplication.clipboard().text()
    assert "config.json" in copied
    assert "Graftwork: " in copied
    assert not page.base.is_filled


async def test_a_broken_model_says_why_in_chinese(chinese: Language, page: GraftPage, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{not json")
    page.base.load(tmp_path)
    await until(lambda: page.ui.base.state is SlotState.FAILED)
    assert chinese.current is LanguageChoice.CHINESE
    assert "不是有效的 JSON" in words(page.ui.base)
    assert "请重新下载。" in words(page.ui.base)


async def test_a_folder_that_is_missing_says_so(page: GraftPage, tmp_path: Path) -> None:
    page.donor.load(tmp_path / "nowhere")
    await until(lambda: page.ui.donor.state is SlotState.FAILED)
    assert "does not exist" in words(page.ui.donor)


async def test_an_adapter_in_a_models_slot_is_moved_on_request(page: GraftPage, tmp_path: Path) -> None:
    (tmp_path / "lora").mkdir()
    (tmp_path / "lora" / "adapter_config.json").write_text('{"peft_type": "LORA", "r": 4, "lora_alpha": 4}')
    drop(page.ui.donor, QUrl.fromLocalFile(str(tmp_path / "lora")))
    await until(lambda: page.ui.donor.state is SlotState.FAILED)
    assert "is an adapter" in words(page.ui.donor)
    page.ui.donor.suggestion_taken.emit()
    await until(lambda: page.ui.adapters.rows and page.ui.adapters.rows[0].state is SlotState.FAILED)
    assert page.form().source.value == "adapter"
    assert "adapter_model.safetensors" in words(page.ui.adapters)
    assert page.ui.donor.state is SlotState.EMPTY


async def test_only_the_newest_pick_counts(
    page: GraftPage, sample: Path, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, gate, asked = services.engine.open_model, Event(), []

    async def slow(path: Path) -> Model:
        asked.append(path.name)
        if path.name == "base":
            await asyncio.to_thread(gate.wait, 20)
        return await real(path)

    monkeypatch.setattr(services.engine, "open_model", slow)
    page.base.load(sample / "base")
    await until(lambda: asked == ["base"])
    page.base.load(sample / "skill")
    gate.set()
    await until(lambda: page.base.is_filled)
    await services.engine.warm_up()
    assert page.base.path == sample / "skill"
    assert "skill" in words(page.ui.base)


async def test_clearing_while_reading_leaves_it_empty(page: GraftPage, sample: Path, services: Services) -> None:
    page.base.load(sample / "base")
    page.base.clear()
    await services.engine.warm_up()
    await until(lambda: not services.tasks or len(services.tasks) == 0)
    assert page.ui.base.state is SlotState.EMPTY
    assert page.base.path is None


async def test_an_unexpected_fault_is_shown_with_its_traceback(
    page: GraftPage, sample: Path, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(path: Path) -> Model:
        raise ZeroDivisionError("our fault")

    monkeypatch.setattr(services.engine, "open_model", broken)
    page.base.load(sample / "base")
    await until(lambda: page.ui.base.state is SlotState.FAILED)
    page.ui.base.details_wanted.emit()
    assert "ZeroDivisionError: our fault" in QApplication.clipboard().text()


async def test_recent_models_are_in_the_menu(page: GraftPage, sample: Path, services: Services) -> None:
    services.settings.remember("model", sample / "long")
    card = page.ui.base
    card._menu.fill()
    actions = card._menu.actions()
    assert actions[-1].text().endswith("long")
    actions[-1].trigger()
    await until(lambda: page.base.is_filled)
    assert page.base.path == sample / "long"
