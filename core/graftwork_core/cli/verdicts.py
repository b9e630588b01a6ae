"""What a check or a sweep came to, as lines of text."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from graftwork_core.cli.heatmap import LEGEND, map_lines
from graftwork_core.cli.tables import columns
from graftwork_core.cli.text import plain
from graftwork_core.units import format_length

_WIDTH = 100
_MARKS = "→ the best compromise, asked all that a check asks; + looks sound on a few questions, skill kept"
_RULES = (("every part of the text sound", "ours"), ("RULER's rule", "ruler_85_6"), ("NoLiMa's rule", "own_85"))


def haystack_lines(data: Mapping[str, Any]) -> list[str]:
    """A check's result: verdict, map, effective context, control rows, and where everything is."""
    verdict = data["verdict"]
    lines = [plain(str(verdict["sentence_en"]))]
    lines += [plain(f"→ {cause['advice_en']}") for cause in verdict["causes"][:1] if cause["advice_en"]]
    chart = map_lines(data["cells"], data["by_length"], width=_width(), colour=sys.stdout.isatty())
    lines += ["", *chart, "", LEGEND] if chart else []
    lines += ["", "effective context: " + ", ".join(_rule(data["effective"], *rule) for rule in _RULES)]
    if data["rows"]:
        lines += ["", *_beside(data)]
    lines += ["", *_skill(data.get("skill") or {})] if data.get("skill") else []
    return [*lines, "", *_written(data)]


def sweep_lines(data: Mapping[str, Any]) -> list[str]:
    """A sweep's result: the whole grid, the best compromise marked, and the verdict."""
    best = data.get("best")
    points = [*([data["untouched"]] if data.get("untouched") else []), *data["points"]]
    places = sorted({(column["language"], column["length"]) for point in points for column in point["columns"]})
    head = ("", "modules", "rank", "weight", *(f"{language} {format_length(size)}" for language, size in places))
    rows = [(*head, "reach", "skill")]
    for point in points:
        found = {(column["language"], column["length"]): column for column in point["columns"]}
        is_best = best is not None and all(point[name] == best[name] for name in ("weight", "rank", "modules"))
        mark = "→" if is_best else "+" if point["qualifies"] and point["rank"] else ""
        setting = (point["modules"], str(point["rank"]), f"{point['weight']:g}")
        setting = setting if point["rank"] else ("untouched", "", "")
        reach = format_length(point["reach"]) if point["reach"] else "–"
        rows.append((mark, *setting, *(_share(found.get(place)) for place in places), reach, _kept(point.get("skill"))))
    lines = [
        *columns(rows),
        "",
        "→ the best compromise, asked all that a check asks; + looks sound on a few questions, skill kept",
    ]
    return [*lines, "", plain(str(data["verdict"]["sentence_en"])), "", *_written(data)]


def proof_lines(found: Sequence[tuple[str, Mapping[str, Any]]]) -> list[str]:
    """Several checks of one graft as one table: rates by language and length, the skill, and the verdicts.

    Args:
        found: Language → a check's result.
    """
    columns_of = [(language, column["length"]) for language, data in found for column in data["by_length"]]
    table = [("found at", *(f"{language} {format_length(length)}" for language, length in columns_of), "skill")]
    for name in [str(row["name"]) for row in _in_order(found[0][1])]:
        rows = [(language, _row(data, name)) for language, data in found]
        rates = {(language, column["length"]): column for language, row in rows for column in row["by_length"]}
        table.append(
            (str(rows[0][1]["model"]), *(_share(rates.get(place)) for place in columns_of), _right(found[0][1], name))
        )
    verdicts = [plain(f"{language}: {data['verdict']['sentence_en']}") for language, data in found]
    return [*columns(table), "", *verdicts]


def _width() -> int:
    return shutil.get_terminal_size((_WIDTH, 24)).columns if sys.stdout.isatty() else _WIDTH


def _rule(effective: Mapping[str, Any], name: str, key: str) -> str:
    length = effective.get(key)
    return f"{format_length(length) if length else 'none'} ({name})"


def _in_order(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The control rows and the checked model, in the order of the story."""
    order = {"target": 0, "settings": 1, "baseline": 2, "donor": 4}
    own = {"name": "model", "model": data["model"], "by_length": data["by_length"]}
    return sorted([*data["rows"], own], key=lambda row: order.get(str(row["name"]), 3))


def _row(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return next(row for row in _in_order(data) if row["name"] == name)


def _right(data: Mapping[str, Any], name: str) -> str:
    """How much of the guard a row answered right."""
    rows = (data.get("skill") or {}).get("rows", ())
    return next((f"{row['hits']}/{row['n']}" for row in rows if row["name"] == name), "–")


def _beside(data: Mapping[str, Any]) -> list[str]:
    """Rates by length of all rows, and how the checked model compares with each."""
    known = _in_order(data)
    lengths = sorted({column["length"] for row in known for column in row["by_length"]})
    table = [("found at", *map(format_length, lengths))]
    for row in known:
        rates = {column["length"]: column for column in row["by_length"]}
        table.append((str(row["model"]), *(_share(rates.get(length)) for length in lengths)))
    said = [plain(str(row["against"]["sentence_en"])) for row in data["rows"] if row.get("against")]
    return [*columns(table), *said]


def _skill(skill: Mapping[str, Any]) -> list[str]:
    table = [("skill", "right", "of")]
    table += [(str(row["model"]), str(row["hits"]), str(row["n"])) for row in skill["rows"]]
    return columns(table)


def _share(column: Mapping[str, Any] | None) -> str:
    rate = None if column is None else column.get("rate")
    return "–" if rate is None else f"{rate:.2f}"


def _kept(skill: Mapping[str, Any] | None) -> str:
    return "–" if skill is None else f"{skill['hits']}/{skill['n']}"


def _written(data: Mapping[str, Any]) -> list[str]:
    names = [Path(str(file)).name for file in data.get("files", ())]
    return [plain(f"Wrote {data['out']}" + (f" ({', '.join(names)})" if names else ""))]
