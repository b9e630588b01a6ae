"""How much of a change is still there after rounding, and what happens when a device has no memory left."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor

from graftwork_core import compute
from graftwork_core.adapter.updates import LowRank
from graftwork_core.errors import NotEnoughRoom
from graftwork_core.extract.options import ExtractOptions
from graftwork_core.extract.run import check as check_extract
from graftwork_core.merge.options import AdapterUse, MergeOptions
from graftwork_core.merge.run import check as check_merge
from tests.core import engine, tiny
from tests.core.merge.single import low_rank, merge, random

SHAPE = (256, 256)


def small_change(folder: Path, relative: float) -> tuple[Tensor, LowRank]:
    """Weights in bfloat16, and an update whose elements are `relative` to them (root mean square)."""
    before = (random(*SHAPE) * 0.02).bfloat16()
    a, b = random(8, SHAPE[1], seed=1), random(SHAPE[0], 8, seed=2)
    return before, low_rank(folder, a, b, scale=relative * 0.02 / 8**0.5)


@pytest.mark.parametrize(
    ("relative", "gain", "tolerance"),
    [(3e-2, 1.0, 0.005), (1e-2, 1.0, 0.01), (3e-3, 0.925, 0.03), (1e-3, 0.526, 0.06), (3e-4, 0.177, 0.06)],
)
def test_nearest_rounding_eats_small_changes(relative: float, gain: float, tolerance: float, tmp_path: Path) -> None:
    """The measured table of gains: all of a change of a hundredth arrives, a sixth of one of 3e-4."""
    before, update = small_change(tmp_path, relative)
    found = merge(tmp_path, before, [update]).survival
    assert found.gain == pytest.approx(gain, abs=tolerance)


@pytest.mark.parametrize("relative", [1e-2, 1e-3, 3e-4])
def test_stochastic_rounding_keeps_them_on_average(relative: float, tmp_path: Path) -> None:
    before, update = small_change(tmp_path, relative)
    gains = [merge(tmp_path, before, [update], rounding="stochastic", seed=seed).survival.gain for seed in range(4)]
    assert sum(gain or 0 for gain in gains) / 4 == pytest.approx(1, abs=0.03)


def test_the_figures_are_those_of_the_tensors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, update = small_change(tmp_path, 1e-3)
    found = merge(tmp_path, before, [update])
    exact = merge(tmp_path, before, [update], out=torch.float32).tensor.double() - before.double()
    arrived = found.tensor.double() - before.double()
    figures = found.survival.figures()
    assert figures["survival"] == pytest.approx(float((exact * arrived).sum() / exact.square().sum()), abs=1e-3)
    assert figures["changed"] == pytest.approx(float((arrived != 0).double().mean()), abs=1e-6)
    assert figures["change"] == pytest.approx(float(exact.square().mean().sqrt()), rel=1e-3)
    monkeypatch.setattr(compute, "CHUNK_ELEMENTS", 1)  # several chunks, of which only some are measured
    assert merge(tmp_path, before, [update]).survival.elements < before.numel()
    assert merge(tmp_path, before, [update]).survival.gain == pytest.approx(figures["survival"], abs=0.05)


def test_smaller_chunks_give_the_same_but_for_a_rounding(tmp_path: Path) -> None:
    before, update = small_change(tmp_path, 3e-2)
    whole, small = merge(tmp_path, before, [update]), merge(tmp_path, before, [update], smaller=True)
    torch.testing.assert_close(small.tensor, whole.tensor, rtol=2.0**-7, atol=0)
    assert small.advanced == whole.advanced


def exhausted(monkeypatch: pytest.MonkeyPatch, times: int) -> list[int]:
    """Make the next products fail as they do on a GPU without memory; returns the heights that were tried."""
    real, tried = torch.mm, list[int]()

    def mm(left: Tensor, right: Tensor, **named: Tensor) -> Tensor:
        tried.append(len(left))
        if len(tried) <= times:
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return real(left, right, **named)

    monkeypatch.setattr(torch, "mm", mm)
    return tried


@pytest.mark.parametrize("times", [2, 3, 5])
def test_out_of_memory_falls_back_to_smaller_chunks_and_says_so(
    times: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, adapter = tiny.model("llama"), tiny.adapter("plain", "llama")
    engine.merge(target, adapter, tmp_path / "expected", threads=1)
    tried = exhausted(monkeypatch, times)  # the first time is the estimate's
    listener = engine.Listener()
    engine.merge(target, adapter, tmp_path / "out", threads=1, listener=listener)
    expected, found = tiny.tensors(tmp_path / "expected"), tiny.tensors(tmp_path / "out")
    assert found.keys() == expected.keys()
    for name, tensor in expected.items():
        torch.testing.assert_close(found[name], tensor, rtol=2.0**-7, atol=1e-6, msg=name)
    assert len(tried) > times
    assert [text for text in listener.warnings if "ran out of memory" in text and "smaller chunks" in text]
    done = [done for done, _ in listener.seen]
    assert done[-1] == listener.seen[-1][1], "the bytes of the failed attempts were counted too"
    assert max(done) <= listener.seen[-1][1]


def test_no_memory_for_the_estimate_is_no_estimate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    merging = MergeOptions(
        target=tiny.model("llama"), adapters=(AdapterUse(path=tiny.adapter("plain", "llama")),), out=tmp_path / "out"
    )
    extracting = ExtractOptions(base=tiny.model("llama"), donor=tiny.finetuned("llama"), out=tmp_path / "out")
    for answer in (check_merge(merging), check_extract(extracting)):
        assert answer[1].seconds is not None
    exhausted(monkeypatch, 10**6)
    for answer in (check_merge(merging), check_extract(extracting)):
        assert answer[1].seconds is None


def test_a_device_without_any_memory_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exhausted(monkeypatch, 10**6)
    with pytest.raises(NotEnoughRoom, match="row by row"):
        engine.merge(tiny.model("llama"), tiny.adapter("plain", "llama"), tmp_path / "out", threads=1)
    assert not (tmp_path / "out").exists()
