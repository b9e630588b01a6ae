"""A conversation with one Hub: requests with the right token, bounded answers, typed errors."""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any, Final
from urllib.parse import urljoin

import httpx2

from graftwork_core import __version__
from graftwork_core.hub.answers import decode_json, failed_connection, refusal
from graftwork_core.hub.endpoint import Endpoint, origin_of
from graftwork_core.hub.errors import HubError, NotAHub, Offline, Stalled, Untrusted
from graftwork_core.hub.network import IsCancelled, OnWait, watching
from graftwork_core.hub.retrying import QUICK, Patience, Retrying, TellPause
from graftwork_core.hub.transport import GuardedTransport, Traffic

MOST_JSON_BYTES: Final = 32_000_000
_MOST_ERROR_BYTES: Final = 65_536
_MOST_REDIRECTS: Final = 6
_MOST_SECONDS: Final = 120.0
_REDIRECTS: Final = (301, 302, 303, 307, 308)
Parameters = Mapping[str, str | int | Sequence[str]]


def never() -> bool:
    """Nobody stops."""
    return False


@dataclass(frozen=True, slots=True)
class Manners:
    """How a session behaves.

    Attributes:
        offline: Whether it stays off the network.
        patience: How much trouble it puts up with.
        is_cancelled: Whether to stop; asked at every wait.
        tell: Learns of pauses before another attempt.
        traffic: Counts bytes.
    """

    offline: bool = False
    patience: Patience = QUICK
    is_cancelled: IsCancelled = never
    tell: TellPause | None = None
    traffic: Traffic = field(default_factory=Traffic)


