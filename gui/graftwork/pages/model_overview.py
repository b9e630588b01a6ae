"""What a model or adapter is, at a glance: facts, files, and its card as plain text."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from graftwork.amounts import size
from graftwork.opened import Facts, Opened, facts
from graftwork.widgets.facts_grid import FactsGrid
from graftwork.widgets.labels import label

_MOST_FILES: Final = 40
_MOST_LETTERS: Final = 200_000


class OverviewTab(QScrollArea):
    """Nothing of a card is loaded or followed: it is shown as the text that it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Overview"))
        self.facts, self.files = FactsGrid(), FactsGrid()
        self._state = label("", "muted", wrap=True)
        self._files_title = label(self.tr("Files"), "heading")
        self._card_title = label(self.tr("Model card"), "heading")
        self._card_problem = label("", "problem", wrap=True)
        self.card = QPlainTextEdit()
        self.card.setReadOnly(True)
        self.card.setTabChangesFocus(True)
        self.card.setMinimumHeight(220)
        self.card.setAccessibleName(self.tr("Model card"))
        content = QWidget()
        content.setProperty("role", "content")
        column = QVBoxLayout(content)
        column.setContentsMargins(2, 8, 8, 4)
        column.setSpacing(8)
        column.addWidget(self._state)
        column.addWidget(self.facts)
        column.addSpacing(6)
        column.addWidget(self._files_title)
        column.addWidget(self.files)
        column.addSpacing(6)
        column.addWidget(self._card_title)
        column.addWidget(self._card_problem)
        column.addWidget(self.card, 1)
        column.addStretch()
        self.setWidget(content)
        self.show_little((), "")

    def show_little(self, known: Facts, state: str) -> None:
        """Show what the library knows without opening anything, and how it stands."""
        self.say(state)
        self.facts.show_facts(known)
        self.show_files(())
        self.show_card("", "")

    def show_opened(self, opened: Opened) -> None:
        """Show everything that the headers tell."""
        self.say("")
        self.facts.show_facts(facts(opened))
        self.show_files(opened.files)
        self.show_card(opened.card.text, opened.card.problem)

    def say(self, state: str) -> None:
        """Say how it stands; nothing when it is all there."""
        self._state.setText(state)
        self._state.setVisible(bool(state))

    def show_files(self, files: tuple[tuple[str, int], ...]) -> None:
        """Show names and bytes of files."""
        lines = [(name, size(nbytes)) for name, nbytes in files[:_MOST_FILES]]
        if len(files) > _MOST_FILES:
            lines.append(("…", self.tr("{count} more").format(count=len(files) - _MOST_FILES)))
        self.files.show_facts(lines)
        self._files_title.setVisible(bool(lines))
        self.files.setVisible(bool(lines))

    def show_card(self, text: str, problem: str) -> None:
        """Show a card as the text that it is, and why its head could not be read."""
        shown = text.strip()
        if len(shown) > _MOST_LETTERS:
            shown = shown[:_MOST_LETTERS] + "\n…"
        self.card.setPlainText(shown)
        self._card_problem.setText(problem)
        self._card_problem.setVisible(bool(problem))
        self._card_title.setVisible(bool(shown or problem))
        self.card.setVisible(bool(shown))
