"""Refuses what would make Qt abort: a missing display, and pairs of Python and PySide6 that do not go together."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence


def broken_binding(pyside: str, python: Sequence[int]) -> str:
    """Say in one sentence why this pair cannot run the window, or return an empty text.

    PySide6 6.12.0 lowers the reference count of `True` and `None` with every signal. Up to Python 3.11
    these objects are mortal, so the interpreter dies after some hundreds of signals.

    Args:
        pyside: PySide6's version, such as "6.11.3"; empty when it is not installed.
        python: Python's version, major and minor number first.
    """
    if not pyside:
        return "The window needs PySide6-Essentials, which is not installed. Type: make run"
    numbers = tuple(int(part) for part in pyside.split(".")[:3] if part.isdigit())
    if numbers >= (6, 12) and tuple(python[:2]) < (3, 12):
        return (
            f"PySide6 {pyside} crashes on Python {python[0]}.{python[1]}. "
            'Use Python 3.12 or newer, or type: pip install "PySide6-Essentials<6.12"'
        )
    if numbers in {(6, 11, 0), (6, 11, 1)}:
        return f'PySide6 {pyside} has a resize fault. Type: pip install "PySide6-Essentials>=6.11.3,<6.12"'
    return ""


def installed_pyside() -> str:
    """PySide6's version; empty when it is not installed. Loads nothing of Qt itself."""
    try:
        import PySide6
    except ImportError:
        return ""
    return str(PySide6.__version__)


def no_display(platform: str, environment: Mapping[str, str]) -> str:
    """Say in one sentence that there is no screen to open a window on, or return an empty text.

    Qt ends the process with an abort when it finds none.

    Args:
        platform: `sys.platform`.
        environment: The process's environment variables.
    """
    named = any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if named or not platform.startswith(("linux", "freebsd")):
        return ""
    return "There is no display here, so no window can open. In a shell, try: graftwork sample --out sample-graft"


def problem() -> str:
    """Why the window cannot start here, with this Python and this PySide6; empty when it can."""
    return broken_binding(installed_pyside(), sys.version_info[:2]) or no_display(sys.platform, os.environ)
