"""A run's summary: the map, its edges, effective context, and the figures that tell merges apart.

The map is made of the planted questions of the run's own tier, the one that was asked most, in its scan and in the
confirmation with other texts. The smoke test, facts that stand alone and harder tiers are no part of it: they would
blur what the map says. They stand in `by_tier` and `alone`, and help to find the cause. Where nothing else was
asked, they are the map.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any, Final, Literal

from graftwork_core.haystack.results.answers import QuestionResult
from graftwork_core.haystack.results.columns import Column, bands_of, columns, worst_of
from graftwork_core.haystack.results.curves import DistanceRow, by_distance, log_area, middle_penalty
from graftwork_core.haystack.results.diagnosis import Case
from graftwork_core.haystack.results.effective import Effective, Guard, effective, guard
from graftwork_core.haystack.results.header import Finding, RunHeader
from graftwork_core.haystack.results.tally import Band, State, Tally, depth_rows, grouped, tally
from graftwork_core.haystack.results.verdict import Verdict, judge

Withheld = Literal["", "few", "void", "unfinished", "repeated"]
_BADGE: Final = 0.99
_ALONE: Final = "alone"
_APART: Final = ("smoke", "harder", _ALONE)
"""Phases that are no part of the map; where there is nothing else, the first of them is."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the map.

    Attributes:
        length: Tokens of the prompt that were asked for.
        depth_band: The row: a depth from 0 (beginning) to 1 (end).
        tally: What its questions came to.
    """

    length: int
    depth_band: float
    tally: Tally

    @property
    def state(self) -> State:
        """By its own trials alone."""
        return self.tally.state

    def as_json(self) -> dict[str, Any]:
        """The cell as plain JSON values."""
        return {"length": self.length, "depth_band": self.depth_band, **self.tally.as_json()}


@dataclass(frozen=True, slots=True)
class Badge:
    """All green: no cell with a miss, and so many trials that at least 99 % would be found.

    Attributes:
        given: Whether it is.
        n: Trials in the map.
        lo: Lower bound of the rate over the whole map.
        withheld: Why a map without a miss does not get it; empty otherwise. "few" questions, "void" ones among them,
            an "unfinished" run, or a text that is "repeated".
    """

    given: bool
    n: int
    lo: float
    withheld: Withheld = ""

    def as_json(self) -> dict[str, Any]:
        """The badge as plain JSON values."""
        return {"given": self.given, "n": self.n, "lo": self.lo, "withheld": self.withheld}


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to.

    Attributes:
        tier: Of the map's questions.
        cells: The map, by length, then depth.
        by_length: Its columns, the shortest first; their states make the verdict.
        by_depth: Its rows, the beginning of the text first.
        by_distance: Trials by their distance from the question, in octaves.
        by_tier: Every tier that was asked, facts that stand alone left out.
        alone: Facts that stood alone in their text, beside a map of texts with many.
        by_language: Every language that was asked.
        whole: All trials of the map.
        effective: The effective context in three definitions.
        worst_band: The part of the text where most is lost over all lengths; None without trials.
        middle_penalty: Rate in the outer fifths minus rate in the middle; None when one of the two is missing.
        log_area: Mean rate over the logarithm of the length, to rank merges by; None without trials.
        false_retrieval: Questions for keys never planted; a hit named a planted value all the same.
        compared: The fewest and the most planted values that such a question was compared with by likelihood; None
            when none was graded so.
        gain: Mean log-probability of an answer token above that for keys never planted; None when not known.
        short: The short columns, where a fall against the fine-tune is damage by the merge.
        voids: Why questions do not count, and how many, the most frequent reason first.
        all_green: The badge.
        verdict: State, sentence, causes.
        tokens: Tokens worked through.
        seconds: Time of all sessions.
    """

    tier: str
    cells: tuple[Cell, ...]
    by_length: tuple[Column, ...]
    by_depth: tuple[tuple[float, Tally], ...]
    by_distance: tuple[DistanceRow, ...]
    by_tier: tuple[tuple[str, Tally], ...]
    alone: Tally
    by_language: tuple[tuple[str, Tally], ...]
    whole: Tally
    effective: Effective
    worst_band: tuple[Band, Tally] | None
    middle_penalty: float | None
    log_area: float | None
    false_retrieval: Tally
    compared: tuple[int, int] | None
    gain: float | None
    short: Guard
    voids: tuple[tuple[str, int], ...]
    all_green: Badge
    verdict: Verdict
    tokens: int = 0
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The summary as plain JSON values, as it stands in `result.json`."""
        worst = self.worst_band
        return {
            "tier": self.tier,
            "cells": [cell.as_json() for cell in self.cells],
            "by_length": [column.as_json() for column in self.by_length],
            "by_depth": [{"depth_band": depth, **row.as_json()} for depth, row in self.by_depth],
            "by_distance": [row.as_json() for row in self.by_distance],
            "by_tier": [{"tier": name, **row.as_json()} for name, row in self.by_tier],
            "alone": self.alone.as_json(),
            "by_language": [{"language": name, **row.as_json()} for name, row in self.by_language],
            "whole": self.whole.as_json(),
            "effective": self.effective.as_json(),
            "worst_band": None if worst is None else {"band": worst[0], **worst[1].as_json()},
            "middle_penalty": self.middle_penalty,
            "log_area": self.log_area,
            "false_retrieval": {**self.false_retrieval.as_json(), "compared": self.compared and list(self.compared)},
            "gain": self.gain,
            "short": self.short.as_json(),
            "voids": {"n": sum(count for _, count in self.voids), "reasons": dict(self.voids)},
            "all_green": self.all_green.as_json(),
            "verdict": self.verdict.as_json(),
            "tokens": self.tokens,
            "seconds": self.seconds,
        }


def summarise(
    header: RunHeader,
    results: Sequence[QuestionResult],
    audit: Sequence[object] = (),
    *,
    tokens: int = 0,
    seconds: float = 0.0,
) -> Summary:
    """Summarise a run, finished or not. The order of the results does not matter.

    Args:
        header: What was run; its `audit` and its plan's `lengths` are used.
        results: What came out so far.
        audit: Further findings, objects or mappings with `id`, `severity` and `message`.
        tokens: Tokens worked through.
        seconds: Time it took.
    """
    known = sorted(results, key=lambda result: result.id)
    planted = [result for result in known if not result.control]
    mapped = of_the_map(planted)
    stands_alone = _ALONE if any(result.phase != _ALONE for result in mapped) else None
    alone = [result for result in planted if result.phase == stands_alone]
    row_of = depth_rows(mapped)
    cells = [
        Cell(length, depth, tally(some))
        for (length, depth), some in sorted(grouped(mapped, lambda one: (one.length_target, row_of(one))).items())
    ]
    case = Case(
        header=header,
        findings=(*header.audit, *(Finding.of(one) for one in audit)),
        known=tuple(known),
        mapped=tuple(mapped),
        columns=columns(mapped),
        tiers=_tallies([result for result in planted if result.phase != stands_alone], "tier"),
        alone=tally(alone),
        controls=tally(result for result in known if result.control),
    )
    whole, short = tally(mapped), guard(mapped)
    reach = effective(case.columns, short)
    reasons = Counter(result.reason or result.status for result in known if result.status != "ok")
    return Summary(
        tier=mapped[0].tier if mapped else "",
        cells=tuple(cells),
        by_length=case.columns,
        by_depth=tuple((depth, tally(some)) for depth, some in sorted(grouped(mapped, row_of).items())),
        by_distance=by_distance(mapped),
        by_tier=case.tiers,
        alone=case.alone,
        by_language=_tallies(mapped, "language"),
        whole=whole,
        effective=reach,
        worst_band=worst_of(bands_of(mapped)),
        middle_penalty=middle_penalty(mapped),
        log_area=log_area(case.columns, header.lengths),
        false_retrieval=case.controls,
        compared=_compared(known),
        gain=_gain(known),
        short=short,
        voids=tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
        all_green=_badge(header, cells, whole),
        verdict=judge(case, whole, reach),
        tokens=tokens,
        seconds=seconds,
    )


def of_the_map(planted: Sequence[QuestionResult]) -> list[QuestionResult]:
    """The questions that a map is made of; see the module's text.

    Args:
        planted: Questions about planted needles.
    """
    phases = grouped(planted, lambda result: result.phase)
    main = [result for result in planted if result.phase not in _APART]
    chosen = main or next((phases[phase] for phase in _APART if phase in phases), [])
    asked = Counter(result.tier for result in chosen)
    most = min(asked, key=lambda tier: (-asked[tier], tier), default="")
    return [result for result in chosen if result.tier == most]


def _tallies(results: Sequence[QuestionResult], name: str) -> tuple[tuple[str, Tally], ...]:
    groups = grouped(results, lambda result: str(getattr(result, name)))
    return tuple((group, tally(some)) for group, some in sorted(groups.items()))


def _compared(results: Sequence[QuestionResult]) -> tuple[int, int] | None:
    """What controls were compared with; one that was graded by what was written is right or wrong without."""
    counts = [one.forced.foils for one in results if one.control and one.forced is not None and one.generated is None]
    return (min(counts), max(counts)) if counts else None


def _gain(results: Sequence[QuestionResult]) -> float | None:
    sound = [(one.control, one.forced.lp_mean) for one in results if one.status == "ok" and one.forced is not None]
    asked = [score for control, score in sound if not control]
    never = [score for control, score in sound if control]
    return fmean(asked) - fmean(never) if asked and never else None


def _badge(header: RunHeader, cells: Sequence[Cell], whole: Tally) -> Badge:
    if not cells or any(cell.tally.misses or not cell.tally.n for cell in cells):
        return Badge(False, whole.n, whole.lo)
    repeated = header.generator.get("repeated")
    withheld: Withheld = ""
    if isinstance(repeated, int) and repeated > 1:
        withheld = "repeated"
    elif whole.voids:
        withheld = "void"
    elif max(header.lengths, default=0) > max(cell.length for cell in cells):
        withheld = "unfinished"
    elif whole.lo < _BADGE:
        withheld = "few"
    return Badge(not withheld, whole.n, whole.lo, withheld)
