"""The map as a picture: length to the right, depth downwards, a colour, a sign and figures in every cell."""

from __future__ import annotations

from graftwork_core.haystack.export import grid, palette
from graftwork_core.haystack.export.drawing import MUTED, STATES, Box, Label, Picture, Shape, glyph
from graftwork_core.haystack.export.palette import Scale
from graftwork_core.haystack.export.plain import one_line, width_of
from graftwork_core.haystack.export.words import Language, say, state_word, tokens
from graftwork_core.haystack.results.run_file import Run
from graftwork_core.haystack.results.summary import Cell
from graftwork_core.haystack.results.tally import State, Tally


def heatmap(run: Run, language: Language = "en", scale: Scale = Scale.RATE) -> Picture:
    """Lay the map out.

    Args:
        run: What to show.
        language: Of its words.
        scale: Of its colours.
    """
    summary = run.summary
    width = grid.width_for([column.length for column in summary.by_length])
    title = f"{say('heatmap', language)}: {one_line(run.header.model_name)}"
    shapes: list[Shape] = []
    y = grid.head(shapes, title, _kind(run, language), width) + 6
    verdict = summary.verdict
    shapes += glyph(verdict.state, 24, y - 5, 13, STATES[verdict.state])
    y = grid.paragraph(shapes, one_line(verdict.sentence(language), 1200), 40, y, width, STATES[verdict.state])
    cells = {(cell.length, cell.depth_band): _look(cell, language) for cell in summary.cells}
    drawn = grid.draw(shapes, cells, y, language, scale)
    y = _columns(shapes, run, drawn, language)
    y = grid.ramp(shapes, y + 10, scale, "0 %", f"100 %  {say('rate', language)}")
    y = _signs(shapes, y, language, scale)
    return Picture(width, y + 16, tuple(shapes), title, describe(run, language))


def describe(run: Run, language: Language) -> str:
    """The map in words, for whoever cannot see it: the verdict, then every column."""
    columns = "; ".join(
        f"{column.length:,}: {column.tally.hits}/{column.tally.n}, {state_word(column.state, language)}"
        for column in run.summary.by_length
    )
    return f"{one_line(run.summary.verdict.sentence(language), 2000)} {columns}"


def percent(part: Tally) -> str:
    """The rate in whole percent; 100 only when nothing was missed."""
    if part.rate is None:
        return "–"
    rounded = round(part.rate * 100)
    return str(min(rounded, 99) if part.misses else 100)


def tell(cell: Cell, language: Language) -> str:
    """A cell in words."""
    part = cell.tally
    words = [f"{cell.length:,} · {cell.depth_band * 100:.4g} %", say("trials", language, hits=part.hits, n=part.n)]
    if part.n:
        words += [say("interval", language, lo=part.lo, hi=part.hi), state_word(cell.state, language)]
    if part.lp_mean is not None:
        words.append(say("log_prob", language, lp=part.lp_mean))
    if part.voids:
        words.append(f"{part.voids} {say('void', language)}")
    return " · ".join(words)


def _look(cell: Cell, language: Language) -> grid.GridCell:
    part = cell.tally
    return grid.GridCell(
        share=part.rate,
        sign=cell.state,
        upper=say("void", language) if part.rate is None else percent(part),
        lower=f"{part.hits}/{part.n}",
        is_hatched=part.is_wide,
        tip=tell(cell, language),
    )


def _kind(run: Run, language: Language) -> str:
    whole, effective = run.summary.whole, run.summary.effective
    parts = [run.summary.tier, ", ".join(name for name, _ in run.summary.by_language)]
    parts.append(say("trials", language, hits=whole.hits, n=whole.n))
    if whole.n:
        parts.append(say("interval", language, lo=whole.lo, hi=whole.hi))
    reach = (effective.ours, effective.ruler_85_6, effective.own_85)
    parts.append(say("effective", language) + " " + " | ".join("–" if one is None else tokens(one) for one in reach))
    parts += [run.header.created_utc[:10], f"Graftwork {run.header.app_version}"]
    return one_line(" · ".join(part for part in parts if part), 400)


def _columns(shapes: list[Shape], run: Run, drawn: grid.Grid, language: Language) -> float:
    """Under every column its state and count, then its length."""
    y = drawn.bottom + 6
    shapes.append(Label(grid.LEFT - 10, y + 14, say("column", language), 12, MUTED, "end"))
    for column, (left, width) in zip(run.summary.by_length, drawn.across.spans, strict=True):
        middle, colour = grid.LEFT + left + width / 2, STATES[column.state]
        count = f"{column.tally.hits}/{column.tally.n}"
        room = width_of(count, 11) + 12
        shapes += glyph(column.state, middle - room / 2 + 4, y + 10, 9, colour)
        shapes.append(Label(middle - room / 2 + 12, y + 14, count, 11, colour, bold=True))
    return grid.name_columns(shapes, drawn, y + 20, language)


def _signs(shapes: list[Shape], y: float, language: Language, scale: Scale) -> float:
    """What signs and hatching mean."""
    x = grid.LEFT
    states: tuple[State, ...] = ("green", "amber", "red", "void")
    for state in states:
        word = state_word(state, language)
        shapes += glyph(state, x + 6, y + 7, 10, STATES[state])
        shapes.append(Label(x + 18, y + 11, word, 11, MUTED))
        x += 18 + width_of(word, 11) + 22
    fill = palette.colour(0.5, scale)
    shapes.append(Box(x, y, 22, 14, fill, palette.ink(fill), 3))
    shapes.append(Label(x + 29, y + 11, say("wide", language), 11, MUTED))
    return y + 20
