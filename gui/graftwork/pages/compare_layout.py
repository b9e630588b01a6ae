"""How the Compare page is laid out: two slots, what they differ in, the tensors, and the bar at the foot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from graftwork.models.diff_grid import DiffFigure, DiffGridModel
from graftwork.models.diff_tensors import DiffColumn, DiffTensorsModel
from graftwork.widgets.controls import Button, Choice, Segments
from graftwork.widgets.heatmap import HeatmapView
from graftwork.widgets.labels import IconLabel, card, label
from graftwork.widgets.legend import Legend
from graftwork.widgets.notices import ErrorPanel
from graftwork.widgets.reading_order import tab_in_reading_order
from graftwork.widgets.record_table import RecordTable
from graftwork.widgets.run_bar import RunBar
from graftwork.widgets.slot import SlotText
from graftwork.widgets.slot_row import SlotRow
from graftwork.wording import joined

Recents = Callable[[str], Sequence[Path]]
_WIDTHS: Final[Mapping[int, int]] = {
    DiffColumn.RELATIVE: 90,
    DiffColumn.RANK: 62,
    DiffColumn.NOISE: 84,
    DiffColumn.CAPTURED: 84,
    DiffColumn.SHAPE: 130,
}
_ROW: Final = 26
_STORY: Final = 680
_NAME: Final = 250
"""With less, the beginning of a layer's tensor's name would be cut off."""


class CompareLayout(QWidget):
    """The page's widgets in their places; it knows how they look and nothing of what they mean."""

    def __init__(self, recents: Recents) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._make_widgets(recents)
        column = QVBoxLayout()
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(10)
        column.addLayout(self._header())
        column.addWidget(self.error)
        column.addWidget(self._slots())
        column.addWidget(self._results(), 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(column, 1)
        outer.addWidget(self.bar)
        self.show_figures(False)
        tab_in_reading_order(self)

    def say_fit(self, text: str, icon: str = "info", meaning: str = "muted") -> None:
        """Say whether the two belong together."""
        self._fit_icon.show_icon(icon, meaning)
        self._fit.setText(text)
        for part in (self._fit_icon, self._fit):
            part.setVisible(bool(text))

    def suggest(self, button: Button, text: str) -> None:
        """Offer what belongs into a slot; nothing with an empty text."""
        button.setText(text)
        button.setAccessibleName(text or self.tr("Suggestion"))
        button.setVisible(bool(text))

    def say(self, text: str) -> None:
        """Say what was found; nothing takes no room."""
        self.sentence.setText(text)
        self.sentence.setVisible(bool(text))

    def show_figures(self, shown: bool) -> None:
        """Show the figures, or what a comparison will tell."""
        self._body.setVisible(shown)
        self._offer.setVisible(shown and self.rank.count() > 0)
        self._beginning.setVisible(not shown)

    def tell(self, *, ready: bool) -> None:
        """Tell what is to be done next and what comes of it; `ready`: both models are chosen, and belong together."""
        choose, press = self.tr("Choose a model and the one that it was made from."), self.tr("Press Compare.")
        story = self.tr(
            "Graftwork measures every tensor: how much it changed, how much of that is only rounding, and which rank "
            "holds what is left. The models are only read, and the comparison can be stopped and goes on where it "
            "stopped."
        )
        self.story.setText(joined(press if ready else choose, story))

    def name_rows(self, kinds: Sequence[str]) -> None:
        """Make room for the rows' names."""
        header = self.view.verticalHeader()
        metrics = header.fontMetrics()
        header.setFixedWidth(min(220, max((metrics.horizontalAdvance(kind) for kind in kinds), default=60) + 22))

    def show_sizes(self, sizes: Sequence[tuple[int | None, str]]) -> None:
        """List the ranks that an adapter may have: rank (None: each module its own) and text."""
        chosen = self.rank.currentData()
        self.rank.clear()
        for rank, text in sizes:
            self.rank.addItem(text, rank)
        self.rank.choose(chosen)
        for part in (self.rank, self.make):
            part.setEnabled(bool(sizes))
        self._offer.setVisible(bool(sizes) and not self._body.isHidden())

    def _make_widgets(self, recents: Recents) -> None:
        base = SlotText(self.tr("Original"), self.tr("The model that the fine-tune was made from."))
        donor = SlotText(self.tr("Fine-tune"), self.tr("What was trained further."))
        self.base = SlotRow(base, lambda: recents("model"))
        self.donor = SlotRow(donor, lambda: recents("model"))
        self.base_hint = Button("", role="link", meaning="accent")
        self.donor_hint = Button("", role="link", meaning="accent")
        for button, slot in ((self.base_hint, base), (self.donor_hint, donor)):
            button.setAccessibleDescription(slot.title)
            self.suggest(button, "")
        self._fit_icon, self._fit = IconLabel("info", "muted", 16), label("", "muted", wrap=True)
        self.error = ErrorPanel()
        self.sentence = label("", "", wrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.figure = Segments(
            self.tr("Figure in the cells"),
            [
                (DiffFigure.RELATIVE.value, self.tr("Difference")),
                (DiffFigure.RANK.value, self.tr("Suggested rank")),
                (DiffFigure.NOISE.value, self.tr("Rounding")),
            ],
        )
        self.grid = DiffGridModel(self)
        self.view = HeatmapView(self.grid, self.tr("Difference by layer and module"), True, least_row=18)
        self.legend = Legend(self.grid)
        self.detail = label("", "small", wrap=True)
        self.tensors = DiffTensorsModel(self)
        self.table = RecordTable(self.tensors, self.tr("Tensors, the most changed first"), _WIDTHS, _ROW, first=_NAME)
        self.table.sort_from(DiffColumn.RELATIVE, descending=True)
        self.table.elide_left()
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter the tensors"))
        self.filter.setAccessibleName(self.tr("Filter the tensors"))
        self.filter.setClearButtonEnabled(True)
        self.rank = Choice()
        self.rank.shrink()
        self.rank.setMinimumWidth(240)
        self.rank.setAccessibleName(self.tr("Rank of the adapter"))
        self.make = Button(self.tr("Make this adapter"), "adapter")
        self.make.setToolTip(self.tr("Fill in the Graft page: an adapter of this difference, with this rank."))
        self.export = Button(self.tr("Export CSV…"), "drop")
        self.bar = RunBar(extras=(self.export,), has_out=False)
        self.bar.run.setText(self.tr("Compare"))

    def _header(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(self.tr("Compare"), "title"))
        words.addWidget(label(self.tr("What did a fine-tune change in its original, tensor by tensor?"), "muted"))
        return words

    def _slots(self) -> QFrame:
        frame = card()
        grid = QGridLayout(frame)
        grid.setContentsMargins(16, 10, 16, 10)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        for column, (slot, hint, title) in enumerate(
            (
                (self.base, self.base_hint, self.tr("Original")),
                (self.donor, self.donor_hint, self.tr("Fine-tune")),
            )
        ):
            grid.addWidget(label(title, "caption"), 0, column)
            grid.addWidget(slot, 1, column, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(hint, 2, column, Qt.AlignmentFlag.AlignLeft)
            grid.setColumnStretch(column, 1)
        fit = QHBoxLayout()
        fit.setSpacing(6)
        fit.addWidget(self._fit_icon, alignment=Qt.AlignmentFlag.AlignTop)
        fit.addWidget(self._fit, 1)
        grid.addLayout(fit, 3, 0, 1, 2)
        self.say_fit("")
        return frame

    def _results(self) -> QFrame:
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, 10)
        column.setSpacing(8)
        self.story = label("", "muted", wrap=True)
        self.story.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.story.setMaximumWidth(_STORY)
        self.tell(ready=False)
        self._beginning = QWidget()
        QHBoxLayout(self._beginning).addWidget(self.story)
        column.addWidget(self.sentence)
        column.addWidget(self._beginning, 1)
        self._body = self._split()
        column.addWidget(self._body, 1)
        self._offer = self._adapter()
        column.addWidget(self._offer)
        return frame

    def _split(self) -> QSplitter:
        left = QWidget()
        left.setMinimumWidth(320)
        above = QVBoxLayout(left)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(4)
        above.addWidget(self.figure)
        above.addWidget(self.view, 1)
        above.addWidget(self.detail)
        above.addWidget(self.legend)
        right = QWidget()
        right.setMinimumWidth(280)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(6)
        beside.addWidget(self.filter)
        beside.addWidget(self.table, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(14)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setSizes([560, 540])
        return splitter

    def _adapter(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label(self.tr("An adapter of this difference:"), "muted"))
        row.addWidget(self.rank, 3)
        row.addWidget(self.make)
        row.addStretch(1)
        return line
