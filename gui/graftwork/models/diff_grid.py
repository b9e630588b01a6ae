"""A comparison as a heatmap: kinds of modules down, layers across, one figure in the cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from graftwork.coverage import usual_place
from graftwork.diff.words import percent
from graftwork.models.fit import NO_INDEX, Index
from graftwork.models.matrix import Key, Look, MatrixModel

if TYPE_CHECKING:
    from graftwork_core.extract.diff_file import TensorDiff

_NEARLY_ALL = 0.95
Place = tuple[str, int | None]


class DiffFigure(StrEnum):
    """What the cells show."""

    RELATIVE = "relative"
    NOISE = "noise"
    RANK = "rank"


@dataclass(frozen=True, slots=True)
class DiffCell:
    """The tensors of one kind in one layer, together.

    Attributes:
        tensors: Those that are measured.
        planned: How many there are to measure.
    """

    tensors: tuple[TensorDiff, ...]
    planned: int

    @property
    def relative(self) -> float:
        """|donor - base| / |base| over all of them."""
        energy, weight = sum(one.energy for one in self.tensors), sum(one.weight for one in self.tensors)
        return (energy / weight) ** 0.5 if weight else float(energy > 0)

    @property
    def noise(self) -> float:
        """Share of their difference that is only rounding."""
        energy = sum(one.energy for one in self.tensors)
        return min(1.0, sum(one.noise * one.energy for one in self.tensors) / energy) if energy else 0.0

    @property
    def rank(self) -> int | None:
        """The largest suggested rank; None where none has one."""
        return max((one.rank for one in self.tensors if one.rank is not None), default=None)

    def value(self, figure: DiffFigure) -> float | None:
        """The figure of that name; None where there is none (yet)."""
        if not self.tensors:
            return None
        match figure:
            case DiffFigure.RELATIVE:
                return self.relative
            case DiffFigure.NOISE:
                return self.noise
            case DiffFigure.RANK:
                return self.rank


class DiffGridModel(MatrixModel):
    """Cells of a comparison; what is not measured yet is empty."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kinds: tuple[str, ...] = ()
        self._layers: tuple[int | None, ...] = ()
        self._cells: dict[Place, DiffCell] = {}
        self._figure = DiffFigure.RELATIVE
        self._top = 1.0

    @property
    def kinds(self) -> tuple[str, ...]:
        """The rows' names."""
        return self._kinds

    def show(self, planned: Sequence[TensorDiff], measured: Sequence[TensorDiff]) -> None:
        """Take another comparison, or another state of it."""
        places: dict[Place, int] = {}
        for one in planned:
            places[(one.kind, one.layer)] = places.get((one.kind, one.layer), 0) + 1
        found: dict[Place, list[TensorDiff]] = {}
        for one in measured:
            found.setdefault((one.kind, one.layer), []).append(one)
        numbered = sorted(layer for layer in {layer for _, layer in places} if layer is not None)
        layers: tuple[int | None, ...] = tuple(range(numbered[0], numbered[-1] + 1)) if numbered else ()
        if any(layer is None for _, layer in places):
            layers = (*layers, None)
        self.beginResetModel()
        self._kinds = tuple(sorted(dict.fromkeys(kind for kind, _ in places), key=usual_place))
        self._layers = layers
        self._cells = {place: DiffCell(tuple(found.get(place, ())), count) for place, count in places.items()}
        self._top = self._find_top()
        self.endResetModel()

    def choose_figure(self, figure: DiffFigure) -> None:
        """Show another figure."""
        self.beginResetModel()
        self._figure = figure
        self._top = self._find_top()
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many kinds there are."""
        return 0 if parent.isValid() else len(self._kinds)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """How many layers there are."""
        return 0 if parent.isValid() else len(self._layers)

    def cell(self, index: Index) -> DiffCell | None:
        """What lies under the index."""
        return self._cells.get((self._kinds[index.row()], self._layers[index.column()])) if index.isValid() else None

    def index_of(self, tensor: TensorDiff) -> Index:
        """The cell in which a tensor is."""
        if tensor.kind not in self._kinds or tensor.layer not in self._layers:
            return NO_INDEX
        return self.index(self._kinds.index(tensor.kind), self._layers.index(tensor.layer))

    def look(self, index: Index) -> Look:
        """The cell's figure and its place on the scale."""
        cell = self.cell(index)
        value = cell.value(self._figure) if cell is not None else None
        if value is None:
            return Look(text="" if cell is None or not cell.tensors else "–")
        return Look(min(1.0, value / self._top) if self._top else 0.0, self._text(value))

    def key(self) -> Key:
        """What the colours mean."""
        swatches = ((Look(), self.tr("nothing measured")),)
        match self._figure:
            case DiffFigure.RELATIVE:
                high = "100 %" if self._top >= 1.0 else f"≥ {percent(self._top)}"
                return Key(self.tr("difference 0 %"), high, swatches)
            case DiffFigure.NOISE:
                return Key(self.tr("rounding 0 %"), "100 %", swatches)
            case DiffFigure.RANK:
                return Key(self.tr("rank {rank}").format(rank=0), str(round(self._top)), swatches)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The kind of module, or the layer's number."""
        if orientation is Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.DisplayRole and section < len(self._kinds):
                return self._kinds[section] + "\u2002"
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            return None
        if section >= len(self._layers):
            return None
        layer = self._layers[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return "–" if layer is None else str(layer)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._layer_name(layer)
        return None

    def sentence(self, index: Index) -> str:
        """Everything about a cell in words."""
        if not index.isValid():
            return ""
        kind, layer, cell = self._kinds[index.row()], self._layers[index.column()], self.cell(index)
        place = f"{self._layer_name(layer)} · {kind}"
        if cell is None:
            return place + " · " + self.tr("no such tensor")
        if not cell.tensors:
            return place + " · " + self.tr("not measured yet")
        parts = [place]
        if cell.planned > 1:
            parts.append(self.tr("{count} tensors").format(count=cell.planned))
        parts.append(self.tr("differs by {share}").format(share=percent(cell.relative)))
        parts.append(self.tr("{share} of that is rounding").format(share=percent(cell.noise)))
        if cell.rank is not None:
            parts.append(self.tr("suggested rank {rank}").format(rank=cell.rank))
        return " · ".join(parts)

    def _text(self, value: float) -> str:
        if self._figure is DiffFigure.RANK:
            return str(round(value))
        share = 100 * value
        return f"{share:.0f}" if share >= 9.95 or not share else f"{share:.1f}" if share >= 0.095 else "<.1"

    def _find_top(self) -> float:
        """The end of the scale: of differences, what nearly all cells stay below; one alone would hide the rest."""
        if self._figure is DiffFigure.NOISE:
            return 1.0
        values = sorted(
            value for cell in self._cells.values() if (value := cell.value(self._figure)) is not None and value > 0
        )
        if not values:
            return 1.0
        return values[-1] if self._figure is DiffFigure.RANK else values[int(_NEARLY_ALL * (len(values) - 1))]

    def _layer_name(self, layer: int | None) -> str:
        return self.tr("outside the layers") if layer is None else self.tr("layer {number}").format(number=layer)
