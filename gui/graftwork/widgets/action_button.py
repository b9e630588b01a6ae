"""A button that stands for an action: it has its text, is there and enabled with it, and tells its shortcut."""

from __future__ import annotations

from PySide6.QtGui import QAction

from graftwork.keys import written
from graftwork.widgets.controls import Button


class ActionButton(Button):
    """The same thing to do as in the command palette and in menus."""

    def __init__(
        self, action: QAction, icon: str = "", role: str = "", meaning: str = "text", short: str | None = None
    ) -> None:
        """Make it; `short` is its text where that is less than the action's, which screen readers say in any case."""
        super().__init__(action.text() if short is None else short, icon, role, meaning)
        self._action, self._short = action, short
        self.clicked.connect(action.trigger)
        action.changed.connect(self._on_changed)
        self._on_changed()

    def _on_changed(self) -> None:
        action = self._action
        self.setText(action.text() if self._short is None else self._short)
        self.setAccessibleName(action.text())
        self.setEnabled(action.isEnabled())
        if self.parent() is not None or not action.isVisible():  # else it would be a window of its own for a moment
            self.setVisible(action.isVisible())
        keys = written(action.shortcut())
        self.setToolTip(f"{action.text()} ({keys})" if keys else action.text())
