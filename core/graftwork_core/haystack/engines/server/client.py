"""One request to a server and its answer: bounded in size and time, stoppable at any moment, told in one sentence.

The standard library's client, in a thread of its own for each request: the caller looks every tenth of a second
whether it should stop, whatever the request is waiting for. No proxy of the environment is used and no redirect is
followed: what is sent goes to the address that was typed, or nowhere.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, ClassVar, Final

from graftwork_core.errors import GraftworkError
from graftwork_core.haystack.engines.server.address import KEY_VARIABLE, Address

Tick = Callable[[int], None]

_LOOK: Final = 0.1
_PIECE: Final = 65536
# What a piece takes beside its bytes: an answer in single bytes is bounded, too.
_PIECE_COST: Final = 64
_LARGEST: Final = 32 * 2**20
_LONGEST_EXCERPT: Final = 200
_LONGEST_PAUSE: Final = 30.0
_AGAIN: Final = frozenset({429, 502, 503, 504})
_FORBIDDEN: Final = frozenset({401, 403, 407})
_USER_AGENT: Final = "graftwork"


class ServerError(GraftworkError):
    """A server did not give an answer that can be used.

    Attributes:
        status: The HTTP status; 0 when there was none.
        said: The server's own words about it; empty when there are none.
        hopeless: Whether another question would fare no better: nobody there, no access, not such a server.
    """

    kind: ClassVar[str] = "server"

    def __init__(
        self, message: str, hint: str = "", *, status: int = 0, said: str = "", hopeless: bool = False
    ) -> None:
        super().__init__(message, hint)
        self.status = status
        self.said = said
        self.hopeless = hopeless


@dataclass(frozen=True, slots=True)
class Patience:
    """How long and how often to try.

    Attributes:
        connect: Seconds for a connection.
        answer: Seconds for a whole answer, however short the prompt.
        slowest: Tokens a second below which a server counts as stuck.
        attempts: How often a request is sent when the server is busy or drops it.
        pause: Seconds before the second attempt; doubled before each further one.
    """

    connect: float = 10.0
    answer: float = 120.0
    slowest: float = 50.0
    attempts: int = 4
    pause: float = 0.5

    def wait(self, tokens: int) -> float:
        """Seconds to wait for the answer to a prompt of that many tokens."""
        return self.answer + tokens / self.slowest


class Client:
    """Requests to one server.

    Args:
        address: Whom to ask.
        key: Sent as a bearer token; empty for none. It appears in no error.
        tick: Called with 0 about ten times a second while waiting; may raise to stop.
        patience: How long and how often to try.
    """

    def __init__(self, address: Address, key: str, tick: Tick, patience: Patience) -> None:
        self.address = address
        self.patience = patience
        self._key = key
        self._tick = tick

    def get(self, path: str) -> Any:
        """Fetch JSON.

        Raises:
            ServerError: When there is no usable answer.
        """
        return self._decoded(path, b"".join(self._tried("GET", path, None, self.patience.answer)))

    def post(self, path: str, body: dict[str, Any], tokens: int = 0) -> Any:
        """Send JSON and read JSON.

        Args:
            path: Behind the address, from its slash on.
            body: What to send.
            tokens: Of the prompt in it: long ones may take longer.

        Raises:
            ServerError: When there is no usable answer.
        """
        return self._decoded(path, b"".join(self._tried("POST", path, body, self.patience.wait(tokens))))

    def stream(self, path: str, body: dict[str, Any], tokens: int = 0) -> Iterator[Any]:
        """Send JSON and read server-sent events as they come; "[DONE]" ends them and is not among them.

        Raises:
            ServerError: When there is no usable answer.
        """
        rest = b""
        for piece in self._tried("POST", path, body, self.patience.wait(tokens)):
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                if line.startswith(b"data:") and (data := line[5:].strip()) and data != b"[DONE]":
                    yield self._decoded(path, data)

    def _tried(self, method: str, path: str, body: dict[str, Any] | None, wait: float) -> Iterator[bytes]:
        """The answer's pieces; asked again, before the first piece came, while the server is only busy."""
        payload = None if body is None else json.dumps(body, separators=(",", ":")).encode()
        for attempt in range(1, self.patience.attempts + 1):
            exchange = _Exchange(self.address, method, path, payload, self._headers(payload), self.patience.connect)
            last = attempt == self.patience.attempts
            try:
                status, headers = exchange.head(self._tick, wait)
                if status in _AGAIN and not last:
                    pause = self._pause(attempt, headers.get("Retry-After"))
                elif status != HTTPStatus.OK:
                    raise self._refusal(path, status, headers, exchange.beginning(self._tick, wait))
                else:
                    self._check_kind(headers)
                    yield from exchange.pieces(self._tick, wait)
                    return
            except (OSError, http.client.HTTPException) as error:
                if last or exchange.began or not isinstance(error, ConnectionResetError | BrokenPipeError):
                    raise self._broken(error, path, wait, began=exchange.began) from error
                pause = self._pause(attempt, None)
            finally:
                exchange.close()
            self._rest(pause)

    def _headers(self, payload: bytes | None) -> dict[str, str]:
        headers = {"Accept": "application/json, text/event-stream", "User-Agent": _USER_AGENT, "Connection": "close"}
        if payload is not None:
            headers["Content-Type"] = "application/json"
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        return headers

    def _pause(self, attempt: int, wished: str | None) -> float:
        pause = self.patience.pause * (1 << (attempt - 1))
        if wished is not None and wished.strip().isdigit() and len(wished) < 6:
            pause = max(pause, float(wished))
        return min(pause, _LONGEST_PAUSE)

    def _rest(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._tick(0)
            time.sleep(min(left, _LOOK))

    def _check_kind(self, headers: http.client.HTTPMessage) -> None:
        if headers.get_content_type() in {"text/html", "application/xhtml+xml"}:
            raise ServerError(
                f"The server at {self.address} answered with a web page instead of JSON.",
                "Check the address: behind it is a website or a login page, not a model.",
                status=200,
                hopeless=True,
            )

    def _decoded(self, path: str, content: bytes) -> Any:
        try:
            return json.loads(content)
        except (ValueError, RecursionError):
            raise ServerError(
                f"The server at {self.address} answered {path} with something that is not JSON.",
                "Check that it is an OpenAI-compatible server.",
            ) from None

    def _refusal(self, path: str, status: int, headers: http.client.HTTPMessage, content: bytes) -> ServerError:
        if 300 <= status < 400:
            target = self._excerpt(headers.get("Location", "elsewhere").encode("latin-1", "replace"))
            return ServerError(
                f"The server at {self.address} redirects to {target}, which is not followed.",
                "Type that address if you trust it.",
                status=status,
                hopeless=True,
            )
        said = self._excerpt(_message_in(content)) if headers.get_content_type() != "text/html" else "a web page"
        told = f": {said}" if said else ""
        if status in _FORBIDDEN:
            return ServerError(
                f"The server at {self.address} refuses access ({status}){told}.",
                f"Put its key into the environment variable {KEY_VARIABLE}.",
                status=status,
                hopeless=True,
            )
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            return ServerError(
                f"The server at {self.address} takes no more requests for now (429){told}.",
                "Wait a while, then run the same command again: what is done is kept.",
                status=status,
            )
        return ServerError(
            f"The server at {self.address} answered {path} with {status} ({_phrase(status)}){told}.",
            "Its log says more.",
            status=status,
            said=said,
        )

    def _broken(self, error: Exception, path: str, wait: float, *, began: bool) -> ServerError:
        """What went wrong below HTTP, in one sentence."""
        who = f"The server at {self.address}"
        check = "Start it, or check the address and the port."
        match error:
            case _TooSlow():
                return ServerError(
                    f"{who} did not answer {path} within {wait:.0f} s.",
                    "Its log says what it is doing; a shorter length takes less time.",
                )
            case _TooLarge():
                return ServerError(
                    f"{who} sent more than {_LARGEST // 2**20} MB in answer to {path}.",
                    "That is no answer of a model.",
                )
            case ssl.SSLCertVerificationError():
                return ServerError(
                    f"{who} has a certificate that is not trusted: {self._excerpt(error.verify_message.encode())}.",
                    "Install its certificate on this computer, or use the address the certificate is for.",
                    hopeless=True,
                )
            case ssl.SSLError():
                return ServerError(f"{who} does not speak TLS.", "Try http:// instead of https://.", hopeless=True)
            case socket.gaierror():
                return ServerError(f"{who} is not known by that name.", check, hopeless=True)
            case TimeoutError():
                return ServerError(f"{who} cannot be reached within {self.patience.connect:g} s.", check, hopeless=True)
            case ConnectionRefusedError():
                return ServerError(f"{who} is not running: the connection was refused.", check, hopeless=True)
            case http.client.BadStatusLine() | http.client.UnknownProtocol() if not isinstance(error, ConnectionError):
                return ServerError(f"What answers at {self.address} does not speak HTTP.", check, hopeless=True)
            case ConnectionError() | http.client.HTTPException():
                where = "in the middle of its answer" if began else "without an answer"
                return ServerError(f"{who} closed the connection {where}.", "Its log says why.")
            case _:
                return ServerError(
                    f"{who} cannot be reached: {self._excerpt(str(error).encode())}.", check, hopeless=True
                )

    def _excerpt(self, content: bytes) -> str:
        """A few printable words of what a server sent, without the key."""
        text = content[: 8 * _LONGEST_EXCERPT].decode(errors="replace")
        if self._key:
            text = text.replace(self._key, "***")
        text = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
        shown = text if len(text) <= _LONGEST_EXCERPT else text[:_LONGEST_EXCERPT] + "…"
        return shown.rstrip(".")


class _TooSlow(OSError):
    pass


class _TooLarge(OSError):
    pass


class _Exchange:
    """A request under way in a thread, and what came back so far."""

    def __init__(
        self,
        address: Address,
        method: str,
        path: str,
        payload: bytes | None,
        headers: dict[str, str],
        connect: float,
    ) -> None:
        kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
        self.began = False
        self._connection = kind(address.host, address.port, timeout=connect)
        self._given_up = False
        # The connection forgets it once the answer's head is there.
        self._socket: socket.socket | None = None
        self._request = (method, address.prefix + path, payload, headers)
        self._until = 0.0
        self._look = 0.0
        # The head, pieces of the body, then None; or the exception that ended it.
        self._came: queue.SimpleQueue[tuple[int, http.client.HTTPMessage] | bytes | Exception | None]
        self._came = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="graftwork-request", daemon=True)

    def head(self, tick: Tick, wait: float) -> tuple[int, http.client.HTTPMessage]:
        """Send the request; its answer's status and headers."""
        self._until = time.monotonic() + wait
        self._thread.start()
        came = self._next(tick)
        if not isinstance(came, tuple):
            raise http.client.HTTPException("no head")
        self.began = True
        return came

    def pieces(self, tick: Tick, wait: float) -> Iterator[bytes]:
        """The body as it comes, to be read after the head."""
        while isinstance(came := self._next(tick), bytes):
            yield came

    def beginning(self, tick: Tick, wait: float) -> bytes:
        """The body's first piece, of an answer that is only an explanation."""
        with contextlib.suppress(OSError, http.client.HTTPException):
            return next(self.pieces(tick, wait), b"")
        return b""

    def close(self) -> None:
        """End the request, finished or not; a thread that waits for it wakes up."""
        # While it connects there is nothing to wake: the thread ends by itself when that is over, one way or other.
        self._given_up = True
        if (connected := self._socket or self._connection.sock) is not None:
            with contextlib.suppress(OSError):
                connected.shutdown(socket.SHUT_RDWR)
            self._thread.join(timeout=1)

    def _next(self, tick: Tick) -> tuple[int, http.client.HTTPMessage] | bytes | None:
        # Looked at while pieces come, too: a server that drips would never let the queue be empty for long.
        while True:
            now = time.monotonic()
            if now > self._until:
                raise _TooSlow
            if now > self._look:
                self._look = now + _LOOK
                tick(0)
            with contextlib.suppress(queue.Empty):
                came = self._came.get(timeout=_LOOK)
                if isinstance(came, Exception):
                    raise came
                return came

    def _work(self) -> None:
        try:
            self._connection.connect()
            self._socket = self._connection.sock
            self._socket.settimeout(max(self._until - time.monotonic(), 0.001))
            try:
                if not self._given_up:
                    self._read(self._connection)
            except TimeoutError:
                raise _TooSlow from None
            self._came.put(None)
        except Exception as error:  # noqa: BLE001 - raised again in the thread that waits for the answer
            self._came.put(error)
        finally:
            self._connection.close()

    def _read(self, connection: http.client.HTTPConnection) -> None:
        method, path, payload, headers = self._request
        connection.request(method, path, payload, headers)
        with connection.getresponse() as response:
            self._came.put((response.status, response.headers))
            self._read_body(response)

    def _read_body(self, response: http.client.HTTPResponse) -> None:
        promised = response.length
        size = pieces = 0
        while piece := response.read1(_PIECE):
            size, pieces = size + len(piece), pieces + 1
            if size + pieces * _PIECE_COST > _LARGEST:
                raise _TooLarge
            self._came.put(piece)
        if promised is not None and size < promised:
            raise http.client.IncompleteRead(b"", promised - size)


def _message_in(content: bytes) -> bytes:
    """What an error body says: the message in the JSON of the usual servers, or the body itself."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return content
    for name in ("error", "message", "detail"):
        if isinstance(found, dict):
            found = found.get(name, found)
    return found.encode(errors="replace") if isinstance(found, str) else content


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "unknown"
