"""Misbehaviour on command: which requests it hits, how often, and what happens instead."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal[
    "reset",  # end the connection hard after `after` bytes of body, in either direction
    "stall",  # send `after` bytes, then nothing more until released
    "silence",  # read the request, never answer until released
    "status",  # answer with `status`, `headers` and `body`
    "lost",  # do everything, then end the connection instead of answering
    "corrupt",  # flip the byte at offset `after` of the file
    "length",  # claim `delta` bytes more than are sent
    "no_range",  # ignore a Range and send everything
    "wrong_range",  # answer a Range with bytes from somewhere else and say so
    "redirect",  # 302 to `location`
    "slow",  # `rate` bytes a second
    "endless",  # a body of zeros that goes on for `delta` bytes, without a length
    "edit",  # change the JSON of the answer with `change`
    "header",  # add `headers` to the answer
    "call",  # call `change` with the request first, then answer as usual
]


@dataclass
class Fault:
    """One rule."""

    kind: Kind
    path: str
    method: str | None = None
    times: int | None = None
    skip: int = 0
    after: int = 0
    delta: int = 0
    status: int = 500
    rate: int = 0
    location: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    change: Callable[[Any], Any] | None = None
    hits: int = 0

    def matches(self, method: str, path: str) -> bool:
        return self.method in (None, method) and re.search(self.path, path) is not None


class Faults:
    """The rules in force; `released` lets everything go on that was held."""

    def __init__(self) -> None:
        self._rules: list[Fault] = []
        self._lock = threading.Lock()
        self.released = threading.Event()

    def add(self, kind: Kind, path: str, **about: Any) -> Fault:
        fault = Fault(kind, path, **about)
        with self._lock:
            self._rules.append(fault)
        return fault

    def clear(self) -> None:
        with self._lock:
            self._rules.clear()

    def take(self, method: str, path: str) -> dict[str, Fault]:
        """The rules that hit this request, by kind; each is counted."""
        taken: dict[str, Fault] = {}
        with self._lock:
            for rule in self._rules:
                if rule.kind in taken or not rule.matches(method, path):
                    continue
                if rule.skip > 0:
                    rule.skip -= 1
                elif rule.times is None or rule.hits < rule.times:
                    rule.hits += 1
                    taken[rule.kind] = rule
        return taken
