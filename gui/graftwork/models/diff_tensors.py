"""The tensors of a comparison as a table, those that changed most first."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt

from graftwork.diff.words import percent
from graftwork.models.records import Column, RecordsModel

if TYPE_CHECKING:
    from graftwork_core.extract.diff_file import TensorDiff

translate = QCoreApplication.translate


class DiffColumn(IntEnum):
    """The columns, from left to right."""

    TENSOR = 0
    RELATIVE = 1
    NOISE = 2
    RANK = 3
    CAPTURED = 4
    SHAPE = 5


class DiffTensorsModel(RecordsModel["TensorDiff"]):
    """Rows of `TensorDiff`."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns: tuple[Column[TensorDiff], ...] = (
            Column(translate("DiffTensorsModel", "Tensor"), lambda one: one.name, lambda one: one.name),
            Column(
                translate("DiffTensorsModel", "Difference"),
                lambda one: percent(one.relative),
                lambda one: one.relative,
                is_number=True,
            ),
            Column(
                translate("DiffTensorsModel", "Rounding"),
                lambda one: percent(one.noise),
                lambda one: one.noise,
                is_number=True,
            ),
            Column(translate("DiffTensorsModel", "Rank"), _rank, lambda one: one.rank or 0, is_number=True),
            Column(
                translate("DiffTensorsModel", "Captured"), _captured, lambda one: one.captured or 0.0, is_number=True
            ),
            Column(translate("DiffTensorsModel", "Shape"), _shape, lambda one: one.shape, is_number=True),
        )
        super().__init__(columns, lambda one: one.name.casefold(), parent)
        self._column, self._order = int(DiffColumn.RELATIVE), Qt.SortOrder.DescendingOrder


def _rank(one: TensorDiff) -> str:
    return "–" if one.rank is None else str(one.rank)


def _captured(one: TensorDiff) -> str:
    return "–" if one.captured is None else percent(one.captured)


def _shape(one: TensorDiff) -> str:
    return " × ".join(map(str, one.shape))
