"""Fused experts as older PEFT wrote them, and adapters on single experts from before they were fused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor

from graftwork_core.errors import GraftworkError
from tests.core import tiny
from tests.core.compare import assert_within_one_rounding, changed
from tests.core.engine import merge

EXPERTS, RANK = 3, 8
PREFIX = "base_model.model.model.layers"


def old_convention(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """The same difference as PEFT up to 0.18.1 stored it: (expert, in, out) was assumed of every model.

    A goes from (expert·rank × in) to (expert·rank × out), B from (out × rank·expert) to (in × rank·expert).
    """
    by_expert = b.reshape(b.shape[0], -1, EXPERTS).permute(2, 1, 0).reshape(-1, b.shape[0])
    by_rank = a.reshape(EXPERTS, -1, a.shape[1]).permute(2, 1, 0).reshape(a.shape[1], -1)
    return by_expert.contiguous(), by_rank.contiguous()


def rewrite_as_old(adapter: Path, out: Path, version: str | None) -> Path:
    tiny.copied(adapter, out)
    file = out / "adapter_model.safetensors"
    found = tiny.tensors(file)
    for name in [name for name in found if name.endswith("lora_A.weight")]:
        other = name.replace("lora_A", "lora_B")
        found[name], found[other] = old_convention(found[name], found[other])
    save_file(found, file, {"format": "pt"})
    config = json.loads((out / "adapter_config.json").read_text())
    config.pop("peft_version", None)
    (out / "adapter_config.json").write_text(json.dumps(config | ({"peft_version": version} if version else {})))
    return out


@pytest.mark.parametrize("version", [None, "0.18.1"])
@pytest.mark.parametrize("kind", ["mixtral", "mixtral-square"])
@pytest.mark.parametrize("name", ["gate_up experts", "down experts", "all experts rslora"])
def test_experts_of_older_peft(name: str, kind: str, version: str | None, tmp_path: Path) -> None:
    old = rewrite_as_old(tiny.adapter(name, kind), tmp_path / "old", version)
    merge(tiny.model(kind), old, tmp_path / "merged")
    before, reference = tiny.tensors(tiny.model(kind)), tiny.tensors(tiny.merged_by_peft(name, kind))
    assert_within_one_rounding(tiny.tensors(tmp_path / "merged"), reference, before, delta_rounded=True)


def single_experts(out: Path, missing: str = "") -> dict[str, Tensor]:
    """An adapter on the single experts of a Mixtral; gives the float32 difference of every tensor it changes."""
    generator = torch.Generator().manual_seed(3)
    factors: dict[str, Tensor] = {}
    differences: dict[str, Tensor] = {}
    for name, weight in tiny.tensors(tiny.model("mixtral")).items():
        if ".experts." not in name or name.startswith("model.layers.1"):
            continue
        module = name.removesuffix(".weight")
        a = torch.randn(RANK, weight.shape[1], generator=generator) * 0.05
        b = torch.randn(weight.shape[0], RANK, generator=generator) * 0.05
        factors |= {f"base_model.model.{module}.lora_A.weight": a, f"base_model.model.{module}.lora_B.weight": b}
        differences[name] = b @ a * 2.0
    out.mkdir()
    kept = {name: factor for name, factor in factors.items() if not missing or missing not in name}
    save_file(kept, out / "adapter_model.safetensors", {"format": "pt"})
    config = {
        "peft_type": "LORA",
        "r": RANK,
        "lora_alpha": 2 * RANK,
        "target_modules": ["w1", "w2", "w3"],
        "layers_to_transform": [0],
    }
    (out / "adapter_config.json").write_text(json.dumps(config))
    return differences


def test_an_adapter_on_single_experts_merges_by_name(tmp_path: Path) -> None:
    differences = single_experts(tmp_path / "adapter")
    merge(tiny.model("mixtral"), tmp_path / "adapter", tmp_path / "merged")
    before, ours = tiny.tensors(tiny.model("mixtral")), tiny.tensors(tmp_path / "merged")
    assert changed(before, ours) == set(differences)
    expected = {
        name: (weight.float() + differences[name]).to(weight.dtype) if name in differences else weight
        for name, weight in before.items()
    }
    assert_within_one_rounding(ours, expected, before)


def test_one_expert_without_its_other_half_is_refused(tmp_path: Path) -> None:
    single_experts(tmp_path / "adapter", missing="experts.1.w2.lora_B")
    with pytest.raises(GraftworkError, match=r"experts\.1\.w2"):
        merge(tiny.model("mixtral"), tmp_path / "adapter", tmp_path / "merged")
    assert not (tmp_path / "merged").exists()
