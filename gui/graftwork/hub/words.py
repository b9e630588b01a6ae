"""What goes wrong with a Hub, as it is shown."""

from __future__ import annotations

from dataclasses import replace

from graftwork.details import Failure, failure_of


def hub_failure(error: BaseException) -> Failure:
    """An exception as it is shown beside a button that tries again."""
    return replace(failure_of(error), resumable=True)


def is_a_setting(error: BaseException) -> bool:
    """Whether the settings may be the cause: offline mode, the account, the Hub's address."""
    from graftwork_core.hub.errors import NotAHub, Offline, TokenRejected, Untrusted

    return isinstance(error, NotAHub | Offline | TokenRejected | Untrusted)
