"""The compare tab: two models side by side, where they differ, whether that may be chance, and all rows in figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from graftwork.haystack.needle_map import NeedleMap
from graftwork.haystack.rows import RowRun
from graftwork.haystack.verdict_words import language
from graftwork.models.difference import DifferenceModel
from graftwork.models.haystack import NeedleMapModel
from graftwork.models.matrix import MatrixModel
from graftwork.models.rows import RowsModel
from graftwork.scale import Scale
from graftwork.widgets.controls import Choice
from graftwork.widgets.heatmap import APART, HeatmapView
from graftwork.widgets.labels import ElidedLabel, label
from graftwork.widgets.legend import Legend
from graftwork.widgets.rows_table import RowsTable
from graftwork.widgets.story import Story

if TYPE_CHECKING:
    from graftwork_core.haystack.results.compare import Comparison

_CELL = 18
_HEADER = 28
_NARROWEST = 15
_BESIDE = 70


class CompareTab(QWidget):
    """Choose two rows; whoever listens compares them.

    Signals:
        pair_chosen: Keys of the first and the second row.
    """

    pair_chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[RowRun, ...] = ()
        self.first, self.second = Choice(), Choice()
        self.first.setAccessibleName(self.tr("First model"))
        self.second.setAccessibleName(self.tr("Second model"))
        for box in (self.first, self.second):
            box.shrink()
        self.models = (NeedleMapModel(self), NeedleMapModel(self))
        self.difference = DifferenceModel(self)
        self.table_model = RowsModel(self)
        self.table = RowsTable(self.table_model, self.tr("All models of the check"))
        self.sentence = label("", "strong", wrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._short = label("", "muted", wrap=True)
        self._detail = ElidedLabel(role="small", mode=Qt.TextElideMode.ElideRight)
        self.views: list[HeatmapView] = []
        self._titles: list[QLabel] = []
        self._maps = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._maps.setSpacing(14)
        for model, name in zip(
            (*self.models, self.difference),
            (self.tr("Map of the first model"), self.tr("Map of the second model"), self.tr("Difference map")),
            strict=True,
        ):
            self._maps.addWidget(self._map(model, name), 1)
        self._lay_out()
        self.first.currentIndexChanged.connect(self._on_pair)
        self.second.currentIndexChanged.connect(self._on_pair)
        self.show_rows(())

    def show_rows(self, rows: Sequence[RowRun]) -> None:
        """Show all rows of a check, and offer them for comparison: the target with the model at first."""
        self._rows = tuple(rows)
        self.table_model.show(self._rows)
        keys = [row.key for row in rows]
        for box, wanted in ((self.first, ("target", "baseline", "settings", "donor")), (self.second, ("model",))):
            blocked = box.blockSignals(True)
            box.clear()
            for row in rows:
                box.addItem(row.name, row.key)
            box.choose(next((key for key in wanted if key in keys), ""))
            box.blockSignals(blocked)
        comparable = len(rows) > 1
        self._content.setVisible(comparable)
        self._story.setVisible(not comparable)
        if comparable:
            self._on_pair()

    def show_pair(self, maps: tuple[NeedleMap, NeedleMap], comparison: Comparison | None, problem: str = "") -> None:
        """Show two maps and what differs; without a comparison, why there is none."""
        for model, shown in zip(self.models, maps, strict=True):
            model.show_map(shown)
        self.difference.show(comparison)
        names = [self.first.currentText(), self.second.currentText(), self.tr("Difference")]
        for title, name in zip(self._titles, names, strict=True):
            title.setText(name)
        rows = max(len(shown.depths) for shown in maps) + 1
        for view in self.views:
            view.setFixedHeight(_HEADER + APART + rows * _CELL)
        self.sentence.setText(problem if comparison is None else comparison.sentence(language()))
        short = comparison.short if comparison is not None else None
        lost = short is not None and short.is_worse
        self._short.setText(self.tr("It lost something in short texts, too: that is damage.") if lost else "")
        self._short.setVisible(lost)

    def choose_palette(self, palette: Scale) -> None:
        """Show rates in these colours."""
        for model in self.models:
            model.show_palette(palette)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the maps below each other where they have no room side by side."""
        super().resizeEvent(event)
        columns = max(1, self.models[0].columnCount())
        wide = event.size().width() >= 3 * (columns * _NARROWEST + _BESIDE)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._maps.direction() != direction:
            self._maps.setDirection(direction)

    def _map(self, model: MatrixModel, name: str) -> QWidget:
        view = HeatmapView(model, name, filling=True)
        view.described.connect(self._detail.setText)
        self.views.append(view)
        title = ElidedLabel(role="strong", mode=Qt.TextElideMode.ElideRight)
        self._titles.append(title)
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(title)
        column.addWidget(view)
        return place

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.first, 1)
        head.addWidget(label(self.tr("beside"), "muted"))
        head.addWidget(self.second, 1)
        legends = QVBoxLayout()
        legends.setSpacing(0)
        legends.addWidget(Legend(self.models[0]))
        legends.addWidget(Legend(self.difference))
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.sentence)
        column.addWidget(self._short)
        column.addLayout(self._maps)
        column.addWidget(self._detail)
        column.addLayout(legends)
        column.addWidget(self.table)
        column.addStretch(1)
        self._story = Story(
            self.tr("What did the graft change?"),
            (
                self.tr("Name the target as it was on the left, and the long model too if you like."),
                self.tr("All of them are asked the same questions, so that every difference counts."),
                self.tr("The target with the long model's settings alone is asked, too: they help by themselves."),
            ),
        )
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        inner = QWidget()
        inner.setProperty("role", "content")
        stack = QVBoxLayout(inner)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self._content)
        stack.addWidget(self._story)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 8, 0, 0)
        outer.addWidget(area)

    def _on_pair(self) -> None:
        first, second = self.first.currentData(), self.second.currentData()
        if first and second:
            self.pair_chosen.emit(str(first), str(second))
