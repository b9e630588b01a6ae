"""One or several files in one line, from a dialog or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout

from graftwork import paths
from graftwork.style import set_property
from graftwork.widgets.controls import ElidedButton, IconButton
from graftwork.widgets.labels import name_for_screen_readers
from graftwork.widgets.path_menu import open_dialog


class FileRow(QFrame):
    """Holds paths; whoever uses them finds out whether they are any good.

    Signals:
        changed: The user chose others, or took them out.
    """

    changed = Signal()

    def __init__(self, title: str, kinds: str, several: bool) -> None:
        """Make it.

        Args:
            title: What the files are.
            kinds: The dialog's name filter.
            several: Whether there may be more than one.
        """
        super().__init__()
        self._title, self._kinds, self._several = title, kinds, several
        self._paths: tuple[Path, ...] = ()
        self.setProperty("role", "row")
        self.setAcceptDrops(True)
        self.setAccessibleName(title)
        self._choose = ElidedButton("", "pick")
        self._choose.clicked.connect(self.browse)
        self._clear = IconButton("close", self.tr("{slot}: clear").format(slot=title))
        self._clear.clicked.connect(self._on_clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self._choose, 1)
        row.addWidget(self._clear)
        self.show_paths(())

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files."""
        return self._paths

    @property
    def path(self) -> Path | None:
        """The first file."""
        return self._paths[0] if self._paths else None

    def show_paths(self, chosen: Sequence[Path]) -> None:
        """Take these, telling nobody."""
        self._paths = tuple(chosen) if self._several else tuple(chosen[:1])
        names = ", ".join(path.name for path in self._paths)
        self._choose.show_text(names or self.tr("Choose…"))
        self._choose.setToolTip("\n".join(paths.shown(path) for path in self._paths))
        name_for_screen_readers(self._choose, f"{self._title}: {names or self.tr('none')}")
        self._clear.setVisible(bool(self._paths))
        set_property(self, "state", "filled" if self._paths else "empty")

    def browse(self) -> None:
        """Let the user choose; does not wait."""
        dialog = QFileDialog(self.window(), self._title)
        dialog.setNameFilter(self._kinds)
        if self._paths:
            dialog.setDirectory(str(self._paths[0].parent))
        mode = QFileDialog.FileMode.ExistingFiles if self._several else QFileDialog.FileMode.ExistingFile
        dialog.filesSelected.connect(self._on_selected)
        open_dialog(dialog, mode)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files and folders; what is elsewhere is for the window."""
        if paths.dropped_path(event.mimeData()) is not None:
            event.acceptProposedAction()
            set_property(self, "dropping", "true")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing was dropped after all."""
        set_property(self, "dropping", "false")

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files of the drop that are on this computer."""
        set_property(self, "dropping", "false")
        event.acceptProposedAction()
        found = [url.toLocalFile() for url in event.mimeData().urls() if url.toLocalFile()]
        self._on_selected(found)

    def _on_selected(self, chosen: Sequence[str]) -> None:
        if chosen:
            self.show_paths([Path(one) for one in chosen])
            self.changed.emit()

    def _on_clear(self) -> None:
        self.show_paths(())
        self.changed.emit()
