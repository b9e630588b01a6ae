"""Figures about a tensor's values, against torch."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.torch import save_file

from graftwork_core.errors import BadInput, Cancelled
from graftwork_core.model import statistics
from graftwork_core.model.statistics import BINS, tensor_statistics
from graftwork_core.model.values import widened
from graftwork_core.weights.checkpoint import open_checkpoint
from graftwork_core.weights.header import TensorInfo

FLOATS = [torch.float32, torch.float64, torch.bfloat16, torch.float16]
EIGHT_BITS = {"F8_E4M3": torch.float8_e4m3fn, "F8_E5M2": torch.float8_e5m2}


def stored(tensor: torch.Tensor, folder: Path) -> TensorInfo:
    save_file({"w": tensor}, folder / "t.safetensors")
    return open_checkpoint(folder / "t.safetensors")["w"]


@pytest.mark.parametrize("dtype", FLOATS)
def test_the_figures_are_torch_s(dtype: torch.dtype, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statistics, "_CHUNK_BYTES", 4096)
    tensor = torch.randn(50, 41, generator=torch.Generator().manual_seed(0)).to(dtype)
    tensor[3, :7] = 0
    found = tensor_statistics(stored(tensor, tmp_path))
    exact = tensor.double()
    assert (found.count, found.zeros, found.not_finite) == (50 * 41, 7, 0)
    assert (found.least, found.most) == (float(exact.min()), float(exact.max()))
    assert found.mean == pytest.approx(float(exact.mean()), rel=1e-9, abs=1e-12)
    assert found.deviation == pytest.approx(float(exact.std(correction=0)), rel=1e-9)
    expected = torch.histogram(exact.flatten(), torch.tensor(found.edges, dtype=torch.float64)).hist
    assert list(found.bins) == [int(count) for count in expected]
    assert sum(found.bins) == 50 * 41
    assert len(found.bins) == BINS


def test_what_is_not_finite_is_counted_and_left_out(tmp_path: Path) -> None:
    found = tensor_statistics(stored(torch.tensor([1.0, float("nan"), 3.0, float("inf"), -float("inf")]), tmp_path))
    assert (found.count, found.not_finite, found.least, found.most, found.mean) == (5, 3, 1.0, 3.0, 2.0)


def test_a_constant_and_nothing_at_all(tmp_path: Path) -> None:
    same = tensor_statistics(stored(torch.full((9,), 2.5), tmp_path))
    assert (same.least, same.most, same.deviation, same.bins, same.edges) == (2.5, 2.5, 0.0, (9,), (2.5, 2.5))
    nothing = tensor_statistics(stored(torch.full((3,), float("nan")), tmp_path))
    assert nothing.not_finite == 3
    assert nothing.bins == ()


@pytest.mark.parametrize("name", EIGHT_BITS)
def test_every_float_of_eight_bits_is_torch_s(name: str) -> None:
    codes = torch.arange(256, dtype=torch.uint8)
    expected = codes.view(EIGHT_BITS[name]).float()
    torch.testing.assert_close(
        torch.from_numpy(widened(bytes(range(256)), name)), expected, rtol=0, atol=0, equal_nan=True
    )


@given(st.lists(st.floats(width=16), min_size=1, max_size=40))
def test_halves_of_any_kind(values: list[float]) -> None:
    tensor = torch.tensor(values, dtype=torch.float16)
    found = widened(tensor.numpy().tobytes(), "F16")
    torch.testing.assert_close(torch.from_numpy(found.copy()), tensor, rtol=0, atol=0, equal_nan=True)


def test_codes_are_refused_and_a_wish_is_heard(tmp_path: Path) -> None:
    info = stored(torch.ones(4), tmp_path)
    with pytest.raises(BadInput, match="F6_E2M3"):
        tensor_statistics(TensorInfo(**{**{name: getattr(info, name) for name in info.__slots__}, "dtype": "F6_E2M3"}))
    with pytest.raises(Cancelled):
        tensor_statistics(info, lambda: True)
