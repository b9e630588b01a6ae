"""Runs without an engine: who is found where is a function, so that every pattern can be made."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from graftwork_core.haystack.results.answers import Forced, Generated, QuestionResult, TokenScore
from graftwork_core.haystack.results.header import Finding, RunHeader
from graftwork_core.haystack.results.run_file import Run
from graftwork_core.haystack.results.summary import summarise

DEPTHS = tuple(step / 10 for step in range(11))
LENGTHS = (128, 256, 512, 1024, 2048)
Found = Callable[[int, float, int], bool]


def header(**changes: Any) -> RunHeader:
    parts: dict[str, Any] = {
        "plan": {"lengths": list(LENGTHS)},
        "plan_hash": "plan-1",
        "generator": {"name": "built-in", "version": 1},
        "model": {"name": "demo", "sha256_of_config": "c1", "sha256_of_index": "i1"},
        "engine": {"kind": "local"},
        "created_utc": "2026-01-01T00:00:00Z",
    }
    return RunHeader(**{**parts, **changes})


def forced(hit: bool, lp: float, foils: int = 9) -> Forced:
    scores = (TokenScore(7, lp, hit), TokenScore(8, lp, hit))
    return Forced(hit, lp, 2 * lp, 0.5 if hit else 0.01, 3.0 if hit else -3.0, 1 if hit else 4, scores, foils)


def question(
    length: int,
    depth: float,
    number: int = 0,
    *,
    hit: bool = True,
    seed: int = 0,
    tier: str = "T2",
    control: bool = False,
    status: Any = "ok",
    reason: str = "",
    lp: float | None = None,
    generated: bool | None = None,
    text: str = "4783",
    foils: int = 9,
    extra: dict[str, Any] | None = None,
) -> QuestionResult:
    score = forced(hit, (-0.01 if hit else -4.0) if lp is None else lp, foils)
    return QuestionResult(
        id=f"{(extra or {}).get('phase', '')}{tier}-{'c' if control else 'q'}-{seed}-{length:07}-{depth:.4f}-{number}",
        seed=seed,
        tier=tier,
        language="en",
        length_target=length,
        length_true=length - 3,
        depth_target=depth,
        depth_true=depth,
        needle_token=-1 if control else int(depth * length),
        distance=-1 if control else int((1 - depth) * length),
        key="Zorim",
        expected="4783",
        control=control,
        status=status,
        reason=reason,
        forced=score if status == "ok" else None,
        generated=None if generated is None else Generated(generated, text, "stop", length),
        seconds=0.25,
        extra=extra or {},
    )


def results(
    found: Found, lengths: Sequence[int] = LENGTHS, depths: Sequence[float] = DEPTHS, repeats: int = 2, **parts: Any
) -> list[QuestionResult]:
    return [
        question(length, depth, number, hit=found(length, depth, number), **parts)
        for length in lengths
        for depth in depths
        for number in range(repeats)
    ]


def make_run(some: Sequence[QuestionResult], audit: Sequence[Finding] = (), **changes: Any) -> Run:
    lengths = sorted({one.length_target for one in some})
    top = header(**{"plan": {"lengths": lengths}, "audit": tuple(audit), **changes})
    return Run(top, tuple(some), summarise(top, some, tokens=1000, seconds=2.0))


def is_png(file: Path) -> bool:
    """Whether a whole PNG is there."""
    with Image.open(io.BytesIO(file.read_bytes())) as image:
        image.load()
        return image.format == "PNG"


def everywhere(length: int, depth: float, number: int) -> bool:
    return True


def nowhere(length: int, depth: float, number: int) -> bool:
    return False
