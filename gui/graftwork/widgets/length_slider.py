"""A slider over text lengths in octaves; its groove tells how far the memory goes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionSlider

from graftwork import colours
from graftwork.widgets.controls import Slider

SHORTEST: Final = 7
"""2^7 = 128 tokens."""
LONGEST: Final = 22
"""2^22 = 4 M tokens."""
_GROOVE: Final = 6.0
_HANDLE: Final = 7.5


class Room(StrEnum):
    """Whether a length has room in memory."""

    UNKNOWN = ""
    GPU = "gpu"
    MEMORY = "memory"
    NONE = "none"


class LengthSlider(Slider):
    """One step is a doubling.

    Signals:
        length_changed: The chosen length in tokens.
    """

    length_changed = Signal(int)

    def __init__(self) -> None:
        super().__init__(SHORTEST, LONGEST)
        self._room: Mapping[int, Room] = {}
        self.setSingleStep(1)
        self.setPageStep(2)
        self.setMinimumHeight(26)
        self.valueChanged.connect(self._on_value)

    @property
    def length(self) -> int:
        """The chosen length in tokens."""
        return int(2 ** self.value())

    def choose(self, length: int) -> None:
        """Take the octave that holds this length, telling nobody."""
        blocked = self.blockSignals(True)
        self.setValue(max(SHORTEST, min(LONGEST, (max(1, length) - 1).bit_length())))
        self.blockSignals(blocked)
        self.update()

    def show_room(self, room: Mapping[int, Room]) -> None:
        """Colour the groove: length in tokens → whether there is room for it."""
        self._room = dict(room)
        self.update()

    def room(self) -> Room:
        """Whether there is room for the chosen length."""
        return self._room.get(self.length, Room.UNKNOWN)

    def sizeHint(self) -> QSize:
        """Wide enough to be drawn over."""
        return QSize(160, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a piece of groove for every octave, and the handle."""
        now = colours.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inks = {Room.GPU: now.ok, Room.MEMORY: now.accent, Room.NONE: now.blocking, Room.UNKNOWN: now.line}
        middle = self.height() / 2
        centres = [self._centre(step) for step in range(SHORTEST, LONGEST + 1)]
        half = (centres[1] - centres[0]) / 2
        for step, centre in enumerate(centres, start=SHORTEST):
            room = self._room.get(2**step, Room.UNKNOWN)
            piece = QRectF(centre - half + 1, middle - _GROOVE / 2, 2 * half - 2, _GROOVE)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(inks[room] if self.isEnabled() else now.line))
            painter.drawRoundedRect(piece, 2, 2)
            if room is Room.NONE:  # told without colour, too
                painter.setPen(QPen(QColor(now.surface), 1.5))
                painter.drawLine(QPointF(centre - 2, middle + 3), QPointF(centre + 2, middle - 3))
        focused = self.hasFocus()
        rim = now.accent if focused else now.edge if self.isEnabled() else now.line
        painter.setPen(QPen(QColor(rim), 2.5 if focused else 1.5))
        painter.setBrush(QColor(now.surface if self.isEnabled() else now.sunken))
        painter.drawEllipse(QPointF(self._centre(self.value()), middle), _HANDLE, _HANDLE)
        painter.end()

    def _centre(self, value: int) -> float:
        """Where the style puts the handle for a value, so that drawing and mouse agree."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        option.sliderPosition = value
        option.sliderValue = value
        handle = self.style().subControlRect(
            QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, self
        )
        return handle.center().x() + 0.5

    def _on_value(self) -> None:
        self.length_changed.emit(self.length)
