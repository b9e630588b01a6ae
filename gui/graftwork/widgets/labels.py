"""Text on cards: labels by role, one that shortens a path in its middle, icons that follow the theme."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from graftwork import colours, icons
from graftwork.tips import plain_tip


def label(text: str = "", role: str = "", wrap: bool = False) -> QLabel:
    """A plain-text label; what comes from outside is never read as markup."""
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setWordWrap(wrap)
    if role:
        result.setProperty("role", role)
    return result


def card(role: str = "card") -> QFrame:
    """A rounded surface to put a layout on."""
    result = QFrame()
    result.setProperty("role", role)
    return result


def rule() -> QFrame:
    """A hairline."""
    return card("rule")


class ElidedLabel(QLabel):
    """One line that gives up its middle rather than its place; the whole text is the tool tip."""

    def __init__(self, text: str = "", role: str = "", mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle) -> None:
        super().__init__()
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Take another text."""
        super().setText(text)
        self.setToolTip(plain_tip(text))

    def minimumSizeHint(self) -> QSize:
        """As high as a line and as narrow as it must be."""
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = self.fontMetrics().elidedText(self.text(), self._mode, self.width())
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), text)


class TwoLines(QLabel):
    """A text with room for a second line, which gives up its end rather than take a third; the tool tip has it whole.

    It is always as high as two lines, so that nothing moves when the text changes.
    """

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Take another text."""
        super().setText(text)
        self.setToolTip(plain_tip(text))

    def sizeHint(self) -> QSize:
        """As high as two lines, and as wide as there is room."""
        return QSize(24, 2 * self.fontMetrics().lineSpacing())

    def minimumSizeHint(self) -> QSize:
        """Never less high."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines in the middle of their place."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        metrics, lines = self.fontMetrics(), self._lines()
        top = (self.height() - len(lines) * metrics.lineSpacing()) // 2
        for number, line in enumerate(lines):
            painter.drawText(0, top + number * metrics.lineSpacing() + metrics.ascent(), line)

    def _lines(self) -> list[str]:
        """The text broken where words end, its second line shortened to what fits."""
        text, width = self.text(), max(self.width(), 1)
        layout = QTextLayout(text, self.font())
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(width)
        first = line.textLength()
        layout.endLayout()
        if first >= len(text):
            return [text]
        rest = self.fontMetrics().elidedText(text[first:].strip(), Qt.TextElideMode.ElideRight, width)
        return [text[:first].rstrip(), rest]


class IconLabel(QLabel):
    """An icon that is drawn in the theme's colour of that meaning; decoration, so it has no name to read."""

    def __init__(self, name: str, meaning: str = "muted", size: int = 18) -> None:
        super().__init__()
        self._name, self._meaning, self._size = name, meaning, size
        self._painted_for: colours.Colours | None = None
        self.setFixedSize(size, size)
        self._paint()

    def show_icon(self, name: str, meaning: str) -> None:
        """Take another icon; `meaning` is a name in `Colours`."""
        self._name, self._meaning = name, meaning
        self._paint()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._painted_for is not colours.colours():
            self._paint()

    def _paint(self) -> None:
        self._painted_for = colours.colours()
        colour = str(getattr(self._painted_for, self._meaning))
        self.setPixmap(icons.pixmap(self._name, colour, self._size, max(2.0, self.devicePixelRatioF())))


def explain(widget: QWidget, text: str) -> None:
    """Say what a control does, to mouse and screen reader."""
    widget.setToolTip(text)
    widget.setAccessibleDescription(text)


def name_for_screen_readers(widget: QWidget, name: str, description: str = "") -> None:
    """Give a control the name that a screen reader says, and use it as the tool tip when there is none."""
    widget.setAccessibleName(name)
    if description:
        widget.setAccessibleDescription(description)
    if not widget.toolTip():
        widget.setToolTip(description or name)
