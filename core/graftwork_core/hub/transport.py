"""The guard between Graftwork and the network: every request of this program to a Hub passes here.

It fills in the timeouts that a caller left out, takes the token off everything that does not go to the configured
Hub (wherever a redirect, a page link or a verification address leads), refuses connections without encryption off
this machine, and counts bytes. huggingface_hub gets the same guard when it is used at all.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any, Final
from urllib.request import getproxies, proxy_bypass

import httpcore2
import httpx2

from graftwork_core.hub.endpoint import Endpoint, is_loopback, origin_of
from graftwork_core.hub.errors import Untrusted
from graftwork_core.hub.network import WatchedBackend

TIMEOUTS: Final = {"connect": 10.0, "read": 15.0, "write": 15.0, "pool": 30.0}
"""Seconds. Reading means: until the next bytes, not until all."""
_SECRET_HEADERS: Final = ("authorization", "cookie", "proxy-authorization")
_MOST_CONNECTIONS: Final = 16


class Traffic:
    """Bytes of bodies sent and received. May be used from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.sent = 0
        self.received = 0

    def add(self, *, sent: int = 0, received: int = 0) -> None:
        """Count some more."""
        with self._lock:
            self.sent += sent
            self.received += received


class GuardedTransport(httpx2.BaseTransport):
    """Sends requests, after a look at each of them."""

    def __init__(self, endpoint: Endpoint, traffic: Traffic | None = None) -> None:
        """Nothing is connected yet.

        Args:
            endpoint: The Hub that may see the token.
            traffic: Counts the bytes.
        """
        self.traffic = traffic or Traffic()
        self._endpoint = endpoint
        self._pools: dict[str | None, Any] = {}
        self._lock = threading.Lock()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request; the body of the answer is read later."""
        self._check(request)
        outgoing = httpcore2.Request(
            method=request.method,
            url=httpcore2.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=self._counted(request.stream),
            extensions=request.extensions,
        )
        try:
            answer = self._pool(request.url).handle_request(outgoing)
        except _CORE_ERRORS as error:
            raise _as_httpx(error) from error
        return httpx2.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Body(answer.stream, self.traffic),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            for pool in self._pools.values():
                pool.close()
            self._pools.clear()

    def _pool(self, url: httpx2.URL) -> Any:
        """The connections for an address: straight, or through the system's proxy for it."""
        proxy = proxy_for(url.scheme, url.host)
        with self._lock:
            if proxy not in self._pools:
                self._pools[proxy] = _make_pool(proxy)
            return self._pools[proxy]

    def _check(self, request: httpx2.Request) -> None:
        url = str(request.url)
        scheme, host, _ = origin_of(url)
        if scheme != "https" and not (scheme == "http" and is_loopback(host)):
            raise Untrusted(
                f"The Hub at {self._endpoint.host} sends us to {host} without encryption.",
                "Graftwork does not go there; check the endpoint.",
            )
        if scheme == "http" and not is_loopback(self._endpoint.origin[1]):
            raise Untrusted(
                f"The Hub at {self._endpoint.host} sends us to a server on this very machine.",
                "Graftwork does not go there; check the endpoint.",
            )
        if origin_of(url) != self._endpoint.origin:
            for name in _SECRET_HEADERS:
                request.headers.pop(name, None)
        given = {name: value for name, value in request.extensions.get("timeout", {}).items() if value is not None}
        request.extensions = {**request.extensions, "timeout": TIMEOUTS | given}

    def _counted(self, stream: Any) -> Iterator[bytes]:
        for piece in stream:
            self.traffic.add(sent=len(piece))
            yield piece


class _Body(httpx2.SyncByteStream):
    def __init__(self, stream: Any, traffic: Traffic) -> None:
        self._stream = stream
        self._traffic = traffic

    def __iter__(self) -> Iterator[bytes]:
        try:
            for piece in self._stream:
                self._traffic.add(received=len(piece))
                yield piece
        except _CORE_ERRORS as error:
            raise _as_httpx(error) from error

    def close(self) -> None:
        if hasattr(self._stream, "close"):
            self._stream.close()


_CORE_ERRORS: Final = (
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.ProxyError,
    httpcore2.UnsupportedProtocol,
)


def _as_httpx(error: Exception) -> Exception:
    """The exception that httpx2's users expect: both libraries give it the same name."""
    made: Exception = getattr(httpx2, type(error).__name__, httpx2.TransportError)(str(error))
    return made


def proxy_for(scheme: str, host: str) -> str | None:
    """The proxy that the environment (or the system's settings) names for a host; never one for this machine."""
    if is_loopback(host) or proxy_bypass(host):
        return None
    known = getproxies()
    named = known.get(scheme) or known.get("all")
    return named if named is None or "://" in named else f"http://{named}"


def _make_pool(proxy: str | None) -> Any:
    choices: dict[str, Any] = {
        "ssl_context": httpx2.create_ssl_context(),
        "max_connections": _MOST_CONNECTIONS,
        "keepalive_expiry": 15.0,
        "network_backend": WatchedBackend(),
    }
    if proxy is None:
        return httpcore2.ConnectionPool(**choices)
    chosen = httpx2.Proxy(proxy)
    url = httpcore2.URL(scheme=chosen.url.raw_scheme, host=chosen.url.raw_host, port=chosen.url.port, target=b"/")
    kind = httpcore2.SOCKSProxy if chosen.url.scheme.startswith("socks") else httpcore2.HTTPProxy
    return kind(proxy_url=url, proxy_auth=chosen.raw_auth, **choices)
