"""The adapters of a merge: dropped or chosen one after another, each with its weight."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from graftwork import paths
from graftwork.drops import may_be_dropped, sort_out
from graftwork.style import set_property
from graftwork.widgets.adapter_row import AdapterRow
from graftwork.widgets.chips import Chip, Chips
from graftwork.widgets.controls import Button, IconButton
from graftwork.widgets.labels import IconLabel, label, name_for_screen_readers
from graftwork.widgets.path_menu import PathMenu, Recents

_HEIGHT: Final = 216


class AdapterList(QFrame):
    """A card that holds any number of adapters.

    Signals:
        picked: The path of a further adapter.
        refused: What was dropped is not on this computer; its text.
    """

    picked = Signal(object)
    refused = Signal(str)

    def __init__(self, recents: Recents) -> None:
        super().__init__()
        self.setProperty("role", "slot")
        self.setAcceptDrops(True)
        self.setMinimumHeight(_HEIGHT)
        title = self.tr("Adapters")
        self.setAccessibleName(title)
        self._explanation = self.tr("LoRAs that hold the ability already; several go in together.")
        self.rows: list[AdapterRow] = []
        self._menu = PathMenu(self, title, recents, takes_hub=True)
        self._menu.picked.connect(self.picked)
        self._add = Button(self.tr("Add adapter…"), "plus")
        self._add.clicked.connect(self.browse_folder)
        self._more = IconButton("chevron-down", self.tr("Adapters: file or recent"))
        self._more.setMenu(self._menu)
        self._chips = Chips(title)
        self._chips.picked.connect(self.picked)
        self._place = QVBoxLayout()
        self._place.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 14)
        column.setSpacing(6)
        column.addWidget(label(title, "heading"))
        column.addWidget(self._empty_part())
        column.addLayout(self._place)
        column.addLayout(self._buttons())
        column.addWidget(self._chips)
        column.addStretch(1)
        self._show_count()

    def add_row(self) -> AdapterRow:
        """Make a further row at the end."""
        row = AdapterRow()
        self.rows.append(row)
        self._place.addWidget(row)
        self._show_count()
        return row

    def remove_row(self, row: AdapterRow) -> None:
        """Take a row away; the keyboard goes on with what comes next."""
        had_focus = row.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self.rows.remove(row)
        self._place.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._show_count()
        if had_focus:
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_suggestions(self, suggestions: Sequence[Chip]) -> None:
        """Offer these besides what is there."""
        self._chips.show_chips(suggestions)

    def browse_folder(self) -> None:
        """Let the user choose a folder; does not wait."""
        self._menu.browse_folder()

    def name_on_hub(self) -> None:
        """Let the user type the name of a repository; does not wait."""
        self._menu.name_on_hub()

    def lock(self, locked: bool) -> None:
        """Forbid changes while a job uses the content."""
        self.setAcceptDrops(not locked)
        for control in (self._add, self._more, self._chips):
            control.setEnabled(not locked)
        for row in self.rows:
            row.lock(locked)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files, folders and names of the Hub; a saved job is for the page."""
        if may_be_dropped(event.mimeData()) and paths.dropped_recipe(event.mimeData()) is None:
            event.acceptProposedAction()
            set_property(self, "dropping", "true")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing was dropped after all."""
        set_property(self, "dropping", "false")

    def dropEvent(self, event: QDropEvent) -> None:
        """Take every path and every repository of the drop."""
        set_property(self, "dropping", "false")
        event.acceptProposedAction()
        dropped = sort_out(event.mimeData())
        for path in (*dropped.paths, *map(Path, dropped.hub)):
            self.picked.emit(path)
        for text in dropped.odd:
            self.refused.emit(text[:120])

    def _empty_part(self) -> QWidget:
        self._empty = QWidget()
        words = label(self._explanation, "muted", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self._empty)
        column.setContentsMargins(0, 8, 4, 0)
        column.addWidget(IconLabel("drop", "muted", 26), alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(words)
        return self._empty

    def _buttons(self) -> QHBoxLayout:
        name_for_screen_readers(self._add, self.tr("Add an adapter"))
        buttons = QHBoxLayout()
        buttons.setSpacing(2)
        buttons.addStretch()
        buttons.addWidget(self._add)
        buttons.addWidget(self._more)
        buttons.addStretch()
        return buttons

    def _show_count(self) -> None:
        self._empty.setVisible(not self.rows)
        names = ", ".join(row.accessibleName() for row in self.rows)
        self.setAccessibleDescription(names or self._explanation)
        set_property(self, "state", "filled" if self.rows else "empty")
