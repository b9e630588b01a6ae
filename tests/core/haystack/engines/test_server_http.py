"""One request to a server that misbehaves: one clear sentence, in bounded time and memory, and a stop at any moment."""

from __future__ import annotations

import itertools
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from graftwork_core.errors import Cancelled
from graftwork_core.haystack.engines.server.address import parse_address
from graftwork_core.haystack.engines.server.client import Client, Patience, ServerError
from tests.core.haystack.engines.loopback import Connection, Request, Respond, Response, serving

QUICK = Patience(connect=2, answer=20, attempts=3, pause=0.01)
KEY = "key-that-nobody-may-see"


def client(address: str, patience: Patience = QUICK, tick: Callable[[int], None] = lambda tokens: None) -> Client:
    return Client(parse_address(address), KEY, tick, patience)


def failure(respond: Respond, patience: Patience = QUICK) -> ServerError:
    with serving(respond) as server, pytest.raises(ServerError) as failed:
        client(server.address, patience).post("/v1/completions", {"prompt": "x"})
    assert KEY not in f"{failed.value.message} {failed.value.hint}"
    assert server.address in failed.value.message
    return failed.value


def raw(content: bytes) -> Callable[[Connection], None]:
    def answer(connection: Connection) -> None:
        connection.send(content)

    return answer


def test_json_is_sent_and_read_with_the_key() -> None:
    with serving(lambda request: Response(content={"sent": request.body})) as server:
        assert client(server.address).post("/v1/x", {"a": [1, 2]}) == {"sent": {"a": [1, 2]}}
    assert server.requests[0].headers["Authorization"] == f"Bearer {KEY}"
    assert server.requests[0].path == "/v1/x"


def test_the_path_of_the_address_comes_first() -> None:
    with serving(lambda request: Response()) as server:
        client(server.address + "/team/v1").get("/v1/models")
    assert server.requests[0].path == "/team/v1/models"


def test_no_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with serving(lambda request: Response(content=[1])) as server:
        assert client(server.address).get("/v1/models") == [1]


def test_nobody_there() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(ServerError, match="is not running: the connection was refused") as failed:
            client(address).get("/v1/models")
    assert failed.value.hopeless


def test_an_unknown_name() -> None:
    with pytest.raises(ServerError, match=r"not known by that name|cannot be reached") as failed:
        client("http://nobody.invalid:8000").get("/v1/models")
    assert failed.value.hopeless


def test_tls_where_there_is_none() -> None:
    with serving(lambda request: Response()) as server, pytest.raises(ServerError, match="does not speak TLS"):
        client(server.address.replace("http", "https")).get("/v1/models")


def test_500_says_what_the_server_said() -> None:
    failed = failure(lambda request: Response(500, {"error": {"message": f"CUDA broke for {KEY}"}}))
    assert "answered /v1/completions with 500 (Internal Server Error): CUDA broke for ***." in failed.message
    assert failed.status == 500
    assert not failed.hopeless


def test_an_error_page_is_not_repeated() -> None:
    page = Response(502, b"<html><body>nginx</body></html>", {"Content-Type": "text/html"})
    assert failure(lambda request: page).message.endswith("with 502 (Bad Gateway): a web page.")


@pytest.mark.parametrize("status", [401, 403])
def test_no_access(status: int) -> None:
    failed = failure(lambda request: Response(status, {"detail": f"bad key {request.headers['Authorization']}"}))
    assert f"refuses access ({status}): bad key Bearer ***" in failed.message
    assert "GRAFTWORK_API_KEY" in failed.hint
    assert failed.hopeless


def test_a_web_page() -> None:
    failed = failure(lambda request: Response(200, b"<html>Sign in</html>", {"Content-Type": "text/html"}))
    assert "answered with a web page instead of JSON" in failed.message
    assert failed.hopeless


@pytest.mark.parametrize("content", [b"", b"not json", b"\xff\xfe{", b"[" * 200_000, b'{"a": ' + b"9" * 5000 + b"}"])
def test_garbage(content: bytes) -> None:
    assert "with something that is not JSON" in failure(lambda request: Response(200, content)).message


