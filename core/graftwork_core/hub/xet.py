"""Large files to the Hub's chunk store (Xet): only chunks that it lacks travel. The transfer itself is hf_xet's.

hf_xet is a library of its own with its own connections. It gets a short-lived token for the store, and the Hub's
token only for the Hub's own address, where it renews the other one. It cannot be asked to stop, so a stop ends its
whole session; what it has sent and written down by then is not sent again.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from graftwork_core.errors import BadInput, Cancelled
from graftwork_core.hub import fields
from graftwork_core.hub.answers import checked
from graftwork_core.hub.endpoint import is_loopback, origin_of
from graftwork_core.hub.errors import HubError, NotAHub, Untrusted
from graftwork_core.hub.folders import TELEMETRY_OFF
from graftwork_core.hub.names import MAIN
from graftwork_core.hub.outgoing import OutgoingFile
from graftwork_core.hub.session import HubSession
from graftwork_core.hub.transfers import Transfers

_LOOK_SECONDS: Final = 0.2
_END_SECONDS: Final = 2.0
_SETTINGS: Final = {
    **TELEMETRY_OFF,
    # How often it writes down what the store has: what a killed upload need not send again.
    "HF_XET_DATA_SESSION_XORB_METADATA_FLUSH_INTERVAL": "1s",
}


def is_available() -> bool:
    """Whether this Python has hf_xet."""
    from importlib.util import find_spec

    return find_spec("hf_xet") is not None


def send_by_xet(session: HubSession, repo_id: str, files: Sequence[OutgoingFile], transfers: Transfers) -> None:
    """Send the chunks of these files that the store lacks.

    Raises:
        BadInput: When hf_xet is missing.
        HubError: When the store refuses or cannot be reached.
        Cancelled: The user stopped it.
    """
    if not is_available():
        raise BadInput("This Python has no hf_xet.", "Install it, or choose the transfer lfs.")
    os.environ.update(_SETTINGS)
    import hf_xet  # type: ignore[import-untyped]  # it has none

    route = f"/api/models/{quote(repo_id)}/xet-write-token/{MAIN}"
    store, token, expires = _store_token(session, route)
    xet = hf_xet.XetSession()
    outcome: list[BaseException | None] = []

    def send() -> None:
        try:
            headers = {} if session.token is None else {"authorization": f"Bearer {session.token}"}
            with xet.new_upload_commit(
                endpoint=store,
                token=token,
                token_expiry_unix_secs=expires,
                token_refresh_url=session.endpoint.url + route,
                token_refresh_headers=headers,
                progress_callback=_Progress(files, transfers),
            ) as commit:
                for file in files:
                    transfers.state(file.name, "running")
                    if isinstance(file.content, Path):
                        commit.start_upload_file(str(file.content), sha256=file.sha256)
                    else:
                        commit.start_upload_bytes(file.content, sha256=file.sha256)
            outcome.append(None)
        except BaseException as error:  # noqa: BLE001 - it is told by whoever waits for the thread
            outcome.append(error)

    work = threading.Thread(target=send, name="xet", daemon=True)
    work.start()
    while work.is_alive():
        work.join(_LOOK_SECONDS)
        transfers.tick()
        if session.manners.is_cancelled():
            xet.sigint_abort()
            work.join(_END_SECONDS)
            raise Cancelled("The job was cancelled.", "Run the same command again to resume it.")
    if outcome[0] is not None:
        raise _told(outcome[0], session) from outcome[0]
    for file in files:
        transfers.have(file.name, file.size)
        transfers.state(file.name, "done")


class _Progress:
    """Called by hf_xet ten times a second."""

    def __init__(self, files: Sequence[OutgoingFile], transfers: Transfers) -> None:
        self._names = {str(file.content): file.name for file in files if isinstance(file.content, Path)}
        self._transfers = transfers
        self._sent = 0

    def __call__(self, group: Any, items: dict[Any, Any]) -> None:
        for item in items.values():
            name = self._names.get(item.item_name)
            if name is not None:
                self._transfers.have(name, item.bytes_completed)
        sent = int(group.total_transfer_bytes_completed or 0)
        self._transfers.count(sent - self._sent)
        self._sent = sent


def _store_token(session: HubSession, route: str) -> tuple[str, str, int]:
    """The store's address, a token for it, and when that ends; looked at before hf_xet gets them."""
    answer = fields.table(session.get_json(route))
    store, token = (checked(answer.get(name), str, "answer about its store") for name in ("casUrl", "accessToken"))
    expires = fields.count(answer.get("exp"))
    scheme, host, _ = origin_of(store)
    if scheme != "https" and not (is_loopback(host) and is_loopback(session.endpoint.origin[1])):
        raise Untrusted(f"{session.endpoint.host} has its store at {host} without encryption.", "Check the endpoint.")
    if expires is None:
        raise NotAHub("The Hub's token for its store makes no sense.", "Choose the transfer lfs.")
    return store, token, expires


def _told(error: BaseException, session: HubSession) -> HubError:
    """hf_xet's trouble in one sentence; its own words may hold addresses, and the token never."""
    words = " ".join(str(error).split())[:200]
    for secret in filter(None, (session.token,)):
        words = words.replace(secret, "***")
    return HubError(f"The Hub's store did not take the files: {words}.", "Try again, or choose the transfer lfs.")
