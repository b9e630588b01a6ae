"""Who am I: accounts on a Hub, logging in with a token or in the browser."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from graftwork_core.errors import BadInput, GraftworkError
from graftwork_core.hub import tokens
from graftwork_core.hub.answers import checked, decode_json
from graftwork_core.hub.errors import HubError, NotAHub, TokenRejected
from graftwork_core.hub.network import pause
from graftwork_core.hub.session import HubSession
from graftwork_core.hub.settings import fingerprint

CLIENT_VARIABLE: Final = "HF_DEVICE_CODE_OAUTH_CLIENT_ID"
_CLIENT: Final = "26be6b09-91c5-47da-9861-d2d2bb7a7e36"
"""The public client id of Hugging Face's own tools; a packaged Graftwork names one of its own by the variable."""
_DEVICE_GRANT: Final = "urn:ietf:params:oauth:grant-type:device_code"
_LEAST_INTERVAL: Final = 0.2
_MOST_WAIT: Final = 1800
_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
_known: dict[tuple[str, str], Identity] = {}


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a token belongs to.

    Attributes:
        name: The user's (or organization's) name on the Hub.
        fullname: The name they show.
        orgs: Organizations they belong to.
        role: "read", "write", "fineGrained" or empty when the Hub does not say.
        token_name: What the token is called on the Hub.
    """

    name: str
    fullname: str = ""
    orgs: tuple[str, ...] = ()
    role: str = ""
    token_name: str = ""

    @property
    def may_write(self) -> bool:
        """Whether the token may publish, as far as its role tells."""
        return self.role != "read"


@dataclass(frozen=True, slots=True, repr=False)
class DeviceLogin:
    """A login waiting for somebody to type a code in the browser.

    Attributes:
        code: What to type.
        page: Where to type it.
        link: The page with the code typed in already.
        interval: Seconds between two questions whether it was done.
        seconds: How long the code is good.
    """

    code: str
    page: str
    link: str
    interval: float
    seconds: float
    device: str

    def __repr__(self) -> str:
        return f"DeviceLogin({self.page!r})"


def whoami(session: HubSession, *, again: bool = False) -> Identity | None:
    """Whom the session's token belongs to; None without a token. The Hub is asked once a token.

    Raises:
        GraftworkError: When the token is refused, or the Hub cannot be asked.
    """
    if session.token is None:
        return None
    key = (session.endpoint.url, fingerprint(session.token))
    if key not in _known or again:
        _known[key] = _identity(session.get_json("/api/whoami-v2"))
    return _known[key]


def log_in(session: HubSession, token: str, *, keep: bool = True) -> Identity:
    """Check a token, and keep it for this Hub (when `keep`) as the active account.

    Raises:
        BadInput: When it is no token, or cannot be stored.
        GraftworkError: When the Hub refuses it, or cannot be asked.
    """
    return _take(session, tokens.check_token(token), keep=keep)


def begin_device_login(session: HubSession) -> DeviceLogin:
    """Ask for a code that somebody types in their browser (RFC 8628).

    Raises:
        GraftworkError: When the Hub has no such login, or cannot be asked.
    """
    answer = checked(_post_form(session, "/oauth/device", {"client_id": _client()}), dict, "login")
    code, page, device = (answer.get(name) for name in ("user_code", "verification_uri", "device_code"))
    if not all(isinstance(value, str) and value.isprintable() for value in (code, page, device)):
        raise NotAHub("The Hub's login makes no sense.", "Log in with a token instead.")
    session.endpoint.own(page)
    link = answer.get("verification_uri_complete")
    return DeviceLogin(
        code=code,
        page=page,
        link=session.endpoint.own(link) if isinstance(link, str) and link else page,
        interval=max(_seconds(answer.get("interval"), 5.0), _LEAST_INTERVAL),
        seconds=min(_seconds(answer.get("expires_in"), 900.0), _MOST_WAIT),
        device=device,
    )


def finish_device_login(
    session: HubSession, login: DeviceLogin, *, keep: bool = True, on_wait: Callable[[], None] | None = None
) -> tuple[Identity, str]:
    """Wait until the code was typed; returns who it was, and their token.

    Raises:
        BadInput: When they said no, or the code is too old.
        Cancelled: The user stopped waiting.
    """
    deadline = time.monotonic() + login.seconds
    interval = login.interval
    while time.monotonic() < deadline:
        answer = _ask_for_token(session, {"grant_type": _DEVICE_GRANT, "device_code": login.device})
        if isinstance(token := answer.get("access_token"), str):
            return _take(session, tokens.check_token(token), keep=keep, grant=answer), token
        match answer.get("error"):
            case "slow_down":
                interval += 5.0
            case "access_denied":
                raise BadInput("The login was declined in the browser.", "Start again if that was a mistake.")
            case "expired_token":
                break
            case _:
                pass
        if on_wait is not None:
            on_wait()
        pause(interval, session.manners.is_cancelled)
    raise BadInput("The code was not typed in time.", "Start the login again.")


def renew(session: HubSession, active: tokens.ActiveToken) -> tokens.ActiveToken:
    """A browser login's token, renewed when less than a day of it is left; the old one when that fails."""
    if not active.is_stale(time.time()) or session.manners.offline:
        return active
    try:
        answer = _ask_for_token(session, {"grant_type": "refresh_token", "refresh_token": active.refresh})
        token = tokens.check_token(str(answer["access_token"]))
    except (GraftworkError, KeyError):
        return active
    refresh = str(answer.get("refresh_token") or active.refresh)
    expires_at = _expiry(answer)
    tokens.store(active.source, token, session.endpoint, refresh=refresh, expires_at=expires_at)
    return replace(active, token=token, refresh=refresh, expires_at=expires_at)


