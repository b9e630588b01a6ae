"""How strongly an adapter goes in: a slider from -2 to 2 with its zero marked, and a number beside it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStyle, QStyleOptionSlider, QWidget

from graftwork import colours
from graftwork.widgets.controls import Decimal, Slider
from graftwork.widgets.labels import explain

_PARTS: Final = 100
_FARTHEST: Final = 2
_MOST: Final = 100.0
_DIGITS: Final = 6


class WeightNumber(Decimal):
    """A number that shows two decimals, and more only where it has them."""

    def __init__(self) -> None:
        super().__init__(-_MOST, _MOST, 1.0, 0.05)
        self.setDecimals(_DIGITS)

    def textFromValue(self, value: float) -> str:
        """As few digits as say it."""
        short = f"{value:.2f}"
        return short if abs(float(short) - value) < 10**-_DIGITS else f"{value:.{_DIGITS}f}".rstrip("0")


class WeightSlider(Slider):
    """From -2 to 2 in hundredths, with a mark at 0."""

    def __init__(self) -> None:
        super().__init__(-_FARTHEST * _PARTS, _FARTHEST * _PARTS)
        self.setProperty("role", "signed")
        self.setSingleStep(5)
        self.setPageStep(25)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark below the handle, then the slider."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_SliderHandle
        handle = self.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, part, self)
        middle = self.width() // 2
        painter = QPainter(self)
        painter.setPen(QColor(colours.colours().edge))
        painter.drawLine(middle, handle.center().y() - 7, middle, handle.center().y() + 7)
        painter.end()
        super().paintEvent(event)


class WeightField(QWidget):
    """Slider and number that say the same; beyond the slider's ends only the number goes.

    Signals:
        changed: The user chose another weight.
    """

    changed = Signal()

    def __init__(self, name: str) -> None:
        """Make it; `name` is what screen readers call it."""
        super().__init__()
        self.number, self.slider = WeightNumber(), WeightSlider()
        self.name(name)
        text = self.tr("How strongly the ability goes in: 1 as learned, less is gentler, below 0 takes it out.")
        for control in (self.number, self.slider):
            explain(control, text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.number)
        row.addWidget(self.slider, 1, Qt.AlignmentFlag.AlignVCenter)
        self.show_weight(1.0)
        self.number.valueChanged.connect(self._on_number)
        self.slider.valueChanged.connect(self._on_slider)

    def name(self, name: str) -> None:
        """Call it something else."""
        self.number.setAccessibleName(name)
        self.slider.setAccessibleName(self.tr("{name}, in percent").format(name=name))

    @property
    def weight(self) -> float:
        """The weight that is chosen now."""
        return round(self.number.value(), _DIGITS)

    def show_weight(self, weight: float) -> None:
        """Show this one, telling nobody."""
        for control in (self.number, self.slider):
            control.blockSignals(True)
        self.number.setValue(weight)
        self.slider.setValue(round(weight * _PARTS))
        for control in (self.number, self.slider):
            control.blockSignals(False)
        self.slider.update()

    def _on_number(self, value: float) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(round(value * _PARTS))
        self.slider.blockSignals(False)
        self.changed.emit()

    def _on_slider(self, value: int) -> None:
        self.number.setValue(value / _PARTS)
