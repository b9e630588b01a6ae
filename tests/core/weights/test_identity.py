"""Which checkpoint is which: the same bytes have the same identity, a change at any tensor's ends another."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from graftwork_core.weights import identity
from graftwork_core.weights.header import read_header
from graftwork_core.weights.reader import Reader

SAMPLE = 4096


def identified(file: Path) -> list[dict[str, str | int]]:
    with Reader() as reader:
        return identity.identify([read_header(file)], reader)


def make(file: Path) -> Path:
    """A long tensor, one of two samples that overlap, a short one and an empty one."""
    generator = torch.Generator().manual_seed(3)
    sizes = {"long": 40_000, "overlapping": 6000, "short": 10, "none": 0}
    tensors = {
        name: torch.randint(0, 255, (size,), generator=generator, dtype=torch.uint8) for name, size in sizes.items()
    }
    save_file(tensors, file)
    return file


@pytest.mark.parametrize("large", [False, True])
def test_the_same_bytes_elsewhere_are_the_same(large: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if large:
        monkeypatch.setattr(identity, "WHOLE_LIMIT", 100)
    (tmp_path / "other").mkdir()
    one, other = make(tmp_path / "model.safetensors"), make(tmp_path / "other" / "model.safetensors")
    assert identified(one) == identified(other)
    assert ("sampled_sha256" in identified(one)[0]) == large


def test_a_change_at_either_end_of_any_tensor_of_a_large_file_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "WHOLE_LIMIT", 100)
    file = make(tmp_path / "model.safetensors")
    content, before = bytearray(file.read_bytes()), identified(file)
    for tensor in read_header(file).tensors:
        if not tensor.nbytes:
            continue
        last = tensor.start + tensor.nbytes - 1
        reach = min(SAMPLE, tensor.nbytes) - 1
        for at in (tensor.start, tensor.start + reach, last - reach, last):
            content[at] ^= 1
            file.write_bytes(content)
            assert identified(file) != before, f"a change of {tensor.name} at {at - tensor.start} was not noticed"
            content[at] ^= 1
    file.write_bytes(content)
    assert identified(file) == before


def test_any_change_of_a_small_file_shows(tmp_path: Path) -> None:
    file = make(tmp_path / "model.safetensors")
    content, before = bytearray(file.read_bytes()), identified(file)
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert identified(file) != before


def test_another_header_of_a_large_file_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "WHOLE_LIMIT", 100)
    file = make(tmp_path / "model.safetensors")
    before = identified(file)
    file.write_bytes(file.read_bytes().replace(b'"long"', b'"lone"'))
    assert identified(file) != before
