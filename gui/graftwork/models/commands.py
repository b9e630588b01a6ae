"""The command palette's list: actions that match what was typed, the best first."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt
from PySide6.QtGui import QAction

from graftwork.keys import written
from graftwork.models.fit import NO_INDEX, Index


class CommandRole(IntEnum):
    """What else a row says."""

    KEYS = Qt.ItemDataRole.UserRole + 1


class CommandsModel(QAbstractListModel):
    """Actions, filtered by typed words."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[QAction, ...] = ()
        self._shown: tuple[QAction, ...] = ()

    def show(self, actions: Sequence[QAction]) -> None:
        """Take these actions, all of them shown."""
        self.beginResetModel()
        self._all = self._shown = tuple(actions)
        self.endResetModel()

    def filter(self, typed: str, first: QAction | None = None) -> None:
        """Show those that match, after one that is meant: words anywhere in the text beat single letters in order."""
        self.beginResetModel()
        found = [(score, one) for one in self._all if (score := rank(typed, one.text())) is not None]
        meant = () if first is None else (first,)
        self._shown = (*meant, *(one for _, one in sorted(found, key=lambda item: item[0])))
        self.endResetModel()

    def action(self, row: int) -> QAction | None:
        """The action in that row."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many match."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the row says."""
        one = self.action(index.row()) if index.isValid() else None
        if one is None:
            return None
        keys = written(one.shortcut())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return plain(one.text())
            case CommandRole.KEYS:
                return keys
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{plain(one.text())}, {keys}" if keys else plain(one.text())
        return None


def plain(text: str) -> str:
    """An action's text without its mnemonic."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def rank(typed: str, text: str) -> int | None:
    """How well a text matches: 0 is best, None is not at all."""
    words, text = typed.casefold().split(), plain(text).casefold()
    if all(word in text for word in words):
        return sum(0 if text.startswith(word) or f" {word}" in text else 1 for word in words)
    letters = iter(text)
    if all(letter in letters for letter in "".join(words)):
        return 100
    return None
