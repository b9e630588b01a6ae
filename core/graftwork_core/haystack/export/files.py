"""Writing a run's exports: which formats there are, and what each makes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final, Literal, get_args

from graftwork_core.errors import BadInput
from graftwork_core.haystack.export.difference import difference_map
from graftwork_core.haystack.export.heatmap import heatmap
from graftwork_core.haystack.export.palette import Scale
from graftwork_core.haystack.export.public import public
from graftwork_core.haystack.export.report import Beside, to_html
from graftwork_core.haystack.export.svg import to_svg
from graftwork_core.haystack.export.tables import cells_csv, questions_csv
from graftwork_core.haystack.export.words import Language
from graftwork_core.haystack.results.compare import Comparison
from graftwork_core.haystack.results.run_file import Run
from graftwork_core.haystack.results.store import write_bytes, write_text

Format = Literal["json", "csv", "questions", "svg", "png", "html"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
NAMES: Final[dict[Format, str]] = {
    "json": "run.json",
    "csv": "map.csv",
    "questions": "questions.csv",
    "svg": "heatmap.svg",
    "png": "heatmap.png",
    "html": "report.html",
}
"""What each is called in a run's folder."""


def export(
    run: Run,
    kind: str,
    path: Path,
    *,
    language: Language = "en",
    beside: Beside | None = None,
    scale: Scale = Scale.RATE,
) -> Path:
    """Write a run in one of the formats, in one step. Returns the file.

    Args:
        run: What to write.
        kind: "json" (header, summary and questions; of paths only the last name), "csv" (the map), "questions" (CSV),
            "svg", "png" or "html".
        path: The file, or a folder in which it gets its usual name.
        language: Of words in pictures and pages; a PNG is always English, for its font has no Chinese.
        beside: What else a page shows.
        scale: Colours of the map.

    Raises:
        BadInput: There is no such format, or the picture would be too large.
        GraftworkError: The disk or the folder does not let us.
    """
    if kind not in NAMES:
        raise BadInput(f"{kind!r} is no format.", f"There are {', '.join(FORMATS)}.")
    file = path / NAMES[kind] if path.is_dir() else path
    if kind == "png":
        from graftwork_core.haystack.export.png import to_png

        write_bytes(file, to_png(heatmap(run, "en", scale)))
        return file
    write_text(file, _text(run, kind, language, beside, scale))
    return file


def export_difference(comparison: Comparison, path: Path, language: Language = "en") -> Path:
    """Write the difference map of two runs as SVG or, by the file's ending, PNG. Returns the file.

    Raises:
        BadInput: The picture would be too large.
        GraftworkError: The disk or the folder does not let us.
    """
    if path.suffix.lower() == ".png":
        from graftwork_core.haystack.export.png import to_png

        write_bytes(path, to_png(difference_map(comparison, "en")))
    else:
        write_text(path, to_svg(difference_map(comparison, language)))
    return path


def _text(run: Run, kind: str, language: Language, beside: Beside | None, scale: Scale) -> str:
    if kind == "json":
        # Made to be handed on: whose folders these are is nobody's business.
        header, questions = public(run.header.as_json()), [one.as_json() for one in run.results]
        content = {**run.as_json(), **header, "questions": questions}
        return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    if kind == "csv":
        return cells_csv(run)
    if kind == "questions":
        return questions_csv(run)
    if kind == "svg":
        return to_svg(heatmap(run, language, scale))
    return to_html(run, language, beside)
