"""What a merge did, as a table: a row for each kind of module, one above for all of them, a column for each layer."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt

from graftwork.models.coverage import percent, short_percent
from graftwork.models.fit import NO_INDEX, Index
from graftwork.models.matrix import Key, Look, MatrixModel
from graftwork.written import Change, Written


class WrittenModel(MatrixModel):
    """Cells of a `Written`, showing what survived or how the energy is spread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._written: Written | None = None
        self._figure = "survival"
        self._most = 0.0

    @property
    def figure(self) -> str:
        """The figure shown: "survival" or "energy"."""
        return self._figure

    @property
    def summary_rows(self) -> int:
        """The row of whole layers."""
        return 1

    def show(self, written: Written | None, figure: str) -> None:
        """Take another merge, or another figure of it."""
        self.beginResetModel()
        self._written, self._figure = written, figure
        changes = [*written.changes.values()] if written is not None else []
        self._most = max((change.norm for change in changes), default=0.0)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """All kinds of modules, and one row for whole layers."""
        return 0 if parent.isValid() or self._written is None else 1 + len(self._written.kinds)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """How many layers there are."""
        return 0 if parent.isValid() or self._written is None else len(self._written.layers)

    def change(self, index: Index) -> Change | None:
        """What was done there."""
        if self._written is None or not index.isValid():
            return None
        layer = self._written.layers[index.column()]
        if index.row() == 0:
            return self._written.by_layer.get(layer)
        return self._written.changes.get((self._written.kinds[index.row() - 1], layer))

    def look(self, index: Index) -> Look:
        """The figure and its place on the scale."""
        change = self.change(index)
        if change is None or self._written is None:
            return Look()
        if self._figure == "survival":
            if change.survival is None:
                return Look()
            # Rounding may also add to an update, so the measured share can lie above 1.
            share = max(0.0, min(1.0, change.survival))
            return Look(share, short_percent(share))
        if index.row() == 0:
            most = max(one.energy for one in self._written.by_layer.values())
            return Look(change.energy / most if most else 0.0, f"{change.energy * 100:.0f}")
        return Look(change.norm / self._most if self._most else 0.0, f"{change.norm:.2g}")

    def key(self) -> Key:
        """What the colours mean."""
        swatches = ((Look(), self.tr("unchanged")),)
        if self._figure == "survival":
            return Key(self.tr("nothing survives"), "100 %", swatches)
        return Key(self.tr("norm {norm}").format(norm="0"), f"{self._most:.2g}", swatches)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The kind of module, or the layer's number."""
        if self._written is None:
            return None
        if orientation is Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.DisplayRole and section <= len(self._written.kinds):
                return self._row_name(section) + "\u2002"
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            return None
        if section >= len(self._written.layers):
            return None
        layer = self._written.layers[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return "–" if layer is None else str(layer)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._layer_name(layer)
        return None

    def sentence(self, index: Index) -> str:
        """Everything about a cell in words."""
        if self._written is None or not index.isValid():
            return ""
        parts = [self._layer_name(self._written.layers[index.column()])]
        if index.row():
            parts.append(self._row_name(index.row()))
        change = self.change(index)
        if change is None:
            return " · ".join((*parts, self.tr("unchanged")))
        if change.tensors > 1:
            parts.append(self.tr("{count} tensors").format(count=change.tensors))
        parts.append(self.tr("{share} of the merge's energy").format(share=percent(change.energy)))
        parts.append(self.tr("norm of the change {norm}").format(norm=f"{change.norm:.3g}"))
        if change.survival is not None:
            share = percent(min(change.survival, 1.0))
            parts.append(self.tr("{share} of it survives rounding").format(share=share))
        return " · ".join(parts)

    def _row_name(self, row: int) -> str:
        assert self._written is not None
        return self.tr("whole layer") if row == 0 else self._written.kinds[row - 1]

    def _layer_name(self, layer: int | None) -> str:
        return self.tr("outside the layers") if layer is None else self.tr("layer {number}").format(number=layer)
