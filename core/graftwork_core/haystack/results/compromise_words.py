"""The verdict on a sweep: which setting to take, in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from graftwork_core.haystack.results.compromise import Setting, Sweep, SweepPoint

SweepState = Literal["green", "red", "void"]


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
            f"Best compromise: {best.setting.told}; {_brings(best, 'en')}; "
            f"{count} of {len(sweep.points)} settings qualify{_left_out(sweep, 'en')}.",
            f"最佳折中：{_told(best.setting)}；{_brings(best, 'zh')}；"
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
        f"keep it{_left_out(sweep, 'en')}); the nearest is {near.setting.told}: {_brings(near, 'en')}.",
        f"没有一种设置既在各长度可靠又保住原有技能（{len(sweep.points)} 种中 {sound} 种可靠，{kept} 种保住技能"
        f"{_left_out(sweep, 'zh')}）；"
        f"最接近的是{_told(near.setting)}：{_brings(near, 'zh')}。",
    )


def _brings(point: SweepPoint, language: str) -> str:
    worst, skill = point.worst, point.skill
    zh = language == "zh"
    parts = []
    if worst is not None:
        hits, n = worst.tally.hits, worst.tally.n
        place = f"{worst.language}, {worst.length:,}"
        parts.append(
            f"最差一列（{place} 词元）找到 {hits}/{n}"
            if zh
            else f"{hits} of {n} facts found in its worst column ({place} tokens)"
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


def _told(setting: Setting) -> str:
    return f"秩 {setting.rank}、权重 {setting.weight:g}、模块 {setting.modules}" if setting.rank else "原样"
