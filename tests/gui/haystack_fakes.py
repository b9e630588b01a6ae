"""Answers of a haystack check that nobody had to compute."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graftwork_core.haystack.results.answers import Forced, QuestionResult
from graftwork_core.haystack.results.compromise import Setting, Skill, Sweep, SweepColumn, SweepPoint
from graftwork_core.haystack.results.header import RunHeader
from graftwork_core.haystack.results.run_file import write_result
from graftwork_core.haystack.results.store import open_store
from graftwork_core.haystack.results.tally import Tally
from graftwork_core.jobs.events import Metric

LENGTHS = (128, 256, 512, 1024, 2048)
DEPTHS = tuple(step / 10 for step in range(11))


def answer(length: int = 1024, depth: float = 0.5, hit: bool = True, number: int = 0, **changes: Any) -> QuestionResult:
    """One question's outcome, graded by likelihood."""
    lp = -0.02 if hit else -3.5
    margin = 6.0 if hit else -2.0
    values: dict[str, Any] = {
        "id": f"s{number}-{length}-{depth:g}",
        "seed": number,
        "tier": "T1",
        "language": "en",
        "length_target": length,
        "length_true": length - 3,
        "depth_target": depth,
        "depth_true": depth,
        "needle_token": round(length * depth),
        "distance": round(length * (1 - depth)),
        "key": "Zorim",
        "expected": "4783",
        "control": False,
        "status": "ok",
        "forced": Forced(hit, lp, 4 * lp, 0.9 if hit else 0.01, margin, 1 if hit else 4, ()),
    }
    return QuestionResult(**(values | changes))


def answers(reach: int = 512, repeats: int = 2) -> list[QuestionResult]:
    """A whole map: everything is found up to `reach` tokens, and beyond it only what lies near the end."""
    return [
        answer(length, depth, length <= reach or depth >= 0.9, number)
        for length in LENGTHS
        for depth in DEPTHS
        for number in range(repeats)
    ]


def header(model: Path | str = "skill", **changes: Any) -> RunHeader:
    """What the answers above were given to."""
    values: dict[str, Any] = {
        "plan": {"lengths": list(LENGTHS), "preset": "classic"},
        "plan_hash": "c0ffee",
        "generator": {},
        "model": {"name": Path(model).name, "path": str(model), "rope": {"window": 128}},
        "engine": {"kind": "local"},
    }
    return RunHeader(**(values | changes))


def write_run(folder: Path, results: list[QuestionResult], model: Path | str = "skill") -> Path:
    """A finished run's folder, as the worker leaves it."""
    with open_store(folder, header(model)) as store:
        for result in results:
            store.append(result)
        store.add_work(200_000, 42.0)
    write_result(folder)
    return folder


def write_check(folder: Path) -> Path:
    """A finished check of a graft: the model reads everything, the target as it was fails beyond 512 tokens."""
    write_run(folder, answers(2048), "skill-long")
    write_run(folder / "rows" / "target", answers(512), "skill as it was")
    write_run(folder / "rows" / "donor", answers(1024), "long (donor)")
    return folder


def metric(result: QuestionResult, row: str = "model") -> Metric:
    """What a worker says of an answer."""
    forced = result.forced
    return Metric(
        "question",
        {
            "row": row,
            "phase": "scan",
            "id": result.id,
            "tier": result.tier,
            "length": result.length_target,
            "depth": result.depth_target,
            "control": result.control,
            "status": result.status,
            "hit": result.hit,
            "lp": None if forced is None else forced.lp_mean,
            "margin": None if forced is None else forced.margin,
        },
    )


def sweep(best: bool = True) -> Sweep:
    """A sweep over two ranks and two weights; only rank 8 at weight 0.75 keeps both."""
    points = []
    for rank in (8, 16):
        for weight in (0.75, 1.0):
            good = best and (rank, weight) == (8, 0.75)
            column = SweepColumn("en", 2048, Tally(22, 22 if good else 20, 0.85 if good else 0.72, 1.0))
            skill = Skill(38, 38 if good else 30, lost=0 if good else 8)
            points.append(SweepPoint(Setting(weight, rank, "all"), (column,), skill))
    return Sweep({"name": "skill"}, {"name": "long"}, {}, tuple(points))
