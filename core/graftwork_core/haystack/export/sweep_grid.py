"""A sweep as a picture: a grid of ranks and weights for every group of modules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graftwork_core.haystack.export import grid, palette
from graftwork_core.haystack.export.drawing import (
    EMPTY,
    INK,
    MUTED,
    PAPER,
    STATES,
    Box,
    Label,
    Picture,
    Point,
    Shape,
    Stroke,
    glyph,
)
from graftwork_core.haystack.export.palette import Scale
from graftwork_core.haystack.export.plain import one_line, width_of
from graftwork_core.haystack.export.sweep_tell import describe, rate_of, rate_told, share_told, tip
from graftwork_core.haystack.export.sweep_words import tell
from graftwork_core.haystack.export.words import Language
from graftwork_core.haystack.results.compromise import Sweep, SweepPoint
from graftwork_core.haystack.results.compromise_words import judge_sweep

_CELL_WIDTH, _CELL_HEIGHT, _GAP = 96.0, 46.0, 3.0
_LEFT: Final = 86.0
_MOST_WIDTH: Final = 1400.0


def sweep_grid(sweep: Sweep, language: Language = "en") -> Picture:
    """A table of weights and ranks for every group of modules, coloured by the worst long-context column."""
    groups = list(dict.fromkeys(point.setting.modules for point in sweep.points))
    weights = sorted({point.setting.weight for point in sweep.points})
    panel = _LEFT + len(weights) * _CELL_WIDTH + 28
    across = max(1, min(len(groups), int(_MOST_WIDTH // panel)))
    width = max(grid.LEAST_WIDTH, across * panel)
    shapes: list[Shape] = []
    y = _head(shapes, sweep, tell("grid", language), width, language)
    bottom = y
    for index, group in enumerate(groups):
        if index and index % across == 0:
            y = bottom + 12
        points = [point for point in sweep.points if point.setting.modules == group]
        bottom = max(bottom, _panel(shapes, sweep, points, (index % across * panel, y), language))
    y = grid.ramp(shapes, bottom + 14, Scale.RATE, "0 %", f"100 %  {tell('worst_rate', language)}")
    x = grid.LEFT
    for sign, word in (("green", tell("qualifies", language)), ("red", tell("not", language))):
        shapes += glyph(
            "green" if sign == "green" else "red", x + 6, y + 7, 10, STATES["green" if sign == "green" else "red"]
        )
        shapes.append(Label(x + 18, y + 11, word, 11, MUTED))
        x += 18 + width_of(word, 11) + 22
    shapes += _frame(x, y, 22, 14)
    shapes.append(Label(x + 29, y + 11, tell("best", language), 11, MUTED))
    return Picture(width, y + 32, tuple(shapes), tell("grid", language), describe(sweep, language))


def _head(shapes: list[Shape], sweep: Sweep, title: str, width: float, language: Language) -> float:
    names = " · ".join(one_line(str(part.get("name", "")), 80) for part in (sweep.target, sweep.adapter))
    kind = f"{names} · {sweep.created_utc[:10]} · Graftwork {sweep.app_version}"
    y = grid.head(shapes, title, one_line(kind, 300), width) + 6
    verdict = judge_sweep(sweep)
    shapes += glyph(verdict.state, 24, y - 5, 13, STATES[verdict.state])
    y = grid.paragraph(shapes, one_line(verdict.sentence(language), 1200), 40, y, width, STATES[verdict.state])
    shapes.append(Label(16, y, tell("grid_tip", language), 12, MUTED))
    return y + 16


def _panel(shapes: list[Shape], sweep: Sweep, points: Sequence[SweepPoint], corner: Point, language: Language) -> float:
    """One group of modules; returns how far it reaches down."""
    left, y = corner
    by_place = {(point.setting.rank, point.setting.weight): point for point in points}
    weights = sorted({point.setting.weight for point in sweep.points})
    ranks = sorted({point.setting.rank for point in points})
    title = one_line(tell("modules", language, modules=points[0].setting.modules), 60)
    shapes.append(Label(left + _LEFT, y + 16, title, 13, INK, bold=True))
    for column, weight in enumerate(weights):
        middle = left + _LEFT + column * _CELL_WIDTH + _CELL_WIDTH / 2
        shapes.append(Label(middle, y + 36, tell("weight", language, weight=f"{weight:g}"), 11, MUTED, "middle"))
    y += 44
    best = sweep.best
    for row, rank in enumerate(ranks):
        top = y + row * _CELL_HEIGHT
        label = tell("rank", language, rank=rank)
        shapes.append(Label(left + _LEFT - 10, top + _CELL_HEIGHT / 2 + 4, label, 12, MUTED, "end"))
        for column, weight in enumerate(weights):
            x = left + _LEFT + column * _CELL_WIDTH
            point = by_place.get((rank, weight))
            shapes += _cell(point, (x, top), language)
            if point is not None and point is best:
                shapes += _frame(x + 1, top + 1, _CELL_WIDTH - 2, _CELL_HEIGHT - 2)
    return y + len(ranks) * _CELL_HEIGHT


def _cell(point: SweepPoint | None, corner: Point, language: Language) -> list[Shape]:
    x, y = corner[0] + _GAP / 2, corner[1] + _GAP / 2
    width, height = _CELL_WIDTH - _GAP, _CELL_HEIGHT - _GAP
    if point is None or point.worst is None:
        return [
            Box(x, y, width, height, EMPTY, radius=3),
            Label(x + width / 2, y + height / 2 + 4, "·", 12, MUTED, "middle"),
        ]
    fill = palette.colour(rate_of(point), Scale.RATE)
    ink = palette.ink(fill)
    told = rate_told(point)
    left = x + width / 2 - (width_of(told, 13) + 14) / 2
    return [
        Box(x, y, width, height, fill, radius=3, tip=tip(point, language)),
        *glyph("green" if point.qualifies else "red", left + 5, y + 15, 9, ink),
        Label(left + 14, y + 20, told, 13, ink, bold=True),
        Label(x + width / 2, y + 36, tell("skill", language, share=share_told(point)), 11, ink, "middle"),
    ]


def _frame(x: float, y: float, width: float, height: float) -> list[Shape]:
    """A dark frame with a light one in it: it shows on every colour."""
    shapes: list[Shape] = []
    for inset, colour, thick in ((0.0, INK, 3.0), (2.2, PAPER, 1.2)):
        left, top, right, bottom = x + inset, y + inset, x + width - inset, y + height - inset
        corners = ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
        shapes.append(Stroke(corners, colour, thick))
    return shapes
