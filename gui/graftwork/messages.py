"""What the program has to say outside of any page: news, offers, warnings, faults. The window shows them in one place.

A message replaces an older one with its key, so that nothing piles up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal

from graftwork.details import Failure

Meaning = Literal["news", "ok", "warning", "failure"]


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a message offers to do; the message goes away with it.

    Attributes:
        text: The button's text.
        do: Called when it is pressed.
        icon: The button's icon.
    """

    text: str
    do: Callable[[], object]
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message.

    Attributes:
        key: A later message with the same key takes its place.
        text: One sentence.
        hint: What to do, or more about it; may be empty.
        meaning: What it is; mere news, good or not, goes away by itself.
        actions: What can be done about it.
        details: What *Copy details* copies; None: there is no such button.
        stays: It does not go away by itself, though it is only news.
    """

    key: str
    text: str
    hint: str = ""
    meaning: Meaning = "news"
    actions: tuple[Action, ...] = ()
    details: Callable[[], str] | None = None
    stays: bool = False

    @property
    def passes(self) -> bool:
        """Whether it goes away by itself."""
        return self.meaning in ("news", "ok") and not self.stays


class Messages(QObject):
    """Where pages say something that outlasts them.

    Signals:
        said: A `Message` to show.
        withdrawn: The key of a message that is no longer so.
    """

    said = Signal(object)
    withdrawn = Signal(str)

    def say(self, message: Message) -> None:
        """Show a message."""
        self.said.emit(message)

    def withdraw(self, key: str) -> None:
        """Take a message away."""
        self.withdrawn.emit(key)


def failed(key: str, failure: Failure, *actions: Action) -> Message:
    """The message of a failure, with its details to copy."""
    from graftwork.details import report

    return Message(key, failure.message, failure.hint, "failure", actions, lambda: report(failure))
