"""Painting a picture as SVG: no scripts, no links, no outside fonts; all text escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from graftwork_core.haystack.export.drawing import PAPER, Area, Box, Dot, Label, Picture, Point, Shape, Stroke
from graftwork_core.haystack.export.plain import plain

_FONTS: Final = (
    "system-ui, 'Segoe UI', 'Helvetica Neue', 'Noto Sans', 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', "
    "sans-serif"
)
_HATCH_STEP: Final = 6


def to_svg(picture: Picture, name: str = "picture") -> str:
    """The picture as one SVG element.

    Args:
        picture: What to paint.
        name: Prefix of the ids in it: pictures on one page need different ones.
    """
    hatches = sorted({shape.hatch for shape in picture.shapes if isinstance(shape, Box) and shape.hatch})
    places = {colour: f"{name}-hatch-{number}" for number, colour in enumerate(hatches)}
    width, height = _number(picture.width), _number(picture.height)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="{name}-title {name}-desc" '
        f'font-family="{_FONTS}">',
        f'<title id="{name}-title">{_text(picture.title)}</title>',
        f'<desc id="{name}-desc">{_text(picture.description)}</desc>',
    ]
    if places:
        lines += ["<defs>", *(_pattern(place, colour) for colour, place in places.items()), "</defs>"]
    lines.append(f'<rect width="{width}" height="{height}" fill="{PAPER}"/>')
    for shape in picture.shapes:
        lines += _paint(shape, places)
    return "\n".join([*lines, "</svg>"]) + "\n"


def _pattern(place: str, colour: str) -> str:
    step = _HATCH_STEP
    return (
        f'<pattern id="{place}" width="{step}" height="{step}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="{step}" stroke="{colour}" '
        f'stroke-width="1.2" stroke-opacity="0.3"/></pattern>'
    )


def _paint(shape: Shape, places: dict[str, str]) -> Iterator[str]:
    if isinstance(shape, Box):
        frame = (
            f'x="{_number(shape.x)}" y="{_number(shape.y)}" width="{_number(shape.width)}" '
            f'height="{_number(shape.height)}" rx="{_number(shape.radius)}"'
        )
        yield _tipped("rect", f'{frame} fill="{shape.fill}"', shape.tip)
        if shape.hatch:
            yield f'<rect {frame} fill="url(#{places[shape.hatch]})" pointer-events="none"/>'
    elif isinstance(shape, Stroke):
        dashes = ' stroke-dasharray="4 4"' if shape.dashed else ""
        yield (
            f'<polyline points="{_points(shape.points)}" fill="none" stroke="{shape.colour}" '
            f'stroke-width="{_number(shape.width)}" stroke-linecap="round" stroke-linejoin="round"{dashes}/>'
        )
    elif isinstance(shape, Area):
        yield f'<polygon points="{_points(shape.points)}" fill="{shape.fill}" fill-opacity="{shape.opacity}"/>'
    elif isinstance(shape, Dot):
        attributes = f'cx="{_number(shape.x)}" cy="{_number(shape.y)}" r="{_number(shape.radius)}"'
        yield _tipped("circle", f'{attributes} fill="{shape.fill}" stroke="{shape.edge}"', shape.tip)
    else:
        yield _label(shape)


def _label(label: Label) -> str:
    weight = ' font-weight="600"' if label.bold else ""
    return (
        f'<text x="{_number(label.x)}" y="{_number(label.y)}" font-size="{_number(label.size)}" '
        f'fill="{label.colour}" text-anchor="{label.anchor}"{weight}>{_text(label.text)}</text>'
    )


def _tipped(tag: str, attributes: str, tip: str) -> str:
    return f"<{tag} {attributes}><title>{_text(tip)}</title></{tag}>" if tip else f"<{tag} {attributes}/>"


def _text(text: str) -> str:
    return escape(plain(text))


def _points(points: tuple[Point, ...]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
