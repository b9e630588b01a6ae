"""The colours of rates and differences, as stops: for pictures, pages and the window alike.

`RATE` and `EVEN` grow evenly in lightness, so they read without seeing hues and in print; `RATE` has neither red nor
green in it, which would already judge. `VERDICT` goes from red over amber to
green, its colours changing where a verdict does. `CHANGE` is neutral in the middle: orange is worse, blue is better,
which everybody tells apart.

Stops of `RATE` after "cividis" (Nuñez, Anderton and Renslow, 2018; CC0). Stops of `EVEN` after seaborn's "mako"
(BSD-3-Clause), without its darkest and lightest ends.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise
from typing import Final

Rgb = tuple[int, int, int]
Stops = tuple[tuple[float, str], ...]


class Scale(StrEnum):
    """Which colours a share becomes."""

    RATE = "rate"
    EVEN = "even"
    VERDICT = "verdict"
    CHANGE = "change"


def _spread(colours: tuple[str, ...]) -> Stops:
    return tuple((step / (len(colours) - 1), colour) for step, colour in enumerate(colours))


_CIVIDIS: Final = ("#00224e", "#1b3a6d", "#434e6c", "#61646f", "#7d7c78", "#9b9476", "#bcae6c", "#dec958", "#fee838")
_MAKO: Final = ("#def5e5", "#a0dfb9", "#54c9ad", "#38aaac", "#348ba6", "#366a9f", "#40498e", "#3b2f5e")
STOPS: Final[dict[Scale, Stops]] = {
    Scale.RATE: _spread(_CIVIDIS),
    Scale.EVEN: _spread(_MAKO),
    # A rate of 0.80 is where red may end, 0.95 where green may begin.
    Scale.VERDICT: ((0.0, "#b5342c"), (0.4, "#dd6a4c"), (0.8, "#f3bd63"), (0.95, "#a9cf77"), (1.0, "#3d9d62")),
    Scale.CHANGE: ((0.0, "#b8560a"), (0.25, "#ef9f52"), (0.5, "#eceff0"), (0.75, "#6aa5d3"), (1.0, "#1d5c9c")),
}
"""Each scale on a light ground: a share from 0 to 1, and its colour."""


def colour(share: float, scale: Scale = Scale.RATE) -> str:
    """The colour of a share, as "#rrggbb"; below 0 and above 1 that of the end."""
    stops = STOPS[scale]
    share = min(max(share, stops[0][0]), stops[-1][0])
    for (left, one), (right, other) in pairwise(stops):
        if share <= right:
            return _hex(_mix(rgb(one), rgb(other), (share - left) / (right - left)))
    return stops[-1][1]


def ink(fill: str) -> str:
    """Black or white, whichever reads better on `fill` (WCAG 2): one of them always has 4.5:1."""
    light = _luminance(rgb(fill))
    return "#000000" if (light + 0.05) / 0.05 >= 1.05 / (light + 0.05) else "#ffffff"


def rgb(text: str) -> Rgb:
    """Red, green and blue of "#rrggbb", 0 to 255."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def _mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _hex(parts: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*parts)


def _luminance(parts: Rgb) -> float:
    red, green, blue = (_linear(part / 255) for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
