"""The left side of the Haystack page: which model, beside which others, on what text, how thoroughly."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from graftwork.haystack.form import LOCAL, Details, Hay, HaystackForm, Manner
from graftwork.pages.haystack_details import DetailsPanel
from graftwork.widgets.controls import Choice, Decimal, Segments, Tick
from graftwork.widgets.file_row import FileRow
from graftwork.widgets.labels import explain, label
from graftwork.widgets.length_slider import LengthSlider, Room
from graftwork.widgets.slot import SlotText
from graftwork.widgets.slot_row import SlotRow

WIDTH: Final = 286
_FIRST_ADDRESS: Final = "http://127.0.0.1:8000"

Recents = Callable[[str], Sequence[Path]]


class SetupPanel(QScrollArea):
    """Shows and edits a `HaystackForm`, all but its paths to models, which the slots hold.

    Signals:
        changed: The user changed something.
        length_changed: The longest text changed.
    """

    changed = Signal()
    length_changed = Signal(int)

    def __init__(self, recents: Recents) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.setProperty("role", "card")  # the frame stays where the content scrolls
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        content = QWidget()
        content.setProperty("role", "content")
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(14, 12, 14, 14)
        self._column.setSpacing(4)
        self._make_models(recents)
        self._make_engine()
        self._make_text()
        self._make_manner()
        self._column.addStretch(1)
        self.setWidget(content)
        self._connect()
        self.show_form(HaystackForm())

    def form(self) -> HaystackForm:
        """What is shown now; the slots' paths are not in it."""
        server = self.engine.current == "server"
        return HaystackForm(
            weight=self.weight.value(),
            controls=self.controls.isChecked(),
            engine=(self.address.text().strip().rstrip("/") or _FIRST_ADDRESS) if server else LOCAL,
            model_name=self.model_name.text().strip() if server else "",
            length=self.length.length,
            language=self.language.current,
            hay=Hay(str(self.hay.currentData())),
            texts=self.texts.paths,
            task=self.task.path,
            tier=str(self.tier.currentData()),
            manner=Manner(str(self.manner.currentData())),
            details=self.details.details(),
            prompts=self.prompts.path,
            overwrite=self.overwrite.isChecked(),
        )

    def show_form(self, form: HaystackForm) -> None:
        """Show this one, telling nobody."""
        blocked = self.blockSignals(True)
        self.weight.setValue(form.weight)
        self.controls.setChecked(form.controls)
        self.engine.choose("here" if form.is_local else "server")
        if not form.is_local:
            self.address.setText(form.engine)
        self.model_name.setText(form.model_name)
        self.length.choose(form.length)
        self.language.choose(form.language)
        self.hay.choose(form.hay.value)
        self.texts.show_paths(form.texts)
        self.task.show_paths((form.task,) if form.task else ())
        self.tier.choose(form.tier)
        self.manner.choose(form.manner.value)
        self.details.show_details(form.details if form.manner is Manner.CUSTOM else Details())
        self.prompts.show_paths((form.prompts,) if form.prompts else ())
        self.overwrite.setChecked(form.overwrite)
        self._arrange()
        self.blockSignals(blocked)

    def show_adapter(self, chosen: bool) -> None:
        """Whether there is an adapter, which has a weight."""
        self._weight_row.setVisible(chosen)
        self.controls.setVisible(chosen)

    def show_room(self, room: Mapping[int, Room], words: str) -> None:
        """Colour the slider, and say what the chosen length needs."""
        self.length.show_room(room)
        self._room_words.setText(words)
        self._room_words.setVisible(bool(words))
        self.length.setAccessibleDescription(f"{self._length_words.text()}. {words}")

    def lock(self, locked: bool) -> None:
        """Forbid changes while a check runs."""
        for row in (self.model, self.adapter, self.target, self.donor):
            row.lock(locked)
        for widget in self._lockable:
            widget.setEnabled(not locked)

    def _make_models(self, recents: Recents) -> None:
        models, adapters = (lambda: recents("model")), (lambda: recents("adapter"))
        self._head(self.tr("What to check"))
        self.model = SlotRow(SlotText(self.tr("Model"), self.tr("Choose or drop the model to check.")), models)
        self._add(self.tr("Model"), self.model)
        self.adapter = SlotRow(SlotText(self.tr("Adapter"), self.tr("Optional: a LoRA, applied on the fly.")), adapters)
        self._add(self.tr("With an adapter"), self.adapter)
        self.weight = Decimal(-4.0, 4.0, 1.0, 0.05)
        self._weight_row = QWidget()
        row = QHBoxLayout(self._weight_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(_named(self.tr("Weight"), self.weight))
        row.addWidget(self.weight)
        row.addStretch()
        self._column.addWidget(self._weight_row)
        self._head(self.tr("Compare with"))
        self.target = SlotRow(SlotText(self.tr("Target"), self.tr("Optional: the model before the graft.")), models)
        self._add(self.tr("Target, as it was"), self.target)
        self.donor = SlotRow(SlotText(self.tr("Long model"), self.tr("Optional: where the ability is from.")), models)
        self._add(self.tr("Long model"), self.donor)
        self.controls = Tick(self.tr("Also without the adapter"))
        explain(self.controls, self.tr("Asks the model without the adapter, too, and with its context settings only."))
        self._column.addWidget(self.controls)
        self.prompts = FileRow(self.tr("Skill to keep"), self.tr("Prompts and answers (*.jsonl)"), several=False)
        explain(self.prompts, self.tr("JSON lines, each with a prompt and what its reply contains."))
        self._add(self.tr("Skill to keep"), self.prompts)

    def _make_engine(self) -> None:
        self._head(self.tr("Where and how long"))
        self.engine = Segments(
            self.tr("What runs the model"), [("here", self.tr("This computer")), ("server", self.tr("Server"))]
        )
        self._column.addWidget(self.engine)
        self._server = QWidget()
        column = _bare(QVBoxLayout(self._server))
        self.address = QLineEdit()
        self.address.setPlaceholderText(_FIRST_ADDRESS)
        self.address.setAccessibleName(self.tr("Address of the server"))
        self.model_name = QLineEdit()
        self.model_name.setPlaceholderText(self.tr("the model's name there"))
        self.model_name.setAccessibleName(self.tr("Name of the model on the server"))
        column.addWidget(self.address)
        column.addWidget(self.model_name)
        self._column.addWidget(self._server)
        self.length = LengthSlider()
        self._length_words = label("", "muted")
        title = _named(self.tr("Longest text"), self.length)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch()
        head.addWidget(self._length_words)
        self._column.addSpacing(4)
        self._column.addLayout(head)
        self._column.addWidget(self.length)
        self._room_words = label("", "small", wrap=True)
        self._column.addWidget(self._room_words)

    def _make_text(self) -> None:
        self._head(self.tr("Text"))
        self.language = Segments(self.tr("Language of text and questions"), [("en", "English"), ("zh", "中文")])
        self._column.addWidget(self.language)
        self.hay = Choice()
        for hay, name in (
            (Hay.BUILT_IN, self.tr("Built-in text")),
            (Hay.FILES, self.tr("My own text files")),
            (Hay.TASK, self.tr("My own description (YAML)")),
        ):
            self.hay.addItem(name, hay.value)
        self.hay.shrink()
        self._add(self.tr("Haystack"), self.hay)
        self.texts = FileRow(self.tr("Text files"), self.tr("Texts (*.txt *.md)"), several=True)
        self.task = FileRow(self.tr("Description"), self.tr("Descriptions (*.yaml *.yml)"), several=False)
        self._column.addWidget(self.texts)
        self._column.addWidget(self.task)
        self.tier = Choice()
        for tier, name in (
            ("", self.tr("As the preset says")),
            ("T1", self.tr("T1 · one fact, a key and a value")),
            ("T2", self.tr("T2 · keys that are nearly alike")),
            ("T3", self.tr("T3 · several values or questions")),
            ("T4", self.tr("T4 · facts in the text's own style")),
            ("T5", self.tr("T5 · paraphrased")),
            ("T6", self.tr("T6 · two hops")),
        ):
            self.tier.addItem(name, tier)
        self.tier.shrink()
        self._add(self.tr("Difficulty"), self.tier)

    def _make_manner(self) -> None:
        self.manner = Choice()
        for manner, name in (
            (Manner.QUICK, self.tr("Quick: one growing text")),
            (Manner.STANDARD, self.tr("Standard: confirmed, three texts")),
            (Manner.GRADIENT, self.tr("Gradient: the published grid")),
            (Manner.CLASSIC, self.tr("Classic: one needle in each text")),
            (Manner.CUSTOM, self.tr("Custom…")),
        ):
            self.manner.addItem(name, manner.value)
        self.manner.shrink()
        self._add(self.tr("Preset"), self.manner)
        self.details = DetailsPanel()
        self._column.addWidget(self.details)
        self.overwrite = Tick(self.tr("Replace the output folder if it exists"))
        explain(self.overwrite, self.tr("Only another check's results, and only when this one begins."))
        self._column.addSpacing(6)
        self._column.addWidget(self.overwrite)
        self._lockable: tuple[QWidget, ...] = (
            self.weight,
            self.controls,
            self.prompts,
            self.engine,
            self._server,
            self.length,
            self.language,
            self.hay,
            self.texts,
            self.task,
            self.tier,
            self.manner,
            self.details,
            self.overwrite,
        )

    def _connect(self) -> None:
        for signal in (
            self.weight.valueChanged,
            self.controls.toggled,
            self.engine.chosen,
            self.address.editingFinished,
            self.model_name.editingFinished,
            self.language.chosen,
            self.hay.currentIndexChanged,
            self.texts.changed,
            self.task.changed,
            self.prompts.changed,
            self.tier.currentIndexChanged,
            self.manner.currentIndexChanged,
            self.details.changed,
            self.overwrite.toggled,
        ):
            signal.connect(self._on_changed)
        self.length.length_changed.connect(self._on_length)

    def _on_changed(self) -> None:
        self._arrange()
        self.changed.emit()

    def _on_length(self, length: int) -> None:
        self._arrange()
        self.length_changed.emit(length)
        self.changed.emit()

    def _arrange(self) -> None:
        """Show what belongs to the choices."""
        from graftwork_core.units import format_length

        hay = Hay(str(self.hay.currentData()))
        server = self.engine.current == "server"
        self._server.setVisible(server)
        self.texts.setVisible(hay is Hay.FILES)
        self.task.setVisible(hay is Hay.TASK)
        self.tier.setEnabled(hay is not Hay.TASK)
        self.details.setVisible(self.manner.currentData() == Manner.CUSTOM.value)
        self._length_words.setText(self.tr("{count} tokens").format(count=format_length(self.length.length)))

    def _head(self, text: str) -> None:
        if self._column.count():
            self._column.addSpacing(10)
        self._column.addWidget(label(text, "caption"))

    def _add(self, name: str, widget: QWidget) -> None:
        self._column.addWidget(_named(name, widget))
        self._column.addWidget(widget)


def _named(name: str, widget: QWidget) -> QWidget:
    """A small label above a control, which takes its name from it."""
    title = label(name, "muted")
    title.setBuddy(widget)
    if not widget.accessibleName():
        widget.setAccessibleName(name)
    return title


def _bare(layout: QVBoxLayout) -> QVBoxLayout:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    layout.setSizeConstraint(QLayout.SizeConstraint.SetDefaultConstraint)
    return layout
