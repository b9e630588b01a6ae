"""Folders that nobody would make on purpose: one of them never ends a scan or hides another."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graftwork_core.library import look as module
from graftwork_core.library import walk
from graftwork_core.library.catalogue import Catalogue
from graftwork_core.library.entry import Entry, Kind
from graftwork_core.library.look import look
from graftwork_core.library.scan import scan
from graftwork_core.library.walk import Place
from tests.core import tiny

ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
KEYS = (
    "architectures",
    "model_type",
    "vocab_size",
    "hidden_size",
    "num_attention_heads",
    "num_key_value_heads",
    "head_dim",
    "rope_theta",
    "rope_scaling",
    "rope_parameters",
    "max_position_embeddings",
    "quantization_config",
    "tie_word_embeddings",
    "text_config",
    "torch_dtype",
)


def found(root: Path, home: Path) -> dict[str, Entry]:
    entries: list[Entry] = []
    with Catalogue(home) as catalogue:
        scan([root], catalogue, entries.append)
    return {entry.name: entry for entry in entries}


@given(st.dictionaries(st.sampled_from(KEYS), ODD, max_size=5))
def test_no_config_ends_a_scan(tmp_path_factory: pytest.TempPathFactory, changes: dict[str, Any]) -> None:
    folder = tmp_path_factory.mktemp("odd")
    model = tiny.model("llama")
    config = json.loads((model / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | changes))
    (folder / "model.safetensors").symlink_to(model / "model.safetensors")
    entry = look(Place(folder, "odd"), folder)
    assert entry.kind is not Kind.BROKEN or entry.problem
    assert "cannot be understood" not in entry.problem, entry.problem
    assert Entry.from_json(json.loads(json.dumps(entry.as_json()))) == entry


def test_a_fault_of_ours_is_that_folder_s_problem_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "root"
    tiny.copied(tiny.model("llama"), root / "good")
    tiny.copied(tiny.model("llama"), root / "odd")
    real = module.open_model

    def strange(path: Path) -> Any:
        if path.name == "odd":
            raise ZeroDivisionError("what a folder")
        return real(path)

    monkeypatch.setattr(module, "open_model", strange)
    entries = found(root, tmp_path / "home")
    assert entries["good"].kind is Kind.MODEL
    assert "ZeroDivisionError: what a folder" in entries["odd"].problem


def test_what_strangers_wrote_at_length_is_cut(tmp_path: Path) -> None:
    root = tmp_path / "root"
    folder = tiny.copied(tiny.model("llama"), root / "model")
    names = "".join(f"- org/model-{number}\n" for number in range(20_000))
    (folder / "README.md").write_text(f"---\nbase_model:\n{names}license: {'x' * 5000}\n---\n")
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "architectures": ["A" * 1_000_000]}))
    entry = found(root, tmp_path / "home")["model"]
    assert len(json.dumps(entry.as_json())) < 20_000
    assert entry.base.endswith("…")


def test_names_that_are_no_text_are_carried_along(tmp_path: Path) -> None:
    root = tmp_path / "root"
    for name in (b"\xff\xfe broken", "模型 نموذج 🌱".encode(), b"a\nline"):
        folder = Path(os.fsdecode(os.fsencode(root) + b"/" + name))
        tiny.copied(tiny.model("llama"), folder)
    for _ in range(2):  # from the disk, then from the catalogue
        entries = found(root, tmp_path / "home")
        assert len(entries) == 3
        for entry in entries.values():
            again = Entry.from_json(json.loads(json.dumps(entry.as_json())))
            assert again.kind is Kind.MODEL
            assert again.path.is_dir()


def test_a_folder_without_rights_is_said_and_the_rest_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "root"
    tiny.copied(tiny.model("llama"), root / "good")
    (root / "secret").mkdir()
    real = os.scandir

    def guarded(folder: Path) -> Iterator[os.DirEntry[str]]:
        if folder == root / "secret":
            raise PermissionError(13, "Permission denied", str(folder))
        return real(folder)  # type: ignore[return-value]

    monkeypatch.setattr(walk.os, "scandir", guarded)
    entries = found(root, tmp_path / "home")
    assert entries["good"].kind is Kind.MODEL
    assert "Permission denied" in entries["secret"].problem
    assert entries["secret"].advice


def test_pipes_and_links_to_nowhere_are_passed_over(tmp_path: Path) -> None:
    root = tmp_path / "root"
    tiny.copied(tiny.model("llama"), root / "good")
    os.mkfifo(root / "pipe.safetensors")
    (root / "nowhere").symlink_to(tmp_path / "gone")
    (root / "own").symlink_to(root / "own")
    (root / "config-pipe").mkdir()
    os.mkfifo(root / "config-pipe" / "config.json")
    entries = found(root, tmp_path / "home")
    assert entries["good"].kind is Kind.MODEL
    assert not stat.S_ISREG((root / "pipe.safetensors").stat().st_mode)
    assert set(entries) == {"good", "config-pipe"}
    assert entries["config-pipe"].kind is Kind.BROKEN
