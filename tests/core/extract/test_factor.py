"""The factors against the exact decomposition."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor

from graftwork_core.errors import BadInput
from graftwork_core.extract import difference as differences
from graftwork_core.extract.difference import Difference
from graftwork_core.extract.factor import Factors, factor
from graftwork_core.weights.header import read_header
from graftwork_core.weights.reader import Reader

CPU = torch.device("cpu")


def with_spectrum(rows: int, columns: int, spectrum: Tensor) -> Tensor:
    generator = torch.Generator().manual_seed(rows * 7 + columns)
    short = min(rows, columns)
    left = torch.linalg.qr(torch.randn(rows, short, generator=generator, dtype=torch.float64)).Q
    right = torch.linalg.qr(torch.randn(columns, short, generator=generator, dtype=torch.float64)).Q
    return (left * spectrum[:short]) @ right.T


def factored(folder: Path, donor: Tensor, base: Tensor, rank: int, **choices: bool) -> tuple[Factors, Difference]:
    save_file({"w": donor.contiguous()}, folder / "donor.safetensors")
    save_file({"w": base.contiguous()}, folder / "base.safetensors")
    (one,), (other,) = (read_header(folder / f"{name}.safetensors").tensors for name in ("donor", "base"))
    with Reader() as reader:
        difference = Difference(one, other, reader, CPU)
        return factor(difference, rank, seed=3, **choices), difference


@pytest.mark.parametrize("power", [-0.3, -0.8, -2.0])
@pytest.mark.parametrize("shape", [(700, 900), (900, 700), (64, 300), (5, 40)])
def test_energy_is_nearly_the_optimum_and_exactly_what_is_said(
    shape: tuple[int, int], power: float, tmp_path: Path
) -> None:
    spectrum = torch.arange(1, min(shape) + 1, dtype=torch.float64) ** power
    whole = with_spectrum(*shape, spectrum)
    found, difference = factored(tmp_path, whole.float(), torch.zeros(shape), 16)
    rank = min(16, *shape)
    assert len(found.singular) == rank
    assert difference.energy == pytest.approx(float(whole.square().sum()), rel=1e-5)
    optimum = float(spectrum[:rank].square().sum())
    left_over = float((whole - found.left.double() @ found.right.double()).square().sum())
    assert found.captured >= 0.9995 * optimum
    assert difference.energy - left_over == pytest.approx(found.captured, rel=1e-4)


def test_reading_again_gives_what_keeping_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = with_spectrum(700, 800, torch.arange(1, 701, dtype=torch.float64) ** -0.5).float()
    kept, _ = factored(tmp_path, whole, torch.zeros_like(whole), 8)
    monkeypatch.setattr(differences, "KEPT_ELEMENTS", 0)
    read_again, _ = factored(tmp_path, whole, torch.zeros_like(whole), 8)
    assert torch.equal(kept.left, read_again.left)
    assert torch.equal(kept.right, read_again.right)


def test_no_difference_is_zero_and_finite(tmp_path: Path) -> None:
    same = torch.randn(600, 640)
    found, difference = factored(tmp_path, same, same, 8)
    assert difference.energy == found.captured == 0
    assert not found.left.any()
    assert bool(torch.isfinite(found.right).all())


@pytest.mark.parametrize("relative", [3e-2, 1e-2, 3e-3])
def test_the_noise_floor_finds_the_true_rank_of_a_bf16_fine_tune(relative: float, tmp_path: Path) -> None:
    generator = torch.Generator().manual_seed(1)
    base = (torch.randn(768, 768, generator=generator) * 0.02).bfloat16()
    update = with_spectrum(768, 768, torch.cat((torch.ones(16), torch.zeros(752)))).float()
    update *= relative * float(base.float().norm()) / float(update.norm())
    donor = (base.float() + update).bfloat16()
    found, difference = factored(tmp_path, donor, base, 64, above_noise=True)
    assert len(found.singular) == 16
    true_noise = float((donor.float() - base.float() - update).double().square().sum())
    if relative >= 1e-2:
        assert difference.noise == pytest.approx(true_noise, rel=0.1)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_broken_weight_is_named(value: float, tmp_path: Path) -> None:
    donor = torch.zeros(8, 8)
    donor[3, 3] = value
    with pytest.raises(BadInput, match=r"donor\.safetensors.*'w'"):
        factored(tmp_path, donor, torch.zeros(8, 8), 2)
