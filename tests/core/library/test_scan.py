"""What a scan finds: models, adapters, quantized and broken ones told apart, in folders as people have them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graftwork_core.library.catalogue import FILE_NAME, Catalogue
from graftwork_core.library.entry import Entry, Kind
from graftwork_core.library.scan import scan
from tests.core import tiny


def found(home: Path, *roots: Path) -> dict[str, Entry]:
    entries: list[Entry] = []
    with Catalogue(home) as catalogue:
        scan(roots, catalogue, entries.append)
    names = [entry.name for entry in entries]
    assert len(names) == len(set(names)), names
    return {entry.name: entry for entry in entries}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A folder with a bit of everything."""
    root = tmp_path / "模型 🌱 نماذج"
    root.mkdir()
    model = tiny.copied(tiny.model("llama"), root / "llama")
    (model / "README.md").write_text("---\nbase_model: org/base\nlicense: llama3\ntags: [chat]\n---\n# Hello\n")
    tiny.copied(tiny.adapter("plain", "llama"), root / "deep" / "er" / "adapter")
    shutil.copyfile(model / "model.safetensors", root / "loose.safetensors")
    quantized = tiny.copied(tiny.model("llama"), root / "quantized")
    config = json.loads((quantized / "config.json").read_text())
    (quantized / "config.json").write_text(json.dumps({**config, "quantization_config": {"quant_method": "gptq"}}))
    half = tiny.copied(tiny.model("llama"), root / "half")
    size = (half / "model.safetensors").stat().st_size
    os.truncate(half / "model.safetensors", size // 2)
    pickled = root / "pickled"
    pickled.mkdir()
    (pickled / "config.json").write_text("{}")
    (pickled / "pytorch_model.bin").write_bytes(b"\x80\x04")
    (root / "unfinished.partial").mkdir()
    (root / "unfinished.partial" / "config.json").write_text("{}")
    return root


def test_everything_is_told_apart(library: Path, tmp_path: Path) -> None:
    entries = found(tmp_path / "home", library)
    kinds = {name: entry.kind for name, entry in entries.items()}
    assert kinds == {
        "llama": Kind.MODEL,
        "adapter": Kind.ADAPTER,
        "loose": Kind.WEIGHTS,
        "quantized": Kind.QUANTIZED,
        "half": Kind.BROKEN,
        "pickled": Kind.BROKEN,
    }
    model, adapter = entries["llama"], entries["adapter"]
    assert (model.architecture, model.base, model.licence) == ("LlamaForCausalLM", "org/base", "llama3")
    assert model.parameters > 0
    assert model.context == 64
    assert model.dtype == "bf16"
    assert adapter.rank == 8
    assert adapter.architecture == "lora"
    assert entries["quantized"].method == "gptq"
    assert "model.safetensors" in entries["half"].problem
    assert "pickle" in entries["pickled"].problem
    assert entries["pickled"].advice


def test_a_second_scan_opens_only_what_changed(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from graftwork_core.library import scan as module

    home = tmp_path / "home"
    before = found(home, library)
    looked: list[str] = []
    real = module.look
    monkeypatch.setattr(module, "look", lambda place, root: looked.append(place.name) or real(place, root))
    assert found(home, library) == before
    assert looked == []
    (library / "llama" / "README.md").write_text("---\nlicense: mit\n---\n")
    shutil.rmtree(library / "deep")
    after = found(home, library)
    assert looked == ["llama"]
    assert after["llama"].licence == "mit"
    assert "adapter" not in after


def test_the_hub_s_cache_is_read_as_it_is(tmp_path: Path) -> None:
    cache = tmp_path / "hub"
    repository = cache / "models--some-org--a-model"
    blobs, commit = repository / "blobs", "a" * 40
    blobs.mkdir(parents=True)
    for number, snapshot in enumerate((commit, "b" * 40)):
        folder = repository / "snapshots" / snapshot
        folder.mkdir(parents=True)
        for file in tiny.model("llama").iterdir():
            blob = blobs / f"{number}-{file.name}"
            shutil.copyfile(file, blob)
            (folder / file.name).symlink_to(blob)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(commit)
    entries = found(tmp_path / "home", cache)
    assert list(entries) == ["some-org/a-model"]
    entry = entries["some-org/a-model"]
    assert entry.kind is Kind.MODEL
    assert entry.revision == commit
    assert entry.path == repository / "snapshots" / commit
    (blobs / "0-model.safetensors").unlink()  # a download that was cleaned away
    assert found(tmp_path / "home", cache)["some-org/a-model"].kind is Kind.BROKEN


def test_links_in_circles_and_two_roots_over_each_other_are_told_once(library: Path, tmp_path: Path) -> None:
    (library / "deep" / "circle").symlink_to(library, target_is_directory=True)
    (library / "deep" / "er" / "up").symlink_to(library / "deep", target_is_directory=True)
    once = found(tmp_path / "home", library)
    assert len(once) == 6
    assert found(tmp_path / "home", library, library / "deep").keys() == once.keys()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights mean nothing to root")
def test_a_folder_without_rights_is_said(library: Path, tmp_path: Path) -> None:
    (library / "deep").chmod(0)
    try:
        entries = found(tmp_path / "home", library)
    finally:
        (library / "deep").chmod(0o755)
    assert "Permission denied" in entries["deep"].problem
    assert entries["llama"].kind is Kind.MODEL


def test_a_missing_root_is_said_and_forgets_nothing(library: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    found(home, library)
    away = library.rename(tmp_path / "away")
    (entry,) = found(home, library).values()
    assert entry.kind is Kind.BROKEN
    assert str(library) in entry.problem
    away.rename(library)
    with Catalogue(home) as catalogue:
        told: list[Entry] = []
        scan([library], catalogue, told.append)
    assert len(told) == 6


def test_a_folder_that_vanishes_in_the_middle_does_not_end_the_scan(library: Path, tmp_path: Path) -> None:
    told: list[Entry] = []

    def tell(entry: Entry) -> None:
        told.append(entry)
        shutil.rmtree(library / "quantized", ignore_errors=True)

    with Catalogue(tmp_path / "home") as catalogue:
        scan([library], catalogue, tell)
    by_name = {entry.name: entry for entry in told}
    assert by_name["llama"].kind is Kind.MODEL
    assert by_name["quantized"].kind is Kind.BROKEN
    assert "quantized" in by_name["quantized"].problem


@pytest.mark.parametrize("content", [b"not a database", b""])
def test_a_damaged_catalogue_is_put_aside(content: bytes, library: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / FILE_NAME).write_bytes(content)
    assert len(found(home, library)) == 6
    assert len(found(home, library)) == 6


def test_a_catalogue_of_a_newer_version_is_put_aside(library: Path, tmp_path: Path) -> None:
    import sqlite3

    home = tmp_path / "home"
    home.mkdir()
    with sqlite3.connect(home / FILE_NAME) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert len(found(home, library)) == 6
    assert (home / FILE_NAME).with_suffix(".old.sqlite3").exists()


def test_the_scanner_is_a_process_and_ends_when_nobody_listens(library: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "graftwork_core.library.scanner", str(tmp_path / "home")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as scanner:
        assert scanner.stdin is not None
        assert scanner.stdout is not None
        scanner.stdin.write(json.dumps([str(library)]) + "\n")
        scanner.stdin.flush()
        lines = [json.loads(line) for line in iter(scanner.stdout.readline, "")]
        assert scanner.wait(timeout=30) == 0
    assert lines[-1] == {"type": "done"}
    entries = [Entry.from_json(line) for line in lines[:-1]]
    assert {entry.name for entry in entries} == set(found(tmp_path / "other home", library))


def test_the_scanner_refuses_what_is_no_list(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "graftwork_core.library.scanner", str(tmp_path)]
    done = subprocess.run(command, input="nonsense\n", capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "JSON list" in done.stderr
    assert done.stdout == ""
