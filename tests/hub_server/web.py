"""HTTP as a Hub and its content network speak it, with every way to misbehave."""

from __future__ import annotations

import json
import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.hub_server.faults import Fault, Faults
from tests.hub_server.log import Request, RequestLog

_PIECE = 1 << 16


@dataclass(frozen=True)
class Answer:
    """What to send back. A file's answer honours Range."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    is_file: bool = False


def as_json(content: Any, status: int = 200, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, {"Content-Type": "application/json; charset=utf-8", **named}, json.dumps(content).encode())


def refusal(status: int, message: str, code: str = "", **headers: str) -> Answer:
    """An error as the Hub tells it: in headers and in JSON."""
    extra = {"X-Error-Message": message} | ({"X-Error-Code": code} if code else {}) | headers
    return as_json({"error": message}, status, **extra)


@dataclass
class Call:
    """One request as a route sees it."""

    request: Request
    body: bytes
    query: dict[str, list[str]]

    @property
    def path(self) -> str:
        return self.request.path

    def first(self, name: str, default: str = "") -> str:
        return self.query.get(name, [default])[0]

    def json(self) -> Any:
        return json.loads(self.body)


Route = Callable[..., Answer]


class Router:
    """Method and path → what answers it; groups of the pattern become arguments."""

    def __init__(self) -> None:
        self._routes: list[tuple[str, re.Pattern[str], Route]] = []

    def add(self, methods: str, pattern: str, route: Route) -> None:
        for method in methods.split():
            self._routes.append((method, re.compile(pattern), route))

    def answer(self, call: Call) -> Answer:
        for method, pattern, route in self._routes:
            match = pattern.fullmatch(call.path) if method == call.request.method else None
            if match:
                return route(call, *(None if part is None else unquote(part) for part in match.groups()))
        return refusal(404, f"Nothing is at {call.path}.")


class WebServer(ThreadingHTTPServer):
    """One origin on a loopback port."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, name: str, router: Router, log: RequestLog, faults: Faults) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.name, self.router, self.log, self.faults = name, router, log, faults
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def stop(self) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join(5)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is what many tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are two writes, and a test has no 40 ms to wait for the second
    server: WebServer

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def _serve(self) -> None:
        split = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.server.name, self.command, split.path, split.query, headers)
        self.server.log.add(request)
        faults = self.server.faults.take(self.command, split.path)
        try:
            self._respond(request, faults)
        except (OSError, ValueError):  # the client is gone
            self.close_connection = True
        self.server.log.touched()

    def __getattr__(self, name: str) -> Any:
        # The base class calls do_GET, do_PUT and so on.
        if name.startswith("do_"):
            return self._serve
        raise AttributeError(name)

    def _respond(self, request: Request, faults: dict[str, Fault]) -> None:
        if "silence" in faults:
            self.server.faults.released.wait()
            self.close_connection = True
            return
        body = self._read_body(request, faults)
        if body is None:
            return
        request.body = body[: 1 << 20]
        if (call := faults.get("call")) and call.change:
            call.change(request)
        if fault := faults.get("status"):
            answer = Answer(fault.status, {"Content-Type": "text/plain", **fault.headers}, fault.body)
        elif fault := faults.get("redirect"):
            answer = Answer(302, {"Location": fault.location})
        elif fault := faults.get("endless"):
            self._send_endless(request, fault)
            return
        else:
            call_made = Call(request, body, parse_qs(urlsplit(self.path).query, keep_blank_values=True))
            answer = self.server.router.answer(call_made)
        if "lost" in faults:
            request.status = -1
            self._cut()
            return
        self._send(request, _changed(answer, faults), faults)

    def _read_body(self, request: Request, faults: dict[str, Fault]) -> bytes | None:
        """All of the request's body; None when the connection was cut on purpose."""
        cut = faults.get("reset") if self.command in ("PUT", "POST") else None
        slow = faults.get("slow") if self.command in ("PUT", "POST") else None
        pieces = []
        for piece in self._body_pieces():
            pieces.append(piece)
            request.received += len(piece)
            self.server.log.touched()
            if cut and request.received >= cut.after:
                self._cut()
                return None
            if slow:
                self.server.faults.released.wait(len(piece) / slow.rate)
        return b"".join(pieces)

    def _body_pieces(self) -> Iterator[bytes]:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            while size := int(self.rfile.readline().strip() or b"0", 16):
                yield self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return
        left = int(self.headers.get("Content-Length") or 0)
        while left > 0:
            piece = self.rfile.read1(min(left, _PIECE))
            if not piece:
                raise ConnectionError
            left -= len(piece)
            yield piece

    def _send(self, request: Request, answer: Answer, faults: dict[str, Fault]) -> None:
        if fault := faults.get("corrupt"):
            damaged = bytearray(answer.body)
            if fault.after < len(damaged):
                damaged[fault.after] ^= 0xFF
            answer = replace(answer, body=bytes(damaged))
        if answer.is_file and "no_range" not in faults:
            answer = _ranged(answer, request.range, shifted="wrong_range" in faults)
        request.status = answer.status
        self.send_response_only(answer.status)
        if "Date" not in answer.headers:
            self.send_header("Date", self.date_time_string())
        length = len(answer.body) + (faults["length"].delta if "length" in faults else 0)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status not in (204, 304):
            self.send_header("Content-Length", str(length))
        self.end_headers()
        if self.command == "HEAD":
            return
        self._send_body(request, answer.body, faults)
        if "length" in faults:
            self.close_connection = True

    def _send_body(self, request: Request, body: bytes, faults: dict[str, Fault]) -> None:
        cut, stall, slow = faults.get("reset"), faults.get("stall"), faults.get("slow")
        limit = min([len(body), *(fault.after for fault in (cut, stall) if fault)])
        for start in range(0, limit, _PIECE):
            piece = body[start : min(start + _PIECE, limit)]
            self.wfile.write(piece)
            request.sent += len(piece)
            self.server.log.touched()
            if slow:
                self.server.faults.released.wait(len(piece) / slow.rate)
        if limit == len(body):
            return
        self.wfile.flush()
        if stall:
            self.server.faults.released.wait()
            self.close_connection = True
        else:
            self._cut()

    def _send_endless(self, request: Request, fault: Fault) -> None:
        request.status = 200
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        zeros = b"%x\r\n" % _PIECE + fault.body[:1] * _PIECE + b"\r\n"
        while request.sent < fault.delta:
            self.wfile.write(zeros)
            request.sent += _PIECE
        self.wfile.write(b"0\r\n\r\n")

    def _cut(self) -> None:
        """End the connection hard: the other side sees a reset, not an end."""
        self.close_connection = True
        deadline = time.monotonic() + 2
        while self.command == "GET" and _unsent(self.connection) and time.monotonic() < deadline:
            time.sleep(0.001)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.rfile.close()
        self.wfile.close()
        self.connection.close()


