"""The map tab: the heatmap with its switches and legend, and the text behind a chosen cell."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from graftwork.haystack.needle_map import NeedleMap
from graftwork.models.haystack import MapFigure, NeedleMapModel
from graftwork.scale import Scale
from graftwork.widgets.controls import IconButton, Segments
from graftwork.widgets.heatmap import HeatmapView
from graftwork.widgets.labels import ElidedLabel, label
from graftwork.widgets.legend import Legend
from graftwork.widgets.needle_text import NeedleText
from graftwork.widgets.story import Story


class MapTab(QWidget):
    """Shows a `NeedleMap`; before the first one it says what a check does.

    Signals:
        cell_chosen: Ids of the questions in the chosen cell.
        palette_chosen: The `Scale` for rates that the user wants.
    """

    cell_chosen = Signal(object)
    palette_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.model = NeedleMapModel(self)
        self.view = HeatmapView(self.model, self.tr("Found facts by length of the text and depth"), filling=True)
        self.figure = Segments(
            self.tr("Figure in the cells"),
            [
                (MapFigure.RATE.value, self.tr("Rate")),
                (MapFigure.LOWER.value, self.tr("Lower bound")),
                (MapFigure.LOG_PROB.value, self.tr("Log-prob.")),
                (MapFigure.MARGIN.value, self.tr("Margin")),
            ],
        )
        self.colours = IconButton("palette", self.tr("Colours of the map"))
        self._colour_menu = QMenu(self.colours)
        self._group = QActionGroup(self)
        for scale, name in (
            (Scale.VERDICT, self.tr("Red to green")),
            (Scale.RATE, self.tr("Blue to yellow, read without telling red from green")),
        ):
            choice = self._colour_menu.addAction(name)
            choice.setCheckable(True)
            choice.setData(scale.value)
            self._group.addAction(choice)
        self.colours.setMenu(self._colour_menu)
        self.text = NeedleText()
        self._detail = ElidedLabel(role="small", mode=Qt.TextElideMode.ElideRight)
        self._hint = self.tr("Point at a cell, or walk the map with the arrow keys. Enter or a click shows the text.")
        self._detail.setText(self._hint)
        self._legend = Legend(self.model)
        self._whose = label("", "strong")
        self._whose.hide()
        self._connect()
        self._lay_out()

    def show_map(self, shown: NeedleMap) -> None:
        """Show this map; one without lengths stands for none."""
        self.model.show_map(shown)
        self._pages.setCurrentIndex(1 if shown.lengths else 0)

    def show_row(self, name: str) -> None:
        """Say whose map this is, while several models are asked; empty for the one that the check is about."""
        self._whose.setText(name)
        self._whose.setVisible(bool(name))

    def choose_palette(self, palette: Scale) -> None:
        """Show rates in these colours, telling nobody."""
        for choice in self._group.actions():
            choice.setChecked(choice.data() == palette.value)
        self.model.show_palette(palette)

    def _connect(self) -> None:
        self.view.described.connect(self._on_described)
        self.view.chosen.connect(self._on_chosen)
        self.figure.chosen.connect(self._on_figure)
        self._group.triggered.connect(self._on_palette)
        self.text.closed.connect(self.view.setFocus)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.figure)
        head.addWidget(self._whose)
        head.addStretch()
        head.addWidget(self.colours)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._legend, 1)
        chart = QWidget()
        column = QVBoxLayout(chart)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addLayout(head)
        column.addWidget(label(self.tr("length of the text in tokens →   depth of the fact ↓"), "small"))
        column.addWidget(self.view, 1)
        column.addWidget(self._detail)
        column.addLayout(foot)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(chart)
        split.addWidget(self.text)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._story())
        self._pages.addWidget(split)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 8, 0, 0)
        outer.addWidget(self._pages)

    def _story(self) -> QWidget:
        return Story(
            self.tr("Does the model find a fact anywhere in a long text?"),
            (
                self.tr("Facts are hidden in a long text at many depths: 0 % is its beginning, 100 % its end."),
                self.tr("The model is asked about each of them, at growing lengths, and every answer is graded."),
                self.tr("The map fills as answers come. Green at every depth up to some length: so far it can read."),
            ),
        )

    def _on_described(self, text: str) -> None:
        self._detail.setText(text or self._hint)

    def _on_figure(self, key: str) -> None:
        self.model.show_figure(MapFigure(key))

    def _on_palette(self, choice: QAction) -> None:
        palette = Scale(str(choice.data()))
        self.model.show_palette(palette)
        self.palette_chosen.emit(palette)

    def _on_chosen(self, index: QModelIndex) -> None:
        cell = self.model.cell(index)
        if cell is not None:
            self.cell_chosen.emit(cell.ids)
