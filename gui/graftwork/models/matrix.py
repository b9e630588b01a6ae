"""What every heatmap shows: a table whose cells say how they look, and themselves in words."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt

from graftwork.models.fit import Index
from graftwork.scale import Scale


class Mark(StrEnum):
    """A sign in a cell, so that what its colour says is told without colour, too."""

    NONE = ""
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    VOID = "void"
    BEST = "best"


@dataclass(frozen=True, slots=True)
class Look:
    """How one cell is painted.

    Attributes:
        share: The figure's place on the colour scale, 0 to 1; None where there is nothing to show.
        text: The figure, in few characters; left out where there is no room.
        mark: What the figure means.
        unsure: Whether the figure's interval is wide: hatched over its colour.
        misplaced: Whether it has no place where it should go: hatched instead of coloured.
    """

    share: float | None = None
    text: str = ""
    mark: Mark = Mark.NONE
    unsure: bool = False
    misplaced: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """What the colours mean: both ends of the scale, and cells that mean something by themselves.

    Attributes:
        low: Words at the scale's beginning; without them there is no scale to explain.
        high: Words at its end.
        swatches: Cells and their meaning.
    """

    low: str
    high: str
    swatches: tuple[tuple[Look, str], ...] = ()


class MatrixRole(IntEnum):
    """What a delegate may ask of a cell."""

    LOOK = Qt.ItemDataRole.UserRole + 1
    """The cell's `Look`."""


class MatrixModel(QAbstractTableModel):
    """A table for a heatmap. Who derives from it gives rows, columns, headers, looks and words."""

    @property
    def scale(self) -> Scale:
        """The colours that shares become."""
        return Scale.EVEN

    @property
    def summary_rows(self) -> int:
        """How many rows at the top sum up the others; they stand a little apart."""
        return 0

    @abstractmethod
    def look(self, index: Index) -> Look:
        """How the cell is painted."""

    @abstractmethod
    def sentence(self, index: Index) -> str:
        """Everything about a cell in words: for the detail line, the tool tip and screen readers."""

    @abstractmethod
    def key(self) -> Key:
        """What the colours mean now."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the cell says."""
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.look(index).text
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return self.sentence(index)
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignCenter
            case MatrixRole.LOOK:
                return self.look(index)
        return None
