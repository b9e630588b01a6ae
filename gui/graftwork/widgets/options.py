"""The options of a graft: the few that matter in sight, the rest folded under "More options"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from graftwork.form import Choices, RankChoice, Source
from graftwork.widgets.controls import Button, Choice, Decimal, Number, Segments, Slider
from graftwork.widgets.labels import explain, label
from graftwork.widgets.more_options import MoreOptions

_ROW: Final = 36
"""Height of a row of controls, in pixels."""


class OptionsPanel(QFrame):
    """Shows and edits `Choices`.

    Signals:
        changed: The user changed something.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._donor_window: int | None = None
        self._target_window: int | None = None
        self._source = Source.DONOR
        self._rank_choice = Segments(
            self.tr("How the rank is chosen"),
            [("rank", self.tr("Fixed")), ("auto", self.tr("Automatic")), ("size", self.tr("Size limit"))],
        )
        self.rank = Number(1, 8192, 32, doubling=True)
        self.rank.setAccessibleName(self.tr("Rank of the adapter"))
        self._limit = Number(1, 8192, 256, doubling=True)
        self._limit.setAccessibleName(self.tr("Highest rank"))
        self.size_field = QLineEdit()
        self.size_field.setAccessibleName(self.tr("Size of the adapter"))
        self.size_field.setMaximumWidth(110)
        self.weight = Decimal(-4.0, 4.0, 1.0, 0.05)
        self.weight.setAccessibleName(self.tr("Weight of the adapter"))
        self._slider = Slider(0, 150)
        self._slider.setAccessibleName(self.tr("Weight in percent"))
        self.context = Choice()
        self.context.setAccessibleName(self.tr("Context window of the result"))
        self.window_field = Number(1, 2**31 - 1, 8192, doubling=True)
        self.window_field.setAccessibleName(self.tr("Context window in tokens"))
        self.window_field.setMinimumWidth(110)
        for key in ("adapter", "keep", "own"):
            self.context.addItem("", key)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(16)
        self._rows.setVerticalSpacing(12)
        self._rows.setColumnStretch(1, 1)
        self._rank_pages, self._rank_box = self._rank_row()
        self._rank_label = self._add_row(0, self.tr("Rank"), self._rank_choice, self._rank_box)
        self._add_row(1, self.tr("Weight"), self.weight, self._weight_row())
        self._add_row(2, self.tr("Context"), self.context, self._context_row())
        self._explain()
        self.more = MoreOptions()
        self._more_button = Button(self.tr("More options"), "chevron-right", "link", "accent")
        self._more_button.setCheckable(True)
        self._more_button.toggled.connect(self._on_more)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(12)
        column.addWidget(label(self.tr("Options"), "heading"))
        column.addLayout(self._rows)
        column.addWidget(self._more_button)
        column.addWidget(self.more)
        column.addStretch(1)
        self.more.hide()
        self._connect()
        self.show_choices(Choices())

    def choices(self) -> Choices:
        """What is chosen now."""
        shown = self.context.currentData()
        return replace(
            self.more.choices(),
            rank_choice=RankChoice(self._rank_choice.current),
            rank=self.rank.value(),
            max_rank=self._limit.value(),
            size=self.size_field.text(),
            weight=self.weight.value(),
            context=self.window_field.value() if shown == "own" else str(shown),
        )

    def show_choices(self, choices: Choices) -> None:
        """Show these without telling anybody."""
        blocked = self.blockSignals(True)
        self._rank_choice.choose(choices.rank_choice.value)
        self._rank_pages.setCurrentIndex(list(RankChoice).index(choices.rank_choice))
        self.rank.setValue(choices.rank)
        self._limit.setValue(choices.max_rank)
        self.size_field.setText(choices.size)
        self.weight.setValue(choices.weight)
        self._slider.setValue(round(choices.weight * 100))
        if isinstance(choices.context, int):
            self.context.choose("own")
            self.window_field.setValue(choices.context)
        else:
            self.context.choose(choices.context)
        self.window_field.setVisible(isinstance(choices.context, int))
        self.more.show_choices(choices)
        self.blockSignals(blocked)

    def set_source(self, source: Source) -> None:
        """Show the options that mean something for this source."""
        extracting = source is Source.DONOR
        for widget in (self._rank_label, self._rank_box):
            widget.setVisible(extracting)
        self.more.set_source(source)
        self._source = source
        self._name_windows()

    def set_windows(self, giver: int | None, target: int | None) -> None:
        """Say in tokens what the context choices mean; None where it is not known."""
        self._donor_window, self._target_window = giver, target
        self._name_windows()

    def _connect(self) -> None:
        self._rank_choice.chosen.connect(self._on_rank_choice)
        self.rank.valueChanged.connect(self.changed)
        self._limit.valueChanged.connect(self.changed)
        self.size_field.textChanged.connect(self.changed)
        self.weight.valueChanged.connect(self._on_weight)
        self._slider.valueChanged.connect(self._on_slider)
        self.context.currentIndexChanged.connect(self._on_context)
        self.window_field.valueChanged.connect(self.changed)
        self.more.changed.connect(self.changed)

    def _explain(self) -> None:
        rank = self.tr("How many directions of the difference the adapter keeps. More is larger, not always better.")
        most = self.tr("Each module stops where only rounding noise is left, at this rank at the latest.")
        size = self.tr("The largest rank is chosen whose adapter is no larger than this: 800 MB, 1.5 GiB.")
        weight = self.tr("How strongly the ability goes in: 1 as learned, less is gentler, below 0 takes it out.")
        context = self.tr("How many tokens the result reads. A graft of long context needs the donor's settings.")
        helps = ((self.rank, rank), (self._limit, most), (self.size_field, size), (self.weight, weight))
        for widget, text in (*helps, (self._slider, weight), (self.context, context), (self.window_field, context)):
            explain(widget, text)

    def _add_row(self, row: int, text: str, buddy: QWidget, content: QWidget) -> QWidget:
        name = label(text)
        name.setBuddy(buddy)
        name.setFixedHeight(_ROW)
        self._rows.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._rows.addWidget(content, row, 1)
        return name

    def _rank_row(self) -> tuple[QStackedWidget, QWidget]:
        pages = QStackedWidget()
        for page in (
            _row(self.rank, label(self.tr("the same for every module"), "muted")),
            _row(
                label(self.tr("up to"), "muted"), self._limit, label(self.tr("each module stops at its noise"), "muted")
            ),
            _row(self.size_field, label(self.tr("the whole adapter"), "muted")),
        ):
            pages.addWidget(page)
        pages.setFixedHeight(_ROW)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(_row(self._rank_choice))
        column.addWidget(pages)
        return pages, box

    def _weight_row(self) -> QWidget:
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.weight)
        box.addWidget(self._slider, 1)
        return row

    def _context_row(self) -> QWidget:
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.context, 1)
        box.addWidget(self.window_field)
        return row

    def _name_windows(self) -> None:
        giver = self.tr("From the donor") if self._source is Source.DONOR else self.tr("From the adapter")
        self.context.setItemText(0, _with_window(giver, self._donor_window))
        self.context.setItemText(1, _with_window(self.tr("Keep the target's"), self._target_window))
        self.context.setItemText(2, self.tr("A window of my own"))

    def _on_rank_choice(self, key: str) -> None:
        self._rank_pages.setCurrentIndex(list(RankChoice).index(RankChoice(key)))
        self.changed.emit()

    def _on_weight(self, value: float) -> None:
        blocked = self._slider.blockSignals(True)
        self._slider.setValue(round(value * 100))
        self._slider.blockSignals(blocked)
        self.changed.emit()

    def _on_slider(self, value: int) -> None:
        self.weight.setValue(value / 100)

    def _on_context(self) -> None:
        self.window_field.setVisible(self.context.currentData() == "own")
        self.changed.emit()

    def _on_more(self, shown: bool) -> None:
        self._more_button.show_icon("chevron-down" if shown else "chevron-right")
        self.more.setVisible(shown)


def _row(*widgets: QWidget) -> QWidget:
    result = QWidget()
    box = QHBoxLayout(result)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(10)
    for widget in widgets:
        box.addWidget(widget)
    box.addStretch()
    return result


def _with_window(text: str, window: int | None) -> str:
    return text if window is None else f"{text} ({window:,})"
