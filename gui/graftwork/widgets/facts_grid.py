"""Titles and values in two columns. Labels are kept and used again, so that showing another model makes no widgets."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from graftwork.widgets.labels import label
from graftwork.wording import named


class FactsGrid(QWidget):
    """Lines of (title, value); values can be selected and copied."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._lines: list[tuple[QLabel, QLabel]] = []

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these lines instead of what was there."""
        while len(self._lines) < len(facts):
            self._add_line()
        for number, (title, value) in enumerate(self._lines):
            is_used = number < len(facts)
            if is_used:
                title.setText(facts[number][0])
                value.setText(facts[number][1])
            title.setVisible(is_used)
            value.setVisible(is_used)
        self.setAccessibleDescription("; ".join(named(title, value) for title, value in facts))

    def texts(self) -> tuple[tuple[str, str], ...]:
        """What is shown."""
        return tuple((title.text(), value.text()) for title, value in self._lines if not title.isHidden())

    def _add_line(self) -> None:
        row = len(self._lines)
        title, value = label("", "muted"), label("", wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, row, 1)
        self._lines.append((title, value))
