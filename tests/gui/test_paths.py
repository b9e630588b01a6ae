"""Paths as people drop, type and read them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl

from graftwork import paths


def test_a_drop_gives_its_first_local_path(tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://huggingface.co/a/b"), QUrl.fromLocalFile(str(tmp_path / "中文 模型"))])
    assert paths.dropped_path(mime) == tmp_path / "中文 模型"
    assert paths.dropped_path(QMimeData()) is None


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "model-00001-of-00002.safetensors"])
def test_a_file_of_a_model_means_its_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "config.json").write_text("{}")
    assert paths.folder_of(tmp_path / name) == tmp_path
    assert paths.folder_of(tmp_path) == tmp_path


def test_a_lonely_file_stays_a_file(tmp_path: Path) -> None:
    assert paths.folder_of(tmp_path / "x.safetensors") == tmp_path / "x.safetensors"


def test_a_snapshot_in_the_hubs_cache_is_called_by_its_repository() -> None:
    snapshot = Path("/cache/hub/models--owner--some-model/snapshots/0123abcd")
    assert paths.model_name(snapshot) == "owner/some-model"
    assert paths.is_cached(snapshot)
    assert paths.model_name(Path("/models/llama")) == "llama"
    assert not paths.is_cached(Path("/models/llama"))


def test_a_free_name_steps_over_what_is_there_and_what_is_half_made(tmp_path: Path) -> None:
    assert paths.free_name(tmp_path, "out") == tmp_path / "out"
    (tmp_path / "out").mkdir()
    (tmp_path / "out-2.partial").mkdir()
    assert paths.free_name(tmp_path, "out") == tmp_path / "out-3"
    (tmp_path / "out-3").mkdir()
    assert paths.free_name(tmp_path, "out-3") == tmp_path / "out-4", "numbers are not piled up"


@pytest.mark.parametrize(("text", "expected"), [("", None), ("   ", None), ('"/a/b/../c"', Path("/a/c"))])
def test_typed_paths(text: str, expected: Path | None) -> None:
    assert paths.typed_path(text) == expected


def test_home_is_a_tilde(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert paths.shown(tmp_path / "models" / "a") == "~/models/a"
    assert paths.typed_path("~/models/a") == tmp_path / "models" / "a"
