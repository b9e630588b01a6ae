"""The Hub's side of an upload: the repository, how files travel, the one commit, and a look at the result."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Sequence
from typing import Any, Final
from urllib.parse import quote

from graftwork_core.errors import GraftworkError, OutputExists
from graftwork_core.hub import fields
from graftwork_core.hub.account import Identity
from graftwork_core.hub.answers import checked
from graftwork_core.hub.errors import ChangedMeanwhile, Damaged, HubError, MissingRepository, NotAHub, NotAllowed
from graftwork_core.hub.names import MAIN, HubName
from graftwork_core.hub.outgoing import OutgoingFile
from graftwork_core.hub.repository import Repository, look_up
from graftwork_core.hub.session import HubSession
from graftwork_core.weights.checkpoint import INDEX_NAME

_BATCH: Final = 250
_NDJSON: Final = {"Content-Type": "application/x-ndjson"}
_COMMIT_ATTEMPTS: Final = 4


def refuse_foreign_owner(identity: Identity, repo_id: str) -> None:
    """Make sure that this account may publish there, as far as it can be told beforehand.

    Raises:
        NotAllowed: When it may not.
    """
    owner = repo_id.partition("/")[0]
    if owner not in (identity.name, *identity.orgs):
        raise NotAllowed(
            f"{identity.name} cannot publish under {owner}.", f"Publish as {identity.name}/{repo_id.partition('/')[2]}."
        )
    if not identity.may_write:
        raise NotAllowed(f"{identity.name}'s token may only read.", "Log in with a token that may write.")


def find_repository(session: HubSession, repo_id: str) -> Repository | None:
    """The repository, when there is one that this account may see.

    Raises:
        GraftworkError: When the Hub cannot be asked.
    """
    try:
        return look_up(session, HubName(repo_id))
    except MissingRepository:
        return None


def create_repository(session: HubSession, repo_id: str, identity: Identity, *, private: bool) -> bool:
    """Make the repository; False when there is one already.

    Raises:
        GraftworkError: When the Hub refuses.
    """
    owner, _, name = repo_id.partition("/")
    asked = {
        "name": name,
        "organization": None if owner == identity.name else owner,
        "type": "model",
        "private": private,
        "visibility": "private" if private else "public",
    }
    url = f"{session.endpoint.url}/api/repos/create"
    with session.answer(
        "POST", url, content=json.dumps(asked).encode(), headers={"Content-Type": "application/json"}, accepted=(409,)
    ) as answer:
        session.read(answer, 1 << 16)
        return answer.status_code != 409


def ensure_visibility(session: HubSession, repo_id: str, *, private: bool, ours: bool) -> Repository:
    """Read back whether the repository is as private as it was meant to be; put that right where we made it.

    Raises:
        OutputExists: When it is public, private was asked for, and it is not ours to change.
        NotAllowed: When the Hub leaves it public although it was asked not to.
        GraftworkError: When the Hub cannot be asked.
    """
    found = look_up(session, HubName(repo_id))
    if found.private == private or not private:
        return found
    if not ours:
        raise OutputExists(
            f"{repo_id} exists and is public, and you asked for a private one.",
            "Choose another name, or say that it is to be public.",
        )
    session.send_json("PUT", f"/api/models/{quote(repo_id)}/settings", {"private": True, "visibility": "private"})
    found = look_up(session, HubName(repo_id))
    if not found.private:
        raise NotAllowed(f"The Hub leaves {repo_id} public.", "Nothing was sent; make it private on its page first.")
    return found


def validate_card(session: HubSession, text: str) -> None:
    """Let the Hub look at the card before anything is sent.

    Raises:
        GraftworkError: When it does not like it.
    """
    url = f"{session.endpoint.url}/api/validate-yaml"
    content = json.dumps({"repoType": "model", "content": text}).encode()
    headers = {"Content-Type": "application/json"}
    with session.answer("POST", url, content=content, headers=headers, accepted=(400,)) as answer:
        body = session.read(answer, 1 << 20)
        if answer.status_code != 400:
            return
    try:
        said = fields.table(json.loads(body))
    except ValueError:
        said = {}
    listed = said.get("errors")
    first = fields.table(listed[0]).get("message") if isinstance(listed, list) and listed else said.get("error")
    raise HubError(f"The Hub does not accept the card: {fields.text(first, 300) or 'no reason given'}", "Correct it.")


def ask_modes(session: HubSession, repo_id: str, files: Sequence[OutgoingFile]) -> frozenset[str]:
    """Names of the files that go to the large storage; the others travel in the commit.

    Raises:
        GraftworkError: When the Hub would drop one, or refuses.
    """
    large: set[str] = set()
    for start in range(0, len(files), _BATCH):
        batch = files[start : start + _BATCH]
        asked = {
            "files": [
                {"path": file.name, "sample": base64.b64encode(file.sample).decode(), "size": file.size}
                for file in batch
            ],
            "gitIgnore": "",  # what is in our list is meant to be there
        }
        answer = session.send_json("POST", f"/api/models/{quote(repo_id)}/preupload/{MAIN}", asked)
        modes = {}
        for entry in checked(fields.table(answer).get("files"), list, "answer about the files"):
            modes[fields.table(entry).get("path")] = fields.table(entry)
        for file in batch:
            mode = modes.get(file.name, {})
            if mode.get("shouldIgnore") is True:
                raise HubError(f"{repo_id} is set to drop {file.name} (.gitignore).", "Remove its .gitignore first.")
            if mode.get("uploadMode") not in ("lfs", "regular"):
                raise NotAHub(f"The Hub does not say how {file.name} is to travel.", "Try again later.")
            if mode["uploadMode"] == "lfs" and file.size:  # an empty file cannot be stored there
                large.add(file.name)
    return frozenset(large)


def stale_files(repository: Repository, files: Iterable[OutgoingFile]) -> tuple[str, ...]:
    """Weights of an older upload that would be taken for a part of the new one."""
    kept = {file.name for file in files}
    return tuple(
        file.path
        for file in repository.files
        if "/" not in file.path
        and file.path not in kept
        and (file.path.endswith(".safetensors") or file.path == INDEX_NAME)
    )


def commit(
    session: HubSession,
    repo_id: str,
    parent: str,
    message: str,
    files: Sequence[OutgoingFile],
    large: frozenset[str],
    removed: Sequence[str],
) -> str:
    """Make everything visible at once; returns the commit. Never twice, and never over somebody else's change.

    The commit names its parent, so sending it again cannot do harm: when an answer was lost, the Hub refuses the
    second one, and its present state tells whether the first one was ours.

    Raises:
        ChangedMeanwhile: When somebody else changed the repository.
        GraftworkError: When the Hub refuses, or cannot be reached any more.
        Cancelled: The user stopped it.
    """
    body = _commit_body(parent, message, files, large, removed)
    retrying = session.retrying()
    for attempt in range(1, _COMMIT_ATTEMPTS + 1):
        try:
            answer = session.send_json(
                "POST", f"/api/models/{quote(repo_id)}/commit/{MAIN}", body, patient=False, headers=_NDJSON
            )
            made = fields.blob_id(fields.table(answer).get("commitOid"))
            if made is not None:
                return made
            problem: GraftworkError = NotAHub("The Hub does not tell the new commit.", "Look at the repository.")
        except GraftworkError as error:
            if error.kind == "cancelled" or not isinstance(error, HubError):
                raise
            problem = error
        found = look_up(session, HubName(repo_id))
        if found.commit != parent:
            if differing(found, files, large, removed) is None:
                return found.commit
            raise ChangedMeanwhile(
                f"Somebody else changed {repo_id} while the files were sent.",
                "Nothing of theirs was overwritten. Look at it, then upload again.",
            ) from problem
        if attempt == _COMMIT_ATTEMPTS or not isinstance(problem, HubError):
            raise problem
        retrying.wait_after("publishing the commit", problem)
    raise AssertionError("the last attempt returns or raises")


def differing(
    repository: Repository, files: Sequence[OutgoingFile], large: frozenset[str], removed: Sequence[str] = ()
) -> str | None:
    """The first file that the repository has not as it was sent; None when all are right."""
    there = {file.path: file for file in repository.files}
    for file in files:
        found = there.get(file.name)
        if found is None or found.size != file.size:
            return file.name
        hashes = (found.sha256, file.sha256) if file.name in large else (found.blob_id, file.blob_id)
        if hashes[0] != hashes[1]:
            return file.name
    return next((name for name in removed if name in there), None)


def read_back(
    session: HubSession, repo_id: str, commit_id: str, files: Sequence[OutgoingFile], large: frozenset[str]
) -> Repository:
    """What the repository has now, after its every file was compared with what was sent.

    Raises:
        Damaged: When one differs.
        GraftworkError: When the Hub cannot be asked.
    """
    found = look_up(session, HubName(repo_id, commit_id))
    name = differing(found, files, large)
    if name is not None:
        raise Damaged(f"{name} is not on the Hub as it was sent.", "Look at the repository, and upload again.")
    return found


def _commit_body(
    parent: str, message: str, files: Sequence[OutgoingFile], large: frozenset[str], removed: Sequence[str]
) -> bytes:
    lines: list[dict[str, Any]] = [
        {"key": "header", "value": {"summary": message, "description": "", "parentCommit": parent}}
    ]
    for file in files:
        if file.name in large:
            value = {"path": file.name, "algo": "sha256", "oid": file.sha256, "size": file.size}
            lines.append({"key": "lfsFile", "value": value})
        else:
            content = base64.b64encode(file.read()).decode()
            lines.append({"key": "file", "value": {"content": content, "path": file.name, "encoding": "base64"}})
    lines += [{"key": "deletedFile", "value": {"path": name}} for name in removed]
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)
