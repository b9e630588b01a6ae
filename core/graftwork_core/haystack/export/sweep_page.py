"""A sweep as one page: verdict, grid, scatter, every setting as a table, and how it was done."""

from __future__ import annotations

from collections.abc import Iterator

from graftwork_core.haystack.export import page
from graftwork_core.haystack.export.page import Html, Number
from graftwork_core.haystack.export.plain import one_line
from graftwork_core.haystack.export.public import public, shown
from graftwork_core.haystack.export.svg import to_svg
from graftwork_core.haystack.export.sweep_grid import sweep_grid
from graftwork_core.haystack.export.sweep_scatter import sweep_scatter
from graftwork_core.haystack.export.sweep_tell import share_told
from graftwork_core.haystack.export.sweep_words import tell
from graftwork_core.haystack.export.words import Language, tokens
from graftwork_core.haystack.results.compromise import Sweep, SweepPoint
from graftwork_core.haystack.results.compromise_words import judge_sweep


def sweep_html(sweep: Sweep, language: Language = "en") -> str:
    """The whole report of a sweep."""
    name = one_line(str(sweep.target.get("name", "")))
    title = f"{tell('title', language)}: {name}"
    body = [
        *_head(sweep, language, name),
        *_pictures(sweep, language),
        *_table(sweep, language),
        *_method(sweep, language),
    ]
    return page.page(title, body, language)


def _head(sweep: Sweep, language: Language, name: str) -> Iterator[Html]:
    adapter = one_line(str(sweep.adapter.get("name", "")))
    verdict = judge_sweep(sweep)
    yield Html(f"<h1>{page.text(tell('title', language))}: <bdi>{page.text(name)}</bdi></h1>")
    yield page.paragraph(f"{adapter} · {sweep.created_utc[:10]} · Graftwork {sweep.app_version}", "muted")
    sentence = page.paragraph(f"{page.SIGNS[verdict.state]} {verdict.sentence(language)}")
    yield Html(f'<section class="verdict {verdict.state}">{sentence}</section>')


def _pictures(sweep: Sweep, language: Language) -> Iterator[Html]:
    if not sweep.points:
        return
    yield page.heading(tell("grid", language))
    yield page.figure(to_svg(sweep_grid(sweep, language), "grid"))
    if any(point.skill is not None for point in sweep.points):
        yield page.heading(tell("scatter", language))
        yield page.figure(to_svg(sweep_scatter(sweep, language), "scatter"))


def _table(sweep: Sweep, language: Language) -> Iterator[Html]:
    known = [*([sweep.untouched] if sweep.untouched else []), *sweep.points]
    places = sorted({(column.language, column.length) for point in known for column in point.columns})
    names = [tell(name, language) for name in ("setting", "qualifies", "worst", "reach", "kept", "lost")]
    columns = [f"{language_name} {tokens(length)}" for language_name, length in places]
    yield page.heading(tell("settings", language))
    yield page.table((*names, *columns), (_line(sweep, point, places, language) for point in known))


def _line(sweep: Sweep, point: SweepPoint, places: list[tuple[str, int]], language: Language) -> tuple[page.Cell, ...]:
    found = {(column.language, column.length): column for column in point.columns}
    told = tell("untouched", language) if point is sweep.untouched else point.setting.told
    if point is sweep.best:
        told = f"★ {told} ({tell('best', language)})"
    if point.failure:
        told = f"{told}: {one_line(point.failure, 300)}"
    verdict = page.state("green" if point.qualifies else "red", tell("yes" if point.qualifies else "no", language))
    worst, skill = point.worst, point.skill
    cells: list[page.Cell] = [
        told,
        Html("–") if point is sweep.untouched else verdict,
        Number("–" if worst is None else f"{worst.tally.hits}/{worst.tally.n}"),
        Number(tell("none", language) if point.reach is None else f"{point.reach:,}"),
        Number("–" if skill is None else f"{skill.hits}/{skill.n} ({share_told(point)})"),
        Number("–" if skill is None else f"{skill.lost} (p {skill.p:.2g})"),
    ]
    for place in places:
        column = found.get(place)
        sign = "" if column is None or column.is_sound else "✗ "
        cells.append(Number("–" if column is None else f"{sign}{column.tally.hits}/{column.tally.n}"))
    return tuple(cells)


def _method(sweep: Sweep, language: Language) -> Iterator[Html]:
    yield page.heading(tell("how", language))
    yield page.paragraph(tell("rule", language))
    parts = public({"plan": sweep.plan, "target": sweep.target, "adapter": sweep.adapter})
    yield page.folded(tell("asked", language), f"<pre>{page.text(shown(parts), 200_000)}</pre>")
