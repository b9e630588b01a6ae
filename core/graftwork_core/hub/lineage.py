"""What a model or adapter was made from, by its own record: for its card, and for whose licences it inherits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from graftwork_core.errors import BadInput
from graftwork_core.hub.names import check_repo_id, is_commit
from graftwork_core.provenance import RECORD_NAME
from graftwork_core.weights.checkpoint import read_json

MOST_RECORD_BYTES: Final = 100_000_000
Kind = Literal["model", "adapter"]


@dataclass(frozen=True, slots=True)
class Parent:
    """A model or adapter that went in.

    Attributes:
        role: "base", "donor", "target" or "adapter".
        name: "owner/name" on the Hub, or the name of a local folder.
        commit: Its commit, when it came from the Hub.
        hashes: sha256 of its weights, where its record has them.
    """

    role: str
    name: str
    commit: str = ""
    hashes: tuple[str, ...] = ()

    @property
    def may_be_on_the_hub(self) -> bool:
        """Whether its name is one that a repository can have."""
        try:
            return "/" in check_repo_id(self.name)
        except BadInput:
            return False


@dataclass(frozen=True, slots=True)
class Lineage:
    """All of them.

    Attributes:
        relation: How the model relates to them, in the Hub's words: "adapter", "merge", or empty.
        parents: In the order in which a card names them.
    """

    relation: str
    parents: tuple[Parent, ...]

    def named(self) -> tuple[Parent, ...]:
        """Those that a card lists as base models: of an adapter what it is for, of a merge all that went in."""
        if self.relation == "adapter":
            return tuple(parent for parent in self.parents if parent.role == "base")
        return tuple(parent for parent in self.parents if parent.role != "base")


def read_lineage(folder: Path) -> Lineage:
    """The lineage of a folder that Graftwork made; an empty one for any other.

    Raises:
        BadInput: When its record is damaged.
    """
    if not (folder / RECORD_NAME).is_file():
        return Lineage("", ())
    recipe = read_json(folder / RECORD_NAME, MOST_RECORD_BYTES).get("recipe")
    if not isinstance(recipe, dict):
        return Lineage("", ())
    match recipe.get("kind"):
        case "extract":
            return Lineage("adapter", (*_parent("base", recipe.get("base")), *_parent("donor", recipe.get("donor"))))
        case "merge":
            adapters = recipe.get("adapters")
            parts = adapters if isinstance(adapters, list) else []
            inner = [parent for part in parts for parent in _adapter(part)]
            return Lineage("merge", _once((*_parent("target", recipe.get("target")), *inner)))
        case _:
            return Lineage("", ())


def _adapter(part: Any) -> Iterator[Parent]:
    """An adapter that has a name on the Hub, and the models it was extracted from."""
    if not isinstance(part, dict):
        return
    for parent in _parent("adapter", part):
        if parent.may_be_on_the_hub:
            yield parent
    extracted = part.get("extracted")
    if isinstance(extracted, dict):
        for role in ("donor", "base"):
            yield from _parent(role, {"name": extracted.get(role)})


def _parent(role: str, about: Any) -> Iterator[Parent]:
    if not isinstance(about, Mapping) or not isinstance(about.get("name"), str):
        return
    commit = about.get("commit")
    files = about.get("files")
    hashes = [file.get("sha256") for file in files if isinstance(file, dict)] if isinstance(files, list) else []
    yield Parent(
        role=role,
        name=about["name"],
        commit=commit if isinstance(commit, str) and is_commit(commit) else "",
        hashes=tuple(one for one in hashes if isinstance(one, str)),
    )


def _once(parents: tuple[Parent, ...]) -> tuple[Parent, ...]:
    seen: dict[str, Parent] = {}
    for parent in parents:
        seen.setdefault(parent.name, parent)
    return tuple(seen.values())
