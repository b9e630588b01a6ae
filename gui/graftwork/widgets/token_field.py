"""A field for a token: it hides what is typed, and keeps none of it once it was handed over."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from graftwork.widgets.controls import Button
from graftwork.widgets.labels import label


class TokenField(QFrame):
    """Takes one token.

    Signals:
        handed_over: The token; nothing here holds it any more.
        given_up: The user does not want to after all.
    """

    handed_over = Signal(str)
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.field.setDragEnabled(False)
        self.field.setPlaceholderText("hf_…")
        words = label(self.tr("Token"))
        words.setBuddy(self.field)
        self.field.setAccessibleName(words.text())
        self.keep = Button(self.tr("Check and keep"), "check", "primary", "on_accent")
        self.cancel = Button(self.tr("Cancel"), role="quiet")
        more = self.tr(
            "The Hub's page Settings → Access Tokens makes one; to publish it must be allowed to write. "
            "It is kept where Hugging Face's own tools keep theirs, once the Hub has accepted it."
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(words)
        row.addWidget(self.field, 1)
        row.addWidget(self.keep)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 13, 16, 13)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(label(more, "small", wrap=True))
        self.field.textChanged.connect(self._on_typed)
        self.field.returnPressed.connect(self._hand_over)
        self.keep.clicked.connect(self._hand_over)
        self.cancel.clicked.connect(self._on_cancel)
        self._on_typed("")

    def ask(self) -> None:
        """Wait for a token, from an empty field."""
        self._forget()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self, text: str) -> None:
        self.keep.setEnabled(bool(text.strip()))

    def _hand_over(self) -> None:
        token = self.field.text()
        if token.strip():
            self._forget()
            self.handed_over.emit(token)

    def _on_cancel(self) -> None:
        self._forget()
        self.given_up.emit()

    def _forget(self) -> None:
        self.field.setText("")  # unlike clear(), nothing stays to be undone
