"""Combinations that would abort are refused before they start."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Signal

from graftwork import guard


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
