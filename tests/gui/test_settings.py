"""Settings come back with their types, and a damaged file is no disaster."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from graftwork.settings import MOST_PARALLEL, RECENT, Settings, settings_file
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


@pytest.mark.parametrize(
    "content", [b"\x00\xff\xfe broken", b"theme=@Invalid()\n[x", b"[General]\ntheme=dark\nha\x00lf=1\n", b"<xml/>\n"]
)
def test_a_damaged_file_is_kept_and_counts_as_empty(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "window.ini"
    for number in ("", "-2"):
        file.write_bytes(content)
        settings = Settings(file)
        assert settings.damaged == tmp_path / f"window.ini.damaged{number}"
        assert settings.damaged.read_bytes() == content, "nothing is lost"
        assert settings.theme is ThemeChoice.SYSTEM
        assert settings.geometry == QByteArray()
        assert settings.recents("model") == ()
        settings.theme = ThemeChoice.DARK
        assert settings.sync()
        again = Settings(file)
        assert (again.damaged, again.theme) == (None, ThemeChoice.DARK)


def test_values_that_mean_nothing_are_defaults(tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    file.write_text("[General]\ntheme=purple\nparallel=many\nlanguage=@Invalid()\nnotifies=perhaps\n")
    settings = Settings(file)
    assert settings.damaged is None
    assert (settings.theme, settings.parallel, settings.notifies) == (ThemeChoice.SYSTEM, 1, True)
    file.write_text("[General]\nparallel=5000\n")
    assert Settings(file).parallel == MOST_PARALLEL


def test_what_the_window_itself_writes_is_sound(tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    settings = Settings(file)
    settings.geometry = QByteArray(bytes(range(256)))
    settings.engine_python = tmp_path / "模型 = [x]; #1\n" / "py\u200ethon"
    settings.parallel = 3
    settings.remember("model", tmp_path)
    assert settings.sync()
    again = Settings(file)
    assert again.damaged is None
    assert again.geometry == settings.geometry
    assert (again.engine_python, again.parallel) == (settings.engine_python, 3)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    file.write_text("[General]\n")
    file.chmod(0)
    assert str(file) in Settings(file).problem


def test_a_folder_in_its_place_is_said(tmp_path: Path) -> None:
    (tmp_path / "window.ini").mkdir()
    settings = Settings(tmp_path / "window.ini")
    assert "window.ini" in settings.problem
    assert settings.theme is ThemeChoice.SYSTEM


def test_the_file_follows_graftwork_home(graftwork_home: Path) -> None:
    assert settings_file() == graftwork_home / "window.ini"
