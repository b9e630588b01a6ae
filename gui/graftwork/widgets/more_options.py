"""The options that most people never touch."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from graftwork.form import Choices, Source
from graftwork.widgets.controls import Choice, Tick
from graftwork.widgets.labels import explain, label
from graftwork.widgets.rest_row import RestRow


class MoreOptions(QWidget):
    """Types, rounding, shards, device and filters.

    Signals:
        changed: The user changed something.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        self._extracting: list[QWidget] = []
        self._merging: list[QWidget] = []
        self.factor_dtype = self._choice(
            self.tr("Adapter's type"),
            [("bf16", "bf16"), ("fp16", "fp16"), ("fp32", "fp32"), ("fp8", self.tr("fp8 (half the size)"))],
            extracting=True,
        )
        self.embeddings = self._choice(
            self.tr("Embeddings"),
            [
                ("skip", self.tr("Leave out")),
                ("lora", self.tr("At low rank")),
                ("full", self.tr("Whole difference")),
            ],
            extracting=True,
        )
        self.dtype = self._choice(
            self.tr("Output type"),
            [("same", self.tr("As the target")), ("bf16", "bf16"), ("fp16", "fp16"), ("fp32", "fp32")],
            merging=True,
        )
        self.rounding = self._choice(
            self.tr("Rounding"),
            [("nearest", self.tr("To the nearest")), ("stochastic", self.tr("Stochastic"))],
            merging=True,
        )
        self.not_finite = self._choice(
            self.tr("NaN and infinity"),
            [("stop", self.tr("Stop at them")), ("report", self.tr("Report them, go on"))],
            merging=True,
        )
        self.shard_size = QLineEdit()
        self.shard_size.setPlaceholderText(self.tr("as the target's, or 5 GB"))
        self._add(self.tr("Shard size"), self.shard_size, merging=True)
        self.device = self._choice(
            self.tr("Device"),
            [("auto", self.tr("Automatic")), ("cpu", "CPU"), ("cuda", "CUDA"), ("mps", "MPS")],
        )
        self.include = self._patterns(self.tr("Tensors to include"), self.tr("regular expressions, one a line"))
        self.exclude = self._patterns(self.tr("Tensors to leave out"), self.tr("for example: mlp"))
        self.force = Tick(self.tr("Go on although the models look unrelated"))
        self.overwrite = Tick(self.tr("Replace the output folder if it exists"))
        self.stream = Tick(self.tr("Keep no file from the Hub longer than it is needed"))
        self.rest = RestRow()
        for widget in (self.force, self.overwrite, self.stream, self.rest):
            self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)
        self.stream.hide()
        self._explain()
        self._connect()

    def choices(self) -> Choices:
        """What is chosen here; everything else has its default."""
        return Choices(
            factor_dtype=str(self.factor_dtype.currentData()),
            embeddings=str(self.embeddings.currentData()),
            dtype=str(self.dtype.currentData()),
            rounding=str(self.rounding.currentData()),
            not_finite=str(self.not_finite.currentData()),
            shard_size=self.shard_size.text(),
            device=str(self.device.currentData()),
            include=self.include.toPlainText(),
            exclude=self.exclude.toPlainText(),
            force=self.force.isChecked(),
            overwrite=self.overwrite.isChecked(),
            stream=self.stream.isChecked(),
        )

    def show_choices(self, choices: Choices) -> None:
        """Show these without telling anybody."""
        blocked = self.blockSignals(True)
        self.factor_dtype.choose(choices.factor_dtype)
        self.embeddings.choose(choices.embeddings)
        self.dtype.choose(choices.dtype)
        self.rounding.choose(choices.rounding)
        self.not_finite.choose(choices.not_finite)
        self.shard_size.setText(choices.shard_size)
        if self.device.findData(choices.device) < 0:
            self.device.addItem(choices.device, choices.device)  # "cuda:1", from a saved job
        self.device.choose(choices.device)
        self.include.setPlainText(choices.include)
        self.exclude.setPlainText(choices.exclude)
        self.force.setChecked(choices.force)
        self.overwrite.setChecked(choices.overwrite)
        self.stream.setChecked(choices.stream)
        self.stream.setVisible(choices.stream or self.stream.isVisibleTo(self))
        self.blockSignals(blocked)

    def set_source(self, source: Source) -> None:
        """Hide what only an extraction or only a merge asks."""
        for widget in self._extracting:
            widget.setVisible(source.extracts)
        for widget in self._merging:
            widget.setVisible(source.merges)

    def show_hub(self, shown: bool) -> None:
        """Show what only models on the Hub ask; a choice that was made stays in sight."""
        self.stream.setVisible(shown or self.stream.isChecked())

    def _explain(self) -> None:
        explain(self.factor_dtype, self.tr("How the adapter's numbers are stored beside the merged model."))
        explain(
            self.embeddings,
            self.tr("Whether the donor's embeddings and head go in. Mostly better left out."),
        )
        explain(self.dtype, self.tr("Type of the written weights; each tensor keeps its own unless you choose one."))
        explain(self.rounding, self.tr("Stochastic rounding keeps small changes alive in 16 bits, on average."))
        explain(
            self.not_finite,
            self.tr("What broken weights of the target do. Reported ones stay as they are, and each is named."),
        )
        explain(self.shard_size, self.tr("The largest file to write. Empty: split as the target is."))
        explain(self.device, self.tr("Where the arithmetic is done. Automatic takes a GPU if there is one."))
        explain(self.include, self.tr("Only tensors whose name matches one of these go into the adapter."))
        explain(self.exclude, self.tr("Tensors whose name matches one of these stay out of the adapter."))
        explain(self.force, self.tr("For models that are relatives although their weights hardly show it."))
        explain(
            self.overwrite,
            self.tr("Only a folder that Graftwork made, and only once the new one is complete."),
        )
        explain(
            self.stream,
            self.tr("For a small disk: two files of a model lie on it at a time. Else they stay in the Hub's cache."),
        )

    def _choice(
        self, name: str, entries: list[tuple[str, str]], *, extracting: bool = False, merging: bool = False
    ) -> Choice:
        box = Choice()
        for key, text in entries:
            box.addItem(text, key)
        self._add(name, box, extracting=extracting, merging=merging)
        return box

    def _patterns(self, name: str, example: str) -> QPlainTextEdit:
        field = QPlainTextEdit()
        field.setPlaceholderText(example)
        field.setTabChangesFocus(True)
        field.setMaximumHeight(58)
        self._add(name, field, extracting=True)
        return field

    def _add(self, name: str, field: QWidget, *, extracting: bool = False, merging: bool = False) -> None:
        row = self._grid.rowCount()
        text = label(name)
        text.setBuddy(field)
        field.setAccessibleName(name)
        self._grid.addWidget(text, row, 0)
        self._grid.addWidget(field, row, 1)
        for wanted, widgets in ((extracting, self._extracting), (merging, self._merging)):
            if wanted:
                widgets += [text, field]

    def _connect(self) -> None:
        for box in (self.factor_dtype, self.embeddings, self.dtype, self.rounding, self.not_finite, self.device):
            box.currentIndexChanged.connect(self.changed)
        self.shard_size.textChanged.connect(self.changed)
        for field in (self.include, self.exclude):
            field.textChanged.connect(self.changed)
        for tick in (self.force, self.overwrite, self.stream):
            tick.toggled.connect(self.changed)
