"""What the window asks before it publishes: whether a name is free, the card and the files, which checks there are.

Every function here waits for the network or reads files, so it runs in a thread.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from graftwork.running import json_object

if TYPE_CHECKING:
    from graftwork_core.hub.session import HubSession
    from graftwork_core.hub.upload_options import UploadOptions
    from graftwork_core.jobs.spec import Job, UploadJob
    from graftwork_core.jobs.store import JobRecord

KIND: Final = "upload"
LICENCES: Final = (
    "apache-2.0", "mit", "bsd-3-clause", "cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0", "openrail",
    "llama2", "llama3", "llama3.1", "llama3.2", "llama3.3", "llama4", "gemma", "other",
)  # fmt: skip
"""Licences to choose from, as the Hub calls them."""
_UNFIT: Final = re.compile(r"[^A-Za-z0-9_]+")
_LONGEST_NAME: Final = 90


@dataclass(frozen=True, slots=True)
class Publication:
    """What somebody wants to publish, as they filled it in.

    Attributes:
        folder: The model's or adapter's folder.
        repository: "owner/name".
        private: Whether only its owner sees it.
        existing: Whether the repository may exist already.
        licence: Short name; None takes the parents'.
        card: The whole README.md when somebody edited it; None makes one.
        haystack: A finished check whose verdict goes into the card.
        transfer: How large files travel: "lfs" goes on within a file, "xet" sends only what the Hub lacks.
        endpoint: Address of the Hub that was asked about it all; empty means the present one.
    """

    folder: Path
    repository: str
    private: bool = True
    existing: bool = False
    licence: str | None = None
    card: str | None = None
    haystack: Path | None = None
    transfer: str = "lfs"
    endpoint: str = ""


class NameState(StrEnum):
    """What is known of a repository's name."""

    FREE = "free"
    OURS = "ours"
    """Made by an earlier attempt of this upload."""
    PRIVATE = "private"
    """Exists; only its owner sees it."""
    PUBLIC = "public"
    """Exists; everybody sees it."""
    CLOSED = "closed"
    """Exists, and the Hub does not show it."""


@dataclass(frozen=True)
class Prepared:
    """What would be published.

    Attributes:
        card: The whole README.md.
        licence: What it is published under; empty when nobody knows.
        conflict: What is to be known about the licence; empty when all is clear.
        notes: What else to know, one sentence each, as the engine says it.
        files: Name and bytes of every file.
        heatmap: The check's map as a PNG; empty when there is none.
    """

    card: str
    licence: str
    conflict: str
    notes: tuple[str, ...]
    files: tuple[tuple[str, int], ...]
    heatmap: bytes

    @property
    def nbytes(self) -> int:
        """Bytes in all."""
        return sum(nbytes for _, nbytes in self.files)


def upload_job(asked: Publication) -> Job:
    """The job that publishes it, on no other Hub than that. Reads the settings.

    Raises:
        BadInput: When a value is wrong; names it.
    """
    from graftwork_core.hub.connect import configured_endpoint
    from graftwork_core.jobs.spec import make_job

    return make_job(KIND, asdict(asked) | {"endpoint": asked.endpoint or configured_endpoint().url})


def publication_of(job: Mapping[str, Any]) -> Publication | None:
    """What a saved upload asked for; None when it is none."""
    folder, repository = job.get("folder"), job.get("repository")
    if job.get("kind") != KIND or not isinstance(folder, str) or not isinstance(repository, str):
        return None
    names = ("licence", "card", "haystack", "endpoint")
    texts = {name: job[name] if isinstance(job.get(name), str) else None for name in names}
    return Publication(
        folder=Path(folder),
        repository=repository,
        private=job.get("private") is not False,
        existing=job.get("existing") is True,
        licence=texts["licence"],
        card=texts["card"],
        haystack=Path(texts["haystack"]) if texts["haystack"] else None,
        transfer="xet" if job.get("transfer") == "xet" else "lfs",
        endpoint=texts["endpoint"] or "",
    )


def uploads_of(folder: Path, records: Sequence[JobRecord]) -> tuple[JobRecord, ...]:
    """The uploads of a folder in the history, the last begun first."""
    own = [one for one in records if one.kind == KIND and json_object(one.spec).get("folder") == str(folder)]
    return tuple(sorted(own, key=lambda one: one.started or one.created, reverse=True))


def checks_of(folder: Path, records: Sequence[JobRecord]) -> tuple[Path, ...]:
    """Finished checks of a model in the history, the last one first."""
    own = [one for one in records if one.kind == "haystack" and one.status == "done"]
    own = [one for one in own if json_object(one.spec).get("model") == str(folder)]
    return tuple(dict.fromkeys(one.out for one in sorted(own, key=lambda one: one.created, reverse=True)))


def there(checks: Sequence[Path]) -> tuple[Path, ...]:
    """Those whose results are still on the disk."""
    return tuple(one for one in checks if one.is_dir())


def proposed_name(folder: Path) -> str:
    """A name that a repository can have, from a folder's."""
    plain = "-".join(part for part in _UNFIT.split(folder.name) if part).strip("-_")
    return plain[:_LONGEST_NAME].rstrip("-_") or "model"


def is_name(text: str) -> bool:
    """Whether a repository may be called so, without its owner. Quick."""
    from graftwork_core.errors import BadInput
    from graftwork_core.hub.names import check_repo_id

    try:
        return "/" not in check_repo_id(text)
    except BadInput:
        return False


def look_for(session: HubSession, repository: str) -> NameState:
    """Whether a name is free, as far as this account can tell.

    Raises:
        GraftworkError: When the Hub cannot be asked.
    """
    from graftwork_core.hub.errors import DisabledRepository, Gated
    from graftwork_core.hub.publishing import find_repository
    from graftwork_core.hub.upload_state import UploadState

    try:
        found = find_repository(session, repository)
    except (Gated, DisabledRepository):
        return NameState.CLOSED
    if found is None:
        return NameState.FREE
    if UploadState(session.endpoint.url, repository).created_here:
        return NameState.OURS
    return NameState.PRIVATE if found.private else NameState.PUBLIC


def prepare(session: HubSession, asked: Publication) -> Prepared:
    """The card and the files as they would be published.

    Raises:
        GraftworkError: When the folder cannot be published, or the Hub cannot be asked.
    """
    from graftwork_core.hub import upload
    from graftwork_core.jobs.verdicts import verdict_for

    options = _options(asked)
    verdict = verdict_for(options)
    draft, contents = upload.prepare(session, options, verdict)
    sizes = {name: len(one) if isinstance(one, bytes) else one.stat().st_size for name, one in contents.items()}
    conflict = draft.licence.conflict
    return Prepared(
        card=draft.text,
        licence=draft.licence.name,
        conflict=conflict,
        notes=tuple(note for note in draft.notes if note != conflict),
        files=tuple(sizes.items()),
        heatmap=verdict.heatmap if verdict is not None else b"",
    )


def _options(asked: Publication) -> UploadOptions:
    return cast("UploadJob", upload_job(asked)).options
