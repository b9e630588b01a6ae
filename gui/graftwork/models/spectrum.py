"""An adapter's modules with what their singular values tell: norm, effective rank, the largest value."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from graftwork.models.records import Column, RecordsModel

if TYPE_CHECKING:
    from graftwork_core.adapter.spectrum import ModuleSpectrum

translate = QCoreApplication.translate


class SpectrumColumn(IntEnum):
    """The columns, from left to right."""

    MODULE = 0
    RANK = 1
    EFFECTIVE = 2
    NORM = 3


class SpectrumModel(RecordsModel["ModuleSpectrum"]):
    """Rows of `ModuleSpectrum`."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns: tuple[Column[ModuleSpectrum], ...] = (
            Column(translate("SpectrumModel", "Module"), lambda one: one.path, lambda one: one.path),
            Column(
                translate("SpectrumModel", "Rank"),
                lambda one: str(len(one.singular)),
                lambda one: len(one.singular),
                is_number=True,
            ),
            Column(
                translate("SpectrumModel", "Effective rank"),
                lambda one: f"{one.effective_rank:.1f}",
                lambda one: one.effective_rank,
                is_number=True,
            ),
            Column(
                translate("SpectrumModel", "Norm"),
                lambda one: f"{one.norm:#.3g}".rstrip("."),
                lambda one: one.norm,
                is_number=True,
            ),
        )
        super().__init__(columns, lambda one: one.path.casefold(), parent)
