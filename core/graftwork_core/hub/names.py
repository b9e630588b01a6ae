"""Names of repositories, revisions and files on the Hub: checked before they become a request or a path."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graftwork_core.errors import BadInput

PREFIX: Final = "hf:"
MAIN: Final = "main"
_PART: Final = re.compile(r"[A-Za-z0-9_](?:[\w.-]{0,94}[A-Za-z0-9_])?", re.ASCII)
_REVISION: Final = re.compile(r"[\w./-]{1,250}", re.ASCII)
_COMMIT: Final = re.compile(r"[0-9a-f]{40}")
_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
)
_LONGEST_PATH: Final = 240
_ADVICE: Final = "Write it like hf:owner/name or hf:owner/name@revision."


@dataclass(frozen=True, slots=True)
class HubName:
    """A repository at a revision: `hf:owner/name[@revision]`.

    Attributes:
        repo_id: "owner/name"; a few old ones have no owner.
        revision: A branch, a tag or a commit.
    """

    repo_id: str
    revision: str = MAIN

    def __str__(self) -> str:
        return f"{PREFIX}{self.repo_id}" + (f"@{self.revision}" if self.revision != MAIN else "")

    @property
    def is_pinned(self) -> bool:
        """Whether the revision is a commit, which never changes."""
        return is_commit(self.revision)


def is_hub_name(text: str | Path) -> bool:
    """Whether it starts as a Hub name does."""
    return (text.as_posix() if isinstance(text, Path) else text).startswith(PREFIX)


def parse_name(text: str | Path) -> HubName:
    """Read `hf:owner/name[@revision]`; the prefix may be missing, and a copied page address is understood too.

    Raises:
        BadInput: When it cannot be the name of a repository.
    """
    whole = text.as_posix() if isinstance(text, Path) else text.strip()
    named = whole.removeprefix(PREFIX).removeprefix("https://huggingface.co").lstrip("/")
    repo_id, at, revision = named.partition("@")
    repo_id = repo_id.removesuffix("/")
    if "/tree/" in repo_id and not at:
        repo_id, _, revision = repo_id.partition("/tree/")
        at = "@"
    check_repo_id(repo_id, whole)
    if at and not is_revision(revision):
        raise BadInput(f"{whole!r} names {revision!r}, which cannot be a branch, tag or commit.", _ADVICE)
    return HubName(repo_id, revision or MAIN)


def check_repo_id(repo_id: str, whole: str = "") -> str:
    """The same name when a repository may have it.

    Raises:
        BadInput: Else.
    """
    parts = repo_id.split("/")
    sound = len(parts) <= 2 and all(_PART.fullmatch(part) and "--" not in part and ".." not in part for part in parts)
    if not sound or repo_id.endswith(".git") or repo_id.lower().startswith(("datasets/", "spaces/")):
        raise BadInput(f"{whole or repo_id!r} is not the name of a model on the Hub.", _ADVICE)
    return repo_id


def is_revision(text: str) -> bool:
    """Whether a branch, tag or commit may be called so."""
    return bool(_REVISION.fullmatch(text)) and ".." not in text and not text.startswith(("/", "-", "."))


def is_commit(text: str) -> bool:
    """Whether it is the whole id of a commit."""
    return bool(_COMMIT.fullmatch(text))


def unsafe_file(name: str) -> str:
    """Why a repository's file must not get a path on this machine; empty when it may.

    The rules of every system hold on all of them, so that a model folder can be carried around.
    """
    if not name or len(name) > _LONGEST_PATH or len(name.encode("utf-8", "replace")) > 4 * _LONGEST_PATH:
        return "its name is empty or too long"
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for letter in name):
        return "its name has invisible characters"
    if "\\" in name or ":" in name or any(letter in name for letter in '<>"|?*'):
        return "its name has characters that not every system allows"
    for part in name.split("/"):
        if part in ("", ".", ".."):
            return "its name leads out of its folder"
        if part.startswith("."):
            return "it is hidden"
        if part.endswith((".", " ")) or part.startswith(" ") or part.partition(".")[0].lower() in _RESERVED:
            return "its name means something else on some systems"
    return ""


def clashing(names: Iterable[str]) -> tuple[str, str] | None:
    """Two names that are one file where upper and lower case are the same, or where one is the other's folder."""
    seen: dict[str, str] = {}
    for name in names:
        key = unicodedata.normalize("NFC", name).casefold()
        if key in seen and seen[key] != name:
            return seen[key], name
        seen[key] = name
    for key, name in seen.items():
        parts = key.split("/")
        for depth in range(1, len(parts)):
            if (folder := "/".join(parts[:depth])) in seen:
                return seen[folder], name
    return None
