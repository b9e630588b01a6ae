"""The words of pictures and pages, in English and Chinese."""

from __future__ import annotations

from typing import Final, Literal

from graftwork_core.haystack.results.tally import Band, State

Language = Literal["en", "zh"]

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("Needle in a haystack", "大海捞针"),
    "heatmap": ("Facts found by length and depth", "按长度与深度的命中情况"),
    "length_log": ("length of the prompt in tokens (log scale)", "提示长度（词元，对数刻度）"),
    "length_even": ("length of the prompt in tokens (one column each)", "提示长度（词元，每列一个）"),
    "depth": ("depth of the fact", "事实的深度"),
    "column": ("column", "整列"),
    "rate": ("rate of facts found", "命中率"),
    "green": ("sound", "可靠"),
    "amber": ("undecided", "未定"),
    "red": ("not sound", "不可靠"),
    "void": ("void", "无效"),
    "wide": ("wide interval", "区间较宽"),
    "effective": ("effective context (ours | 85.6 % | 85 % of own)", "有效上下文（本工具 | 85.6% | 自身的 85%）"),
    "trials": ("{hits} of {n} found", "{n} 个中找到 {hits} 个"),
    "interval": ("95 % interval {lo:.2f} to {hi:.2f}", "95% 区间 {lo:.2f} 至 {hi:.2f}"),
    "log_prob": ("log-probability {lp:.2f}", "对数概率 {lp:.2f}"),
    "begin": ("beginning", "开头"),
    "middle": ("middle", "中部"),
    "end": ("end", "结尾"),
    "by_length": ("Rate by length", "按长度的命中率"),
    "by_distance": ("Rate by distance from the question", "按与问题的距离的命中率"),
    "distance": ("tokens between the fact and the question (log scale)", "事实与问题之间的词元数（对数刻度）"),
    "lower": ("lost", "丢失"),
    "higher": ("gained", "新增"),
    "difference": ("Difference on the same questions", "相同问题上的差别"),
}


def say(name: str, language: Language, **figures: object) -> str:
    """A text in a language, its figures filled in."""
    return _WORDS[name][language == "zh"].format(**figures)


def state_word(state: State, language: Language) -> str:
    """A state as a word."""
    return say(state, language)


def band_word(band: Band, language: Language) -> str:
    """A part of the text as a word."""
    return say(band, language)


def tokens(length: int) -> str:
    """A length as people write it: 8k for 8192, 1.4k for 1448, 900 for 900."""
    if length < 1000:
        return str(length)
    scaled, name = (length / 2**20, "M") if length >= 0.995 * 2**20 else (length / 2**10, "k")
    return (f"{scaled:.0f}" if scaled >= 100 else f"{scaled:.1f}".removesuffix(".0")) + name
