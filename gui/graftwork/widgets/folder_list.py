"""The folders that the library looks into, each with a button that takes it out of the list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from graftwork import paths
from graftwork.widgets.controls import IconButton
from graftwork.widgets.labels import ElidedLabel, IconLabel, label


class FolderList(QFrame):
    """One line a folder.

    Signals:
        removed: The folder that is not wanted any more.
    """

    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.setAccessibleName(self.tr("Folders of the library"))
        self._rows: list[QWidget] = []
        self._empty = label(self.tr("The library looks into no folder yet."), "muted", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 8, 8)
        self._column.setSpacing(2)
        self._column.addWidget(self._empty)

    def show_folders(self, folders: Sequence[Path], cache: Path) -> None:
        """List these; the Hub's cache is called by its name."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(folder, folder == cache) for folder in folders]
        for row in self._rows:
            self._column.addWidget(row)
        self._empty.setVisible(not folders)

    def _row(self, folder: Path, is_cache: bool) -> QWidget:
        row = QWidget()
        text = paths.shown(folder)
        if is_cache:
            text = self.tr("The Hub's cache: {folder}").format(folder=text)
        remove = IconButton("close", self.tr("Look no more into {folder}").format(folder=text))
        remove.clicked.connect(partial(self.removed.emit, folder))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(IconLabel("folder", "muted", 16))
        line.addWidget(ElidedLabel(text), 1)
        line.addWidget(remove)
        return row
