"""How one cell of a heatmap is painted: its colour, its hatching, its sign and its figure."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen

from graftwork import colours, scale
from graftwork.models.matrix import Look, Mark
from graftwork.scale import Scale

_RADIUS: Final = 4.0
_GLYPH: Final = 12
_GAP: Final = 4
_HATCHING: Final = 8
"""Points from one line to the next."""
# Points of the signs in a box of one by one.
_SHAPES: Final = {
    Mark.GREEN: (((0.1, 0.55), (0.4, 0.85), (0.92, 0.2)),),
    Mark.AMBER: (((0.1, 0.5), (0.3, 0.34), (0.5, 0.5), (0.7, 0.66), (0.9, 0.5)),),
    Mark.RED: (((0.15, 0.15), (0.85, 0.85)), ((0.85, 0.15), (0.15, 0.85))),
    Mark.VOID: (((0.1, 0.9), (0.9, 0.1)),),
    Mark.BEST: (((0.5, 0.05), (0.62, 0.4), (0.98, 0.4), (0.69, 0.62), (0.8, 0.97), (0.5, 0.76), (0.2, 0.97),
                 (0.31, 0.62), (0.02, 0.4), (0.38, 0.4), (0.5, 0.05)),),
}  # fmt: skip


def paint_cell(painter: QPainter, box: QRect, look: Look, colours_of: Scale = Scale.EVEN) -> None:
    """Paint a cell into `box`, with ink that reads on its fill; what has no room is left out."""
    now = colours.colours()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if look.misplaced:
        _hatch_misplaced(painter, box, now)
        ink = QColor(now.blocking)
    elif look.share is None:
        painter.setBrush(QColor(now.sunken))
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        ink = QColor(now.muted)
    else:
        fill = scale.colour(look.share, now.dark, colours_of)
        painter.setBrush(fill)
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        ink = colours.ink_on(fill)
        if look.unsure:
            _hatch_unsure(painter, box, ink)
    _write(painter, box, look, ink)
    painter.restore()


def paint_ring(painter: QPainter, box: QRect) -> None:
    """Mark the cell that the keyboard is on."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colours.colours().text), 2.0))
    painter.drawRoundedRect(box, _RADIUS, _RADIUS)
    painter.restore()


def paint_mark(painter: QPainter, box: QRect, mark: Mark, ink: QColor) -> None:
    """Draw a sign in the middle of `box`."""
    size = min(_GLYPH, box.width() - 4, box.height() - 4)
    left, top = box.center().x() + 0.5 - size / 2, box.center().y() + 0.5 - size / 2
    painter.setPen(QPen(ink, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(ink if mark is Mark.BEST else Qt.BrushStyle.NoBrush)
    for line in _SHAPES.get(mark, ()):
        points = [QPointF(left + x * size, top + y * size) for x, y in line]
        if mark is Mark.BEST:
            painter.drawPolygon(points)
        else:
            painter.drawPolyline(points)


def cell_font(font: QFont) -> QFont:
    """The font of figures in cells."""
    small = QFont(font)
    small.setPointSizeF(max(7.5, font.pointSizeF() * 0.85))
    return small


def _write(painter: QPainter, box: QRect, look: Look, ink: QColor) -> None:
    text = look.text or ("·" if look.share is None and not look.mark and not look.misplaced else "")
    metrics = QFontMetrics(painter.font())
    width = metrics.horizontalAdvance(text) if text else 0
    if not look.mark:
        if width <= box.width() + 2:
            painter.setPen(ink)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
        return
    both = _GLYPH + _GAP + width
    if not text or both > box.width() - 6:
        paint_mark(painter, box, look.mark, ink)
        return
    left = box.center().x() - both // 2
    paint_mark(painter, QRect(left, box.top(), _GLYPH, box.height()), look.mark, ink)
    painter.setPen(ink)
    place = QRect(left + _GLYPH + _GAP, box.top(), width + 2, box.height())
    painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), text)


def _hatch_unsure(painter: QPainter, box: QRect, ink: QColor) -> None:
    lines = QColor(ink)
    lines.setAlphaF(0.32)
    _hatch(painter, box, lines)


def _hatch_misplaced(painter: QPainter, box: QRect, now: colours.Colours) -> None:
    painter.setPen(QColor(now.blocking))
    painter.setBrush(QColor(now.blocking_soft))
    painter.drawRoundedRect(box, _RADIUS, _RADIUS)
    _hatch(painter, box, QColor(now.blocking))


def _hatch(painter: QPainter, box: QRect, ink: QColor) -> None:
    """Draw lines from lower left to upper right; Qt's own pattern gets half as wide on a screen twice as dense."""
    painter.save()
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(box), _RADIUS, _RADIUS)
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(ink, 1.0))
    foot, head, across = box.bottom() + 1, box.top(), box.height()
    starts = range(box.left() - across, box.right() + 1, _HATCHING)
    painter.drawLines([QLineF(left, foot, left + across, head) for left in starts])
    painter.restore()
