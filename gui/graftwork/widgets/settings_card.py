"""A group of settings: a heading, and lines of a name, a control, and when it applies."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from graftwork.widgets.labels import label

_NAMES: Final = 190


class SettingsCard(QFrame):
    """One group."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, _NAMES)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 16)
        column.setSpacing(10)
        column.addWidget(label(title, "heading"))
        column.addLayout(self._grid)

    def add(self, name: str, *widgets: QWidget, note: str = "") -> QLabel | None:
        """Add a line: its name, what is set there, and a note below; returns the note.

        The first widget is the name's buddy and is called so for screen readers.
        """
        row = self._grid.rowCount()
        title = label(name, wrap=True)
        title.setBuddy(widgets[0])
        if not widgets[0].accessibleName():
            widgets[0].setAccessibleName(name)
        line = QHBoxLayout()
        line.setSpacing(8)
        for number, widget in enumerate(widgets):
            line.addWidget(widget, 1 if number == 0 and _is_wide(widget) else 0)
        if not any(_is_wide(widget) for widget in widgets):
            line.addStretch()
        self._grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self._grid.addLayout(line, row, 1)
        if not note:
            return None
        said = label(note, "small", wrap=True)
        self._grid.addWidget(said, row + 1, 1)
        return said

    def add_wide(self, widget: QWidget) -> None:
        """Add something over the whole width."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)


def _is_wide(widget: QWidget) -> bool:
    return widget.sizePolicy().horizontalPolicy() in (QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
