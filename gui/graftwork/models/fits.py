"""Which models of the library an adapter fits, and why it does not fit the others."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QCoreApplication, QObject

from graftwork import paths
from graftwork.models.records import Column, Icon, RecordsModel
from graftwork.opened import Fit

translate = QCoreApplication.translate


class FitsColumn(IntEnum):
    """The columns, from left to right."""

    MODEL = 0
    VERDICT = 1
    WHY = 2


class FitsModel(RecordsModel[Fit]):
    """Rows of `Fit`, those that fit first until somebody sorts otherwise."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns: tuple[Column[Fit], ...] = (
            Column(
                translate("FitsModel", "Model"),
                lambda one: one.entry.name,
                lambda one: one.entry.name.casefold(),
                icon=_icon,
                tip=lambda one: paths.shown(one.entry.path),
            ),
            Column(translate("FitsModel", "Verdict"), _verdict, lambda one: (not one.fits, bool(one.why))),
            Column(translate("FitsModel", "Why"), lambda one: one.why, lambda one: one.why.casefold()),
        )
        super().__init__(columns, lambda one: f"{one.entry.name} {one.why}".casefold(), parent)
        self._column = int(FitsColumn.VERDICT)


def _verdict(fit: Fit) -> str:
    if not fit.fits:
        return translate("FitsModel", "Does not fit")
    return translate("FitsModel", "Careful") if fit.why else translate("FitsModel", "Fits")


def _icon(fit: Fit) -> Icon:
    if not fit.fits:
        return "blocking", "blocking"
    return ("warning", "warning") if fit.why else ("ok", "ok")
