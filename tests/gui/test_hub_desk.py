"""The desk at the Hub: answers come from threads, end when nobody wants them, and follow the settings."""

from __future__ import annotations

import asyncio
import threading
import time
from dataclasses import replace

import pytest

from graftwork.hub.desk import HubDesk
from graftwork.services import Services
from graftwork_core.hub.errors import Offline, RateLimited
from graftwork_core.hub.retrying import Pause
from graftwork_core.hub.search import look_at
from graftwork_core.hub.session import HubSession
from graftwork_core.hub.settings import read_settings, write_settings
from tests.core.hub.conftest import OWNER
from tests.core.hub.making import plain_model
from tests.gui.fakes import until
from tests.hub_server import HubServer

MODEL = "/api/models/lab/model"
SOON_S = 8.0
"""A wait ends within a fifth of a second when nobody wants it any more, and after 15 s by itself; machines are busy."""


def look(session: HubSession) -> str:
    return look_at(session, "lab/model").repo_id


async def test_a_question_is_answered_in_a_thread_and_the_next_one_uses_the_same_connection(
    services: Services, hub: HubServer
) -> None:
    hub.add_model("lab/model", plain_model())
    transports = []

    def ask(session: HubSession) -> str:
        transports.append(session._client)
        return look(session)

    assert await services.hub.ask(ask) == "lab/model"
    assert await services.hub.ask(ask) == "lab/model"
    assert transports[0] is transports[1]


async def test_a_question_that_nobody_waits_for_ends_within_a_moment(services: Services, hub: HubServer) -> None:
    hub.add_model("lab/model", plain_model())
    hub.misbehave("silence", MODEL)
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()

    def ask(session: HubSession) -> str:
        try:
            return look(session)
        finally:
            loop.call_soon_threadsafe(ended.set)

    asking = services.tasks.spawn(services.hub.ask(ask))
    await until(lambda: hub.log.all(MODEL))
    began = time.monotonic()
    asking.cancel()
    await ended.wait()
    assert time.monotonic() - began < SOON_S


async def test_closing_ends_what_waits_and_nothing_can_be_asked_afterwards(hub: HubServer, services: Services) -> None:
    hub.add_model("lab/model", plain_model())
    hub.misbehave("silence", MODEL)
    desk = HubDesk()
    asking = services.tasks.spawn(desk.ask(look))
    await until(lambda: hub.log.all(MODEL))
    began = time.monotonic()
    await desk.close()
    assert time.monotonic() - began < SOON_S
    with pytest.raises(asyncio.CancelledError):
        await asking
    with pytest.raises(asyncio.CancelledError):
        await desk.ask(look)


async def test_account_and_offline_mode_are_those_of_the_moment(
    services: Services, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.add_model("lab/model", plain_model())
    await services.hub.ask(look)
    assert hub.log.tokens() == set()
    monkeypatch.setenv("HF_TOKEN", OWNER)
    await services.hub.ask(look)
    assert hub.log.tokens() == {OWNER}
    hub.log.clear()
    await services.hub.ask(look, anonymous=True)
    assert hub.log.tokens() == set()
    write_settings(replace(read_settings(), offline=True))
    hub.log.clear()
    with pytest.raises(Offline):
        await services.hub.ask(look)
    assert hub.log.all() == []


async def test_a_pause_is_told_on_the_windows_thread(services: Services, hub: HubServer) -> None:
    hub.add_model("lab/model", plain_model())
    hub.misbehave("status", MODEL, status=429, headers={"Retry-After": "1"}, times=1)
    told: list[Pause] = []
    assert await services.hub.ask(look, told.append) == "lab/model"
    assert told
    assert "too many requests" in told[0].reason


async def test_a_pause_on_its_way_is_not_told_to_who_asks_for_something_else_by_now(
    services: Services, hub: HubServer
) -> None:
    told: list[Pause] = []
    begun, sent, over = threading.Event(), threading.Event(), threading.Event()

    def ask(session: HubSession) -> None:
        tell = session.manners.tell
        assert tell is not None
        tell(Pause("a look", "first", 1, 5, 9.0))
        begun.wait(SOON_S)
        tell(Pause("a look", "late", 1, 5, 8.0))
        sent.set()
        over.wait(SOON_S)
        tell(Pause("a look", "later", 1, 5, 7.0))

    asking = services.tasks.spawn(services.hub.ask(ask, told.append))
    await until(lambda: told)
    begun.set()
    assert sent.wait(SOON_S), "without a turn of the loop: it is on its way"
    asking.cancel()
    over.set()
    await services.hub.close()
    await asyncio.sleep(0)
    assert [pause.reason for pause in told] == ["first"]


async def test_a_long_pause_is_an_error_that_says_how_long(services: Services, hub: HubServer) -> None:
    hub.add_model("lab/model", plain_model())
    hub.misbehave("status", MODEL, status=429, headers={"Retry-After": "90"})
    with pytest.raises(RateLimited) as refused:
        await services.hub.ask(look)
    assert refused.value.seconds == 90
