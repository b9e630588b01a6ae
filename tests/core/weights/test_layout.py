"""Layouts written by several threads in any order, read by safetensors, and held against the plan again."""

from __future__ import annotations

import json
import random
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.torch import load_file, save_file

from graftwork_core.compute import bytes_of
from graftwork_core.errors import BadInput, GraftworkError
from graftwork_core.weights.checkpoint import open_checkpoint
from graftwork_core.weights.header import read_header
from graftwork_core.weights.layout import Layout, OutputTensor, lay_out, lay_out_file, split_by_size, split_like
from graftwork_core.weights.reader import Reader
from graftwork_core.weights.verify import verify_folder, verify_shapes
from graftwork_core.weights.writer import CheckpointWriter

DTYPES = {"F32": torch.float32, "BF16": torch.bfloat16, "I64": torch.int64, "BOOL": torch.bool}


def table(count: int) -> dict[str, torch.Tensor]:
    """Tensors of several types and shapes, empty ones and scalars among them."""
    generator = torch.Generator().manual_seed(count)
    shapes = [(7, 5), (3,), (), (0, 4), (2, 3, 4), (129,)]
    tensors = {}
    for place in range(count):
        values = torch.randint(0, 100, shapes[place % len(shapes)], generator=generator)
        tensors[f"layers.{place}.w"] = values.to(list(DTYPES.values())[place % len(DTYPES)])
    return tensors


def planned(tensors: dict[str, torch.Tensor]) -> list[OutputTensor]:
    names = {dtype: name for name, dtype in DTYPES.items()}
    return [OutputTensor(name, names[tensor.dtype], tuple(tensor.shape)) for name, tensor in tensors.items()]


def loaded(folder: Path) -> dict[str, torch.Tensor]:
    return {name: tensor for file in sorted(folder.glob("*.safetensors")) for name, tensor in load_file(file).items()}


def is_same(found: dict[str, torch.Tensor], wanted: dict[str, torch.Tensor]) -> bool:
    return found.keys() == wanted.keys() and all(
        found[name].dtype == tensor.dtype and torch.equal(found[name], tensor) for name, tensor in wanted.items()
    )


@pytest.mark.parametrize("limit", [1, 60, 300, 10**9])
def test_threads_in_any_order_write_what_safetensors_loads(limit: int, tmp_path: Path) -> None:
    tensors = table(40)
    layout = lay_out(split_by_size(planned(tensors), limit))
    pieces = []
    for name, tensor in tensors.items():
        view = bytes_of(tensor.reshape(-1).contiguous()) if tensor.numel() else memoryview(b"")
        middle = len(view) // 3
        pieces += [(name, view[:middle], 0), (name, view[middle:], middle)]
    random.Random(limit).shuffle(pieces)
    with CheckpointWriter(tmp_path, layout) as writer, ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda piece: writer.write(*piece), pieces))
        writer.sync()
    assert is_same(loaded(tmp_path), tensors)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(layout.filenames)
    assert sum(file.stat().st_size for file in tmp_path.glob("*.safetensors")) == layout.nbytes
    opened = verify_folder(tmp_path, layout.tensors)
    assert len(opened.headers) == len(layout.files)


def test_an_index_names_every_tensor_and_the_size(tmp_path: Path) -> None:
    tensors = table(12)
    layout = lay_out(split_by_size(planned(tensors), 100))
    with CheckpointWriter(tmp_path, layout):
        pass
    index = json.loads((tmp_path / "model.safetensors.index.json").read_text())
    assert index["weight_map"].keys() == tensors.keys()
    assert index["metadata"]["total_size"] == sum(tensor.nbytes for tensor in tensors.values())
    assert set(index["weight_map"].values()) == {file.name for file in tmp_path.glob("*.safetensors")}
    assert all(f"-of-{len(layout.files):05d}.safetensors" in name for name in index["weight_map"].values())


def test_one_group_is_one_file_without_an_index() -> None:
    layout = lay_out([planned(table(5))])
    assert layout.index is None
    assert layout.filenames == ("model.safetensors",)


def test_written_bytes_of_an_interrupted_run_stay(tmp_path: Path) -> None:
    tensors = table(9)
    layout = lay_out([planned(tensors)])
    for share in (list(tensors)[:4], list(tensors)[4:]):
        with CheckpointWriter(tmp_path, layout) as writer:
            for name in share:
                writer.write(name, memoryview(bytes(read_of(tensors[name]))))
    assert is_same(loaded(tmp_path), tensors)