def _unsent(connection: socket.socket) -> int:
    """Bytes that the other side has not taken from the wire yet (Linux tells; elsewhere: none)."""
    try:
        import fcntl
        import termios

        left = bytearray(4)
        fcntl.ioctl(connection, termios.TIOCOUTQ, left)
        return int.from_bytes(left, "little")
    except (ImportError, OSError):
        return 0


def _changed(answer: Answer, faults: dict[str, Fault]) -> Answer:
    if (fault := faults.get("edit")) and fault.change:
        content = fault.change(json.loads(answer.body))
        answer = replace(answer, body=json.dumps(content).encode())
    if fault := faults.get("header"):
        answer = replace(answer, headers={**answer.headers, **fault.headers})
    return answer


def _ranged(answer: Answer, asked: tuple[int, int | None] | None, *, shifted: bool) -> Answer:
    headers = {"Accept-Ranges": "bytes", **answer.headers}
    if asked is None:
        return replace(answer, headers=headers)
    size = len(answer.body)
    first, last = asked[0], size - 1 if asked[1] is None else min(asked[1], size - 1)
    if first >= size:
        return Answer(416, {"Content-Range": f"bytes */{size}"})
    if shifted:
        first, last = (0, last - first) if first else (1, min(last + 1, size - 1))
    headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return Answer(206, headers, answer.body[first : last + 1])
