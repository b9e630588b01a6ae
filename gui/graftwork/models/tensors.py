"""A model's tensors as a table: name, type, shape, size, file; filtered by name, type and file."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from graftwork.amounts import size
from graftwork.models.records import Column, RecordsModel

if TYPE_CHECKING:
    from graftwork_core.weights.header import TensorInfo

translate = QCoreApplication.translate


class TensorColumn(IntEnum):
    """The columns, from left to right."""

    NAME = 0
    TYPE = 1
    SHAPE = 2
    SIZE = 3
    FILE = 4


class TensorsModel(RecordsModel["TensorInfo"]):
    """Rows of `TensorInfo`."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns: tuple[Column[TensorInfo], ...] = (
            Column(translate("TensorsModel", "Tensor"), lambda one: one.name, lambda one: one.name),
            Column(translate("TensorsModel", "Type"), lambda one: one.dtype, lambda one: one.dtype),
            Column(translate("TensorsModel", "Shape"), _shape, lambda one: one.shape),
            Column(translate("TensorsModel", "Size"), _size, lambda one: one.nbytes, is_number=True),
            Column(translate("TensorsModel", "File"), lambda one: one.file.name, lambda one: one.file.name),
        )
        super().__init__(columns, _searched, parent)


def _shape(tensor: TensorInfo) -> str:
    return " × ".join(map(str, tensor.shape))


def _size(tensor: TensorInfo) -> str:
    return size(tensor.nbytes)


def _searched(tensor: TensorInfo) -> str:
    return f"{tensor.name} {tensor.dtype} {tensor.file.name}".casefold()
