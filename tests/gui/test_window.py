"""The frame: closing, themes, faults of our own, names for screen readers, the keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget

from graftwork.colours import DARK, LIGHT, colours
from graftwork.coverage import grid
from graftwork.details import failure_of
from graftwork.keys import EVERYWHERE, SHORTCUTS
from graftwork.pages import PAGES
from graftwork.pages.graft import GraftPage
from graftwork.services import Services
from graftwork.theme import ThemeChoice
from graftwork.widgets.keys_dialog import KeysDialog
from graftwork.window import MainWindow
from graftwork_core.jobs.events import Error
from tests.gui.fakes import FakeClient, module, preview, until


def name_of(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def press(box: QMessageBox, text: str) -> None:
    button = next(one for one in box.buttons() if one.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


async def show_everything(page: GraftPage, sample: Path) -> None:
    page.fill_sample()
    page.ui.options.more_button.setChecked(True)
    await until(lambda: page.ui.bar.run.isEnabled())
    page.ui.coverage.show_preview(preview(module(0, "q_proj", energy=0.9)))
    page.ui.result.show_result("Done.", str(sample), [("written", "1 GB")], ["A note."])
    page.ui.error.show_failure(failure_of(ValueError("x")))


async def test_the_tab_key_reaches_what_is_shown(window: MainWindow, page: GraftPage, sample: Path) -> None:
    await show_everything(page, sample)
    window.activateWindow()
    page.ui.bar.out.setFocus()
    reached = {page.ui.bar.out}
    for _ in range(150):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        if focus is page.ui.bar.out:
            break
        if focus is not None:
            reached.add(focus)
    wanted = [
        *window.sidebar._buttons.values(),
        page.ui.bar.run,
        page.ui.fit.list,
        page.ui.coverage.view,
        page.ui.options.weight.number,
        page.ui.options.weight.slider,
        page.ui.options.context.choice,
        page.ui.options.presets.box,
    ]
    wanted += [page.ui.error.copy, page.ui.result.open, window.sidebar.settings, page.ui.options.more.include]
    assert [name_of(widget) for widget in wanted if widget not in reached] == []


async def test_cells_are_walked_and_said_by_keyboard(page: GraftPage) -> None:
    panel = page.ui.coverage
    panel.show_preview(preview(*(module(layer, kind) for layer in range(3) for kind in ("q_proj", "v_proj"))))
    panel.view.setFocus()
    panel.view.setCurrentIndex(panel.model.index(0, 0))
    QTest.keyClick(panel.view, Qt.Key.Key_Right)
    QTest.keyClick(panel.view, Qt.Key.Key_Down)
    assert panel._detail.text().startswith("layer 1 · v_proj · rank 8")
    QTest.keyClick(panel.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == panel._detail.text()


async def test_cells_are_said_by_mouse(page: GraftPage) -> None:
    panel = page.ui.coverage
    panel.show_preview(preview(*(module(layer, "q_proj") for layer in range(3))))
    page.ui.area.ensureWidgetVisible(panel)
    centre = panel.view.visualRect(panel.model.index(0, 2)).center()
    QTest.mouseMove(panel.view.viewport(), centre - QPoint(3, 3))
    QTest.mouseMove(panel.view.viewport(), centre)
    panel.view.entered.emit(panel.model.index(0, 2))
    assert panel._detail.text().startswith("layer 2")


async def test_what_stays_out_of_the_adapter_is_listed(page: GraftPage) -> None:
    panel = page.ui.coverage
    many = tuple(f"layers.{number}.x" for number in range(30))
    panel.show_preview(
        preview(module(0, "q_proj"), unmatched=many, replaced=("lm_head.weight",), problems=("It uses KaSA.",))
    )
    assert "layers.0.x" in panel._lost.text()
    assert "(+18)" in panel._lost.text()
    assert "It uses KaSA." in panel._lost.text()
    assert "Replaced, not added: lm_head.weight" in panel._notes.text()
    assert grid(None).kinds == ()


async def test_closing_ends_the_program(window: MainWindow) -> None:
    closed: list[bool] = []
    window.closed.connect(lambda: closed.append(True))
    window.close()
    assert closed


async def started(page: GraftPage, client: FakeClient) -> None:
    page.fill_sample()
    await until(lambda: page.ui.bar.run.isEnabled())
    page.run()
    await until(lambda: client.job is not None)


async def test_closing_during_a_job_asks(window: MainWindow, page: GraftPage, client: FakeClient) -> None:
    closed: list[bool] = []
    window.closed.connect(lambda: closed.append(True))
    await started(page, client)
    window.close()
    window.close()
    (box,) = window.findChildren(QMessageBox)
    assert all(isinstance(button, QPushButton) and name_of(button) for button in box.buttons())
    press(box, "Stay")
    await until(lambda: window.findChild(QMessageBox) is None)
    assert window.isVisible()
    assert not client.cancelled
    window.close()
    press(window.findChild(QMessageBox), "Cancel and quit")
    await until(lambda: closed)
    assert client.cancelled


async def test_a_job_may_finish_in_the_background(
    window: MainWindow, page: GraftPage, client: FakeClient, services: Services
) -> None:
    closed: list[bool] = []
    window.closed.connect(lambda: closed.append(True))
    await started(page, client)
    window.close()
    press(window.findChild(QMessageBox), "Finish in the background")
    await until(lambda: closed)
    assert not client.cancelled
    assert not services.runner.is_running
    assert services.runner.background is None, "nothing waits: nobody has to work the queue"


async def test_a_job_that_does_not_answer_keeps_the_window(
    window: MainWindow, page: GraftPage, client: FakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def deaf() -> bool:
        return False

    await started(page, client)
    monkeypatch.setattr(client, "detach", deaf)
    window.close()
    press(window.findChild(QMessageBox), "Finish in the background")
    await until(lambda: "leaving" in window.messages.panels)
    assert "does not answer" in window.messages.panels["leaving"].headline.text()
    assert window.isVisible()
    await until(lambda: window.findChild(QMessageBox) is None)
    window.close()
    assert window.findChild(QMessageBox) is not None, "it can be asked again"


async def test_the_question_goes_away_when_the_job_ends_by_itself(
    window: MainWindow, page: GraftPage, client: FakeClient
) -> None:
    await started(page, client)
    window.close()
    assert window.findChild(QMessageBox) is not None
    client.fail(Error("bad_input", "Something is wrong.", exit_status=2))
    await until(lambda: window.findChild(QMessageBox) is None)
    assert window.isVisible()


async def test_a_theme_is_chosen_and_remembered(window: MainWindow, services: Services) -> None:
    names = {action.text(): action for action in window.actions()}
    try:
        names["Dark colours"].trigger()
        assert colours() is DARK
        assert services.settings.theme is ThemeChoice.DARK
    finally:
        names["Light colours"].trigger()
    assert colours() is LIGHT


async def test_a_page_is_made_when_it_is_first_shown(window: MainWindow) -> None:
    for entry in PAGES:
        window.show_page(entry.key)
        assert window.page(entry.key).isVisibleTo(window)


async def test_the_shortcuts_are_told(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    dialog = window.findChild(KeysDialog)
    for part in (
        "Ctrl+Enter: Run",
        "Ctrl+B: Show or hide the setup",
        "Ctrl+O: Open a result",
        "Ctrl+1 – Ctrl+8: Go to",
    ):
        assert part in dialog.text
    assert dialog.accessibleDescription() == dialog.text
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    await until(lambda: window.findChild(KeysDialog) is None)


@pytest.mark.parametrize("key", [EVERYWHERE, *(page.key for page in PAGES)])
async def test_the_list_of_shortcuts_is_what_the_pages_do(window: MainWindow, key: str) -> None:
    owner = window.page(key) if key != EVERYWHERE else window
    done = {sequence.toString() for one in owner.actions() for sequence in one.shortcuts()}
    told = {QKeySequence(sequence).toString() for one in SHORTCUTS[key] for sequence in one.keys}
    everywhere = {"Esc", ""}  # the message area's; a standard key that this system does not have
    assert done - told - everywhere == set(), "not told"
    assert told - done - everywhere - {"Ctrl+Enter"} == set(), "told, but nothing happens"


async def test_the_window_fits_a_small_screen(window: MainWindow, page: GraftPage, sample: Path) -> None:
    await show_everything(page, sample)
    window.resize(1000, 700)
    content, area = page.ui.area.widget(), page.ui.area.viewport()
    await until(lambda: area.width() < 1000 and content.width() <= area.width())
    assert window.width() == 1000, "nothing is cut off at the side"
