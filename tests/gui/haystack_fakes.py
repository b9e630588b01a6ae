"""Answers of a haystack check that nobody had to compute."""

from __future__ import annotations

from typing import Any

from graftwork_core.haystack.results import Forced, QuestionResult

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
