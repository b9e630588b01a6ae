"""Differences that are not just any matrix: exactly low rank, sparse, empty, tiny, huge, stacked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.torch import save_file
from torch import Tensor

from graftwork_core.extract import difference as differences
from graftwork_core.extract.difference import Difference
from graftwork_core.extract.factor import Factors, factor
from graftwork_core.weights.header import read_header
from graftwork_core.weights.reader import Reader

CPU: Final = torch.device("cpu")
TALL, WIDE, SQUARE = (640, 530), (530, 640), (560, 560)
"""Just large enough for the iteration; smaller ones are decomposed exactly."""


def random(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))


def decompose(folder: Path, donor: Tensor, base: Tensor, rank: int, *, seed: int = 3, block: int = 0) -> Factors:
    return with_difference(folder, donor, base, rank, seed=seed, block=block)[0]


def with_difference(
    folder: Path, donor: Tensor, base: Tensor, rank: int, *, seed: int = 3, block: int = 0
) -> tuple[Factors, Difference]:
    for name, tensor in (("donor", donor), ("base", base)):
        save_file({"w": tensor.contiguous()}, folder / f"{name}.safetensors")
    (one,), (other,) = (read_header(folder / f"{name}.safetensors").tensors for name in ("donor", "base"))
    with Reader() as reader:
        difference = Difference(one, other, reader, CPU, block=block)
        return factor(difference, rank, seed=seed), difference


def assert_is_the_best(found: Factors, energy: float, whole: Tensor, rank: int, share: float = 0.9999) -> None:
    """The factors capture (nearly) what the truncated decomposition would, and say exactly how much."""
    rank = min(rank, *whole.shape)
    optimum = float(torch.linalg.svdvals(whole.double())[:rank].square().sum())
    total = float(whole.double().square().sum())
    left_over = float((whole.double() - found.left.double() @ found.right.double()).square().sum())
    assert energy == pytest.approx(total, rel=1e-5)
    assert found.captured >= share * optimum
    assert found.captured <= optimum * (1 + 1e-4) + 1e-30
    assert total - left_over == pytest.approx(found.captured, rel=1e-4, abs=1e-4 * total)
    assert found.left.shape == (whole.shape[0], rank)
    assert found.right.shape == (rank, whole.shape[1])
    assert list(found.singular) == sorted(found.singular, reverse=True)
    assert bool(found.left.isfinite().all() and found.right.isfinite().all())


def low_rank(shape: tuple[int, int], rank: int) -> Tensor:
    return random(shape[0], rank) @ random(rank, shape[1], seed=1) * 0.01


def few_rows(shape: tuple[int, int]) -> Tensor:
    """Retrained tokens in an embedding."""
    whole = torch.zeros(shape)
    whole[[3, 100, 101, 500]] = random(4, shape[1])
    return whole


def few_columns(shape: tuple[int, int]) -> Tensor:
    return few_rows(shape[::-1]).T.contiguous()


def one_element(shape: tuple[int, int]) -> Tensor:
    whole = torch.zeros(shape)
    whole[7, 9] = -2.5
    return whole


def corner_block(shape: tuple[int, int]) -> Tensor:
    whole = torch.zeros(shape)
    whole[:40, :30] = random(40, 30)
    return whole


MATRICES: Final[dict[str, Callable[[tuple[int, int]], Tensor]]] = {
    "flat": lambda shape: random(*shape),
    "rank 1": lambda shape: low_rank(shape, 1),
    "rank 8": lambda shape: low_rank(shape, 8),
    "rank 8 and noise": lambda shape: low_rank(shape, 8) + random(*shape, seed=5) * 1e-3,
    "rank 40": lambda shape: low_rank(shape, 40),
    "constant": lambda shape: torch.full(shape, 0.25),
    "few rows": few_rows,
    "few columns": few_columns,
    "one element": one_element,
    "corner block": corner_block,
    "diagonal": lambda shape: torch.eye(*shape),
    "steep diagonal": lambda shape: torch.diag_embed(0.8 ** torch.arange(560.0))[: shape[0], : shape[1]],
    "tiny numbers": lambda shape: low_rank(shape, 8) * 1e-9,
    "large numbers": lambda shape: low_rank(shape, 8) * 1e9,
    "dependent columns": lambda shape: random(shape[0], 1) * torch.arange(1.0, shape[1] + 1) % 3,
}


@pytest.mark.parametrize("name", MATRICES)
def test_every_kind_of_matrix(name: str, tmp_path: Path) -> None:
    shape = SQUARE if "diagonal" in name else TALL
    whole = MATRICES[name](shape)
    found, difference = with_difference(tmp_path, whole, torch.zeros(shape), 8)
    assert_is_the_best(found, difference.energy, whole, 8, share=0.97 if name in ("flat", "diagonal") else 0.9999)


@pytest.mark.parametrize("shape", [WIDE, SQUARE, (3, 700), (700, 3), (1, 40), (40, 1), (1, 1), (600, 520)])
@pytest.mark.parametrize("rank", [1, 4, 60])
def test_every_shape_and_more_rank_than_there_is(shape: tuple[int, int], rank: int, tmp_path: Path) -> None:
    spectrum = 0.9 ** torch.arange(min(shape)).float()
    whole = (torch.linalg.qr(random(shape[0], min(shape))).Q * spectrum) @ torch.linalg.qr(
        random(shape[1], min(shape), seed=1)
    ).Q.T
    found, difference = with_difference(tmp_path, whole, torch.zeros(shape), rank)
    assert_is_the_best(found, difference.energy, whole, rank)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.integers(1, 40), columns=st.integers(1, 40), true=st.integers(0, 40), rank=st.integers(1, 50))
def test_any_small_matrix(rows: int, columns: int, true: int, rank: int, tmp_path: Path) -> None:
    whole = random(rows, true) @ random(true, columns, seed=1)
    found, difference = with_difference(tmp_path, whole, torch.zeros_like(whole), rank)
    assert_is_the_best(found, difference.energy, whole, rank)


@pytest.mark.parametrize("name", ["rank 8", "flat"])
def test_more_rank_than_the_iteration_can_widen_to(name: str, tmp_path: Path) -> None:
    """So many directions that the basis nearly fills the matrix."""
    whole = MATRICES[name](TALL)
    for rank in (100, 300, 529, 530):
        found, difference = with_difference(tmp_path, whole, torch.zeros(TALL), rank)
        assert_is_the_best(found, difference.energy, whole, rank)


def test_the_same_seed_is_the_same_bits_and_another_is_as_good(tmp_path: Path) -> None:
    whole = random(*TALL) + low_rank(TALL, 12) * 100
    first, again, other = (decompose(tmp_path, whole, torch.zeros(TALL), 12, seed=seed) for seed in (5, 5, 6))
    assert torch.equal(first.left, again.left)
    assert torch.equal(first.right, again.right)
    assert first.singular == again.singular
    assert not torch.equal(first.left, other.left)
    assert first.captured == pytest.approx(other.captured, rel=1e-3)


def test_a_random_state_outside_neither_matters_nor_moves(tmp_path: Path) -> None:
    whole = random(*TALL)
    torch.manual_seed(1)
    first = decompose(tmp_path, whole, torch.zeros(TALL), 4)
    state = torch.get_rng_state()
    again = decompose(tmp_path, whole, torch.zeros(TALL), 4)
    assert torch.equal(torch.get_rng_state(), state)
    assert torch.equal(first.left, again.left)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16, torch.float32, torch.float64])
def test_streaming_equals_keeping_in_every_type(
    dtype: torch.dtype, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = random(*TALL) * 0.02
    donor, base = (base + low_rank(TALL, 6)).to(dtype), base.to(dtype)
    kept = decompose(tmp_path, donor, base, 6)
    monkeypatch.setattr(differences, "KEPT_ELEMENTS", 0)
    monkeypatch.setattr(differences, "BLOCK_ELEMENTS", 530 * 100)  # the last block is a short one
    streamed, difference = with_difference(tmp_path, donor, base, 6)
    whole = donor.float() - base.float()
    assert_is_the_best(streamed, difference.energy, whole, 6)
    torch.testing.assert_close(streamed.left @ streamed.right, kept.left @ kept.right, rtol=1e-3, atol=1e-5)
    assert streamed.passes == kept.passes


def test_more_rows_in_one_of_the_two_and_blocks_of_a_stack(tmp_path: Path) -> None:
    donor, base = random(3, 20, 16), random(3, 20, 16, seed=1)
    for block in range(3):
        found, difference = with_difference(tmp_path, donor, base, 4, block=block)
        assert_is_the_best(found, difference.energy, donor[block] - base[block], 4)
    for rows in (12, 28):
        taller = random(rows, 16, seed=2)
        found, difference = with_difference(tmp_path, taller, base[0], 4)
        common = min(rows, 20)
        assert_is_the_best(found, difference.energy, taller[:common] - base[0][:common], 4)
        assert difference.weight_energy == pytest.approx(float(base[0][:common].double().square().sum()), rel=1e-5)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
@pytest.mark.parametrize("scale", [0.02, 1.0, 37.0])
def test_the_noise_is_that_of_rounding(dtype: torch.dtype, scale: float, tmp_path: Path) -> None:
    """Σ ulp²/12 (facts measured: within 1 % for moves that are not small beside the weights' steps)."""
    exact = random(*TALL) * scale
    donor = exact.to(dtype)
    _, difference = with_difference(tmp_path, donor, (exact * 0.5).to(dtype), 1)
    true = float((donor.double() - exact.double()).square().sum())
    assert difference.noise == pytest.approx(true, rel=0.03)


def test_exact_types_have_no_noise(tmp_path: Path) -> None:
    _, difference = with_difference(tmp_path, random(20, 20), random(20, 20, seed=1), 2)
    assert difference.noise == 0


@pytest.mark.parametrize("true", [16, 40])
@pytest.mark.parametrize("relative", [3e-2, 1e-2, 3e-3])
def test_the_noise_floor_finds_the_true_rank(true: int, relative: float, tmp_path: Path) -> None:
    base = (random(*WIDE) * 0.02).bfloat16()
    left, right = torch.linalg.qr(random(530, true, seed=1)).Q, torch.linalg.qr(random(640, true, seed=2)).Q
    update = left @ right.T
    update *= relative * float(base.float().norm()) / float(update.norm())
    save_file({"w": (base.float() + update).bfloat16()}, tmp_path / "donor.safetensors")
    save_file({"w": base}, tmp_path / "base.safetensors")
    (one,), (other,) = (read_header(tmp_path / f"{name}.safetensors").tensors for name in ("donor", "base"))
    with Reader() as reader:
        found = factor(Difference(one, other, reader, CPU), 64, seed=3, above_noise=True)
        at_most = factor(Difference(one, other, reader, CPU), 8, seed=3, above_noise=True)
    assert len(found.singular) == true
    assert len(at_most.singular) == min(true, 8)
    recovered = found.left.double() @ found.right.double()
    assert float((recovered - update.double()).norm() / update.double().norm()) < 0.35


def test_rank_one_at_least_even_when_all_is_noise(tmp_path: Path) -> None:
    same = random(40, 40)
    save_file({"w": same}, tmp_path / "same.safetensors")
    (tensor,) = read_header(tmp_path / "same.safetensors").tensors
    with Reader() as reader:
        found = factor(Difference(tensor, tensor, reader, CPU), 8, seed=0, above_noise=True)
    assert found.left.shape == (40, 1)
    assert found.captured == 0
