"""Cells in columns by length and rows by depth, with their axes: what the map and the difference map share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graftwork_core.haystack.export import palette
from graftwork_core.haystack.export.axis import Axis, axis
from graftwork_core.haystack.export.drawing import EMPTY, INK, MUTED, Box, Label, Shape, glyph
from graftwork_core.haystack.export.palette import Scale
from graftwork_core.haystack.export.plain import width_of, wrap
from graftwork_core.haystack.export.words import Language, say, tokens
from graftwork_core.haystack.results.tally import State

LEFT: Final = 76.0
RIGHT: Final = 28.0
LEAST_WIDTH: Final = 720.0
_ROW: Final = 34.0
_GAP: Final = 2.0
_WIDER: Final = 1.22
"""Bold text against plain, as far as laying out goes."""

Place = tuple[int, float]


@dataclass(frozen=True, slots=True)
class GridCell:
    """How one cell looks.

    Attributes:
        share: Its place on the colour scale; None for one without a figure.
        sign: A state's sign before the upper line; None for none.
        upper: The figure.
        lower: What stands under it.
        is_hatched: Whether slanted lines say that the figure is uncertain.
        tip: The cell in words.
    """

    share: float | None
    sign: State | None
    upper: str
    lower: str
    is_hatched: bool
    tip: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the columns are, and where the grid ends.

    Attributes:
        lengths: Of the columns, in tokens.
        across: Where they stand.
        bottom: In pixels from the picture's upper edge.
    """

    lengths: tuple[int, ...]
    across: Axis
    bottom: float


def width_for(lengths: Sequence[int]) -> float:
    """How wide a picture with these columns is."""
    return max(LEAST_WIDTH, LEFT + (axis(lengths).width if lengths else 0.0) + RIGHT)


def head(shapes: list[Shape], title: str, kind: str, width: float) -> float:
    """Draw a picture's title and the line under it; returns how far they reach down."""
    y = 34.0
    for line in wrap(title, 19 * _WIDER, width - 32):
        shapes.append(Label(16, y, line, 19, INK, bold=True))
        y += 24
    for line in wrap(kind, 12, width - 32):
        shapes.append(Label(16, y - 3, line.removeprefix("· "), 12, MUTED))
        y += 17
    return y + 9


def paragraph(shapes: list[Shape], text: str, x: float, y: float, width: float, colour: str = INK) -> float:
    """Draw a bold paragraph; returns how far it reaches down."""
    for line in wrap(text, 14 * _WIDER, width - x - 16):
        shapes.append(Label(x, y, line, 14, colour, bold=True))
        y += 20
    return y


def draw(shapes: list[Shape], cells: Mapping[Place, GridCell], top: float, language: Language, scale: Scale) -> Grid:
    """Draw the cells with their depths on the left; every place without one gets a dot.

    Args:
        shapes: Where the shapes go.
        cells: By length and depth.
        top: Where to begin, in pixels.
        language: Of the axis' name.
        scale: Of the colours.
    """
    lengths, depths = tuple(sorted({place[0] for place in cells})), sorted({place[1] for place in cells})
    across = axis(lengths) if lengths else Axis((), 0.0, True)
    shapes.append(Label(LEFT, top + 12, say("depth", language), 11, MUTED))
    top += 20
    for row, depth in enumerate(depths):
        y = top + row * _ROW
        shapes.append(Label(LEFT - 10, y + _ROW / 2 + 4, f"{depth * 100:.4g} %", 12, MUTED, "end"))
        for length, (left, width) in zip(lengths, across.spans, strict=True):
            frame = Box(LEFT + left + _GAP / 2, y + _GAP / 2, width - _GAP, _ROW - _GAP, EMPTY, radius=3)
            shapes += _cell(cells.get((length, depth)), frame, scale)
    return Grid(lengths, across, top + len(depths) * _ROW)


def name_columns(shapes: list[Shape], grid: Grid, y: float, language: Language) -> float:
    """Draw the lengths under the columns and the axis' name under them; returns how far they reach down."""
    for length, (left, width) in zip(grid.lengths, grid.across.spans, strict=True):
        shapes.append(Label(LEFT + left + width / 2, y + 14, tokens(length), 12, INK, "middle"))
    kind = say("length_log" if grid.across.is_log else "length_even", language)
    middle = LEFT + max(grid.across.width / 2, width_of(kind, 11) / 2)
    shapes.append(Label(middle, y + 34, kind, 11, MUTED, "middle"))
    return y + 44


def ramp(shapes: list[Shape], y: float, scale: Scale, low: str, high: str) -> float:
    """Draw the colour scale with what its ends mean; returns how far it reaches down."""
    steps, step, x = 30, 5.0, LEFT
    shapes.append(Label(x, y + 11, low, 11, MUTED))
    x += width_of(low, 11) + 10
    for number in range(steps):
        shapes.append(Box(x + number * step, y, step + 0.5, 14, palette.colour(number / (steps - 1), scale)))
    shapes.append(Label(x + steps * step + 8, y + 11, high, 11, MUTED))
    return y + 28


def _cell(cell: GridCell | None, frame: Box, scale: Scale) -> list[Shape]:
    x, y, width, height = frame.x, frame.y, frame.width, frame.height
    middle = x + width / 2
    if cell is None:
        return [frame, Label(middle, y + height / 2 + 4, "·", 12, MUTED, "middle")]
    if cell.share is None:
        return [
            Box(x, y, width, height, EMPTY, MUTED, 3, cell.tip),
            Label(middle, y + height / 2 + 4, cell.upper, 11, MUTED, "middle"),
        ]
    fill = palette.colour(cell.share, scale)
    ink = palette.ink(fill)
    room = 13.0 if cell.sign else 0.0
    left = middle - (width_of(cell.upper, 12.5) + room) / 2
    return [
        Box(x, y, width, height, fill, ink if cell.is_hatched else "", 3, cell.tip),
        *(glyph(cell.sign, left + 4, y + 11, 8, ink) if cell.sign else ()),
        Label(left + room, y + 15.5, cell.upper, 12.5, ink, bold=True),
        Label(middle, y + 28, cell.lower, 10.5, ink, "middle"),
    ]
