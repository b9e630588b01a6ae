"""What reached a server, request by request: the tests' witness for bytes, ranges and tokens."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Request:
    """One request, written down before it is answered; the counters grow while its bodies travel."""

    server: str
    method: str
    path: str
    query: str
    headers: dict[str, str]
    at: float = field(default_factory=time.monotonic)
    status: int = 0
    received: int = 0
    sent: int = 0
    body: bytes = b""

    @property
    def token(self) -> str | None:
        """The bearer token it carried."""
        kind, _, token = self.headers.get("authorization", "").partition(" ")
        return token if kind.lower() == "bearer" and token else None

    @property
    def range(self) -> tuple[int, int | None] | None:
        """First and last byte asked for."""
        match = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("range", ""))
        return (int(match[1]), int(match[2]) if match[2] else None) if match else None

    def __str__(self) -> str:
        asked = self.headers.get("range", "")
        return f"{self.server} {self.method} {self.path} {asked} → {self.status}, {self.sent} sent"


class RequestLog:
    """Every request, in the order of arrival."""

    def __init__(self) -> None:
        self._requests: list[Request] = []
        self._changed = threading.Condition()

    def add(self, request: Request) -> None:
        with self._changed:
            self._requests.append(request)
            self._changed.notify_all()

    def clear(self) -> None:
        with self._changed:
            self._requests.clear()

    def all(self, pattern: str = "", method: str | None = None, server: str | None = None) -> list[Request]:
        """Those whose path matches (search), of one method and one server when named."""
        with self._changed:
            return [
                one
                for one in self._requests
                if re.search(pattern, one.path) and method in (None, one.method) and server in (None, one.server)
            ]

    def sent(self, pattern: str = "") -> int:
        """Bytes of bodies sent in answer to requests whose path matches."""
        return sum(one.sent for one in self.all(pattern))

    def received(self, pattern: str = "") -> int:
        """Bytes of bodies received with requests whose path matches."""
        return sum(one.received for one in self.all(pattern))

    def tokens(self, server: str | None = None) -> set[str]:
        """Every token that arrived at a server, in any header, path or body."""
        found = {one.token for one in self.all(server=server)}
        return {token for token in found if token}

    def wait_for(self, condition: Callable[[list[Request]], object], seconds: float = 10.0) -> None:
        """Wait until the requests so far fulfil a condition, without polling."""
        deadline = time.monotonic() + seconds
        with self._changed:
            while not condition(list(self._requests)):
                left = deadline - time.monotonic()
                if left <= 0 or not self._changed.wait(left):
                    raise AssertionError("it never came: " + "; ".join(map(str, self._requests[-20:])))

    def touched(self) -> None:
        """A counter grew: let `wait_for` look again."""
        with self._changed:
            self._changed.notify_all()

    def __str__(self) -> str:
        return "\n".join(map(str, self.all()))
