"""Choosing a model, an adapter or a file: from a dialog, from the recent ones, or by dropping it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from graftwork import paths

Recents = Callable[[], Sequence[Path]]


class PathMenu(QMenu):
    """The ways to choose, for one slot. Dialogs do not wait.

    Signals:
        picked: The path that was chosen.
    """

    picked = Signal(object)

    def __init__(self, parent: QWidget, title: str, recents: Recents) -> None:
        """Make it for a slot called `title`."""
        super().__init__(parent)
        self._title, self._recents = title, recents
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """List what can be chosen now."""
        self.clear()
        self.addAction(self.tr("Choose folder…"), self.browse_folder)
        self.addAction(self.tr("Choose a .safetensors file…"), self.browse_file)
        recents = self._recents()
        if recents:
            self.addSeparator()
        for path in recents:
            action = QAction(paths.shown(path).replace("&", "&&"), self)
            action.setData(path)
            action.triggered.connect(self._on_recent)
            self.addAction(action)

    def browse_folder(self) -> None:
        """Let the user choose a folder."""
        self._open_dialog(QFileDialog.FileMode.Directory, self.tr("Choose the folder of: {slot}"))

    def browse_file(self) -> None:
        """Let the user choose a weights file."""
        self._open_dialog(QFileDialog.FileMode.ExistingFile, self.tr("Choose the file of: {slot}"))

    def _on_recent(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.picked.emit(action.data())

    def _open_dialog(self, mode: QFileDialog.FileMode, title: str) -> None:
        dialog = QFileDialog(self.window(), title.format(slot=self._title))
        if mode is QFileDialog.FileMode.ExistingFile:
            dialog.setNameFilter(self.tr("Weights (*.safetensors)"))
        recents = self._recents()
        if recents:
            dialog.setDirectory(str(recents[0].parent))
        open_dialog(dialog, mode, self._on_selected)

    def _on_selected(self, path: str) -> None:
        if path:
            self.picked.emit(Path(path))


def open_dialog(dialog: QFileDialog, mode: QFileDialog.FileMode, then: Callable[[str], None] | None = None) -> None:
    """Show a file dialog without waiting for it; `then` receives the file or folder that was chosen."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(mode)
    if mode is QFileDialog.FileMode.Directory:
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    if then is not None:
        dialog.fileSelected.connect(then)
    dialog.open()
