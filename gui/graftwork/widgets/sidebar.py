"""The list of pages at the left edge, and those at its foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from graftwork import icons
from graftwork.widgets.controls import Button
from graftwork.widgets.labels import label


@dataclass(frozen=True, slots=True)
class SidebarEntry:
    """One page in the list: its key, its translated name, its icon."""

    key: str
    title: str
    icon: str


class PageButton(Button):
    """A page's entry: its icon takes the accent while the page is in front."""

    def __init__(self, entry: SidebarEntry) -> None:
        super().__init__(entry.title, entry.icon, "page", "muted")
        self.setCheckable(True)
        self.toggled.connect(self._on_toggled)

    def _on_toggled(self, checked: bool) -> None:
        self._meaning = "accent" if checked else "muted"
        self._paint_icon()


class Sidebar(QFrame):
    """Graftwork's name, the pages, and at the foot the settings.

    Signals:
        chosen: Key of the page that the user wants.
    """

    chosen = Signal(str)

    def __init__(self, entries: Sequence[SidebarEntry], foot: SidebarEntry) -> None:
        super().__init__()
        self.setProperty("role", "sidebar")
        self.setFixedWidth(176)
        self._mark = QLabel()
        self._mark.setFixedSize(26, 26)
        self._buttons: dict[str, QPushButton] = {}
        brand = QHBoxLayout()
        brand.setContentsMargins(8, 4, 0, 14)
        brand.setSpacing(9)
        brand.addWidget(self._mark)
        brand.addWidget(label("Graftwork", "heading"))
        brand.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 14, 10, 12)
        column.setSpacing(3)
        column.addLayout(brand)
        for entry in entries:
            column.addWidget(self._button(entry))
        column.addStretch()
        self.settings = self._button(foot)
        column.addWidget(self.settings)
        self._paint_mark()

    def _button(self, entry: SidebarEntry) -> QPushButton:
        button = PageButton(entry)
        # Not in a button group: that takes the Tab key from all of its buttons but one.
        button.clicked.connect(partial(self._on_clicked, entry.key))
        self._buttons[entry.key] = button
        return button

    def choose(self, key: str) -> None:
        """Mark this page as the one in front, without telling anybody."""
        for name, button in self._buttons.items():
            button.setChecked(name == key)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._paint_mark()

    def _paint_mark(self) -> None:
        self._mark.setPixmap(icons.mark(26, max(2.0, self.devicePixelRatioF())))

    def _on_clicked(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)
