"""The Settings page: what is chosen applies, is remembered, and says when it does not."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from graftwork import engine_check
from graftwork.colours import DARK, LIGHT, colours
from graftwork.engine_check import Engine, look_at
from graftwork.language import LanguageChoice
from graftwork.pages import settings as module
from graftwork.pages.settings import SettingsPage
from graftwork.services import Services
from graftwork.settings import Settings
from graftwork.theme import ThemeChoice
from graftwork.window import MainWindow
from tests.gui.fakes import until


@pytest.fixture
def settings(window: MainWindow, services: Services, qloop: asyncio.AbstractEventLoop) -> SettingsPage:
    async def show() -> None:
        QTest.mouseClick(window.sidebar.settings, Qt.MouseButton.LeftButton)
        await until(lambda: len(services.tasks) == 0)

    qloop.run_until_complete(show())
    found = window.page("settings")
    assert isinstance(found, SettingsPage)
    assert found.isVisible()
    return found


def pick(settings: SettingsPage, choice: LanguageChoice) -> None:
    settings.language.choose(choice)
    settings.language.activated.emit(settings.language.currentIndex())


async def test_the_language_is_remembered_and_says_when_it_applies(
    window: MainWindow, settings: SettingsPage, services: Services
) -> None:
    pick(settings, LanguageChoice.CHINESE)
    assert Settings().language is LanguageChoice.CHINESE
    assert "next time" in window.messages.panels["language"].headline.text()


async def test_colours_apply_at_once_and_wherever_they_are_chosen(
    window: MainWindow, settings: SettingsPage, services: Services
) -> None:
    try:
        settings.theme.chosen.emit("dark")
        assert colours() is DARK
        assert Settings().theme is ThemeChoice.DARK
    finally:
        next(one for one in window.actions() if one.text() == "Light colours").trigger()
    assert colours() is LIGHT
    assert settings.theme.current == "light"


async def test_parallel_jobs_and_notifications(settings: SettingsPage, services: Services) -> None:
    settings.parallel.setValue(3)
    settings.notifies.click()
    assert services.runner._parallel == 3
    again = Settings()
    assert (again.parallel, again.notifies) == (3, False)


async def test_an_engine_that_works_is_used_and_another_is_not(
    settings: SettingsPage, services: Services, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answers = {"good": Engine(True, "ok", "Python 3.12, torch 2.13."), "bad": Engine(False, "blocking", "No torch.")}
    asked: list[Path | None] = []

    async def answer(program: Path | None) -> Engine:
        asked.append(program)
        return answers[program.name if program else "good"]

    monkeypatch.setattr(module, "look_at", answer)
    for name in ("good", "bad"):
        settings.python.setText(str(tmp_path / name))
        settings.python.editingFinished.emit()
        await until(lambda: settings.check.isEnabled())
    assert "The engine stays what it was." in settings.found.text()
    assert settings.python.property("invalid") == "true"
    assert services.runner.engine_python == Settings().engine_python == tmp_path / "good"
    QTest.mouseClick(settings.own, Qt.MouseButton.LeftButton)
    await until(lambda: settings.check.isEnabled() and len(asked) == 3)
    assert services.runner.engine_python is None
    assert Settings().engine_python is None
    assert "torch 2.13" in settings.found.text()


async def test_this_python_is_an_engine() -> None:
    found = await look_at(None)
    assert found.works
    assert "torch" in found.text
    assert "device" in found.text


async def test_what_is_no_engine_is_said_and_waited_for_only_so_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_check, "SECONDS", 0.5)
    program = tmp_path / "python"
    for content, said in (("exit 1", "exit status 1"), ("exec sleep 60", "says nothing")):
        program.write_text(f"#!/bin/sh\n{content}\n")
        program.chmod(0o755)
        found = await look_at(program)
        assert (found.works, found.meaning) == (False, "blocking")
        assert said in found.text
    found = await look_at(tmp_path / "nothing")
    assert "cannot be started" in found.text


async def test_an_older_graftwork_without_torch_is_refused_in_words(tmp_path: Path) -> None:
    for protocol, torch, said in (
        (99, '"2.13"', "cannot talk to"),
        (1, "null", "has no torch"),
        (1, '"2.13"', "0.0.1"),
    ):
        program = tmp_path / f"python-{said[:3]}"
        hello = (
            f'{{"type": "hello", "seq": 1, "protocol": {protocol}, "graftwork": "0.0.1", "python": "3.11", '
            f'"pid": 1, "torch": {torch}, "device": "cpu"}}'
        )
        program.write_text(f"#!/bin/sh\necho '{hello}'\nexec cat > /dev/null\n")
        program.chmod(0o755)
        found = await look_at(program)
        assert said in found.text
        assert found.works is (said == "0.0.1")


async def test_settings_that_cannot_be_saved_are_said(
    window: MainWindow, settings: SettingsPage, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.settings, "sync", lambda: False)
    pick(settings, LanguageChoice.ENGLISH)
    assert str(services.settings.file) in window.messages.panels["settings"].headline.text()


async def test_versions_are_copied_and_keys_are_shown(window: MainWindow, settings: SettingsPage) -> None:
    QTest.mouseClick(settings.copy, Qt.MouseButton.LeftButton)
    assert f"Python: {sys.version.split()[0]}" in QApplication.clipboard().text()
    QTest.mouseClick(settings.keys, Qt.MouseButton.LeftButton)
    assert window._keys is not None
    window._keys.close()
