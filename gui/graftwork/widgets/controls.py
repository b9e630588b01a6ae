"""Buttons and fields in our look: they draw their own arrows and follow the theme."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from graftwork import colours, icons
from graftwork.widgets.labels import name_for_screen_readers


class Button(QPushButton):
    """A push button with one of our icons; `meaning` names the icon's colour."""

    def __init__(self, text: str, icon: str = "", role: str = "", meaning: str = "text") -> None:
        super().__init__(text)
        self._icon_name, self._meaning = icon, meaning
        self._painted_for: colours.Colours | None = None
        self.setAutoDefault(False)
        if role:
            self.setProperty("role", role)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._paint_icon()

    def show_icon(self, icon: str) -> None:
        """Take another icon."""
        self._icon_name = icon
        self._paint_icon()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._painted_for is not colours.colours():
            self._paint_icon()

    def _paint_icon(self) -> None:
        self._painted_for = colours.colours()
        if self._icon_name:
            self.setIcon(icons.icon(self._icon_name, str(getattr(self._painted_for, self._meaning))))
            self.setIconSize(QSize(18, 18))


class IconButton(Button):
    """A button that is only an icon, so it must have a name in words."""

    def __init__(self, icon: str, name: str) -> None:
        super().__init__("", icon, "icon", "muted")
        name_for_screen_readers(self, name)


class ElidedButton(Button):
    """A button that gives up the middle of its text rather than its place; the tool tip is whoever's who uses it."""

    def __init__(self, text: str, role: str = "") -> None:
        super().__init__(text, role=role)
        self._full = text
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Take another text."""
        self._full = text
        self._elide()

    def minimumSizeHint(self) -> QSize:
        """As narrow as it must be."""
        return QSize(60, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for now."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = max(20, self.width() - 22)
        elided = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideMiddle, room)
        self.setText(elided.replace("&", "&&"))


class Choice(QComboBox):
    """A drop-down list that leaves the mouse wheel to the page around it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def shrink(self) -> None:
        """Give up the end of the text rather than its place."""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setAccessibleName(self, name: str) -> None:
        """Name the box and the list that drops down from it.

        On Linux Qt gives the chosen text as a box's name, so its description has to say what is chosen.
        """
        super().setAccessibleName(name)
        self.view().setAccessibleName(name)
        if not self.accessibleDescription():
            self.setAccessibleDescription(name)

    def choose(self, data: object) -> None:
        """Select the entry that carries `data`, if there is one."""
        index = self.findData(data)
        if index >= 0:
            self.setCurrentIndex(index)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page, not the value."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box and our arrow."""
        super().paintEvent(event)
        _draw_arrow(self, "chevron-down", QPoint(self.width() - 21, (self.height() - 16) // 2))


class Tick(QCheckBox):
    """A check box with our tick, which is more than a change of colour."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, and the tick in it."""
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        ink = colours.colours().on_accent
        tick = icons.pixmap("check", ink, 14, max(2.0, self.devicePixelRatioF()))
        painter.drawPixmap(box.topLeft() + QPoint(1, 1), tick)
        painter.end()


class Number(QSpinBox):
    """A whole number; with `doubling`, a step doubles or halves it (4, 8, 16, 32, …)."""

    def __init__(self, low: int, high: int, value: int, doubling: bool = False) -> None:
        super().__init__()
        self._doubling = doubling
        self.setRange(low, high)
        self.setValue(value)
        _calm(self)

    def stepBy(self, steps: int) -> None:
        """Step by one, or by powers of two."""
        if not self._doubling:
            super().stepBy(steps)
            return
        value = max(1, self.value())
        for _ in range(abs(steps)):
            value = _double(value) if steps > 0 else _halve(value)
        self.setValue(value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page, not the value."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field and our arrows."""
        super().paintEvent(event)
        _draw_steps(self)


class Decimal(QDoubleSpinBox):
    """A number with two decimals."""

    def __init__(self, low: float, high: float, value: float, step: float) -> None:
        super().__init__()
        self.setDecimals(2)
        self.setRange(low, high)
        self.setSingleStep(step)
        self.setValue(value)
        _calm(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page, not the value."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field and our arrows."""
        super().paintEvent(event)
        _draw_steps(self)


class Slider(QSlider):
    """A horizontal slider that leaves the mouse wheel to the page."""

    def __init__(self, low: int, high: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(low, high)
        self.setMinimumWidth(90)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page, not the value."""
        event.ignore()


class Segment(Button):
    """One of the choices; as wide as its text is in bold, so that choosing it moves nothing."""

    def __init__(self, text: str) -> None:
        super().__init__(text, role="segment")

    def sizeHint(self) -> QSize:
        """Room for the bold text."""
        bold = self.font()
        bold.setWeight(QFont.Weight.DemiBold)
        hint = super().sizeHint()
        return QSize(max(hint.width(), QFontMetrics(bold).horizontalAdvance(self.text()) + 28), hint.height())


class Segments(QFrame):
    """A few choices side by side, one of them chosen; arrow keys move between them.

    Signals:
        chosen: The key of the segment that the user picked.
    """

    chosen = Signal(str)

    def __init__(self, name: str, entries: list[tuple[str, str]]) -> None:
        """Make it from (key, text) pairs; the first is chosen."""
        super().__init__()
        self.setProperty("role", "segments")
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(2)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        for key, text in entries:
            button = Segment(text)
            button.setCheckable(True)
            button.setAccessibleName(text)
            button.setAccessibleDescription(name)
            button.setProperty("key", key)
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        next(iter(self._buttons.values())).setChecked(True)
        self._group.buttonClicked.connect(self._on_clicked)

    @property
    def current(self) -> str:
        """The chosen segment's key."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def choose(self, key: str) -> None:
        """Choose without telling anybody."""
        self._buttons[key].setChecked(True)

    def enable(self, key: str, enabled: bool) -> None:
        """Allow or forbid one of the segments."""
        self._buttons[key].setEnabled(enabled)

    def offer(self, key: str, offered: bool) -> None:
        """Show or hide one of the segments."""
        self._buttons[key].setVisible(offered)

    def name(self, key: str, text: str) -> None:
        """Give one of the segments another text."""
        self._buttons[key].setText(text)
        self._buttons[key].setAccessibleName(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every key but the group's own arrows to the page."""
        event.ignore()

    def _on_clicked(self, button: QPushButton) -> None:
        self.chosen.emit(str(button.property("key")))


def _calm(box: QAbstractSpinBox) -> None:
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.setAccelerated(True)
    box.setKeyboardTracking(False)
    box.setMinimumWidth(86)
    box.lineEdit().setTextMargins(6, 0, 0, 0)


def _double(value: int) -> int:
    power = 1
    while power <= value:
        power *= 2
    return power


def _halve(value: int) -> int:
    power = 1
    while power * 2 < value:
        power *= 2
    return power


def _draw_steps(box: QWidget) -> None:
    left = box.width() - 19
    _draw_arrow(box, "chevron-up", QPoint(left, box.height() // 2 - 13), 14)
    _draw_arrow(box, "chevron-down", QPoint(left, box.height() // 2 - 1), 14)


def _draw_arrow(on: QWidget, name: str, at: QPoint, size: int = 16) -> None:
    painter = QPainter(on)
    painter.drawPixmap(at, icons.pixmap(name, colours.colours().muted, size, max(2.0, on.devicePixelRatioF())))
    painter.end()
