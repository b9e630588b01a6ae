"""A call on the desktop's message bus (D-Bus), as small as a notification needs it. Blocking: for threads.

Qt's own D-Bus module cannot send an unsigned number from Python, and a notification begins with one.
"""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

TIMEOUT_S: Final = 2.0
_CALL, _REPLY, _ERROR = 1, 2, 3
_PATH, _INTERFACE, _MEMBER, _ERROR_NAME, _REPLY_SERIAL, _DESTINATION, _SIGNATURE = 1, 2, 3, 4, 5, 6, 8
_MOST_BYTES: Final = 1 << 20
_BUS: Final = "org.freedesktop.DBus"
_SIZES: Final = {"y": 1, "n": 2, "q": 2, "i": 4, "u": 4, "b": 4, "x": 8, "t": 8, "d": 8, "s": 4, "o": 4, "a": 4}


class NoBus(Exception):
    """There is no bus, it does not answer, or the call failed."""


@dataclass
class Writer:
    """Values in the bus's own encoding, each at its alignment."""

    content: bytearray = field(default_factory=bytearray)

    def pad(self, to: int) -> None:
        """Fill up to a multiple of `to`."""
        self.content += bytes(-len(self.content) % to)

    def byte(self, value: int) -> None:
        """One byte."""
        self.content.append(value)

    def unsigned(self, value: int) -> None:
        """32 bits without a sign."""
        self.pad(4)
        self.content += struct.pack("<I", value)

    def signed(self, value: int) -> None:
        """32 bits with a sign."""
        self.pad(4)
        self.content += struct.pack("<i", value)

    def text(self, value: str) -> None:
        """A string, or a path; what the bus forbids in one is left out."""
        raw = value.replace("\0", "").encode("utf-8", errors="replace")
        self.unsigned(len(raw))
        self.content += raw + b"\0"

    def signature(self, value: str) -> None:
        """A signature."""
        self.byte(len(value))
        self.content += value.encode("ascii") + b"\0"

    def texts(self, values: tuple[str, ...]) -> None:
        """An array of strings."""
        inner = Writer()
        for value in values:
            inner.text(value)
        self.unsigned(len(inner.content))
        self.content += inner.content

    def hints(self, values: Mapping[str, str | int]) -> None:
        """A map from strings to variants that hold a string or a byte."""
        self.unsigned(0)
        length_at = len(self.content) - 4
        self.pad(8)
        begin = len(self.content)
        for name, value in values.items():
            self.pad(8)
            self.text(name)
            if isinstance(value, str):
                self.signature("s")
                self.text(value)
            else:
                self.signature("y")
                self.byte(value)
        self.content[length_at : length_at + 4] = struct.pack("<I", len(self.content) - begin)


class Bus:
    """A connection to the session's bus, kept open: some desktops drop a notification with its sender."""

    def __init__(self, address: str | None = None) -> None:
        """Connect.

        Raises:
            NoBus: When that cannot be done.
        """
        self._serial = 0
        self._buffer = b""
        self._socket = _connect(session_address() if address is None else address)
        try:
            self._authenticate()
            self.call(_BUS, "/org/freedesktop/DBus", _BUS, "Hello", "", Writer())
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Hang up."""
        with suppress(OSError):
            self._socket.close()

    def call(self, to: str, path: str, interface: str, member: str, signature: str, body: Writer) -> None:
        """Call a method and wait until it was done.

        Raises:
            NoBus: When nobody does it, or not in time.
        """
        self._serial += 1
        fields = {_PATH: ("o", path), _INTERFACE: ("s", interface), _MEMBER: ("s", member), _DESTINATION: ("s", to)}
        header = Writer(bytearray(struct.pack("<cBBBII", b"l", _CALL, 0, 1, len(body.content), self._serial)))
        header.unsigned(0)
        for code, (kind, value) in fields.items():
            header.pad(8)
            header.byte(code)
            header.signature(kind)
            header.text(value)
        if signature:
            header.pad(8)
            header.byte(_SIGNATURE)
            header.signature("g")
            header.signature(signature)
        header.content[12:16] = struct.pack("<I", len(header.content) - 16)
        header.pad(8)
        try:
            self._socket.sendall(bytes(header.content + body.content))
            for type_, serial, error in self._messages():
                if serial == self._serial and type_ == _REPLY:
                    return
                if serial == self._serial and type_ == _ERROR:
                    raise NoBus(error)
        except OSError as failure:
            raise NoBus(str(failure)) from failure

    def _authenticate(self) -> None:
        try:
            self._socket.sendall(b"\0AUTH EXTERNAL " + str(os.getuid()).encode().hex().encode() + b"\r\n")
            answer = self._line()
            if not answer.startswith(b"OK"):
                raise NoBus(answer.decode(errors="replace"))
            self._socket.sendall(b"BEGIN\r\n")
        except OSError as failure:
            raise NoBus(str(failure)) from failure

    def _line(self) -> bytes:
        while b"\r\n" not in self._buffer:
            self._receive()
        line, _, self._buffer = self._buffer.partition(b"\r\n")
        return line

    def _messages(self) -> Iterator[tuple[int, int, str]]:
        """What comes in: its kind, the serial it answers, and the name of an error."""
        while True:
            head = self._take(16)
            order = "<" if head[:1] == b"l" else ">"
            body, _, fields = struct.unpack(order + "III", head[4:16])
            padded = fields + -fields % 8
            if body + padded > _MOST_BYTES:
                raise NoBus("a message that is too long")
            serial, error = _answer(self._take(padded)[:fields], order)
            self._take(body)
            yield head[1], serial, error

    def _take(self, count: int) -> bytes:
        while len(self._buffer) < count:
            self._receive()
        taken, self._buffer = self._buffer[:count], self._buffer[count:]
        return taken

    def _receive(self) -> None:
        chunk = self._socket.recv(4096)
        if not chunk:
            raise NoBus("the bus hung up")
        self._buffer += chunk


def session_address() -> str:
    """Where the session's bus is; empty when there is none."""
    chosen = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if chosen:
        return chosen
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return f"unix:path={runtime}/bus" if runtime and os.path.exists(f"{runtime}/bus") else ""


def _connect(address: str) -> socket.socket:
    for one in address.split(";"):
        kind, _, rest = one.partition(":")
        parts = dict(part.partition("=")[::2] for part in rest.split(","))
        place = parts.get("path") or ("\0" + parts["abstract"] if "abstract" in parts else "")
        if kind != "unix" or not place or not hasattr(socket, "AF_UNIX"):
            continue
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(TIMEOUT_S)
        try:
            connection.connect(place)
        except OSError:
            connection.close()
            continue
        return connection
    raise NoBus("there is no session bus")


def _answer(fields: bytes, order: str) -> tuple[int, str]:
    """The serial that a message answers, and the name of the error that it tells; read from its header's fields."""
    serial, error, at = 0, "", 0
    while at < len(fields):
        at += -at % 8
        code, size = fields[at], fields[at + 1]
        kind = fields[at + 2 : at + 2 + size].decode("ascii", errors="replace")
        at += 3 + size
        if kind == "g":
            at += fields[at] + 2
            continue
        at += -at % _SIZES.get(kind, 8)
        (value,) = struct.unpack_from(order + "I", fields, at)
        at += 4
        if kind in ("s", "o"):
            text = fields[at : at + value].decode("utf-8", errors="replace")
            at += value + 1
            error = text if code == _ERROR_NAME else error
        elif code == _REPLY_SERIAL:
            serial = value
    return serial, error
