"""One repository at one commit: its files with sizes and hashes, and what its card says of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import quote

from graftwork_core.errors import BadInput
from graftwork_core.hub import fields
from graftwork_core.hub.answers import checked
from graftwork_core.hub.errors import DisabledRepository, Gated, MissingRepository, NotAHub
from graftwork_core.hub.names import HubName, check_repo_id, clashing, is_commit, unsafe_file
from graftwork_core.hub.session import HubSession

MOST_FILES: Final = 20_000
MOST_FILE_BYTES: Final = 2**45


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """One file of a repository.

    Attributes:
        path: Its name, checked: it may become a path below a folder.
        size: Bytes.
        blob_id: The name git gives it (for a large file: its pointer's).
        sha256: Of its content, for a large file.
    """

    path: str
    size: int
    blob_id: str | None
    sha256: str | None

    @property
    def etag(self) -> str:
        """What the shared cache calls it: the hash of its content."""
        return self.sha256 or self.blob_id or ""


@dataclass(frozen=True)
class Repository:
    """A repository as the Hub describes it.

    Attributes:
        name: The repository's present name, and the revision that was asked for.
        commit: The commit that revision meant: everything else is about this one.
        files: Those whose names may become paths.
        left_out: Names that may not, and why.
        private: Whether only its owner sees it.
        gated: "auto", "manual" or empty.
        licence: Its licence's short name.
        base_models: What it was made from, as its card says.
        relation: How: "finetune", "adapter", "merge", "quantized" or empty.
        tags: Its tags.
        modified: When it changed last, as an ISO date.
        renamed_from: The name that was asked for, when the repository has a new one.
        likes: Likes.
        downloads: Downloads of the last month.
    """

    name: HubName
    commit: str
    files: tuple[RemoteFile, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    private: bool = False
    gated: str = ""
    licence: str = ""
    base_models: tuple[str, ...] = ()
    relation: str = ""
    tags: tuple[str, ...] = ()
    modified: str = ""
    renamed_from: str = ""
    likes: int | None = None
    downloads: int | None = None

    @property
    def repo_id(self) -> str:
        """Its name on the Hub: owner/name."""
        return self.name.repo_id

    @property
    def pinned(self) -> HubName:
        """The very commit, by name."""
        return HubName(self.repo_id, self.commit)

    def named(self, revision: str) -> Repository:
        """The same commit, under the branch or tag that led to it."""
        return replace(self, name=HubName(self.repo_id, revision))

    def find(self, path: str) -> RemoteFile | None:
        """The file of that name."""
        return next((file for file in self.files if file.path == path), None)

    def matching(self, wanted: Callable[[RemoteFile], bool]) -> tuple[RemoteFile, ...]:
        """Some of the files, in the order of their names."""
        return tuple(file for file in self.files if wanted(file))


def look_up(session: HubSession, name: HubName) -> Repository:
    """Ask the Hub for a repository at a revision; one request.

    Raises:
        MissingRepository: When there is none that this account may see.
        MissingRevision: When it has no such revision.
        GraftworkError: When the Hub cannot be asked, or its answer makes no sense.
    """
    path = f"/api/models/{quote(name.repo_id)}/revision/{quote(name.revision, safe='')}"
    content = fields.table(session.get_json(path, {"blobs": "true"}))
    return _repository(name, content)


def exists(session: HubSession, repo_id: str) -> bool:
    """Whether a name is taken, as far as this account can tell.

    Raises:
        GraftworkError: When the Hub cannot be asked.
    """
    try:
        session.get_json(f"/api/models/{quote(repo_id)}", {"expand": ["sha"]})
    except MissingRepository:
        return False
    except (Gated, DisabledRepository):
        return True
    return True


def file_url(session: HubSession, repository: Repository, path: str) -> str:
    """Where a file's content is, at the repository's commit."""
    return f"{session.endpoint.url}/{quote(repository.repo_id)}/resolve/{repository.commit}/{quote(path)}"


def _repository(name: HubName, content: Any) -> Repository:
    commit = content.get("sha")
    if not isinstance(commit, str) or not is_commit(commit):
        raise NotAHub(f"The Hub does not tell the commit of {name.repo_id}.", "Check the endpoint.")
    if name.is_pinned and commit != name.revision:
        raise NotAHub(f"The Hub answers with another commit than {name.revision[:12]}.", "Check the endpoint.")
    try:
        repo_id = check_repo_id(fields.text(content.get("id")) or name.repo_id)
    except BadInput as error:
        raise NotAHub(f"The Hub calls {name.repo_id} by a name that none can have.", "Check the endpoint.") from error
    files, left_out = _files(name, content.get("siblings"))
    tags = fields.texts(content.get("tags"))
    card = fields.table(content.get("cardData"))
    return Repository(
        name=HubName(repo_id, name.revision),
        commit=commit,
        files=files,
        left_out=left_out,
        private=content.get("private") is True,
        gated=fields.gate(content.get("gated")),
        licence=fields.licence_of(card, tags),
        base_models=fields.texts(card.get("base_model")),
        relation=fields.text(card.get("base_model_relation")),
        tags=tags,
        modified=fields.text(content.get("lastModified")),
        renamed_from=name.repo_id if repo_id != name.repo_id else "",
        likes=fields.count(content.get("likes")),
        downloads=fields.count(content.get("downloads")),
    )


def _files(name: HubName, listed: Any) -> tuple[tuple[RemoteFile, ...], tuple[tuple[str, str], ...]]:
    entries = checked(listed, list, f"list of {name.repo_id}'s files")
    if len(entries) > MOST_FILES:
        raise NotAHub(f"{name.repo_id} has {len(entries)} files, too many for a model.", "Choose another repository.")
    files: list[RemoteFile] = []
    left_out: list[tuple[str, str]] = []
    for entry in entries:
        path = checked(fields.table(entry).get("rfilename"), str, f"list of {name.repo_id}'s files")
        if why := unsafe_file(path):
            left_out.append((fields.text(path), why))
        else:
            files.append(_file(name, path, entry))
    pair = clashing(file.path for file in files)
    if pair is not None:
        raise BadInput(
            f"{name.repo_id} has {pair[0]!r} and {pair[1]!r}, which are one file on some systems.",
            "Choose another repository.",
        )
    return tuple(sorted(files, key=lambda file: file.path)), tuple(left_out)


def _file(name: HubName, path: str, entry: dict[str, Any]) -> RemoteFile:
    large = fields.table(entry.get("lfs"))
    size = fields.count(large.get("size", entry.get("size")))
    if size is None or size > MOST_FILE_BYTES:
        raise NotAHub(f"The Hub does not tell the size of {path} in {name.repo_id}.", "Check the endpoint.")
    return RemoteFile(path, size, fields.blob_id(entry.get("blobId")), fields.sha256(large.get("sha256")))
