"""A sweep's folder: `sweep.json` (schema "sweep/1"), written in one step, checked when read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Final

from graftwork_core.errors import BadInput
from graftwork_core.haystack.results.compromise import Setting, Skill, Sweep, SweepColumn, SweepPoint
from graftwork_core.haystack.results.compromise_words import judge_sweep
from graftwork_core.haystack.results.fields import Fields, parse_object
from graftwork_core.haystack.results.header import check_schema
from graftwork_core.haystack.results.store import read_content, write_json
from graftwork_core.haystack.results.tally import Tally

SWEEP_NAME: Final = "sweep.json"
_MOST_FILE: Final = 64 * 2**20
_MOST_POINTS: Final = 100_000
_LONGEST_FAILURE: Final = 5000


def write_sweep(folder: Path, sweep: Sweep) -> Path:
    """Write `sweep.json` into a folder. Returns the file.

    Raises:
        GraftworkError: The disk or the folder does not let us.
    """
    file = folder / SWEEP_NAME
    write_json(file, sweep_json(sweep))
    return file


def sweep_json(sweep: Sweep) -> dict[str, Any]:
    """What `sweep.json` holds: the sweep and the verdict on it."""
    return {**sweep.as_json(), "verdict": judge_sweep(sweep).as_json()}


def read_sweep(path: Path) -> Sweep:
    """Read a sweep's folder, or its `sweep.json`; what follows from the figures is made anew.

    Raises:
        BadInput: There is none, it is broken, or a newer Graftwork wrote it.
    """
    file = path / SWEEP_NAME if path.is_dir() else path
    where = str(file)
    fields = Fields(parse_object(read_content(file, _MOST_FILE), where), where)
    schema = check_schema(fields.text("schema", "", most=100), "sweep", where)
    points = fields.items("points", most=_MOST_POINTS)
    untouched = fields.inner("untouched")
    for derived in ("best", "verdict"):
        fields.is_null(derived)
    return Sweep(
        target=fields.mapping("target"),
        adapter=fields.mapping("adapter"),
        plan=fields.mapping("plan", {}),
        points=tuple(_point(Fields(one, f"point {index} of {where}")) for index, one in enumerate(points, start=1)),
        untouched=None if untouched is None else _point(untouched),
        created_utc=fields.text("created_utc", "", most=100),
        app_version=fields.text("app_version", "", most=100),
        schema=schema,
        extra=fields.rest(),
    )


def _point(fields: Fields) -> SweepPoint:
    skill = fields.inner("skill")
    columns = [Fields(one, "a column of a sweep") for one in fields.items("columns", most=_MOST_POINTS)]
    return SweepPoint(
        setting=Setting(
            weight=fields.number("weight", least=-sys.float_info.max, most=sys.float_info.max),
            rank=fields.integer("rank"),
            modules=fields.text("modules", most=1000),
        ),
        columns=tuple(_column(one) for one in columns),
        skill=None if skill is None else _skill(skill),
        confirmed=fields.flag("confirmed", False),
        tokens=fields.integer("tokens", 0),
        seconds=fields.number("seconds", 0.0, least=0),
        failure=fields.text("failure", "", most=_LONGEST_FAILURE),
    )


def _column(fields: Fields) -> SweepColumn:
    n = fields.integer("n")
    part = Tally(
        n=n,
        hits=fields.integer("hits", most=n),
        lo=fields.number("lo", least=0, most=1),
        hi=fields.number("hi", least=0, most=1),
        lp_mean=None if fields.is_null("lp_mean") else fields.number("lp_mean"),
        margin=None if fields.is_null("margin") else fields.number("margin"),
        voids=fields.integer("voids", 0),
    )
    return SweepColumn(fields.text("language", most=200), fields.integer("length", least=1), part)


def _skill(fields: Fields) -> Skill:
    n = fields.integer("n")
    hits = fields.integer("hits", most=n)
    lost, gained = fields.integer("lost", 0, most=n - hits), fields.integer("gained", 0, most=hits)
    if hits + lost - gained < 0:
        raise BadInput("The skill of a sweep's point does not add up.", "Run the sweep again.")
    return Skill(n, hits, lost, gained)
