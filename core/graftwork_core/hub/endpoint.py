"""Which Hub is meant: the public one, or another one by HF_ENDPOINT or a setting."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

from graftwork_core.errors import BadInput
from graftwork_core.hub.errors import Untrusted

PUBLIC: Final = "https://huggingface.co"
_PORTS: Final = {"http": 80, "https": 443}
_MIRRORED: Final = (PUBLIC, "https://hf.co")
"""Addresses that a mirror may still name in its answers: they mean the mirror itself."""

Origin = tuple[str, str, int]
"""Scheme, host, port."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A Hub's address.

    Attributes:
        url: Scheme, host and perhaps a path; no slash at the end.
    """

    url: str

    @property
    def origin(self) -> Origin:
        """The only origin that may see the token."""
        return origin_of(self.url)

    @property
    def host(self) -> str:
        """How to call it in messages."""
        return urlsplit(self.url).netloc

    @property
    def is_public(self) -> bool:
        """Whether it is huggingface.co."""
        return self.url == PUBLIC

    def page(self, repo_id: str) -> str:
        """A repository's page."""
        return f"{self.url}/{quote(repo_id)}"

    def own(self, url: str) -> str:
        """An address from one of the Hub's answers, when it is the Hub's own; a mirror's are put right.

        Raises:
            Untrusted: When it leads to another host: what is asked there would carry the token, or trust its answer.
        """
        for known in _MIRRORED:
            if url.startswith((known + "/", known + "?")) and not self.is_public:
                url = self.url + url.removeprefix(known)
        if origin_of(url) != self.origin:
            raise Untrusted(
                f"{self.host} continues its answer at {urlsplit(url).netloc or 'nowhere'}, which is another host.",
                "Graftwork does not follow it there; check the endpoint.",
            )
        return url


def choose_endpoint(setting: str = "") -> Endpoint:
    """The endpoint: HF_ENDPOINT when it is set, else the setting, else the public Hub.

    Raises:
        BadInput: When it is no address, or not an encrypted one off this machine.
    """
    return parse_endpoint(os.environ.get("HF_ENDPOINT", "").strip() or setting.strip() or PUBLIC)


def check_address(text: str) -> str:
    """The address of a job's Hub as it is compared, for the options' classes; empty means whichever is used then.

    Raises:
        ValueError: When it is no address, or not an encrypted one off this machine.
    """
    try:
        return parse_endpoint(text.strip()).url if text.strip() else ""
    except BadInput as error:
        raise ValueError(error.message.rstrip(".")) from error


def parse_endpoint(text: str) -> Endpoint:
    """Check an address that somebody typed.

    Raises:
        BadInput: When it is no address, or not an encrypted one off this machine.
    """
    split = urlsplit(text.rstrip("/"))
    try:
        port_is_sound = split.port is None or split.port > 0
    except ValueError:
        port_is_sound = False
    if split.scheme not in _PORTS or not split.hostname or not port_is_sound or split.query or split.fragment:
        raise BadInput(f"{text!r} is not the address of a Hub.", f"Write it like {PUBLIC}.")
    if split.username or split.password:
        raise BadInput(f"The address of {split.hostname} holds a password.", "Log in instead of putting it there.")
    if split.scheme == "http" and not is_loopback(split.hostname):
        raise BadInput(
            f"{text!r} is not encrypted: everybody on the way could read your token.", "Use its https:// address."
        )
    return Endpoint(text.rstrip("/"))


def origin_of(url: str) -> Origin:
    """Scheme, host and port of an address."""
    split = urlsplit(url)
    try:
        port = split.port
    except ValueError:
        port = -1
    return split.scheme, (split.hostname or "").lower(), port or _PORTS.get(split.scheme, 0)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    if host.lower() == "localhost" or host.lower().endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
