"""One adapter of a merge: what it is, how strongly it goes in, and a way to take it out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from graftwork import paths
from graftwork.amounts import unbroken
from graftwork.style import set_property
from graftwork.widgets.controls import Button, IconButton
from graftwork.widgets.labels import ElidedLabel, label
from graftwork.widgets.slot import SlotState
from graftwork.widgets.weight_field import WeightField
from graftwork.wording import joined


class AdapterRow(QFrame):
    """A slot in a list of adapters: it has content from the start, and goes when that is taken out.

    Signals:
        picked: Never sent: another adapter is another row.
        cleared: The user took it out.
        details_wanted: The user wants the error's details in the clipboard.
        suggestion_taken: Never sent.
        weighed: The user chose another weight.
    """

    picked = Signal(object)
    cleared = Signal()
    details_wanted = Signal()
    suggestion_taken = Signal()
    weighed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state = SlotState.READING
        self.setProperty("role", "adapter")
        self._name = ElidedLabel(role="name")
        self._facts = ElidedLabel(role="small", mode=Qt.TextElideMode.ElideRight)
        self._problem = label("", "problem", wrap=True)
        self._problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._copy = Button(self.tr("Copy details"), "copy", "link", "accent")
        self._copy.clicked.connect(self.details_wanted)
        self._remove = IconButton("close", self.tr("Take the adapter out"))
        self._remove.clicked.connect(self.cleared)
        self.weight = WeightField(self.tr("Weight of the adapter"))
        self.weight.changed.connect(self.weighed)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name, 1)
        head.addWidget(self._remove)
        self._weighing = QWidget()
        weighing = QHBoxLayout(self._weighing)
        weighing.setContentsMargins(0, 0, 4, 0)
        weighing.setSpacing(10)
        weighing.addWidget(label(self.tr("Weight"), "muted"))
        weighing.addWidget(self.weight, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 6, 8)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._facts)
        column.addWidget(self._weighing)
        column.addWidget(self._problem)
        column.addWidget(self._copy, alignment=Qt.AlignmentFlag.AlignLeft)

    @property
    def state(self) -> SlotState:
        """What the row shows now."""
        return self._state

    def show_empty(self) -> None:
        """Nothing to do: whoever holds the rows takes this one away."""

    def show_reading(self, path: Path) -> None:
        """Say that it is being looked at."""
        self._enter(SlotState.READING, path.name, self.tr("Reading…"))

    def show_content(self, path: Path, name: str, facts: Sequence[tuple[str, str]], note: str = "") -> None:
        """Show what it is: (label, value) pairs, and what to know about it."""
        said = (*(unbroken(f"{title} {value}") for title, value in facts), note)
        self._enter(SlotState.FILLED, name, " · ".join(part for part in said if part))
        self._name.setToolTip(paths.shown(path))

    def show_failure(self, name: str, message: str, hint: str, is_adapter: bool = False) -> None:
        """Say why it cannot be used and what to do."""
        self._enter(SlotState.FAILED, name, "")
        self._problem.setText(joined(message, hint))
        self.setAccessibleDescription(self._problem.text())

    def lock(self, locked: bool) -> None:
        """Forbid changes while a job uses the content."""
        for control in (self._remove, self.weight):
            control.setEnabled(not locked)

    def _enter(self, state: SlotState, name: str, facts: str) -> None:
        self._state = state
        self._name.setText(name)
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts))
        for widget in (self._problem, self._copy):
            widget.setVisible(state is SlotState.FAILED)
        self._weighing.setVisible(state is not SlotState.FAILED)
        self.setAccessibleName(name)
        self.setAccessibleDescription(facts)
        self.weight.name(self.tr("Weight of {adapter}").format(adapter=name))
        remove = self.tr("Take {adapter} out").format(adapter=name)
        self._remove.setAccessibleName(remove)
        self._remove.setToolTip(remove)
        self._copy.setAccessibleDescription(name)
        set_property(self, "state", state.value)
