"""What can be done, as actions: menus, shortcuts and the command palette show the same ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


def action(
    owner: QWidget,
    text: str,
    do: Callable[[], object],
    *,
    keys: QKeySequence | QKeySequence.StandardKey | str = "",
    anywhere: bool = False,
) -> QAction:
    """Make an action and give it to its widget, so that its shortcut works and the palette finds it.

    Args:
        owner: The window, or the page that it belongs to.
        text: What it does, in the window's language.
        do: Called when it is chosen.
        keys: Its shortcut.
        anywhere: Whether the shortcut works in every window of the program, not only within `owner`.
    """
    made = QAction(text, owner)
    if keys:
        made.setShortcut(QKeySequence(keys))
        made.setShortcutContext(
            Qt.ShortcutContext.ApplicationShortcut if anywhere else Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
    made.triggered.connect(do)
    owner.addAction(made)
    return made


def offered(widgets: Iterable[QWidget]) -> tuple[QAction, ...]:
    """The actions of these widgets that can be chosen now, each once."""
    found = dict.fromkeys(one for widget in widgets for one in widget.actions())
    return tuple(one for one in found if one.isEnabled() and one.isVisible() and one.text() and not one.isSeparator())
