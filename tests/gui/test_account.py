"""The account on the Hub, in the settings: against a real server, and without a trace of any token."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAccessible, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from graftwork.pages.settings import SettingsPage
from graftwork.pages.settings_account import AccountCard
from graftwork.pages.settings_connection import ConnectionCard
from graftwork.services import Services
from graftwork.widgets.device_code import DeviceCode
from graftwork.window import MainWindow
from graftwork_core.hub import folders, tokens
from graftwork_core.hub.endpoint import Endpoint
from graftwork_core.hub.settings import HubSettings, read_settings, write_settings
from tests.core.hub.conftest import OWNER, READER
from tests.gui.fakes import until
from tests.hub_server import HubServer

WRONG = "hf_wrongwrongwrongwrongwrongwrong0"


@pytest.fixture
def page(hub: HubServer, window: MainWindow, services: Services, qloop: asyncio.AbstractEventLoop) -> SettingsPage:
    qloop.run_until_complete(services.engine.warm_up())
    found = window.page("settings")
    assert isinstance(found, SettingsPage)

    async def show() -> None:
        window.show_page("settings")
        await until(lambda: found.account.who.text() and "…" not in found.account.who.text())

    qloop.run_until_complete(show())
    return found


@pytest.fixture
def card(page: SettingsPage) -> AccountCard:
    return page.account


@pytest.fixture
def connection(page: SettingsPage) -> ConnectionCard:
    return page.connection


def press(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


async def says(card: AccountCard, text: str) -> None:
    await until(lambda: text in card.who.text())


async def answered(card: AccountCard, text: str) -> None:
    await until(lambda: text in card.said.text() and card.said.isVisible())


def log_in(hub: HubServer, name: str = "owner", token: str = OWNER) -> None:
    tokens.store(name, token, Endpoint(hub.endpoint))


def listed(card: AccountCard) -> list[str]:
    return [card.accounts.itemText(row) for row in range(card.accounts.count())]


async def test_at_first_nobody_is_logged_in(card: AccountCard, hub: HubServer) -> None:
    assert card.who.text() == f"Nobody is logged in at {hub.endpoint.removeprefix('http://')}."
    assert listed(card) == ["none is stored"]
    assert not card.log_out.isEnabled()
    assert not hub.log.all("whoami")


async def test_a_code_is_shown_and_who_typed_it_is_logged_in(
    card: AccountCard, hub: HubServer, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    told: list[bool] = []
    services.hub.changed.connect(lambda: told.append(True))
    press(card.browser)
    await until(card.code.isVisible)
    (code,) = hub.accounts.codes()
    assert card.code.code.text() == code
    assert card.code.page.text() == f"{hub.endpoint}/oauth/device"
    assert "good for 1 min" in card.code.left.text() or "good for 60 s" in card.code.left.text()
    press(card.code.copy)
    assert QApplication.clipboard().text() == code
    press(card.code.open)
    assert opened == [QUrl(f"{hub.endpoint}/oauth/device?user_code={code}")]
    hub.accounts.authorize(code, OWNER)
    await says(card, "Owner (owner) at ")
    assert "may read and write · member of lab" in card.who.text()
    assert card.code.isHidden()
    assert card.said.text() == "Logged in as owner."
    assert told == [True]
    assert [one.name for one in tokens.accounts() if one.active] == ["test"]
    assert listed(card) == ["test"]


async def test_waiting_for_the_browser_is_given_up(card: AccountCard, hub: HubServer, services: Services) -> None:
    press(card.browser)
    await until(card.code.isVisible)
    press(card.code.cancel)
    assert card.code.isHidden()
    async with asyncio.timeout(3):
        await until(lambda: not services.hub._stops)
    assert tokens.accounts() == ()


@pytest.mark.parametrize(("seconds", "token", "part"), [(0, None, "not typed in time"), (60, "", "declined")])
async def test_a_code_that_is_too_old_or_declined_says_so(
    card: AccountCard, hub: HubServer, seconds: int, token: str | None, part: str
) -> None:
    hub.accounts.expires_in = seconds
    press(card.browser)
    if token is not None:
        await until(card.code.isVisible)
        hub.accounts.authorize(hub.accounts.codes()[0], token)
    await answered(card, part)
    assert card.code.isHidden()


async def test_the_code_counts_down(qapp: QApplication) -> None:
    now = 100.0
    shown = DeviceCode(lambda: now)
    shown.show_code("ABCD-EFGH", "https://hub", "https://hub", 900.0)
    assert "15 min 0 s" in shown.left.text()
    now += 850.5
    shown._timer.timeout.emit()
    assert "50 s" in shown.left.text()
    shown.hide()


async def test_a_pasted_token_is_hidden_checked_and_kept(card: AccountCard, hub: HubServer) -> None:
    press(card.paste)
    field = card.token.field
    assert field.hasFocus()
    assert not card.token.keep.isEnabled()
    QTest.keyClicks(field, OWNER)
    assert OWNER not in field.displayText()
    spoken = QAccessible.queryAccessibleInterface(field)
    assert all(OWNER not in spoken.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Value))
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == ""
    field.undo()
    assert field.text() == ""
    await says(card, "Owner (owner)")
    assert folders.token_file().read_text() == OWNER
    assert card.token.isHidden()


async def test_a_refused_token_is_not_kept(card: AccountCard, hub: HubServer) -> None:
    press(card.paste)
    QTest.keyClicks(card.token.field, WRONG)
    press(card.token.keep)
    await answered(card, "does not accept your token")
    assert WRONG not in card.said.text()
    assert not folders.token_file().exists()
    assert card.who.text().startswith("Nobody")


async def test_what_is_no_token_is_not_sent(card: AccountCard, hub: HubServer) -> None:
    press(card.paste)
    QTest.keyClicks(card.token.field, "two words")
    press(card.token.keep)
    await answered(card, "That is not a token.")
    assert not hub.log.all()
    assert "two words" not in card.said.text()


async def test_accounts_are_switched_and_logged_out(card: AccountCard, hub: HubServer, window: MainWindow) -> None:
    log_in(hub, "mine")
    log_in(hub, "other", READER)
    window.show_page("graft")
    window.show_page("settings")
    await says(card, "Reader (reader)")
    assert "may read only" in card.who.text()
    assert listed(card) == ["mine", "other"]
    card.accounts.choose("mine")
    card.accounts.activated.emit(card.accounts.currentIndex())
    await says(card, "Owner (owner)")
    press(card.log_out)
    await says(card, "Nobody")
    assert "revoked on the Hub" in card.said.text()
    assert listed(card) == ["none in use", "other"]
    assert [one.name for one in tokens.accounts()] == ["other"]


@pytest.mark.parametrize(
    ("written", "expected"), [("switch", "Owner (owner)"), ("forget", "Nobody"), ("store", "Owner (owner)")]
)
async def test_what_is_given_up_while_it_is_written_is_shown_all_the_same(
    card: AccountCard, hub: HubServer, written: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in(hub, "mine")
    log_in(hub, "other", READER)
    card.refresh()
    await says(card, "Reader (reader)")
    begun, may_go_on, write = threading.Event(), threading.Event(), getattr(tokens, written)

    def write_slowly(*values: Any, **named: Any) -> None:
        begun.set()
        may_go_on.wait(20)
        write(*values, **named)

    monkeypatch.setattr(tokens, written, write_slowly)
    if written == "switch":
        card.accounts.choose("mine")
        card.accounts.activated.emit(card.accounts.currentIndex())
    elif written == "forget":
        press(card.log_out)
    else:
        press(card.paste)
        QTest.keyClicks(card.token.field, OWNER)
        press(card.token.keep)
    await until(begun.is_set)
    press(card.paste)  # gives up what is under way
    await until(lambda: not card._working.is_busy)
    assert card.who.text().startswith("Reader (reader)")
    may_go_on.set()
    await says(card, expected)


async def test_an_account_that_cannot_be_switched_to_is_not_shown_as_the_one_in_use(
    card: AccountCard, hub: HubServer
) -> None:
    for name, token in (("gone", OWNER), ("third", OWNER), ("other", READER)):
        log_in(hub, name, token)
    card.refresh()
    await says(card, "Reader (reader)")
    tokens.forget("gone")
    card.accounts.choose("gone")
    card.accounts.activated.emit(card.accounts.currentIndex())
    await answered(card, "There is no account 'gone'.")
    await until(lambda: listed(card) == ["other", "third"])
    assert card.accounts.currentData() == "other"


async def test_the_environments_token_is_said_to_go_before(
    card: AccountCard, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", READER)
    card.refresh()
    await says(card, "Reader (reader)")
    assert card.note is not None
    assert "HF_TOKEN" in card.note.text()


async def test_a_token_of_another_hub_is_not_sent(card: AccountCard, hub: HubServer) -> None:
    tokens.store("elsewhere", OWNER, Endpoint("https://huggingface.co"))
    card.refresh()
    await until(lambda: "elsewhere – https://huggingface.co" in listed(card))
    assert card.who.text().startswith("Nobody")
    assert card.note is not None
    assert "made for https://huggingface.co" in card.note.text()
    assert hub.log.tokens() == set()


async def test_a_hub_in_trouble_is_said_and_asked_again(card: AccountCard, hub: HubServer) -> None:
    hub.misbehave("status", "whoami", status=503)
    log_in(hub, "again", "hf_againagainagainagainagainagain00")
    hub.content.add_person("again", "hf_againagainagainagainagainagain00")
    card.refresh()
    await says(card, "in trouble")
    hub.behave()
    press(card.again)
    await says(card, "Again (again)")


async def test_another_hub_is_used_and_a_bad_address_is_not(
    connection: ConnectionCard, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not connection.address.isEnabled()
    assert "HF_ENDPOINT" in connection.note.text() if connection.note is not None else False
    monkeypatch.delenv("HF_ENDPOINT")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")  # nothing may leave this machine
    connection.refresh()
    await until(connection.address.isEnabled)
    connection.address.setFocus()
    QTest.keyClicks(connection.address, "http://example.org")
    QTest.keyClick(connection.address, Qt.Key.Key_Return)
    await until(connection.problem.isVisible)
    assert "not encrypted" in connection.problem.text()
    assert read_settings().endpoint == ""
    connection.address.clear()
    QTest.keyClicks(connection.address, hub.endpoint + "/")
    QTest.keyClick(connection.address, Qt.Key.Key_Return)
    await until(lambda: read_settings().endpoint == hub.endpoint)
    await until(connection.public.isEnabled)
    assert connection.problem.isHidden()
    press(connection.public)
    await until(lambda: read_settings().endpoint == "")


async def test_offline_is_chosen_and_nobody_is_asked(
    card: AccountCard, connection: ConnectionCard, hub: HubServer
) -> None:
    log_in(hub)
    connection.offline.click()
    await until(lambda: read_settings().offline)
    await says(card, "stays off the network")
    assert not hub.log.all()
    connection.offline.click()
    await says(card, "Owner (owner)")
    assert not read_settings().offline


async def test_the_proxy_is_shown_without_its_password(
    connection: ConnectionCard, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert connection.proxy.text() == "none"
    monkeypatch.delenv("HF_ENDPOINT")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("https_proxy", "http://me:secret@proxy.example:3128")
    connection.refresh()
    await until(lambda: connection.proxy.text() != "none")
    assert connection.proxy.text() == "http://proxy.example:3128"


async def test_an_address_that_cannot_be_used_is_said_in_both_places(
    card: AccountCard, connection: ConnectionCard, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://example.org")
    card.refresh()
    connection.refresh()
    await says(card, "not encrypted")
    await until(connection.problem.isVisible)


async def test_everything_has_a_name(page: SettingsPage) -> None:
    for part in (page.account, page.connection):
        for widget in part.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.objectName().startswith("qt_"):
                spoken = QAccessible.queryAccessibleInterface(widget)
                assert spoken is None or spoken.text(QAccessible.Text.Name), widget


async def test_a_damaged_settings_file_means_the_public_hub(
    card: AccountCard, hub: HubServer, graftwork_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_settings(replace(HubSettings(), endpoint=hub.endpoint))
    (graftwork_home / "hub.json").write_text("{")
    monkeypatch.delenv("HF_ENDPOINT")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    card.refresh()
    await says(card, "huggingface.co")
