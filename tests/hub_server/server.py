"""A whole Hub on loopback ports: the Hub itself, its content network, and a stranger whom nobody should tell things."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from tests.hub_server.accounts import Accounts
from tests.hub_server.chunks import Chunks
from tests.hub_server.content import Content, Model
from tests.hub_server.faults import Fault, Faults, Kind
from tests.hub_server.log import RequestLog
from tests.hub_server.reading import Reading
from tests.hub_server.storage import Storage
from tests.hub_server.web import Answer, Router, WebServer
from tests.hub_server.writing import Writing


class HubServer:
    """A Hub for tests.

    Attributes:
        content: People and models.
        log: Every request, at all three origins ("hub", "storage", "stranger").
        faults: What goes wrong.
    """

    def __init__(self, *, xet: bool = False, page_size: int = 1000) -> None:
        self.content = Content()
        self.log = RequestLog()
        self.faults = Faults()
        self.reading = Reading(self.content, xet=xet, page_size=page_size)
        self.writing = Writing(self.content, self.reading)
        self.accounts = Accounts(self.content, self.reading)
        routers = {name: Router() for name in ("hub", "storage", "stranger")}
        for part in (self.writing, self.accounts, self.reading):
            part.register(routers["hub"])
        Storage(self.content).register(routers["storage"])
        self.chunks = Chunks(self.content, self.reading)
        self.chunks.register_on_hub(routers["hub"])
        self.chunks.register(routers["storage"])
        routers["stranger"].add("GET HEAD POST PUT", "/.*", lambda call, *parts: Answer(200, {}, b"[]"))
        self._servers = {name: WebServer(name, router, self.log, self.faults) for name, router in routers.items()}
        self.reading.origin = self.endpoint
        self.reading.storage_origin = self.storage
        self.chunks.store_url = f"{self.storage}/xet"

    @property
    def endpoint(self) -> str:
        return self._servers["hub"].origin

    @property
    def storage(self) -> str:
        return self._servers["storage"].origin

    @property
    def stranger(self) -> str:
        return self._servers["stranger"].origin

    def add_model(self, repo_id: str, files: Any, **about: Any) -> Model:
        return self.content.add_model(repo_id, files, **about)

    def model(self, repo_id: str) -> Model:
        return self.content.models[repo_id]

    def misbehave(self, kind: Kind, path: str, **about: Any) -> Fault:
        """From now on requests whose path matches are treated so; see `faults`."""
        return self.faults.add(kind, path, **about)

    def behave(self) -> None:
        """Forget all misbehaviour and let go of what was held."""
        self.faults.clear()
        self.faults.released.set()
        self.faults.released = type(self.faults.released)()

    def stop(self) -> None:
        self.faults.released.set()
        for server in self._servers.values():
            server.stop()

    def __enter__(self) -> HubServer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
