"""The colour scales of heatmaps: the engine's own, so that the window and a written report look alike, and a dark set.

In the dark theme the scale that begins with the background's own lightness is turned round, and the others are dimmed.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from PySide6.QtGui import QColor

from graftwork_core.haystack.export.palette import STOPS, Scale, Stops

__all__ = ["Scale", "colour"]

_DARK: Final[dict[Scale, Stops]] = {
    Scale.RATE: STOPS[Scale.RATE],
    Scale.EVEN: tuple((1.0 - at, stop) for at, stop in reversed(STOPS[Scale.EVEN])),
    Scale.VERDICT: ((0.0, "#93302b"), (0.4, "#b9573f"), (0.8, "#cf9b45"), (0.95, "#7fae5c"), (1.0, "#2f8a57")),
    Scale.CHANGE: ((0.0, "#f2a65a"), (0.25, "#a3622a"), (0.5, "#2b3336"), (0.75, "#2f6ea5"), (1.0, "#86bdeb")),
}


def colour(share: float, dark: bool, scale: Scale = Scale.EVEN) -> QColor:
    """The colour of a value between 0 and 1 in the light or the dark theme."""
    place = max(0.0, min(1.0, share))
    for (low, one), (high, other) in pairwise(_DARK[scale] if dark else STOPS[scale]):
        if place <= high:
            return _mix(QColor(one), QColor(other), (place - low) / (high - low))
    raise AssertionError("every scale ends at 1")


def _mix(one: QColor, other: QColor, share: float) -> QColor:
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(a + (b - a) * share) for a, b in pairs))
