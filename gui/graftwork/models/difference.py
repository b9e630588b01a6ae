"""What one run finds and another does not, cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from graftwork.models.fit import NO_INDEX, Index
from graftwork.models.haystack import depth_text, short_length
from graftwork.models.matrix import Key, Look, MatrixModel
from graftwork.scale import Scale

if TYPE_CHECKING:
    from graftwork_core.haystack.results.compare import Comparison, Paired


class DifferenceModel(MatrixModel):
    """Cells of a `Comparison`: blue where the second run finds more, orange where it finds less."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._comparison: Comparison | None = None
        self._lengths: tuple[int, ...] = ()
        self._depths: tuple[float, ...] = ()
        self._cells: dict[tuple[int, float | None], Paired] = {}

    @property
    def summary_rows(self) -> int:
        """The row of all depths."""
        return 1

    @property
    def scale(self) -> Scale:
        """Neutral in the middle."""
        return Scale.CHANGE

    def show(self, comparison: Comparison | None) -> None:
        """Show this one; None empties the map."""
        self.beginResetModel()
        self._comparison = comparison
        cells = comparison.cells if comparison is not None else ()
        self._cells = {(cell.length, cell.depth_band): cell.paired for cell in cells}
        if comparison is not None:
            self._cells |= {(length, None): paired for length, paired in comparison.by_length}
        self._lengths = tuple(sorted({cell.length for cell in cells}))
        self._depths = tuple(sorted({cell.depth_band for cell in cells}))
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """One for all depths together, then one for each."""
        return 0 if parent.isValid() or not self._lengths else len(self._depths) + 1

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """How many lengths there are."""
        return 0 if parent.isValid() else len(self._lengths)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The length, or the depth."""
        if orientation is Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            if role != Qt.ItemDataRole.DisplayRole or section >= self.rowCount():
                return None
            return (self.tr("all") if section == 0 else depth_text(self._depths[section - 1])) + "\u2002"
        in_range = role == Qt.ItemDataRole.DisplayRole and section < len(self._lengths)
        return short_length(self._lengths[section]) if in_range else None

    def look(self, index: Index) -> Look:
        """How many more, or fewer."""
        paired = self._paired(index)
        if paired is None:
            return Look()
        change = paired.gained - paired.lost
        text = f"{change:+d}".replace("-", "−") if change else "="
        return Look(0.5 + paired.difference / 2, text)

    def sentence(self, index: Index) -> str:
        """Everything about a cell in words."""
        paired, comparison = self._paired(index), self._comparison
        if paired is None or comparison is None:
            return ""
        length, depth = self._place(index)
        where = self.tr("all depths") if depth is None else self.tr("depth {depth}").format(depth=depth_text(depth))
        parts = (
            self.tr("{count} tokens").format(count=f"{length:,}"),
            where,
            self.tr("{count} questions").format(count=paired.n),
            self.tr("only {name}: {count}").format(name=comparison.second, count=paired.gained),
            self.tr("only {name}: {count}").format(name=comparison.first, count=paired.lost),
            self.tr("both: {count}").format(count=paired.both),
        )
        return " · ".join(parts)

    def key(self) -> Key:
        """Worse and better."""
        return Key(self.tr("finds less"), self.tr("finds more"), ())

    def _paired(self, index: Index) -> Paired | None:
        return self._cells.get(self._place(index)) if index.isValid() else None

    def _place(self, index: Index) -> tuple[int, float | None]:
        depth = None if index.row() == 0 else self._depths[index.row() - 1]
        return self._lengths[index.column()], depth
