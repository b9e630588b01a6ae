"""Words that have too little room are scrolled to, not squeezed on top of each other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from graftwork.haystack.verdict_words import Figure, VerdictWords
from graftwork.theme import Theme
from graftwork.widgets.story import Story
from graftwork.widgets.verdict_card import VerdictCard

WORDS = VerdictWords(
    "red",
    "Red: skill finds 0 of 22 facts at 256 tokens; likely cause: it fails already in short texts. " * 2,
    "Read some replies under the failures.",
    tuple(Figure(name, "none") for name in ("sound", "found", "of short")),
    tuple(Figure(name, "1") for name in ("found", "interval", "worst part", "took")),
)


def shown(widget: QWidget, width: int, height: int) -> QWidget:
    """A widget at the top of a window of that size, what is left below it."""
    window = QWidget()
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    window.resize(width, height)
    window.show()
    QApplication.processEvents()
    return window


def test_the_verdict_is_as_tall_as_its_words(theme: Theme) -> None:
    card = VerdictCard()
    card.show_words(WORDS)
    window = shown(card, 260, 900)
    assert card.verticalScrollBar().maximum() == 0
    assert card.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert 200 < card.height() < 700
    card.lie_flat(True)
    window.resize(900, 600)
    QApplication.processEvents()
    assert card.verticalScrollBar().maximum() == 0
    assert card.height() < 200
    window.close()


def test_a_verdict_without_room_scrolls_by_keyboard(theme: Theme) -> None:
    card = VerdictCard()
    card.show_words(WORDS)
    window = shown(card, 260, 150)
    assert card.verticalScrollBar().maximum() > 0
    assert card.focusPolicy() is Qt.FocusPolicy.TabFocus
    assert card.content.height() >= card.heightForWidth(card.width()) - 2 * card.frameWidth()
    window.close()


def test_a_story_without_room_scrolls(theme: Theme) -> None:
    story = Story("A headline", ["A step that is told at some length, so that it takes two lines."] * 3)
    window = shown(story, 260, 80)
    assert story.verticalScrollBar().maximum() > 0
    assert story.accessibleName() == "A headline"
    window.close()
