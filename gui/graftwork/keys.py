"""The keyboard's shortcuts, page by page: a list to be read. A test holds it to what the pages really do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QKeySequence

_Standard = QKeySequence.StandardKey
_RUN: Final = ("Ctrl+Return", "Ctrl+Enter")
_RUN_SHOWN: Final = "Ctrl+Enter"
EVERYWHERE: Final = ""
IN_VIEWS: Final = "views"


@dataclass(frozen=True, slots=True)
class Shortcut:
    """One line.

    Attributes:
        does: What it does, in English; translated where it is shown (context "keys").
        keys: Its sequences; several that go on by one are said as the first and the last.
        shown: How they are said where that is another way; nothing of it is translated.
    """

    does: str
    keys: tuple[str | QKeySequence.StandardKey, ...]
    shown: str = ""


def _numbers(last: int, modifier: str = "Ctrl") -> tuple[str, ...]:
    return tuple(f"{modifier}+{number}" for number in range(1, last + 1))


SHORTCUTS: Final = {
    EVERYWHERE: (
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Find a command")), ("Ctrl+K",)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Go to a page")), _numbers(6, "Alt")),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Settings")), ("Ctrl+,",)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "This list")), (_Standard.HelpContents,)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Next control, previous control")), (), "Tab, Shift+Tab"),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Put away a message")), ("Esc",)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Quit")), (_Standard.Quit,)),
    ),
    IN_VIEWS: (
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Walk from cell to cell, from point to point")), (), "← → ↑ ↓"),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Open what is chosen")), (), "Enter"),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Copy the cell or the row")), (), "Ctrl+C"),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "What can be done with the row")), (), "Shift+F10"),
    ),
    "models": (
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Add a folder")), (_Standard.Open,)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Filter the list")), (_Standard.Find,)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Scan again")), (_Standard.Refresh,)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Use as base, donor, target, adapter")), _numbers(4)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Compare with another model")), ("Ctrl+D",)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Check long context")), ("Ctrl+L",)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Publish on the Hub")), ("Ctrl+U",)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Copy the path")), ("Ctrl+Shift+C",)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Put a folder back")), (_Standard.Undo,)),
    ),
    "hub": (
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Search")), (_Standard.Find,)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Ask again")), (_Standard.Refresh,)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Back to the repository before")), (_Standard.Back,)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Download")), _RUN, _RUN_SHOWN),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Use as base, donor, target, adapter")), _numbers(4)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Show its relatives")), ("Ctrl+R",)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Check whether it fits")), ("Ctrl+D",)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Open the repository's page")), ("Ctrl+Shift+O",)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Copy the name")), ("Ctrl+Shift+C",)),
    ),
    "compare": (
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Compare")), _RUN, _RUN_SHOWN),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Filter the tensors")), (_Standard.Find,)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Export the figures")), (_Standard.SaveAs,)),
    ),
    "graft": (
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Choose base, donor, target, adapter")), _numbers(4)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Run")), _RUN, _RUN_SHOWN),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Open a recipe")), (_Standard.Open,)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Save the recipe")), (_Standard.Save,)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Copy the command that does the same")), ("Ctrl+Shift+C",)),
    ),
    "haystack": (
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Start the check; send the prompt")), _RUN, _RUN_SHOWN),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Show or hide the setup")), ("Ctrl+B",)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Go to a view of the results")), _numbers(8)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Open a result")), (_Standard.Open,)),
    ),
    "jobs": (
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Edit and run again")), ("Ctrl+E",)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Sooner, later in the queue")), ("Alt+Up", "Alt+Down")),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Open the folder")), (_Standard.Open,)),
        Shortcut(str(QT_TRANSLATE_NOOP("keys", "Remove from the list")), (_Standard.Delete,)),
    ),
}
"""The key of a page, or one of the names above → its lines."""


def written(keys: QKeySequence) -> str:
    """Keys as this system writes them; that of Run as the list of keys and the buttons have it, in every language."""
    if keys.toString() in _RUN:
        return _RUN_SHOWN
    return keys.toString(QKeySequence.SequenceFormat.NativeText)


def said(shortcut: Shortcut) -> tuple[str, str]:
    """The keys as this system writes them (empty where it has none for it), and what they do."""
    does = QCoreApplication.translate("keys", shortcut.does)
    sequences = [QKeySequence(one) for one in shortcut.keys]
    names = [written(one) for one in sequences if not one.isEmpty()]
    keys = f"{names[0]} – {names[-1]}" if len(names) > 2 else ", ".join(names)
    return shortcut.shown or keys, does
