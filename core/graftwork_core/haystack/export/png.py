"""Painting a picture as PNG with Pillow and the font it brings along: Latin letters only, the same on every machine."""

from __future__ import annotations

import io
from functools import lru_cache
from itertools import pairwise
from typing import Final, TypeAlias

from PIL import Image, ImageDraw, ImageFont

from graftwork_core.errors import BadInput
from graftwork_core.haystack.export.drawing import PAPER, Area, Box, Dot, Label, Picture, Point, Shape, Stroke
from graftwork_core.haystack.export.palette import rgb
from graftwork_core.haystack.export.plain import latin

SCALE: Final = 2
"""Pixels of the image for each pixel of the layout: sharp on dense screens and in print."""
_MOST_PIXELS: Final = 120_000_000
_HATCH_STEP: Final = 8
_HATCH_ALPHA: Final = 77
_DASH: Final = 4.0
_Font: TypeAlias = ImageFont.FreeTypeFont | ImageFont.ImageFont


def to_png(picture: Picture) -> bytes:
    """The picture as a PNG file.

    Raises:
        BadInput: It would be too large to paint.
    """
    size = (round(picture.width * SCALE), round(picture.height * SCALE))
    if size[0] * size[1] > _MOST_PIXELS:
        raise BadInput(f"A picture of {size[0]} x {size[1]} pixels is too large.", "Export it as SVG.")
    image = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(image, "RGBA")
    for shape in picture.shapes:
        _paint(draw, image, shape)
    stream = io.BytesIO()
    image.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _paint(draw: ImageDraw.ImageDraw, image: Image.Image, shape: Shape) -> None:
    if isinstance(shape, Box):
        corners = (shape.x * SCALE, shape.y * SCALE, *_far_corner(shape))
        draw.rounded_rectangle(corners, radius=shape.radius * SCALE, fill=shape.fill)
        if shape.hatch:
            _hatch(image, shape)
    elif isinstance(shape, Stroke):
        points = [(x * SCALE, y * SCALE) for x, y in shape.points]
        for piece in _dashes(points) if shape.dashed else [points]:
            draw.line(piece, fill=shape.colour, width=max(1, round(shape.width * SCALE)), joint="curve")
    elif isinstance(shape, Area):
        fill = (*rgb(shape.fill), round(255 * shape.opacity))
        draw.polygon([(x * SCALE, y * SCALE) for x, y in shape.points], fill=fill)
    elif isinstance(shape, Dot):
        x, y, radius = shape.x * SCALE, shape.y * SCALE, shape.radius * SCALE
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=shape.fill, outline=shape.edge, width=SCALE)
    else:
        _write(draw, shape)


def _far_corner(box: Box) -> Point:
    return (
        max(box.x * SCALE, (box.x + box.width) * SCALE - 1),
        max(box.y * SCALE, (box.y + box.height) * SCALE - 1),
    )


def _hatch(image: Image.Image, box: Box) -> None:
    """Slanted lines on a small sheet of their own, so that none reaches over the box's edge."""
    width, height = max(1, round(box.width * SCALE)), max(1, round(box.height * SCALE))
    sheet = Image.new("L", (width, height), 0)
    pen = ImageDraw.Draw(sheet)
    for start in range(-height, width, _HATCH_STEP * SCALE):
        pen.line((start, height, start + height, 0), fill=_HATCH_ALPHA, width=SCALE)
    outline = Image.new("L", (width, height), 0)
    ImageDraw.Draw(outline).rounded_rectangle((0, 0, width - 1, height - 1), radius=box.radius * SCALE, fill=255)
    sheet = Image.composite(sheet, Image.new("L", (width, height), 0), outline)
    image.paste(rgb(box.hatch), (round(box.x * SCALE), round(box.y * SCALE)), sheet)


def _dashes(points: list[Point]) -> list[list[Point]]:
    pieces = []
    for (x1, y1), (x2, y2) in pairwise(points):
        length = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 1e-9)
        step = _DASH * SCALE / length
        count = int(1 / step) + 1
        for number in range(0, count, 2):
            start, end = number * step, min(1.0, (number + 1) * step)
            pieces.append([(x1 + (x2 - x1) * part, y1 + (y2 - y1) * part) for part in (start, end)])
    return pieces


def _write(draw: ImageDraw.ImageDraw, label: Label) -> None:
    text, font = latin(label.text), _font(round(label.size * SCALE))
    x, y = label.x * SCALE, label.y * SCALE
    width = draw.textlength(text, font=font)
    x -= width if label.anchor == "end" else width / 2 if label.anchor == "middle" else 0
    for shift in (0, 1) if label.bold else (0,):  # the font has one weight
        draw.text((x + shift, y), text, fill=label.colour, font=font, anchor="ls")


@lru_cache(maxsize=32)
def _font(size: int) -> _Font:
    return ImageFont.load_default(size)
