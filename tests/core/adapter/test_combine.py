"""Adapters combined into one: the sum that was asked for, and the best of a smaller rank."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from graftwork_core.adapter.combine import combine, truncated
from graftwork_core.adapter.files import open_adapter
from graftwork_core.errors import BadInput
from tests.core import tiny
from tests.core.engine import merge


def test_the_sum_merges_like_the_two_together(tmp_path: Path) -> None:
    first, second = tiny.adapter("plain", "llama"), tiny.adapter("rslora", "llama")
    uses = [(open_adapter(first), 0.5), (open_adapter(second), -0.25)]
    combine(uses, tmp_path / "sum")
    merge(tiny.model("llama", "fp32"), tmp_path / "sum", tmp_path / "one")
    merge(tiny.model("llama", "fp32"), {first: 0.5, second: -0.25}, tmp_path / "two")
    ours, wanted = tiny.tensors(tmp_path / "one"), tiny.tensors(tmp_path / "two")
    assert set(ours) == set(wanted)
    for name, tensor in wanted.items():
        torch.testing.assert_close(ours[name], tensor, rtol=0, atol=1e-6, msg=name)


def test_a_cut_sum_is_the_truncated_decomposition() -> None:
    generator = torch.Generator().manual_seed(2)
    a, b = torch.randn(24, 90, generator=generator), torch.randn(70, 24, generator=generator)
    small_a, small_b = truncated(a, b, 5)
    left, singular, right = torch.linalg.svd((b @ a).double())
    best = (left[:, :5] * singular[:5]) @ right[:5]
    torch.testing.assert_close((small_b @ small_a).double(), best, rtol=0, atol=1e-4)
    assert small_a.shape == (5, 90)
    assert small_b.shape == (70, 5)


def test_what_is_more_than_pairs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="combined"):
        combine([(open_adapter(tiny.adapter("dora", "llama")), 1.0)], tmp_path / "sum")
    assert not list(tmp_path.iterdir())
