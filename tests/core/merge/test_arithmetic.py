"""One tensor's merge against the same sum in float64, in every order of chunks and kind of update."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
import torch
from torch import Tensor

from graftwork_core import compute
from graftwork_core.adapter.updates import Addition, LowRank, Replacement, RowReplacement, Update
from graftwork_core.errors import BadInput
from tests.core.merge.single import low_rank, merge, random, stored

ROWS, COLUMNS, RANK = 200, 96, 8
STEPS: Final = {torch.bfloat16: 2.0**-8, torch.float16: 2.0**-11, torch.float32: 2.0**-23, torch.float64: 2.0**-48}
"""Half a step beside 1, and some room for a float32 sum; float64: for factors that float32 holds."""
DTYPES: Final = list(STEPS)


def product(a: Tensor, b: Tensor, scale: float = 1.0) -> Tensor:
    return b.double() @ a.double() * scale


def assert_rounded(found: Tensor, exact: Tensor, dtype: torch.dtype) -> None:
    """Every element is the exact sum but for one rounding."""
    assert found.dtype is dtype
    allowed = STEPS[dtype] * exact.abs().clamp_min(2.0**-10) * 1.01 + (1e-14 if dtype is torch.float64 else 4e-6)
    assert bool(((found.double() - exact).abs() <= allowed).all())


@pytest.fixture
def factors() -> tuple[Tensor, Tensor]:
    return random(RANK, COLUMNS, seed=1) * 0.1, random(ROWS, RANK, seed=2) * 0.1


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("out", [None, torch.float32, torch.float16])
def test_one_product(
    dtype: torch.dtype, out: torch.dtype | None, factors: tuple[Tensor, Tensor], tmp_path: Path
) -> None:
    before = random(ROWS, COLUMNS).to(dtype)
    update = low_rank(tmp_path, *factors, scale=0.7, weight=-1.5)
    found = merge(tmp_path, before, [update], out=out)
    assert_rounded(found.tensor, before.double() + product(*factors, -1.05), out or dtype)
    assert found.advanced == found.tensor.nbytes


@pytest.mark.parametrize("rounding", ["nearest", "stochastic"])
@pytest.mark.parametrize("dtype", DTYPES[:3])
def test_chunks_do_not_change_a_bit(
    dtype: torch.dtype, rounding: str, factors: tuple[Tensor, Tensor], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = random(ROWS, COLUMNS).to(dtype)
    whole_rows = random(ROWS, COLUMNS, seed=8).to(dtype)
    rows = RowReplacement(stored(tmp_path, rows=random(2, COLUMNS, seed=3))["rows"], (190, 3), 0.5)
    kinds: list[list[Update]] = [
        [low_rank(tmp_path, *factors, scale=0.7)],
        [low_rank(tmp_path, *factors, scale=0.7), low_rank(tmp_path, random(3, COLUMNS), random(ROWS, 3), "y")],
        [low_rank(tmp_path, *factors), Addition(stored(tmp_path, delta=whole_rows)["delta"], 0.3)],
        [Replacement(stored(tmp_path, whole=whole_rows)["whole"], 0.25), rows],
        [replace(low_rank(tmp_path, *factors), magnitude=stored(tmp_path, m=random(ROWS, seed=9).abs())["m"])],
    ]
    for updates in kinds:
        monkeypatch.setattr(compute, "CHUNK_ELEMENTS", 10**9)
        whole = merge(tmp_path, before, updates, rounding=rounding)
        for elements in (1, COLUMNS * 64, COLUMNS * 130):
            monkeypatch.setattr(compute, "CHUNK_ELEMENTS", elements)
            parts = merge(tmp_path, before, updates, rounding=rounding)
            assert torch.equal(parts.tensor, whole.tensor), f"{updates} in chunks of {elements}"
            assert parts.advanced == whole.advanced


@pytest.mark.parametrize("dtype", DTYPES[:3])
def test_a_sum_is_rounded_once(dtype: torch.dtype, tmp_path: Path) -> None:
    """Rounding after each of many small adapters would lose most of them (facts: 92 % instead of 100 %)."""
    before = random(ROWS, COLUMNS).to(dtype)
    exact = before.double()
    updates: list[Update] = []
    for number in range(12):
        a, b = random(RANK, COLUMNS, seed=2 * number) * 0.03, random(ROWS, RANK, seed=2 * number + 1) * 0.03
        weight = -0.5 if number % 3 == 0 else 1.0
        updates.append(low_rank(tmp_path, a, b, f"x{number}", scale=1.5, weight=weight))
        exact = exact + product(a, b, 1.5 * weight)
    assert_rounded(merge(tmp_path, before, updates).tensor, exact, dtype)


def test_the_opposite_weight_takes_it_out_again(factors: tuple[Tensor, Tensor], tmp_path: Path) -> None:
    before = random(ROWS, COLUMNS).bfloat16()
    both = [low_rank(tmp_path, *factors, weight=0.8), low_rank(tmp_path, *factors, weight=-0.8)]
    assert torch.equal(merge(tmp_path, before, both).tensor, before)


@pytest.mark.parametrize("rounding", ["nearest", "stochastic"])
@pytest.mark.parametrize("dtype", DTYPES)
def test_weight_zero_leaves_every_byte(
    dtype: torch.dtype, rounding: str, factors: tuple[Tensor, Tensor], tmp_path: Path
) -> None:
    before = random(ROWS, COLUMNS).to(dtype)
    whole = stored(tmp_path, whole=random(ROWS, COLUMNS, seed=5))["whole"]
    magnitude = stored(tmp_path, m=random(ROWS, seed=9).abs())["m"]
    for update in (
        low_rank(tmp_path, *factors, weight=0.0),
        replace(low_rank(tmp_path, *factors, weight=0.0), magnitude=magnitude),
        Addition(whole, 2.0, 0.0),
        Replacement(whole, 0.0),
        RowReplacement(whole, tuple(range(ROWS)), 0.0),
    ):
        found = merge(tmp_path, before, [update], rounding=rounding)
        assert torch.equal(found.tensor.view(torch.uint8), before.view(torch.uint8)), update
        assert found.survival.figures() == {}, update


@pytest.mark.parametrize("rounding", ["nearest", "stochastic"])
def test_rows_without_a_change_keep_their_bytes(rounding: str, tmp_path: Path) -> None:
    before = random(ROWS, COLUMNS).bfloat16()
    b = random(ROWS, RANK, seed=2)
    b[50:] = 0
    after = merge(tmp_path, before, [low_rank(tmp_path, random(RANK, COLUMNS, seed=1), b)], rounding=rounding).tensor
    assert torch.equal(after[50:], before[50:])
    assert not torch.equal(after[:50], before[:50])


def test_every_way_to_lie_on_disk(tmp_path: Path) -> None:
    """Transposed, a range of rows or columns, a place within a larger tensor, one of a stack."""
    a, b = random(RANK, 40, seed=1), random(60, RANK, seed=2)
    update, exact = low_rank(tmp_path, a, b, scale=0.5), product(a, b, 0.5)
    forms: list[tuple[LowRank, Tensor]] = [
        (update, exact),
        (replace(update, transposed=True), exact.T),
        (replace(update, rows=(10, 35)), exact[10:35]),
        (replace(update, columns=(5, 15)), exact[:, 5:15]),
        (replace(update, rows=(10, 35), transposed=True), exact[10:35].T),
        (replace(update, swapped=True), exact.T),
        (replace(update, swapped=True, rows=(3, 9)), exact.T[3:9]),
        (replace(update, within=(20, 80)), torch.nn.functional.pad(exact, (0, 0, 20, 7))),
    ]
    for form, change in forms:
        before = random(*change.shape, seed=4)
        assert_rounded(merge(tmp_path, before, [form]).tensor, before.double() + change, torch.float32)


def test_stacked_experts(tmp_path: Path) -> None:
    """A lies expert by expert, B rank by rank; a block of the stack that no update means stays."""
    experts, rank = 3, 4
    a, b = random(experts, rank, 20, seed=1), random(30, rank, experts, seed=2)
    update = low_rank(tmp_path, a.view(-1, 20), b.view(30, -1), scale=2.0)
    before = random(experts, 30, 20)
    updates = [replace(update, experts=experts, expert=expert, block=expert) for expert in (0, 2)]
    exact = before.double()
    for expert in (0, 2):
        exact[expert] += product(a[expert], b[:, :, expert], 2.0)
    found = merge(tmp_path, before, updates).tensor
    assert_rounded(found, exact, torch.float32)
    assert torch.equal(found[1], before[1])


def test_adalora_has_singular_values_between(factors: tuple[Tensor, Tensor], tmp_path: Path) -> None:
    diagonal = random(RANK, 1, seed=6)
    update = replace(low_rank(tmp_path, *factors), diagonal=stored(tmp_path, e=diagonal)["e"])
    before = random(ROWS, COLUMNS)
    exact = before.double() + product(factors[0] * diagonal, factors[1])
    assert_rounded(merge(tmp_path, before, [update]).tensor, exact, torch.float32)


@pytest.mark.parametrize("transposed", [False, True])
@pytest.mark.parametrize("weight", [1.0, 0.4, -1.0])
@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float32])
def test_dora(transposed: bool, weight: float, dtype: torch.dtype, tmp_path: Path) -> None:
    a, b, magnitude = random(RANK, COLUMNS, seed=1), random(ROWS, RANK, seed=2), random(ROWS, seed=3).abs() + 0.1
    update = replace(
        low_rank(tmp_path, a, b, scale=0.5, weight=weight),
        magnitude=stored(tmp_path, m=magnitude)["m"],
        transposed=transposed,
    )
    before = random(ROWS, COLUMNS).to(dtype)
    moved = before.double() + product(a, b, 0.5)
    dora = moved * (magnitude.double()[:, None] / moved.norm(dim=1, keepdim=True))
    exact = before.double() + weight * (dora - before.double())
    found = merge(tmp_path, before.T if transposed else before, [update]).tensor
    assert_rounded(found.T if transposed else found, exact, dtype)


def test_replacements_and_added_rows(tmp_path: Path) -> None:
    before, taller = random(20, 6), random(25, 6, seed=2)
    whole = stored(tmp_path, whole=taller)["whole"]
    assert torch.equal(merge(tmp_path, before, [Replacement(whole)], shape=(25, 6)).tensor, taller)
    few = stored(tmp_path, few=taller[:4])["few"]
    found = merge(tmp_path, before, [Addition(few, 2.0, 0.5)]).tensor
    torch.testing.assert_close(found[:4], before[:4] + taller[:4])
    assert torch.equal(found[4:], before[4:])
    rows = merge(tmp_path, before, [RowReplacement(few, (19, 0, 7, 3))]).tensor
    assert torch.equal(rows[[19, 0, 7, 3]], taller[:4])
    assert torch.equal(rows[[1, 2, 18]], before[[1, 2, 18]])


@pytest.mark.parametrize("shape", [(), (7,), (2, 3, 5), (2, 2, 3, 5)])
def test_any_number_of_dimensions(shape: tuple[int, ...], tmp_path: Path) -> None:
    before, delta = random(*shape), random(*shape, seed=1)
    found = merge(tmp_path, before, [Addition(stored(tmp_path, d=delta)["d"], 0.5)]).tensor
    torch.testing.assert_close(found, before + 0.5 * delta)


def test_half_precision_that_overflows_is_refused(factors: tuple[Tensor, Tensor], tmp_path: Path) -> None:
    before = torch.full((ROWS, COLUMNS), 60000.0)
    for source, out in ((before.half(), None), (before, torch.float16)):
        with pytest.raises(BadInput, match="fp16's range"):
            merge(tmp_path, source, [low_rank(tmp_path, *factors, scale=1e6)], out=out)
    assert bool(merge(tmp_path, before, [low_rank(tmp_path, *factors, scale=1e6)]).tensor.isfinite().all())


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("where", ["source", "factor", "replacement"])
def test_what_is_not_finite_is_named(where: str, value: float, tmp_path: Path) -> None:
    before, a, whole = random(300, 8), random(2, 8, seed=1), random(300, 8, seed=2)
    {"source": before, "factor": a, "replacement": whole}[where].view(-1)[-1] = value
    update: Update = low_rank(tmp_path, a, random(300, 2, seed=3))
    if where == "replacement":
        update = Replacement(stored(tmp_path, whole=whole)["whole"])
    named = {"source": "'w'", "factor": r"'x\.a'", "replacement": "'whole'"}[where]
    with pytest.raises(BadInput, match=rf"in\.safetensors: tensor {named}"):
        merge(tmp_path, before, [update])
