"""Where a server is, as the user typed it, and the key that may go there: both checked before anything is sent."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from graftwork_core.errors import BadInput

KEY_VARIABLE: Final = "GRAFTWORK_API_KEY"
OPENAI_KEY_VARIABLE: Final = "OPENAI_API_KEY"
_OPENAI_ADDRESS_VARIABLE: Final = "OPENAI_BASE_URL"
_OPENAI: Final = "https://api.openai.com/v1"
_PORTS: Final = {"http": 80, "https": 443}
_EXAMPLE: Final = "Write it like http://127.0.0.1:8000."
_LONGEST: Final = 2000
_HOST: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\.?")
_PATH: Final = re.compile(r"(/[A-Za-z0-9._~%@:+=-]+)*")
# What people paste: the base address of an OpenAI client, or that of one of its calls.
_CALL: Final = re.compile(r"(/v1)?(/chat)?/completions?$|/v1$|/v1/models$")
_KEY: Final = re.compile(r"[\x21-\x7e]{1,4096}")


@dataclass(frozen=True, slots=True)
class Address:
    """A server.

    Attributes:
        scheme: "http" or "https".
        host: A name, or an IP address without brackets.
        port: Always given.
        prefix: What stands before `/v1` in paths: empty, or with a leading slash and no trailing one.
    """

    scheme: str
    host: str
    port: int
    prefix: str = ""

    @property
    def is_this_computer(self) -> bool:
        """Whether nothing that is sent there leaves this computer."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def __str__(self) -> str:
        """What may be told of it in reports: a prefix can be as good as a key."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{'/…' if self.prefix else ''}"


def parse_address(text: str) -> Address:
    """Read the address of a server. A trailing `/v1` may be there or not.

    Raises:
        BadInput: When it is no http or https address, or has more in it than a host, a port and a path.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST or not text.isprintable() or " " in text or "\\" in text:
        raise BadInput("That is not the address of a server.", _EXAMPLE)
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise BadInput("The server's address has no usable host and port.", _EXAMPLE) from None
    if parts.username is not None or parts.password is not None:
        # Not shown: it holds a secret.
        raise BadInput(
            "The server's address has a user name or a password in it.",
            f"Leave them out; put the key into the environment variable {KEY_VARIABLE}.",
        )
    if parts.scheme not in _PORTS:
        raise BadInput(f"{text} is not an http or https address.", _EXAMPLE)
    if parts.query or parts.fragment:
        raise BadInput(f"{parts.scheme}://{host} has more behind it than a path.", _EXAMPLE)
    prefix = _CALL.sub("", parts.path.rstrip("/"))
    if not _PATH.fullmatch(prefix) or ".." in prefix.split("/"):
        raise BadInput(f"{text} has a path that cannot be one.", _EXAMPLE)
    return Address(parts.scheme, _checked_host(host, text), _PORTS[parts.scheme] if port is None else port, prefix)


def find_key(address: Address, environment: Mapping[str, str]) -> str:
    """The key to send to a server; empty when there is none.

    OPENAI_API_KEY is for one service: it goes only to the host that OPENAI_BASE_URL names, or to OpenAI's own.

    Raises:
        BadInput: When the variable holds what cannot be a key; its value is not shown.
    """
    variable = KEY_VARIABLE if environment.get(KEY_VARIABLE) else OPENAI_KEY_VARIABLE
    key = environment.get(variable, "").strip()
    if variable == OPENAI_KEY_VARIABLE and not _is_openai(address, environment):
        return ""
    if key and not _KEY.fullmatch(key):
        raise BadInput(f"The environment variable {variable} does not hold a key.", "It has blanks or signs in it.")
    return key


def _is_openai(address: Address, environment: Mapping[str, str]) -> bool:
    try:
        known = parse_address(environment.get(_OPENAI_ADDRESS_VARIABLE) or _OPENAI)
    except BadInput:
        return False
    return (address.scheme, address.host, address.port) == (known.scheme, known.host, known.port)


def _checked_host(host: str, text: str) -> str:
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        plain = host.encode("idna").decode("ascii")
    except UnicodeError:
        plain = ""
    if not _HOST.fullmatch(plain) or len(plain) > 253:
        raise BadInput(f"{text} has no usable host in it.", _EXAMPLE)
    return plain.lower()
