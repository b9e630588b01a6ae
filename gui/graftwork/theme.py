"""The choice between light and dark, and how the application takes on the chosen colours.

Qt's own colour schemes do nothing on a desktop without a platform theme, so an explicit choice sets
our palette; only "system" asks the desktop.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QMainWindow

from graftwork import style
from graftwork.colours import DARK, LIGHT, Colours


class ThemeChoice(StrEnum):
    """What the user may ask for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


_GENERIC_FAMILIES: Final = frozenset({"DejaVu Sans", "Sans Serif", "Sans", "Bitstream Vera Sans", ""})
_PREFERRED_FAMILIES: Final = ("Inter", "Noto Sans", "Cantarell", "Ubuntu", "Source Sans 3", "Noto Sans CJK SC")


def palette(of: Colours) -> QPalette:
    """Qt's palette for these colours."""
    result = QPalette()
    roles = {
        QPalette.ColorRole.Window: of.window,
        QPalette.ColorRole.WindowText: of.text,
        QPalette.ColorRole.Base: of.surface,
        QPalette.ColorRole.AlternateBase: of.sunken,
        QPalette.ColorRole.Text: of.text,
        QPalette.ColorRole.Button: of.surface,
        QPalette.ColorRole.ButtonText: of.text,
        QPalette.ColorRole.BrightText: of.blocking,
        QPalette.ColorRole.Highlight: of.accent,
        QPalette.ColorRole.HighlightedText: of.on_accent,
        QPalette.ColorRole.Link: of.accent,
        QPalette.ColorRole.LinkVisited: of.accent_hover,
        QPalette.ColorRole.ToolTipBase: of.surface,
        QPalette.ColorRole.ToolTipText: of.text,
        QPalette.ColorRole.PlaceholderText: of.muted,
        QPalette.ColorRole.Mid: of.line,
        QPalette.ColorRole.Dark: of.edge,
        QPalette.ColorRole.Accent: of.accent,
    }
    for role, colour in roles.items():
        result.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(of.muted))
    return result


def font(system: QFont) -> QFont:
    """The window's font: the system's own, unless that is only the last resort of a bare Linux."""
    result = QFont(system)
    if system.family() in _GENERIC_FAMILIES:
        known = set(QFontDatabase.families())
        result.setFamilies([name for name in _PREFERRED_FAMILIES if name in known] + ["DejaVu Sans"])
    if 0 < result.pointSizeF() < 10:
        result.setPointSizeF(10)
    return result


class Theme(QObject):
    """Applies the chosen colours to the application and follows the desktop where asked to.

    Signals:
        changed: The application has other colours now.
    """

    changed = Signal()

    def __init__(self, app: QApplication, choice: ThemeChoice = ThemeChoice.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        self._dressed = False
        app.setStyle("Fusion")
        app.setFont(font(app.font()))
        self._apply()
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)

    def dress(self) -> None:
        """Apply the style sheet to the program's windows.

        Called once a window exists. The sheet is the windows' and not the application's: a page is then built bare and
        styled once, when it gets its place; otherwise every move of every widget in it styles it anew.
        """
        self._dressed = True
        self._apply()

    @property
    def choice(self) -> ThemeChoice:
        """What the user asked for."""
        return self._choice

    def choose(self, choice: ThemeChoice) -> None:
        """Take another theme."""
        self._choice = choice
        self._apply()
        self.changed.emit()

    def _on_scheme_changed(self) -> None:
        if self._choice is ThemeChoice.SYSTEM:
            self._apply()
            self.changed.emit()

    def _apply(self) -> None:
        chosen = self._resolve()
        self._app.setPalette(palette(chosen))
        if self._dressed:
            for window in self._app.topLevelWidgets():
                if isinstance(window, QMainWindow):
                    window.setStyleSheet(style.sheet(chosen))

    def _resolve(self) -> Colours:
        if self._choice is ThemeChoice.SYSTEM:
            wants_dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        else:
            wants_dark = self._choice is ThemeChoice.DARK
        return DARK if wants_dark else LIGHT
