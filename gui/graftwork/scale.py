"""The colour scales of heatmaps.

`EVEN` grows evenly in lightness, so it reads without seeing hues. `VERDICT` goes from red over amber to green with the
colours changing where a verdict does. `CHANGE` has its neutral colour in the middle: worse is orange, better is blue,
which everybody tells apart.

Stops of `EVEN` after seaborn's "mako" (BSD-3-Clause), without its darkest and lightest ends.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise
from typing import Final

from PySide6.QtGui import QColor


class Scale(StrEnum):
    """Which colours a share becomes."""

    EVEN = "even"
    VERDICT = "verdict"
    CHANGE = "change"


_Stops = tuple[tuple[float, str], ...]

_MAKO: Final = ("#def5e5", "#a0dfb9", "#54c9ad", "#38aaac", "#348ba6", "#366a9f", "#40498e", "#3b2f5e")
_STEPS: Final = len(_MAKO) - 1
_EVEN_LIGHT: Final[_Stops] = tuple((step / _STEPS, colour) for step, colour in enumerate(_MAKO))
_EVEN_DARK: Final[_Stops] = tuple((step / _STEPS, colour) for step, colour in enumerate(reversed(_MAKO)))
# A rate of 0.80 is where red may end, 0.95 where green may begin.
_VERDICT_LIGHT: Final[_Stops] = (
    (0.0, "#b5342c"),
    (0.4, "#dd6a4c"),
    (0.8, "#f3bd63"),
    (0.95, "#a9cf77"),
    (1.0, "#3d9d62"),
)
_VERDICT_DARK: Final[_Stops] = (
    (0.0, "#93302b"),
    (0.4, "#b9573f"),
    (0.8, "#cf9b45"),
    (0.95, "#7fae5c"),
    (1.0, "#2f8a57"),
)
_CHANGE_LIGHT: Final[_Stops] = (
    (0.0, "#b8560a"),
    (0.25, "#ef9f52"),
    (0.5, "#eceff0"),
    (0.75, "#6aa5d3"),
    (1.0, "#1d5c9c"),
)
_CHANGE_DARK: Final[_Stops] = (
    (0.0, "#f2a65a"),
    (0.25, "#a3622a"),
    (0.5, "#2b3336"),
    (0.75, "#2f6ea5"),
    (1.0, "#86bdeb"),
)

_STOPS: Final = {
    (Scale.EVEN, False): _EVEN_LIGHT,
    (Scale.EVEN, True): _EVEN_DARK,
    (Scale.VERDICT, False): _VERDICT_LIGHT,
    (Scale.VERDICT, True): _VERDICT_DARK,
    (Scale.CHANGE, False): _CHANGE_LIGHT,
    (Scale.CHANGE, True): _CHANGE_DARK,
}


def colour(share: float, dark: bool, scale: Scale = Scale.EVEN) -> QColor:
    """The colour of a value between 0 and 1 in the light or the dark theme."""
    place = max(0.0, min(1.0, share))
    for (low, one), (high, other) in pairwise(_STOPS[scale, dark]):
        if place <= high:
            return _mix(QColor(one), QColor(other), (place - low) / (high - low))
    raise AssertionError("every scale ends at 1")


def _mix(one: QColor, other: QColor, share: float) -> QColor:
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(a + (b - a) * share) for a, b in pairs))
