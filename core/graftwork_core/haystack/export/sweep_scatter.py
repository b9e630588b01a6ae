"""A sweep as a picture: what was found in the worst column against the skill that was kept."""

from __future__ import annotations

import math
from collections import Counter

from graftwork_core.haystack.export.curve import COLOURS
from graftwork_core.haystack.export.drawing import (
    INK,
    LINE,
    MUTED,
    PAPER,
    STATES,
    Area,
    Dot,
    Label,
    Picture,
    Point,
    Shape,
    Stroke,
)
from graftwork_core.haystack.export.plain import one_line, width_of
from graftwork_core.haystack.export.sweep_tell import describe, rate_of, share_of, tip
from graftwork_core.haystack.export.sweep_words import tell
from graftwork_core.haystack.export.words import Language
from graftwork_core.haystack.results.compromise import KEPT, Sweep, SweepPoint
from graftwork_core.haystack.results.statistics import BAD

_PLOT_LEFT, _PLOT_TOP, _PLOT_WIDTH, _PLOT_HEIGHT = 66.0, 116.0, 560.0, 330.0
_DODGE = 10.0


def sweep_scatter(sweep: Sweep, language: Language = "en") -> Picture:
    """A dot for each setting; those in the shaded corner are worth a look."""
    known = [point for point in sweep.points if point.worst is not None and share_of(point) is not None]
    ranks = sorted({point.setting.rank for point in known})
    span = _span([share_of(point) or 0.0 for point in known])
    shapes: list[Shape] = [Label(16, 34, tell("scatter", language), 19, INK, bold=True)]
    shapes.append(Label(16, 56, one_line(str(sweep.target.get("name", ""))), 12, MUTED))
    if sweep.best is not None:
        told = f"{tell('best', language)}: {one_line(sweep.best.setting.told, 80)}"
        shapes += [Dot(24, 74, 7, PAPER, INK), Dot(24, 74, 3, INK), Label(38, 78, told, 12, INK, bold=True)]
    shapes += _ground(span, language)
    for point, (x, y) in reversed(_spots(sweep, known, span)):
        colour = COLOURS[ranks.index(point.setting.rank) % len(COLOURS)]
        if point is sweep.best:
            shapes += [Dot(x, y, 9, PAPER, INK), Dot(x, y, 4.5, colour, INK, tip(point, language))]
        else:
            shapes.append(Dot(x, y, 4.5, colour, colour, tip(point, language)))
    untouched = sweep.untouched
    if untouched is not None and untouched.worst is not None:
        x, y = _place(1.0, rate_of(untouched), span)
        shapes.append(Dot(x, y, 5, PAPER, MUTED, tip(untouched, language)))
        shapes.append(Label(x - 10, y - 8, tell("untouched", language), 11, MUTED, "end"))
    right, y = _legend(shapes, ranks, language)
    width = max(_PLOT_LEFT + _PLOT_WIDTH + 34, right)
    return Picture(width, y, tuple(shapes), tell("scatter", language), describe(sweep, language))


def _spots(sweep: Sweep, points: list[SweepPoint], span: tuple[float, float]) -> list[tuple[SweepPoint, Point]]:
    """Where each setting stands, the best one first: those with the same outcome side by side, not on each other."""
    taken: Counter[tuple[int, int]] = Counter()
    spots = []
    for point in sorted(points, key=lambda one: one is not sweep.best):
        x, y = _place(share_of(point) or 0.0, rate_of(point), span)
        spot = (round(x), round(y))
        spots.append((point, (x - taken[spot] * _DODGE, y)))
        taken[spot] += 1
    return spots


def _span(shares: list[float]) -> tuple[float, float]:
    """From where to where the skill's axis goes: whole fifths, with room to see what is lost."""
    low = math.floor(min([0.8, *shares]) * 5) / 5
    return low, max([1.0, *shares])


def _place(share: float, rate: float, span: tuple[float, float]) -> Point:
    low, high = span
    return _PLOT_LEFT + (share - low) / (high - low) * _PLOT_WIDTH, _PLOT_TOP + (1 - rate) * _PLOT_HEIGHT


def _ground(span: tuple[float, float], language: Language) -> list[Shape]:
    """Axes, their names, and the corner where settings qualify."""
    low, high = span
    corner = tuple(_place(share, rate, span) for share, rate in ((KEPT, BAD), (high, BAD), (high, 1.0), (KEPT, 1.0)))
    shapes: list[Shape] = [Area(corner, STATES["green"], 0.12)]
    bottom = _PLOT_TOP + _PLOT_HEIGHT
    for step in range(6):
        rate, share = step / 5, low + (high - low) * step / 5
        x, y = _place(share, rate, span)
        shapes.append(Stroke(((_PLOT_LEFT, y), (_PLOT_LEFT + _PLOT_WIDTH, y)), LINE))
        shapes.append(Label(_PLOT_LEFT - 8, y + 4, f"{rate * 100:.0f} %", 11, MUTED, "end"))
        shapes.append(Label(x, bottom + 18, f"{share * 100:.0f} %", 11, MUTED, "middle"))
    middle = _PLOT_LEFT + _PLOT_WIDTH / 2
    shapes.append(Label(_PLOT_LEFT, _PLOT_TOP - 9, tell("worst_axis", language), 11, MUTED))
    shapes.append(Label(middle, bottom + 38, tell("skill_axis", language), 11, MUTED, "middle"))
    return shapes


def _legend(shapes: list[Shape], ranks: list[int], language: Language) -> Point:
    """What the colours mean; returns how far it reaches to the right and down."""
    x, y = _PLOT_LEFT, _PLOT_TOP + _PLOT_HEIGHT + 62
    for index, rank in enumerate(ranks):
        colour, word = COLOURS[index % len(COLOURS)], tell("rank", language, rank=rank)
        shapes += [Dot(x + 5, y - 4, 4.5, colour, colour), Label(x + 15, y, word, 11, MUTED)]
        x += 15 + width_of(word, 11) + 20
    return x, y + 18
