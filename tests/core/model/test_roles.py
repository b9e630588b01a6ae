"""Embeddings and heads are found by name and by shape, and nothing else is taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from graftwork_core.model.roles import find_token_rows
from graftwork_core.weights.header import TensorInfo


def tensor(name: str, *shape: int) -> TensorInfo:
    return TensorInfo(name, "BF16", shape, Path("model.safetensors"), 0, 0)


@pytest.mark.parametrize(
    ("embedding", "head"),
    [
        ("model.embed_tokens.weight", "lm_head.weight"),
        ("transformer.wte.weight", "lm_head.weight"),
        ("wte.weight", None),
        ("gpt_neox.embed_in.weight", "embed_out.weight"),
        ("language_model.model.embed_tokens.weight", "language_model.lm_head.weight"),
        ("transformer.word_embeddings.weight", None),
        ("tok_embeddings.weight", "output.weight"),
        ("shared.weight", "lm_head.weight"),
    ],
)
def test_usual_names_need_no_size(embedding: str, head: str | None) -> None:
    found = find_token_rows([tensor(name, 50, 8) for name in (embedding, head) if name], None)

    assert found.embeddings == (embedding,)
    assert found.heads == ((head,) if head else ())
    assert embedding in found
    assert "model.norm.weight" not in found


def test_the_size_finds_unusual_names() -> None:
    found = find_token_rows([tensor("my.words.weight", 50, 8), tensor("my.wordhead.weight", 50, 8)], 50)

    assert (found.embeddings, found.heads) == (("my.words.weight",), ("my.wordhead.weight",))


def test_layers_positions_and_vectors_are_neither() -> None:
    others = [
        tensor("model.layers.0.mlp.head.weight", 50, 8),
        tensor("transformer.wpe.weight", 50, 8),
        tensor("vision.position_embedding.weight", 50, 8),
        tensor("lm_head.bias", 50),
        tensor("model.norm.weight", 50),
        tensor("model.merger.weight", 8, 50),
    ]

    assert find_token_rows(others, 50).embeddings == ()
    assert find_token_rows(others, 50).heads == ()
