"""From a run's pattern to its likely causes, after the table of the project's study of haystack checks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graftwork_core.haystack.results.answers import QuestionResult
from graftwork_core.haystack.results.causes import Cause, cause
from graftwork_core.haystack.results.columns import Column
from graftwork_core.haystack.results.header import Finding, RunHeader
from graftwork_core.haystack.results.statistics import BAD, GOOD
from graftwork_core.haystack.results.tally import State, Tally, band_of, tally

_ROPE: Final = re.compile(r"theta|rope|scaling|keys_disagree|frequen", re.IGNORECASE)
_REACH: Final = re.compile(r"reach|bound", re.IGNORECASE)
_MUCH_NEARER: Final = 0.85
_MUCH_FARTHER: Final = 0.5
_LEAST_ON_A_SIDE: Final = 4
_SAG: Final = 0.5
PARAPHRASES: Final = ("T5", "T6")
_ENOUGH: Final = 16
"""The fewest trials that can be green without a miss."""


@dataclass(frozen=True, slots=True)
class Case:
    """All that a diagnosis may look at.

    Attributes:
        header: What was run.
        findings: What audits of its configuration found.
        known: Every question, controls and voids included.
        mapped: The questions the map is made of.
        columns: The map's columns, the shortest first.
        tiers: All planted questions by tier.
        controls: Questions for keys that were never planted.
        alone: Facts that stood alone in their text, where the map's texts hold many.
    """

    header: RunHeader
    findings: tuple[Finding, ...]
    known: tuple[QuestionResult, ...]
    mapped: tuple[QuestionResult, ...]
    columns: tuple[Column, ...]
    tiers: tuple[tuple[str, Tally], ...]
    controls: Tally
    alone: Tally

    @property
    def red(self) -> tuple[Column, ...]:
        """The columns where too much is lost."""
        return tuple(column for column in self.columns if column.state == "red")

    @property
    def untested(self) -> int | None:
        """The longest length that was asked for and that nobody has tested yet; None when the run got there."""
        tested = max((column.length for column in self.columns), default=0)
        return max((length for length in self.header.lengths if length > tested), default=None)


def diagnose(case: Case, state: State) -> tuple[Cause, ...]:
    """The likely causes of a verdict that is not green, the likeliest first; for a green one, what is noteworthy."""
    rules: dict[State, tuple[Callable[[Case], Iterator[Cause]], ...]] = {
        "void": (_window, _voids),
        "red": (_chat, _keys, _rope, _predicted, _beyond_window, _task, _middle, _distance, _window, _scattered),
        "amber": (_chat, _unfinished, _window, _few, _rope_when_missed, _harder, _misses, _weak),
        "green": (_weak, _harder),
    }
    found = [one for rule in rules[state] for one in rule(case)]
    found += [*_strings(case), *_no_key(case)]
    return tuple({one.id: one for one in reversed(found)}.values())[::-1]


def _chat(case: Case) -> Iterator[Cause]:
    both = [one for one in case.mapped if one.counts and one.forced is not None and one.generated is not None]
    likely = sum(one.forced.hit for one in both if one.forced is not None)
    written = sum(one.generated.hit for one in both if one.generated is not None)
    if len(both) >= _LEAST_ON_A_SIDE and likely >= GOOD * len(both) and written < BAD * len(both):
        yield cause("chat")


def _keys(case: Case) -> Iterator[Cause]:
    first, alone = case.columns[0].tally, case.alone
    if case.columns[0].state == "red" and alone.n >= _LEAST_ON_A_SIDE and alone.hits >= BAD * alone.n:
        yield cause("keys", hits=alone.hits, n=alone.n, packed=first.hits, asked=first.n)


def _rope(case: Case) -> Iterator[Cause]:
    for finding in case.findings:
        if finding.is_serious and _ROPE.search(finding.id):
            yield cause("rope", detail=finding.message)
            return


def _predicted(case: Case) -> Iterator[Cause]:
    for finding in case.findings:
        if finding.is_serious and _REACH.search(finding.id):
            yield cause("predicted", detail=finding.message)
            return


def _rope_when_missed(case: Case) -> Iterator[Cause]:
    if any(column.tally.misses for column in case.columns):
        yield from _rope(case)


def _beyond_window(case: Case) -> Iterator[Cause]:
    window = _own_window(case.header)
    if window is not None and case.red and case.red[0].length > window:
        yield cause("beyond_window", window=f"{window:,}")


def _task(case: Case) -> Iterator[Cause]:
    first = case.columns[0]
    if any(True for _ in _keys(case)):
        return
    if first.state == "red" and first.tally.hits < BAD * first.tally.n:
        yield cause("task")


def _middle(case: Case) -> Iterator[Cause]:
    lengths = {column.length for column in case.red}
    lost = [one for one in case.mapped if one.length_target in lengths]
    outer = tally(one for one in lost if band_of(one.depth_target) != "middle")
    middle = tally(one for one in lost if band_of(one.depth_target) == "middle")
    if outer.n >= _LEAST_ON_A_SIDE and outer.hits >= 0.9 * outer.n and middle.n and middle.hits < BAD * middle.n:
        yield cause("middle")


def _distance(case: Case) -> Iterator[Cause]:
    edge = edge_distance([one for one in case.mapped if one.counts and one.distance >= 0])
    if edge is not None:
        yield cause("distance", distance=f"{edge:,}")


def edge_distance(trials: Sequence[QuestionResult]) -> int | None:
    """The distance in tokens up to which facts are found and beyond which they are lost; None when there is none.

    It must be a matter of distance and not of length: in the very texts in which far facts are lost, near ones are
    found.
    """
    ordered = sorted(trials, key=lambda one: one.distance)
    total, best, found = sum(one.hit for one in ordered), -1, None
    near_hits = 0
    for index, one in enumerate(ordered[:-1], start=1):
        near_hits += one.hit
        far_misses = (len(ordered) - index) - (total - near_hits)
        if near_hits + far_misses > best and ordered[index].distance > one.distance:
            best, found = near_hits + far_misses, index
    if found is None:
        return None
    near, far = ordered[:found], ordered[found:]
    lengths = {one.length_target for one in far if not one.hit}
    beside = [one for one in near if one.length_target in lengths]
    if min(len(beside), len(far)) < _LEAST_ON_A_SIDE:
        return None
    near_rate = min(_rate(near), _rate(beside))
    return near[-1].distance if near_rate >= _MUCH_NEARER and _rate(far) <= _MUCH_FARTHER else None


def _rate(trials: Sequence[QuestionResult]) -> float:
    return sum(one.hit for one in trials) / len(trials)


def _scattered(case: Case) -> Iterator[Cause]:
    below = [column.length for column in case.columns if column.length < case.red[0].length]
    if case.columns[0].state == "red":
        return
    last = case.columns[-1]
    if below and all(column.state == "red" for column in case.columns if column.length >= case.red[0].length):
        yield cause("reach", good=f"{below[-1]:,}", bad=f"{case.red[0].length:,}")
    elif case.header.merge is not None or last.state != "red":
        yield cause("interference" if case.header.merge is not None else "scattered")


def _window(case: Case) -> Iterator[Cause]:
    """A crash or NaN at every text longer than some length, and at none shorter."""
    broken = [one for one in case.known if one.status != "ok" and not one.control]
    sound = [one.length_target for one in case.known if one.status == "ok"]
    if broken and sound and min(one.length_target for one in broken) > max(sound):
        reasons = Counter(one.reason for one in broken)
        first = min(one.length_target for one in broken)
        yield cause("window", length=f"{first:,}", detail=reasons.most_common(1)[0][0])


def _voids(case: Case) -> Iterator[Cause]:
    reasons = Counter(one.reason for one in case.known if one.status != "ok")
    if reasons:
        yield cause("voids", detail=reasons.most_common(1)[0][0])


def _unfinished(case: Case) -> Iterator[Cause]:
    if case.untested is not None:
        yield cause("unfinished", length=f"{case.untested:,}")


def _few(case: Case) -> Iterator[Cause]:
    amber = [column for column in case.columns if column.state == "amber"]
    if amber and all(column.tally.misses == 0 for column in amber):
        yield cause("few", n=min(column.tally.n for column in amber), needed=_ENOUGH)


def _misses(case: Case) -> Iterator[Cause]:
    missed = [column for column in case.columns if column.state == "amber" and column.tally.misses]
    if missed:
        yield cause("misses", misses=missed[0].tally.misses, n=missed[0].tally.n)


def _weak(case: Case) -> Iterator[Cause]:
    scored = [column.tally for column in case.columns if column.tally.lp_mean is not None and column.tally.n]
    if len(scored) < 2 or any(part.hits < GOOD * part.n for part in (scored[0], scored[-1])):
        return
    short, long = scored[0].lp_mean, scored[-1].lp_mean
    if short is not None and long is not None and long < -_SAG and long < short - _SAG:
        yield cause("weak", short=short, long=long)


def _harder(case: Case) -> Iterator[Cause]:
    for name, part in case.tiers:
        if name not in PARAPHRASES and part.state == "red":
            yield cause("harder", tier=name, hits=part.hits, n=part.n)
            return


def _strings(case: Case) -> Iterator[Cause]:
    literal = [part for name, part in case.tiers if name not in PARAPHRASES]
    if any(part.state == "green" for part in literal) and any(
        part.state == "red" for name, part in case.tiers if name in PARAPHRASES
    ):
        yield cause("strings")


def _no_key(case: Case) -> Iterator[Cause]:
    part = case.controls
    if part.n >= 5 and part.hits >= 0.5 * part.n:
        yield cause("no_key", hits=part.hits, n=part.n)


def _own_window(header: RunHeader) -> int | None:
    rope = header.model.get("rope")
    window = rope.get("window") if isinstance(rope, dict) else None
    return window if isinstance(window, int) and not isinstance(window, bool) and window > 0 else None
