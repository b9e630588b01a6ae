"""One answer in words: what was expected, what came, how likely it was."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from graftwork.engine_words import engine_words
from graftwork.models.haystack import depth_text
from graftwork.widgets.needle_text import Asked

if TYPE_CHECKING:
    from graftwork_core.haystack.results.answers import QuestionResult

translate = QCoreApplication.translate
_LONGEST: Final = 160


def asked(result: QuestionResult) -> Asked:
    """The question, as the list of questions and the line above the text say it."""
    return Asked(result.id, _title(result), tuple(_facts(result)))


def all_asked(results: Iterable[QuestionResult]) -> tuple[Asked, ...]:
    """Several, what was not found first."""
    known = sorted(results, key=lambda one: (one.status == "ok", one.hit, one.id))
    return tuple(asked(result) for result in known)


def outcome(result: QuestionResult) -> str:
    """Found, missed or void."""
    if result.status != "ok":
        return translate("answers", "void")
    if result.control:
        return translate("answers", "named a value") if result.hit else translate("answers", "rightly not found")
    return translate("answers", "found") if result.hit else translate("answers", "missed")


def came(result: QuestionResult) -> str:
    """What the model wrote, on one line; empty when it wrote nothing."""
    if result.generated is None:
        return ""
    text = " ".join(result.generated.text.split())
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _title(result: QuestionResult) -> str:
    from graftwork_core.units import format_length

    place = f"{format_length(result.length_target)} · {depth_text(result.depth_target)}"
    return f"{outcome(result)} · {place} · {result.key} → {result.expected}"


def _facts(result: QuestionResult) -> list[tuple[str, str]]:
    facts = [(translate("answers", "expected"), result.expected)]
    if result.status != "ok":
        facts.append((translate("answers", "void because"), engine_words(result.reason)))
    if result.generated is not None:
        facts.append((translate("answers", "came"), came(result) or translate("answers", "nothing")))
    if result.forced is not None:
        facts.append((translate("answers", "log-probability"), f"{result.forced.lp_mean:.2f}".replace("-", "−")))
        if result.forced.margin is not None:
            facts.append((translate("answers", "margin"), f"{result.forced.margin:.1f}".replace("-", "−")))
        if result.forced.rank is not None:
            facts.append((translate("answers", "rank"), str(result.forced.rank)))
    if result.distance >= 0:
        facts.append((translate("answers", "distance"), f"{result.distance:,}"))
    return facts
