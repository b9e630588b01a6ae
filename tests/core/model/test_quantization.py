"""Quantized weights are recognised by their tensors and by what the config says, and plain ones are not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graftwork_core.model.quantization import Quantization
from tests.core.model.making import LLAMA, llama_tensors, make_model

LAYER = "model.layers.0.mlp.up_proj"


def found(folder: Path, table: dict[str, Any] | None = None, **config: Any) -> Quantization | None:
    return make_model(folder, {**LLAMA, **config}, {**llama_tensors(), **(table or {})}).info.quantization


@pytest.mark.parametrize(
    ("table", "method"),
    [
        ({"qweight": ("I32", (4, 32)), "scales": ("F16", (1, 32)), "g_idx": ("I32", (32,))}, "gptq"),
        ({"qweight": ("I32", (32, 4)), "scales": ("F16", (1, 32)), "qzeros": ("I32", (1, 4))}, "awq"),
        ({"weight": ("U8", (512, 1)), "weight.absmax": ("U8", (16,))}, "bitsandbytes 4-bit"),
        ({"weight": ("I8", (32, 32)), "SCB": ("F32", (32,))}, "bitsandbytes 8-bit"),
        ({"weight_packed": ("I32", (32, 4)), "weight_scale": ("BF16", (32, 1))}, "compressed-tensors"),
        ({"weight_scale": ("BF16", (32, 1)), "weight_packed": ("I32", (32, 4))}, "compressed-tensors"),
        ({"weight": ("F8_E4M3", (32, 32)), "weight_scale_inv": ("F32", (1, 1))}, "fp8"),
        ({"weight": ("F8_E4M3", (32, 32)), "weight_scale": ("F32", (1,))}, "fp8"),
        ({"weight": ("U8", (32, 16)), "weight_scale": ("F8_E4M3", (32, 2))}, "NVFP4"),
        ({"gate_up_proj_blocks": ("U8", (2, 4, 2, 16)), "gate_up_proj_scales": ("U8", (2, 4, 2))}, "MXFP4"),
        ({"weight": ("U32", (32, 4)), "scales": ("BF16", (32, 1)), "biases": ("BF16", (32, 1))}, "MLX"),
        ({"weight": ("F8_E5M2", (32, 32))}, "f8_e5m2"),
    ],
)
def test_tensors_give_it_away(tmp_path: Path, table: dict[str, Any], method: str) -> None:
    result = found(tmp_path, {f"{LAYER}.{name}": entry for name, entry in table.items()})

    assert result is not None
    assert result.method == method
    assert LAYER in result.evidence
    assert "16-bit" in result.advice


@pytest.mark.parametrize(
    ("config", "method"),
    [
        ({"quantization_config": {"quant_method": "bitsandbytes", "load_in_4bit": True}}, "bitsandbytes 4-bit"),
        ({"quantization_config": {"quant_method": "higgs"}}, "higgs"),
        ({"quantization": {"group_size": 64, "bits": 4}}, "MLX"),
        ({"quantization_config": {"quant_method": ["x"]}}, "an unnamed method"),
        ({"quantization_config": "yes"}, "an unnamed method"),
        ({"text_config": {"hidden_size": 32, "quantization_config": {"quant_method": "fp8"}}}, "fp8"),
    ],
)
def test_the_config_gives_it_away(tmp_path: Path, config: dict[str, Any], method: str) -> None:
    result = found(tmp_path, **config)

    assert result is not None
    assert result.method == method
    assert "plain numbers" in result.evidence
    assert "config.json" in result.advice


def test_the_configs_name_is_better_than_a_guess(tmp_path: Path) -> None:
    result = found(tmp_path, {f"{LAYER}.weight": ("U8", (4, 4))}, quantization_config={"quant_method": "eetq"})

    assert result is not None
    assert result.method == "eetq"


def test_plain_models_are_plain(tmp_path: Path) -> None:
    masks = {
        "model.layers.0.attn.bias": ("BOOL", (1, 1, 8, 8)),
        "model.layers.0.attn.masked_bias": ("U8", (8, 8)),
        "model.position_ids": ("I64", (1, 8)),
        "model.layers.0.block_sparse.scales.weight": ("F32", (4, 4)),
    }

    assert found(tmp_path / "a", masks) is None
    assert found(tmp_path / "b", quantization_config={}, quantization=None) is None
