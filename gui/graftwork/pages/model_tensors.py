"""A model's tensors: a table to filter and sort, and the values of one of them when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from graftwork.aio import Newest, Tasks
from graftwork.details import failure_of
from graftwork.models.tensors import TensorColumn, TensorsModel
from graftwork.streaming import stream
from graftwork.widgets.controls import Button
from graftwork.widgets.histogram import StatisticsPanel
from graftwork.widgets.labels import label
from graftwork.widgets.record_table import RecordTable
from graftwork.wording import joined

if TYPE_CHECKING:
    from graftwork_core.model.statistics import TensorStatistics
    from graftwork_core.weights.header import TensorInfo

_WIDTHS: Final[Mapping[int, int]] = {
    TensorColumn.TYPE: 58,
    TensorColumn.SHAPE: 120,
    TensorColumn.SIZE: 80,
    TensorColumn.FILE: 210,
}
_ROW: Final = 26


class TensorsTab(QWidget):
    """Reads a tensor in a thread; another choice, another model or Stop ends that."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._reading = Newest(tasks)
        self.model = TensorsModel(self)
        self.table = RecordTable(self.model, self.tr("Tensors"), _WIDTHS, _ROW)
        self.table.sort_from(-1)
        self.table.elide_left()
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter by name, type or file"))
        self.filter.setAccessibleName(self.tr("Filter the tensors"))
        self.filter.setClearButtonEnabled(True)
        self._count = label("", "small")
        self.ask = Button(self.tr("Show values"), "grid")
        self.ask.setToolTip(self.tr("Read the chosen tensor: mean, spread, extremes and a histogram (Enter)"))
        self.stop = Button(self.tr("Stop"), "stop")
        self.stop.hide()
        self.values = StatisticsPanel()
        self._lay_out()
        self.filter.textChanged.connect(self._on_filter)
        self.table.chosen.connect(self._on_chosen)
        self.table.activated_row.connect(self.read)
        self.ask.clicked.connect(self.read)
        self.stop.clicked.connect(self._on_stop)
        self._on_chosen()

    def show_tensors(self, tensors: Sequence[TensorInfo]) -> None:
        """Show another model's; what was read of the last one's is put away."""
        self._reading.cancel()
        self._end()
        self.values.hide()
        self.filter.clear()
        self.model.show(tensors)
        self._say_count()
        self._on_chosen()

    def read(self) -> None:
        """Go through the chosen tensor."""
        tensor = self.table.current()
        if tensor is not None:
            self.values.show_reading(tensor.name)
            self.ask.hide()
            self.stop.show()
            self._reading.start(self._read(tensor), "tensor statistics")

    async def _read(self, tensor: TensorInfo) -> None:
        def work(is_cancelled: Callable[[], bool]) -> Iterator[TensorStatistics]:
            from graftwork_core.model.statistics import tensor_statistics

            yield tensor_statistics(tensor, is_cancelled)

        def take(found: Sequence[TensorStatistics]) -> None:
            self.values.show_statistics(tensor.name, found[0])

        try:
            await stream(work, take)
        except Exception as error:  # noqa: BLE001 - what cannot be read must be said, whatever it was
            failure = failure_of(error)
            self.values.show_problem(joined(failure.message, failure.hint))
        self._end()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.filter, 1)
        head.addWidget(self._count)
        head.addWidget(self.ask)
        head.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 8, 0, 4)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.values)

    def _on_filter(self, typed: str) -> None:
        chosen = self.table.current()
        self.model.filter(typed)
        self.table.choose_row(self.model.row_where(lambda one: one is chosen) if chosen is not None else -1)
        self._say_count()

    def _say_count(self) -> None:
        shown, total = self.model.rowCount(), len(self.model.records())
        text = str(total) if shown == total else self.tr("{shown} of {total}").format(shown=shown, total=total)
        self._count.setText(text)

    def _on_chosen(self) -> None:
        self.ask.setEnabled(self.table.current() is not None)

    def _on_stop(self) -> None:
        self._reading.cancel()
        self._end()
        self.values.show_problem(self.tr("Stopped."))

    def _end(self) -> None:
        self.stop.hide()
        self.ask.show()
