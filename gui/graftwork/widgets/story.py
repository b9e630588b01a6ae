"""An empty place that tells what will be there: a sentence and numbered steps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from graftwork.widgets.labels import label
from graftwork.widgets.scrolling import Scrolling


class Story(Scrolling):
    """Steps under a headline, in the upper third of their place."""

    def __init__(self, headline: str, steps: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName(headline)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        for row, step in enumerate(steps):
            grid.addWidget(label(str(row + 1), "step"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(step, wrap=True), row, 1)
        inner = QVBoxLayout()
        inner.setSpacing(16)
        inner.addWidget(label(headline, "heading", wrap=True))
        inner.addLayout(grid)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(24, 20, 24, 20)
        column.addStretch(1)
        column.addLayout(inner)
        column.addStretch(2)
