"""Options of a loaded recipe that the page has no control for: said, kept, and forgotten on request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from graftwork.widgets.controls import IconButton
from graftwork.widgets.labels import label


class RestRow(QWidget):
    """What else the recipe said; nothing at all when it said no more.

    Signals:
        forgotten: The user wants the defaults instead.
    """

    forgotten = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", "small", wrap=True)
        self._forget = IconButton("close", self.tr("Forget what else the recipe said"))
        self._forget.clicked.connect(self.forgotten)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._words, 1)
        row.addWidget(self._forget)
        self.hide()

    def show_rest(self, rest: Mapping[str, Any]) -> None:
        """Say these: option → value."""
        said = ", ".join(f"{name} = {value}" for name, value in rest.items())
        self._words.setText(self.tr("Also from the recipe: {options}").format(options=said))
        self.setVisible(bool(rest))
