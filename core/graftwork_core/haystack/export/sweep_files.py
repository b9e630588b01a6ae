"""Writing a sweep's exports: which formats there are, and what each makes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final, Literal, get_args

from graftwork_core.errors import BadInput
from graftwork_core.haystack.export.public import public
from graftwork_core.haystack.export.svg import to_svg
from graftwork_core.haystack.export.sweep_grid import sweep_grid
from graftwork_core.haystack.export.sweep_page import sweep_html
from graftwork_core.haystack.export.sweep_scatter import sweep_scatter
from graftwork_core.haystack.export.tables import Value, table
from graftwork_core.haystack.export.words import Language
from graftwork_core.haystack.results.compromise import Sweep
from graftwork_core.haystack.results.compromise_file import sweep_json
from graftwork_core.haystack.results.store import write_bytes, write_text

SweepFormat = Literal["json", "csv", "svg", "png", "scatter-svg", "scatter-png", "html"]
SWEEP_FORMATS: Final[tuple[SweepFormat, ...]] = get_args(SweepFormat)
SWEEP_NAMES: Final[dict[SweepFormat, str]] = {
    "json": "settings.json",
    "csv": "settings.csv",
    "svg": "settings.svg",
    "png": "settings.png",
    "scatter-svg": "compromise.svg",
    "scatter-png": "compromise.png",
    "html": "report.html",
}
"""What each is called in a sweep's folder."""


def export_sweep(sweep: Sweep, kind: str, path: Path, *, language: Language = "en") -> Path:
    """Write a sweep in one of the formats, in one step. Returns the file.

    Args:
        sweep: What to write.
        kind: "json", "csv", "svg" or "png" (the grid of settings), "scatter-svg" or "scatter-png" (long context
            against skill), "html".
        path: The file, or a folder in which it gets its usual name.
        language: Of words in pictures and pages; a PNG is always English, for its font has no Chinese.

    Raises:
        BadInput: There is no such format, or the picture would be too large.
        GraftworkError: The disk or the folder does not let us.
    """
    if kind not in SWEEP_NAMES:
        raise BadInput(f"{kind!r} is no format.", f"There are {', '.join(SWEEP_FORMATS)}.")
    file = path / SWEEP_NAMES[kind] if path.is_dir() else path
    if kind in ("png", "scatter-png"):
        from graftwork_core.haystack.export.png import to_png

        write_bytes(file, to_png(sweep_grid(sweep) if kind == "png" else sweep_scatter(sweep)))
        return file
    write_text(file, _text(sweep, kind, language))
    return file


def sweep_csv(sweep: Sweep) -> str:
    """Every setting, a line for each, its columns by language and length."""
    known = [*([sweep.untouched] if sweep.untouched else []), *sweep.points]
    places = sorted({(column.language, column.length) for point in known for column in point.columns})
    names = [
        "modules",
        "rank",
        "weight",
        "qualifies",
        "sound",
        "worst_rate",
        "reach",
        "skill_hits",
        "skill_n",
        "skill_lost",
        "failure",
    ]
    names += [f"{language} {length} {part}" for language, length in places for part in ("hits", "n")]
    rows: list[list[Value]] = []
    for point in known:
        setting, skill, worst = point.setting, point.skill, point.worst
        found = {(column.language, column.length): column.tally for column in point.columns}
        row: list[Value] = [setting.modules, setting.rank, setting.weight, point.qualifies, point.is_sound]
        row += [None if worst is None else worst.tally.rate, point.reach]
        row += [None, None, None] if skill is None else [skill.hits, skill.n, skill.lost]
        row.append(point.failure or None)
        for place in places:
            part = found.get(place)
            row += [None, None] if part is None else [part.hits, part.n]
        rows.append(row)
    return table(names, rows)


def _text(sweep: Sweep, kind: str, language: Language) -> str:
    if kind == "json":
        content = sweep_json(sweep)
        content |= public({name: content[name] for name in ("target", "adapter", "plan")})
        return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    if kind == "csv":
        return sweep_csv(sweep)
    if kind == "svg":
        return to_svg(sweep_grid(sweep, language))
    if kind == "scatter-svg":
        return to_svg(sweep_scatter(sweep, language))
    return sweep_html(sweep, language)
