"""NaN and infinite weights in a target: a merge stops at them, or names every tensor that has some, as was chosen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest
import torch
from safetensors.torch import save_file

from graftwork_core.errors import BadInput, Cancelled
from tests.core import tiny
from tests.core.compare import tree
from tests.core.engine import Listener, merge, type_in
from tests.core.refusal import refused

SINGLE: Final = "model.safetensors"
CHANGED: Final = "model.layers.0.self_attn.q_proj.weight"
COPIED: Final = "model.layers.1.input_layernorm.weight"
BAD: Final = (float("nan"), float("inf"), float("-inf"))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Three bad weights in a matrix that the adapter changes, one in a vector that is copied."""
    folder = tiny.copied(tiny.model("llama"), tmp_path / "target")
    found = tiny.tensors(folder / SINGLE)
    for at, value in enumerate(BAD):
        found[CHANGED][40, 3 + at] = value
    found[COPIED][7] = BAD[0]
    save_file(found, folder / SINGLE, {"format": "pt"})
    return folder


@pytest.fixture
def adapter() -> Path:
    return tiny.adapter("plain", "llama")


def test_without_a_word_a_merge_stops(target: Path, adapter: Path, tmp_path: Path) -> None:
    with refused(tmp_path, str(target)):
        merge(target, adapter, tmp_path / "merged")


def test_the_tensor_is_named_wherever_it_is(adapter: Path, tmp_path: Path) -> None:
    for name in (CHANGED, COPIED):
        folder = tiny.copied(tiny.model("llama"), tmp_path / name)
        found = tiny.tensors(folder / SINGLE)
        found[name].view(-1)[-1] = BAD[0]
        save_file(found, folder / SINGLE, {"format": "pt"})
        with refused(tmp_path, name, "--not-finite report"):
            merge(folder, adapter, tmp_path / "merged")


def test_every_tensor_is_reported_and_nothing_else_changes(target: Path, adapter: Path, tmp_path: Path) -> None:
    listener = Listener()
    result = merge(target, adapter, tmp_path / "merged", not_finite="report", listener=listener)
    (said,) = [message for message in result.warnings if "NaN" in message]
    assert "2 tensors" in said
    assert CHANGED in said
    assert COPIED in said
    assert any(warning.startswith(said) for warning in listener.warnings)

    sound = tiny.tensors(merge(tiny.model("llama"), adapter, tmp_path / "sound").out / SINGLE)
    found = tiny.tensors(tmp_path / "merged" / SINGLE)
    before = tiny.tensors(target / SINGLE)
    for name, tensor in found.items():
        bad = ~torch.isfinite(before[name])
        assert torch.equal(torch.isfinite(tensor), ~bad), name
        assert torch.equal(tensor[~bad], sound[name][~bad]), name
        assert torch.equal(tensor[bad].isnan(), before[name][bad].isnan()), name


def test_the_record_counts_them_and_can_be_made_again(target: Path, adapter: Path, tmp_path: Path) -> None:
    merge(target, adapter, tmp_path / "merged", not_finite="report")
    text = (tmp_path / "merged" / "graftwork.json").read_text()
    record = json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    counts = {name: figures["not_finite"] for name, figures in record["tensors"].items() if "not_finite" in figures}
    assert counts == {CHANGED: 3, COPIED: 1}
    assert "--not-finite report" in record["command"]


@pytest.mark.parametrize("dtype", ["fp16", "fp32"])
def test_another_type_keeps_them(dtype: str, target: Path, adapter: Path, tmp_path: Path) -> None:
    merge(target, adapter, tmp_path / "merged", not_finite="report", dtype=dtype)
    found = tiny.tensors(tmp_path / "merged" / SINGLE)
    assert int((~torch.isfinite(found[CHANGED])).sum()) == 3
    assert int((~torch.isfinite(found[COPIED])).sum()) == 1


def test_what_was_merged_with_a_word_does_not_pass_without_it(target: Path, adapter: Path, tmp_path: Path) -> None:
    """A cancelled job that goes on under the other choice stops at tensors that it had finished, too."""
    first = Listener(cancel_after=_reports_of_a_merge(target, adapter, tmp_path) - 1)
    with pytest.raises(Cancelled):
        merge(target, adapter, tmp_path / "merged", not_finite="report", threads=1, listener=first)
    with pytest.raises(BadInput, match="NaN or infinite"):
        merge(target, adapter, tmp_path / "merged", threads=1)


def _reports_of_a_merge(target: Path, adapter: Path, tmp_path: Path) -> int:
    listener = Listener()
    merge(target, adapter, tmp_path / "counted", not_finite="report", threads=1, listener=listener)
    return len(listener.seen)


@pytest.mark.parametrize("part", ["lora_A", "lora_B"])
def test_an_adapter_that_is_no_number_always_stops(part: str, adapter: Path, tmp_path: Path) -> None:
    """The choice is about the target; what a broken factor touches would be lost as a whole."""
    broken = tiny.copied(adapter, tmp_path / "adapter")
    file = broken / "adapter_model.safetensors"
    found = {name: tensor.contiguous() for name, tensor in tiny.tensors(file).items()}
    name = next(name for name in found if part in name)
    found[name].view(-1)[0] = BAD[0]
    save_file(found, file, {"format": "pt"})
    with refused(tmp_path, name):
        merge(tiny.model("llama"), broken, tmp_path / "merged", not_finite="report")


def test_the_column_norms_of_dora_do_not_spread_them(target: Path, tmp_path: Path) -> None:
    with refused(tmp_path, CHANGED):
        merge(target, tiny.adapter("dora", "llama"), tmp_path / "merged", not_finite="report")


def test_it_can_be_typed(target: Path, adapter: Path, tmp_path: Path) -> None:
    words = ("merge", "--target", target, "--adapter", adapter, "--out", tmp_path / "merged")
    code, _, err = type_in(*words)
    assert code == 2, err
    assert "--not-finite report" in err
    code, out, err = type_in(*words, "--not-finite", "report")
    assert code == 0, err
    assert CHANGED in out + err
    assert tree(tmp_path / "merged")