def _take(session: HubSession, token: str, *, keep: bool, grant: dict[str, Any] | None = None) -> Identity:
    with HubSession(session.endpoint, token, session.manners) as own:
        identity = whoami(own, again=True)
    if identity is None:
        raise TokenRejected("The Hub does not say whose token that is.", "Use another token.")
    if keep:
        refresh = grant.get("refresh_token") if grant else None
        tokens.store(
            identity.token_name or (f"oauth-{identity.name}" if grant else identity.name),
            token,
            session.endpoint,
            refresh=refresh if isinstance(refresh, str) else None,
            expires_at=_expiry(grant) if grant else None,
        )
    return identity


def _identity(content: Any) -> Identity:
    content = checked(content, dict, "answer to who you are")
    name = checked(content.get("name"), str, "answer to who you are")
    auth = content.get("auth")
    access = auth.get("accessToken") if isinstance(auth, dict) else None
    access = access if isinstance(access, dict) else {}
    orgs = content.get("orgs")
    named = [org.get("name") for org in orgs if isinstance(org, dict)] if isinstance(orgs, list) else []
    return Identity(
        name=name,
        fullname=str(content.get("fullname") or ""),
        orgs=tuple(org for org in named if isinstance(org, str)),
        role=str(access.get("role") or ""),
        token_name=str(access.get("displayName") or ""),
    )


def _ask_for_token(session: HubSession, form: dict[str, str]) -> dict[str, Any]:
    """The answer of the token endpoint, also one that says no; empty when there was none that could be read."""
    try:
        answer = _post_form(session, "/oauth/token", form | {"client_id": _client()}, refusals=True)
    except HubError as error:
        if not error.passing and not isinstance(error, NotAHub):
            raise
        return {}
    return answer if isinstance(answer, dict) else {}


def _post_form(session: HubSession, path: str, form: dict[str, str], *, refusals: bool = False) -> Any:
    url = session.endpoint.url + path
    body = urlencode(form).encode()
    with session.answer("POST", url, content=body, headers=_FORM, accepted=(400,) if refusals else ()) as response:
        return decode_json(session.read(response, 65536), url)


def _client() -> str:
    return os.environ.get(CLIENT_VARIABLE, "").strip() or _CLIENT


def _expiry(grant: dict[str, Any]) -> int | None:
    seconds = _seconds(grant.get("expires_in"), 0.0)
    return int(time.time() + seconds) if seconds else None


def _seconds(value: Any, default: float) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0 else default
