"""What one run finds and another does not, cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from graftwork.models.fit import NO_INDEX, Index
from graftwork.models.haystack import depth_text, short_length
from graftwork.models.matrix import Key, Look, MatrixModel
from graftwork.scale import Scale

if TYPE_CHECKING:
    from graftwork_core.haystack.compare import Comparison, PairedCell


class DifferenceModel(MatrixModel):
    """Cells of a `Comparison`: blue where the second run finds more, orange where it finds less."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._comparison: Comparison | None = None
        self._lengths: tuple[int, ...] = ()
        self._depths: tuple[float, ...] = ()
        self._cells: dict[tuple[int, float], PairedCell] = {}

    @property
    def scale(self) -> Scale:
        """Neutral in the middle."""
        return Scale.CHANGE

    def show(self, comparison: Comparison | None) -> None:
        """Show this one; None empties the map."""
        self.beginResetModel()
        self._comparison = comparison
        cells = comparison.cells if comparison is not None else ()
        self._cells = {(cell.length, cell.depth_band): cell for cell in cells}
        self._lengths = tuple(sorted({cell.length for cell in cells}))
        self._depths = tuple(sorted({cell.depth_band for cell in cells}))
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many depths there are."""
        return 0 if parent.isValid() else len(self._depths)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """How many lengths there are."""
        return 0 if parent.isValid() else len(self._lengths)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The length, or the depth."""
        if orientation is Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            in_range = role == Qt.ItemDataRole.DisplayRole and section < len(self._depths)
            return depth_text(self._depths[section]) + "\u2002" if in_range else None
        in_range = role == Qt.ItemDataRole.DisplayRole and section < len(self._lengths)
        return short_length(self._lengths[section]) if in_range else None

    def look(self, index: Index) -> Look:
        """How many more, or fewer."""
        cell = self._cell(index)
        if cell is None:
            return Look()
        change = cell.paired.gained - cell.paired.lost
        text = f"{change:+d}".replace("-", "−") if change else "="
        return Look(0.5 + cell.paired.difference / 2, text)

    def sentence(self, index: Index) -> str:
        """Everything about a cell in words."""
        cell, comparison = self._cell(index), self._comparison
        if cell is None or comparison is None:
            return ""
        paired = cell.paired
        parts = (
            self.tr("{count} tokens").format(count=f"{cell.length:,}"),
            self.tr("depth {depth}").format(depth=depth_text(cell.depth_band)),
            self.tr("{count} questions").format(count=paired.n),
            self.tr("only {name}: {count}").format(name=comparison.second, count=paired.gained),
            self.tr("only {name}: {count}").format(name=comparison.first, count=paired.lost),
            self.tr("both: {count}").format(count=paired.both),
        )
        return " · ".join(parts)

    def key(self) -> Key:
        """Worse and better."""
        return Key(self.tr("finds less"), self.tr("finds more"), ())

    def _cell(self, index: Index) -> PairedCell | None:
        if not index.isValid():
            return None
        return self._cells.get((self._lengths[index.column()], self._depths[index.row()]))
