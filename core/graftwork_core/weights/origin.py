"""Where a model's folder came from: written beside a download, or told by its place in the Hub's cache."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ORIGIN_NAME: Final = "graftwork_origin.json"
_CACHED: Final = re.compile(r"models--([\w.-]+)")
_REPOSITORY: Final = re.compile(r"[\w.-]+(/[\w.-]+)?", re.ASCII)
_COMMIT: Final = re.compile(r"[0-9a-f]{40}")
_MOST_BYTES: Final = 4096


@dataclass(frozen=True, slots=True)
class Origin:
    """A repository on the Hub at a commit ("" when it is not known)."""

    repository: str
    commit: str = ""


def read_origin(folder: Path) -> Origin | None:
    """The repository that a folder is a copy of; None when nothing says so."""
    parts = folder.absolute().parts
    for at, part in enumerate(parts):
        if match := _CACHED.fullmatch(part):
            commit = parts[at + 2] if len(parts) > at + 2 and parts[at + 1] == "snapshots" else ""
            return Origin(match[1].replace("--", "/", 1), commit if _COMMIT.fullmatch(commit) else "")
    try:
        content = json.loads((folder / ORIGIN_NAME).read_bytes()[:_MOST_BYTES])
        repository, commit = content["repository"], content["commit"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(repository, str) or not _REPOSITORY.fullmatch(repository):
        return None
    return Origin(repository, commit if isinstance(commit, str) and _COMMIT.fullmatch(commit) else "")
