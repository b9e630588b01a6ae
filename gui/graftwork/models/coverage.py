"""The coverage grid as a table: one row for each kind of module, one column for each layer."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QObject, Qt

from graftwork.coverage import Cell, Grid
from graftwork.models.fit import NO_INDEX, Index
from graftwork.models.matrix import Key, Look, MatrixModel


class CoverageModel(MatrixModel):
    """Cells of a `Grid`, showing one of their figures."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grid = Grid()
        self._figure = "rank"
        self._ends = (0.0, 1.0)

    @property
    def figure(self) -> str:
        """The figure shown: "rank", "energy" or "norm"."""
        return self._figure

    def show(self, grid: Grid, figure: str) -> None:
        """Take another grid, or another figure of it."""
        self.beginResetModel()
        self._grid, self._figure = grid, figure
        values = grid.values(figure)
        # Ranks and norms begin at nothing; energies differ only near 1, so theirs begins at the smallest.
        low = min(values, default=0.0) if figure == "energy" else 0.0
        high = 1.0 if figure == "energy" else max(values, default=1.0)
        self._ends = (min(low, 0.9) if figure == "energy" else low, high)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many kinds of modules there are."""
        return 0 if parent.isValid() else len(self._grid.kinds)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """How many layers there are."""
        return 0 if parent.isValid() else len(self._grid.layers)

    def cell(self, index: Index) -> Cell | None:
        """What lies under the index."""
        return self._grid.at(index.row(), index.column()) if index.isValid() else None

    def look(self, index: Index) -> Look:
        """The cell's figure, its place between the smallest and the largest, and whether the target has the module."""
        cell = self.cell(index)
        return Look() if cell is None else Look(self._share(cell), self._text(cell), misplaced=not cell.matched)

    def key(self) -> Key:
        """The figures at both ends, and the two kinds of cells that have none."""
        low, high = self._ends
        swatches = ((Look(), self.tr("not touched")), (Look(misplaced=True), self.tr("not in the target")))
        if self._figure == "energy":
            return Key(self.tr("energy {share} %").format(share=round(low * 100)), "100 %", swatches)
        if self._figure == "norm":
            return Key(self.tr("norm {norm}").format(norm="0"), f"{high:.2g}", swatches)
        return Key(self.tr("rank {rank}").format(rank=round(low)), str(round(high)), swatches)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The kind of module, or the layer's number."""
        if orientation is Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.DisplayRole and section < len(self._grid.kinds):
                # The en spaces keep the name off the cells.
                return self._grid.kinds[section] + "\u2002"
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            return None
        if section >= len(self._grid.layers):
            return None
        layer = self._grid.layers[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return "–" if layer is None else str(layer)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._layer_name(layer)
        return None

    def sentence(self, index: Index) -> str:
        """Everything about a cell in words: for the detail line, the tool tip and screen readers."""
        if not index.isValid():
            return ""
        kind, layer = self._grid.kinds[index.row()], self._grid.layers[index.column()]
        cell = self.cell(index)
        place = f"{self._layer_name(layer)} · {kind}"
        if cell is None:
            return place + " · " + self.tr("not touched")
        first = cell.modules[0]
        parts = [place]
        if len(cell.modules) > 1:
            parts.append(self.tr("{count} modules").format(count=len(cell.modules)))
        parts.append(self.tr("rank {rank}").format(rank=cell.rank))
        if math.isfinite(first.scale):
            parts.append(self.tr("scale {scale}").format(scale=f"{first.scale:.4g}"))
        if first.shape:
            parts.append(" × ".join(f"{size:,}" for size in first.shape))
        if first.method and first.method != "lora":
            parts.append(str(first.method))
        if cell.energy is not None:
            parts.append(self.tr("{share} of the difference's energy").format(share=percent(cell.energy)))
        if cell.norm is not None:
            parts.append(self.tr("norm {norm}").format(norm=f"{cell.norm:.3g}"))
        if not cell.matched:
            parts.append(self.tr("not in the target"))
        return " · ".join(parts)

    def _layer_name(self, layer: int | None) -> str:
        return self.tr("outside the layers") if layer is None else self.tr("layer {number}").format(number=layer)

    def _text(self, cell: Cell) -> str:
        if self._figure == "energy":
            return "" if cell.energy is None else short_percent(cell.energy)
        if self._figure == "norm":
            return "" if cell.norm is None else f"{cell.norm:.2g}"
        return str(cell.rank)

    def _share(self, cell: Cell) -> float | None:
        value = cell.value(self._figure)
        low, high = self._ends
        if value is None:
            return None
        return 1.0 if high <= low else max(0.0, min(1.0, (value - low) / (high - low)))


def percent(share: float) -> str:
    """A share with one decimal, never rounded up to 100 %."""
    return f"{100 * share:.1f} %" if share >= 1.0 or share < 0.9995 else "> 99.9 %"


def short_percent(share: float) -> str:
    """A share as a whole number for a small cell, never rounded up to 100."""
    return str(min(99, round(share * 100))) if share < 1.0 else "100"