class HubSession:
    """Requests to one Hub. May be used from several threads.

    Attributes:
        endpoint: Which Hub.
        manners: How it behaves.
    """

    def __init__(self, endpoint: Endpoint, token: str | None = None, manners: Manners | None = None) -> None:
        """Nothing is connected yet."""
        self.endpoint = endpoint
        self.manners = manners or Manners()
        self._token = token
        self._client = httpx2.Client(
            transport=GuardedTransport(endpoint, self.manners.traffic),
            trust_env=False,
            follow_redirects=False,
            timeout=None,  # the guard fills them in
            headers={"User-Agent": f"graftwork/{__version__}"},
        )

    def __enter__(self) -> HubSession:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"HubSession({self.endpoint.url!r})"  # never the token

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    @property
    def has_token(self) -> bool:
        """Whether requests carry a token."""
        return self._token is not None

    @property
    def token(self) -> str | None:
        """The token itself, for what speaks to the Hub beside this session."""
        return self._token

    def with_cancel(self, is_cancelled: IsCancelled) -> HubSession:
        """The same session (and its connections), stopped by somebody else."""
        return self.with_manners(replace(self.manners, is_cancelled=is_cancelled))

    def with_manners(self, manners: Manners) -> HubSession:
        """The same session (and its connections), behaving otherwise."""
        twin = copy.copy(self)
        twin.manners = manners
        return twin

    def retrying(self) -> Retrying:
        """A new series of attempts with this session's patience."""
        return Retrying(self.manners.patience, self.manners.is_cancelled, self.manners.tell)

    def get_json(self, path: str, parameters: Parameters | None = None, *, limit: int = MOST_JSON_BYTES) -> Any:
        """Ask the Hub's API.

        Args:
            path: Behind the endpoint, from its slash on.
            parameters: The query; a list repeats its name.
            limit: Bytes that the answer may have.

        Raises:
            GraftworkError: When there is no usable answer.
        """
        content, _ = self.get_page(self.endpoint.url + path, parameters, limit=limit)
        return content

    def get_page(
        self, url: str, parameters: Parameters | None = None, *, limit: int = MOST_JSON_BYTES
    ) -> tuple[Any, str | None]:
        """Ask the Hub's API for a page of a list: its content, and where the next one is."""

        def ask() -> tuple[Any, str | None]:
            with self.answer("GET", self.endpoint.own(url), parameters=parameters) as response:
                content = decode_json(self.read(response, limit), url)
                following = response.links.get("next", {}).get("url")
                return content, following and self.endpoint.own(urljoin(url, following))

        return self.retrying().run(f"asking {self.endpoint.host}", ask)

    def send_json(
        self, method: str, path: str, content: Any, *, patient: bool = True, headers: Mapping[str, str] | None = None
    ) -> Any:
        """Send JSON to the Hub's API, and read what it answers (None when it says nothing).

        Args:
            method: "POST", "PUT" or "DELETE".
            path: Behind the endpoint, from its slash on.
            content: What to send; bytes go as they are.
            patient: Whether it may be sent again after a failure: not what must not happen twice.
            headers: Beside the usual ones.

        Raises:
            GraftworkError: When it was refused, or nobody knows whether it was done.
        """
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        url = self.endpoint.own(path if "://" in path else self.endpoint.url + path)
        named = {"Content-Type": "application/json", **(headers or {})}

        def send() -> Any:
            with self.answer(method, url, content=body, headers=named) as response:
                answer = self.read(response, MOST_JSON_BYTES)
                return decode_json(answer, url) if answer.strip() and answer.strip() != b"OK" else None

        return self.retrying().run(f"asking {self.endpoint.host}", send) if patient else send()

    @contextmanager
    def answer(
        self,
        method: str,
        url: str,
        *,
        parameters: Parameters | None = None,
        content: bytes | Iterator[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
        elsewhere: bool = False,
        accepted: Sequence[int] = (),
        on_wait: OnWait | None = None,
    ) -> Iterator[httpx2.Response]:
        """Send a request; the answer's body is read within. Redirects are followed, by our rules.

        Args:
            method: The verb.
            url: A whole address.
            parameters: The query.
            content: The body.
            headers: Beside the usual ones.
            elsewhere: Whether another host may answer, without our token: only for files whose hash is known.
            accepted: Statuses of refusals that are wanted as an answer.
            on_wait: Called while nothing comes.

        Raises:
            GraftworkError: When there is no answer, or a refusal.
        """
        if self.manners.offline:
            raise Offline(self.endpoint.host)
        with watching(self.manners.is_cancelled, on_wait):
            response = self._follow(method, url, parameters, content, headers or {}, elsewhere, accepted)
            try:
                yield response
            except (httpx2.HTTPError, httpx2.StreamError) as error:
                raise failed_connection(error, url) from error
            finally:
                response.close()

    def read(self, response: httpx2.Response, limit: int) -> bytes:
        """The whole body.

        Raises:
            NotAHub: When it has more than `limit` bytes.
            GraftworkError: When the connection breaks.
        """
        parts: list[bytes] = []
        size = 0
        deadline = time.monotonic() + _MOST_SECONDS
        for part in response.iter_bytes():
            size += len(part)
            if time.monotonic() > deadline:  # drop by drop, which no timeout of a single read notices
                raise Stalled(f"{response.request.url.host} answers too slowly.", "Try again later.")
            if size > limit:
                raise NotAHub(
                    f"{response.request.url.host} sends more than {limit} bytes for a short answer.",
                    "Check the endpoint.",
                )
            parts.append(part)
        return b"".join(parts)

    def _follow(
        self,
        method: str,
        url: str,
        parameters: Parameters | None,
        content: bytes | Iterator[bytes] | None,
        headers: Mapping[str, str],
        elsewhere: bool,
        accepted: Sequence[int],
    ) -> httpx2.Response:
        for _ in range(_MOST_REDIRECTS):
            response = self._send(method, url, parameters, content, headers)
            if response.status_code < 300 or response.status_code in accepted:
                return response
            if response.status_code not in _REDIRECTS or "location" not in response.headers:
                raise self._refusal(response, url)
            response.close()
            url, parameters = urljoin(url, response.headers["location"]), None
            if origin_of(url) != self.endpoint.origin and not elsewhere:
                raise Untrusted(
                    f"{self.endpoint.host} sends us on to {httpx2.URL(url).host} for something only it may answer.",
                    "Graftwork does not follow it there; check the endpoint.",
                )
        raise NotAHub(f"{self.endpoint.host} sends us in circles.", "Check the endpoint.")

    def _send(
        self,
        method: str,
        url: str,
        parameters: Parameters | None,
        content: bytes | Iterator[bytes] | None,
        headers: Mapping[str, str],
    ) -> httpx2.Response:
        named = dict(headers)
        if self._token is not None and origin_of(url) == self.endpoint.origin:
            named["Authorization"] = f"Bearer {self._token}"
        try:
            query = None if parameters is None else [*_pairs(parameters)]
            request = self._client.build_request(method, url, params=query, content=content, headers=named)
            return self._client.send(request, stream=True)
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            raise failed_connection(error, url) from error

    def _refusal(self, response: httpx2.Response, url: str) -> Exception:
        try:
            body = self.read(response, _MOST_ERROR_BYTES) if response.request.method != "HEAD" else b""
        except (HubError, httpx2.HTTPError):
            body = b""
        finally:
            response.close()
        return refusal(self.endpoint, url, response.status_code, response.headers, body, self._token)


def _pairs(parameters: Parameters) -> Iterator[tuple[str, str | int | float | bool | None]]:
    for name, value in parameters.items():
        if isinstance(value, str | int):
            yield name, value
        else:
            yield from ((name, one) for one in value)
