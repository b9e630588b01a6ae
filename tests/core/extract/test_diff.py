"""What a fine-tune changed: figures against the tensors themselves, resume, refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from graftwork_core.errors import BadInput, Cancelled
from graftwork_core.extract.diff import check, diff
from graftwork_core.extract.diff_file import DIFF_NAME, read_diff
from graftwork_core.extract.diff_options import DiffOptions
from graftwork_core.extract.options import ExtractOptions
from graftwork_core.extract.plan import plan_extract
from tests.core import tiny
from tests.core.engine import Listener


def options(out: Path, kind: str = "llama", **more: object) -> DiffOptions:
    return DiffOptions(base=tiny.model(kind), donor=tiny.finetuned(kind), out=out, **more)


@pytest.mark.parametrize("kind", ["llama", "gpt2", "mixtral"])
def test_the_figures_are_those_of_the_tensors(kind: str, tmp_path: Path) -> None:
    listener = Listener()
    result = diff(options(tmp_path / "out", kind), listener)
    found = read_diff(tmp_path / "out")
    base, donor = tiny.tensors(tiny.model(kind)), tiny.tensors(tiny.finetuned(kind))
    assert [one.name for one in found.tensors] == [name for name in base if name in donor] or {
        one.name for one in found.tensors
    } == set(base)
    for one in found.tensors:
        difference = donor[one.name].double() - base[one.name].double()
        assert one.energy == pytest.approx(float(difference.square().sum()), rel=1e-4)
        expected = float(difference.norm() / base[one.name].double().norm())
        assert one.relative == pytest.approx(expected, rel=1e-4)
        assert 0 <= one.noise <= 1
    assert result.changed == sum(one.energy > 0 for one in found.tensors)
    whole = torch.cat([donor[name].double().flatten() - base[name].double().flatten() for name in base])
    weights = torch.cat([base[name].double().flatten() for name in base])
    assert result.relative == pytest.approx(float(whole.norm() / weights.norm()), rel=1e-3)
    assert {name for name, _ in listener.metrics} >= {one.name for one in found.tensors}


def test_the_suggested_rank_is_the_true_one(tmp_path: Path) -> None:
    """A difference of rank 3 far above the rounding is seen as one of rank 3, and an adapter of it has it all."""
    base = tiny.model("llama")
    donor = tiny.copied(base, tmp_path / "donor")
    generator = torch.Generator().manual_seed(1)
    tensors = tiny.tensors(base)
    name = "model.layers.1.mlp.up_proj.weight"
    rows, columns = tensors[name].shape
    change = torch.randn(rows, 3, generator=generator) @ torch.randn(3, columns, generator=generator) * 0.05
    tensors[name] = (tensors[name].float() + change).bfloat16()
    save_file(tensors, donor / "model.safetensors")
    result = diff(DiffOptions(base=base, donor=donor, out=tmp_path / "out"), Listener())
    by_name = {one.name: one for one in read_diff(tmp_path / "out").tensors}
    assert by_name[name].rank == 3
    assert by_name[name].captured == pytest.approx(1, abs=1e-3)
    assert result.rank == 3
    assert result.changed == 1
    assert result.largest == name
    assert 2 * 3 * (rows + columns) <= result.suggested_nbytes < 2 * 3 * (rows + columns) + 20_000


@pytest.mark.parametrize("kind", ["llama", "gpt2", "mixtral"])
def test_an_adapter_s_size_is_what_an_extraction_reckons(kind: str, tmp_path: Path) -> None:
    diff(options(tmp_path / "out", kind), Listener())
    plan = plan_extract(ExtractOptions(base=tiny.model(kind), donor=tiny.finetuned(kind), out=tmp_path / "adapter"))
    found = read_diff(tmp_path / "out")
    assert found.nbytes_of_rank == {rank: plan.adapter_bytes(rank) for rank in found.nbytes_of_rank}
    assert found.suggested_nbytes <= max(found.nbytes_of_rank.values())


def test_a_resumed_comparison_tells_what_was_done_before(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        diff(options(tmp_path / "out", threads=1), Listener(cancel_after=4))
    listener = Listener()
    diff(options(tmp_path / "out", threads=1), listener)
    told = {name for name, figures in listener.metrics if "relative" in figures}
    assert told == {one.name for one in read_diff(tmp_path / "out").tensors}


def test_equal_models_are_no_error(tmp_path: Path) -> None:
    twin = tiny.copied(tiny.model("llama"), tmp_path / "twin")
    result = diff(DiffOptions(base=tiny.model("llama"), donor=twin, out=tmp_path / "out"), Listener())
    assert (result.changed, result.relative, result.largest) == (0, 0.0, "")


def test_a_cancelled_comparison_goes_on_where_it_stopped(tmp_path: Path) -> None:
    diff(options(tmp_path / "whole"), Listener())
    with pytest.raises(Cancelled):
        diff(options(tmp_path / "out", threads=1), Listener(cancel_after=4))
    assert not (tmp_path / "out").exists()
    listener = Listener()
    diff(options(tmp_path / "out", threads=1), listener)
    assert listener.seen[0][0] > 0
    assert (tmp_path / "out" / DIFF_NAME).read_bytes() == (tmp_path / "whole" / DIFF_NAME).read_bytes()


def test_a_rehearsal_touches_nothing(tmp_path: Path) -> None:
    report, needs = check(options(tmp_path / "out"))
    assert not report.blocking
    assert sum(nbytes for _, nbytes in needs.reads) > 0
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("damage", ["{", "{}", '{"schema": "graftwork/difference-9"}', "null"])
def test_damaged_figures_are_refused(damage: str, tmp_path: Path) -> None:
    (tmp_path / DIFF_NAME).write_text(damage)
    with pytest.raises(BadInput, match=DIFF_NAME):
        read_diff(tmp_path)


def test_missing_fields_are_refused(tmp_path: Path) -> None:
    diff(options(tmp_path / "out"), Listener())
    content = json.loads((tmp_path / "out" / DIFF_NAME).read_text())
    del content["tensors"][0]["rank"]
    (tmp_path / "out" / DIFF_NAME).write_text(json.dumps(content))
    with pytest.raises(BadInput, match="damaged"):
        read_diff(tmp_path / "out")
