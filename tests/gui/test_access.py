"""Every control of every page and dialog has a name for screen readers in both languages; the Tab key goes there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QButtonGroup, QComboBox, QWidget

from graftwork.details import failure_of
from graftwork.pages import PAGES, SETTINGS
from graftwork.pages.graft import GraftPage
from graftwork.widgets.hub_name import HubNameDialog
from graftwork.window import MainWindow
from tests.gui.fakes import module, preview, until

PAGE_KEYS = (*(entry.key for entry in PAGES), SETTINGS.key)
ALIKE = frozenset({"English", "Hub"})
"""Names that are the same in every language."""


def name_of(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def is_labelled(box: QComboBox) -> bool:
    """Whether it says what is chosen there: on Linux Qt gives a list's current text as its name."""
    spoken = QAccessible.queryAccessibleInterface(box)
    labels = [one for one, _ in spoken.relations(QAccessible.RelationFlag.Label) if one is not None]
    return bool(labels or spoken.text(QAccessible.Text.Description).strip())


def controls(root: QWidget) -> Iterator[QWidget]:
    """Everything that the keyboard can come to; parts of one control count as that control."""
    for widget in root.findChildren(QWidget):
        part = widget.objectName() == "qt_spinbox_lineedit" or isinstance(widget.parent(), QComboBox)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not part:
            yield widget


async def show_everything(window: MainWindow, sample: Path) -> None:
    """All pages and dialogs, and on the Graft page all that it may show."""
    for key in PAGE_KEYS:
        window.page(key)
    page = window.page("graft")
    assert isinstance(page, GraftPage)
    page.fill_sample()
    page.ui.options.more_button.setChecked(True)
    await until(lambda: page.ui.bar.run.isEnabled())
    page.ui.coverage.show_preview(preview(module(0, "q_proj", energy=0.9)))
    page.ui.result.show_result("1", str(sample), [("2", "3")], ["4"])
    page.ui.error.show_failure(failure_of(ValueError("x")))
    window._services.runner.history.left_over.emit(2)
    window.show_keys()
    window._leaving._make()
    HubNameDialog(window, "1")
    window.show_commands()


@pytest.fixture(params=["english", "chinese"])
def spoken(request: pytest.FixtureRequest) -> str:
    """The window's language; asked for before the window is made."""
    if request.param == "chinese":
        request.getfixturevalue("chinese")
    return str(request.param)


async def test_every_control_has_a_name(spoken: str, window: MainWindow, sample: Path) -> None:
    await show_everything(window, sample)
    found = [(type(one).__name__, type(one.parent()).__name__, name_of(one)) for one in controls(window)]
    assert len(found) > 200
    assert [one for one in found if not one[2]] == []
    unnamed = [one for one in controls(window) if isinstance(one, QComboBox) and not is_labelled(one)]
    assert [(type(one.parent()).__name__, one.currentText()) for one in unnamed] == [], "what is chosen is no name"
    if spoken == "chinese":
        plain = [one for one in found if one[0] != "Choice"]
        foreign = [one for one in plain if re.search("[A-Za-z]", one[2]) and not re.search(r"[\u4e00-\u9fff]", one[2])]
        assert [one for one in foreign if one[2] not in ALIKE] == []


def is_reached_by_arrows(widget: QWidget) -> bool:
    """Whether the Tab key goes to another one of its group: the chosen segment."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return isinstance(group, QButtonGroup) and group.exclusive() and not widget.isChecked()


@pytest.mark.parametrize("key", PAGE_KEYS)
async def test_the_tab_key_reaches_every_control(window: MainWindow, key: str) -> None:
    window.resize(1000, 700)
    window.show_page(key)
    window.activateWindow()
    window.focus_page(key)
    page = window.page(key)
    await until(lambda: len(window._services.tasks) == 0 and QApplication.focusWidget() is not None)
    first = QApplication.focusWidget()
    assert page.isAncestorOf(first), "a page says where the keyboard begins"
    reached: set[QWidget] = set()
    now = first
    while now not in reached:
        reached.add(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
        now = QApplication.focusWidget() or first
    able = [one for one in controls(page) if one.isVisible() and one.isEnabled() and one.focusProxy() is None]
    there = [one for one in able if not is_reached_by_arrows(one)]
    assert len(there) >= 2
    assert [(type(one).__name__, name_of(one)) for one in there if one not in reached] == []
