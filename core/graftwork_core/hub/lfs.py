"""Large files to the Hub's storage by the LFS protocol: in parts, each tried again alone, resumed between runs.

Protocol: https://github.com/git-lfs/git-lfs/blob/main/docs/api/batch.md, and the Hub's multipart transfer. Signed
addresses of the storage are used without the token; what is asked of the Hub itself must be at its own address.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graftwork_core.errors import GraftworkError
from graftwork_core.hub import fields
from graftwork_core.hub.answers import checked
from graftwork_core.hub.errors import HubError, NotAHub, NotAllowed
from graftwork_core.hub.outgoing import OutgoingFile
from graftwork_core.hub.retrying import Retrying
from graftwork_core.hub.session import HubSession
from graftwork_core.hub.transfers import Transfers
from graftwork_core.hub.upload_state import Parts, UploadState

_HEADERS: Final = {"Accept": "application/vnd.git-lfs+json", "Content-Type": "application/vnd.git-lfs+json"}
_PIECE: Final = 1 << 16
_MOST_PARTS: Final = 10_000
_BATCH: Final = 200


@dataclass(frozen=True, slots=True)
class Action:
    """What the Hub wants done with a file.

    Attributes:
        address: Where it goes whole, or where its parts are completed.
        parts: Addresses of its parts; none when it goes whole.
        part_size: Bytes of a part.
        verify: Where the Hub is asked to look at it afterwards; empty when it does not want that.
    """

    address: str
    parts: tuple[str, ...]
    part_size: int
    verify: str


def ask_for_actions(session: HubSession, repo_id: str, files: Sequence[OutgoingFile]) -> dict[str, Action | None]:
    """sha256 → what to do; None for a file that the Hub has already.

    Raises:
        GraftworkError: When the Hub refuses, or its answer makes no sense.
    """
    actions: dict[str, Action | None] = {}
    for start in range(0, len(files), _BATCH):
        batch = files[start : start + _BATCH]
        asked = {
            "operation": "upload",
            "transfers": ["basic", "multipart"],
            "objects": [{"oid": file.sha256, "size": file.size} for file in batch],
            "hash_algo": "sha256",
        }
        answer = session.send_json("POST", f"/{repo_id}.git/info/lfs/objects/batch", asked, headers=_HEADERS)
        sizes = {file.sha256: file.size for file in batch}
        for entry in checked(fields.table(answer).get("objects"), list, "answer about large files"):
            oid = fields.table(entry).get("oid")
            if oid in sizes:
                actions[oid] = _action(session, entry, sizes[oid])
    for file in files:
        if file.sha256 not in actions:
            raise NotAHub(f"The Hub says nothing about {file.name}.", "Try again later.")
    return actions


class LfsTransfer:
    """Sends one file."""

    def __init__(self, session: HubSession, repo_id: str, state: UploadState, transfers: Transfers) -> None:
        """Nothing is sent yet."""
        self._session = session
        self._repo_id = repo_id
        self._state = state
        self._transfers = transfers

    def send(self, file: OutgoingFile, action: Action) -> None:
        """Send what the storage lacks of it.

        Raises:
            GraftworkError: When it cannot be sent.
            Cancelled: The user stopped it; whole parts need not be sent again.
        """
        self._transfers.state(file.name, "running")
        try:
            if not action.parts:
                self._put(file, action.address, 0, file.size)
                self._verify(file, action.verify)
            else:
                self._send_parts(file, action)
        except GraftworkError as error:
            if error.kind != "cancelled":
                self._transfers.state(file.name, "failed", reason=error.message)
            raise
        self._transfers.have(file.name, file.size)
        self._transfers.state(file.name, "done")

    def _send_parts(self, file: OutgoingFile, action: Action) -> None:
        known = self._state.parts_of(file.sha256)
        if known is not None:
            try:
                self._finish(file, known)
                return
            except (NotAllowed, NotAHub, HubError) as error:
                if error.passing:
                    raise
                # The addresses of the earlier run are no longer good: begin this file anew.
                self._state.forget(file.sha256)
                self._transfers.have(file.name, 0)
        parts = Parts(list(action.parts), action.part_size, action.address, action.verify, time.time())
        self._state.begin(file.sha256, parts)
        self._finish(file, parts)

    def _finish(self, file: OutgoingFile, parts: Parts) -> None:
        sent = {int(number) for number in parts.receipts}
        self._transfers.have(file.name, sum(_part_size(file, parts, number) for number in sent))
        for number, address in enumerate(parts.addresses, 1):
            if number not in sent:
                start = (number - 1) * parts.size
                receipt = self._put(file, address, start, _part_size(file, parts, number))
                self._state.received(file.sha256, number, receipt)
        listed = [
            {"partNumber": number, "etag": parts.receipts[str(number)]} for number in range(1, len(parts.addresses) + 1)
        ]
        self._transfers.state(file.name, "verifying")
        complete = self._session.endpoint.own(parts.complete)
        self._session.send_json("POST", complete, {"oid": file.sha256, "parts": listed}, headers=_HEADERS)
        self._verify(file, parts.verify)
        self._state.forget(file.sha256)

    def _verify(self, file: OutgoingFile, address: str) -> None:
        if address:
            self._session.send_json(
                "POST", self._session.endpoint.own(address), {"oid": file.sha256, "size": file.size}, headers=_HEADERS
            )

    def _put(self, file: OutgoingFile, address: str, start: int, count: int) -> str:
        """Send some bytes to the storage; returns what it calls them."""
        manners = self._session.manners
        retrying = Retrying(manners.patience, manners.is_cancelled, self._transfers.pausing(file.name))
        sent = 0

        def pieces() -> Iterator[bytes]:
            nonlocal sent
            for piece in _read(file, start, count):
                yield piece
                sent += len(piece)
                self._transfers.advance(file.name, len(piece))

        def put() -> str:
            nonlocal sent
            sent = 0
            try:
                with self._session.answer(
                    "PUT",
                    address,
                    content=pieces(),
                    headers={"Content-Length": str(count)},
                    on_wait=self._transfers.tick,
                ) as answer:
                    self._session.read(answer, 1 << 16)
                    return str(answer.headers.get("etag", ""))
            except BaseException:
                self._transfers.take_back(file.name, sent)
                raise

        receipt = retrying.run(f"sending {file.name}", put)
        if not receipt:
            raise NotAHub(f"The storage gives no receipt for {file.name}.", "Try again later.")
        return receipt


def _action(session: HubSession, entry: dict[str, Any], size: int) -> Action | None:
    if (error := fields.table(entry.get("error"))) and (words := fields.text(error.get("message"))):
        raise HubError(f"The Hub does not take a file of {size} bytes: {words}.", "Check the repository's limits.")
    actions = fields.table(entry.get("actions"))
    upload = fields.table(actions.get("upload"))
    if not upload:
        return None
    address = checked(upload.get("href"), str, "answer about large files")
    verify = fields.table(actions.get("verify")).get("href")
    header = fields.table(upload.get("header"))
    if "chunk_size" not in header:
        return Action(address, (), size, _own(session, verify))
    part_size = _whole_number(header["chunk_size"])
    numbers = sorted(int(name) for name in header if name.isascii() and name.isdigit())
    count = math.ceil(size / part_size) if part_size else 0
    if not 0 < count <= _MOST_PARTS or numbers != list(range(1, count + 1)):
        raise NotAHub("The Hub's parts of a large file do not add up.", "Try again later.")
    parts = tuple(checked(header[str(number)], str, "answer about large files") for number in numbers)
    return Action(session.endpoint.own(address), parts, part_size, _own(session, verify))


def _own(session: HubSession, address: Any) -> str:
    return session.endpoint.own(address) if isinstance(address, str) and address else ""


def _whole_number(value: Any) -> int:
    try:
        return max(int(value), 0)
    except (TypeError, ValueError):
        return 0


def _part_size(file: OutgoingFile, parts: Parts, number: int) -> int:
    return min(parts.size, file.size - (number - 1) * parts.size)


def _read(file: OutgoingFile, start: int, count: int) -> Iterator[bytes]:
    """Some bytes of a file, and never fewer: a file that became shorter must not be published."""
    if isinstance(file.content, bytes):
        yield file.content[start : start + count]
        return
    with Path(file.content).open("rb", buffering=0) as stream:
        stream.seek(start)
        while count > 0:
            piece = stream.read(min(count, _PIECE))
            if not piece:
                raise HubError(f"{file.content} became shorter while it was sent.", "Leave it alone, and try again.")
            count -= len(piece)
            yield piece
