"""How the rank is chosen: one for all modules, each module its own, or by the size of the file."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from graftwork.form import Choices, RankChoice
from graftwork.widgets.controls import Number, Segments
from graftwork.widgets.labels import explain, label

_ROW: Final = 36


class RankRow(QWidget):
    """Three ways, and the number that belongs to each.

    Signals:
        changed: The user chose another way or another number.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.way = Segments(
            self.tr("How the rank is chosen"),
            [("rank", self.tr("Fixed")), ("auto", self.tr("Automatic")), ("size", self.tr("Size limit"))],
        )
        self.rank = Number(1, 8192, 32, doubling=True)
        self.rank.setAccessibleName(self.tr("Rank of the adapter"))
        self.limit = Number(1, 8192, 256, doubling=True)
        self.limit.setAccessibleName(self.tr("Highest rank"))
        self.size_field = QLineEdit()
        self.size_field.setAccessibleName(self.tr("Size of the adapter"))
        self.size_field.setMaximumWidth(110)
        self._pages = QStackedWidget()
        for page in (
            _row(self.rank, label(self.tr("the same for every module"), "muted")),
            _row(
                label(self.tr("up to"), "muted"), self.limit, label(self.tr("each module stops at its noise"), "muted")
            ),
            _row(self.size_field, label(self.tr("the whole adapter"), "muted")),
        ):
            self._pages.addWidget(page)
        self._pages.setFixedHeight(_ROW)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(_row(self.way))
        column.addWidget(self._pages)
        self._explain()
        self.way.chosen.connect(self._on_way)
        self.rank.valueChanged.connect(self.changed)
        self.limit.valueChanged.connect(self.changed)
        self.size_field.textChanged.connect(self.changed)

    @property
    def choice(self) -> RankChoice:
        """The way that is chosen now."""
        return RankChoice(self.way.current)

    def show_choices(self, choices: Choices) -> None:
        """Show these, telling nobody."""
        blocked = self.blockSignals(True)
        self.way.choose(choices.rank_choice.value)
        self._pages.setCurrentIndex(list(RankChoice).index(choices.rank_choice))
        self.rank.setValue(choices.rank)
        self.limit.setValue(choices.max_rank)
        self.size_field.setText(choices.size)
        self.blockSignals(blocked)

    def _explain(self) -> None:
        explain(
            self.rank,
            self.tr("How many directions of the difference the adapter keeps. More is larger, not always better."),
        )
        explain(self.limit, self.tr("Each module stops where only rounding noise is left, at this rank at the latest."))
        explain(
            self.size_field,
            self.tr("The largest rank is chosen whose adapter is no larger than this: 800 MB, 1.5 GiB."),
        )

    def _on_way(self, key: str) -> None:
        self._pages.setCurrentIndex(list(RankChoice).index(RankChoice(key)))
        self.changed.emit()


def _row(*widgets: QWidget) -> QWidget:
    result = QWidget()
    box = QHBoxLayout(result)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(10)
    for widget in widgets:
        box.addWidget(widget)
    box.addStretch()
    return result
