"""The cache of models that Hugging Face's tools share: `blobs/<hash>`, `snapshots/<commit>/<name>`, `refs/<branch>`.

Layout: https://huggingface.co/docs/huggingface_hub/guides/manage-cache. What Graftwork lands here, every other tool
finds, and the other way round. Where links cannot be made (Windows without developer mode), the file itself lies in
the snapshot.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graftwork_core.errors import BadInput
from graftwork_core.hub.folders import hub_cache
from graftwork_core.hub.names import HubName, check_repo_id, is_commit, is_revision, unsafe_file
from graftwork_core.hub.repository import RemoteFile, Repository

_TAG_NAME: Final = "CACHEDIR.TAG"
_TAG: Final = "Signature: 8a477f597d28d172789f06886806bc55\n"
_MOST_REF_BYTES: Final = 256
_TREE_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class CachedRepository:
    """One repository's place in the cache; nothing of it may exist yet.

    Attributes:
        folder: `<cache>/models--owner--name`.
    """

    folder: Path

    @classmethod
    def of(cls, repo_id: str, cache: Path | None = None) -> CachedRepository:
        """The place of a repository, by its checked name."""
        return cls((cache or hub_cache()) / ("models--" + check_repo_id(repo_id).replace("/", "--")))

    def snapshot(self, commit: str) -> Path:
        """The folder of one commit."""
        if not is_commit(commit):
            raise BadInput(f"{commit[:50]!r} is not a commit.", "Check the revision.")
        return self.folder / "snapshots" / commit

    def blob(self, file: RemoteFile) -> Path:
        """Where a file's content lies, by its hash."""
        return self.folder / "blobs" / file.etag

    def pointer(self, commit: str, path: str) -> Path:
        """Where a file of a commit is found by its name."""
        if why := unsafe_file(path):
            raise BadInput(f"{path!r} gets no place on this machine: {why}.", "Choose another repository.")
        return self.snapshot(commit) / path

    def commit_of(self, revision: str) -> str | None:
        """The commit that a branch or tag meant when it was last fetched."""
        if is_commit(revision):
            return revision
        if not is_revision(revision):
            return None
        try:
            commit = (self.folder / "refs" / revision).read_bytes()[:_MOST_REF_BYTES].decode().strip()
        except (OSError, UnicodeDecodeError):
            return None
        return commit if is_commit(commit) else None

    def lacks(self, commit: str, files: Iterable[RemoteFile]) -> tuple[RemoteFile, ...]:
        """Those files of a commit that are not there in full length."""
        return tuple(file for file in files if _size(self.pointer(commit, file.path)) != file.size)

    def keep(self, part: Path, file: RemoteFile) -> Path:
        """Give a finished, checked download its place among the contents.

        Raises:
            OSError: When the disk refuses.
        """
        blob = self.blob(file)
        blob.parent.mkdir(parents=True, exist_ok=True)
        _tag(self.folder.parent)
        os.replace(part, blob)
        return blob

    def link(self, commit: str, file: RemoteFile) -> Path:
        """Let a commit's name lead to a content that is there already.

        Raises:
            OSError: When the disk refuses.
        """
        pointer, blob = self.pointer(commit, file.path), self.blob(file)
        pointer.parent.mkdir(parents=True, exist_ok=True)
        if pointer.exists() and os.path.samefile(pointer, blob):
            return pointer
        pointer.unlink(missing_ok=True)
        try:
            os.symlink(os.path.relpath(blob, pointer.parent), pointer)
        except OSError:  # a system or disk without links
            os.replace(blob, pointer)
        return pointer

    def remember(self, repository: Repository) -> None:
        """Write down what the revision meant, and the commit's list of files, for whoever is offline later.

        Raises:
            OSError: When the disk refuses.
        """
        revision = repository.name.revision
        if not is_commit(revision):
            _replace(self.folder / "refs" / revision, repository.commit)
        tree = self.folder / "trees" / f"{repository.commit}.json"
        if not tree.exists():
            _replace(tree, json.dumps(_tree(repository.files), indent=1))


def cached_snapshot(name: HubName, cache: Path | None = None) -> tuple[str, Path] | None:
    """Commit and folder of what the cache has for a name, whether whole or not; nothing is asked of the Hub."""
    place = CachedRepository.of(name.repo_id, cache)
    commit = place.commit_of(name.revision)
    if commit is None or not place.snapshot(commit).is_dir():
        return None
    return commit, place.snapshot(commit)


def _tree(files: Iterable[RemoteFile]) -> dict[str, Any]:
    listed = {}
    for file in files:
        about: dict[str, Any] = {"size": file.size, "blob_id": file.blob_id or ""}
        listed[file.path] = about | ({"lfs_sha256": file.sha256, "lfs_size": file.size} if file.sha256 else {})
    return {"format_version": _TREE_VERSION, "files": listed}


def _size(file: Path) -> int | None:
    try:
        return file.stat().st_size
    except OSError:
        return None


def _tag(cache: Path) -> None:
    """Tell backup programs that this can be had again."""
    if not (cache / _TAG_NAME).exists():
        (cache / _TAG_NAME).write_text(_TAG)


def _replace(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    beside.write_text(text)
    os.replace(beside, file)


def free_bytes(folder: Path) -> int:
    """Free bytes on the disk where a folder is, or would be."""
    return shutil.disk_usage(_existing(folder)).free


def same_disk(one: Path, other: Path) -> bool:
    """Whether two folders are, or would be, on one disk."""
    return _existing(one).stat().st_dev == _existing(other).stat().st_dev


def _existing(folder: Path) -> Path:
    existing = folder.absolute()
    while not existing.exists() and existing != existing.parent:
        existing = existing.parent
    return existing
