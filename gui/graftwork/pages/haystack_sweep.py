"""The sweep tab: what to try, what came of it, and the setting that keeps both the long context and the skill."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from graftwork.haystack.sweep_form import SweepForm
from graftwork.haystack.verdict_words import language
from graftwork.models.sweep import SweepModel, modules_name, point_words
from graftwork.scale import Scale
from graftwork.widgets.axis import Axis, length_axis
from graftwork.widgets.controls import Button, Tick
from graftwork.widgets.file_row import FileRow
from graftwork.widgets.heatmap import HeatmapView
from graftwork.widgets.labels import ElidedLabel, explain, label
from graftwork.widgets.legend import Legend
from graftwork.widgets.scatter import Dot, Scatter
from graftwork.widgets.slot import SlotText
from graftwork.widgets.slot_row import SlotRow

if TYPE_CHECKING:
    from graftwork_core.haystack.results.compromise import Sweep, SweepPoint

_CELL = 24
Recents = Callable[[str], Sequence[Path]]


class SweepTab(QWidget):
    """Options above; grid, scatter and the best compromise below.

    Signals:
        changed: The user changed something.
        start_wanted: The user wants it to run.
        use_wanted: The setting (a `SweepPoint`) that the user wants to graft with.
    """

    changed = Signal()
    start_wanted = Signal()
    use_wanted = Signal(object)

    def __init__(self, recents: Recents) -> None:
        super().__init__()
        self._sweep: Sweep | None = None
        self._chosen: SweepPoint | None = None
        self.model = SweepModel(self)
        self._make_widgets(recents)
        self._lay_out()
        self._connect()
        self.show_sweep(None)

    def form(self) -> SweepForm:
        """What is asked for now; the slots' paths are not in it."""
        return SweepForm(
            weights=self.weights.text(),
            ranks=self.ranks.text(),
            modules=tuple(key for key, tick in self.groups.items() if tick.isChecked()),
            languages=tuple(key for key, tick in self.languages.items() if tick.isChecked()),
            tasks=self.tasks.paths,
            prompts=self.prompts.path,
        )

    def show_form(self, form: SweepForm) -> None:
        """Show this one, all but the paths of its models."""
        self.weights.setText(form.weights)
        self.ranks.setText(form.ranks)
        for ticks, chosen in ((self.groups, form.modules), (self.languages, form.languages)):
            for key, tick in ticks.items():
                tick.setChecked(key in chosen)
        self.tasks.show_paths(form.tasks)
        self.prompts.show_paths((form.prompts,) if form.prompts else ())
        self.fold.setChecked(True)

    def show_ready(self, ready: bool, words: str) -> None:
        """Whether it can be started, and what it would do or what is missing."""
        self.start.setEnabled(ready)
        self._plan.setText(words)

    def show_sweep(self, sweep: Sweep | None) -> None:
        """Show what came of it; None hides the results."""
        self._sweep = sweep
        self.model.show(sweep)
        self._results.setVisible(sweep is not None and bool(sweep.points))
        if sweep is None:
            return
        self.grid.setFixedHeight(28 + _CELL * max(1, self.model.rowCount()))
        self._show_dots(sweep)
        from graftwork_core.haystack.results.compromise_words import judge_sweep

        self.fold.setChecked(not sweep.points)
        self.verdict.setText(judge_sweep(sweep).sentence(language()))
        self._choose(sweep.best or sweep.nearest)

    def choose_palette(self, palette: Scale) -> None:
        """Show rates in these colours."""
        self.model.show_palette(palette)

    def lock(self, locked: bool) -> None:
        """Forbid changes while a job runs."""
        self.target.lock(locked)
        self.adapter.lock(locked)
        self._options.setEnabled(not locked)

    def _make_widgets(self, recents: Recents) -> None:
        self.target = SlotRow(
            SlotText(self.tr("Target"), self.tr("The model that is to receive the ability.")), lambda: recents("model")
        )
        self.adapter = SlotRow(
            SlotText(self.tr("Adapter"), self.tr("The LoRA that holds the ability.")), lambda: recents("adapter")
        )
        plain = SweepForm()
        self.weights, self.ranks = QLineEdit(plain.weights), QLineEdit(plain.ranks)
        self.ranks.setPlaceholderText(self.tr("its own, and half of it, …"))
        self.groups = {key: Tick(modules_name(key)) for key in ("all", "attention", "mlp")}
        for key in plain.modules:
            self.groups[key].setChecked(True)
        self.languages = {"en": Tick("English"), "zh": Tick("中文")}
        self.languages["en"].setChecked(True)
        self.tasks = FileRow(self.tr("Own descriptions"), self.tr("Descriptions (*.yaml *.yml)"), several=True)
        self.prompts = FileRow(self.tr("Skill to keep"), self.tr("Prompts and answers (*.jsonl)"), several=False)
        explain(self.ranks, self.tr("An adapter that was made by SVD can be cut to any lower rank, exactly."))
        explain(self.prompts, self.tr("Without it, a short text in the target's language is the guard."))
        self.fold = Button(self.tr("What to try"), "chevron-down", "quiet")
        self.fold.setCheckable(True)
        self.fold.setChecked(True)
        self.start = Button(self.tr("Start the sweep"), "play")
        self._plan = ElidedLabel("", "muted", Qt.TextElideMode.ElideRight)
        self.grid = HeatmapView(self.model, self.tr("Settings by rank and weight"), filling=True)
        self.scatter = Scatter(self.tr("Long context against the skill that was kept"))
        self.verdict = label("", "strong", wrap=True)
        self.verdict.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.use = Button(self.tr("Use these settings"), "graft")
        self._which = label("", wrap=True)
        self._detail = ElidedLabel("", "small", Qt.TextElideMode.ElideRight)

    def _lay_out(self) -> None:
        self._options = QWidget()
        grid = QGridLayout(self._options)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(2)
        fields = (
            (self.tr("Target"), self.target),
            (self.tr("Adapter"), self.adapter),
            (self.tr("Weights"), self.weights),
            (self.tr("Ranks"), self.ranks),
            (self.tr("Modules"), _side(*self.groups.values())),
            (self.tr("Language"), _side(*self.languages.values())),
            (self.tr("Own descriptions"), self.tasks),
            (self.tr("Skill to keep"), self.prompts),
        )
        for number, (name, widget) in enumerate(fields):
            row, column = divmod(number, 2)
            title = label(name, "muted")
            title.setBuddy(widget)
            if not widget.accessibleName():
                widget.setAccessibleName(name)
            grid.addWidget(title, 2 * row, column)
            grid.addWidget(widget, 2 * row + 1, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        self._results = QWidget()
        results = QVBoxLayout(self._results)
        results.setContentsMargins(0, 4, 0, 0)
        results.setSpacing(6)
        results.addWidget(self.verdict)
        pictures = QHBoxLayout()
        pictures.setSpacing(14)
        left_side = QVBoxLayout()
        left_side.setSpacing(4)
        left_side.addWidget(label(self.tr("worst rate by weight →   modules and rank ↓"), "small"))
        left_side.addWidget(self.grid)
        left_side.addWidget(Legend(self.model))
        left_side.addStretch(1)
        right_side = QVBoxLayout()
        right_side.setSpacing(4)
        right_side.addWidget(label(self.tr("skill kept ↑"), "small"))
        right_side.addWidget(self.scatter, 1)
        pictures.addLayout(left_side, 3)
        pictures.addLayout(right_side, 2)
        results.addLayout(pictures, 1)
        results.addWidget(self._detail)
        foot = QHBoxLayout()
        foot.addWidget(self._which, 1)
        foot.addWidget(self.use)
        results.addLayout(foot)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(self._content())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 8, 0, 0)
        outer.addWidget(area)

    def _content(self) -> QWidget:
        begin = QHBoxLayout()
        begin.addWidget(self.fold)
        begin.addWidget(self._plan, 1)
        begin.addWidget(self.start)
        inner = QWidget()
        inner.setProperty("role", "content")
        content = QVBoxLayout(inner)
        content.setContentsMargins(0, 0, 6, 0)
        content.setSpacing(8)
        content.addLayout(begin)
        content.addWidget(self._options)
        content.addWidget(self._results, 1)
        return inner

    def _connect(self) -> None:
        for field in (self.weights, self.ranks):
            field.editingFinished.connect(self.changed)
        for tick in (*self.groups.values(), *self.languages.values()):
            tick.toggled.connect(self._on_changed)
        self.tasks.changed.connect(self.changed)
        self.prompts.changed.connect(self.changed)
        self.fold.toggled.connect(self._on_folded)
        self.start.clicked.connect(self.start_wanted)
        self.grid.described.connect(self._detail.setText)
        self.grid.chosen.connect(self._on_cell)
        self.scatter.described.connect(self._detail.setText)
        self.scatter.chosen.connect(self._on_dot)
        self.use.clicked.connect(self._on_use)

    def _show_dots(self, sweep: Sweep) -> None:
        reached = [point.reach for point in sweep.points if point.reach]
        shortest = min((column.length for point in sweep.points for column in point.columns), default=1024)
        best = sweep.best
        dots = [
            Dot(
                key=str(number),
                x=point.reach or shortest / 2,
                y=1.0 if point.skill is None or point.skill.share is None else point.skill.share,
                words=point_words(point),
                good=point.qualifies,
                best=best is not None and point.setting == best.setting,
            )
            for number, point in enumerate(sweep.points)
        ]
        low, high = (bound((dot.y for dot in dots), default=1.0) for bound in (min, max))
        step = 5 if low >= 0.75 else 20
        first = max(0, math.floor(low * 100 / step) - 1) * step
        ticks = tuple((value / 100, f"{value} %") for value in range(first, round(max(1.0, high) * 100) + 1, step))
        up = Axis("", first / 100, max(1.0, high) + step / 200, ticks)
        across = length_axis(self.tr("effective context in tokens"), [shortest / 2, *reached, shortest])
        self.scatter.show_dots(dots, across, up)

    def _choose(self, point: SweepPoint | None) -> None:
        self._chosen = point
        self.use.setEnabled(point is not None)
        self._which.setText("" if point is None else point_words(point))

    def _on_folded(self, opened: bool) -> None:
        self.fold.show_icon("chevron-down" if opened else "chevron-right")
        self._options.setVisible(opened)

    def _on_changed(self) -> None:
        self.changed.emit()

    def _on_cell(self, index: QModelIndex) -> None:
        self._choose(self.model.point(index) or self._chosen)

    def _on_dot(self, key: str) -> None:
        if self._sweep is not None:
            self._choose(self._sweep.points[int(key)])

    def _on_use(self) -> None:
        if self._chosen is not None:
            self.use_wanted.emit(self._chosen)


def _side(*widgets: QWidget) -> QWidget:
    place = QWidget()
    row = QHBoxLayout(place)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch()
    return place
