"""The Haystack page with the real worker, on the sample: from one click after a graft to the verdict."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from graftwork.models.matrix import Mark
from graftwork.pages.haystack import HaystackPage
from graftwork.requests import CheckWish
from graftwork.runner import Runner, new_client
from graftwork.services import Services
from graftwork.window import MainWindow
from tests.gui.fakes import until

SECONDS = 50


@pytest.fixture
def services(services: Services) -> Services:
    """With a real worker instead of a played one."""
    return replace(services, runner=Runner(services.tasks, new_client))


@pytest.fixture
def haystack(window: MainWindow, qloop: asyncio.AbstractEventLoop) -> HaystackPage:
    """The Haystack page in its window, in front."""
    window.show_page("haystack")
    window.activateWindow()
    qloop.run_until_complete(until(window.isActiveWindow))
    found = window.page("haystack")
    assert isinstance(found, HaystackPage)
    return found


async def test_the_samples_target_is_checked_and_found_red(
    haystack: HaystackPage, services: Services, sample: Path
) -> None:
    page, ui = haystack, haystack.ui
    page.check(CheckWish(sample / "skill"))
    await until(lambda: ui.bar.run.isEnabled())
    assert ui.setup.length.length == 2048
    page.run()
    filled: set[int] = set()
    model = ui.map.model

    def looked() -> bool:
        filled.add(sum(model.look(model.index(row, 0)).share is not None for row in range(1, model.rowCount())))
        return not ui.bar.is_busy and page.results.loaded is not None

    await until(looked, SECONDS)
    assert not ui.error.isVisibleTo(page), ui.error.headline.text()
    assert ui.verdict.state == "red"
    assert len(filled) > 1, "the map fills while the worker works"
    columns = [model.look(model.index(0, column)).mark for column in range(model.columnCount())]
    assert columns[0] is not Mark.RED
    assert columns[-1] is Mark.RED
    view = ui.map.view
    index = model.index(6, model.columnCount() - 1)
    view.setCurrentIndex(index)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    asked = ui.map.text.current
    assert asked is not None
    expected = dict(asked.facts)["expected"]
    await until(lambda: f"is {expected}." in ui.map.text.text.toPlainText())
    page.results.export("html", str(page.results.loaded.folder / "page.html") if page.results.loaded else "")
    await until(lambda: ui._said.isVisibleTo(page))
    await services.runner.close()


async def test_the_sample_answers_a_prompt(haystack: HaystackPage, services: Services, sample: Path) -> None:
    page, tab = haystack, haystack.ui.prompt
    page.model.load(sample / "skill")
    await until(lambda: tab.send.isEnabled())
    page.ui.show_tab(tab)
    tab.prompt.setPlainText(" river")
    tab.most.setValue(8)
    QTest.mouseClick(tab.send, Qt.MouseButton.LeftButton)
    await until(lambda: tab.send.isVisibleTo(page) and "河流" in tab.reply.toPlainText(), SECONDS)
    await services.runner.close()
