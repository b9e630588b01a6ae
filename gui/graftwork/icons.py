"""Line icons on a 24 × 24 grid, drawn for Graftwork, in whatever colour the theme has now."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from graftwork import colours

_SHAPES: Final = {
    "graft": '<path d="M12 21v-8"/><path d="M12 13c0-4-2.6-6.6-7.5-7 0 4.6 2.6 7 7.5 7z"/>'
    '<path d="M12 10.5c.2-4.1 2.6-6.5 7.5-7 .1 4.9-2.5 7.3-7.5 7.5"/>',
    "haystack": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.3 15.3l5 5"/>'
    '<path d="M7.5 9h6M7.5 12h2M12 12h1.5"/>',
    "palette": '<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5a8.5 8.5 0 0 1 0 17z"/>',
    "jobs": '<path d="M8.5 6.5H20M8.5 12H20M8.5 17.5H20"/><path d="M4 6.5h.5M4 12h.5M4 17.5h.5"/>',
    "folder": '<path d="M3.5 18.5v-12a1 1 0 0 1 1-1h4.7l2.3 2.5h8a1 1 0 0 1 1 1v9.5a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1"/>',
    "drop": '<path d="M4 14.5v4a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-4"/><path d="M12 4v10.5M8 10.8l4 4 4-4"/>',
    "recent": '<circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3 2"/>',
    "person": '<circle cx="12" cy="8.5" r="4"/><path d="M4.5 20c.8-3.8 3.7-5.7 7.5-5.7s6.7 1.9 7.5 5.7"/>',
    "open": '<path d="M13.5 4.5h6v6M19.5 4.5l-9 9M17 13.5v6h-12.5v-12.5h6"/>',
    "close": '<path d="M6.5 6.5l11 11M17.5 6.5l-11 11"/>',
    "chevron-down": '<path d="M7 10l5 5 5-5"/>',
    "chevron-up": '<path d="M7 14.5l5-5 5 5"/>',
    "chevron-left": '<path d="M14 7l-5 5 5 5"/>',
    "chevron-right": '<path d="M10 7l5 5-5 5"/>',
    "check": '<path d="M5.5 12.5l4.3 4.3 8.7-9.3"/>',
    "ok": '<circle cx="12" cy="12" r="8.5"/><path d="M8.3 12.3l2.6 2.6 4.9-5.3"/>',
    "warning": '<path d="M12 4.2L21 19.5H3z"/><path d="M12 10v4.5M12 16.8v.2"/>',
    "blocking": '<circle cx="12" cy="12" r="8.5"/><path d="M9 9l6 6M15 9l-6 6"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11.2v5M12 7.9v.2"/>',
    "copy": '<rect x="8.5" y="8.5" width="11" height="11" rx="2"/><path d="M15.5 5.5h-9a2 2 0 0 0-2 2v8"/>',
    "play": '<path d="M8 5.5v13l10.5-6.5z"/>',
    "stop": '<rect x="6.5" y="6.5" width="11" height="11" rx="1.5"/>',
    "resume": '<path d="M19.5 12a7.5 7.5 0 1 1-2.3-5.4"/><path d="M19.5 4v4h-4"/>',
    "trash": '<path d="M5 7.5h14M9.5 7.5v-2h5v2M7 7.5l.8 11.5h8.4L17 7.5"/>',
    "settings": '<path d="M4 7.5h9M17.5 7.5H20M4 16.5h2.5M11 16.5h9"/><circle cx="15.2" cy="7.5" r="2.2"/>'
    '<circle cx="8.8" cy="16.5" r="2.2"/>',
    "target": '<circle cx="12" cy="12" r="8.5"/><circle cx="12" cy="12" r="4.5"/><circle cx="12" cy="12" r=".6"/>',
    "sample": '<path d="M9.5 4h5M10.5 4v5.5L5.6 18a1.4 1.4 0 0 0 1.2 2h10.4a1.4 1.4 0 0 0 1.2-2l-4.9-8.5V4"/>'
    '<path d="M8 15h8"/>',
    "model": '<path d="M12 3.5l7.5 4.2v8.6L12 20.5l-7.5-4.2V7.7z"/><path d="M4.5 7.7L12 12l7.5-4.3M12 12v8.5"/>',
    "adapter": '<path d="M9 3.5v4.5M15 3.5v4.5M6.5 8h11v3.5a5.5 5.5 0 0 1-11 0z"/><path d="M12 17v3.5"/>',
    "quantized": '<path d="M4.5 4.5h6v6h-6zM13.5 13.5h6v6h-6z"/><path d="M13.5 7.5h6M16.5 4.5v6M4.5 16.5h6"/>',
    "file": '<path d="M6.5 3.5h7l4.5 4.5v12h-11.5z"/><path d="M13 3.5v5h5"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="M15 15l5 5"/>',
    "compare": '<path d="M8 4.5v15M16 4.5v15"/><path d="M4 8.5h8M12 15.5h8"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "more": '<circle cx="5.5" cy="12" r="1.1"/><circle cx="12" cy="12" r="1.1"/><circle cx="18.5" cy="12" r="1.1"/>',
    "terminal": '<rect x="3.5" y="5" width="17" height="14" rx="2"/><path d="M7.5 9.5l3 2.5-3 2.5M12.5 15h4"/>',
    "upload": '<path d="M4 14.5v4a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-4"/><path d="M12 15V4.5M8 8.2l4-4 4 4"/>',
    "hub": '<path d="M7 18.5h10.3a3.9 3.9 0 0 0 .7-7.7A6.1 6.1 0 0 0 6.5 9.6 4.5 4.5 0 0 0 7 18.5z"/>',
    "grid": '<rect x="4" y="4" width="6.5" height="6.5" rx="1"/><rect x="13.5" y="4" width="6.5" height="6.5" rx="1"/>'
    '<rect x="4" y="13.5" width="6.5" height="6.5" rx="1"/><rect x="13.5" y="13.5" width="6.5" height="6.5" rx="1"/>',
}

MARK: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
    '<rect width="64" height="64" rx="15" fill="#15616d"/>'
    '<path d="M32 54V31" stroke="#fff" stroke-width="5" stroke-linecap="round"/>'
    '<path d="M32 36C32 25 25 18 12 17c0 12 7 19 20 19z" fill="#8fd6b4"/>'
    '<path d="M32 30c.4-11 7-17 20-18 .2 13-6.5 19-20 19z" fill="#fff"/></svg>'
)
"""Graftwork's mark as SVG: a shoot with two leaves."""


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int = 18, ratio: float = 1.0) -> QPixmap:
    """The icon as a pixmap of `size` logical pixels in one colour.

    Raises:
        KeyError: When there is no icon of that name.
    """
    text = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke-width="1.75" '
        f'stroke="{QColor(colour).name()}" stroke-linecap="round" stroke-linejoin="round">{_SHAPES[name]}</svg>'
    )
    return _render(text, size, ratio)


def icon(name: str, colour: str = "", size: int = 18) -> QIcon:
    """The icon for a button: in `colour` (the theme's ink when empty), crisp on every screen."""
    now = colours.colours()
    result = QIcon()
    for ratio in sorted({1.0, 2.0, _ratio()}):
        result.addPixmap(pixmap(name, colour or now.text, size, ratio))
        result.addPixmap(pixmap(name, now.edge, size, ratio), QIcon.Mode.Disabled)
    return result


def application_icon() -> QIcon:
    """Graftwork's mark: a shoot with two leaves."""
    result = QIcon()
    for size in (16, 32, 48, 64, 128, 256):
        result.addPixmap(_render(MARK, size, 1.0))
    return result


def mark(size: int, ratio: float) -> QPixmap:
    """Graftwork's mark as a pixmap of `size` logical pixels."""
    return _render(MARK, size, ratio)


def _ratio() -> float:
    return float(QGuiApplication.primaryScreen().devicePixelRatio())


def _render(text: str, size: int, ratio: float) -> QPixmap:
    pixels = max(1, round(size * ratio))
    image = QImage(QSize(pixels, pixels), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return QPixmap.fromImage(image)
