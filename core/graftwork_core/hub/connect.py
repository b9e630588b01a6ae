"""A session with the Hub that the user means, as the account they are."""

from __future__ import annotations

import time

from graftwork_core.errors import BadInput
from graftwork_core.hub.account import renew
from graftwork_core.hub.endpoint import Endpoint, choose_endpoint
from graftwork_core.hub.folders import is_offline
from graftwork_core.hub.network import IsCancelled
from graftwork_core.hub.retrying import QUICK, Patience, TellPause
from graftwork_core.hub.session import HubSession, Manners, never
from graftwork_core.hub.settings import read_settings
from graftwork_core.hub.tokens import active_token
from graftwork_core.hub.transport import Traffic


def configured_endpoint() -> Endpoint:
    """The Hub that is meant: by HF_ENDPOINT, by the setting, else the public one.

    Raises:
        BadInput: When its address cannot be used.
    """
    return choose_endpoint(read_settings().endpoint)


def connect(
    *,
    meant: str = "",
    patience: Patience = QUICK,
    is_cancelled: IsCancelled = never,
    tell: TellPause | None = None,
    session_token: str | None = None,
    anonymous: bool = False,
) -> HubSession:
    """A session with that Hub. Nothing is sent yet (except to renew a login that is about to expire).

    Args:
        meant: Address of the only Hub that it may be; empty allows each.
        patience: How much trouble it puts up with.
        is_cancelled: Whether to stop; asked at every wait.
        tell: Learns of pauses before another attempt.
        session_token: A token for this session only.
        anonymous: Without any token.

    Raises:
        BadInput: When the endpoint's address cannot be used, or it is not the Hub that is meant.
    """
    endpoint = configured_endpoint()
    if meant and meant != endpoint.url:
        raise BadInput(
            f"This job is meant for the Hub at {meant}, but {endpoint.url} is used now.",
            "Use that Hub again to go on with it, or begin another job for the present one.",
        )
    offline = is_offline() or read_settings().offline
    manners = Manners(offline, patience, is_cancelled, tell, Traffic())
    active = None if anonymous else active_token(endpoint, session_token)
    if active is not None and active.is_stale(time.time()):
        with HubSession(endpoint, None, manners) as unnamed:
            active = renew(unnamed, active)
    return HubSession(endpoint, active.token if active else None, manners)
