"""A question in its text: what stood around the needle, what was expected, and what came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from graftwork import colours
from graftwork.widgets.controls import Button, Choice, IconButton
from graftwork.widgets.labels import label
from graftwork.wording import named


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to choose from.

    Attributes:
        id: The question's.
        title: What the list of questions calls it.
        facts: Expected, what came, figures: (title, value) pairs.
    """

    id: str
    title: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text; the needle's own pieces are set off."""

    text: str
    is_needle: bool = False


class Excerpt(QPlainTextEdit):
    """A text to be read; the place that matters stays in its middle when there is more or less room."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the place in the middle."""
        super().resizeEvent(event)
        self.centerCursor()


class NeedleText(QFrame):
    """Hidden until a cell is chosen.

    Signals:
        wanted: The text around the question of this id is wanted.
        closed: The user put it away.
    """

    wanted = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._asked: tuple[Asked, ...] = ()
        self._shown: tuple[tuple[Passage, ...], str] = ((), "")
        self._which = Choice()
        self._which.setAccessibleName(self.tr("Question"))
        self._which.currentIndexChanged.connect(self._on_which)
        self.close_button = IconButton("close", self.tr("Hide the text"))
        self.close_button.clicked.connect(self._on_close)
        self.copy = Button(self.tr("Copy"), "copy", "quiet")
        self.copy.clicked.connect(self._on_copy)
        self._facts = label("", wrap=True)
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text = Excerpt()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Text around the needle"))
        self.text.setMinimumHeight(58)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._which, 1)
        head.addWidget(self.copy)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 10, 10)
        column.setSpacing(5)
        column.addLayout(head)
        column.addWidget(self._facts)
        column.addWidget(self.text)
        self.hide()

    @property
    def current(self) -> Asked | None:
        """The question that is shown."""
        index = self._which.currentIndex()
        return self._asked[index] if 0 <= index < len(self._asked) else None

    def show_questions(self, asked: Sequence[Asked]) -> None:
        """Show these questions to choose from, the first one's text to come."""
        self._asked = tuple(asked)
        blocked = self._which.blockSignals(True)
        self._which.clear()
        for one in self._asked:
            self._which.addItem(one.title, one.id)
        self._which.blockSignals(blocked)
        self.setVisible(bool(self._asked))
        self._on_which()

    def show_passages(self, question: str, passages: Sequence[Passage], note: str = "") -> None:
        """Show the text of a question, if that is still the one shown."""
        if self.current is None or self.current.id != question:
            return
        self._shown = (tuple(passages), note)
        self._write()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and any(self._shown):
            self._write()

    def _write(self) -> None:
        passages, note = self._shown
        self.text.clear()
        cursor = self.text.textCursor()
        plain, needle = QTextCharFormat(), QTextCharFormat()
        now = colours.colours()
        needle.setBackground(QColor(now.accent_soft))
        needle.setForeground(QColor(now.accent))
        needle.setFontWeight(700)
        first = None
        for passage in passages:
            if passage.is_needle and first is None:
                first = cursor.position()
            cursor.insertText(passage.text, needle if passage.is_needle else plain)
        if note:
            cursor.insertText(note, plain)
        cursor.setPosition(first or 0)
        self.text.setTextCursor(cursor)
        self.text.moveCursor(QTextCursor.MoveOperation.NoMove)
        self.text.centerCursor()

    def _on_which(self) -> None:
        asked = self.current
        if asked is None:
            return
        self._facts.setText("   ".join(named(title, value) for title, value in asked.facts))
        self.setAccessibleName(self._facts.text())
        self._shown = ((), "")
        self.text.setPlainText(self.tr("Reading the text…"))
        self.wanted.emit(asked.id)

    def _on_copy(self) -> None:
        from PySide6.QtWidgets import QApplication

        QApplication.clipboard().setText(f"{self._facts.text()}\n\n{self.text.toPlainText()}")

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()
