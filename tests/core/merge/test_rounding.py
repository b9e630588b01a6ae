"""Stochastic rounding: between the two neighbours, right on average, the same in any order of chunks."""

from __future__ import annotations

import pytest
import torch

from graftwork_core.compute import stream_of
from graftwork_core.merge.rounding import round_stochastic

DTYPES = [torch.bfloat16, torch.float16]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("value", [1.0003, -0.4217, 3e-5, -7e-7, 123.456])
def test_it_is_right_on_average(value: float, dtype: torch.dtype) -> None:
    values = torch.full((200_000,), value)
    out = torch.empty(200_000, dtype=dtype)
    round_stochastic(values, out, stream_of("w", 0), 0)
    neighbours = out.unique()
    assert len(neighbours) <= 2
    step = float(neighbours.float().max() - neighbours.float().min())
    assert abs(float(out.double().mean()) - float(values[0])) <= 0.01 * step + 1e-12


@pytest.mark.parametrize("dtype", DTYPES)
def test_chunks_do_not_matter(dtype: torch.dtype) -> None:
    values = torch.randn(1000)
    whole, parts = torch.empty(1000, dtype=dtype), torch.empty(1000, dtype=dtype)
    round_stochastic(values, whole, 77, 0)
    for start in (600, 0, 250):
        stop = {600: 1000, 0: 250, 250: 600}[start]
        round_stochastic(values[start:stop], parts[start:stop], 77, start)
    assert torch.equal(whole, parts)


@pytest.mark.parametrize("dtype", DTYPES)
def test_what_fits_and_what_is_not_finite_stays(dtype: torch.dtype) -> None:
    values = torch.tensor([0.0, 1.0, -2.5, float("inf"), float("-inf"), float("nan")])
    out = torch.empty(6, dtype=dtype)
    round_stochastic(values, out, 5, 0)
    assert torch.equal(out[:5].float(), values[:5])
    assert bool(out[5].isnan())
