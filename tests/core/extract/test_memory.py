"""An extraction on a device whose memory runs out."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor

from graftwork_core.errors import NotEnoughRoom
from tests.core import tiny
from tests.core.engine import Listener, extract


def exhausted(monkeypatch: pytest.MonkeyPatch, times: int, error: RuntimeError) -> list[int]:
    """Make the next differences fail as they do on a GPU without memory; returns the heights that were tried."""
    real, tried = torch.sub, list[int]()

    def sub(left: Tensor, right: Tensor, **named: Tensor) -> Tensor:
        tried.append(len(left))
        if len(tried) <= times:
            raise error
        return real(left, right, **named)

    monkeypatch.setattr(torch, "sub", sub)
    return tried


@pytest.mark.parametrize(
    "error", [torch.OutOfMemoryError("CUDA out of memory."), RuntimeError("MPS backend out of memory (…)")]
)
@pytest.mark.parametrize("times", [1, 4])
def test_smaller_pieces_are_taken_and_said(
    times: int, error: RuntimeError, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, donor = tiny.model("llama"), tiny.finetuned("llama")
    extract(base, donor, tmp_path / "expected", rank=4, threads=1)
    tried = exhausted(monkeypatch, times, error)
    listener = Listener()
    extract(base, donor, tmp_path / "out", rank=4, threads=1, listener=listener)
    expected, found = tiny.tensors(tmp_path / "expected"), tiny.tensors(tmp_path / "out")
    assert found.keys() == expected.keys()
    for name, tensor in expected.items():
        torch.testing.assert_close(found[name].abs(), tensor.abs(), rtol=2e-2, atol=2e-3, msg=name)
    assert min(tried) < max(tried), "no smaller piece was tried"
    said = [text for text in listener.warnings if "ran out of memory" in text]
    assert len(said) == 1
    assert "smaller pieces" in said[0]


def test_too_little_even_for_the_smallest_piece_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exhausted(monkeypatch, 10**6, torch.OutOfMemoryError("CUDA out of memory."))
    with pytest.raises(NotEnoughRoom, match="too little memory for tensor"):
        extract(tiny.model("llama"), tiny.finetuned("llama"), tmp_path / "out", rank=4, threads=1)
    assert not (tmp_path / "out").exists()


def test_another_failure_is_not_taken_for_missing_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exhausted(monkeypatch, 10**6, RuntimeError("a fault of another kind"))
    with pytest.raises(RuntimeError, match="another kind"):
        extract(tiny.model("llama"), tiny.finetuned("llama"), tmp_path / "out", rank=4, threads=1)
