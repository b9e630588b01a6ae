"""Rates as curves over a logarithmic axis, each with its 95 % band; several runs share one picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graftwork_core.haystack.export.drawing import INK, LINE, MUTED, Area, Dot, Label, Picture, Shape, Stroke
from graftwork_core.haystack.export.plain import one_line, width_of
from graftwork_core.haystack.export.words import Language, say, tokens
from graftwork_core.haystack.results.run_file import Run
from graftwork_core.haystack.results.statistics import BAD, GOOD
from graftwork_core.haystack.results.tally import Tally

COLOURS: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00")
"""Okabe and Ito's: told apart by everybody, in this order."""
_LEFT, _TOP, _WIDTH, _HEIGHT, _RIGHT = 56.0, 58.0, 620.0, 220.0, 28.0
_MOST_TICKS: Final = 12


@dataclass(frozen=True, slots=True)
class Series:
    """One curve: a name, and points of (tokens, what was counted there)."""

    name: str
    points: tuple[tuple[float, Tally], ...]


def by_length_curve(runs: Sequence[tuple[str, Run]], language: Language = "en") -> Picture:
    """Rate against length, a curve for each named run."""
    series = [
        Series(name, tuple((float(column.length), column.tally) for column in run.summary.by_length))
        for name, run in runs
    ]
    return curve(series, say("by_length", language), say("length_log", language), language)


def by_distance_curve(runs: Sequence[tuple[str, Run]], language: Language = "en") -> Picture:
    """Rate against the distance from the fact to the question, a curve for each named run."""
    series = [
        Series(
            name,
            tuple((math.sqrt(max(row.nearest, 1) * row.farthest), row.tally) for row in run.summary.by_distance),
        )
        for name, run in runs
    ]
    return curve(series, say("by_distance", language), say("distance", language), language)


def curve(series: Sequence[Series], title: str, axis: str, language: Language) -> Picture:
    """Lay curves out.

    Args:
        series: What to draw, the first one on top.
        title: Above the curves.
        axis: What is to the right.
        language: Of the words for points.
    """
    known = [Series(one.name, tuple((x, part) for x, part in one.points if part.n)) for one in series]
    places = sorted({x for one in known for x, _ in one.points})
    low, high = (math.log2(places[0]), math.log2(places[-1])) if places else (0.0, 1.0)
    if high - low < 1e-9:
        low, high = low - 0.5, high + 0.5

    def across(x: float) -> float:
        return _LEFT + (math.log2(x) - low) / (high - low) * _WIDTH

    shapes: list[Shape] = [Label(16, 30, title, 15, INK, bold=True), *_levels()]
    shapes += _ticks(places, across(places[0]) if places else 0.0, across(places[-1]) if places else 0.0)
    shapes.append(Label(_LEFT + _WIDTH / 2, _TOP + _HEIGHT + 40, axis, 11, MUTED, "middle"))
    for index, one in reversed(list(enumerate(known))):
        colour = COLOURS[index % len(COLOURS)]
        points = [(across(x), part) for x, part in one.points]
        if len(points) > 1:
            upper = [(x, _down(part.hi)) for x, part in points]
            lower = [(x, _down(part.lo)) for x, part in points]
            shapes.append(Area((*upper, *reversed(lower)), colour, 0.18 if len(known) == 1 else 0.1))
            line = tuple((x, _down(part.rate or 0.0)) for x, part in points)
            shapes.append(Stroke(line, colour, 2.0, dashed=index % 2 == 1))
        for (x, part), (length, _) in zip(points, one.points, strict=True):
            shapes.append(Dot(x, _down(part.rate or 0.0), 3.5, colour, colour, _tip(one.name, length, part, language)))
    y = _legend(shapes, known) if len(known) > 1 else _TOP + _HEIGHT + 54
    words = "; ".join(
        f"{one_line(one.name)}: " + ", ".join(f"{tokens(round(x))} {part.hits}/{part.n}" for x, part in one.points)
        for one in known
    )
    return Picture(_LEFT + _WIDTH + _RIGHT, y, tuple(shapes), title, words)


def _down(rate: float) -> float:
    return _TOP + (1 - rate) * _HEIGHT


def _levels() -> list[Shape]:
    shapes: list[Shape] = []
    for level in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        shapes.append(Stroke(((_LEFT, _down(level)), (_LEFT + _WIDTH, _down(level))), LINE))
        shapes.append(Label(_LEFT - 8, _down(level) + 4, f"{level * 100:.0f} %", 11, MUTED, "end"))
    for level in (BAD, GOOD):
        shapes.append(Stroke(((_LEFT, _down(level)), (_LEFT + _WIDTH, _down(level))), MUTED, 1.0, dashed=True))
    return shapes


def _ticks(places: Sequence[float], first: float, last: float) -> list[Shape]:
    shapes: list[Shape] = []
    if not places:
        return shapes
    step = max(1, math.ceil(len(places) / _MOST_TICKS))
    low, high = math.log2(places[0]), math.log2(places[-1])
    for place in places[::step]:
        share = (math.log2(place) - low) / (high - low) if high > low else 0.0
        shapes.append(
            Label(first + share * (last - first), _TOP + _HEIGHT + 20, tokens(round(place)), 11, INK, "middle")
        )
    return shapes


def _tip(name: str, length: float, part: Tally, language: Language) -> str:
    counted = say("trials", language, hits=part.hits, n=part.n)
    return f"{one_line(name)} · {round(length):,} · {counted} · {say('interval', language, lo=part.lo, hi=part.hi)}"


def _legend(shapes: list[Shape], series: Sequence[Series]) -> float:
    x, y = _LEFT, _TOP + _HEIGHT + 62
    for index, one in enumerate(series):
        name, colour = one_line(one.name, 60), COLOURS[index % len(COLOURS)]
        if x > _LEFT and x + 30 + width_of(name, 12) > _LEFT + _WIDTH:
            x, y = _LEFT, y + 20
        shapes.append(Stroke(((x, y - 4), (x + 22, y - 4)), colour, 2.0, dashed=index % 2 == 1))
        shapes.append(Label(x + 28, y, name, 12, INK))
        x += 28 + width_of(name, 12) + 22
    return y + 16
