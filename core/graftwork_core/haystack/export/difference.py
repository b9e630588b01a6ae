"""The difference of two runs as a picture: where the second finds more, and where less."""

from __future__ import annotations

from graftwork_core.haystack.export import grid
from graftwork_core.haystack.export.drawing import Label, Picture, Shape
from graftwork_core.haystack.export.palette import Scale
from graftwork_core.haystack.export.plain import one_line
from graftwork_core.haystack.export.words import Language, say
from graftwork_core.haystack.results.compare import Comparison, PairedCell


def difference_map(comparison: Comparison, language: Language = "en") -> Picture:
    """Lay the difference map out.

    Args:
        comparison: Of two runs.
        language: Of its words.
    """
    lengths = [length for length, _ in comparison.by_length]
    width = grid.width_for(lengths)
    title = f"{one_line(comparison.second, 60)} − {one_line(comparison.first, 60)}"
    shapes: list[Shape] = []
    y = grid.head(shapes, title, say("difference", language), width) + 6
    y = grid.paragraph(shapes, one_line(comparison.sentence(language), 1200), 16, y, width)
    cells = {(cell.length, cell.depth_band): _look(cell, language) for cell in comparison.cells}
    drawn = grid.draw(shapes, cells, y, language, Scale.CHANGE)
    y = drawn.bottom + 6
    for (_, paired), (left, wide) in zip(comparison.by_length, drawn.across.spans, strict=True):
        shapes.append(Label(grid.LEFT + left + wide / 2, y + 14, _points(paired.difference), 11, anchor="middle"))
    y = grid.name_columns(shapes, drawn, y + 20, language)
    y = grid.ramp(shapes, y + 10, Scale.CHANGE, f"−100 {say('lower', language)}", f"+100 {say('higher', language)}")
    described = f"{one_line(comparison.sentence(language), 2000)} " + "; ".join(
        f"{length:,}: +{paired.gained} −{paired.lost} / {paired.n}" for length, paired in comparison.by_length
    )
    return Picture(width, y + 8, tuple(shapes), f"{say('difference', language)}: {title}", described)


def _look(cell: PairedCell, language: Language) -> grid.GridCell:
    paired = cell.paired
    place = f"{cell.length:,} · {cell.depth_band * 100:.4g} %"
    changes = f"+{paired.gained} {say('higher', language)}, −{paired.lost} {say('lower', language)} / {paired.n}"
    return grid.GridCell(
        share=(paired.difference + 1) / 2,
        sign=None,
        upper=_points(paired.difference),
        lower=f"+{paired.gained} −{paired.lost}" if paired.gained or paired.lost else f"{paired.both}/{paired.n}",
        is_hatched=False,
        tip=f"{place} · {changes}",
    )


def _points(difference: float) -> str:
    """A difference in points, with its sign; nothing changed is a plain 0."""
    return f"{difference * 100:+.0f}".replace("-", "−") if round(difference * 100) else "0"
