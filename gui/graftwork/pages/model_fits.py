"""Which models of the library an adapter fits: held against one after another, in a thread, until somebody stops it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from graftwork.aio import Newest, Tasks
from graftwork.details import failure_of
from graftwork.models.fits import FitsColumn, FitsModel
from graftwork.opened import Fit, fits
from graftwork.streaming import stream
from graftwork.widgets.controls import Button
from graftwork.widgets.labels import label
from graftwork.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from graftwork_core.adapter.files import Adapter
    from graftwork_core.library.entry import Entry

_WIDTHS: Final[Mapping[int, int]] = {FitsColumn.VERDICT: 104, FitsColumn.WHY: 300}
_ROW: Final = 28


class FitsTab(QWidget):
    """A verdict for each model.

    Signals:
        wanted: The path of a model that the user wants to see.
    """

    wanted = Signal(object)

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._checking = Newest(tasks)
        self._total, self._was_asked = 0, False
        self.model = FitsModel(self)
        self.table = RecordTable(self.model, self.tr("Models that the adapter was held against"), _WIDTHS, _ROW)
        self.table.sort_from(FitsColumn.VERDICT)
        self._state = label("", "muted", wrap=True)
        self._why = label("", "small", wrap=True)
        self.stop = Button(self.tr("Stop"), "stop")
        self.stop.hide()
        head = QHBoxLayout()
        head.addWidget(self._state, 1)
        head.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 8, 0, 4)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self._why)
        self.stop.clicked.connect(self._on_stop)
        self.table.chosen.connect(self._on_chosen)
        self.table.activated_row.connect(self._on_activated)

    @property
    def was_asked(self) -> bool:
        """Whether the adapter that is shown was held against models, or is just now."""
        return self._was_asked

    def clear(self) -> None:
        """Show no adapter."""
        self._checking.cancel()
        self.model.show(())
        self.stop.hide()
        self._total, self._was_asked = 0, False
        self._state.setText("")
        self._why.setText("")

    def check(self, adapter: Adapter, models: Sequence[Entry]) -> None:
        """Hold an adapter against these models."""
        self.clear()
        self._total, self._was_asked = len(models), True
        if not models:
            self._state.setText(self.tr("There is no model in the library yet."))
            return
        self.stop.show()
        self._say()
        self._checking.start(self._check(adapter, models), "adapter fits")

    async def _check(self, adapter: Adapter, models: Sequence[Entry]) -> None:
        try:
            await stream(lambda is_cancelled: fits(adapter, models, is_cancelled), self._take)
        except Exception as error:  # noqa: BLE001 - what ended the search must be said, whatever it was
            self._state.setText(failure_of(error).message)
        self.stop.hide()

    def _take(self, found: Sequence[Fit]) -> None:
        chosen = self.table.current()
        self.model.add(found)
        if chosen is not None:
            self.table.keep_row(self.model.row_where(lambda one: one is chosen))
        self._say()

    def _say(self) -> None:
        seen = self.model.records()
        good = sum(one.fits for one in seen)
        if len(seen) < self._total:
            text = self.tr("Fits {good} so far; {seen} of {total} looked at.")
        else:
            text = self.tr("Fits {good} of {total} models.")
        self._state.setText(text.format(good=good, seen=len(seen), total=self._total))

    def _on_stop(self) -> None:
        self._checking.cancel()
        self.stop.hide()

    def _on_chosen(self) -> None:
        fit = self.table.current()
        self._why.setText(fit.why if fit is not None else "")

    def _on_activated(self) -> None:
        fit = self.table.current()
        if fit is not None:
            path: Path = fit.entry.path
            self.wanted.emit(path)
