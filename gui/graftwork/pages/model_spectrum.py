"""How many directions of an adapter really count: the singular values of what it adds, module by module."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from graftwork.models.spectrum import SpectrumColumn, SpectrumModel
from graftwork.widgets.axis import Axis, share_axis
from graftwork.widgets.chart import LineChart, Point, Series
from graftwork.widgets.labels import ElidedLabel, label
from graftwork.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from graftwork_core.adapter.spectrum import ModuleSpectrum

translate = QCoreApplication.translate
_WIDTHS: Final[Mapping[int, int]] = {SpectrumColumn.RANK: 52, SpectrumColumn.EFFECTIVE: 100, SpectrumColumn.NORM: 70}
_ROW: Final = 26
_BESIDE: Final = 760
_TICKS: Final = 8


class SpectrumTab(QWidget):
    """A table of modules and the chart of the chosen one; beside each other where there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.model = SpectrumModel(self)
        self.table = RecordTable(self.model, self.tr("Modules and their effective ranks"), _WIDTHS, _ROW)
        self.table.sort_from(-1)
        self.table.elide_left()
        self.chart = LineChart(self.tr("Singular values of the chosen module"))
        self._title = ElidedLabel(role="heading")
        self._detail = ElidedLabel(role="small", mode=Qt.TextElideMode.ElideRight)
        self._state = label("", "small", wrap=True)
        right = QVBoxLayout()
        right.setSpacing(2)
        right.addWidget(self._title)
        right.addWidget(self.chart, 1)
        right.addWidget(self._detail)
        self._both = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._both.setSpacing(10)
        self._both.addWidget(self.table, 1)
        self._both.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 8, 0, 4)
        column.setSpacing(6)
        column.addWidget(self._state)
        column.addLayout(self._both, 1)
        self.table.chosen.connect(self._on_chosen)
        self.chart.described.connect(self._detail.setText)

    def clear(self) -> None:
        """Show no adapter."""
        self.model.show(())
        self._show_chart(None)
        self.say("")

    def add(self, found: Sequence[ModuleSpectrum]) -> None:
        """Take further modules; the choice stays."""
        chosen = self.table.current()
        self.model.add(found)
        self.table.keep_row(max(0, self.model.row_where(lambda one: one is chosen)))

    def say(self, state: str) -> None:
        """Say how far the reading is."""
        self._state.setText(state)
        self._state.setVisible(bool(state))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the chart beside the table or below it."""
        super().resizeEvent(event)
        beside = event.size().width() >= _BESIDE
        self._both.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def _on_chosen(self) -> None:
        self._show_chart(self.table.current())

    def _show_chart(self, spectrum: ModuleSpectrum | None) -> None:
        self._title.setText(spectrum.path if spectrum is not None else "")
        self._detail.setText("")
        lines = _lines_of(spectrum) if spectrum is not None else ()
        count = len(spectrum.singular) if spectrum is not None else 1
        step = max(1, -(-count // _TICKS))
        ticks = tuple((float(number), str(number)) for number in {1, *range(step, count + 1, step)})
        across = Axis(self.tr("number of the singular value"), 1.0, float(max(2, count)), tuple(sorted(ticks)))
        self.chart.show_series(lines, across, share_axis(""))


def _lines_of(spectrum: ModuleSpectrum) -> tuple[Series, ...]:
    """A module's singular values relative to the largest, and the share of the energy that the first ones hold."""
    largest = spectrum.singular[0] if spectrum.singular else 0.0
    if not largest:
        return ()
    energy, held = sum(value**2 for value in spectrum.singular), 0.0
    values, shares = [], []
    for number, value in enumerate(spectrum.singular, 1):
        held += value**2
        share = held / energy
        words = translate(
            "SpectrumTab", "value {number}: {value}, {part} % of the largest; the first {number} hold {share} %"
        ).format(number=number, value=f"{value:.3g}", part=round(100 * value / largest), share=f"{100 * share:.1f}")
        values.append(Point(number, value / largest, value / largest, value / largest, words))
        shares.append(Point(number, share, share, share, words))
    return (
        Series(translate("SpectrumTab", "Singular value"), tuple(values)),
        Series(translate("SpectrumTab", "Energy so far"), tuple(shares)),
    )
