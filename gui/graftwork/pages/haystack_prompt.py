"""The prompt tab: one's own words to the model, with or without its adapter; the reply streams in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from graftwork.widgets.controls import Button, Number, Tick
from graftwork.widgets.labels import ElidedLabel, label

_LONGEST = 200_000


class PromptTab(QWidget):
    """A prompt above, what came below.

    Signals:
        asked: The user wants a reply.
        stopped: The user wants no more of it.
    """

    asked = Signal()
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.prompt = QPlainTextEdit()
        self.prompt.setTabChangesFocus(True)
        self.prompt.setAccessibleName(self.tr("Prompt"))
        self.prompt.setPlaceholderText(self.tr("Write to the model, or paste a long text with a question at its end."))
        self.reply = QPlainTextEdit()
        self.reply.setReadOnly(True)
        self.reply.setTabChangesFocus(True)
        self.reply.setMaximumBlockCount(5000)
        self.reply.setAccessibleName(self.tr("Reply"))
        self.reply.setPlaceholderText(self.tr("The reply appears here while the model writes it."))
        self.with_adapter = Tick(self.tr("With the adapter"))
        self.with_adapter.setChecked(True)
        self.with_template = Tick(self.tr("Chat template"))
        self.with_template.setChecked(True)
        self.most = Number(1, 4096, 64)
        self.most.setSuffix(self.tr(" tokens"))
        self.most.setAccessibleName(self.tr("Longest reply in tokens"))
        self.send = Button(self.tr("Send"), "play")
        self.send.setToolTip(self.tr("Send (Ctrl+Enter)"))
        self.stop = Button(self.tr("Stop"), "stop")
        self.note = ElidedLabel("", "small", Qt.TextElideMode.ElideRight)
        self.send.clicked.connect(self.ask)
        self.stop.clicked.connect(self.stopped)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.with_adapter)
        row.addWidget(self.with_template)
        row.addStretch()
        row.addWidget(label(self.tr("at most"), "muted"))
        row.addWidget(self.most)
        row.addWidget(self.send)
        row.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.prompt, 1)
        column.addLayout(row)
        column.addWidget(self.reply, 2)
        column.addWidget(self.note)
        self.show_ready(False, False)

    def show_ready(self, ready: bool, has_adapter: bool) -> None:
        """Whether a prompt can be sent, and whether there is an adapter to leave out."""
        self.send.setEnabled(ready)
        self.send.show()
        self.stop.hide()
        self.with_adapter.setVisible(has_adapter)

    def show_busy(self) -> None:
        """A reply is being written."""
        self.send.hide()
        self.stop.setEnabled(True)
        self.stop.show()

    def begin(self, title: str) -> None:
        """A reply begins, under a headline."""
        if self.reply.toPlainText():
            self.append("\n\n")
        self.append(f"— {title} —\n")
        self.note.setText("")

    def say(self, text: str) -> None:
        """Say something below the reply: why there is none, or how it ended."""
        self.note.setText(text)

    def append(self, text: str) -> None:
        """More of the reply; a view that was scrolled up stays where it is."""
        bar = self.reply.verticalScrollBar()
        follows = bar.value() >= bar.maximum() - 4
        cursor = QTextCursor(self.reply.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text)
        if follows:
            bar.setValue(bar.maximum())

    def text(self) -> str:
        """What was written to the model."""
        return self.prompt.toPlainText()[:_LONGEST]

    def ask(self) -> None:
        """Send what was written, if that can be done now."""
        if self.send.isEnabled() and not self.send.isHidden() and self.text().strip():
            self.asked.emit()
