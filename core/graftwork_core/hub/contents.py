"""Contents of a repository's files in small: a whole small file, checked by its hash, or some bytes of a large one."""

from __future__ import annotations

import hashlib
import re
from typing import Final

import httpx2

from graftwork_core.errors import BadInput
from graftwork_core.hub.errors import Damaged, HubError, NotAHub
from graftwork_core.hub.repository import RemoteFile, Repository, file_url
from graftwork_core.hub.session import HubSession

MOST_SMALL_BYTES: Final = 100_000_000
"""The largest file that is taken into memory: an index of many shards, a tokenizer."""
MOST_RANGE_BYTES: Final = 26_000_000
_PLAIN: Final = {"Accept-Encoding": "identity"}
_RANGE: Final = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


class Digest:
    """The hash that the Hub knows a file by: sha256 for a large one, git's blob id for the rest."""

    def __init__(self, file: RemoteFile) -> None:
        """Nothing is hashed yet.

        Raises:
            BadInput: When the Hub does not tell any hash: then nothing could be checked.
        """
        self.expected = file.etag
        if file.sha256 is not None:
            self.kind = "sha256"
            self._hash = hashlib.sha256()
        elif file.blob_id is not None:
            self.kind = "git"
            self._hash = hashlib.sha1(b"blob %d\0" % file.size, usedforsecurity=False)
        else:
            raise BadInput(
                f"The Hub does not tell a hash of {file.path}, so what it sends could not be checked.",
                "Check the endpoint, or choose another repository.",
            )

    def update(self, content: bytes | memoryview) -> None:
        """Some more bytes."""
        self._hash.update(content)

    @property
    def matches(self) -> bool:
        """Whether the bytes so far are the file's."""
        return self._hash.hexdigest() == self.expected


def fetch_small(session: HubSession, repository: Repository, file: RemoteFile) -> bytes:
    """A whole file, checked.

    Raises:
        BadInput: When it is too large for that, or has no hash.
        Damaged: When what came is not what was announced.
        GraftworkError: When the Hub cannot be asked.
    """
    if file.size > MOST_SMALL_BYTES:
        raise BadInput(f"{file.path} has {file.size} bytes, too much for such a file.", "Choose another repository.")
    digest = Digest(file)

    def fetch() -> bytes:
        with session.answer("GET", file_url(session, repository, file.path), headers=_PLAIN, elsewhere=True) as answer:
            return session.read(answer, file.size)

    try:
        content = session.retrying().run(f"fetching {file.path}", fetch)
    except NotAHub as error:
        raise damaged(repository, file) from error
    digest.update(content)
    if len(content) != file.size or not digest.matches:
        raise damaged(repository, file)
    return content


def fetch_range(session: HubSession, repository: Repository, file: RemoteFile, start: int, count: int) -> bytes:
    """Some bytes of a file. They cannot be checked alone: good for a look, never for a result.

    Raises:
        BadInput: When so many bytes at once are no look any more.
        Damaged: When the server gives other bytes than those asked for.
        GraftworkError: When the Hub cannot be asked.
    """
    count = min(count, file.size - start)
    if count <= 0:
        return b""
    if count > MOST_RANGE_BYTES:
        raise BadInput(f"{file.path} would need {count} bytes for a look, which is too many.", "Download it first.")
    headers = {**_PLAIN, "Range": f"bytes={start}-{start + count - 1}"}

    def fetch() -> bytes:
        with session.answer("GET", file_url(session, repository, file.path), headers=headers, elsewhere=True) as answer:
            check_range(answer, file, start, start + count)
            return _exactly(answer, count, file)

    return session.retrying().run(f"looking into {file.path}", fetch)


def check_range(answer: httpx2.Response, file: RemoteFile, start: int, end: int) -> None:
    """Make sure that an answer holds the bytes that were asked for.

    Raises:
        Damaged: When it does not.
        HubError: When the server cannot send parts of a file.
    """
    if answer.headers.get("content-encoding", "identity") != "identity":
        raise HubError(f"{answer.request.url.host} sends {file.path} in another encoding.", "Check the proxy.")
    if answer.status_code != 206:
        raise HubError(
            f"{answer.request.url.host} cannot send a part of {file.path}.", "Download the repository instead."
        )
    match = _RANGE.fullmatch(answer.headers.get("content-range", ""))
    if match is None or (int(match[1]), int(match[2]) + 1, int(match[3])) != (start, end, file.size):
        raise Damaged(
            f"{answer.request.url.host} sends other bytes of {file.path} than those asked for.",
            "The mirror or proxy in between is broken; use another one.",
        )


def damaged(repository: Repository, file: RemoteFile) -> Damaged:
    """The error for a content that is not what the Hub announced."""
    return Damaged(
        f"{file.path} of {repository.repo_id} arrived damaged: its hash is not the one that the Hub announced.",
        "Try again; if it happens again, a mirror or proxy in between, or the repository itself, is broken.",
    )


def _exactly(answer: httpx2.Response, count: int, file: RemoteFile) -> bytes:
    content = bytearray()
    for piece in answer.iter_raw():
        content += piece[: count - len(content)]
        if len(content) == count:
            return bytes(content)
    raise Damaged(f"{file.path} ended too early.", "Try again.")
