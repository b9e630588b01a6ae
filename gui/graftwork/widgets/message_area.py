"""The window's messages, one below the other above the page: an icon, a sentence, and what can be done about it."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from graftwork.messages import Action, Message, Messages
from graftwork.widgets.controls import Button, IconButton
from graftwork.widgets.labels import IconLabel, label

SHOWN_MS: Final = 8000
OFFERED_MS: Final = 15000
MOST: Final = 3
_LOOKS: Final = {
    "news": ("notice", "info", "accent"),
    "ok": ("done", "ok", "ok"),
    "warning": ("caution", "warning", "warning"),
    "failure": ("failure", "blocking", "blocking"),
}


class MessagePanel(QFrame):
    """One message.

    Signals:
        closed: It has been put away, or its time is over.
    """

    closed = Signal()

    def __init__(self, message: Message) -> None:
        super().__init__()
        self.message = message
        role, icon, meaning = _LOOKS[message.meaning]
        self.setProperty("role", role)
        self.headline = label(message.text, "strong", wrap=True)
        self.hint = label(message.hint, "", wrap=True)
        self.hint.setVisible(bool(message.hint))
        for text in (self.headline, self.hint):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAccessibleName(message.text)
        self.setAccessibleDescription(message.hint)
        self.buttons = [self._button(action) for action in message.actions]
        if message.details is not None:
            self.copy = Button(self.tr("Copy details"), "copy")
            self.copy.clicked.connect(self._on_copy)
            self.buttons.append(self.copy)
        self.close_button = IconButton("close", self.tr("Put this message away"))
        self.close_button.clicked.connect(self.closed)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.headline)
        words.addWidget(self.hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 10, 8)
        row.setSpacing(10)
        row.addWidget(IconLabel(icon, meaning, 20))
        row.addLayout(words, 1)
        for button in (*self.buttons, self.close_button):
            row.addWidget(button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(OFFERED_MS if message.actions else SHOWN_MS)
        self._timer.timeout.connect(self._on_time)
        if message.passes:
            self._timer.start()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Who reads is not hurried."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Its time runs again."""
        super().leaveEvent(event)
        if self.message.passes:
            self._timer.start()

    def event(self, event: QEvent) -> bool:
        """Esc is this message's, though the page has a shortcut of that key."""
        is_override = event.type() is QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _button(self, action: Action) -> Button:
        button = Button(action.text, action.icon)
        button.clicked.connect(partial(self._on_action, action))
        return button

    def _on_action(self, action: Action) -> None:
        self.closed.emit()
        action.do()

    def _on_copy(self) -> None:
        if self.message.details is not None:
            QApplication.clipboard().setText(self.message.details())
            self.copy.setText(self.tr("Copied"))

    def _on_time(self) -> None:
        held = QApplication.focusWidget()
        if held is not None and self.isAncestorOf(held):
            self._timer.start()
        else:
            self.closed.emit()


class MessageArea(QWidget):
    """Shows what `Messages` says, the newest below; hidden when there is nothing."""

    def __init__(self, messages: Messages) -> None:
        super().__init__()
        self.panels: dict[str, MessagePanel] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 10, 12, 0)
        self._column.setSpacing(6)
        messages.said.connect(self.show_message)
        messages.withdrawn.connect(self.put_away)
        self.hide()

    def show_message(self, message: Message) -> None:
        """Show this one, in the place of an older one with its key."""
        self._drop(message.key)
        passing = [key for key, panel in self.panels.items() if panel.message.passes]
        while len(self.panels) >= MOST and passing:
            self._drop(passing.pop(0))
        while len(self.panels) >= MOST:
            self._drop(next(iter(self.panels)))
        panel = MessagePanel(message)
        panel.closed.connect(partial(self.put_away, message.key))
        self.panels[message.key] = panel
        self._column.addWidget(panel)
        panel.show()
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(panel, QAccessible.Event.Alert))

    def put_away(self, key: str) -> None:
        """Show the message of that key no more."""
        self._drop(key)
        self.setVisible(bool(self.panels))

    def clear(self) -> None:
        """Put all messages away."""
        for key in tuple(self.panels):
            self.put_away(key)

    def _drop(self, key: str) -> None:
        panel = self.panels.pop(key, None)
        if panel is not None:
            self._column.removeWidget(panel)
            panel.hide()
            panel.deleteLater()
