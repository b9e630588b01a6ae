"""The words of a sweep's pictures and page, in English and Chinese."""

from __future__ import annotations

from typing import Final

from graftwork_core.haystack.export.words import Language

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("Adapter settings", "适配器设置"),
    "grid": ("Long context and skill by rank and weight", "按秩与权重的长上下文与技能"),
    "scatter": ("Long context against skill", "长上下文与技能的权衡"),
    "rank": ("rank {rank}", "秩 {rank}"),
    "weight": ("weight {weight}", "权重 {weight}"),
    "modules": ("modules: {modules}", "模块：{modules}"),
    "skill": ("skill {share}", "技能 {share}"),
    "skill_axis": ("skill kept, beside the untouched target", "保住的技能（相对于未改动的目标）"),
    "worst_axis": ("facts found in the worst column", "最差一列的命中率"),
    "worst_rate": ("facts found in the worst column", "最差一列的命中率"),
    "best": ("best compromise", "最佳折中"),
    "untouched": ("untouched target", "未改动的目标"),
    "qualifies": ("qualifies", "合格"),
    "not": ("does not", "不合格"),
    "yes": ("yes", "是"),
    "no": ("no", "否"),
    "settings": ("Every setting", "所有设置"),
    "setting": ("setting", "设置"),
    "sound": ("sound", "可靠"),
    "reach": ("sound up to", "可靠至"),
    "kept": ("skill", "技能"),
    "lost": ("lost", "丢失"),
    "worst": ("worst column", "最差一列"),
    "none": ("none", "无"),
    "how": ("How it was done", "检查方法"),
    "asked": ("Plan, target and adapter", "计划、目标与适配器"),
    "rule": (
        "A column is sound when its rate is at least 0.80, its 95 % interval reaches 0.95 and its lower bound is at "
        "least 0.50. The skill is kept when at least 95 % of what the untouched target got right is still right. Of "
        "the settings that qualify, the one with the best worst column is marked; of equals the lowest rank, then the "
        "lowest weight. A setting is asked only as much as it takes to tell whether it qualifies; the marked one was "
        "asked everything.",
        "一列可靠，指命中率不低于 0.80、95% 区间达到 0.95、下限不低于 0.50。技能保住，指未改动的目标答对的题中"
        "至少 95% 仍然答对。在合格的设置中，标出最差一列最好的那个；相同时取较低的秩，再取较低的权重。"
        "每种设置只问到足以判断是否合格为止；标出的那个问了全部问题。",
    ),
    "grid_tip": (
        "Colour and upper figure: facts found in the worst column. Lower figure: skill kept.",
        "颜色与上方数字：最差一列的命中率。下方数字：保住的技能。",
    ),
}


def tell(name: str, language: Language, **figures: object) -> str:
    """A text in a language, its figures filled in."""
    return _WORDS[name][language == "zh"].format(**figures)
