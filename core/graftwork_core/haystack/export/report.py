"""A run as one page: verdict, map, curves, tables that read without colour, failures, and how it was done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from graftwork_core.errors import BadInput
from graftwork_core.haystack.export import page
from graftwork_core.haystack.export.curve import by_distance_curve, by_length_curve
from graftwork_core.haystack.export.difference import difference_map
from graftwork_core.haystack.export.heatmap import heatmap, percent
from graftwork_core.haystack.export.page import Html, Number
from graftwork_core.haystack.export.plain import one_line
from graftwork_core.haystack.export.public import public, shown
from graftwork_core.haystack.export.report_words import ReportWords, words
from graftwork_core.haystack.export.svg import to_svg
from graftwork_core.haystack.export.words import Language, band_word, say, state_word, tokens
from graftwork_core.haystack.questions.compiled import Snippet
from graftwork_core.haystack.results.answers import QuestionResult
from graftwork_core.haystack.results.compare import Comparison, compare
from graftwork_core.haystack.results.header import RunHeader
from graftwork_core.haystack.results.run_file import Run
from graftwork_core.haystack.results.tally import Tally
from graftwork_core.units import format_duration

MOST_FAILURES: Final = 200
_MOST_REPLY: Final = 600


@dataclass(frozen=True, slots=True)
class Beside:
    """What a report may show besides the run itself.

    Attributes:
        rows: Other models on the same questions, with their names: target, settings only, donor.
        snippets: The text around the needle of a question, by the question's id.
    """

    rows: tuple[tuple[str, Run], ...] = ()
    snippets: Mapping[str, Sequence[Snippet]] = field(default_factory=dict)


def to_html(run: Run, language: Language = "en", beside: Beside | None = None) -> str:
    """The whole report of a run.

    Args:
        run: What to show.
        language: Of the page's own words.
        beside: What else to show.
    """
    own = words(language)
    extra = beside or Beside()
    body = [
        *_head(run, own, language),
        *_figures(run, own, language),
        *_map(run, own, language),
        *_rows(run, extra, own, language),
        *_curves(run, own, language),
        *_failures(run, extra, own, language),
        *_audit(run, own),
        *_method(run, own),
    ]
    return page.page(f"{own.title}: {one_line(run.header.model_name)}", body, language)


def _head(run: Run, own: ReportWords, language: Language) -> Iterator[Html]:
    verdict, badge = run.summary.verdict, run.summary.all_green
    yield Html(f"<h1>{page.text(own.title)}: <bdi>{page.text(run.header.model_name)}</bdi></h1>")
    yield page.paragraph(f"{run.header.created_utc[:10]} · Graftwork {run.header.app_version}", "muted")
    parts = [page.paragraph(f"{page.SIGNS[verdict.state]} {verdict.sentence(language)}")]
    for cause in verdict.causes:
        said, advice = (cause.zh, cause.advice_zh) if language == "zh" else (cause.en, cause.advice_en)
        detail = f" ({cause.detail.rstrip('.。')})" if cause.detail else ""
        parts.append(page.paragraph(f"• {said}{detail}{'。' if language == 'zh' else '. '}{advice}"))
    if badge.given:
        parts.append(page.paragraph(own.badge.format(n=f"{badge.n:,}", lo=f"{badge.lo:.3f}")))
    elif badge.withheld:
        why = own.withheld[badge.withheld]
        parts.append(page.paragraph(own.no_badge.format(n=f"{badge.n:,}", lo=f"{badge.lo:.3f}", why=why)))
    yield Html(f'<section class="verdict {verdict.state}">' + "\n".join(parts) + "</section>")


def _figures(run: Run, own: ReportWords, language: Language) -> Iterator[Html]:
    summary = run.summary
    reach, whole, short = summary.effective, summary.whole, summary.short
    none = own.none
    rows: list[tuple[str, Number, str]] = [
        (own.ours, Number(_length(reach.ours, none)), own.ours_means),
        (own.ruler, Number(_length(reach.ruler_85_6, none)), own.ruler_means),
        (own.own_85, Number(_length(reach.own_85, none)), own.own_85_means),
        (own.found, Number(_count(whole)), _interval(whole, language)),
    ]
    if summary.worst_band is not None:
        band, part = summary.worst_band
        rows.append(
            (own.worst_band, Number(_count(part)), f"{band_word(band, language)} · {_interval(part, language)}")
        )
    if summary.middle_penalty is not None:
        rows.append((own.middle_penalty, Number(f"{summary.middle_penalty:+.2f}"), own.middle_means))
    if summary.log_area is not None:
        rows.append((own.log_area, Number(f"{summary.log_area:.3f}"), own.log_area_means))
    if short.tally.n:
        lengths = ", ".join(tokens(length) for length in short.lengths)
        rows.append((own.short, Number(_count(short.tally)), f"{lengths} · {_interval(short.tally, language)}"))
    controls = summary.false_retrieval
    if controls.n:
        told = _interval(controls, language)
        if summary.compared is not None:
            least, most = summary.compared
            told += " · " + own.false_means.format(values=f"{least:,}" if least == most else f"{least:,}–{most:,}")
        rows.append((own.false, Number(_count(controls)), told))
    if summary.gain is not None:
        rows.append((own.gain, Number(f"{summary.gain:+.2f}"), own.gain_means))
    yield page.heading(own.figures)
    yield page.table((own.figure, own.value, own.meaning), rows)
    if summary.voids:
        yield page.heading(own.voids)
        yield page.paragraph(own.voids_mean)
        yield page.table((own.reason, own.number), ((reason, Number(count)) for reason, count in summary.voids))


def _map(run: Run, own: ReportWords, language: Language) -> Iterator[Html]:
    yield page.heading(say("heatmap", language))
    yield page.figure(to_svg(heatmap(run, language), "map"))
    names = (own.length, own.state, own.count, own.rate, own.interval, own.log_prob, own.worst_band, own.void)
    columns = []
    for column in run.summary.by_length:
        worst = column.worst
        told = f"{band_word(worst[0], language)} {_count(worst[1])}" if worst and worst[1].misses else own.none
        word = state_word(column.state, language) + (f" ({own.leans})" if column.leans else "")
        columns.append((Number(f"{column.length:,}"), page.state(column.state, word), *_counted(column.tally)[:4], told,
                        Number(column.tally.voids)))  # fmt: skip
    yield page.table(names, columns)
    cells = (
        (
            Number(f"{cell.length:,}"),
            Number(f"{cell.depth_band * 100:.4g} %"),
            page.state(cell.state, state_word(cell.state, language)),
            *_counted(cell.tally),
        )
        for cell in run.summary.cells
    )
    cell_names = (own.length, own.depth, own.state, own.count, own.rate, own.interval, own.log_prob, own.margin)
    yield page.folded(own.cells.format(n=len(run.summary.cells)), page.table(cell_names, cells))


def _rows(run: Run, beside: Beside, own: ReportWords, language: Language) -> Iterator[Html]:
    if not beside.rows:
        return
    yield page.heading(own.rows)
    yield page.paragraph(own.rows_mean)
    name = own.this_model
    runs = [*beside.rows, (name, run)]
    lengths = sorted({column.length for _, one in runs for column in one.summary.by_length})
    lines = []
    for label, one in runs:
        found = {column.length: column for column in one.summary.by_length}
        figures = [Number(_count(found[length].tally) if length in found else "–") for length in lengths]
        verdict = one.summary.verdict.state
        reach = Number(_length(one.summary.effective.ours, own.none))
        lines.append((label, page.state(verdict, state_word(verdict, language)), reach, *figures))
    yield page.table((own.model, own.state, own.ours, *(tokens(length) for length in lengths)), lines)
    yield page.figure(to_svg(by_length_curve([(name, run), *beside.rows], language), "rows"))
    for index, (label, other) in enumerate(beside.rows):
        try:
            comparison = compare(other, run, (label, name))
        except BadInput as error:
            yield page.paragraph(f"{label}: {error.message}", "muted")
        else:
            yield from _comparison(comparison, own, language, f"diff-{index}")


def _comparison(comparison: Comparison, own: ReportWords, language: Language, name: str) -> Iterator[Html]:
    yield page.paragraph(comparison.sentence(language))
    short = comparison.short
    if short is not None and short.is_worse:
        yield page.paragraph(own.short_lost.format(lost=short.lost, n=short.n), "red")
    yield page.folded(say("difference", language), page.figure(to_svg(difference_map(comparison, language), name)))


def _curves(run: Run, own: ReportWords, language: Language) -> Iterator[Html]:
    summary = run.summary
    if not summary.whole.n:
        return
    named = [(one_line(run.header.model_name), run)]
    yield page.heading(own.curves)
    yield page.paragraph(own.curves_mean)
    yield page.figure(to_svg(by_length_curve(named, language), "by-length"))
    yield page.figure(to_svg(by_distance_curve(named, language), "by-distance"))
    names = (own.count, own.rate, own.interval, own.log_prob, own.margin)
    distances = ((Number(f"{row.nearest:,}–{row.farthest:,}"), *_counted(row.tally)) for row in summary.by_distance)
    yield page.folded(own.by_distance, page.table((own.distance, *names), distances))
    depths = ((Number(f"{depth * 100:.4g} %"), *_counted(part)) for depth, part in summary.by_depth)
    yield page.folded(own.by_depth, page.table((own.depth, *names), depths))
    yield page.table((own.tier, *names), ((name, *_counted(part)) for name, part in summary.by_tier), own.tiers_mean)
    if len(summary.by_language) > 1:
        yield page.table((own.language, *names), ((name, *_counted(part)) for name, part in summary.by_language))


def _failures(run: Run, beside: Beside, own: ReportWords, language: Language) -> Iterator[Html]:
    missed = [one for one in run.results if (one.counts and not one.hit) or one.status != "ok"]
    yield page.heading(own.failures.format(n=f"{len(missed):,}"))
    if not missed:
        yield page.paragraph(own.no_failures)
        return
    if len(missed) > MOST_FAILURES:
        yield page.paragraph(own.more_failures.format(n=MOST_FAILURES), "muted")
    names = (own.length, own.depth, own.tier, own.key, own.expected, own.came, own.log_prob, own.rank)
    lines = (_failure(one, beside, own) for one in missed[:MOST_FAILURES])
    yield page.table(names, lines)


def _failure(one: QuestionResult, beside: Beside, own: ReportWords) -> tuple[page.Cell, ...]:
    if one.status != "ok":
        came = Html(f'<span class="void">{page.text(f"{own.void}: {one.reason or one.status}", _MOST_REPLY)}</span>')
    elif one.generated is not None:
        came = Html(f"<bdi>{page.text(one.generated.text or own.nothing, _MOST_REPLY)}</bdi>")
    else:
        came = page.text(own.not_likeliest)
    around = "".join(
        f"<br><small>{page.text(part.before[-300:])}<mark>{page.text(part.needle)}</mark>"
        f"{page.text(part.after[:300])}</small>"
        for part in beside.snippets.get(one.id, ())
    )
    score = one.forced
    return (
        Number(f"{one.length_target:,}"),
        Number(f"{one.depth_true * 100:.1f} %"),
        one.tier,
        one.key,
        one.expected,
        Html(came + around),
        Number(f"{score.lp_mean:.2f}" if score else "–"),
        Number(score.rank if score and score.rank is not None else "–"),
    )


def _audit(run: Run, own: ReportWords) -> Iterator[Html]:
    yield page.heading(own.audit)
    if run.header.audit:
        lines = ((finding.severity, finding.id, finding.message) for finding in run.header.audit)
        yield page.table((own.severity, own.finding, own.meaning), lines)
    else:
        yield page.paragraph(own.no_audit)


def _method(run: Run, own: ReportWords) -> Iterator[Html]:
    header, summary = run.header, run.summary
    yield page.heading(own.method)
    for line in (*own.rules, *_text_and_engine(header, own)):
        yield page.paragraph(line)
    cost = own.cost.format(
        questions=f"{len(run.results):,}", tokens=f"{summary.tokens:,}", time=format_duration(summary.seconds)
    )
    yield page.paragraph(cost)
    parts = {
        "plan_hash": header.plan_hash,
        "plan": header.plan,
        "generator": header.generator,
        "model": header.model,
        "merge": header.merge,
        "engine": header.engine,
    }
    yield page.folded(own.settings, f"<pre>{page.text(shown(public(parts)), 200_000)}</pre>")


def _text_and_engine(header: RunHeader, own: ReportWords) -> Iterator[str]:
    """How varied the text was, and what the engine told of itself."""
    quality = header.generator.get("quality")
    if isinstance(quality, Mapping):
        found = {name: quality.get(name) for name in ("sentences", "grams", "compressed")}
        if all(isinstance(one, int | float) for one in found.values()):
            yield own.quality.format(**found)
    for notes in (header.generator.get("notes"), header.engine.get("notes")):
        if isinstance(notes, list | tuple):
            yield from (str(note) for note in notes)


def _counted(part: Tally) -> tuple[Number, ...]:
    return (
        Number(_count(part)),
        Number(f"{percent(part)} %" if part.n else "–"),
        Number(f"{part.lo:.2f}–{part.hi:.2f}" if part.n else "–"),
        Number("–" if part.lp_mean is None else f"{part.lp_mean:.2f}"),
        Number("–" if part.margin is None else f"{part.margin:+.2f}"),
    )


def _count(part: Tally) -> str:
    return f"{part.hits:,}/{part.n:,}"


def _interval(part: Tally, language: Language) -> str:
    return say("interval", language, lo=part.lo, hi=part.hi) if part.n else ""


def _length(length: int | None, none: str) -> str:
    return none if length is None else f"{length:,}"
