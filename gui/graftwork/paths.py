"""Paths as people drop, type and read them."""

from __future__ import annotations

import itertools
import os
import re
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QUrl

_NUMBERED: Final = re.compile(r"-\d{1,4}$")
_HUB: Final = "hf:"
_PARTS_OF_A_FOLDER: Final = frozenset({"config.json", "adapter_config.json", "model.safetensors.index.json"})


def dropped_path(mime: QMimeData) -> Path | None:
    """The first file or folder of this computer in a drop; None for web links and other things."""
    return next((path for url in mime.urls() if (path := local_path(url)) is not None), None)


def local_path(url: QUrl) -> Path | None:
    """The file or folder of this computer that a link means; None for a web link."""
    local = url.toLocalFile()
    return Path(local) if local else None


def dropped_recipe(mime: QMimeData) -> Path | None:
    """The first file of this computer in a drop that may be a saved job; a model's own JSON files are none."""
    path = dropped_path(mime)
    return path if path is not None and path.suffix.lower() == ".json" and not _belongs_to_a_model(path) else None


def _belongs_to_a_model(path: Path) -> bool:
    return path.name in _PARTS_OF_A_FOLDER or path.name.endswith(".safetensors.index.json")


def folder_of(path: Path) -> Path:
    """The folder that is meant when somebody picks a file that only makes sense with its folder."""
    if is_on_hub(path):
        return path
    if path.name in _PARTS_OF_A_FOLDER:
        return path.parent
    if path.suffix == ".safetensors" and any((path.parent / name).is_file() for name in _PARTS_OF_A_FOLDER):
        return path.parent
    return path


def is_adapter(path: Path) -> bool:
    """Whether a folder holds an adapter rather than a model."""
    return (path / "adapter_config.json").is_file()


def is_on_hub(path: Path) -> bool:
    """Whether it is the name of a repository on the Hub: "hf:owner/name" or "hf:owner/name@revision"."""
    return path.as_posix().startswith(_HUB)


def model_name(path: Path) -> str:
    """The folder's name, or the repository's for one on the Hub and for a snapshot in the Hub's cache."""
    if is_on_hub(path):
        return path.as_posix().removeprefix(_HUB).partition("@")[0]
    repository = _cached_repository(path)
    return repository.removeprefix("models--").replace("--", "/") if repository else path.name


def is_cached(path: Path) -> bool:
    """Whether it lies in the Hub's cache, where nothing of ours belongs."""
    return bool(_cached_repository(path))


def is_shipped(path: Path) -> bool:
    """Whether it is part of Graftwork itself."""
    from graftwork_resources import resource_folder

    return path.resolve().is_relative_to(resource_folder())


def _cached_repository(path: Path) -> str:
    parts = path.parts
    return next((part for part, after in itertools.pairwise(parts) if _is_repository(part, after)), "")


def _is_repository(part: str, after: str) -> bool:
    return part.startswith("models--") and after == "snapshots"


def shown(path: Path) -> str:
    """The path with the home folder as `~`."""
    home, text = os.path.expanduser("~"), str(path)  # by text: lists show ten thousand of them at once
    return f"~{text.removeprefix(home)}" if f"{text}{os.sep}".startswith(f"{home}{os.sep}") else text


def place(folder: Path) -> str:
    """Where a model lies, in few words; empty for what comes with Graftwork."""
    if is_on_hub(folder):
        return folder.as_posix()
    return "" if is_shipped(folder) else shown(folder.parent)


def typed_path(text: str) -> Path | None:
    """What somebody typed into a field as an absolute path; None when it is empty."""
    stripped = text.strip().strip('"')
    return Path(os.path.abspath(os.path.expanduser(stripped))) if stripped else None


def free_name(folder: Path, name: str) -> Path:
    """A path in `folder` that does not exist yet: `name`, or `name-2`, `name-3` and so on."""
    candidate, number = folder / name, 2
    stem = _NUMBERED.sub("", name)
    while candidate.exists() or candidate.with_name(candidate.name + ".partial").exists():
        candidate, number = folder / f"{stem}-{number}", number + 1
    return candidate


def data_folder() -> Path:
    """Where results go that the user gave no folder: the user's documents, else the home folder."""
    if chosen := os.environ.get("GRAFTWORK_HOME"):
        return Path(chosen).expanduser().absolute() / "models"
    documents = Path.home() / "Documents"
    return (documents if documents.is_dir() else Path.home()) / "Graftwork"
