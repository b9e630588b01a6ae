"""Which tensors hold one row per token: the embeddings and the head, recognised without a list of architectures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from graftwork_core.weights.header import TensorInfo

_EMBEDDING_NAME: Final = re.compile(
    r"(?:^|\.)(?:embed_tokens|wte|word_embeddings|embed_in|tok_embeddings|token_embedding|embed_tokens_per_layer|shared)"
    r"\.weight$"
)
_HEAD_NAME: Final = re.compile(
    r"(?:^|\.)(?:lm_head|embed_out|output_layer|output_projection|head)\.weight$|^output\.weight$"
)
_POSITIONS: Final = re.compile(r"(?:^|\.)(?:wpe|[\w]*position[\w]*)\.weight$")
_NUMBERED: Final = re.compile(r"\.\d+\.")


@dataclass(frozen=True, slots=True)
class TokenRows:
    """The tensors whose first dimension is the vocabulary.

    Attributes:
        embeddings: Names of the input side (a model may have more than one).
        heads: Names of the output side; empty when it is tied to the embedding and not stored.
    """

    embeddings: tuple[str, ...]
    heads: tuple[str, ...]

    def __contains__(self, name: str) -> bool:
        return name in self.embeddings or name in self.heads


def find_token_rows(tensors: Iterable[TensorInfo], vocabulary: int | None) -> TokenRows:
    """Find embeddings and heads by their usual names, and by their shape where the vocabulary's size is known.

    Tensors inside a numbered layer are neither.
    """
    embeddings: list[str] = []
    heads: list[str] = []
    for tensor in tensors:
        if len(tensor.shape) != 2 or not tensor.name.endswith("weight") or _NUMBERED.search(tensor.name):
            continue
        if _HEAD_NAME.search(tensor.name):
            heads.append(tensor.name)
        elif _EMBEDDING_NAME.search(tensor.name):
            embeddings.append(tensor.name)
        elif vocabulary is not None and tensor.shape[0] == vocabulary and not _POSITIONS.search(tensor.name):
            (heads if "head" in tensor.name else embeddings).append(tensor.name)
    return TokenRows(tuple(embeddings), tuple(heads))
