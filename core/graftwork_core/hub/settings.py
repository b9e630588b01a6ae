"""What Graftwork remembers of Hubs: which one to use, and which token was made for which. Never a token itself."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from graftwork_core.errors import BadInput
from graftwork_core.home import home

FILE_NAME: Final = "hub.json"
_MOST_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class HubSettings:
    """The settings.

    Attributes:
        endpoint: The Hub's address; empty for the public one.
        offline: Whether to stay off the network.
        bound: Fingerprint of a token → the address it may be sent to.
    """

    endpoint: str = ""
    offline: bool = False
    bound: Mapping[str, str] = field(default_factory=dict)

    def with_binding(self, token: str, endpoint: str) -> HubSettings:
        """The same, with a token bound to an address."""
        return replace(self, bound={**self.bound, fingerprint(token): endpoint})

    def binding(self, token: str) -> str | None:
        """The address that a token was made for; None when nobody said."""
        return self.bound.get(fingerprint(token))


def fingerprint(token: str) -> str:
    """A name for a token that does not give it away."""
    return hashlib.sha256(b"graftwork token " + token.encode()).hexdigest()[:24]


def read_settings() -> HubSettings:
    """The settings; the defaults when there are none, or they cannot be read."""
    try:
        content = (home() / FILE_NAME).read_bytes()[:_MOST_BYTES]
        values = json.loads(content)
    except (OSError, ValueError, RecursionError):
        return HubSettings()
    if not isinstance(values, dict):
        return HubSettings()
    bound = values.get("bound")
    return HubSettings(
        endpoint=values["endpoint"] if isinstance(values.get("endpoint"), str) else "",
        offline=values.get("offline") is True,
        bound={str(key): str(value) for key, value in bound.items()} if isinstance(bound, dict) else {},
    )


def write_settings(settings: HubSettings) -> None:
    """Remember the settings.

    Raises:
        BadInput: When the data folder cannot be written.
    """
    write_private(home() / FILE_NAME, json.dumps(_plain(settings), indent=1, sort_keys=True) + "\n")


def write_private(file: Path, text: str) -> None:
    """Replace a file by one that only its owner may read, whole or not at all.

    Raises:
        BadInput: When that is not possible.
    """
    beside = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    try:
        if not file.parent.is_dir():
            file.parent.mkdir(parents=True, mode=0o700)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
        os.replace(beside, file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise BadInput(f"{file} cannot be written: {error.strerror or error}.", "Check the folder's rights.") from error


def _plain(settings: HubSettings) -> dict[str, Any]:
    return {**asdict(settings), "bound": dict(settings.bound)}
