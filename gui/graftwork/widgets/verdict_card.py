"""The verdict: one sentence, how long a text may be by three definitions, and the figures behind it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from graftwork.haystack.verdict_words import Figure, VerdictWords
from graftwork.style import set_property
from graftwork.widgets.labels import IconLabel, label

_ICONS = {
    "green": ("ok", "ok"),
    "amber": ("warning", "warning"),
    "red": ("blocking", "blocking"),
    "void": ("info", "muted"),
    "": ("recent", "accent"),
}
_ROLES = {"green": "done", "amber": "caution", "red": "failure"}


class VerdictCard(QFrame):
    """Tall in its own column, or flat above the map."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._icon = IconLabel("info", "muted", 20)
        self._sentence = label("", "heading", wrap=True)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._advice = label("", "", wrap=True)
        self._advice.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._sentence, 1)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addLayout(head)
        words.addWidget(self._advice)
        words.addStretch(1)
        self._reach_title = label(self.tr("Effective context"), "caption")
        self._reach, self._figures = QGridLayout(), QGridLayout()
        for grid in (self._reach, self._figures):
            grid.setHorizontalSpacing(14)
            grid.setVerticalSpacing(1)
            grid.setContentsMargins(0, 0, 0, 0)
        numbers = QVBoxLayout()
        numbers.setSpacing(4)
        numbers.addWidget(self._reach_title)
        numbers.addLayout(self._reach)
        numbers.addSpacing(6)
        numbers.addLayout(self._figures)
        numbers.addStretch(1)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(14, 12, 14, 12)
        self._box.setSpacing(12)
        self._box.addLayout(words, 3)
        self._box.addLayout(numbers, 2)
        self._shown: list[QWidget] = []
        self._flat = False
        self._words = VerdictWords("", "")
        self.hide()

    def lie_flat(self, flat: bool) -> None:
        """Be a strip instead of a column."""
        self._flat = flat
        direction = QBoxLayout.Direction.LeftToRight if flat else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != direction:
            self._box.setDirection(direction)
            self._box.setStretch(0, 3 if flat else 0)
            self.show_words(self._words, not self.isHidden())

    def show_words(self, words: VerdictWords, visible: bool = True) -> None:
        """Say something else."""
        self._words = words
        self._icon.show_icon(*_ICONS.get(words.state, _ICONS["void"]))
        self._sentence.setText(words.sentence)
        self._advice.setText(words.advice)
        self._advice.setVisible(bool(words.advice))
        self._reach_title.setVisible(bool(words.reach))
        for widget in self._shown:
            widget.hide()
            widget.deleteLater()
        self._shown = []
        self._fill(self._reach, words.reach, 3, "figure")
        self._fill(self._figures, words.figures, 3 if self._flat else 1, "")
        set_property(self, "role", _ROLES.get(words.state, "card"))
        self.setAccessibleName(words.sentence)
        self.setAccessibleDescription(
            "; ".join((words.advice, *(f"{one.title}: {one.value}" for one in (*words.reach, *words.figures))))
        )
        self.setVisible(visible)

    def _fill(self, grid: QGridLayout, figures: Sequence[Figure], columns: int, role: str) -> None:
        """Values above their titles in some columns; in a single one titles beside their values."""
        for number, figure in enumerate(figures):
            value, title = label(figure.value, role or "strong"), label(figure.title, "small")
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
