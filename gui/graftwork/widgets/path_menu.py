"""Choosing a model, an adapter or a file: from a dialog, from the recent ones, by dropping it, or by its Hub name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from graftwork import paths
from graftwork.widgets.hub_name import HubNameDialog

Recents = Callable[[], Sequence[Path]]


class PathMenu(QMenu):
    """The ways to choose, for one slot. Dialogs do not wait.

    Signals:
        picked: The path that was chosen.
    """

    picked = Signal(object)

    def __init__(self, parent: QWidget, title: str, recents: Recents, *, takes_hub: bool = False) -> None:
        """Make it for a slot called `title`; `takes_hub`: a repository on the Hub is welcome, too."""
        super().__init__(parent)
        self._title, self._recents, self._takes_hub = title, recents, takes_hub
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """List what can be chosen now."""
        self.clear()
        self.addAction(self.tr("Choose folder…"), self.browse_folder)
        self.addAction(self.tr("Choose a .safetensors file…"), self.browse_file)
        if self._takes_hub:
            self.addAction(self.tr("Name one on the Hub…"), self.name_on_hub)
        recents = [path for path in self._recents() if self._takes_hub or not paths.is_on_hub(path)]
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

    def name_on_hub(self) -> None:
        """Let the user type or paste the name or the address of a repository."""
        dialog = HubNameDialog(self.window(), self._title)
        dialog.named.connect(self.picked)
        dialog.open()

    def _on_recent(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.picked.emit(action.data())

    def _open_dialog(self, mode: QFileDialog.FileMode, title: str) -> None:
        dialog = QFileDialog(self.window(), title.format(slot=self._title))
        if mode is QFileDialog.FileMode.ExistingFile:
            dialog.setNameFilter(self.tr("Weights (*.safetensors)"))
        recents = [path for path in self._recents() if not paths.is_on_hub(path)]
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
