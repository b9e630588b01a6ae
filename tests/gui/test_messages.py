"""The window's messages: one place, one a key, news that pass, offers that act, and faults once each."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from graftwork.crashes import KEY, Crashes, catch_everything
from graftwork.details import Failure
from graftwork.messages import Action, Message, failed
from graftwork.services import Services
from graftwork.widgets.message_area import MOST, MessageArea
from graftwork.window import MainWindow
from tests.gui.fakes import until

TOKEN = "hf_" + "a1B2" * 8


@pytest.fixture
def area(window: MainWindow) -> MessageArea:
    return window.messages


def texts(area: MessageArea) -> list[str]:
    return [panel.headline.text() for panel in area.panels.values() if panel.isVisibleTo(area)]


async def test_a_message_replaces_the_one_before_it(area: MessageArea, services: Services) -> None:
    say = services.messages.say
    say(Message("a", "First."))
    say(Message("b", "Second."))
    say(Message("a", "Third."))
    assert texts(area) == ["Second.", "Third."]
    services.messages.withdraw("b")
    assert texts(area) == ["Third."]
    QTest.mouseClick(area.panels["a"].close_button, Qt.MouseButton.LeftButton)
    assert texts(area) == []
    assert not area.isVisible()


async def test_news_pass_and_warnings_stay(area: MessageArea, services: Services) -> None:
    services.messages.say(Message("news", "News."))
    services.messages.say(Message("warning", "A warning.", meaning="warning"))
    services.messages.say(Message("offer", "An offer.", stays=True))
    panel = area.panels["news"]
    assert panel._timer.isActive()
    assert not area.panels["warning"]._timer.isActive()
    assert not area.panels["offer"]._timer.isActive()
    area.window().activateWindow()
    panel.close_button.setFocus()
    panel._timer.timeout.emit()
    assert "news" in area.panels, "who holds it keeps it"
    area.panels["warning"].close_button.setFocus()
    panel._timer.timeout.emit()
    assert texts(area) == ["A warning.", "An offer."]


async def test_there_are_never_many(area: MessageArea, services: Services) -> None:
    services.messages.say(Message("first", "A warning.", meaning="warning"))
    for number in range(2 * MOST):
        services.messages.say(Message(str(number), f"News {number}."))
    assert len(area.panels) == MOST
    assert texts(area)[0] == "A warning.", "mere news give way first"


async def test_an_offer_does_what_it_says_and_goes(area: MessageArea, services: Services) -> None:
    done: list[str] = []
    action = Action("Undo", lambda: done.append("undone"), "resume")
    services.messages.say(Message("removed", "Removed.", actions=(action,)))
    QTest.mouseClick(area.panels["removed"].buttons[0], Qt.MouseButton.LeftButton)
    assert done == ["undone"]
    assert not area.panels


async def test_details_are_copied_without_secrets(
    area: MessageArea, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "secret-of-mine")
    failure = Failure(f"Bad {TOKEN}", details="at secret-of-mine", job={"kind": "graft"}, log=[f"Bearer {TOKEN}"])
    services.messages.say(failed("x", failure))
    QTest.mouseClick(area.panels["x"].copy, Qt.MouseButton.LeftButton)
    copied = QApplication.clipboard().text()
    assert "Graftwork: " in copied
    assert '"kind": "graft"' in copied
    assert TOKEN not in copied
    assert "secret-of-mine" not in copied


async def test_escape_puts_away_the_message_that_has_the_keyboard(area: MessageArea, services: Services) -> None:
    services.messages.say(Message("a", "A warning.", meaning="warning"))
    services.messages.say(Message("b", "Another.", meaning="warning"))
    area.window().activateWindow()
    area.panels["a"].close_button.setFocus()
    QTest.keyClick(area.panels["a"].close_button, Qt.Key.Key_Escape)
    assert texts(area) == ["Another."]


def error_of(work: Callable[[], object]) -> BaseException:
    try:
        work()
    except (RuntimeError, KeyError) as error:
        return error
    raise AssertionError("nothing was raised")


def fail_with(value: object) -> None:
    raise RuntimeError(f"a fault with {value}")


def test_a_fault_is_shown_once_whatever_its_values() -> None:
    crashes = Crashes()
    errors = [error_of(lambda number=number: fail_with(number)) for number in range(3)]  # type: ignore[misc]
    shown = [crashes.message(error) for error in errors]
    assert shown[0] is not None
    assert "a fault with 0" in shown[0].text
    assert shown[1:] == [None, None]
    other = crashes.message(error_of(lambda: {}["a key"]))
    assert other is not None
    assert other.key == shown[0].key == KEY
    assert other.details is not None
    for part in ("KeyError", "a fault with 0", "Traceback"):
        assert part in other.details()


def test_a_fault_that_cannot_even_be_printed_is_shown() -> None:
    class Unspeakable(Exception):
        def __str__(self) -> str:
            raise ValueError

    message = Crashes().message(Unspeakable())
    assert message is not None
    assert "Unspeakable" in message.text


@pytest.fixture
def told(qloop: asyncio.AbstractEventLoop, capsys: pytest.CaptureFixture[str]) -> Iterator[list[BaseException]]:
    heard: list[BaseException] = []
    put_back = catch_everything(qloop, heard.append)
    yield heard
    put_back()


class Sender(QObject):
    sent = Signal()


async def test_faults_of_threads_destructors_and_slots_arrive(told: list[BaseException]) -> None:
    thread = threading.Thread(target=fail_with, args=("a thread",))
    thread.start()
    thread.join()
    await until(lambda: told)

    class Falling:
        def __del__(self) -> None:
            fail_with("a destructor")

    Falling()
    await until(lambda: len(told) == 2)
    error = error_of(lambda: fail_with("a slot"))
    sys.excepthook(type(error), error, error.__traceback__)  # what PySide calls for a slot
    assert [str(one) for one in told] == [f"a fault with a {where}" for where in ("thread", "destructor", "slot")]
