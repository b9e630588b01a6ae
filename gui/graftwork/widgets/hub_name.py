"""Naming a repository on the Hub: typed or pasted, checked while it is typed, with a revision where one is wanted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from graftwork.widgets.controls import Button
from graftwork.widgets.labels import label

_WIDTH = 460


class HubNameDialog(QDialog):
    """Asks for one name; does not wait.

    Signals:
        named: The repository, as the path "hf:owner/name[@revision]".
    """

    named = Signal(object)

    def __init__(self, parent: QWidget, title: str) -> None:
        """Make it for a slot called `title`."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("{slot}: from the Hub").format(slot=title))
        self.setMinimumWidth(_WIDTH)
        self._name: Path | None = None
        self.field = QLineEdit()
        self.field.setPlaceholderText("owner/name")
        words = label(self.tr("Name or address of the repository"))
        words.setBuddy(self.field)
        self.field.setAccessibleName(words.text())
        self.problem = label("", "problem", wrap=True)
        more = self.tr("A branch, tag or commit follows an @: owner/name@revision. Only headers are fetched for now.")
        self.take = Button(self.tr("Take it"), "check", "primary", "on_accent")
        self.take.setDefault(True)
        self.take.clicked.connect(self._on_taken)
        cancel = Button(self.tr("Cancel"), role="quiet")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch()
        for button in (cancel, self.take):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(8)
        for widget in (words, self.field, self.problem, label(more, "muted", wrap=True)):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addLayout(buttons)
        self.field.textChanged.connect(self._on_typed)
        self._on_typed("")

    def _on_typed(self, text: str) -> None:
        from graftwork_core.errors import BadInput
        from graftwork_core.hub.names import parse_name

        self._name = None
        problem = ""
        if text.strip():
            try:
                self._name = Path(str(parse_name(_without_host(text))))
            except BadInput:
                problem = self.tr("A repository is called owner/name, in letters, digits and - _ . only.")
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.field.setAccessibleDescription(problem)
        self.take.setEnabled(self._name is not None)
        self.adjustSize()

    def _on_taken(self) -> None:
        if self._name is not None:
            self.named.emit(self._name)
            self.accept()


def _without_host(text: str) -> str:
    """The name in a copied address, or the text as it is."""
    from graftwork.drops import hub_name

    return hub_name(text) or text.strip()
