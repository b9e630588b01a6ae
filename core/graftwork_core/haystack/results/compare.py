"""Two runs of the same questions: what the second found and the first did not, and whether that may be chance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any, Final, TypeVar

from graftwork_core.errors import BadInput
from graftwork_core.haystack.results.answers import QuestionResult
from graftwork_core.haystack.results.run_file import Run
from graftwork_core.haystack.results.statistics import Pairs, difference, mcnemar
from graftwork_core.haystack.results.summary import of_the_map
from graftwork_core.haystack.results.tally import depth_rows

SIGNIFICANT: Final = 0.05
_SAME: Final = ("key", "expected", "length_target", "depth_target", "control")
Pair = tuple[QuestionResult, QuestionResult]
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Paired:
    """Questions that both runs answered soundly.

    Attributes:
        n: How many.
        both: Found by both.
        lost: Found by the first alone.
        gained: Found by the second alone.
        difference: Rate of the second minus rate of the first.
        lo: Lower end of its 95 % interval (the wider of Tango's and the bootstrap over documents).
        hi: Its upper end.
        p: Of the exact McNemar test, two-sided.
        lp_change: Mean change of the answer's log-probability per token; None when one of them has no scores.
    """

    n: int
    both: int
    lost: int
    gained: int
    difference: float
    lo: float
    hi: float
    p: float
    lp_change: float | None = None

    @property
    def is_better(self) -> bool:
        """Whether the second run finds more, and not by chance."""
        return self.p < SIGNIFICANT and self.gained > self.lost

    @property
    def is_worse(self) -> bool:
        """Whether the second run finds less, and not by chance."""
        return self.p < SIGNIFICANT and self.lost > self.gained

    def as_json(self) -> dict[str, Any]:
        """The figures as plain JSON values."""
        return {
            "n": self.n,
            "both": self.both,
            "lost": self.lost,
            "gained": self.gained,
            "difference": self.difference,
            "lo": self.lo,
            "hi": self.hi,
            "p": self.p,
            "lp_change": self.lp_change,
        }


@dataclass(frozen=True, slots=True)
class PairedCell:
    """One cell of the difference map."""

    length: int
    depth_band: float
    paired: Paired

    def as_json(self) -> dict[str, Any]:
        """The cell as plain JSON values."""
        return {"length": self.length, "depth_band": self.depth_band, **self.paired.as_json()}


@dataclass(frozen=True, slots=True)
class Comparison:
    """The second run against the first.

    Attributes:
        first: What the first run's model is called.
        second: What the second's is called.
        whole: All shared questions of the maps.
        cells: The difference map, by length, then depth.
        by_length: Its columns, the shortest first.
        short: The columns of the short-context guard: a loss there is damage; None when they share none.
        alone: How many questions only the first and only the second answered soundly; they are left out.
        sentence_en: One plain sentence.
        sentence_zh: The same in Chinese.
    """

    first: str
    second: str
    whole: Paired
    cells: tuple[PairedCell, ...]
    by_length: tuple[tuple[int, Paired], ...]
    short: Paired | None
    alone: tuple[int, int]
    sentence_en: str
    sentence_zh: str

    def sentence(self, language: str) -> str:
        """The sentence in "zh" or, for any other language, English."""
        return self.sentence_zh if language == "zh" else self.sentence_en

    def as_json(self) -> dict[str, Any]:
        """The comparison as plain JSON values."""
        return {
            "first": self.first,
            "second": self.second,
            "whole": self.whole.as_json(),
            "cells": [cell.as_json() for cell in self.cells],
            "by_length": [{"length": length, **paired.as_json()} for length, paired in self.by_length],
            "short": None if self.short is None else self.short.as_json(),
            "alone": list(self.alone),
            "sentence_en": self.sentence_en,
            "sentence_zh": self.sentence_zh,
        }


def compare(first: Run, second: Run, names: tuple[str, str] | None = None) -> Comparison:
    """Compare two runs question by question.

    Args:
        first: The run that is the measure: the target as it was, an earlier merge.
        second: The run that is judged.
        names: What to call them; their models' names when None.

    Raises:
        BadInput: They did not ask the same questions, or share no sound answer.
    """
    pairs, alone = _pairs(first, second)
    one, other = names or (first.header.model_name, second.header.model_name)
    if one == other:
        one, other = f"{one} (1)", f"{other} (2)"
    row_of = depth_rows([a for a, _ in pairs])
    cells = _grouped(pairs, lambda a: (a.length_target, row_of(a)))
    lengths = _grouped(pairs, lambda a: a.length_target)
    whole = _paired(pairs)
    short = [pair for length in second.summary.short.lengths for pair in lengths.get(length, ())]
    english, chinese = _sentences(one, other, whole)
    return Comparison(
        first=one,
        second=other,
        whole=whole,
        cells=tuple(PairedCell(length, depth, _paired(cells[length, depth])) for length, depth in sorted(cells)),
        by_length=tuple((length, _paired(lengths[length])) for length in sorted(lengths)),
        short=_paired(short) if short else None,
        alone=alone,
        sentence_en=english,
        sentence_zh=chinese,
    )


def _pairs(first: Run, second: Run) -> tuple[list[Pair], tuple[int, int]]:
    hint = "Run both with the same plan, seed, text and tokenizer."
    if first.header.plan_hash != second.header.plan_hash:
        raise BadInput(
            f"The runs of {first.header.model_name} and {second.header.model_name} did not ask the same questions.",
            hint,
        )
    mine = {result.id: result for result in first.results if result.counts}
    theirs = {result.id: result for result in second.results if result.counts}
    shared = sorted(mine.keys() & theirs.keys())
    for name in shared:
        if any(getattr(mine[name], part) != getattr(theirs[name], part) for part in _SAME):
            raise BadInput(f"The two runs have different questions under the name {name!r}.", hint)
    if not shared:
        raise BadInput("The two runs share no question that both answered.", "Finish them first.")
    pairs = [(mine[one.id], theirs[one.id]) for one in of_the_map([mine[name] for name in shared])]
    return pairs, (len(mine) - len(shared), len(theirs) - len(shared))


def _paired(pairs: Sequence[Pair]) -> Paired:
    documents = _grouped(pairs, lambda a: a.seed)
    counted = [
        Pairs(
            lost=sum(a.hit and not b.hit for a, b in some),
            gained=sum(b.hit and not a.hit for a, b in some),
            n=len(some),
        )
        for _, some in sorted(documents.items())
    ]
    lost, gained = sum(one.lost for one in counted), sum(one.gained for one in counted)
    bounds = difference(counted)
    changes = [b.forced.lp_mean - a.forced.lp_mean for a, b in pairs if a.forced is not None and b.forced is not None]
    return Paired(
        n=len(pairs),
        both=sum(a.hit and b.hit for a, b in pairs),
        lost=lost,
        gained=gained,
        difference=(gained - lost) / len(pairs),
        lo=bounds.lo,
        hi=bounds.hi,
        p=mcnemar(lost, gained),
        lp_change=fmean(changes) if changes else None,
    )


def _grouped(pairs: Iterable[Pair], key: Callable[[QuestionResult], Key]) -> dict[Key, list[Pair]]:
    groups: dict[Key, list[Pair]] = {}
    for pair in pairs:
        groups.setdefault(key(pair[0]), []).append(pair)
    return groups


def _sentences(first: str, second: str, whole: Paired) -> tuple[str, str]:
    p = "p < 0.001" if whole.p < 0.001 else f"p = {whole.p:.3f}"
    points = f"{whole.difference * 100:+.0f} points, 95 % interval {whole.lo * 100:+.0f} to {whole.hi * 100:+.0f}; {p}"
    zh_points = f"{whole.difference * 100:+.0f} 个百分点，95 % 区间 {whole.lo * 100:+.0f} 至 {whole.hi * 100:+.0f}；{p}"
    net = abs(whole.gained - whole.lost)
    if whole.is_better or whole.is_worse:
        word, zh_word = ("more", "多") if whole.is_better else ("fewer", "少")
        return (
            f"On the same {whole.n:,} questions {second} finds {net:,} {word} than {first} ({points}).",
            f"在相同的 {whole.n:,} 个问题上，{_apart(second).lstrip()}比{_apart(first)}{zh_word}找到 {net:,} 个"
            f"（{zh_points}）。",
        )
    return (
        f"On the same {whole.n:,} questions no difference between {second} and {first} is certain: "
        f"{whole.gained:,} gained, {whole.lost:,} lost ({points}).",
        f"在相同的 {whole.n:,} 个问题上，{_apart(second).lstrip()}与{_apart(first)}没有确定的差别："
        f"新增 {whole.gained:,} 个，丢失 {whole.lost:,} 个（{zh_points}）。",
    )


def _apart(name: str) -> str:
    """A name within a Chinese sentence: a space stands where it begins or ends with a letter that is not Chinese."""
    if not name:
        return ""
    return f"{' ' * name[0].isascii()}{name}{' ' * name[-1].isascii()}"
