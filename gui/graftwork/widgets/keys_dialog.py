"""The list of the keyboard's shortcuts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from graftwork.keys import SHORTCUTS, said
from graftwork.widgets.labels import label
from graftwork.widgets.scrolling import Scrolling


class KeysDialog(QDialog):
    """Groups of keys and what they do, in two columns that scroll where the window is small."""

    def __init__(self, parent: QWidget, groups: Sequence[tuple[str, str]]) -> None:
        """Make it.

        Args:
            parent: The window.
            groups: Key in `SHORTCUTS` and headline of each group, as they follow each other.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard"))
        self.text = ""
        self._grids: list[QGridLayout] = []
        area = Scrolling()
        area.setAccessibleName(self.tr("Shortcuts"))
        columns = QHBoxLayout(area.content)
        columns.setContentsMargins(4, 4, 16, 4)
        columns.setSpacing(36)
        half = sum(len(SHORTCUTS[key]) + 2 for key, _ in groups) / 2
        column, lines = self._column(columns), 0.0
        for key, headline in groups:
            if lines and lines + len(SHORTCUTS[key]) / 2 > half:
                column, lines = self._column(columns), float("-inf")
            self._add(column, key, headline)
            lines += len(SHORTCUTS[key]) + 2
        for grid in self._grids:
            grid.setRowStretch(grid.rowCount(), 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 16, 20, 14)
        outer.setSpacing(10)
        outer.addWidget(label(self.tr("Everything works by keyboard."), "heading"))
        outer.addWidget(area, 1)
        outer.addWidget(buttons)
        self.setAccessibleDescription(self.text)
        for widget in self.findChildren(QWidget):
            widget.ensurePolished()  # in the sizes that the style sheet gives the texts
        wanted = area.content.sizeHint()
        around = outer.sizeHint().height() - area.sizeHint().height() + 4
        self._wanted = QSize(wanted.width() + 60, wanted.height() + around)
        self._fit(parent.height())
        parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the room that the window gets."""
        if isinstance(event, QResizeEvent):
            self._fit(event.size().height())
        return super().eventFilter(watched, event)

    def _fit(self, room: int) -> None:
        self.resize(self._wanted.width(), min(self._wanted.height(), room - 40))

    def _column(self, columns: QHBoxLayout) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        columns.addLayout(grid)
        self._grids.append(grid)
        return grid

    def _add(self, grid: QGridLayout, key: str, headline: str) -> None:
        row = grid.rowCount()
        title = label(headline, "caption")
        title.setContentsMargins(0, 8 if row > 1 else 0, 0, 0)
        grid.addWidget(title, row, 0, 1, 2)
        self.text += f"{headline}\n"
        lines = [(keys, does) for keys, does in map(said, SHORTCUTS[key]) if keys]
        for number, (keys, does) in enumerate(lines, row + 1):
            grid.addWidget(label(keys, "strong"), number, 0)
            grid.addWidget(label(does), number, 1)
            self.text += f"{keys}: {does}\n"
