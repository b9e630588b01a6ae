"""A real HTTP server on the loopback interface that does whatever a test wants, the worst included."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: Any


@dataclass(frozen=True)
class Response:
    status: int = 200
    content: Any = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)


class Connection:
    """For answers that HTTP has no words for: the raw connection, and whether the test is over."""

    def __init__(self, handler: BaseHTTPRequestHandler, over: threading.Event) -> None:
        self._handler = handler
        self._over = over

    def send(self, content: bytes) -> bool:
        """Send bytes; whether the other side still takes them."""
        try:
            self._handler.wfile.write(content)
            self._handler.wfile.flush()
        except OSError:
            return False
        return not self._over.is_set()

    def hang(self) -> None:
        """Say nothing until the test is over."""
        self._over.wait(60)


Respond = Callable[[Request], Response | Callable[[Connection], None]]


class Loopback:
    """A running server.

    Attributes:
        address: Where it is.
        requests: What it was asked, in order.
    """

    def __init__(self, respond: Respond) -> None:
        self.requests: list[Request] = []
        self._respond = respond
        self._over = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer._handle(self)

            def do_POST(self) -> None:
                outer._handle(self)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def bodies(self, path: str) -> list[Any]:
        return [request.body for request in self.requests if request.path == path]

    def close(self) -> None:
        self._over.set()
        self._server.shutdown()
        # Waits for the threads of requests that still hang.
        self._server.server_close()
        self._thread.join()

    def _handle(self, handler: BaseHTTPRequestHandler) -> None:
        content = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        body = json.loads(content) if content else None
        request = Request(handler.command, handler.path, dict(handler.headers), body)
        self.requests.append(request)
        answer = self._respond(request)
        # A caller that has seen enough hangs up; that is no failure of this server.
        with contextlib.suppress(OSError):
            if isinstance(answer, Response):
                _send(handler, answer)
            else:
                answer(Connection(handler, self._over))
        handler.close_connection = True


def _send(handler: BaseHTTPRequestHandler, answer: Response) -> None:
    raw = answer.content if isinstance(answer.content, bytes) else json.dumps(answer.content).encode()
    handler.send_response(answer.status)
    for name, value in ({"Content-Type": "application/json"} | answer.headers).items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(raw)))
    handler.end_headers()
    handler.wfile.write(raw)


@contextlib.contextmanager
def serving(respond: Respond) -> Iterator[Loopback]:
    server = Loopback(respond)
    try:
        yield server
    finally:
        server.close()
