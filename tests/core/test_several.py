"""Several adapters in one merge: summed in float32, rounded once."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor

from tests.core import tiny
from tests.core.compare import assert_same_bits, assert_within_one_rounding
from tests.core.engine import merge


def difference(adapter: Path, module: str, scale: float) -> Tensor:
    """scale·B·A of one module, zero where the adapter has none."""
    found = tiny.tensors(adapter)
    a = found.get(f"base_model.model.{module}.lora_A.weight")
    b = found.get(f"base_model.model.{module}.lora_B.weight")
    return torch.zeros(()) if a is None or b is None else b.float() @ a.float() * scale


def expected(target: Path, parts: dict[Path, float]) -> dict[str, Tensor]:
    merged = {}
    for name, weight in tiny.tensors(target).items():
        module = name.removesuffix(".weight")
        total = sum((difference(adapter, module, scale) for adapter, scale in parts.items()), torch.zeros(()))
        merged[name] = (weight.float() + total).to(weight.dtype)
    return merged


@pytest.mark.parametrize("dtype", ["bf16", "fp32"])
def test_weights_and_different_ranks(dtype: str, tmp_path: Path) -> None:
    target = tiny.model("llama", dtype)
    plain, uneven = tiny.adapter("plain", "llama", dtype), tiny.adapter("uneven", "llama", dtype)
    some = tiny.adapter("some layers", "llama", dtype)
    merge(target, {plain: 0.75, uneven: -0.5, some: 1.25}, tmp_path / "merged")
    reference = expected(target, {plain: 0.75 * 2, uneven: -0.5 * 0.7, some: 1.25 * 2})
    assert_within_one_rounding(tiny.tensors(tmp_path / "merged"), reference, tiny.tensors(target))


def test_one_adapter_with_a_weight(tmp_path: Path) -> None:
    target, adapter = tiny.model("llama"), tiny.adapter("plain", "llama")
    merge(target, {adapter: -0.3}, tmp_path / "merged")
    reference = expected(target, {adapter: -0.3 * 2})
    assert_within_one_rounding(tiny.tensors(tmp_path / "merged"), reference, tiny.tensors(target))


def test_an_adapter_and_its_opposite_cancel(tmp_path: Path) -> None:
    target, adapter = tiny.model("llama"), tiny.adapter("plain", "llama")
    twin = tiny.copied(adapter, tmp_path / "twin")
    merge(target, {adapter: 1.0, twin: -1.0}, tmp_path / "merged")
    assert_same_bits(tiny.tensors(tmp_path / "merged"), tiny.tensors(target))


def test_many_small_adapters_are_rounded_once(tmp_path: Path) -> None:
    """Rounded one after the other, a bf16 file loses most of eight small differences."""
    target, adapter = tiny.model("llama"), tiny.adapter("plain", "llama")
    twins = {tiny.copied(adapter, tmp_path / str(number)): 0.01 for number in range(8)}
    merge(target, twins, tmp_path / "merged")
    reference = expected(target, {adapter: 0.08 * 2})
    assert_within_one_rounding(tiny.tensors(tmp_path / "merged"), reference, tiny.tensors(target))


def test_stochastic_rounding_keeps_a_small_difference_and_repeats(tmp_path: Path) -> None:
    target, adapter = tiny.model("llama"), tiny.adapter("plain", "llama")
    weight = 0.002
    for out, seed in (("one", 0), ("again", 0), ("other", 1)):
        merge(target, {adapter: weight}, tmp_path / out, rounding="stochastic", seed=seed)
    one, again, other = (tiny.tensors(tmp_path / out) for out in ("one", "again", "other"))
    assert_same_bits(one, again)
    name = "model.layers.0.mlp.gate_proj.weight"
    assert not torch.equal(one[name], other[name])
    wanted = difference(adapter, name.removesuffix(".weight"), 2 * weight)
    got = one[name].float() - tiny.tensors(target)[name].float()
    kept = float((got * wanted).sum() / wanted.square().sum())
    assert 0.7 < kept < 1.3, f"{kept:.2f} of the difference is left"


def test_dora_and_plain_together(tmp_path: Path) -> None:
    """PEFT takes the magnitude's norm from the unmerged weight, so each adapter does what it does alone."""
    target = tiny.model("llama", "fp32")
    dora, plain = tiny.adapter("dora", "llama", "fp32"), tiny.adapter("plain", "llama", "fp32")
    merge(target, {dora: 1.0, plain: 1.0}, tmp_path / "merged")
    with_dora = tiny.tensors(tiny.merged_by_peft("dora", "llama", "fp32"))
    reference = {
        name: weight + difference(plain, name.removesuffix(".weight"), 2.0) for name, weight in with_dora.items()
    }
    assert_within_one_rounding(tiny.tensors(tmp_path / "merged"), reference, tiny.tensors(target))
