"""What the library shows when there is nothing in it: a place to drop things, and the ways to begin."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QVBoxLayout

from graftwork import paths
from graftwork.style import set_property
from graftwork.widgets.action_button import ActionButton
from graftwork.widgets.labels import IconLabel, label


class EmptyLibrary(QFrame):
    """A dashed card with buttons."""

    def __init__(self, add: QAction, cache: QAction, sample: QAction, hub: QAction) -> None:
        super().__init__()
        self.setProperty("role", "slot")
        set_property(self, "state", "empty")
        self._title = label(self.tr("Drop folders, models or adapters here"), "heading", wrap=True)
        self._text = label("", "muted", wrap=True)
        for text in (self._title, self._text):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.add = ActionButton(add, "folder", "primary", "on_accent")
        self.others = (ActionButton(cache, "drop"), ActionButton(sample, "sample"), ActionButton(hub, "search"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(IconLabel("drop", "muted", 36), alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(8)
        for button in (self.add, *self.others):
            column.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.show_state(False, ())

    def show_state(self, is_scanning: bool, folders: tuple[Path, ...]) -> None:
        """Say what is going on: looking, nothing found, or nowhere to look."""
        where = ", ".join(paths.shown(folder) for folder in folders[:3]) + (" …" if len(folders) > 3 else "")
        if is_scanning and folders:
            text = self.tr("Looking into {folders}…").format(folders=where)
        elif folders:
            text = self.tr("No model was found in {folders}.").format(folders=where)
        else:
            text = self.tr("Graftwork lists what lies in the folders that you name, and moves or changes nothing.")
        self._text.setText(text)
