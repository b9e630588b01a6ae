"""Everything on the Graft page is an action: in the palette, done by shortcut, offered where it means something."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from graftwork.commands import offered
from graftwork.form import Source
from graftwork.pages.graft import GraftPage
from graftwork.widgets.slot import SlotState
from graftwork.window import MainWindow
from tests.gui.fakes import FakeClient, until


def names(page: GraftPage) -> set[str]:
    return {one.text() for one in offered([page])}


def named(page: GraftPage, text: str) -> QAction:
    return next(one for one in page.actions() if one.text() == text)


async def test_what_means_nothing_now_is_not_offered(page: GraftPage, client: FakeClient) -> None:
    assert {"Choose the base", "Choose the target", "Run", "Use the preset Gentle", "Open recipe…"} <= names(page)
    assert not {"Add an adapter", "Cancel the run", "Save recipe…"} & names(page)
    named(page, "Merge adapters").trigger()
    assert page.form().source is Source.ADAPTER
    assert "Add an adapter" in names(page)
    assert "Choose the base" not in names(page)
    named(page, "Extract only an adapter").trigger()
    assert "Choose the target" not in names(page)
    named(page, "Fill in the sample").trigger()
    await until(lambda: page.ui.bar.run.isEnabled())
    assert {"Save recipe…", "Copy the command that does the same"} <= names(page)
    named(page, "Use the preset Faithful").trigger()
    assert page.form().choices.rank_choice.value == "auto"
    await until(lambda: page.ui.bar.run.isEnabled())
    named(page, "Run").trigger()
    await until(lambda: client.job is not None)
    assert "Cancel the run" in names(page)
    assert not {"Choose the base", "Run", "Use the preset Gentle", "Fill in the sample"} & names(page)
    named(page, "Cancel the run").trigger()
    await until(lambda: client.cancelled and not page.ui.bar.is_busy)
    named(page, "Empty all slots").trigger()
    assert page.ui.base.state is SlotState.EMPTY
    assert page.form().out is None


async def test_a_command_is_found_in_the_palette(window: MainWindow, page: GraftPage) -> None:
    window.show_page("graft")
    window.show_commands()
    QTest.keyClicks(window.palette_of_commands.field, "preset gentle")
    QTest.keyClick(window.palette_of_commands.field, Qt.Key.Key_Return)
    assert page.form().choices.rank == 8


async def test_shortcuts_work_wherever_the_keyboard_is(window: MainWindow, page: GraftPage, client: FakeClient) -> None:
    window.show_page("graft")
    for key, slot in ((Qt.Key.Key_1, "Base"), (Qt.Key.Key_2, "Donor"), (Qt.Key.Key_3, "Target")):
        window.activateWindow()
        await until(window.isActiveWindow)
        window.sidebar.settings.setFocus()
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        dialog = window.findChild(QFileDialog)
        assert slot in dialog.windowTitle()
        dialog.close()
        await until(lambda: window.findChild(QFileDialog) is None)
    page.fill_sample()
    await until(lambda: page.ui.bar.run.isEnabled())
    window.activateWindow()
    await until(window.isActiveWindow)
    window.sidebar.settings.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: client.job is not None)
    await client.cancel()


async def test_a_hidden_page_does_not_listen(window: MainWindow, page: GraftPage, client: FakeClient) -> None:
    page.fill_sample()
    await until(lambda: page.ui.bar.run.isEnabled())
    window.show_page("jobs")
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert client.job is None
    assert window.findChild(QFileDialog) is None


async def test_the_page_fits_the_smallest_window(window: MainWindow, page: GraftPage, sample: Path) -> None:
    window.resize(1000, 700)
    for source in Source:
        named(page, "Empty all slots").trigger()
        page.choose_source(source)
        page.adapters.add(sample / "base")
        page.fill_sample() if source is Source.DONOR else None
        await until(lambda: not page.slots.is_reading)
        assert window.width() == 1000
        assert page.ui.area.widget().width() <= page.ui.area.viewport().width(), source
