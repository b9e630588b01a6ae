"""Combinations that would abort are refused before they start."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QObject, Signal

from graftwork import guard

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.mark.parametrize(
    ("pyside", "python", "refused"),
    [
        ("6.12.0", (3, 11), True),
        ("6.13.1", (3, 11), True),
        ("6.12.0", (3, 12), False),
        ("6.11.3", (3, 11), False),
        ("6.11.0", (3, 12), True),
        ("6.8.3", (3, 11), False),
        ("", (3, 13), True),
    ],
)
def test_what_is_refused(pyside: str, python: tuple[int, int], refused: bool) -> None:
    assert bool(guard.broken_binding(pyside, python)) is refused


@pytest.mark.parametrize(
    ("platform", "environment", "refused"),
    [
        ("linux", {}, True),
        ("linux", {"DISPLAY": ""}, True),
        ("linux", {"DISPLAY": ":0"}, False),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, False),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, False),
        ("darwin", {}, False),
        ("win32", {}, False),
    ],
)
def test_a_missing_display_is_said(platform: str, environment: dict[str, str], refused: bool) -> None:
    assert bool(guard.no_display(platform, environment)) is refused


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have one")
def test_without_a_display_the_program_says_so_and_what_works() -> None:
    environment = {name: value for name, value in os.environ.items() if name not in DISPLAYS}
    ended = subprocess.run(
        [sys.executable, "-m", "graftwork"], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 1
    assert "no display" in ended.stderr
    assert "graftwork sample" in ended.stderr


def test_this_installation_is_fine() -> None:
    assert guard.problem() == ""


def test_five_thousand_signals_do_no_harm() -> None:
    class Source(QObject):
        fired = Signal(bool)

    source, seen = Source(), []
    source.fired.connect(seen.append)
    for _ in range(5000):
        source.fired.emit(True)
    assert len(seen) == 5000
