"""The command palette and the line at the window's foot."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from graftwork.commands import action, offered
from graftwork.machine import Machine, read_machine
from graftwork.models.commands import CommandRole, CommandsModel, rank
from graftwork.pages import PAGES
from graftwork.services import Services
from graftwork.theme import ThemeChoice
from graftwork.window import MainWindow
from graftwork_core.jobs.events import Cancelled, Progress
from graftwork_core.jobs.spec import Job, make_job
from graftwork_core.jobs.store import JobStore
from graftwork_core.memory import Gpu
from tests.gui.fakes import FakeClient, until


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("gr", "Go to Graft", "Open regular things"),
        ("dark", "Dark colours", "Do all right, Kim"),
        ("to go", "Go to Jobs", "x"),
    ],
)
def test_words_beat_letters_in_order(typed: str, better: str, worse: str) -> None:
    high, low = rank(typed, better), rank(typed, worse)
    assert high is not None
    assert low is None or high < low


def test_mnemonics_do_not_stand_in_the_way() -> None:
    assert rank("quit", "&Quit") == 0
    assert rank("r & b", "R && B") == 0


def test_the_model(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    done: list[str] = []
    action(owner, "Open", lambda: done.append("open"), keys="Ctrl+O")
    action(owner, "Close", lambda: done.append("close"))
    hidden = action(owner, "Secret", lambda: done.append("secret"))
    hidden.setEnabled(False)
    model = CommandsModel()
    model.show(offered([owner, owner]))
    qtmodeltester.check(model)
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Open", "Close"]
    assert model.index(0, 0).data(CommandRole.KEYS) == "Ctrl+O"
    model.filter("clo")
    qtmodeltester.check(model)
    assert model.rowCount() == 1
    chosen = model.action(0)
    assert isinstance(chosen, QAction)
    chosen.trigger()
    assert done == ["close"]
    model.filter("zzz")
    assert model.rowCount() == 0
    assert model.action(0) is None


async def test_a_command_is_found_and_done_by_keyboard(window: MainWindow, services: Services) -> None:
    window.show()
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.palette_of_commands
    await until(palette.isVisible)
    QTest.keyClicks(palette.field, "dark")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert services.settings.theme is ThemeChoice.DARK
    window.show_commands()
    assert palette.model.rowCount() > len(PAGES)
    QTest.keyClicks(palette.field, "go to")
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.current == PAGES[1].key


async def test_escape_leaves_and_gives_the_keyboard_back(window: MainWindow) -> None:
    window.show()
    window.activateWindow()
    window.sidebar.settings.setFocus()
    window.show_commands()
    QTest.keyClick(window.palette_of_commands.field, Qt.Key.Key_Escape)
    assert not window.palette_of_commands.isVisible()
    assert window.focusWidget() is window.sidebar.settings


async def test_every_page_has_a_shortcut(window: MainWindow) -> None:
    window.show()
    window.activateWindow()
    for number, entry in enumerate(PAGES, 1):
        QTest.keyClick(window, Qt.Key(Qt.Key.Key_0.value + number), Qt.KeyboardModifier.AltModifier)
        assert window.current == entry.key


async def test_the_foot_says_what_runs(
    window: MainWindow, services: Services, client: FakeClient, sample: Path, tmp_path: Path
) -> None:
    def job(out: str) -> Job:
        places = {"base": sample / "base", "donor": sample / "long", "target": sample / "skill", "out": tmp_path / out}
        return make_job("graft", {name: str(place) for name, place in places.items()})

    status = window.status
    assert status.jobs.text() == "No job runs"
    services.runner.start(job("one"))
    await until(lambda: status.jobs.text() == "A job runs")
    await until(lambda: client.job is not None)
    client.tell(Progress(42, 100))
    await until(lambda: status.jobs.text() == "A job runs, 42 %")
    services.runner.start(job("two"))
    await until(lambda: status.jobs.text() == "A job runs, 42 %, 1 in the queue")
    with JobStore() as store:
        other = store.add(job("in a terminal"))
        store.begin(other)
        services.runner.history.look()
        await until(lambda: status.jobs.text() == "2 jobs run, 1 in the queue")
        store.finish(other, Cancelled())
    services.runner.hold(True)
    await client.cancel()
    await until(lambda: status.jobs.text() == "No job runs, 1 in the queue")
    QTest.mouseClick(status.jobs, Qt.MouseButton.LeftButton)
    assert window.current == "jobs"


async def test_the_foot_says_what_is_left(window: MainWindow, tmp_path: Path) -> None:
    status = window.status
    window.show()
    status.show_machine(Machine(2 << 30, 64 << 30, (Gpu("Some GPU", 24 << 30, 20 << 30),), tmp_path, 5 << 30))
    assert (status.memory.text(), status.memory.property("role")) == ("Memory: 2.15 GB free", "problem")
    assert status.gpu.text() == "GPU: 21.5 GB of 25.8 GB free"
    assert status.gpu.property("role") == "small"
    assert "5.37 GB" in status.disk.text()
    status.show_machine(Machine(None, None, (), tmp_path, None))
    assert not any(text.isVisible() for text in (status.memory, status.gpu, status.disk))


async def test_this_machine_can_be_read(window: MainWindow, tmp_path: Path) -> None:
    now = read_machine(tmp_path / "not" / "there yet")
    assert now.memory_free
    assert now.memory_total
    assert now.memory_free <= now.memory_total
    assert now.disk_free
    window.status.read()
    await until(lambda: "free" in window.status.memory.text())
