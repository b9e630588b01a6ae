"""The options of a graft: the few that matter in sight, the rest folded under "More options"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from graftwork.form import Choices, Source
from graftwork.widgets.context_row import ContextRow
from graftwork.widgets.controls import Button
from graftwork.widgets.labels import label
from graftwork.widgets.more_options import MoreOptions
from graftwork.widgets.preset_box import PresetBox
from graftwork.widgets.rank_row import RankRow
from graftwork.widgets.weight_field import WeightField

_ROW: Final = 36
"""Height of a row's name, in pixels."""


class OptionsPanel(QFrame):
    """Shows and edits `Choices`.

    Signals:
        changed: The user changed something.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.presets = PresetBox()
        self.rank = RankRow()
        self.weight = WeightField(self.tr("Weight of the adapter"))
        self.context = ContextRow()
        self.more = MoreOptions()
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(16)
        self._rows.setVerticalSpacing(12)
        self._rows.setColumnStretch(1, 1)
        self._row_of = {
            "rank": self._add_row(0, self.tr("Rank"), self.rank.rank, self.rank),
            "weight": self._add_row(1, self.tr("Weight"), self.weight.number, self.weight),
            "context": self._add_row(2, self.tr("Context"), self.context.choice, self.context),
        }
        self.more_button = Button(self.tr("More options"), "chevron-right", "link", "accent")
        self.more_button.setCheckable(True)
        self.more_button.toggled.connect(self._on_more)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Options"), "heading"))
        head.addStretch()
        head.addWidget(self.presets)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(self._rows)
        column.addWidget(self.more_button)
        column.addWidget(self.more)
        column.addStretch(1)
        self.more.hide()
        for part in (self.rank, self.weight, self.context, self.more):
            part.changed.connect(self.changed)
        self.show_choices(Choices())

    def choices(self) -> Choices:
        """What is chosen now."""
        return replace(
            self.more.choices(),
            rank_choice=self.rank.choice,
            rank=self.rank.rank.value(),
            max_rank=self.rank.limit.value(),
            size=self.rank.size_field.text(),
            weight=self.weight.weight,
            context=self.context.context,
        )

    def show_choices(self, choices: Choices) -> None:
        """Show these without telling anybody."""
        blocked = self.blockSignals(True)
        self.rank.show_choices(choices)
        self.weight.show_weight(choices.weight)
        self.context.show_context(choices.context)
        self.more.show_choices(choices)
        self.blockSignals(blocked)

    def set_source(self, source: Source) -> None:
        """Show the options that mean something for this source."""
        shown = {"rank": source.extracts, "weight": source is Source.DONOR, "context": source.merges}
        for name, widgets in self._row_of.items():
            for widget in widgets:
                widget.setVisible(shown[name])
        self.context.set_source(source)
        self.more.set_source(source)

    def _add_row(self, row: int, text: str, buddy: QWidget, content: QWidget) -> tuple[QWidget, QWidget]:
        name = label(text)
        name.setBuddy(buddy)
        name.setFixedHeight(_ROW)
        self._rows.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._rows.addWidget(content, row, 1)
        return name, content

    def _on_more(self, shown: bool) -> None:
        self.more_button.show_icon("chevron-down" if shown else "chevron-right")
        self.more.setVisible(shown)
