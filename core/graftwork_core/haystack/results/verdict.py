"""The verdict on a run: one state, one sentence in two languages, the likely causes.

- **Red**: at least one tested length is red (rules: `columns`).
- **Void**: no length is red, but nothing was tested, a length has not one sound answer, or more than a fifth of the
  questions got none. A server that cuts prompts makes a run void, never red.
- **Green**: every tested length is green, the longest planned one among them, and no literal tier (T1 to T4) is red.
- **Amber**: everything else: more questions would decide it.

The exit status of a command that was asked for a check is 0 for green, 1 for everything else.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

from graftwork_core.haystack.results.causes import Cause
from graftwork_core.haystack.results.columns import Column
from graftwork_core.haystack.results.diagnosis import PARAPHRASES, Case, diagnose
from graftwork_core.haystack.results.effective import Effective
from graftwork_core.haystack.results.tally import Band, State, Tally

_MOST_VOID: Final = 0.2
_PLACES: Final[dict[Band, tuple[str, str]]] = {
    "begin": ("at the beginning", "开头"),
    "middle": ("in the middle", "中部"),
    "end": ("at the end", "结尾"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to make of a run.

    Attributes:
        state: Green, amber (undecided), red, or void (no verdict).
        sentence_en: One plain sentence.
        sentence_zh: The same in Chinese.
        causes: The likeliest first; for a green run what is noteworthy all the same.
    """

    state: State
    sentence_en: str
    sentence_zh: str
    causes: tuple[Cause, ...] = ()

    @property
    def is_green(self) -> bool:
        """Whether a check that was asked for has passed."""
        return self.state == "green"

    def sentence(self, language: str) -> str:
        """The sentence in "zh" or, for any other language, English."""
        return self.sentence_zh if language == "zh" else self.sentence_en

    def as_json(self) -> dict[str, Any]:
        """The verdict as plain JSON values."""
        return {
            "state": self.state,
            "sentence_en": self.sentence_en,
            "sentence_zh": self.sentence_zh,
            "causes": [cause.as_json() for cause in self.causes],
        }


def judge(case: Case, whole: Tally, reach: Effective) -> Verdict:
    """The verdict.

    Args:
        case: The run, counted.
        whole: All trials of the map.
        reach: Its effective context.
    """
    state = _state(case)
    causes = diagnose(case, state)
    english, chinese = _WORDS[state](case, whole, reach)
    if causes and (state != "green" or causes[0].id == "weak"):
        english += f"{_LEAD[state][0]}{causes[0].en}"
        chinese += f"{_LEAD[state][1]}{causes[0].zh}"
    return Verdict(state, english + ".", chinese + "。", causes)


def _state(case: Case) -> State:
    states = {column.state for column in case.columns}
    if "red" in states:
        return "red"
    planted = [result for result in case.known if not result.control]
    voids = sum(result.status != "ok" for result in planted)
    if not states or "void" in states or voids > _MOST_VOID * len(planted):
        return "void"
    harder_fails = any(part.state == "red" for name, part in case.tiers if name not in PARAPHRASES)
    return "green" if states == {"green"} and case.untested is None and not harder_fails else "amber"


_LEAD: Final[dict[State, tuple[str, str]]] = {
    "green": ("; but ", "；但是"),
    "amber": ("; ", "；"),
    "red": ("; likely cause: ", "；可能原因："),
    "void": ("; likely cause: ", "；可能原因："),
}


def _green(case: Case, whole: Tally, reach: Effective) -> tuple[str, str]:
    name, length = case.header.model_name, f"{case.columns[-1].length:,}"
    return (
        f"Green: {name} finds facts anywhere in texts of up to {length} tokens ({whole.hits:,} of {whole.n:,}, "
        f"at least {_percent(whole.lo)} % with 95 % certainty)",
        f"绿：{name} 在最长 {length} 个词元的文本中，任何位置的事实都能找到（{whole.n:,} 个中 {whole.hits:,} 个，"
        f"95% 置信下限 {_percent(whole.lo)}%）",
    )


def _amber(case: Case, whole: Tally, reach: Effective) -> tuple[str, str]:
    first = next((column for column in case.columns if column.state == "amber"), case.columns[-1])
    found_en, found_zh = _found(first)
    sound_en, sound_zh = _sound(case, first, reach)
    name = case.header.model_name
    return f"Undecided: {name} {found_en}{sound_en}", f"未定：{name} {found_zh}{sound_zh}"


def _red(case: Case, whole: Tally, reach: Effective) -> tuple[str, str]:
    first = case.red[0]
    found_en, found_zh = _found(first)
    sound_en, sound_zh = _sound(case, first, reach)
    worst_en, worst_zh = _worst(first)
    name = case.header.model_name
    return f"Red: {name} {found_en}{worst_en}{sound_en}", f"红：{name} {found_zh}{worst_zh}{sound_zh}"


def _void(case: Case, whole: Tally, reach: Effective) -> tuple[str, str]:
    planted = [result for result in case.known if not result.control]
    voids = sum(result.status != "ok" for result in planted)
    if not planted:
        return "No verdict: nothing was asked yet", "无结论：尚未提问"
    name = case.header.model_name
    return (
        f"No verdict: {voids} of {len(planted)} questions to {name} got no sound answer",
        f"无结论：向 {name} 提出的 {len(planted)} 个问题中有 {voids} 个没有得到可靠的回答",
    )


def _found(column: Column) -> tuple[str, str]:
    hits, n, length = column.tally.hits, column.tally.n, f"{column.length:,}"
    return (
        f"finds {hits} of {n} facts at {length} tokens",
        f"在 {length} 个词元处 {n} 个事实中找到 {hits} 个",
    )


def _worst(column: Column) -> tuple[str, str]:
    worst = column.worst
    if worst is None or column.tally.n == 0:
        return "", ""
    band, part = worst
    others = [other for name, other in column.bands if name != band and other.n]
    if not others or part.hits / part.n > min(other.hits / other.n for other in others) - 0.1:
        return "", ""
    english, chinese = _PLACES[band]
    return f", the fewest {english}", f"，{chinese}最少"


def _sound(case: Case, column: Column, reach: Effective) -> tuple[str, str]:
    """Up to where it is sound, told beside a column where it is not."""
    if reach.ours is not None:
        return f", and is sound up to {reach.ours:,}", f"，在 {reach.ours:,} 以内可靠"
    if column is case.columns[0]:
        return ", the shortest length tested", "，这是测试过的最短长度"
    return ", and no shorter length is certain to be sound", "，更短的长度也不能确定可靠"


_WORDS: Final = {"green": _green, "amber": _amber, "red": _red, "void": _void}


def _percent(rate: float) -> str:
    """A bound in percent, never rounded up."""
    return f"{math.floor(rate * 1000) / 10:.1f}"
