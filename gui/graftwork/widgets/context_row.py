"""How long a text the result reads: whose context settings it takes, and what comes of that in a sentence."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from graftwork.form import Source
from graftwork.outlook import Origin, Outlook, outlook_words
from graftwork.widgets.controls import Choice, Number
from graftwork.widgets.labels import explain, label


class ContextRow(QWidget):
    """The choice, a field for a window of one's own, and the outlook.

    Signals:
        changed: The user chose something else.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._source = Source.DONOR
        self.choice = Choice()
        self.choice.setAccessibleName(self.tr("Context window of the result"))
        for key in ("adapter", "keep", "own"):
            self.choice.addItem("", key)
        self.window_field = Number(1, 2**31 - 1, 8192, doubling=True)
        self.window_field.setAccessibleName(self.tr("Context window in tokens"))
        self.window_field.setMinimumWidth(110)
        text = self.tr("How many tokens the result reads. A graft of long context needs the donor's settings.")
        for control in (self.choice, self.window_field):
            explain(control, text)
        self.outlook = label("", "small", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.choice, 1)
        row.addWidget(self.window_field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.outlook)
        self._name_windows(None, None)
        self.show_outlook(None)
        self.choice.currentIndexChanged.connect(self._on_choice)
        self.window_field.valueChanged.connect(self.changed)

    @property
    def context(self) -> str | int:
        """What is chosen now: "adapter", "keep" or a number of tokens."""
        shown = self.choice.currentData()
        return self.window_field.value() if shown == "own" else str(shown)

    def show_context(self, context: str | int) -> None:
        """Show this, telling nobody."""
        blocked = self.blockSignals(True)
        if isinstance(context, int):
            self.choice.choose("own")
            self.window_field.setValue(context)
        else:
            self.choice.choose(context)
        self.window_field.setVisible(isinstance(context, int))
        self.blockSignals(blocked)

    def set_source(self, source: Source) -> None:
        """Call the giver by its name."""
        self._source = source
        self._name_windows(None, None)

    def set_windows(self, giver: int | None, target: int | None) -> None:
        """Say in tokens what the choices mean; None where it is not known."""
        self._name_windows(giver, target)

    def show_outlook(self, outlook: Outlook | None) -> None:
        """Say what comes of the choice; None while that is not known."""
        words = outlook_words(outlook) if outlook is not None else ""
        self.outlook.setText(words)
        self.outlook.setVisible(bool(words))
        wrong = outlook is not None and outlook.origin is Origin.CONFLICT
        self.outlook.setProperty("role", "problem" if wrong else "small")
        self.outlook.style().unpolish(self.outlook)
        self.outlook.style().polish(self.outlook)
        self.choice.setAccessibleDescription(words)

    def _name_windows(self, giver: int | None, target: int | None) -> None:
        name = self.tr("From the donor") if self._source is not Source.ADAPTER else self.tr("From the adapters")
        self.choice.setItemText(0, _with_window(name, giver))
        self.choice.setItemText(1, _with_window(self.tr("Keep the target's"), target))
        self.choice.setItemText(2, self.tr("A window of my own"))

    def _on_choice(self) -> None:
        self.window_field.setVisible(self.choice.currentData() == "own")
        self.changed.emit()


def _with_window(text: str, window: int | None) -> str:
    return text if window is None else f"{text} ({window:,})"
