"""The guard: where the token goes, what is waited for and how long, and what a Hub's trouble is called."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from graftwork_core.errors import Cancelled, GraftworkError
from graftwork_core.hub import errors, transport
from graftwork_core.hub.endpoint import Endpoint
from graftwork_core.hub.retrying import Patience, Pause
from graftwork_core.hub.session import HubSession, Manners
from tests.core.hub.conftest import OWNER, READER
from tests.hub_server import HubServer

AT_ONCE = Patience(attempts=1)


@pytest.fixture
def session(hub: HubServer) -> Iterator[HubSession]:
    hub.add_model("lab/model", {"config.json": b"{}"})
    with HubSession(Endpoint(hub.endpoint), OWNER, Manners(patience=AT_ONCE)) as made:
        yield made


def info(session: HubSession, name: str = "lab/model") -> Any:
    return session.get_json(f"/api/models/{name}")


def failure(action: Callable[[], object]) -> GraftworkError:
    with pytest.raises(GraftworkError) as caught:
        action()
    error = caught.value
    assert error.message.endswith(".")
    assert "\n" not in str(error)
    assert OWNER not in str(error)
    return error


def test_the_token_goes_to_the_hub(hub: HubServer, session: HubSession) -> None:
    assert info(session)["id"] == "lab/model"
    assert [request.token for request in hub.log.all()] == [OWNER]


def test_a_page_elsewhere_is_not_asked_for(hub: HubServer, session: HubSession) -> None:
    hub.reading.next_origin = hub.stranger
    hub.reading.page_size = 1
    hub.add_model("lab/second", {"config.json": b"{}"})
    error = failure(lambda: session.get_page(f"{hub.endpoint}/api/models"))
    assert error.kind == "untrusted"
    assert not hub.log.all(server="stranger")


def test_a_redirect_of_the_api_elsewhere_is_not_followed(hub: HubServer, session: HubSession) -> None:
    hub.misbehave("redirect", "/api/models/", location=f"{hub.stranger}/api/models/lab/model")
    assert failure(lambda: info(session)).kind == "untrusted"
    assert not hub.log.all(server="stranger")


def test_a_files_redirect_is_followed_without_the_token(hub: HubServer, session: HubSession) -> None:
    hub.add_model("lab/weights", {"model.safetensors": b"x" * 100})
    url = f"{hub.endpoint}/lab/weights/resolve/main/model.safetensors"
    with session.answer("GET", url, elsewhere=True) as response:
        assert session.read(response, 1000) == b"x" * 100
    assert hub.log.tokens("hub") == {OWNER}
    assert len(hub.log.all(server="storage")) == 1
    assert not hub.log.tokens("storage")


def test_the_guard_takes_the_token_off_whatever_the_caller_does(hub: HubServer) -> None:
    import httpx2

    client = httpx2.Client(transport=transport.GuardedTransport(Endpoint(hub.endpoint)), follow_redirects=True)
    with client:
        client.get(f"{hub.stranger}/x", headers={"Authorization": f"Bearer {OWNER}", "Cookie": "a=b"})
        client.get(f"{hub.endpoint}/api/models", headers={"Authorization": f"Bearer {OWNER}"})
    (stranger,) = hub.log.all(server="stranger")
    assert "authorization" not in stranger.headers
    assert "cookie" not in stranger.headers
    assert hub.log.tokens("hub") == {OWNER}


@pytest.mark.parametrize("location", ["http://hub.example/x", "http://127.0.0.2.nip.example/x", "ftp://127.0.0.1/x"])
def test_no_connection_without_encryption(hub: HubServer, session: HubSession, location: str) -> None:
    hub.misbehave("redirect", "resolve", location=location)
    url = f"{hub.endpoint}/lab/model/resolve/main/config.json"

    def ask() -> None:
        with session.answer("GET", url, elsewhere=True):
            pass

    assert failure(ask).kind == "untrusted"


def test_circles_end(hub: HubServer, session: HubSession) -> None:
    hub.misbehave("redirect", "/api/models/", location=f"{hub.endpoint}/api/models/lab/model")
    assert failure(lambda: info(session)).kind == "not_a_hub"


def test_a_renamed_repository_is_found_under_its_new_name(hub: HubServer, session: HubSession) -> None:
    hub.content.rename("lab/model", "lab/renamed")
    assert info(session)["id"] == "lab/renamed"


@pytest.mark.parametrize(
    ("arrange", "kind"),
    [
        (lambda model: setattr(model, "private", True), "missing_repository"),
        (lambda model: setattr(model, "disabled", True), "disabled_repository"),
    ],
)
def test_repositories_that_are_not_shown(hub: HubServer, arrange: Callable[[Any], None], kind: str) -> None:
    arrange(hub.add_model("other/hidden", {"config.json": b"{}"}))
    with HubSession(Endpoint(hub.endpoint), READER) as session:
        error = failure(lambda: info(session, "other/hidden"))
    assert error.kind == kind
    assert "other/hidden" in error.message


@pytest.mark.parametrize("token", [None, READER])
def test_a_gated_file_says_where_to_ask(hub: HubServer, token: str | None) -> None:
    hub.add_model("other/gated", {"config.json": b"{}"}, gated="manual")
    url = f"{hub.endpoint}/other/gated/resolve/main/config.json"

    def ask() -> None:
        with HubSession(Endpoint(hub.endpoint), token) as session, session.answer("GET", url):
            pass

    with pytest.raises(errors.Gated) as caught:
        ask()
    assert caught.value.page == f"{hub.endpoint}/other/gated"
    assert caught.value.logged_in == (token is not None)
    assert ("Log in" in caught.value.hint) == (token is None)


def test_missing_revisions_and_files(hub: HubServer, session: HubSession) -> None:
    assert failure(lambda: info(session, "lab/model/revision/nowhere")).kind == "missing_revision"

    def ask() -> None:
        with session.answer("GET", f"{hub.endpoint}/lab/model/resolve/main/nothing.json"):
            pass

    error = failure(ask)
    assert error.kind == "missing_file"
    assert "nothing.json" in error.message


def test_a_wrong_token_is_called_so(hub: HubServer) -> None:
    hub.add_model("lab/model", {"config.json": b"{}"})
    with HubSession(Endpoint(hub.endpoint), "hf_wrongwrongwrongwrongwrongwrong0") as session:
        error = failure(lambda: info(session))
    assert error.kind == "token_rejected"


def test_a_server_that_repeats_the_token_does_not_get_it_into_a_message(hub: HubServer, session: HubSession) -> None:
    body = f'{{"error": "no {OWNER} \\u001b[31m for\\nyou"}}'.encode()
    hub.misbehave("status", "/api/models/", status=418, body=body)
    error = failure(lambda: info(session))
    assert "***" in error.message
    assert "\x1b" not in error.message


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "17"}, 17),
        ({"RateLimit": '"api";r=0;t=41'}, 42),
        # The server's clock is years behind ours: the date counts from its own.
        ({"Date": "Mon, 01 Jan 2001 00:00:00 GMT", "Retry-After": "Mon, 01 Jan 2001 00:00:25 GMT"}, 25),
        ({"Date": "Mon, 01 Jan 2001 00:00:00 GMT", "Retry-After": "soon"}, 30),
    ],
)
def test_a_rate_limit_says_how_long(
    hub: HubServer, session: HubSession, headers: dict[str, str], seconds: float
) -> None:
    hub.misbehave("status", "/api/models/", status=429, headers=headers)
    error = failure(lambda: info(session))
    assert isinstance(error, errors.RateLimited)
    assert error.seconds == seconds
    assert f"{seconds} s" in error.hint


@pytest.mark.parametrize("body", [b"<!DOCTYPE html><title>Log in to the hotel</title>", b"not json", b"[" * 200_000])
def test_what_is_not_json_is_called_so(hub: HubServer, session: HubSession, body: bytes) -> None:
    hub.misbehave("status", "/api/models/", status=200, body=body)
    assert failure(lambda: info(session)).kind == "not_a_hub"


def test_an_endless_answer_is_cut_off(hub: HubServer, session: HubSession) -> None:
    hub.misbehave("endless", "/api/models/", delta=200_000_000, body=b" ")
    assert failure(lambda: session.get_json("/api/models/lab/model", limit=1_000_000)).kind == "not_a_hub"
    assert session.manners.traffic.received < 4_000_000


def test_trouble_is_tried_again(hub: HubServer) -> None:
    hub.add_model("lab/model", {"config.json": b"{}"})
    hub.misbehave("status", "/api/models/", status=503, times=2)
    pauses: list[Pause] = []
    manners = Manners(patience=Patience(attempts=3, first=0.001), tell=pauses.append)
    with HubSession(Endpoint(hub.endpoint), None, manners) as session:
        assert info(session)["id"] == "lab/model"
    assert [(pause.attempt, pause.attempts) for pause in pauses] == [(1, 3), (2, 3)]
    assert "503" in pauses[0].reason


def test_an_announced_pause_is_kept_and_counted_down(hub: HubServer) -> None:
    hub.add_model("lab/model", {"config.json": b"{}"})
    hub.misbehave("status", "/api/models/", status=429, headers={"Retry-After": "1"}, times=1)
    pauses: list[Pause] = []
    manners = Manners(patience=Patience(attempts=3), tell=pauses.append)
    with HubSession(Endpoint(hub.endpoint), None, manners) as session:
        info(session)
    first, second = hub.log.all("/api/models/")
    assert second.at - first.at >= 1
    assert 0 < pauses[0].seconds_left <= 1


def cancelled_while(hub: HubServer, action: Callable[[HubSession], object], begun: Callable[[], None]) -> float:
    """Seconds from the wish to stop until it stopped."""
    asked = threading.Event()
    ended: list[float] = []

    def work() -> None:
        manners = Manners(patience=Patience(attempts=5, announced=3600), is_cancelled=asked.is_set)
        with HubSession(Endpoint(hub.endpoint), OWNER, manners) as session, pytest.raises(Cancelled):
            action(session)
        ended.append(time.monotonic())

    thread = threading.Thread(target=work)
    thread.start()
    begun()
    stopped = time.monotonic()
    asked.set()
    thread.join(10)
    assert ended, "it went on"
    return ended[0] - stopped


def test_silence_can_be_cancelled(hub: HubServer) -> None:
    hub.misbehave("silence", "/api/models")
    assert cancelled_while(hub, info, lambda: hub.log.wait_for(bool)) < 2


def test_a_long_announced_pause_can_be_cancelled(hub: HubServer) -> None:
    hub.misbehave("status", "/api/models", status=429, headers={"Retry-After": "600"})
    assert cancelled_while(hub, info, lambda: hub.log.wait_for(lambda seen: seen and seen[0].status == 429)) < 2


def test_a_stall_in_the_middle_of_a_body_can_be_cancelled(hub: HubServer) -> None:
    hub.add_model("lab/weights", {"model.safetensors": b"x" * 300_000})
    hub.misbehave("stall", "/lab/weights/[0-9a-f]{64}", after=100_000)

    def read(session: HubSession) -> None:
        url = f"{hub.endpoint}/lab/weights/resolve/main/model.safetensors"
        with session.answer("GET", url, elsewhere=True) as response:
            session.read(response, 1_000_000)

    begun = lambda: hub.log.wait_for(lambda seen: any(one.sent >= 100_000 for one in seen))  # noqa: E731
    assert cancelled_while(hub, read, begun) < 2


def test_a_host_that_never_answers_can_be_cancelled() -> None:
    """A port whose queue is full: the system leaves whoever connects waiting."""
    asked = threading.Event()
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        threading.Timer(0.3, asked.set).start()
        started = time.monotonic()
        manners = Manners(is_cancelled=asked.is_set)
        endpoint = Endpoint(f"http://127.0.0.1:{full.getsockname()[1]}")
        with HubSession(endpoint, None, manners) as session, pytest.raises(Cancelled):
            info(session)
        assert time.monotonic() - started < 2
        for one in waiting:
            one.close()


def test_silence_ends_by_itself(hub: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(transport.TIMEOUTS, "read", 0.4)
    hub.misbehave("silence", "/api/models")
    with HubSession(Endpoint(hub.endpoint), None, Manners(patience=AT_ONCE)) as session:
        assert failure(lambda: info(session)).kind == "stalled"


def test_a_closed_door_is_called_so(session: HubSession) -> None:
    with HubSession(Endpoint("http://127.0.0.1:9"), None, Manners(patience=AT_ONCE)) as nobody:
        assert failure(lambda: info(nobody)).kind == "unreachable"


def test_a_broken_connection_is_called_so(hub: HubServer, session: HubSession) -> None:
    hub.misbehave("reset", "/api/models/", after=1)
    assert failure(lambda: info(session)).kind == "unreachable"


def test_offline_sends_nothing(hub: HubServer) -> None:
    with HubSession(Endpoint(hub.endpoint), OWNER, Manners(offline=True)) as session:
        assert failure(lambda: info(session)).kind == "offline"
    assert not hub.log.all()


def test_nothing_is_told_about_this_machine(hub: HubServer, session: HubSession) -> None:
    info(session)
    (request,) = hub.log.all()
    assert request.headers["user-agent"].startswith("graftwork/")
    assert set(request.headers) <= {"host", "accept", "accept-encoding", "connection", "user-agent", "authorization"}


def test_a_session_does_not_show_the_token(session: HubSession) -> None:
    assert OWNER not in f"{session!r} {session}"
