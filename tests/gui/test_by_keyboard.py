"""Each page's story told by keys alone: get there, fill it in, run, cancel. No widget is touched by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from graftwork.pages.compare import ComparePage
from graftwork.pages.graft import GraftPage
from graftwork.pages.haystack import HaystackPage
from graftwork.pages.jobs import JobsPage
from graftwork.pages.models import ModelsPage
from graftwork.pages.settings import SettingsPage
from graftwork.requests import SlotName, UseWish
from graftwork.services import Services
from graftwork.window import MainWindow
from graftwork_core.jobs.spec import DiffJob, GraftJob, HaystackJob, make_job
from graftwork_core.jobs.store import JobStore
from graftwork_core.jobs.waiting import enqueue, waiting
from tests.gui.fakes import FakeClient, until

Key = Qt.Key
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
NONE = Qt.KeyboardModifier.NoModifier


def focus() -> QWidget:
    now = QApplication.focusWidget()
    assert now is not None
    return now


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """As the system sends a key: to an open menu, else to what has the keyboard."""
    popup = QApplication.activePopupWidget()
    QTest.keyClick(popup if popup is not None else focus(), key, modifier)


def type_(text: str) -> None:
    QTest.keyClicks(focus(), text)


def tab_to(reached: Callable[[QWidget], bool], most: int = 80) -> None:
    """Press Tab until the keyboard is there."""
    for _ in range(most):
        if reached(focus()):
            return
        press(Key.Key_Tab)
    raise AssertionError("the Tab key does not get there")


def go(window: MainWindow, number: int) -> None:
    window.activateWindow()
    QTest.keyClick(QApplication.focusWidget() or window, Key(Key.Key_0.value + number), ALT)


async def choose_recent(window: MainWindow, name: str) -> None:
    """Open the menu of the slot that has the keyboard, and take a recent path."""
    press(Key.Key_Space)
    await until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for _ in menu.actions():
        press(Key.Key_Down)
        if (now := menu.activeAction()) is not None and now.text().endswith(name):
            break
    press(Key.Key_Return)
    await until(lambda: QApplication.activePopupWidget() is None)
    window.activateWindow()  # desktops do so when a menu is gone
    await until(lambda: QApplication.focusWidget() is not None)


@pytest.fixture
def recents(services: Services, sample: Path) -> None:
    for name in ("skill", "long", "base"):
        services.settings.remember("model", sample / name)


async def cancelled(client: FakeClient) -> None:
    """Cancel what runs with the key that is under the finger: the button has the keyboard."""
    assert "Cancel" in focus().accessibleName() or getattr(focus(), "text", str)() == "Cancel"
    press(Key.Key_Space)
    await until(lambda: client.cancelled)


async def test_graft(window: MainWindow, client: FakeClient) -> None:
    go(window, 4)
    page = window.page("graft")
    assert isinstance(page, GraftPage)
    press(Key.Key_Space)  # the sample's button has the keyboard
    await until(lambda: focus() is page.ui.bar.run and page.ui.bar.run.isEnabled())
    press(Key.Key_Tab, SHIFT)
    press(Key.Key_Tab)
    press(Key.Key_Space)
    await until(lambda: client.job is not None)
    assert isinstance(client.job, GraftJob)
    await cancelled(client)
    await until(lambda: focus() is page.ui.bar.run)


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)")
async def test_compare(window: MainWindow, client: FakeClient, recents: None, sample: Path) -> None:
    go(window, 3)
    page = window.page("compare")
    assert isinstance(page, ComparePage)
    await choose_recent(window, "base")
    await until(lambda: page.base.path == sample / "base")
    tab_to(lambda now: page.ui.donor.isAncestorOf(now))
    await choose_recent(window, "long")
    await until(lambda: page.ui.bar.run.isEnabled())
    press(Key.Key_Return, CTRL)
    await until(lambda: client.job is not None)
    assert isinstance(client.job, DiffJob)
    assert client.job.options.donor == sample / "long"
    await cancelled(client)
    await until(lambda: not page.ui.bar.is_busy)


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)")
async def test_haystack(window: MainWindow, client: FakeClient, recents: None, sample: Path) -> None:
    go(window, 5)
    page = window.page("haystack")
    assert isinstance(page, HaystackPage)
    await choose_recent(window, "skill")
    await until(lambda: page.ui.bar.run.isEnabled())
    tab_to(lambda now: now is page.ui.setup.length)
    length = page.ui.setup.length.length
    press(Key.Key_Left)
    assert page.ui.setup.length.length < length
    await until(lambda: page.ui.bar.run.isEnabled())
    press(Key.Key_Return, CTRL)
    await until(lambda: client.job is not None)
    assert isinstance(client.job, HaystackJob)
    assert client.job.options.model == sample / "skill"
    await cancelled(client)
    await until(lambda: not page.ui.bar.is_busy)
    press(Key.Key_8, CTRL)
    assert page.ui.tabs.currentWidget() is page.ui.log
    press(Key.Key_B, CTRL)
    assert page.ui.setup.isVisible()


async def test_models(window: MainWindow, services: Services, sample: Path) -> None:
    go(window, 1)
    page = window.page("models")
    assert isinstance(page, ModelsPage)
    await until(lambda: not services.library.is_scanning)
    tab_to(lambda now: getattr(now, "text", str)() == "Look into the sample")
    press(Key.Key_Space)
    await until(lambda: page.ui.model.rowCount() == 3 and not services.library.is_scanning)
    press(Key.Key_F, CTRL)
    type_("skill")
    await until(lambda: page.ui.model.rowCount() == 1)
    tab_to(lambda now: now is page.ui.table)
    press(Key.Key_Home)
    await until(lambda: page.details._opened is not None)
    tab_to(lambda now: now is page.details.tabs.tabBar())
    press(Key.Key_Right)
    assert page.details.tabs.currentWidget() is page.details.tensors
    tab_to(lambda now: now is page.details.tensors.table)
    press(Key.Key_Down)
    wishes: list[UseWish] = []
    services.requests.use.connect(wishes.append)
    press(Key.Key_3, CTRL)
    assert wishes == [UseWish(sample / "skill", SlotName.TARGET)]
    assert window.current == "graft"


async def test_jobs(window: MainWindow, services: Services, sample: Path, tmp_path: Path) -> None:
    services.runner.is_held = True
    paths = {"base": str(sample / "base"), "donor": str(sample / "long"), "target": str(sample / "skill")}
    with JobStore() as store:
        for name in ("first", "second"):
            enqueue(store, make_job("graft", {**paths, "out": str(tmp_path / name)}))
    go(window, 6)
    page = window.page("jobs")
    assert isinstance(page, JobsPage)
    await until(lambda: page.model.rowCount() == 2)
    assert focus() is page.table
    press(Key.Key_Home)
    chosen = page.chosen()
    assert chosen is not None
    press(Key.Key_Down, ALT)
    await until(lambda: _places(tmp_path) == ["second", "first"])
    tab_to(lambda now: getattr(now, "text", str)() == "Cancel")
    press(Key.Key_Space)
    await until(lambda: _places(tmp_path) == ["second"])


def _places(folder: Path) -> list[str]:
    with JobStore() as store:
        return [Path(record.out).name for record in waiting(store)]


async def test_settings(window: MainWindow, services: Services) -> None:
    window.activateWindow()
    QTest.keyClick(window, Key.Key_Comma, CTRL)
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    assert focus() is page.language
    before = services.settings.language
    press(Key.Key_Down)
    assert services.settings.language is not before
    tab_to(lambda now: page.theme.isAncestorOf(now))
    theme = services.settings.theme
    press(Key.Key_Right)
    press(Key.Key_Space)
    assert services.settings.theme is not theme
    tab_to(lambda now: now is page.parallel)
    press(Key.Key_Up)
    assert services.settings.parallel == 2
    tab_to(lambda now: now is page.notifies)
    press(Key.Key_Space)
    assert not services.settings.notifies
    tab_to(lambda now: now is page.keys)
    press(Key.Key_Space)
    await until(lambda: window._keys is not None)
    QTest.keyClick(window._keys, Key.Key_Escape)
    await until(lambda: window._keys is None)


async def test_the_way_out(window: MainWindow, client: FakeClient) -> None:
    """Leaving while a job runs: the question is answered by keys, too."""
    closed: list[bool] = []
    window.closed.connect(lambda: closed.append(True))
    go(window, 4)
    press(Key.Key_Space)
    page = window.page("graft")
    assert isinstance(page, GraftPage)
    await until(lambda: page.ui.bar.run.isEnabled())
    press(Key.Key_Return, CTRL)
    await until(lambda: client.job is not None)
    window.close()
    box = window._leaving._box
    assert box is not None
    QTest.keyClick(box, Key.Key_Escape)
    await until(lambda: window._leaving._box is None)
    assert not client.cancelled
    window.close()
    box = window._leaving._box
    assert box is not None
    cancel = next(one for one in box.buttons() if one.text() == "Cancel and quit")
    for _ in box.buttons():
        if box.focusWidget() is cancel:
            break
        QTest.keyClick(box.focusWidget() or box, Key.Key_Tab)
    assert box.focusWidget() is cancel
    QTest.keyClick(cancel, Key.Key_Space)
    await until(lambda: closed)
    assert client.cancelled
