"""Which of a repository's files Graftwork needs: safetensors, settings, tokenizer, card, licences. Never code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final, Literal

from graftwork_core.adapter.files import CONFIG_NAME as ADAPTER_CONFIG
from graftwork_core.adapter.files import DELTA_NAME
from graftwork_core.adapter.files import WEIGHTS_NAME as ADAPTER_WEIGHTS
from graftwork_core.errors import BadInput
from graftwork_core.hub.repository import RemoteFile, Repository
from graftwork_core.model.files import is_side_file
from graftwork_core.model.info import CONFIG_NAME
from graftwork_core.weights.checkpoint import INDEX_NAME, PICKLE_SUFFIXES, SINGLE_NAME

CARD_NAME: Final = "README.md"
RECORD_NAME: Final = "graftwork.json"
MOST_SIDE_BYTES: Final = 100_000_000
_MOST_SHARDS: Final = 2_000
_NO_SAFETENSORS: Final = "Pick a repository that has its weights as safetensors, or convert it where you trust it."


@dataclass(frozen=True, slots=True)
class Selection:
    """The files that are needed.

    Attributes:
        kind: "model" or "adapter".
        weights: Large files in safetensors, in the order of their names.
        index: The list of shards, when there are several.
        small: Everything else.
    """

    kind: Literal["model", "adapter"]
    weights: tuple[RemoteFile, ...]
    index: RemoteFile | None
    small: tuple[RemoteFile, ...]

    @property
    def files(self) -> tuple[RemoteFile, ...]:
        """All of them, small ones first."""
        return (*self.small, *((self.index,) if self.index else ()), *self.weights)

    @property
    def nbytes(self) -> int:
        """Bytes of all of them."""
        return sum(file.size for file in self.files)


def is_adapter(repository: Repository) -> bool:
    """Whether it holds an adapter rather than a model."""
    return repository.find(ADAPTER_CONFIG) is not None and repository.find(CONFIG_NAME) is None


def select(repository: Repository, index_content: bytes | None = None) -> Selection:
    """Choose the files.

    Args:
        repository: From which.
        index_content: The content of its list of shards, when it has one (see `index_of`).

    Raises:
        BadInput: When there is nothing that Graftwork reads, or the list of shards names files that are not there.
    """
    if is_adapter(repository):
        weights = repository.find(ADAPTER_WEIGHTS)
        if weights is None:
            raise _unreadable(repository, "adapter")
        delta = repository.find(DELTA_NAME)
        return Selection("adapter", (weights, *((delta,) if delta else ())), None, _small(repository, ADAPTER_CONFIG))
    if repository.find(CONFIG_NAME) is None:
        raise _unreadable(repository, "model")
    index = index_of(repository)
    if index is not None and index_content is not None:
        names = shard_names(repository, index_content)
        found = repository.matching(lambda file: file.path in names)
        return Selection("model", found, index, _small(repository, CONFIG_NAME))
    single = repository.find(SINGLE_NAME)
    if single is None:
        raise _unreadable(repository, "model")
    return Selection("model", (single,), None, _small(repository, CONFIG_NAME))


def index_of(repository: Repository) -> RemoteFile | None:
    """The list of shards of a sharded model."""
    return None if is_adapter(repository) else repository.find(INDEX_NAME)


def shard_names(repository: Repository, index_content: bytes) -> frozenset[str]:
    """The shards that a list of shards names.

    Raises:
        BadInput: When it is broken, or names what is no plain file of the repository.
    """
    where = f"{INDEX_NAME} of {repository.repo_id}"
    try:
        content: Any = json.loads(index_content)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{where} is not valid JSON.", "Choose another repository.") from error
    table = content.get("weight_map") if isinstance(content, dict) else None
    if not isinstance(table, dict) or not table:
        raise BadInput(f"{where} has no weight_map.", "Choose another repository.")
    names = {name for name in table.values() if isinstance(name, str)}
    if len(names) > _MOST_SHARDS or len(names) == 0:
        raise BadInput(f"{where} names {len(names)} shards.", "Choose another repository.")
    for name in sorted(names):
        if "/" in name or not name.endswith(".safetensors") or repository.find(name) is None:
            raise BadInput(f"{where} names {name[:80]!r}, which is no shard of it.", "Choose another repository.")
    return frozenset(names)


def _small(repository: Repository, config: str) -> tuple[RemoteFile, ...]:
    wanted = repository.matching(lambda file: file.path in (config, CARD_NAME, RECORD_NAME) or is_side_file(file.path))
    for file in wanted:
        if file.size > MOST_SIDE_BYTES:
            raise BadInput(
                f"{file.path} of {repository.repo_id} has {file.size} bytes, too much for such a file.",
                "Choose another repository.",
            )
    return wanted


def _unreadable(repository: Repository, kind: str) -> BadInput:
    """Why a repository cannot be used: what it has instead."""
    names = [file.path for file in repository.files]
    if any(name.endswith((*PICKLE_SUFFIXES, ".pkl", ".h5", ".npz", ".msgpack")) for name in names):
        what = "has its weights as pickles or other files that can run code when read, and Graftwork never opens those"
        return BadInput(f"{repository.repo_id} {what}.", _NO_SAFETENSORS)
    if any(name.endswith(".gguf") for name in names):
        return BadInput(f"{repository.repo_id} has GGUF weights only.", "Pick the original model in safetensors.")
    if "model_index.json" in names:
        return BadInput(f"{repository.repo_id} is an image pipeline, not a language model.", "Pick a language model.")
    lacking = {"adapter": ADAPTER_WEIGHTS, "model": f"{CONFIG_NAME} with {SINGLE_NAME}"}[kind]
    return BadInput(f"{repository.repo_id} has no {lacking}.", "Pick the repository of a model or an adapter.")
