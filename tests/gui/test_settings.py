"""Settings come back with their types, and a damaged file is no disaster."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from graftwork.settings import RECENT, Settings, settings_file
from graftwork.theme import ThemeChoice


def test_everything_survives_a_restart(tmp_path: Path) -> None:
    file, folder = tmp_path / "window.ini", tmp_path / "模型"
    folder.mkdir()
    before = Settings(file)
    before.theme = ThemeChoice.DARK
    before.geometry = QByteArray(b"place")
    before.sample_offered = True
    before.remember("model", folder)
    assert before.sync()
    after = Settings(file)
    assert after.theme is ThemeChoice.DARK
    assert after.geometry == QByteArray(b"place")
    assert after.sample_offered is True
    assert after.recents("model") == (folder,), "a list of one comes back as a list"
    assert after.recents("adapter") == ()


def test_false_stays_false(tmp_path: Path) -> None:
    Settings(tmp_path / "a.ini").sample_offered = False
    assert Settings(tmp_path / "a.ini").sample_offered is False


def test_recent_paths_are_newest_first_few_and_real(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "window.ini")
    folders = [tmp_path / str(number) for number in range(RECENT + 3)]
    for folder in folders:
        folder.mkdir()
        settings.remember("model", folder)
    settings.remember("model", folders[5])
    folders[6].rmdir()
    found = settings.recents("model")
    assert found[0] == folders[5]
    assert len(found) == RECENT - 1
    assert folders[6] not in found


@pytest.mark.parametrize("content", [b"\x00\xff\xfe broken", b"theme=@Invalid()\n[x", b"[General]\ntheme=purple\n"])
def test_a_damaged_file_counts_as_empty(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "window.ini"
    file.write_bytes(content)
    settings = Settings(file)
    assert settings.theme is ThemeChoice.SYSTEM
    assert settings.geometry == QByteArray()
    assert settings.recents("model") == ()


def test_the_file_follows_graftwork_home(graftwork_home: Path) -> None:
    assert settings_file() == graftwork_home / "window.ini"
