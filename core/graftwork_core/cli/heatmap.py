"""A map of depth × length as text: how much was found where, and what each length comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from graftwork_core.units import format_length

_SHADES: Final = ((0.999, "██"), (0.75, "▓▓"), (0.5, "▒▒"), (0.001, "░░"))
_NOTHING: Final = "··"
_VOID: Final = "××"
_UNTESTED: Final = "  "
_COLOURS: Final = {"green": "32", "amber": "33", "red": "31", "void": "35"}
_MARKS: Final = {"green": "ok", "amber": "?", "red": "no", "void": "×"}
_WIDE: Final = 6
_NARROW: Final = 3
LEGEND: Final = "██ all  ▓▓ three quarters  ▒▒ half  ░░ some  ·· none  ×× void"


def map_lines(
    cells: Sequence[Mapping[str, Any]], columns: Sequence[Mapping[str, Any]], *, width: int, colour: bool = False
) -> list[str]:
    """The map, the beginning of the text at the top; under it the rate and the state of every length.

    Args:
        cells: With length, depth_band, n, hits and state, as in a result's summary.
        columns: With length, rate and state.
        width: Characters of a line.
        colour: Whether the terminal shows colours.
    """
    lengths = sorted({int(cell["length"]) for cell in cells})
    depths = sorted({float(cell["depth_band"]) for cell in cells})
    if not lengths:
        return []
    by_place = {(int(cell["length"]), float(cell["depth_band"])): cell for cell in cells}
    room = _WIDE if 8 + _WIDE * len(lengths) <= width else _NARROW
    lines = [_header(lengths, room)]
    for depth in depths:
        shades = [_shade(by_place.get((length, depth)), room, colour=colour) for length in lengths]
        lines.append(f"{depth:>6.0%}  {''.join(shades)}".rstrip())
    by_length = {int(column["length"]): column for column in columns}
    summary = [by_length.get(length, {}) for length in lengths]
    if room == _WIDE:
        lines.append("  rate  " + "".join(_rate(column).rjust(4).ljust(room) for column in summary).rstrip())
    states = [_painted(_MARKS.get(str(column.get("state")), ""), column, room, colour=colour) for column in summary]
    return [*lines, ("        " + "".join(states)).rstrip()]


def _header(lengths: Sequence[int], room: int) -> str:
    """Names of the lengths, each where there is room for it."""
    line = "depth   "
    for number, length in enumerate(lengths):
        place, name = 8 + number * room, format_length(length)
        if len(line) <= place and (room == _WIDE or length & (length - 1) == 0 or number == len(lengths) - 1):
            line = line.ljust(place) + (name.rjust(4) if room == _WIDE else name) + " "
    return line.rstrip()


def _shade(cell: Mapping[str, Any] | None, room: int, *, colour: bool) -> str:
    if cell is None:
        return _UNTESTED.rjust(4 if room == _WIDE else 2).ljust(room)
    n, hits = int(cell["n"]), int(cell["hits"])
    shade = next((glyph for least, glyph in _SHADES if n and hits / n >= least), _NOTHING if n else _VOID)
    return _painted(shade, _rated(n, hits), room, colour=colour)


def _rated(n: int, hits: int) -> Mapping[str, str]:
    """A cell's colour is by its rate: two questions alone are never green by the interval."""
    if not n:
        return {"state": "void"}
    return {"state": "green" if hits >= 0.95 * n else "red" if hits < 0.5 * n else "amber"}


def _painted(text: str, what: Mapping[str, Any], room: int, *, colour: bool) -> str:
    padded = text.rjust(4 if room == _WIDE else 2).ljust(room)
    code = _COLOURS.get(str(what.get("state")))
    return f"\x1b[{code}m{padded}\x1b[0m" if colour and code and text.strip() else padded


def _rate(column: Mapping[str, Any]) -> str:
    rate = column.get("rate")
    return "" if rate is None else f"{rate:.2f}"
