"""Suggestions under an empty slot: a line each, with what speaks for it; one click takes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from graftwork import paths
from graftwork.widgets.controls import ElidedButton
from graftwork.widgets.labels import label

MOST: Final = 3


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that may be meant.

    Attributes:
        path: Where it is.
        name: What it is called.
        why: What speaks for it, one sentence.
    """

    path: Path
    name: str
    why: str


class Chips(QWidget):
    """A headline and up to three suggestions; nothing at all without any.

    Signals:
        picked: The path of the suggestion that the user took.
    """

    picked = Signal(object)

    def __init__(self, slot: str) -> None:
        """Make it for the slot of that name."""
        super().__init__()
        self._slot = slot
        self._shown: tuple[Chip, ...] = ()
        self.buttons: list[ElidedButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(label(self.tr("In your library"), "caption"))
        self.hide()

    def show_chips(self, suggestions: Sequence[Chip]) -> None:
        """Show these instead."""
        wanted = tuple(suggestions[:MOST])
        if wanted == self._shown:
            return
        self._shown = wanted
        for button in self.buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [self._button(chip) for chip in wanted]
        for button in self.buttons:
            self._column.addWidget(button)
        self.setVisible(bool(wanted))

    def _button(self, chip: Chip) -> ElidedButton:
        button = ElidedButton(chip.name, "chip")
        button.setToolTip(f"{chip.why}\n{paths.shown(chip.path)}")
        button.setAccessibleName(self.tr("{slot}: take {name}").format(slot=self._slot, name=chip.name))
        button.setAccessibleDescription(chip.why)
        button.clicked.connect(partial(self.picked.emit, chip.path))
        return button
