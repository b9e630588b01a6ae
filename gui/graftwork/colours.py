"""The colours of the two themes by meaning, and how well they read on each other (WCAG 2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QColor, QGuiApplication


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme as "#rrggbb", by meaning.

    Attributes:
        window: Behind everything.
        sidebar: Behind the list of pages.
        surface: Cards, menus and fields.
        sunken: Quiet fills on a surface, such as an unselected segment.
        line: Hairlines that only decorate.
        edge: Borders that tell where a control is (3:1 against surface).
        text: Ink.
        muted: Second-rank ink (4.5:1 against window, surface and sunken).
        accent: The brand and the main action.
        accent_hover: The main action under the mouse.
        on_accent: Ink on accent.
        accent_soft: A quiet fill that belongs to accent.
        ok, warning, blocking: Ink of the three severities.
        ok_soft, warning_soft, blocking_soft: Their fills.
        lines: Ink of a chart's series, told apart by who sees few hues, too (3:1 against surface).
    """

    dark: bool
    window: str
    sidebar: str
    surface: str
    sunken: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    ok: str
    ok_soft: str
    warning: str
    warning_soft: str
    blocking: str
    blocking_soft: str
    lines: tuple[str, ...]


LIGHT: Final = Colours(
    dark=False,
    window="#f5f7f7",
    sidebar="#ebefef",
    surface="#ffffff",
    sunken="#f0f3f3",
    line="#dde3e4",
    edge="#859196",
    text="#172023",
    muted="#566368",
    accent="#15616d",
    accent_hover="#104e58",
    on_accent="#ffffff",
    accent_soft="#e1f0f2",
    ok="#1b7340",
    ok_soft="#e5f3ea",
    warning="#855300",
    warning_soft="#fdf2da",
    blocking="#b3261e",
    blocking_soft="#fcebe9",
    lines=("#15616d", "#b8560a", "#6b4ba3", "#4d5b61", "#a02c5d"),
)

DARK: Final = Colours(
    dark=True,
    window="#14181a",
    sidebar="#101415",
    surface="#1c2224",
    sunken="#232a2d",
    line="#2d3639",
    edge="#6f7d82",
    text="#e5eaeb",
    muted="#9eabaf",
    accent="#6fc3d0",
    accent_hover="#8dd3de",
    on_accent="#06242a",
    accent_soft="#1b363c",
    ok="#6fcf97",
    ok_soft="#1a3325",
    warning="#f0bf5f",
    warning_soft="#372c14",
    blocking="#ff8f86",
    blocking_soft="#3d2220",
    lines=("#6fc3d0", "#f2a65a", "#b9a0ec", "#aebabe", "#f08bb4"),
)


def luminance(colour: QColor | str) -> float:
    """Relative luminance after WCAG 2, 0 (black) to 1 (white)."""
    plain = QColor(colour)
    parts = (plain.redF(), plain.greenF(), plain.blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor | str, other: QColor | str) -> float:
    """Contrast ratio after WCAG 2, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def ink_on(fill: QColor) -> QColor:
    """Black or white ink, whichever reads better on `fill`: one of them always has 4.5:1."""
    dark, light = QColor("#000000"), QColor("#ffffff")
    return dark if contrast(fill, dark) >= contrast(fill, light) else light


def colours() -> Colours:
    """The colours in use now, for whoever paints."""
    return DARK if QGuiApplication.palette().window().color().lightness() < 100 else LIGHT
