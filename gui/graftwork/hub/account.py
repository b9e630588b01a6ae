"""Who the window is at the Hub: stored accounts, logging in and out, and which Hub is meant.

Tokens pass through here on their way to the engine's store, and stay in no attribute, message or answer.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from graftwork.hub.desk import HubDesk
    from graftwork_core.hub.account import DeviceLogin, Identity
    from graftwork_core.hub.session import HubSession


@dataclass(frozen=True, slots=True)
class Known:
    """A stored account.

    Attributes:
        name: Its name in the list.
        endpoint: The Hub that it belongs to.
    """

    name: str
    endpoint: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What this machine knows without asking anybody.

    Attributes:
        endpoint: Address of the Hub that is meant.
        setting: The address in the settings; empty for the public one.
        is_fixed: The environment names the Hub, whatever the settings say.
        accounts: Every stored account, by name.
        active: Name of the account whose token is the stored one; empty when there is none.
        source: Where the token in use comes from: "environment", an account's name, "token file", or nothing.
        offline: Whether the network is forbidden.
        is_offline_fixed: The environment forbids it, whatever the settings say.
        proxy: The proxy on the way to the Hub, without its password; empty when there is none.
        problem: Why the Hub's address cannot be used, and what to do; None when it can.
    """

    endpoint: str
    setting: str = ""
    is_fixed: bool = False
    accounts: tuple[Known, ...] = ()
    active: str = ""
    source: str = ""
    offline: bool = False
    is_offline_fixed: bool = False
    proxy: str = ""
    problem: tuple[str, str] | None = None

    @property
    def host(self) -> str:
        """What to call the Hub in a sentence."""
        return urlsplit(self.endpoint).netloc or self.endpoint


def read_standing() -> Standing:
    """Look at settings, stored accounts and environment. Reads a few small files."""
    from graftwork_core.errors import BadInput
    from graftwork_core.hub import tokens
    from graftwork_core.hub.connect import configured_endpoint
    from graftwork_core.hub.endpoint import PUBLIC
    from graftwork_core.hub.folders import is_offline
    from graftwork_core.hub.settings import read_settings

    settings, stored = read_settings(), tokens.accounts()
    standing = Standing(
        endpoint=settings.endpoint or PUBLIC,
        setting=settings.endpoint,
        is_fixed=bool(os.environ.get("HF_ENDPOINT", "").strip()),
        accounts=tuple(Known(one.name, one.endpoint) for one in stored),
        active=next((one.name for one in stored if one.active), ""),
        offline=is_offline() or settings.offline,
        is_offline_fixed=is_offline(),
    )
    try:
        endpoint = configured_endpoint()
    except BadInput as error:
        return replace(standing, problem=(error.message, error.hint))
    token = tokens.active_token(endpoint)
    source = "" if token is None else token.source
    return replace(standing, endpoint=endpoint.url, source=source, proxy=_proxy(endpoint.url))


async def who_am_i(hub: HubDesk, *, again: bool = False) -> Identity | None:
    """Whom the token in use belongs to; None without one. The Hub is asked once a token, unless `again`.

    Raises:
        GraftworkError: When the token is refused, or the Hub cannot be asked.
    """
    from graftwork_core.hub.account import whoami

    return await hub.ask(lambda session: whoami(session, again=again))


async def begin_login(hub: HubDesk) -> DeviceLogin:
    """Ask for a code to type in the browser.

    Raises:
        GraftworkError: When the Hub has no such login, or cannot be asked.
    """
    from graftwork_core.hub.account import begin_device_login

    return await hub.ask(begin_device_login, anonymous=True)


async def finish_login(hub: HubDesk, login: DeviceLogin) -> Identity:
    """Wait until the code was typed, and keep the account. Cancel the task to stop waiting.

    Raises:
        GraftworkError: When they said no, or the code is too old.
    """
    from graftwork_core.hub.account import finish_device_login

    def finish(session: HubSession) -> Identity:
        return finish_device_login(session, login)[0]

    return await hub.ask(hub.saying_changed(finish), anonymous=True)


async def log_in(hub: HubDesk, token: str) -> Identity:
    """Check a pasted token with the Hub, and keep it as the active account.

    Raises:
        GraftworkError: When it is none, the Hub refuses it, or cannot be asked. It is not kept then.
    """
    from graftwork_core.hub import account

    def keep(session: HubSession) -> Identity:
        return account.log_in(session, token)

    return await hub.ask(hub.saying_changed(keep), anonymous=True)


async def switch(hub: HubDesk, name: str) -> None:
    """Make another stored account the active one.

    Raises:
        GraftworkError: When there is none of that name, or the files cannot be written.
    """
    from graftwork_core.hub import tokens

    await hub.work(hub.saying_changed(lambda _: tokens.switch(name)))


async def log_out(hub: HubDesk, name: str) -> None:
    """Forget an account's token on this machine; it stays valid until it is revoked on the Hub.

    Raises:
        GraftworkError: When there is none of that name.
    """
    from graftwork_core.hub import tokens

    await hub.work(hub.saying_changed(lambda _: tokens.forget(name)))


async def use_endpoint(hub: HubDesk, address: str) -> None:
    """Use another Hub from now on; an empty address means the public one.

    Raises:
        BadInput: When it is no address, or not an encrypted one.
    """
    await hub.work(hub.saying_changed(lambda _: _write_endpoint(address)))


async def stay_offline(hub: HubDesk, offline: bool) -> None:
    """Stay off the network, or not.

    Raises:
        BadInput: When the settings cannot be written.
    """
    await hub.work(hub.saying_changed(lambda _: _write_offline(offline)))


def _write_endpoint(address: str) -> None:
    from graftwork_core.hub.endpoint import PUBLIC, parse_endpoint
    from graftwork_core.hub.settings import read_settings, write_settings

    chosen = parse_endpoint(address.strip()).url if address.strip() else ""
    write_settings(replace(read_settings(), endpoint="" if chosen == PUBLIC else chosen))


def _write_offline(offline: bool) -> None:
    from graftwork_core.hub.settings import read_settings, write_settings

    write_settings(replace(read_settings(), offline=offline))


def _proxy(endpoint: str) -> str:
    from graftwork_core.hub.transport import proxy_for

    split = urlsplit(endpoint)
    proxy = proxy_for(split.scheme, split.hostname or "")
    if proxy is None:
        return ""
    named = urlsplit(proxy)
    return f"{named.scheme}://{named.netloc.rpartition('@')[2]}"
