"""What a run comes to, in the window's words: the sentence, the cause, the figures. Also while it still runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication, QLocale

from graftwork.amounts import duration
from graftwork.engine_words import engine_words

if TYPE_CHECKING:
    from graftwork_core.haystack.results.answers import QuestionResult
    from graftwork_core.haystack.results.effective import Effective
    from graftwork_core.haystack.results.summary import Summary
    from graftwork_core.haystack.results.tally import Tally

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the card: what it is, its value, and what it means."""

    title: str
    value: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class VerdictWords:
    """What the card says.

    Attributes:
        state: "green", "amber", "red", "void"; empty while it is not known.
        sentence: One plain sentence.
        advice: What to do; may be empty.
        reach: The effective context in three definitions.
        figures: The rest.
    """

    state: str
    sentence: str
    advice: str = ""
    reach: tuple[Figure, ...] = ()
    figures: tuple[Figure, ...] = ()


def language() -> Literal["en", "zh"]:
    """The language of the engine's own sentences: "zh", or "en" for every other."""
    return "zh" if QLocale().language() is QLocale.Language.Chinese else "en"


def finished_words(summary: Summary) -> VerdictWords:
    """A finished run, or one that was stopped."""
    verdict, chinese = summary.verdict, language() == "zh"
    first = verdict.causes[0] if verdict.causes else None
    advice = "" if first is None else (first.advice_zh if chinese else first.advice_en)
    detail = first.detail if first is not None else ""
    return VerdictWords(
        state=verdict.state,
        sentence=verdict.sentence(language()),
        advice="\n".join(part for part in (detail, advice) if part),
        reach=_reach(summary.effective),
        figures=(*_counts(summary.whole), *_more(summary)),
    )


def running_words(results: Sequence[QuestionResult], seconds_left: float | None) -> VerdictWords:
    """A run of which these answers are known. Counts with numpy: not for many thousands of them."""
    from graftwork_core.haystack.results.columns import columns
    from graftwork_core.haystack.results.effective import effective, guard
    from graftwork_core.haystack.results.tally import tally

    time_left: tuple[Figure, ...] = ()
    if seconds_left is not None:
        time_left = (Figure(translate("verdict", "time left"), duration(seconds_left)),)
    if not results:
        return VerdictWords("", translate("verdict", "The first answers are on their way."), figures=time_left)
    judged = columns(results)
    reach = effective(judged, guard(results))
    red = next((column.length for column in judged if column.state == "red"), None)
    if red is not None:
        sentence = translate("verdict", "So far: facts are lost at {length} tokens.").format(length=f"{red:,}")
    elif reach.ours is not None:
        sentence = translate("verdict", "So far: sound up to {length} tokens.").format(length=f"{reach.ours:,}")
    else:
        sentence = translate("verdict", "So far: too few answers to say.")
    return VerdictWords("", sentence, reach=_reach(reach), figures=(*_counts(tally(results)), *time_left))


def _reach(reach: Effective) -> tuple[Figure, ...]:
    from graftwork_core.units import format_length

    named = (
        (
            translate("verdict", "sound"),
            reach.ours,
            translate("verdict", "The longest text such that it and every shorter one is green in its worst part."),
        ),
        (
            translate("verdict", "85.6 % found"),
            reach.ruler_85_6,
            translate("verdict", "As RULER counts: at least 85.6 % found, whatever the model does in short texts."),
        ),
        (
            translate("verdict", "85 % of short"),
            reach.own_85,
            translate("verdict", "As NoLiMa counts: at least 85 % of what the model finds in short texts."),
        ),
    )
    none = translate("verdict", "none")
    return tuple(Figure(title, none if value is None else format_length(value), why) for title, value, why in named)


def _counts(whole: Tally) -> tuple[Figure, ...]:
    if not whole.n:
        return ()
    found = translate("verdict", "{hits} of {n}").format(hits=f"{whole.hits:,}", n=f"{whole.n:,}")
    return (
        Figure(translate("verdict", "found"), found),
        Figure(
            translate("verdict", "95 % interval"),
            f"{whole.lo:.2f} – {whole.hi:.2f}",
            translate("verdict", "Where the rate lies with 95 % certainty."),
        ),
    )


def _more(summary: Summary) -> tuple[Figure, ...]:
    figures = []
    if summary.all_green.given:
        figures.append(Figure(translate("verdict", "all green"), f"≥ {100 * summary.all_green.lo:.1f} %"))
    if summary.worst_band is not None and summary.worst_band[1].misses:
        band, part = summary.worst_band
        names = {
            "begin": translate("verdict", "beginning"),
            "middle": translate("verdict", "middle"),
            "end": translate("verdict", "end"),
        }
        value = f"{names.get(band, str(band))} · {part.hits}/{part.n}"
        figures.append(Figure(translate("verdict", "worst part"), value))
    if summary.middle_penalty is not None and abs(summary.middle_penalty) >= 0.05:
        figures.append(
            Figure(
                translate("verdict", "lost in the middle"),
                translate("verdict", "{points} points").format(points=f"{summary.middle_penalty * 100:+.0f}"),
                translate("verdict", "What the outer fifths have over the middle."),
            )
        )
    if summary.false_retrieval.n:
        part = summary.false_retrieval
        figures.append(
            Figure(
                translate("verdict", "false finds"),
                translate("verdict", "{hits} of {n}").format(hits=part.hits, n=part.n),
                translate("verdict", "How often a planted value was named for a fact that was never planted."),
            )
        )
    voids = sum(count for _, count in summary.voids)
    if voids:
        reasons = "\n".join(f"{count} × {engine_words(reason)}" for reason, count in summary.voids)
        figures.append(Figure(translate("verdict", "void"), f"{voids:,}", reasons))
    if summary.seconds:
        figures.append(Figure(translate("verdict", "took"), duration(summary.seconds)))
    return tuple(figures)
