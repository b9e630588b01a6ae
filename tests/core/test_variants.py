"""Adapters as they are found in the wild: other names for the same tensors give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
import torch
from safetensors.torch import save_file

from graftwork_core.errors import GraftworkError
from tests.core import tiny
from tests.core.compare import assert_same_bits
from tests.core.engine import merge

PREFIX: Final = "base_model.model."


def rewritten(adapter: Path, out: Path, rename: Callable[[str], str]) -> Path:
    """A copy of an adapter whose tensors have other names."""
    tiny.copied(adapter, out)
    found = {rename(name): tensor for name, tensor in tiny.tensors(adapter).items()}
    assert set(found) != set(tiny.tensors(adapter)), "nothing was renamed"
    save_file(found, out / "adapter_model.safetensors", {"format": "pt"})
    return out


RENAMED: Final[dict[str, Callable[[str], str]]] = {
    "adapter's name": lambda name: name.replace(".weight", ".default.weight"),
    "another adapter's name": lambda name: name.replace(".weight", ".my-adapter_2.weight"),
    "no prefix": lambda name: name.removeprefix(PREFIX),
    "compiled model": lambda name: name.replace(PREFIX, PREFIX + "_orig_mod."),
    "compiled whole": lambda name: "_orig_mod." + name,
    "compiled layers": lambda name: name.replace(".self_attn", "._orig_mod.self_attn").replace(
        ".mlp", "._orig_mod.mlp"
    ),
    "data parallel": lambda name: "module." + name,
    "data parallel inside": lambda name: name.replace(PREFIX, PREFIX + "module."),
    "sharded by FSDP": lambda name: name.replace(".self_attn", "._fsdp_wrapped_module.self_attn").replace(
        ".mlp", "._fsdp_wrapped_module.mlp"
    ),
    "sharded whole by FSDP": lambda name: (
        "_fsdp_wrapped_module." + name.replace(".lora_A", "._fsdp_wrapped_module.lora_A")
    ),
    "all of them": lambda name: "module._orig_mod." + name.replace(".weight", ".default.weight"),
    "prefix twice": lambda name: PREFIX + name,
}


@pytest.mark.parametrize("rename", RENAMED.values(), ids=RENAMED.keys())
def test_other_names_give_the_same_bytes(rename: Callable[[str], str], tmp_path: Path) -> None:
    adapter = rewritten(tiny.adapter("plain", "llama"), tmp_path / "renamed", rename)
    merge(tiny.model("llama"), adapter, tmp_path / "merged")
    assert_same_bits(tiny.tensors(tmp_path / "merged"), tiny.tensors(tiny.merged_by_peft("plain", "llama")))


@pytest.mark.parametrize(
    ("name", "rename"),
    [
        ("saved head", lambda name: name.replace("lm_head.weight", "lm_head.modules_to_save.default.weight")),
        ("saved norms", lambda name: name.replace("norm.weight", "norm.modules_to_save.default.weight")),
        ("dora", lambda name: name.replace("magnitude_vector", "magnitude_vector.default")),
        ("dora", lambda name: name.replace("magnitude_vector", "magnitude_vector.default.weight")),
        ("dora", lambda name: name.replace("magnitude_vector", "magnitude_vector.weight")),
        ("embedding", lambda name: name.replace("lora_embedding_A", "lora_embedding_A.default").replace(
            "lora_embedding_B", "lora_embedding_B.default")),
        ("token rows", lambda name: name.replace("tokens_delta", "tokens_delta.default")),
    ],
)  # fmt: skip
def test_names_of_other_parts(name: str, rename: Callable[[str], str], tmp_path: Path) -> None:
    clean = tiny.adapter(name, "llama")
    merge(tiny.model("llama"), clean, tmp_path / "clean")
    merge(tiny.model("llama"), rewritten(clean, tmp_path / "renamed", rename), tmp_path / "merged")
    assert_same_bits(tiny.tensors(tmp_path / "merged"), tiny.tensors(tmp_path / "clean"))


@pytest.mark.parametrize("kind", ["gemma3"])
def test_names_from_before_the_model_was_rearranged(kind: str, tmp_path: Path) -> None:
    """Adapters trained with transformers 4 name a multimodal model's layers as its files do."""
    clean = tiny.adapter("plain", kind)

    def rename(name: str) -> str:
        return name.replace("model.language_model.", "language_model.model.").replace(
            "model.vision_tower.", "vision_tower."
        )

    merge(tiny.model(kind), rewritten(clean, tmp_path / "renamed", rename), tmp_path / "merged")
    assert_same_bits(tiny.tensors(tmp_path / "merged"), tiny.tensors(tiny.merged_by_peft("plain", kind)))


