"""Headers: what we write safetensors reads, and nothing that we read can do more than be refused."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors import safe_open
from safetensors.torch import load_file, save_file

from graftwork_core.errors import BadInput, GraftworkError
from graftwork_core.weights.dtypes import BITS
from graftwork_core.weights.header import MAX_HEADER_BYTES, build_header, read_header
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


NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).filter(lambda name: name != "__metadata__")


@ANY_NUMBER
@given(
    table=st.dictionaries(
        NAMES, st.tuples(st.sampled_from(sorted(BITS)), st.lists(st.integers(0, 4), max_size=3)), min_size=1, max_size=5
    ),
    metadata=st.dictionaries(NAMES, NAMES, max_size=3),
)
def test_what_is_built_is_read_back(
    table: dict[str, tuple[str, list[int]]], metadata: dict[str, str], tmp_path: Path
) -> None:
    wanted = [(name, dtype, (8, *shape)) for name, (dtype, shape) in table.items()]  # 8: whole bytes in every type
    header, offsets = build_header(wanted, metadata)
    file = tmp_path / "built.safetensors"
    ends = [offsets[name] + 8 * BITS[dtype] * _product(shape[1:]) // 8 for name, dtype, shape in wanted]
    file.write_bytes(header.ljust(max(ends), b"\0"))
    assert len(header) % 8 == 0
    found = read_header(file)
    assert found.nbytes == len(header)
    assert found.metadata == metadata
    assert {(tensor.name, tensor.dtype, tensor.shape) for tensor in found.tensors} == set(wanted)
    assert all(tensor.start == offsets[tensor.name] for tensor in found.tensors)


def _product(sizes: tuple[int, ...]) -> int:
    count = 1
    for size in sizes:
        count *= size
    return count


def write(file: Path, entries: Any, body: bytes = b"") -> Path:
    """A file with this header, whatever it may be, and this body."""
    text = entries if isinstance(entries, bytes) else json.dumps(entries).encode()
    file.write_bytes(struct.pack("<Q", len(text)) + text + body)
    return file


def entry(dtype: Any = "F32", shape: Any = (2, 3), offsets: Any = (0, 24)) -> dict[str, Any]:
    return {"dtype": dtype, "shape": shape, "data_offsets": offsets}


def test_the_plain_file_of_the_following_tests_is_good(tmp_path: Path) -> None:
    file = write(tmp_path / "w.safetensors", {"w": entry()}, bytes(24))
    assert read_header(file).tensors[0].shape == (2, 3)
    with safe_open(file, "pt") as stream:
        assert stream.get_tensor("w").shape == (2, 3)


@pytest.mark.parametrize(
    "damaged",
    [
        entry(dtype="F33"),
        entry(dtype="f32"),
        entry(dtype=None),
        entry(dtype=["F32"]),
        entry(dtype="BF16"),
        entry(dtype="F4", shape=[3], offsets=[0, 1]),
        entry(shape=[2, 4]),
        entry(shape=[-2, -3]),
        entry(shape=[2.0, 3]),
        entry(shape=[True, 6]),
        entry(shape="23"),
        entry(shape=6),
        entry(shape=[2**62, 2**62]),
        entry(shape=[1] * 40 + [6]),
        entry(offsets=[0, 20]),
        entry(offsets=[4, 28]),
        entry(offsets=[24, 0]),
        entry(offsets=[-24, 0]),
        entry(offsets=[0, 24, 48]),
        entry(offsets=[0]),
        entry(offsets=None),
        entry(offsets=[0.0, 24.0]),
        entry(offsets=[2**64, 2**64 + 24]),
        {"dtype": "F32", "shape": [2, 3]},
        {},
        [],
        None,
        "F32",
    ],
    ids=repr,
)
def test_an_entry_with_one_thing_wrong_names_the_tensor(damaged: Any, tmp_path: Path) -> None:
    file = write(tmp_path / "w.safetensors", {"w": damaged}, bytes(24))
    with pytest.raises(BadInput, match=r"w\.safetensors.*'w'"):
        read_header(file)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ({"w": entry(), "v": entry()}, "overlaps"),
        ({"w": entry(), "v": entry(offsets=(20, 44))}, "overlaps"),
        ({"w": entry(), "v": entry(shape=(0,), offsets=(12, 12))}, "overlaps"),
        ({"w": entry(), "v": entry(shape=(1,), offsets=(28, 32))}, "gap"),
        ({"w": entry(shape=(1,), offsets=(0, 4))}, "behind its last tensor"),
        ({"w": entry(), "v": entry(offsets=(24, 48))}, "truncated.*'v'"),
        ({"w": entry(), "__metadata__": {"a": 1}}, "__metadata__"),
        ({"w": entry(), "__metadata__": ["a"]}, "__metadata__"),
        (b'{"w":{},"w":{}}', "'w' twice"),
        (b'{"w":{"dtype":"F32","dtype":"F32"}}', "'dtype' twice"),
        (b"[]", "not a JSON object"),
        (b"", "not a JSON object"),
        (b"   {}", "not a JSON object"),
        (b"{", "not valid JSON"),
        (b'{"\xff":{}}', "not valid JSON"),
        (b'{"a":' * 50_000, "nested too deeply|not valid JSON"),
        (b'{"w":{"dtype":"F32","shape":[' + b"9" * 5000 + b'],"data_offsets":[0,24]}}', "not valid JSON"),
        ('{"w": {}}'.encode("utf-16-le"), "not valid JSON"),
    ],
)
def test_a_header_that_is_wrong_as_a_whole(header: Any, said: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=said):
        read_header(write(tmp_path / "w.safetensors", header, bytes(24)))


@pytest.mark.parametrize("name", [b'"\\ud800"', b'"\xed\xa0\x80"'], ids=["escaped", "raw"])
def test_half_a_character_in_a_name_is_refused(name: bytes, tmp_path: Path) -> None:
    """Such a name can't be written again, and safetensors doesn't read it either."""
    text = b"{" + name + b':{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}'
    file = write(tmp_path / "w.safetensors", text, bytes(24))
    with pytest.raises(Exception, match="header"), safe_open(file, "pt"):
        pass
    with pytest.raises(BadInput, match="not valid"):
        read_header(file)


@pytest.mark.parametrize("length", [MAX_HEADER_BYTES + 1, 2**63, 2**64 - 1])
def test_a_header_of_absurd_length_is_not_even_read(length: int, tmp_path: Path) -> None:
    file = tmp_path / "w.safetensors"
    file.write_bytes(struct.pack("<Q", length) + b"{}")
    with pytest.raises(BadInput, match=str(length)):
        read_header(file)


def test_every_truncation_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "whole.safetensors"
    save_file({"x": torch.ones(2, 2), "y": torch.zeros(3, dtype=torch.bfloat16)}, file, {"format": "pt"})
    content = file.read_bytes()
    for length in range(len(content)):
        file.write_bytes(content[:length])
        with pytest.raises(BadInput, match=r"whole\.safetensors"):
            read_header(file)


@ANY_NUMBER
@given(data=st.data())
def test_what_we_accept_safetensors_reads_alike(data: st.DataObject, tmp_path: Path) -> None:
    """Damage that is still a header for us is one for the library, with the same table."""
    file = tmp_path / "damaged.safetensors"
    save_file({"x": torch.ones(4, 4), "y": torch.zeros(3)}, file)
    content = bytearray(file.read_bytes())
    at = data.draw(st.integers(8, len(content) - 77))
    content[at] = data.draw(st.sampled_from(b'0123456789,:"[]{}FIUB \\n'))
    file.write_bytes(content)
    try:
        header = read_header(file)
    except BadInput:
        return
    with safe_open(file, "pt") as stream:
        assert {tensor.name: list(tensor.shape) for tensor in header.tensors} == {
            name: stream.get_slice(name).get_shape()
            for name in stream.keys()  # noqa: SIM118 - not a dict
        }


def test_a_folder_and_nothing_are_refused(tmp_path: Path) -> None:
    for file in (tmp_path, tmp_path / "nothing.safetensors"):
        with pytest.raises(BadInput, match=str(file)):
            read_header(file)
