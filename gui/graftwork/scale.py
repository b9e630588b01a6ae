"""The colour scale of heatmaps: one that grows evenly in lightness, so it reads without seeing hues.

Stops after seaborn's "mako" (BSD-3-Clause), without its darkest and lightest ends.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QColor

_STOPS: Final = ("#def5e5", "#a0dfb9", "#54c9ad", "#38aaac", "#348ba6", "#366a9f", "#40498e", "#3b2f5e")


def colour(share: float, dark: bool) -> QColor:
    """The colour of a value between 0 and 1; more is farther from the background of the theme."""
    stops = tuple(reversed(_STOPS)) if dark else _STOPS
    place = max(0.0, min(1.0, share)) * (len(stops) - 1)
    index = min(int(place), len(stops) - 2)
    return _mix(QColor(stops[index]), QColor(stops[index + 1]), place - index)


def _mix(one: QColor, other: QColor, share: float) -> QColor:
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(a + (b - a) * share) for a, b in pairs))
