"""A picture as data: shapes with places and colours, laid out once and painted by SVG and PNG alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from graftwork_core.haystack.results.tally import State

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]

INK: Final = "#172023"
MUTED: Final = "#566368"
LINE: Final = "#dde3e4"
EMPTY: Final = "#f0f3f3"
PAPER: Final = "#ffffff"
STATES: Final[dict[State, str]] = {"green": "#1b7340", "amber": "#855300", "red": "#b3261e", "void": "#566368"}


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle.

    Attributes:
        x: Left edge in pixels, as all lengths here.
        y: Upper edge.
        width: To the right.
        height: Downwards.
        fill: Colour as "#rrggbb".
        hatch: Colour of slanted lines over it; empty for none.
        radius: Of its corners.
        tip: What a pointing device shows.
    """

    x: float
    y: float
    width: float
    height: float
    fill: str
    hatch: str = ""
    radius: float = 0.0
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: tuple[Point, ...]
    colour: str
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon, so light that what is under it shows."""

    points: tuple[Point, ...]
    fill: str
    opacity: float = 0.18


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle.

    Attributes:
        x: Its middle.
        y: Its middle.
        radius: In pixels.
        fill: Colour as "#rrggbb".
        edge: Colour of its rim.
        tip: What a pointing device shows.
    """

    x: float
    y: float
    radius: float
    fill: str
    edge: str = INK
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text; `y` is its baseline."""

    x: float
    y: float
    text: str
    size: float = 12.0
    colour: str = INK
    anchor: Anchor = "start"
    bold: bool = False


Shape = Box | Stroke | Area | Dot | Label


@dataclass(frozen=True, slots=True)
class Picture:
    """Shapes on paper, the first one lowest.

    Attributes:
        width: In pixels.
        height: In pixels.
        shapes: What is painted.
        title: What it shows, for whoever cannot see it.
        description: The same at length.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    title: str
    description: str


def glyph(state: State, x: float, y: float, size: float, colour: str) -> tuple[Stroke, ...]:
    """A state's sign around a middle point: tick, wave, cross, dash. Drawn, so that no font has to have it."""
    h, thick = size / 2, max(1.4, size / 6)
    if state == "green":
        return (Stroke(((x - h, y), (x - h * 0.25, y + h * 0.75), (x + h, y - h * 0.75)), colour, thick),)
    if state == "red":
        return (
            Stroke(((x - h * 0.8, y - h * 0.8), (x + h * 0.8, y + h * 0.8)), colour, thick),
            Stroke(((x - h * 0.8, y + h * 0.8), (x + h * 0.8, y - h * 0.8)), colour, thick),
        )
    if state == "amber":
        wave = ((-1.0, 0.35), (-0.5, -0.35), (0.0, 0.0), (0.5, 0.35), (1.0, -0.35))
        return (Stroke(tuple((x + h * dx, y + h * dy) for dx, dy in wave), colour, thick),)
    return (Stroke(((x - h, y), (x + h, y)), colour, thick),)
