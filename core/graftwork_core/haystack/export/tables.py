"""The map and the questions as CSV: RFC 4180, UTF-8, one header line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from graftwork_core.haystack.export.plain import plain
from graftwork_core.haystack.results.run_file import Run

Value = str | int | float | bool | None
_FORMULA: Final = ("=", "+", "-", "@", "\t")


def cells_csv(run: Run) -> str:
    """The map, a line for each cell."""
    names = ("length", "depth_band", "n", "hits", "rate", "lo", "hi", "lp_mean", "margin", "state", "voids")
    rows = (cell.as_json() for cell in run.summary.cells)
    return table(names, ([row[name] for name in names] for row in rows))


def questions_csv(run: Run) -> str:
    """Every question, a line for each."""
    names = (
        "id", "seed", "tier", "language", "length_target", "length_true", "depth_target", "depth_true", "distance",
        "key", "expected", "control", "status", "reason", "hit", "lp_mean", "margin", "rank", "reply", "seconds",
    )  # fmt: skip
    rows = (
        [
            one.id, one.seed, one.tier, one.language, one.length_target, one.length_true, one.depth_target,
            one.depth_true, one.distance, one.key, one.expected, one.control, one.status, one.reason, one.hit,
            one.forced.lp_mean if one.forced else None, one.forced.margin if one.forced else None,
            one.forced.rank if one.forced else None, one.generated.text if one.generated else None, one.seconds,
        ]
        for one in run.results
    )  # fmt: skip
    return table(names, rows)


def table(names: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """A CSV table. Text that a spreadsheet would take for a formula gets an apostrophe before it."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_told(value) for value in row] for row in rows)
    return stream.getvalue()


def _told(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, int):
        return str(value)
    text = plain(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
