"""Tokens, in the files that huggingface_hub and its tools use: every account's by name, and the active one.

`stored_tokens` is an INI file with a section an account (`hf_token`, and for browser logins `refresh_token` and
`expires_at`), `token` holds the active token alone; both can be read by their owner only. A token is sent only to the
address it was made for: one that another tool stored counts as the public Hub's.
"""

from __future__ import annotations

import configparser
import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graftwork_core.errors import BadInput
from graftwork_core.hub.endpoint import PUBLIC, Endpoint
from graftwork_core.hub.folders import stored_tokens_file, token_file
from graftwork_core.hub.settings import HubSettings, read_settings, write_private, write_settings

VARIABLES: Final = ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")
_REFRESH_SECONDS: Final = 24 * 3600


@dataclass(frozen=True, slots=True, repr=False)
class ActiveToken:
    """The token in use, and where it comes from ("environment", "session", or an account's name).

    `refresh` renews it, when it is one of a browser login.
    """

    token: str
    source: str
    refresh: str = ""
    expires_at: int | None = None

    def __repr__(self) -> str:
        return f"ActiveToken(source={self.source!r})"

    def is_stale(self, now: float) -> bool:
        """Whether it should be renewed: less than a day is left."""
        return bool(self.refresh) and self.expires_at is not None and self.expires_at - _REFRESH_SECONDS < now


@dataclass(frozen=True, slots=True)
class Account:
    """One stored account, without its token.

    Attributes:
        name: Its name in the list.
        endpoint: The Hub it belongs to.
        active: Whether its token is the one in use.
    """

    name: str
    endpoint: str
    active: bool


def active_token(endpoint: Endpoint, session_token: str | None = None) -> ActiveToken | None:
    """The token that requests to this Hub carry; None when there is none for it.

    Args:
        endpoint: The Hub.
        session_token: One that was given for this session only; it goes before all others.
    """
    if session_token:
        return ActiveToken(session_token, "session")
    settings = read_settings()
    for variable in VARIABLES:
        if token := _clean(os.environ.get(variable, "")):
            return ActiveToken(token, "environment") if _may_see(endpoint, token, settings, named=True) else None
    token = _stored()
    if not token or not _may_see(endpoint, token, settings, named=False):
        return None
    for name, fields in _sections().items():
        if fields.get("hf_token") == token:
            return ActiveToken(token, name, fields.get("refresh_token", ""), _number(fields.get("expires_at")))
    return ActiveToken(token, "token file")


def accounts() -> tuple[Account, ...]:
    """Every stored account, by name."""
    settings, current = read_settings(), _stored()
    return tuple(
        Account(name, settings.binding(fields.get("hf_token", "")) or PUBLIC, fields.get("hf_token") == current)
        for name, fields in sorted(_sections().items())
    )


def store(
    name: str, token: str, endpoint: Endpoint, *, refresh: str | None = None, expires_at: int | None = None
) -> None:
    """Keep an account's token, make it the active one, and remember which Hub it is for.

    Raises:
        BadInput: When it is no token, or the files cannot be written.
    """
    token = check_token(token)
    fields = {"hf_token": token}
    fields |= {"refresh_token": refresh} if refresh else {}
    fields |= {"expires_at": str(expires_at)} if expires_at is not None else {}
    sections, settings = _sections(), read_settings()
    name = _section_name(name)
    known = sections.get(name, {}).get("hf_token", token)
    if known != token and (settings.binding(known) or PUBLIC) != endpoint.url:
        name = _section_name(f"{name} at {endpoint.host}")  # another Hub's token, which is shown once, would be lost
    _write({**sections, name: fields})
    write_private(token_file(), token)
    write_settings(settings.with_binding(token, endpoint.url))


def switch(name: str) -> None:
    """Make another stored account the active one.

    Raises:
        BadInput: When there is none of that name.
    """
    fields = _sections().get(name)
    if fields is None or not fields.get("hf_token"):
        raise BadInput(f"There is no account {name!r}.", "`graftwork hub whoami --all` lists them.")
    write_private(token_file(), fields["hf_token"])


def forget(name: str | None = None) -> tuple[str, ...]:
    """Remove an account's token, or all; returns the names of the removed.

    Raises:
        BadInput: When there is none of that name.
    """
    sections = _sections()
    if name is not None and name not in sections:
        raise BadInput(f"There is no account {name!r}.", "`graftwork hub whoami --all` lists them.")
    gone = [name] if name is not None else list(sections)
    current = _stored()
    if name is None or sections[name].get("hf_token") == current:
        token_file().unlink(missing_ok=True)
    kept = {other: fields for other, fields in sections.items() if other not in gone}
    if kept:
        _write(kept)
    else:
        stored_tokens_file().unlink(missing_ok=True)
    return tuple(gone)


def check_token(text: str) -> str:
    """The token without what came along when it was copied.

    Raises:
        BadInput: When it cannot be one. The message does not show it.
    """
    token = _clean(text)
    if not token or not token.isascii() or not token.isprintable() or " " in token or len(token) > 4096:
        raise BadInput("That is not a token.", "Copy it whole from the Hub's page Settings → Access Tokens.")
    return token


def _may_see(endpoint: Endpoint, token: str, settings: HubSettings, *, named: bool) -> bool:
    """Whether a token may be sent there: its own Hub, or where the environment names both token and endpoint."""
    bound = settings.binding(token)
    if bound is not None:
        return bound == endpoint.url
    return endpoint.is_public or (named and os.environ.get("HF_ENDPOINT", "").strip().rstrip("/") == endpoint.url)


def _stored() -> str:
    try:
        return _clean(token_file().read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return ""


def _sections() -> dict[str, dict[str, str]]:
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(stored_tokens_file().read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, configparser.Error):
        return {}
    return {name: dict(parser.items(name)) for name in parser.sections()}


def _write(sections: Mapping[str, Mapping[str, str]]) -> None:
    parser = configparser.ConfigParser(interpolation=None)
    for name in sorted(sections):
        parser[name] = dict(sections[name])
    text = io.StringIO()
    parser.write(text)
    write_private(stored_tokens_file(), text.getvalue())


def _section_name(name: str) -> str:
    plain = "".join(letter for letter in name if letter.isprintable() and letter not in "[]").strip()
    return plain if plain and plain != configparser.DEFAULTSECT else "account"


def _clean(text: str) -> str:
    return text.replace("\r", "").replace("\n", "").strip()


def _number(text: str | None) -> int | None:
    try:
        return None if text is None else int(text)
    except ValueError:
        return None
