"""The window in another language: nothing is left untranslated, and what is chosen is what is shown."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication

import graftwork
from graftwork.amounts import duration
from graftwork.language import Language, LanguageChoice, resolve, translations_folder
from graftwork.services import Services
from graftwork.window import MainWindow

TRANSLATIONS = sorted(translations_folder().glob("*.ts"))
ENGINE_LIST = translations_folder() / "engine.json"
REPOSITORY = Path(__file__).resolve().parent.parent.parent
TOOLS = Path(sys.executable).parent


@pytest.fixture(autouse=True)
def locale() -> Iterator[None]:
    """Leaves the locale as it was: a language changes it for the whole program."""
    before = QLocale()
    yield
    QLocale.setDefault(before)


def messages(file: Path) -> Iterator[tuple[str, ET.Element]]:
    for context in ET.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            yield context.findtext("name", ""), message


def untranslated(file: Path) -> list[str]:
    found = []
    for context, message in messages(file):
        translation = message.find("translation")
        if translation is None or translation.get("type") or not (translation.text or "").strip():
            found.append(f"{context}: {message.findtext('source')}")
    return found


def test_there_is_a_chinese_translation() -> None:
    assert [file.name for file in TRANSLATIONS] == ["graftwork_zh_CN.ts"]


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """What the engine says, collected anew: the list, and the same as lupdate reads it."""
    folder = tmp_path_factory.mktemp("engine")
    files = folder / "engine.json", folder / "engine.py"
    subprocess.run([sys.executable, REPOSITORY / "packaging" / "engine_sentences.py", *files], check=True, timeout=120)
    return files


def test_the_list_of_the_engines_sentences_is_of_this_engine(engine: tuple[Path, Path]) -> None:
    """Fails when the engine says something new: `make translations`, then translate it."""
    now, known = (json.loads(file.read_text(encoding="utf-8")) for file in (engine[0], ENGINE_LIST))
    assert now == known


@pytest.mark.parametrize("file", TRANSLATIONS, ids=lambda file: file.stem)
def test_every_text_of_the_window_is_translated(file: Path, engine: tuple[Path, Path], tmp_path: Path) -> None:
    """Fails with the texts that are new: `make translations`, then translate them."""
    copy = Path(shutil.copy(file, tmp_path))
    source = Path(graftwork.__file__).parent
    options = ["-silent", "-extensions", "py", "-locations", "none", "-no-obsolete"]
    subprocess.run([TOOLS / "pyside6-lupdate", *options, source, engine[1], "-ts", copy], check=True, timeout=60)
    assert untranslated(copy) == []
    now = {(context, message.findtext("source")) for context, message in messages(copy)}
    obsolete = {(context, message.findtext("source")) for context, message in messages(file)} - now
    assert not obsolete, "texts that the window no longer has"


@pytest.mark.parametrize("file", TRANSLATIONS, ids=lambda file: file.stem)
def test_translations_keep_their_placeholders(file: Path) -> None:
    for context, message in messages(file):
        source, translation = message.findtext("source", ""), message.findtext("translation", "")
        wanted, found = (sorted(re.findall(r"\{\w*\}", text)) for text in (source, translation))
        assert found == wanted, f"{context}: {source}"


def test_a_text_that_is_missing_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "x_zh_CN.ts"
    message = "<message><source>a</source><translation type='unfinished'></translation></message>"
    file.write_text(f"<TS><context><name>C</name>{message}</context></TS>", encoding="utf-8")
    assert untranslated(file) == ["C: a"]


def test_the_system_decides_only_when_it_is_asked() -> None:
    assert resolve(LanguageChoice.SYSTEM, QLocale("zh_CN")) is LanguageChoice.CHINESE
    assert resolve(LanguageChoice.SYSTEM, QLocale("zh_SG")) is LanguageChoice.CHINESE
    assert resolve(LanguageChoice.SYSTEM, QLocale("zh_TW")) is LanguageChoice.ENGLISH
    assert resolve(LanguageChoice.SYSTEM, QLocale("de_DE")) is LanguageChoice.ENGLISH
    assert resolve(LanguageChoice.ENGLISH, QLocale("zh_CN")) is LanguageChoice.ENGLISH


async def test_the_window_speaks_chinese(chinese: Language, services: Services) -> None:
    assert chinese.current is LanguageChoice.CHINESE
    window = MainWindow(services)
    assert window.sidebar._buttons["graft"].text() == "嫁接"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消", "Qt's own buttons too"
    assert duration(125) == "2 分 5 秒"
    window.deleteLater()


def test_without_its_file_the_window_stays_english(qapp: QApplication, tmp_path: Path) -> None:
    language = Language(qapp, LanguageChoice.CHINESE, tmp_path)
    assert language.current is LanguageChoice.ENGLISH
    assert QLocale().language() is QLocale.Language.English


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.04, "0.1 s"), (4.24, "4.2 s"), (59.4, "59 s"), (125, "2 min 5 s"), (3780, "1 h 3 min"), (180000, "2 d 2 h")],
)
def test_times_are_said_with_their_two_largest_units(seconds: float, words: str) -> None:
    assert duration(seconds) == words