def read_of(tensor: torch.Tensor) -> bytes:
    return bytes(bytes_of(tensor.reshape(-1).contiguous())) if tensor.numel() else b""


@pytest.mark.parametrize("kernel", [True, False], ids=["kernel copies", "we copy"])
def test_copies_are_the_same_bytes(kernel: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tensors = {"a": torch.randn(1000, 33), "b": torch.randn(0, 3), "c": torch.tensor(3.0), "d": torch.randn(70)}
    save_file(tensors, tmp_path / "from.safetensors")
    if not kernel:
        monkeypatch.delattr("os.copy_file_range", raising=False)
        monkeypatch.setattr("graftwork_core.weights.writer._COPY_BYTES", 1000)
    layout = lay_out_file("to.safetensors", list(reversed(planned(tensors))))
    with Reader() as reader, CheckpointWriter(tmp_path, layout) as writer:
        for tensor in read_header(tmp_path / "from.safetensors").tensors:
            writer.copy(tensor.name, tensor, reader)
        back = memoryview(bytearray(8))
        written = {tensor.name: tensor for tensor in read_header(tmp_path / "to.safetensors").tensors}
        reader.read_into(back, written["d"], 4)
    assert bytes(back) == read_of(tensors["d"])[4:12]
    assert is_same(load_file(tmp_path / "to.safetensors"), tensors)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=12), st.integers(1, 300))
def test_a_shard_is_closed_only_when_the_next_tensor_has_no_room(sizes: list[int], limit: int) -> None:
    groups = split_by_size([OutputTensor(str(place), "F32", (size,)) for place, size in enumerate(sizes)], limit)
    for group, following in pairwise(groups):
        assert sum(tensor.nbytes for tensor in (*group, following[0])) > limit


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=12))
def test_shards_like_another_checkpoint_keep_its_files_and_order(places: list[str]) -> None:
    tensors = [OutputTensor(f"{place}{number}", "F32", (2,)) for number, place in enumerate(places)]
    groups = split_like(tensors, lambda name: name[0])
    assert [{tensor.name[0] for tensor in group} for group in groups] == [{place} for place in sorted(set(places))]
    for group in groups:
        assert group == [tensor for tensor in tensors if tensor in group]


def test_a_missing_an_extra_and_another_tensor_are_named(tmp_path: Path) -> None:
    tensors = table(8)
    layout = lay_out(split_by_size(planned(tensors), 100))
    with CheckpointWriter(tmp_path, layout):
        pass
    plan = layout.tensors
    name = "layers.4.w"
    wrong = OutputTensor(name, plan[name].dtype, (1, *plan[name].shape))
    for other in ({**plan, name: wrong}, {**plan, "more": wrong}, {key: plan[key] for key in plan if key != name}):
        with pytest.raises(GraftworkError, match=r"'(layers\.4\.w|more)'"):
            verify_folder(tmp_path, other)
    next(tmp_path.glob("model-*")).unlink()
    with pytest.raises(BadInput, match="lacks the shard"):
        verify_folder(tmp_path, plan)


def test_what_transformers_needs_must_be_there(tmp_path: Path) -> None:
    save_file({"x": torch.ones(2, 2), "extra": torch.ones(1)}, tmp_path / "model.safetensors")
    written = open_checkpoint(tmp_path)
    assert verify_shapes(tmp_path, {"x": (2, 2)}, written) == ("extra",)
    for expected in ({"x": (2, 3)}, {"x": (2, 2), "y": (1,)}):
        with pytest.raises(GraftworkError, match="transformers needs"):
            verify_shapes(tmp_path, expected, written)


def test_a_source_that_became_shorter_is_named(tmp_path: Path) -> None:
    file = tmp_path / "from.safetensors"
    save_file({"w": torch.ones(1000)}, file)
    (tensor,) = read_header(file).tensors
    file.write_bytes(file.read_bytes()[:-100])
    layout: Layout = lay_out_file("to.safetensors", [OutputTensor("w", "F32", (1000,))])
    with (
        Reader() as reader,
        CheckpointWriter(tmp_path, layout) as writer,
        pytest.raises(BadInput, match=r"from\.safetensors.*'w'"),
    ):
        writer.copy("w", tensor, reader)
    with Reader() as reader, pytest.raises(BadInput, match="'w'"):
        reader.read_into(memoryview(bytearray(tensor.nbytes)), tensor)
