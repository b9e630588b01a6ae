"""The details of a check that *Custom* shows: lengths, depths, grading, where it runs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from graftwork.haystack.form import Details, Manner
from graftwork.widgets.controls import Choice, Number, Tick
from graftwork.widgets.labels import explain, label


class DetailsPanel(QWidget):
    """Shows and edits `Details`.

    Signals:
        changed: The user changed something.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._based_on = self._choice(
            self.tr("Like"),
            [
                (Manner.QUICK.value, self.tr("Quick")),
                (Manner.STANDARD.value, self.tr("Standard")),
                (Manner.GRADIENT.value, self.tr("Gradient")),
                (Manner.CLASSIC.value, self.tr("Classic")),
            ],
        )
        self.lengths = self._field(self.tr("Lengths"), self.tr("up to the slider, or 1k, 2k, 4k"))
        self.depths = self._number(self.tr("Depths"), 1, 101, 11)
        self.repeats = self._number(self.tr("Repeats"), 1, 500, 2)
        self.seeds = self._number(self.tr("Texts"), 1, 50, 1)
        self._grading = self._choice(
            self.tr("Grading"),
            [
                ("forced", self.tr("By likelihood")),
                ("generated", self.tr("By what it writes")),
                ("both", self.tr("Both")),
            ],
        )
        self._template = self._choice(
            self.tr("Template"),
            [("auto", self.tr("If there is one")), ("yes", self.tr("Chat template")), ("no", self.tr("Plain text"))],
        )
        self._device = self._choice(
            self.tr("Device"),
            [("auto", self.tr("Automatic")), ("cpu", "CPU"), ("cuda", "CUDA"), ("mps", "MPS")],
        )
        self.chunk = self._field(self.tr("Chunk"), self.tr("as the engine sees fit, or 2k"))
        self.seed = self._number(self.tr("Seed"), 0, 2**31 - 1, 0)
        self.stop = Tick(self.tr("Stop after two lengths that failed"))
        self.stop.setChecked(True)
        self.stop.toggled.connect(self._on_changed)
        self._grid.addWidget(self.stop, self._grid.rowCount(), 0, 1, 2)
        explain(self.lengths, self.tr("Lengths of the texts in tokens, separated by commas."))
        explain(self.seeds, self.tr("How many different texts the confirmation uses."))
        explain(self.seed, self.tr("The same seed asks the same questions."))
        explain(self.chunk, self.tr("Tokens worked on at once: fewer need less memory."))

    def details(self) -> Details:
        """What is shown now."""
        return Details(
            based_on=Manner(str(self._based_on.currentData())),
            lengths=self.lengths.text(),
            depths=self.depths.value(),
            repeats=self.repeats.value(),
            seeds=self.seeds.value(),
            grading=str(self._grading.currentData()),
            template={"yes": True, "no": False}.get(str(self._template.currentData())),
            stop=self.stop.isChecked(),
            seed=self.seed.value(),
            device=str(self._device.currentData()),
            chunk=self.chunk.text(),
        )

    def show_details(self, details: Details) -> None:
        """Show these, telling nobody."""
        blocked = self.blockSignals(True)
        self._based_on.choose(details.based_on.value)
        self.lengths.setText(details.lengths)
        for number, value in (
            (self.depths, details.depths),
            (self.repeats, details.repeats),
            (self.seeds, details.seeds),
            (self.seed, details.seed),
        ):
            number.setValue(value)
        self._grading.choose(details.grading)
        self._template.choose("auto" if details.template is None else "yes" if details.template else "no")
        self._device.choose(details.device)
        self.chunk.setText(details.chunk)
        self.stop.setChecked(details.stop)
        self.blockSignals(blocked)

    def _choice(self, name: str, entries: list[tuple[str, str]]) -> Choice:
        box = Choice()
        for key, text in entries:
            box.addItem(text, key)
        box.shrink()
        box.currentIndexChanged.connect(self._on_changed)
        self._add(name, box)
        return box

    def _number(self, name: str, low: int, high: int, value: int) -> Number:
        box = Number(low, high, value)
        box.valueChanged.connect(self._on_changed)
        self._add(name, box)
        return box

    def _field(self, name: str, hint: str) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(hint)
        field.textEdited.connect(self._on_changed)
        self._add(name, field)
        return field

    def _add(self, name: str, widget: QWidget) -> None:
        row = self._grid.rowCount()
        title = label(name, "muted")
        title.setBuddy(widget)
        widget.setAccessibleName(name)
        self._grid.addWidget(title, row, 0)
        self._grid.addWidget(widget, row, 1)

    def _on_changed(self) -> None:
        self.changed.emit()
