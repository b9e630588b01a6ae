"""Stochastic rounding: between the two neighbours, right on average, the same in any order of chunks."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

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


def neighbours(value: float, dtype: torch.dtype) -> tuple[float, float]:
    """The largest number of the type that is not above, and the smallest that is not below."""
    nearest = torch.tensor([value]).to(dtype)
    exact = float(nearest)
    if exact == value:
        return exact, exact
    towards = torch.tensor([math.inf if exact < value else -math.inf], dtype=dtype)
    other = float(torch.nextafter(nearest, towards))
    return min(exact, other), max(exact, other)


@given(
    value=st.sampled_from([1.0, 2.0**-30, 2.0**-37]).flatmap(
        lambda scale: st.floats(-65504 * scale, 65504 * scale, width=32)
    ),
    dtype=st.sampled_from(DTYPES),
    stream=st.integers(0, 2**31 - 1),
    first=st.integers(0, 2**40),
)
def test_only_the_two_neighbours_occur(value: float, dtype: torch.dtype, stream: int, first: int) -> None:
    if dtype is torch.bfloat16 and 0 < abs(value) < 2.0**-126:
        value = 0.0  # processors differ in what they do with float32's own subnormals
    out = torch.empty(64, dtype=dtype)
    round_stochastic(torch.full((64,), value), out, stream, first)
    assert set(out.tolist()) <= set(neighbours(value, dtype))


@given(dtype=st.sampled_from(DTYPES), bits=st.integers(0, 2**16 - 1))
def test_what_the_type_has_never_changes(dtype: torch.dtype, bits: int) -> None:
    exact = torch.tensor([bits - 2**15], dtype=torch.int16).view(dtype)
    if not bool(exact.isfinite()) or (dtype is torch.bfloat16 and abs(float(exact)) < 2.0**-126):
        return
    out = torch.empty(32, dtype=dtype)
    round_stochastic(exact.float().expand(32), out, bits, bits)
    assert out.tolist() == [float(exact)] * 32


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("share", [1 / 64, 0.25, 0.5, 0.9])
@pytest.mark.parametrize("start", [1.0, -3.5, 2.0**-14, 2.0**-20, -(2.0**-22)])
def test_up_and_down_are_as_likely_as_they_are_near(start: float, share: float, dtype: torch.dtype) -> None:
    low, high = start, float(torch.nextafter(torch.tensor(start, dtype=dtype), torch.tensor(math.inf, dtype=dtype)))
    value = torch.tensor(low + share * (high - low))
    out = torch.empty(100_000, dtype=dtype)
    round_stochastic(value.expand(100_000), out, stream_of("w", 3), 0)
    assert set(out.tolist()) == {low, high}
    assert float((out == high).float().mean()) == pytest.approx(share, abs=4 * math.sqrt(share * (1 - share) / 100_000))


@pytest.mark.parametrize("dtype", DTYPES)
def test_places_and_streams_are_independent(dtype: torch.dtype) -> None:
    """No pattern along rows, none between tensors, and none between halves of a tensor of more than 2**32 elements."""
    count = 1 << 16
    value = 1 + 2.0**-9 if dtype is torch.bfloat16 else 1 + 2.0**-12  # about a quarter up

    def ups(stream: int, first: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        out = torch.empty(count, dtype=dtype)
        round_stochastic(torch.full((count,), value), out, stream, first)
        return (out > 1).double().numpy()

    here = ups(stream_of("a", 0), 0)
    for other in (
        ups(stream_of("b", 0), 0),
        ups(stream_of("a", 1), 0),
        ups(stream_of("a", 0), 2**32),
        ups(stream_of("a", 0), 2**33),
        ups(stream_of("a", 0) ^ 1, 0),
        np.roll(here, 1),
        np.roll(here, 2),
        np.roll(here, 64),
        np.roll(here, 4096),
    ):
        assert abs(np.corrcoef(here, other)[0, 1]) < 0.02


def test_exact_types_are_copied() -> None:
    values = torch.randn(50)
    out = torch.empty(50)
    round_stochastic(values, out, 1, 0)
    assert torch.equal(out, values)


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_matrix_that_is_not_contiguous(dtype: torch.dtype) -> None:
    values = torch.randn(40, 30)
    straight, turned = torch.empty(40, 30, dtype=dtype), torch.empty(40, 30, dtype=dtype)
    round_stochastic(values, straight, 9, 5)
    round_stochastic(values.T.contiguous().T, turned, 9, 5)
    assert torch.equal(straight, turned)
