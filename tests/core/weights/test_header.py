"""Headers: what we write safetensors reads, and nothing that we read can do more than be refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.torch import load_file, save_file

from graftwork_core.errors import GraftworkError
from graftwork_core.weights.header import build_header, read_header
from graftwork_core.weights.layout import OutputTensor, lay_out, split_by_size
from graftwork_core.weights.verify import verify_folder
from graftwork_core.weights.writer import CheckpointWriter

ANY_NUMBER = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@ANY_NUMBER
@given(shapes=st.lists(st.lists(st.integers(0, 5), max_size=3), min_size=1, max_size=6))
def test_what_is_written_is_read_by_safetensors(shapes: list[list[int]], tmp_path: Path) -> None:
    tensors = {f"t{place}": torch.randn(shape) for place, shape in enumerate(shapes)}
    outputs = [OutputTensor(name, "F32", tuple(tensor.shape)) for name, tensor in tensors.items()]
    layout = lay_out([outputs])
    (tmp_path / "model.safetensors").unlink(missing_ok=True)
    with CheckpointWriter(tmp_path, layout) as writer:
        for name, tensor in reversed(tensors.items()):
            writer.write(name, memoryview(tensor.numpy().tobytes()))
    found = load_file(tmp_path / "model.safetensors")
    assert found.keys() == tensors.keys()
    assert all(torch.equal(found[name], tensor) for name, tensor in tensors.items())


def test_the_same_table_has_the_same_bytes_and_starts_aligned() -> None:
    table = [("b", "BF16", (3, 5)), ("a", "F32", (2,))]
    text, offsets = build_header(table, {"z": "1", "a": "2"})
    assert (text, offsets) == build_header(table, {"a": "2", "z": "1"})
    assert len(text) % 8 == 0
    assert offsets == {"b": len(text), "a": len(text) + 30}


@ANY_NUMBER
@given(data=st.data())
def test_damage_is_refused_and_never_more_than_that(data: st.DataObject, tmp_path: Path) -> None:
    file = tmp_path / "damaged.safetensors"
    save_file({"x": torch.ones(4, 4), "y": torch.zeros(3)}, file)
    content = bytearray(file.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 77))] = data.draw(st.integers(0, 255))
    file.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    refusal = ""
    try:
        header = read_header(file)
    except GraftworkError as error:
        refusal = error.message
    if refusal:
        assert str(file) in refusal
    else:
        assert sum(tensor.nbytes for tensor in header.tensors) + header.nbytes == file.stat().st_size


@ANY_NUMBER
@given(st.lists(st.integers(1, 50), min_size=1, max_size=12), st.integers(40, 300))
def test_shards_keep_their_limit_and_everything(sizes: list[int], limit: int) -> None:
    tensors = [OutputTensor(str(place), "F32", (size,)) for place, size in enumerate(sizes)]
    groups = split_by_size(tensors, limit)
    assert [tensor for group in groups for tensor in group] == tensors
    assert all(sum(tensor.nbytes for tensor in group) <= limit or len(group) == 1 for group in groups)


def test_a_folder_that_is_not_the_plan_fails_its_verification(tmp_path: Path) -> None:
    save_file({"x": torch.ones(2, 2), "y": torch.ones(1)}, tmp_path / "model.safetensors")
    x, y = OutputTensor("x", "F32", (2, 2)), OutputTensor("y", "F32", (1,))
    verify_folder(tmp_path, {"x": x, "y": y})
    wrong = OutputTensor("x", "BF16", (2, 2))
    for plan, named in (({"x": x}, "'y'"), ({"x": wrong, "y": y}, "BF16"), ({"x": x, "y": y, "z": y}, "'z'")):
        with pytest.raises(GraftworkError, match=named):
            verify_folder(tmp_path, plan)
