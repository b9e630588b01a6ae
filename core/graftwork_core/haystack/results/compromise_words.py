"""The verdict on a sweep: which setting to take, in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from graftwork_core.haystack.results.compromise import Setting, Sweep, SweepPoint

SweepState = Literal["green", "red", "void"]
_MODULES: Final = {
    "all": {"en": "all modules", "zh": "所有模块"},
    "attention": {"en": "attention", "zh": "注意力"},
    "mlp": {"en": "feed-forward", "zh": "前馈"},
}
_LANGUAGES: Final = {"en": {"en": "English", "zh": "英文"}, "zh": {"en": "Chinese", "zh": "中文"}}


@dataclass(frozen=True, slots=True)
class SweepVerdict:
    """What to make of a sweep.

    Attributes:
        state: "green" when a setting qualifies, "red" when none does, "void" when nothing was asked.
        sentence_en: One plain sentence.
        sentence_zh: The same in Chinese.
    """

    state: SweepState
    sentence_en: str
    sentence_zh: str

    def sentence(self, language: str) -> str:
        """The sentence in "zh" or, for any other language, English."""
        return self.sentence_zh if language == "zh" else self.sentence_en

    def as_json(self) -> dict[str, str]:
        """The verdict as plain JSON values."""
        return {"state": self.state, "sentence_en": self.sentence_en, "sentence_zh": self.sentence_zh}


def judge_sweep(sweep: Sweep) -> SweepVerdict:
    """The verdict on a sweep, finished or not."""
    best = sweep.best
    if best is not None:
        count = sum(point.qualifies for point in sweep.points)
        return SweepVerdict(
            "green",
            f"Best compromise: {_told(best.setting, 'en')}; {_brings(best, 'en')}; "
            f"{count} of {len(sweep.points)} settings qualify{_left_out(sweep, 'en')}.",
            f"最佳折中：{_told(best.setting, 'zh')}；{_brings(best, 'zh')}；"
            f"{len(sweep.points)} 种设置中有 {count} 种合格{_left_out(sweep, 'zh')}。",
        )
    near = sweep.nearest
    if near is None and sweep.points:
        why = sweep.points[0].failure
        return SweepVerdict("void", f"No verdict: no setting could be tried. {why}", f"无结论：没有一种设置可用。{why}")
    if near is None or near.worst is None:
        return SweepVerdict("void", "No verdict: no setting was tried yet.", "无结论：尚未尝试任何设置。")
    sound, kept = (sum(getattr(one, part) for one in sweep.points) for part in ("is_sound", "keeps_skill"))
    return SweepVerdict(
        "red",
        f"No setting is sound at every length and keeps the skill ({sound} of {len(sweep.points)} are sound, {kept} "
        f"keep it{_left_out(sweep, 'en')}); the nearest is {_told(near.setting, 'en')}: {_brings(near, 'en')}.",
        f"没有一种设置既在各长度可靠又保住原有技能（{len(sweep.points)} 种中 {sound} 种可靠，{kept} 种保住技能"
        f"{_left_out(sweep, 'zh')}）；"
        f"最接近的是{_told(near.setting, 'zh')}：{_brings(near, 'zh')}。",
    )


def _brings(point: SweepPoint, language: str) -> str:
    worst, skill = point.worst, point.skill
    zh = language == "zh"
    parts = []
    if worst is not None:
        hits, n = worst.tally.hits, worst.tally.n
        spoken = _named(_LANGUAGES, worst.language, language)
        parts.append(
            f"最差一列（{spoken}，{worst.length:,} 个词元）找到 {hits}/{n}"
            if zh
            else f"{hits} of {n} facts found in its worst column ({spoken}, {worst.length:,} tokens)"
        )
    if skill is not None:
        # Where nothing was gained, the two figures tell what was lost.
        lost = skill.lost if skill.gained else 0
        if zh:
            more = f"，其中 {lost} 个丢失" if lost else ""
            parts.append(f"技能 {skill.hits}/{skill.n}（原为 {skill.before}{more}）")
        else:
            more = f", of which {lost} are lost" if lost else ""
            parts.append(f"skill {skill.hits} of {skill.n} (untouched {skill.before}{more})")
    return "，".join(parts) if zh else ", ".join(parts)


def _left_out(sweep: Sweep, language: str) -> str:
    """How many settings could not be tried; nothing when all could."""
    count = sum(bool(point.failure) for point in sweep.points)
    if not count:
        return ""
    return f"，{count} 种无法尝试" if language == "zh" else f", {count} could not be tried"


def _told(setting: Setting, language: str) -> str:
    modules = _named(_MODULES, setting.modules, language)
    if language == "zh":
        return f"秩 {setting.rank}、权重 {setting.weight:g}、{modules}" if setting.rank else "原样"
    return f"rank {setting.rank}, weight {setting.weight:g}, {modules}" if setting.rank else "untouched"


def _named(names: Mapping[str, Mapping[str, str]], key: str, language: str) -> str:
    """What people call it; a regular expression is called as it is."""
    return names[key]["zh" if language == "zh" else "en"] if key in names else key
