"""A slot: a card that takes one model or adapter and shows what it is, or why it cannot be used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from graftwork import paths
from graftwork.drops import dropped_model, may_be_dropped
from graftwork.style import set_property
from graftwork.widgets.chips import Chip, Chips
from graftwork.widgets.controls import Button, IconButton
from graftwork.widgets.labels import ElidedLabel, IconLabel, label, name_for_screen_readers
from graftwork.widgets.path_menu import PathMenu, Recents
from graftwork.wording import joined

_HEIGHT: Final = 216


class SlotState(StrEnum):
    """What a slot shows; also the style sheet's name for it."""

    EMPTY = "empty"
    READING = "reading"
    FILLED = "filled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SlotText:
    """The words of one slot, already translated.

    Attributes:
        title: What it is: "Base".
        explanation: What belongs there, in one sentence.
    """

    title: str
    explanation: str


class SlotCard(QFrame):
    """Takes a dropped folder or file, or one from a dialog or the recent ones.

    Signals:
        picked: The user chose this path.
        cleared: The user took the content out.
        details_wanted: The user wants the error's details in the clipboard.
        suggestion_taken: The user pressed the button beside an error.
    """

    picked = Signal(object)
    cleared = Signal()
    details_wanted = Signal()
    suggestion_taken = Signal()

    def __init__(self, text: SlotText, recents: Recents) -> None:
        super().__init__()
        self._text = text
        self._state = SlotState.EMPTY
        self.setProperty("role", "slot")
        self.setAcceptDrops(True)
        self.setMinimumHeight(_HEIGHT)
        self.setAccessibleName(text.title)
        self.setAccessibleDescription(text.explanation)
        self._menu = PathMenu(self, text.title, recents, takes_hub=True)
        self._menu.picked.connect(self.picked)
        self._build()
        self.show_empty()

    @property
    def state(self) -> SlotState:
        """What the slot shows now."""
        return self._state

    def show_empty(self) -> None:
        """Ask for something."""
        self._enter(SlotState.EMPTY)

    def show_suggestions(self, suggestions: Sequence[Chip]) -> None:
        """Offer these while the slot is empty."""
        self._chips.show_chips(suggestions)
        self._picture.setVisible(not suggestions)

    def show_reading(self, path: Path) -> None:
        """Say that it is being looked at."""
        self._name.setText(path.name)
        self._path.setText(paths.place(path) or self.tr("comes with Graftwork"))
        self._set_facts(())
        self._note.setText(self.tr("Reading…"))
        self._note.show()
        self._enter(SlotState.READING)

    def show_content(self, path: Path, name: str, facts: Sequence[tuple[str, str]], note: str = "") -> None:
        """Show what it is: (label, value) pairs, and what to know about it."""
        self._name.setText(name)
        self._path.setText(paths.place(path) or self.tr("comes with Graftwork"))
        self._set_facts(facts)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._enter(SlotState.FILLED)
        said = (name, *(f"{title} {value}" for title, value in facts), note)
        self.setAccessibleDescription(", ".join(part for part in said if part))

    def show_failure(self, name: str, message: str, hint: str, is_adapter: bool = False) -> None:
        """Say why it cannot be used and what to do; an adapter is offered to go where adapters go."""
        self._failed_name.setText(name)
        self._message.setText(message)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._suggestion.setVisible(is_adapter)
        self._enter(SlotState.FAILED)
        self.setAccessibleDescription(joined(message, hint))

    def focus(self) -> None:
        """Put the keyboard on the card's first control."""
        first = self._choose if self._state is SlotState.EMPTY else self._change
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def browse_folder(self) -> None:
        """Let the user choose a folder; does not wait."""
        self._menu.browse_folder()

    def name_on_hub(self) -> None:
        """Let the user type the name of a repository; does not wait."""
        self._menu.name_on_hub()

    def lock(self, locked: bool) -> None:
        """Forbid changes while a job uses the content."""
        self.setAcceptDrops(not locked)
        for control in (self._choose, self._more, self._change, self._clear, self._again, self._chips):
            control.setEnabled(not locked)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files, folders and names of the Hub; a saved job is for the page."""
        if may_be_dropped(event.mimeData()) and paths.dropped_recipe(event.mimeData()) is None:
            event.acceptProposedAction()
            set_property(self, "dropping", "true")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing was dropped after all."""
        set_property(self, "dropping", "false")

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first path, or the first repository, of the drop."""
        set_property(self, "dropping", "false")
        path = dropped_model(event.mimeData())
        event.acceptProposedAction()
        if path is not None:
            self.picked.emit(path)
        else:
            url = event.mimeData().urls()[0].toDisplayString() if event.mimeData().urls() else ""
            message = self.tr("{link} is neither on this computer nor a model on the Hub.")
            text = message.format(link=url[:120] or self.tr("What was dropped"))
            self.show_failure(self._text.title, text, self.tr("Download the model first, then drop its folder."))

    def _enter(self, state: SlotState) -> None:
        self._state = state
        pages = {SlotState.EMPTY: 0, SlotState.READING: 1, SlotState.FILLED: 1, SlotState.FAILED: 2}
        self._pages.setCurrentIndex(pages[state])
        for control in (self._change, self._clear):
            control.setVisible(state is not SlotState.EMPTY)
        if state in (SlotState.EMPTY, SlotState.READING):
            self.setAccessibleDescription(self._text.explanation)
        set_property(self, "state", state.value)

    def _build(self) -> None:
        title = label(self._text.title, "heading")
        self._change = IconButton("folder", self.tr("{slot}: choose another").format(slot=self._text.title))
        self._change.setMenu(self._menu)
        self._clear = IconButton("close", self.tr("{slot}: clear").format(slot=self._text.title))
        self._clear.clicked.connect(self.cleared)
        header = QHBoxLayout()
        header.setSpacing(2)
        header.addWidget(title)
        header.addStretch()
        header.addWidget(self._change)
        header.addWidget(self._clear)

        self._pages = QStackedLayout()
        for page in (self._empty_page(), self._content_page(), self._failed_page()):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 14)
        column.setSpacing(6)
        column.addLayout(header)
        column.addLayout(self._pages, 1)

    def _empty_page(self) -> QWidget:
        page = QWidget()
        explanation = label(self._text.explanation, "muted", wrap=True)
        explanation.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._choose = Button(self.tr("Choose folder…"), "folder")
        name_for_screen_readers(self._choose, self.tr("{slot}: choose a folder").format(slot=self._text.title))
        self._choose.clicked.connect(self.browse_folder)
        self._more = IconButton("chevron-down", self.tr("{slot}: file or recent").format(slot=self._text.title))
        self._more.setMenu(self._menu)
        buttons = QHBoxLayout()
        buttons.setSpacing(2)
        buttons.addStretch()
        buttons.addWidget(self._choose)
        buttons.addWidget(self._more)
        buttons.addStretch()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(8)
        self._picture = IconLabel("drop", "muted", 26)
        self._chips = Chips(self._text.title)
        self._chips.picked.connect(self.picked)
        column.addStretch(1)
        column.addWidget(self._picture, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(explanation)
        column.addLayout(buttons)
        column.addWidget(self._chips)
        column.addStretch(1)
        return page

    def _content_page(self) -> QWidget:
        page = QWidget()
        self._name = ElidedLabel(role="name")
        self._path = ElidedLabel(role="small")
        self._note = label("", "muted", wrap=True)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(3)
        self._facts.setColumnStretch(1, 1)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(1)
        column.addWidget(self._name)
        column.addWidget(self._path)
        column.addSpacing(8)
        column.addWidget(self._note)
        column.addLayout(self._facts)
        column.addStretch(1)
        return page

    def _failed_page(self) -> QWidget:
        page = QWidget()
        self._failed_name = ElidedLabel(role="name")
        self._message = label("", wrap=True)
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._hint = label("", "muted", wrap=True)
        copy = Button(self.tr("Copy details"), "copy", "link", "accent")
        copy.setAccessibleDescription(self._text.title)
        copy.clicked.connect(self.details_wanted)
        self._suggestion = Button(self.tr("Use it as an adapter"), role="link", meaning="accent")
        self._suggestion.setAccessibleDescription(self._text.title)
        self._suggestion.clicked.connect(self.suggestion_taken)
        self._again = Button(self.tr("Choose another…"), "folder", "link", "accent")
        self._again.setAccessibleDescription(self._text.title)
        self._again.clicked.connect(self.browse_folder)
        name = QHBoxLayout()
        name.setSpacing(6)
        name.addWidget(IconLabel("blocking", "blocking"))
        name.addWidget(self._failed_name, 1)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(4)
        column.addLayout(name)
        column.addWidget(self._message)
        column.addWidget(self._hint)
        column.addStretch(1)
        for button in (self._suggestion, self._again, copy):
            column.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        return page

    def _set_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, (title, value) in enumerate(facts):
            self._facts.addWidget(label(title, "muted"), row, 0)
            self._facts.addWidget(ElidedLabel(value, mode=Qt.TextElideMode.ElideRight), row, 1)