def test_a_wrong_rank_in_the_configuration_follows_the_tensors(tmp_path: Path) -> None:
    """Scale comes from the factors' real rank: alpha / rank, as PEFT would have trained it with that rank."""
    adapter = tiny.copied(tiny.adapter("patterns", "llama"), tmp_path / "adapter")
    config = json.loads((adapter / "adapter_config.json").read_text())
    config["rank_pattern"] = {}
    (adapter / "adapter_config.json").write_text(json.dumps(config))
    merge(tiny.model("llama"), adapter, tmp_path / "merged")
    assert_same_bits(tiny.tensors(tmp_path / "merged"), tiny.tensors(tiny.merged_by_peft("patterns", "llama")))


def test_an_old_configuration_with_few_fields(tmp_path: Path) -> None:
    adapter = tiny.copied(tiny.adapter("plain", "llama"), tmp_path / "adapter")
    old = {
        "base_model_name_or_path": "somebody/llama",
        "bias": "none",
        "enable_lora": None,
        "fan_in_fan_out": False,
        "inference_mode": True,
        "lora_alpha": 16,
        "lora_dropout": 0.05,
        "merge_weights": False,
        "modules_to_save": None,
        "peft_type": "LORA",
        "r": 8,
        "target_modules": ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"],
        "task_type": "CAUSAL_LM",
    }
    (adapter / "adapter_config.json").write_text(json.dumps(old))
    merge(tiny.model("llama"), adapter, tmp_path / "merged")
    assert_same_bits(tiny.tensors(tmp_path / "merged"), tiny.tensors(tiny.merged_by_peft("plain", "llama")))


def test_newer_settings_that_are_off_do_not_matter(tmp_path: Path) -> None:
    adapter = tiny.copied(tiny.adapter("plain", "llama"), tmp_path / "adapter")
    config = json.loads((adapter / "adapter_config.json").read_text())
    config |= {"use_something_new": False, "something_else_config": None, "yet_another": {}}
    (adapter / "adapter_config.json").write_text(json.dumps(config))
    merge(tiny.model("llama"), adapter, tmp_path / "merged")
    assert_same_bits(tiny.tensors(tmp_path / "merged"), tiny.tensors(tiny.merged_by_peft("plain", "llama")))


def test_fp8_factors_merge_as_peft_merges_them(tmp_path: Path) -> None:
    adapter = tiny.copied(tiny.adapter("plain", "llama"), tmp_path / "adapter")
    small = {name: factor.to(torch.float8_e4m3fn) for name, factor in tiny.tensors(adapter).items()}
    save_file(small, adapter / "adapter_model.safetensors", {"format": "pt"})
    merge(tiny.model("llama"), adapter, tmp_path / "merged")
    tiny.peft_merge(tiny.model("llama"), adapter, tmp_path / "reference")
    assert_same_bits(tiny.tensors(tmp_path / "merged"), tiny.tensors(tmp_path / "reference"))


FACTOR: Final = "base_model.model.model.layers.1.self_attn.q_proj.lora_A.weight"


@pytest.mark.parametrize(
    "shape",
    [(0,), (0, 64), (8 * 64,), (8, 63), (7, 64), (8, 8, 8)],
    ids=["nothing", "no rows", "flat", "too narrow", "another rank", "three dimensions"],
)
def test_factors_that_were_not_gathered_are_refused(shape: tuple[int, ...], tmp_path: Path) -> None:
    adapter = tiny.copied(tiny.adapter("plain", "llama"), tmp_path / "adapter")
    damaged = tiny.tensors(adapter) | {FACTOR: torch.zeros(shape)}
    save_file(damaged, adapter / "adapter_model.safetensors", {"format": "pt"})
    with pytest.raises(GraftworkError, match=r"layers\.1\.self_attn\.q_proj"):
        merge(tiny.model("llama"), adapter, tmp_path / "merged")
    assert not list(tmp_path.glob("merged*"))