def test_an_endless_answer_is_cut_off() -> None:
    def endless(connection: Connection) -> None:
        connection.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[")
        while connection.send(b"1," * 500_000):
            pass

    assert "sent more than 32 MB" in failure(lambda request: endless).message


def test_an_answer_that_claims_to_be_huge_is_cut_off() -> None:
    def claims(connection: Connection) -> None:
        connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\n")
        while connection.send(b" " * 1_000_000):
            pass

    assert "sent more than 32 MB" in failure(lambda request: claims).message


@pytest.mark.parametrize(
    "content",
    [
        b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"choices": [',
        b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n{"choices": [',
    ],
)
def test_a_connection_closed_in_the_middle(content: bytes) -> None:
    assert "closed the connection in the middle of its answer" in failure(lambda request: raw(content)).message


def test_a_connection_closed_without_a_word_is_tried_again() -> None:
    count = itertools.count()
    with serving(lambda request: raw(b"") if next(count) < 2 else Response(content={"ok": 1})) as server:
        assert client(server.address).post("/v1/completions", {}) == {"ok": 1}
    assert "closed the connection without an answer" in failure(lambda request: raw(b"")).message


def test_something_else_than_http() -> None:
    failed = failure(lambda request: raw(b"220 mail.example.org ESMTP\r\n"))
    assert "does not speak HTTP" in failed.message
    assert failed.hopeless


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_told_and_not_followed(status: int) -> None:
    with serving(lambda request: Response(content={})) as other:
        target = other.address + "/v1/completions"
        failed = failure(lambda request: Response(status, {}, {"Location": target}))
    assert f"redirects to {target}, which is not followed" in failed.message
    assert failed.hopeless
    assert other.requests == []


def test_a_busy_server_is_asked_again() -> None:
    answers = iter([Response(429), Response(503, {}, {"Retry-After": "0"}), Response(content={"ok": 1})])
    with serving(lambda request: next(answers)) as server:
        assert client(server.address).post("/v1/completions", {}) == {"ok": 1}
    assert len(server.requests) == 3


def test_a_server_that_stays_busy_is_given_up() -> None:
    seen: list[Request] = []

    def busy(request: Request) -> Response:
        seen.append(request)
        return Response(429, {"error": "quota used up"})

    assert "takes no more requests for now (429): quota used up" in failure(busy).message
    assert len(seen) == QUICK.attempts


def test_a_server_that_hangs_is_given_up() -> None:
    failed = failure(lambda request: Connection.hang, Patience(answer=0.3, slowest=1e9, attempts=3))
    assert "did not answer /v1/completions within 0 s" in failed.message


def test_a_server_that_drips_is_given_up() -> None:
    def drips(connection: Connection) -> None:
        connection.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        while connection.send(b" "):
            connection._over.wait(0.05)

    failed = failure(lambda request: drips, Patience(answer=0.5, slowest=1e9))
    assert "did not answer" in failed.message


def test_a_long_prompt_may_take_longer() -> None:
    assert Patience(answer=100, slowest=50).wait(1_000_000) == 100 + 20_000


@pytest.mark.parametrize("where", ["before the head", "in the body", "while waiting to ask again"])
def test_waiting_stops_within_a_second(where: str) -> None:
    def begins(connection: Connection) -> None:
        connection.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[")
        connection.hang()

    answers: dict[str, Any] = {
        "before the head": Connection.hang,
        "in the body": begins,
        "while waiting to ask again": Response(503, {}, {"Retry-After": "20"}),
    }
    stopped: list[float] = []

    def stop(tokens: int) -> None:
        if server.requests:
            stopped.append(time.monotonic())
            raise Cancelled("The job was cancelled.")

    with serving(lambda request: answers[where]) as server:
        with pytest.raises(Cancelled):
            client(server.address, tick=stop).post("/v1/completions", {})
        assert time.monotonic() - stopped[0] < 2


def test_events_come_one_by_one() -> None:
    def events(connection: Connection) -> None:
        connection.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")
        connection.send(b': ping\r\n\r\ndata: {"a"')
        connection.send(b': 1}\r\n\r\nevent: x\r\ndata: {"a": 2}\n\ndata: [DONE]\n\n')

    with serving(lambda request: events) as server:
        assert list(client(server.address).stream("/v1/completions", {})) == [{"a": 1}, {"a": 2}]


def test_no_request_outlives_its_answer() -> None:
    def begins(connection: Connection) -> None:
        connection.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[")
        connection.hang()

    failure(lambda request: begins, Patience(answer=0.2, slowest=1e9))
    assert not [thread for thread in threading.enumerate() if thread.name == "graftwork-request"]
