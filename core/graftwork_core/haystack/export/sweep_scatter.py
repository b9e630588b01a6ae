"""A sweep as a picture: what was found in the worst column against the skill that was kept."""

from __future__ import annotations

from graftwork_core.haystack.compromise import KEPT, Sweep
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
from graftwork_core.haystack.statistics import BAD

_PLOT_LEFT, _PLOT_TOP, _PLOT_WIDTH, _PLOT_HEIGHT = 66.0, 84.0, 560.0, 330.0
_DODGE = 9.0


def sweep_scatter(sweep: Sweep, language: Language = "en") -> Picture:
    """A dot for each setting; those in the shaded corner are worth a look."""
    known = [point for point in sweep.points if point.worst is not None and share_of(point) is not None]
    ranks = sorted({point.setting.rank for point in known})
    most = max([1.0, *(share_of(point) or 0.0 for point in known)])
    shapes: list[Shape] = [Label(16, 34, tell("scatter", language), 19, INK, bold=True)]
    shapes.append(Label(16, 56, one_line(str(sweep.target.get("name", ""))), 12, MUTED))
    shapes += _ground(most, language)
    taken: dict[Point, int] = {}
    for point in sorted(known, key=lambda one: one is sweep.best):
        x, y = _place(share_of(point) or 0.0, rate_of(point), most)
        spot = (round(x), round(y))
        taken[spot] = taken.get(spot, 0) + 1
        x -= (taken[spot] - 1) * _DODGE  # settings with the same outcome stand side by side, not on each other
        colour = COLOURS[ranks.index(point.setting.rank) % len(COLOURS)]
        if point is sweep.best:
            told = f"{tell('best', language)}: {one_line(point.setting.told, 80)}"
            shapes += [Dot(x, y, 9, PAPER, INK), Dot(x, y, 4.5, colour, INK, tip(point, language))]
            shapes.append(Label(x + 8, y + 26, told, 12, INK, "end", bold=True))
        else:
            shapes.append(Dot(x, y, 4.5, colour, colour, tip(point, language)))
    untouched = sweep.untouched
    if untouched is not None and untouched.worst is not None:
        x, y = _place(1.0, rate_of(untouched), most)
        shapes.append(Dot(x, y, 5, PAPER, MUTED, tip(untouched, language)))
        shapes.append(Label(x - 10, y - 8, tell("untouched", language), 11, MUTED, "end"))
    right, y = _legend(shapes, ranks, language)
    width = max(_PLOT_LEFT + _PLOT_WIDTH + 34, right)
    return Picture(width, y, tuple(shapes), tell("scatter", language), describe(sweep, language))


def _place(share: float, rate: float, most: float) -> Point:
    return _PLOT_LEFT + share / most * _PLOT_WIDTH, _PLOT_TOP + (1 - rate) * _PLOT_HEIGHT


def _ground(most: float, language: Language) -> list[Shape]:
    """Axes, their names, and the corner where settings qualify."""
    corner = tuple(_place(share, rate, most) for share, rate in ((KEPT, BAD), (most, BAD), (most, 1.0), (KEPT, 1.0)))
    shapes: list[Shape] = [Area(corner, STATES["green"], 0.12)]
    bottom = _PLOT_TOP + _PLOT_HEIGHT
    for step in range(6):
        share = step / 5
        (x, _), (_, y) = _place(share, 0, most), _place(0, share, most)
        shapes.append(Stroke(((_PLOT_LEFT, y), (_PLOT_LEFT + _PLOT_WIDTH, y)), LINE))
        shapes.append(Label(_PLOT_LEFT - 8, y + 4, f"{share * 100:.0f} %", 11, MUTED, "end"))
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
