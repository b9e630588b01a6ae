"""Sockets whose every wait ends when the user says stop: for connecting, reading and writing.

httpcore2 asks its network backend for connections; this one waits in slices and looks in between whether the thread
that waits was told to stop. `watching` says what to look at.
"""

from __future__ import annotations

import select
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

import httpcore2

from graftwork_core.errors import Cancelled

IsCancelled = Callable[[], bool]
OnWait = Callable[[], None]

SLICE_SECONDS: Final = 0.2
_LARGEST_WRITE: Final = 1 << 16
_asked: ContextVar[IsCancelled | None] = ContextVar("asked", default=None)
_on_wait: ContextVar[OnWait | None] = ContextVar("on_wait", default=None)


@contextmanager
def watching(is_cancelled: IsCancelled, on_wait: OnWait | None = None) -> Iterator[None]:
    """Within, every wait of this thread for the network asks `is_cancelled` five times a second.

    Args:
        is_cancelled: Whether to stop.
        on_wait: Called each time nothing had come for a slice of time: to tell of a stall.
    """
    asked, waiting = _asked.set(is_cancelled), _on_wait.set(on_wait)
    try:
        yield
    finally:
        _asked.reset(asked)
        _on_wait.reset(waiting)


def stop_if_asked() -> None:
    """Raise Cancelled when the thread's watcher says so."""
    is_cancelled = _asked.get()
    if is_cancelled is not None and is_cancelled():
        raise Cancelled("The job was cancelled.", "Run the same command again to resume it.")


def pause(seconds: float, is_cancelled: IsCancelled) -> None:
    """Wait, but not longer than until the user says stop.

    Raises:
        Cancelled: Then.
    """
    deadline = time.monotonic() + seconds
    with watching(is_cancelled):
        while (left := deadline - time.monotonic()) > 0:
            stop_if_asked()
            threading.Event().wait(min(left, SLICE_SECONDS))
        stop_if_asked()


class _Deadline:
    def __init__(self, seconds: float | None) -> None:
        self._ends = None if seconds is None else time.monotonic() + seconds

    def slice(self) -> float:
        """Seconds to wait next.

        Raises:
            TimeoutError: When there are none left.
        """
        if self._ends is None:
            return SLICE_SECONDS
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(left, SLICE_SECONDS)


def _patiently(action: Callable[[float], Any], seconds: float | None) -> Any:
    """Do something with a socket in slices of time, each of which may find nothing to do."""
    deadline = _Deadline(seconds)
    while True:
        stop_if_asked()
        try:
            return action(deadline.slice())
        except (TimeoutError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            deadline.slice()
            if (on_wait := _on_wait.get()) is not None:
                on_wait()


class _Stream(httpcore2.NetworkStream):
    """One connection."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        def receive(seconds: float) -> bytes:
            self._socket.settimeout(seconds)
            return self._socket.recv(max_bytes)

        try:
            content: bytes = _patiently(receive, timeout)
        except TimeoutError as error:
            raise httpcore2.ReadTimeout("nothing came") from error
        except OSError as error:
            raise httpcore2.ReadError(_reason(error)) from error
        return content

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        view = memoryview(buffer)

        def send(seconds: float) -> int:
            self._socket.settimeout(seconds)
            return self._socket.send(view[:_LARGEST_WRITE])

        try:
            while view:
                view = view[_patiently(send, timeout) :]
        except TimeoutError as error:
            raise httpcore2.WriteTimeout("nothing was taken") from error
        except OSError as error:
            raise httpcore2.WriteError(_reason(error)) from error

    def close(self) -> None:
        self._socket.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        if isinstance(self._socket, ssl.SSLSocket):
            self.close()
            raise httpcore2.ConnectError("a proxy that is itself reached by https is not supported")
        try:
            wrapped = ssl_context.wrap_socket(
                self._socket, server_hostname=server_hostname, do_handshake_on_connect=False
            )
        except (OSError, ValueError) as error:
            self.close()
            raise httpcore2.ConnectError(_reason(error)) from error

        def shake_hands(seconds: float) -> None:
            wrapped.settimeout(seconds)
            wrapped.do_handshake()

        try:
            _patiently(shake_hands, timeout)
        except TimeoutError as error:
            wrapped.close()
            raise httpcore2.ConnectTimeout("no handshake") from error
        except OSError as error:
            wrapped.close()
            raise httpcore2.ConnectError(_reason(error)) from error
        except BaseException:
            wrapped.close()
            raise
        return _Stream(wrapped)

    def get_extra_info(self, info: str) -> Any:
        if info == "ssl_object" and isinstance(self._socket, ssl.SSLSocket):
            return self._socket
        if info == "socket":
            return self._socket
        if info == "is_readable":
            return _is_readable(self._socket)
        return None


class WatchedBackend(httpcore2.NetworkBackend):
    """Connections whose waits can be ended."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect; looking up the name and connecting happen in a thread that is left behind when it takes too long."""
        connecting = _Connecting(host, port, timeout)
        try:
            sock: socket.socket = _patiently(connecting.wait, timeout)
        except TimeoutError as error:
            raise httpcore2.ConnectTimeout(f"{host} did not answer") from error
        except OSError as error:
            raise httpcore2.ConnectError(_reason(error)) from error
        finally:
            connecting.leave()
        for option in socket_options or ():
            sock.setsockopt(*option)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return _Stream(sock)


class _Connecting:
    """A connection being made by a thread of its own, since looking up a name cannot be interrupted."""

    def __init__(self, host: str, port: int, timeout: float | None) -> None:
        self._result: socket.socket | OSError | None = None
        self._done = threading.Event()
        self._lock = threading.Lock()
        self._wanted = True
        address = (host, port)
        threading.Thread(target=self._connect, args=(address, timeout or 60.0), name="connect", daemon=True).start()

    def wait(self, seconds: float) -> socket.socket:
        """The connection, when it is there within this time.

        Raises:
            TimeoutError: When it is not.
            OSError: When it could not be made.
        """
        if not self._done.wait(seconds):
            raise TimeoutError
        result, self._result = self._result, None
        if not isinstance(result, socket.socket):
            # In another form: a TimeoutError of the thread would look like one of this slice.
            raise ConnectionError(_reason(result or OSError("no connection"))) from result
        return result

    def leave(self) -> None:
        """Nobody waits any more: what is or will be connected and was not taken is closed."""
        with self._lock:
            self._wanted = False
            if isinstance(self._result, socket.socket):
                self._result.close()

    def _connect(self, address: tuple[str, int], timeout: float) -> None:
        result: socket.socket | OSError
        try:
            result = socket.create_connection(address, timeout)
        except OSError as error:
            result = error
        except UnicodeError as error:  # a host name that cannot be one
            result = OSError(str(error))
        with self._lock:
            if self._wanted:
                self._result = result
            elif isinstance(result, socket.socket):
                result.close()
        self._done.set()


def _is_readable(sock: socket.socket) -> bool:
    """Whether an idle connection has something to read, which means that the other side closed it."""
    if sock.fileno() < 0:
        return True
    if hasattr(select, "poll"):  # unlike select, for any number of open files
        poller = select.poll()
        poller.register(sock, select.POLLIN)
        return bool(poller.poll(0))
    return bool(select.select([sock], [], [], 0)[0])


def _reason(error: BaseException) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"certificate: {error.verify_message}"
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
