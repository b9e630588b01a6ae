"""The map of lengths and depths as a table: a column for each length, a row for all depths and one for each."""

from __future__ import annotations

import math
from enum import StrEnum
from typing import Any, Final

from PySide6.QtCore import QObject, Qt

from graftwork.haystack.needle_map import MapCell, NeedleMap
from graftwork.models.fit import NO_INDEX, Index
from graftwork.models.matrix import Key, Look, Mark, MatrixModel
from graftwork.scale import Scale

_LEAST_LP: Final = -2.0
_LEAST_MARGIN: Final = 2.0


class MapFigure(StrEnum):
    """What a cell shows."""

    RATE = "rate"
    LOG_PROB = "log_prob"
    MARGIN = "margin"
    LOWER = "lower"


class NeedleMapModel(MatrixModel):
    """Cells of a `NeedleMap`, showing one of their figures."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._map = NeedleMap()
        self._figure = MapFigure.RATE
        self._palette = Scale.VERDICT
        self._ends = (0.0, 1.0)

    @property
    def figure(self) -> MapFigure:
        """What the cells show."""
        return self._figure

    @property
    def summary_rows(self) -> int:
        """The row of all depths."""
        return 1

    @property
    def scale(self) -> Scale:
        """Red to green for rates, unless another scale was chosen; an even one for everything else."""
        return self._palette if self._figure in (MapFigure.RATE, MapFigure.LOWER) else Scale.EVEN

    def show_map(self, shown: NeedleMap) -> None:
        """Take the map's present state; the same rows and columns keep the current cell where it is."""
        same = (shown.lengths, shown.depths) == (self._map.lengths, self._map.depths)
        if not same:
            self.beginResetModel()
        before, self._map = self._map, shown
        ends, self._ends = self._ends, self._find_ends()
        if not same:
            self.endResetModel()
        elif ends != self._ends:
            self._tell(set(shown.cells) | set(before.cells))
        else:
            self._tell({place for place, cell in shown.cells.items() if before.cells.get(place) is not cell})

    def show_figure(self, figure: MapFigure) -> None:
        """Show another figure of the same map."""
        self._figure = figure
        self._repaint()

    def show_palette(self, palette: Scale) -> None:
        """Show rates in other colours."""
        self._palette = palette
        self._repaint()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """One for all depths together, then one for each."""
        return 0 if parent.isValid() or not self._map.lengths else len(self._map.depths) + 1

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """How many lengths there are."""
        return 0 if parent.isValid() else len(self._map.lengths)

    def cell(self, index: Index) -> MapCell | None:
        """The answers under the index; None where there are none yet."""
        return self._map.cells.get(self._place(index)) if index.isValid() else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The length, or the depth."""
        if orientation is Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            if role != Qt.ItemDataRole.DisplayRole or section >= self.rowCount():
                return None
            # The en space keeps the name off the cells.
            return (self.tr("all") if section == 0 else depth_text(self._map.depths[section - 1])) + "\u2002"
        if section >= len(self._map.lengths):
            return None
        length = self._map.lengths[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return short_length(length)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.tr("{count} tokens").format(count=f"{length:,}")
        return None

    def look(self, index: Index) -> Look:
        """The cell's figure on its scale, what it means, and how sure it is."""
        cell = self.cell(index)
        if cell is None:
            return Look()
        tally = cell.tally
        if not tally.n:
            return Look(mark=Mark.VOID)
        value = self._value(cell)
        if value is None:
            return Look()
        if self._figure in (MapFigure.LOG_PROB, MapFigure.MARGIN):
            return Look(self._share(value), f"{value:.1f}".replace("-", "−"))
        sure = not tally.is_wide or cell.depth is None
        mark = _column_mark(cell) if cell.depth is None else _cell_mark(cell)
        text = f"{tally.hits}/{tally.n}" if self._figure is MapFigure.RATE else f"{tally.lo:.2f}".removeprefix("0")
        return Look(value, text, mark, unsure=not sure)

    def sentence(self, index: Index) -> str:
        """Everything about a cell in words: place, k of n, interval, log-probability, margin, state."""
        if not index.isValid():
            return ""
        length, depth = self._place(index)
        where = self.tr("all depths") if depth is None else self.tr("depth {depth}").format(depth=depth_text(depth))
        parts = [self.tr("{count} tokens").format(count=f"{length:,}"), where]
        cell = self.cell(index)
        if cell is None:
            return " · ".join((*parts, self.tr("not asked yet")))
        return " · ".join((*parts, *self._figures(cell)))

    def key(self) -> Key:
        """What the colours and signs mean for this figure."""
        if self._figure is MapFigure.LOG_PROB:
            return Key(f"{self._ends[0]:.1f}".replace("-", "−"), "0", ((Look(), self.tr("not asked yet")),))
        if self._figure is MapFigure.MARGIN:
            return Key(f"{self._ends[0]:.0f}".replace("-", "−"), f"{self._ends[1]:.0f}", ())
        swatches = (
            (Look(1.0, mark=Mark.GREEN), self.tr("all found")),
            (Look(0.6, mark=Mark.AMBER), self.tr("some")),
            (Look(0.0, mark=Mark.RED), self.tr("none")),
            (Look(1.0, unsure=True), self.tr("few trials")),
            (Look(mark=Mark.VOID), self.tr("void")),
        )
        return Key("0 %", "100 %", swatches)

    def _figures(self, cell: MapCell) -> list[str]:
        tally = cell.tally
        parts = []
        if tally.n:
            parts.append(self.tr("{hits} of {n} found").format(hits=tally.hits, n=tally.n))
            parts.append(self.tr("95 % interval {low} to {high}").format(low=f"{tally.lo:.2f}", high=f"{tally.hi:.2f}"))
        if tally.lp_mean is not None:
            parts.append(self.tr("log-probability {value}").format(value=f"{tally.lp_mean:.2f}".replace("-", "−")))
        if tally.margin is not None:
            parts.append(self.tr("margin {value}").format(value=f"{tally.margin:.1f}".replace("-", "−")))
        if tally.voids:
            parts.append(self.tr("{count} void").format(count=tally.voids))
        parts.append(self._state_name(cell))
        return parts

    def _state_name(self, cell: MapCell) -> str:
        names = {
            "green": self.tr("green"),
            "red": self.tr("red"),
            "amber": self.tr("undecided"),
            "void": self.tr("nothing counts"),
        }
        return names.get(cell.state, str(cell.state))

    def _value(self, cell: MapCell) -> float | None:
        match self._figure:
            case MapFigure.RATE:
                return cell.tally.rate
            case MapFigure.LOWER:
                return cell.tally.lo
            case MapFigure.LOG_PROB:
                return cell.tally.lp_mean
            case MapFigure.MARGIN:
                return cell.tally.margin

    def _share(self, value: float) -> float:
        low, high = self._ends
        return max(0.0, min(1.0, (value - low) / (high - low)))

    def _find_ends(self) -> tuple[float, float]:
        """The ends of the scale in whole numbers, so that they seldom move while cells fill."""
        values = [value for cell in self._map.cells.values() if (value := self._value(cell)) is not None]
        if self._figure is MapFigure.LOG_PROB:
            return (min(_LEAST_LP, math.floor(min(values, default=0.0))), 0.0)
        if self._figure is MapFigure.MARGIN:
            low, high = math.floor(min(values, default=0.0)), math.ceil(max(values, default=0.0))
            return (min(0.0, low), max(_LEAST_MARGIN, high))
        return (0.0, 1.0)

    def _place(self, index: Index) -> tuple[int, float | None]:
        depth = None if index.row() == 0 else self._map.depths[index.row() - 1]
        return self._map.lengths[index.column()], depth

    def _repaint(self) -> None:
        self.beginResetModel()
        self._ends = self._find_ends()
        self.endResetModel()

    def _tell(self, places: set[tuple[int, float | None]]) -> None:
        columns = {length: column for column, length in enumerate(self._map.lengths)}
        rows = {depth: row + 1 for row, depth in enumerate(self._map.depths)}
        for length, depth in places:
            if length in columns and (depth is None or depth in rows):
                index = self.index(0 if depth is None else rows[depth], columns[length])
                self.dataChanged.emit(index, index)


def short_length(length: int) -> str:
    """A length for a narrow column: `4k`, `1.4k`, `100`."""
    if length < 1024:
        return str(length)
    size, unit = (length / 2**20, "m") if length >= 2**20 else (length / 2**10, "k")
    return f"{size:.3g}{unit}" if size == int(size) else f"{size:.1f}{unit}" if size < 10 else f"{size:.0f}{unit}"


def depth_text(depth: float) -> str:
    """A depth in percent: `50 %`, `12.5 %`."""
    return f"{depth * 100:.4g} %"


def _cell_mark(cell: MapCell) -> Mark:
    """Few trials decide nothing, so a cell's sign says what was found; states are for whole lengths."""
    if cell.tally.hits == cell.tally.n:
        return Mark.GREEN
    return Mark.AMBER if cell.tally.hits else Mark.RED


def _column_mark(cell: MapCell) -> Mark:
    return {"green": Mark.GREEN, "red": Mark.RED, "void": Mark.VOID}.get(cell.state, Mark.AMBER)
