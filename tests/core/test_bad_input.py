"""Broken model folders: each gives one sentence with the culprit and what to do, and nothing is written."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
import torch
from safetensors.torch import save_file

from tests.core import tiny
from tests.core.engine import extract, merge, type_in
from tests.core.refusal import edit_header, edit_json, header_of, refused, replace_header

SINGLE: Final = "model.safetensors"
INDEX: Final = "model.safetensors.index.json"
QUERY: Final = "model.layers.0.self_attn.q_proj.weight"
Damage = Callable[[Path], object]


def overlapping(header: dict[str, Any]) -> None:
    names = [name for name in header if name != "__metadata__"]
    start, end = header[names[1]]["data_offsets"]
    header[names[1]]["data_offsets"] = [start - 2, end - 2]


def with_gap(header: dict[str, Any]) -> None:
    last = max((entry for name, entry in header.items() if name != "__metadata__"), key=lambda e: e["data_offsets"][1])
    last["data_offsets"] = [offset + 8 for offset in last["data_offsets"]]


def cut(folder: Path) -> None:
    content = (folder / SINGLE).read_bytes()
    (folder / SINGLE).write_bytes(content[: len(content) // 2])


def twice_in_header(folder: Path) -> None:
    header = header_of(folder / SINGLE)
    entries = [json.dumps({QUERY: header[QUERY]})[1:-1], json.dumps(header)[1:-1]]
    replace_header(folder / SINGLE, ("{" + ",".join(entries) + "}").encode())


def only_pickle(folder: Path) -> None:
    (folder / SINGLE).unlink()
    torch.save({"a": torch.zeros(1)}, folder / "pytorch_model.bin")


def only_gguf(folder: Path) -> None:
    (folder / SINGLE).rename(folder / "model-q4.gguf")


def change(**entry: Any) -> Damage:
    return lambda folder: edit_header(folder / SINGLE, lambda header: header[QUERY].update(entry))


DAMAGED: Final[dict[str, tuple[Damage, tuple[str, ...]]]] = {
    "no config": (lambda folder: (folder / "config.json").unlink(), ("config.json",)),
    "config is no JSON": (lambda folder: (folder / "config.json").write_text("{"), ("config.json",)),
    "config is a list": (lambda folder: (folder / "config.json").write_text("[]"), ("config.json",)),
    "config is binary": (lambda folder: (folder / "config.json").write_bytes(b"\xff\xfe\0"), ("config.json",)),
    "config is deep": (lambda folder: (folder / "config.json").write_text("[" * 200_000), ("config.json",)),
    "config is a folder": (
        lambda folder: ((folder / "config.json").unlink(), (folder / "config.json").mkdir()),
        ("config.json",),
    ),
    "no weights": (lambda folder: (folder / SINGLE).unlink(), (SINGLE,)),
    "pickle only": (only_pickle, ("pytorch_model.bin", "safetensors")),
    "GGUF only": (only_gguf, ("GGUF",)),
    "truncated": (cut, (SINGLE, "truncated")),
    "empty": (lambda folder: (folder / SINGLE).write_bytes(b""), (SINGLE,)),
    "trailing bytes": (
        lambda folder: (folder / SINGLE).write_bytes((folder / SINGLE).read_bytes() + b"\0" * 16),
        (SINGLE, "16"),
    ),
    "no safetensors": (lambda folder: (folder / SINGLE).write_bytes(b"PK\3\4" * 500), (SINGLE,)),
    "huge header": (
        lambda folder: (folder / SINGLE).write_bytes(struct.pack("<Q", 2**63) + b"{}" * 50),
        (SINGLE, str(2**63)),
    ),
    "header longer than the file": (
        lambda folder: (folder / SINGLE).write_bytes(struct.pack("<Q", 90_000_000) + b"{}" * 50),
        (SINGLE, "90000000"),
    ),
    "deep header": (lambda folder: replace_header(folder / SINGLE, b'{"a":' * 100_000), (SINGLE,)),
    "header is a list": (lambda folder: replace_header(folder / SINGLE, b"[1, 2]"), (SINGLE,)),
    "header cut": (lambda folder: replace_header(folder / SINGLE, b'{"a": {"dtype"'), (SINGLE,)),
    "metadata is no text": (
        lambda folder: edit_header(folder / SINGLE, lambda header: header.update(__metadata__={"a": 1})),
        (SINGLE, "__metadata__"),
    ),
    "overlap": (lambda folder: edit_header(folder / SINGLE, overlapping), (SINGLE, "overlap")),
    "gap": (lambda folder: edit_header(folder / SINGLE, with_gap), (SINGLE, "gap")),
    "twice in the header": (twice_in_header, (SINGLE, QUERY)),
    "unknown type": (change(dtype="BF17"), (QUERY, "BF17")),
    "wrong size": (change(shape=[64, 63]), (QUERY, SINGLE)),
    "negative shape": (change(shape=[-64, -64]), (QUERY,)),
    "shape that overflows": (change(shape=[2**62, 2**62]), (QUERY,)),
    "shape of booleans": (change(shape=[True, True]), (QUERY,)),
    "offsets swapped": (change(data_offsets=[100, 4]), (QUERY,)),
    "offsets missing": (
        lambda folder: edit_header(folder / SINGLE, lambda header: header[QUERY].pop("data_offsets")),
        (QUERY,),
    ),
    "shards without index": (
        lambda folder: (folder / SINGLE).rename(folder / "model-00001-of-00002.safetensors"),
        (INDEX,),
    ),
}


@pytest.mark.parametrize(("damage", "named"), DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_target_is_refused(damage: Damage, named: tuple[str, ...], tmp_path: Path) -> None:
    target = tiny.copied(tiny.model("llama"), tmp_path / "target")
    damage(target)
    with refused(tmp_path, *named):
        merge(target, tiny.adapter("plain", "llama"), tmp_path / "merged")


@pytest.mark.parametrize("name", ["no config", "truncated", "pickle only", "overlap", "huge header"])
@pytest.mark.parametrize("slot", ["base", "donor"])
def test_a_damaged_base_or_donor_is_refused(name: str, slot: str, tmp_path: Path) -> None:
    damage, named = DAMAGED[name]
    folders = {
        "base": tiny.copied(tiny.model("llama"), tmp_path / "base"),
        "donor": tiny.copied(tiny.finetuned("llama"), tmp_path / "donor"),
    }
    damage(folders[slot])
    with refused(tmp_path, str(folders[slot]), *named):
        extract(folders["base"], folders["donor"], tmp_path / "adapter", rank=4)


def index_without_a_tensor(folder: Path) -> None:
    edit_json(folder / INDEX, lambda index: index["weight_map"].pop(QUERY))


def index_with_a_tensor_more(folder: Path) -> None:
    shard = sorted(folder.glob("*.safetensors"))[0].name
    edit_json(folder / INDEX, lambda index: index["weight_map"].update({"model.extra.weight": shard}))


def tensor_in_two_shards(folder: Path) -> None:
    first, second = sorted(folder.glob("*.safetensors"))[:2]
    double = next(iter(tiny.tensors(first)))
    save_file(tiny.tensors(second) | {double: tiny.tensors(first)[double]}, second, {"format": "pt"})


def point_elsewhere(where: str) -> Damage:
    return lambda folder: edit_json(folder / INDEX, lambda index: index["weight_map"].update({QUERY: where}))


SHARDS_DAMAGED: Final[dict[str, tuple[Damage, tuple[str, ...]]]] = {
    "a shard is missing": (
        lambda folder: sorted(folder.glob("*.safetensors"))[-1].unlink(),
        ("-of-0000",),
    ),
    "a shard is truncated": (
        lambda folder: sorted(folder.glob("*.safetensors"))[-1].write_bytes(b"\x10"),
        ("-of-0000",),
    ),
    "the index lacks a tensor": (index_without_a_tensor, (QUERY,)),
    "a shard lacks a tensor": (index_with_a_tensor_more, ("model.extra.weight",)),
    "a tensor is in two shards": (tensor_in_two_shards, (".weight",)),
    "a shard outside": (point_elsewhere("../outside.safetensors"), ("../outside.safetensors",)),
    "a shard anywhere": (point_elsewhere("/etc/passwd"), ("/etc/passwd",)),
    "a shard in a folder": (point_elsewhere("sub/model.safetensors"), ("sub/model.safetensors",)),
    "a shard behind a backslash": (point_elsewhere("..\\outside.safetensors"), ("outside.safetensors",)),
    "a shard with a zero": (point_elsewhere("a\0b"), (INDEX,)),
    "a shard that is a number": (
        lambda folder: edit_json(folder / INDEX, lambda index: index["weight_map"].update({QUERY: 7})),
        (QUERY,),
    ),
    "no weight_map": (lambda folder: (folder / INDEX).write_text("{}"), (INDEX, "weight_map")),
    "weight_map is a list": (lambda folder: (folder / INDEX).write_text('{"weight_map": []}'), (INDEX,)),
    "index is no JSON": (lambda folder: (folder / INDEX).write_text("weight_map"), (INDEX,)),
}


@pytest.mark.parametrize(("damage", "named"), SHARDS_DAMAGED.values(), ids=SHARDS_DAMAGED.keys())
def test_damaged_shards_are_refused(damage: Damage, named: tuple[str, ...], tmp_path: Path) -> None:
    target = tiny.copied(tiny.model("llama", sharded=True), tmp_path / "target")
    assert len(list(target.glob("*.safetensors"))) > 1
    (tmp_path / "outside.safetensors").write_bytes((tiny.model("llama") / SINGLE).read_bytes())
    damage(target)
    with refused(tmp_path, *named):
        merge(target, tiny.adapter("plain", "llama"), tmp_path / "merged")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("slot", ["base", "donor"])
def test_a_weight_that_is_no_number_stops_an_extraction(slot: str, value: float, tmp_path: Path) -> None:
    folders = {
        "base": tiny.copied(tiny.model("llama"), tmp_path / "base"),
        "donor": tiny.copied(tiny.finetuned("llama"), tmp_path / "donor"),
    }
    poison(folders[slot] / SINGLE, value)
    with refused(tmp_path, QUERY, str(folders[slot])):
        extract(folders["base"], folders["donor"], tmp_path / "adapter", rank=4)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_weight_that_is_no_number_stops_a_merge(value: float, tmp_path: Path) -> None:
    target = tiny.copied(tiny.model("llama"), tmp_path / "target")
    poison(target / SINGLE, value)
    with refused(tmp_path, QUERY, str(target)):
        merge(target, tiny.adapter("plain", "llama"), tmp_path / "merged")


def poison(file: Path, value: float) -> None:
    """Put one bad number in the middle of a matrix."""
    found = tiny.tensors(file)
    found[QUERY][40, 3] = value
    save_file(found, file, {"format": "pt"})


def test_a_sum_too_large_for_half_precision_is_refused(tmp_path: Path) -> None:
    """An fp16 file cannot hold 65 520 or more: what would become infinite is an error, not a model."""
    target, adapter = tiny.model("llama", "fp16"), tiny.adapter("plain", "llama", "fp16")
    with refused(tmp_path, "fp16", status=(1, 2)):
        merge(target, {adapter: 1e7}, tmp_path / "merged")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with refused(tmp_path, str(tmp_path / "nowhere")):
        merge(tmp_path / "nowhere", tiny.adapter("plain", "llama"), tmp_path / "merged")
    with refused(tmp_path, str(tmp_path / "nowhere")):
        merge(tiny.model("llama"), tmp_path / "nowhere", tmp_path / "merged")
    with refused(tmp_path, str(tmp_path / "nowhere")):
        extract(tmp_path / "nowhere", tiny.finetuned("llama"), tmp_path / "adapter")
    with refused(tmp_path, str(tmp_path / "nowhere")):
        extract(tiny.model("llama"), tmp_path / "nowhere", tmp_path / "adapter")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "status", "named"),
    [
        (("merge", "--target", "{room}/nowhere", "--adapter", "{adapter}", "--out", "{room}/out"), 2, "nowhere"),
        (("merge", "--target", "{damaged}", "--adapter", "{adapter}", "--out", "{room}/out"), 2, SINGLE),
        (("merge", "--target", "{gpt2}", "--adapter", "{adapter}", "--out", "{room}/out"), 3, "model.layers.0."),
        (("extract", "--base", "{llama}", "--donor", "{llama}", "--out", "{room}/out"), 2, "difference"),
    ],
    ids=["missing", "damaged", "another architecture", "no difference"],
)
def test_the_command_says_so_and_exits_with_its_status(
    arguments: tuple[str, ...], status: int, named: str, tmp_path: Path
) -> None:
    damaged = tiny.copied(tiny.model("llama"), tmp_path / "damaged")
    cut(damaged)
    places = {
        "room": tmp_path,
        "damaged": damaged,
        "llama": tiny.model("llama"),
        "gpt2": tiny.model("gpt2"),
        "adapter": tiny.adapter("plain", "llama"),
    }
    code, out, err = type_in(*(argument.format(**places) for argument in arguments))
    assert code == status, err
    assert named in " ".join(err.split())
    assert "Traceback" not in err + out
    assert not list(tmp_path.glob("out*"))
