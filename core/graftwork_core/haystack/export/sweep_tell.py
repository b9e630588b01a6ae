"""A setting and its sweep in words: what both pictures and the page say of them."""

from __future__ import annotations

from graftwork_core.haystack.export.sweep_words import tell
from graftwork_core.haystack.export.words import Language
from graftwork_core.haystack.results.compromise import Sweep, SweepPoint
from graftwork_core.haystack.results.compromise_words import judge_sweep


def share_told(point: SweepPoint) -> str:
    """The skill that was kept, in whole percent; 100 only when nothing is missing."""
    share = share_of(point)
    if share is None:
        return "–"
    rounded = round(share * 100)
    return f"{min(rounded, 99) if share < 1 else rounded} %"


def share_of(point: SweepPoint) -> float | None:
    """The skill that was kept; None when nobody asked, or there was none."""
    return None if point.skill is None else point.skill.share


def rate_of(point: SweepPoint) -> float:
    """The rate in the worst column; 0 without trials."""
    worst = point.worst
    return 0.0 if worst is None else worst.tally.rate or 0.0


def rate_told(point: SweepPoint) -> str:
    """The rate in the worst column in whole percent; 100 only when nothing was missed."""
    rate = rate_of(point)
    return f"{min(round(rate * 100), 99) if rate < 1 else 100} %"


def tip(point: SweepPoint, language: Language) -> str:
    """Everything about a setting on one line."""
    columns = ", ".join(
        f"{column.language} {column.length:,}: {column.tally.hits}/{column.tally.n}" for column in point.columns
    )
    skill = point.skill
    kept = "" if skill is None else f" · {tell('kept', language)} {skill.hits}/{skill.n}"
    return f"{point.setting.told}{kept} · {columns}"


def describe(sweep: Sweep, language: Language) -> str:
    """The sweep in words, for whoever cannot see it."""
    settings = "; ".join(
        f"{point.setting.told}: {rate_told(point)}, {tell('skill', language, share=share_told(point))}"
        for point in sweep.points
        if point.worst is not None
    )
    return f"{judge_sweep(sweep).sentence(language)} {settings}"
