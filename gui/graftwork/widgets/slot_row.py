"""A slot in one line: takes a model or an adapter, and says below itself what it is or why it cannot be used."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from graftwork import paths
from graftwork.drops import sort_out
from graftwork.style import set_property
from graftwork.widgets.controls import Button, ElidedButton, IconButton
from graftwork.widgets.labels import ElidedLabel, label, name_for_screen_readers
from graftwork.widgets.path_menu import PathMenu, Recents
from graftwork.widgets.slot import SlotState, SlotText
from graftwork.wording import joined, named


class SlotRow(QFrame):
    """The small sibling of `SlotCard`, with the same signals and the same ways to fill it.

    Signals:
        picked: The user chose this path.
        cleared: The user took the content out.
        details_wanted: The user wants the error's details in the clipboard.
        suggestion_taken: Never sent: there is no room for suggestions.
    """

    picked = Signal(object)
    cleared = Signal()
    details_wanted = Signal()
    suggestion_taken = Signal()

    def __init__(self, text: SlotText, recents: Recents) -> None:
        super().__init__()
        self._text = text
        self._state = SlotState.EMPTY
        self.setProperty("role", "row")
        self.setAcceptDrops(True)
        self.setAccessibleName(text.title)
        self._menu = PathMenu(self, text.title, recents)
        self._menu.picked.connect(self.picked)
        self._choose = ElidedButton("", "pick")
        self._choose.clicked.connect(self._open_menu)
        self._clear = IconButton("close", self.tr("{slot}: clear").format(slot=text.title))
        self._clear.clicked.connect(self.cleared)
        self._facts = ElidedLabel(role="small", mode=Qt.TextElideMode.ElideRight)
        self._problem = label("", "problem", wrap=True)
        self._copy = Button(self.tr("Copy details"), "copy", "link", "accent")
        self._copy.setAccessibleDescription(text.title)
        self._copy.clicked.connect(self.details_wanted)
        field = QHBoxLayout()
        field.setSpacing(2)
        field.addWidget(self._choose, 1)
        field.addWidget(self._clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(field)
        column.addWidget(self._facts)
        column.addWidget(self._problem)
        column.addWidget(self._copy, alignment=Qt.AlignmentFlag.AlignLeft)
        self.show_empty()

    @property
    def state(self) -> SlotState:
        """What the slot shows now."""
        return self._state

    def show_empty(self) -> None:
        """Ask for something."""
        self._enter(SlotState.EMPTY, self.tr("Choose…"), self._text.explanation)

    def show_reading(self, path: Path) -> None:
        """Say that it is being looked at."""
        self._enter(SlotState.READING, path.name, self.tr("Reading…"))

    def show_content(self, path: Path, name: str, facts: Sequence[tuple[str, str]], note: str = "") -> None:
        """Show what it is: (label, value) pairs, and what to know about it."""
        where = paths.place(path) or self.tr("comes with Graftwork")
        self._enter(SlotState.FILLED, name, " · ".join(_short(title, value) for title, value in facts[1:4]))
        lines = (where, *(named(title, value) for title, value in facts), note)
        self._choose.setToolTip("\n".join(line for line in lines if line))

    def show_failure(self, name: str, message: str, hint: str, is_adapter: bool = False) -> None:
        """Say why it cannot be used and what to do."""
        self._enter(SlotState.FAILED, name, "")
        self._problem.setText(joined(message, hint))
        self.setAccessibleDescription(self._problem.text())

    def focus(self) -> None:
        """Put the keyboard on it."""
        self._choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def lock(self, locked: bool) -> None:
        """Forbid changes while a job uses the content."""
        self.setAcceptDrops(not locked)
        self._choose.setEnabled(not locked)
        self._clear.setEnabled(not locked)

    def _open_menu(self) -> None:
        self._menu.popup(self._choose.mapToGlobal(self._choose.rect().bottomLeft()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files and folders; addresses of the Hub are for the window."""
        if event.mimeData().urls() and not sort_out(event.mimeData()).hub:
            event.acceptProposedAction()
            set_property(self, "dropping", "true")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing was dropped after all."""
        set_property(self, "dropping", "false")

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first path of the drop."""
        set_property(self, "dropping", "false")
        path = paths.dropped_path(event.mimeData())
        event.acceptProposedAction()
        if path is not None:
            self.picked.emit(path)
            return
        url = event.mimeData().urls()[0].toDisplayString() if event.mimeData().urls() else ""
        message = self.tr("{link} is not on this computer.").format(link=url[:120])
        self.show_failure(self._text.title, message, self.tr("Download the model first, then drop its folder."))

    def _enter(self, state: SlotState, name: str, facts: str) -> None:
        self._state = state
        self._choose.show_text(name)
        self._choose.setToolTip(self._text.explanation)
        name_for_screen_readers(self._choose, f"{self._text.title}: {name}")
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts))
        for widget in (self._problem, self._copy):
            widget.setVisible(state is SlotState.FAILED)
        self._clear.setVisible(state is not SlotState.EMPTY)
        self.setAccessibleDescription(facts or self._text.explanation)
        set_property(self, "state", state.value)


def _short(title: str, value: str) -> str:
    """A number alone says nothing."""
    return f"{title} {value}" if value.isdecimal() else value
