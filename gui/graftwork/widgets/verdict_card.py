"""The verdict: one sentence, how long a text may be by three definitions, and the figures behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from graftwork.haystack.verdict_words import Figure, VerdictWords
from graftwork.style import set_property
from graftwork.widgets.labels import IconLabel, card, label
from graftwork.widgets.scrolling import Scrolling
from graftwork.wording import named

_ICONS: Final = {
    "green": ("ok", "ok"),
    "amber": ("warning", "warning"),
    "red": ("blocking", "blocking"),
    "void": ("info", "muted"),
    "": ("recent", "accent"),
}
_LEAST: Final = 96
_ROLES: Final = {"green": "done", "amber": "caution", "red": "failure", "": "notice"}


class VerdictCard(Scrolling):
    """Tall in its own column, or flat above the map; scrolls where there is too little room."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._words = VerdictWords("", "")
        self._said = self._flat = self._aside = False
        self._icon = IconLabel("info", "muted", 20)
        self._sentence, self._advice = label("", "verdict", wrap=True), label("", "", wrap=True)
        for text in (self._sentence, self._advice):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._reach_title = label(self.tr("Effective context"), "caption")
        self._reach, self._figures = QGridLayout(), QGridLayout()
        for grid in (self._reach, self._figures):
            grid.setHorizontalSpacing(14)
            grid.setVerticalSpacing(1)
            grid.setContentsMargins(0, 0, 0, 0)
        self._shown: list[QWidget] = []
        self._lay_out()
        self.hide()

    @property
    def state(self) -> str:
        """The state that is shown: "green", "amber", "red", "void"; empty while a check runs."""
        return self._words.state

    def hasHeightForWidth(self) -> bool:
        """It is as tall as its words are at its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Pixels that everything takes, even beside a scroll bar: Qt keeps a bar that was needed in passing."""
        edges = 2 * self.frameWidth()
        bar = self.verticalScrollBar().sizeHint().width()
        return self._box.totalHeightForWidth(width - edges - bar) + edges

    def sizeHint(self) -> QSize:
        """As tall as its words are at its present width."""
        width = max(self.minimumWidth(), min(self.width(), self.maximumWidth()))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """A few lines: the rest is scrolled to."""
        return QSize(0, min(_LEAST, self.sizeHint().height()))

    def lie_flat(self, flat: bool) -> None:
        """Be a strip instead of a column."""
        if flat != self._flat:
            self._flat = flat
            self._box.setDirection(QBoxLayout.Direction.LeftToRight if flat else QBoxLayout.Direction.TopToBottom)
            for place, stretch in enumerate((3, 2) if flat else (0, 1)):
                self._box.setStretch(place, stretch)
            self._fill()

    def set_aside(self, aside: bool) -> None:
        """Hide while something else is looked at."""
        self._aside = aside
        self.setVisible(self._said and not aside)

    def clear(self) -> None:
        """Say nothing."""
        self._said = False
        self.hide()

    def show_words(self, words: VerdictWords) -> None:
        """Say something else."""
        self._said, self._words = True, words
        self._icon.show_icon(*_ICONS.get(words.state, _ICONS["void"]))
        self._sentence.setText(words.sentence)
        self._advice.setText(words.advice)
        self._advice.setVisible(bool(words.advice))
        self._reach_title.setVisible(bool(words.reach))
        self._fill()
        set_property(self._head, "role", _ROLES.get(words.state, "card"))
        self.setAccessibleName(words.sentence)
        figures = (named(one.title, one.value) for one in (*words.reach, *words.figures))
        self.setAccessibleDescription("; ".join((words.advice, *figures)))
        self.setVisible(not self._aside)

    def _lay_out(self) -> None:
        self._head = card("notice")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._sentence, 1)
        words = QVBoxLayout(self._head)
        words.setContentsMargins(11, 9, 10, 10)
        words.setSpacing(6)
        words.addLayout(line)
        words.addWidget(self._advice)
        words.addStretch(1)
        numbers = QVBoxLayout()
        numbers.setContentsMargins(6, 0, 4, 0)
        numbers.setSpacing(4)
        numbers.addWidget(self._reach_title)
        numbers.addLayout(self._reach)
        numbers.addSpacing(6)
        numbers.addLayout(self._figures)
        numbers.addStretch(1)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self.content)
        self._box.setContentsMargins(8, 8, 8, 8)
        self._box.setSpacing(10)
        self._box.addWidget(self._head)
        self._box.addLayout(numbers, 1)

    def _fill(self) -> None:
        for widget in self._shown:
            widget.hide()
            widget.deleteLater()
        self._shown = []
        self._put(self._reach, self._words.reach, 3, "figure")
        self._put(self._figures, self._words.figures, 3 if self._flat else 1, "strong")
        self.updateGeometry()

    def _put(self, grid: QGridLayout, figures: Sequence[Figure], columns: int, role: str) -> None:
        """Values above their titles in some columns; in a single one titles beside their values."""
        for number, figure in enumerate(figures):
            value, title = label(figure.value, role), label(figure.title, "small")
            row, column = divmod(number, columns)
            if columns == 1:
                grid.addWidget(title, row, 0)
                grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignRight)
            else:
                grid.addWidget(value, 2 * row, column)
                grid.addWidget(title, 2 * row + 1, column)
            for part in (value, title):
                self._keep(part, figure.meaning)

    def _keep(self, part: QLabel, meaning: str) -> None:
        part.setToolTip(meaning)
        self._shown.append(part)
