"""Adapters that replace an embedding by a larger or smaller one, beside others that were made for the old one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor

from graftwork_core.errors import DoesNotFit
from tests.core import tiny
from tests.core.engine import merge

EMBEDDING, HEAD = "model.embed_tokens", "lm_head"
ROWS, WIDTH = tiny.VOCABULARY, 64


def adapter(folder: Path, tensors: dict[str, Tensor], **config: object) -> Path:
    folder.mkdir()
    (folder / "adapter_config.json").write_text(json.dumps({"peft_type": "LORA", "r": 4, "lora_alpha": 4, **config}))
    save_file(
        {f"base_model.model.{name}": tensor for name, tensor in tensors.items()}, folder / "adapter_model.safetensors"
    )
    return folder


def replacing(folder: Path, rows: int) -> Path:
    return adapter(folder, {f"{name}.weight": torch.randn(rows, WIDTH) for name in (EMBEDDING, HEAD)})


def others(folder: Path) -> dict[str, Path]:
    """Adapters for a model with its own number of tokens."""
    head = {f"{HEAD}.lora_A.weight": torch.randn(4, WIDTH), f"{HEAD}.lora_B.weight": torch.randn(ROWS, 4)}
    embedding = {
        f"{EMBEDDING}.lora_embedding_A": torch.randn(4, ROWS),
        f"{EMBEDDING}.lora_embedding_B": torch.randn(WIDTH, 4),
    }
    tokens = {f"{EMBEDDING}.token_adapter.trainable_tokens_delta": torch.randn(2, WIDTH)}
    magnitude = {f"{HEAD}.lora_magnitude_vector": torch.rand(ROWS)}
    return {
        "embedding": adapter(folder / "embedding", embedding),
        "head": adapter(folder / "head", head),
        "dora": adapter(folder / "dora", head | magnitude, use_dora=True),
        "tokens": adapter(folder / "tokens", tokens, trainable_token_indices={"embed_tokens": [3, ROWS - 1]}),
        "same size": replacing(folder / "same size", ROWS),
    }


@pytest.mark.parametrize("rows", [ROWS + 4, ROWS - 6])
def test_together_they_are_refused_in_any_order(rows: int, tmp_path: Path) -> None:
    resized = replacing(tmp_path / "resized", rows)
    for name, other in others(tmp_path).items():
        for uses in ({resized: 1.0, other: 1.0}, {other: 1.0, resized: 1.0}, {resized: 1.0, other: 0.5}):
            with pytest.raises(DoesNotFit, match=rf"\[{ROWS}, 64\] by one of \[{rows}, 64\]"):
                merge(tiny.model("llama"), uses, tmp_path / f"out {name}")
    assert not list(tmp_path.glob("out*"))


@pytest.mark.parametrize("rows", [ROWS + 4, ROWS - 6])
def test_alone_or_beside_other_tensors_it_replaces_both(rows: int, tmp_path: Path) -> None:
    resized = replacing(tmp_path / "resized", rows)
    merge(tiny.model("llama"), {resized: 1.0, tiny.adapter("attention", "llama"): 1.0}, tmp_path / "out")
    found = tiny.tensors(tmp_path / "out")
    for name, tensor in tiny.tensors(resized / "adapter_model.safetensors").items():
        assert torch.equal(found[name.removeprefix("base_model.model.")], tensor.bfloat16())
    assert json.loads((tmp_path / "out" / "config.json").read_text())["vocab_size"] == rows
    tiny.loads_cleanly(tmp_path / "out")


def test_others_of_the_same_size_go_together(tmp_path: Path) -> None:
    several = others(tmp_path)
    merge(tiny.model("llama"), dict.fromkeys(several.values(), 0.5), tmp_path / "out")
    tiny.loads_cleanly(tmp_path / "out")


def test_two_that_replace_the_same_tensor_are_refused(tmp_path: Path) -> None:
    one, other = replacing(tmp_path / "one", ROWS), replacing(tmp_path / "other", ROWS)
    with pytest.raises(DoesNotFit, match=r"replace (lm_head|model.embed_tokens)\.weight"):
        merge(tiny.model("llama"), {one: 1.0, other: 1.0}, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_two_that_replace_the_same_token_are_refused_and_different_tokens_are_not(tmp_path: Path) -> None:
    def tokens(name: str, indices: list[int]) -> Path:
        rows = {f"{EMBEDDING}.token_adapter.trainable_tokens_delta": torch.randn(len(indices), WIDTH)}
        return adapter(tmp_path / name, rows, trainable_token_indices={"embed_tokens": indices})

    with pytest.raises(DoesNotFit, match=rf"row 7 of {EMBEDDING}\.weight"):
        merge(tiny.model("llama"), {tokens("a", [3, 7]): 1.0, tokens("b", [7, 9]): 1.0}, tmp_path / "out")
    merge(tiny.model("llama"), {tokens("c", [3, 7]): 1.0, tokens("d", [8, 9]): 1.0}, tmp_path / "out")
    tiny.loads_cleanly(tmp_path / "out")
