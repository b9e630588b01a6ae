"""A self-contained HTML page: its frame, its style and its tables. No scripts, nothing from elsewhere, all escaped.

A content security policy in the page forbids what nobody put in: should anything ever slip through the escaping, the
browser still neither runs nor loads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from graftwork_core.haystack.export.plain import plain
from graftwork_core.haystack.results.tally import State

SIGNS: Final[dict[State, str]] = {"green": "✓", "amber": "~", "red": "✗", "void": "–"}
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_STYLE: Final = """
:root { color-scheme: light dark; --ink:#172023; --muted:#566368; --line:#dde3e4; --paper:#fff; --ground:#f5f7f7;
 --green:#1b7340; --amber:#855300; --red:#b3261e; --void:#566368; --soft:#f0f3f3; }
@media (prefers-color-scheme: dark) { :root { --ink:#e5eaeb; --muted:#9eabaf; --line:#2d3639; --paper:#1c2224;
 --ground:#14181a; --green:#6fcf97; --amber:#f0bf5f; --red:#ff8f86; --void:#9eabaf; --soft:#232a2d; } }
* { box-sizing: border-box; }
body { margin:0; padding:2rem 1rem 4rem; background:var(--ground); color:var(--ink);
 font:16px/1.5 system-ui,'Segoe UI','Noto Sans','Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif; }
main { max-width:70rem; margin:auto; }
h1 { font-size:1.6rem; line-height:1.25; margin:0 0 .25rem; overflow-wrap:anywhere; }
h2 { font-size:1.2rem; margin:2.25rem 0 .6rem; }
p { margin:.4rem 0; max-width:60rem; overflow-wrap:anywhere; }
.muted { color:var(--muted); }
.verdict { background:var(--paper); border:1px solid var(--line); border-left:.4rem solid; border-radius:.5rem;
 padding:.9rem 1.1rem; margin:1.2rem 0; }
.verdict p:first-child { font-weight:600; font-size:1.1rem; }
.green { color:var(--green); } .amber { color:var(--amber); } .red { color:var(--red); } .void { color:var(--void); }
.verdict.green, .verdict.amber, .verdict.red, .verdict.void { border-left-color:currentColor; }
.verdict > * { color:var(--ink); } .verdict > p:first-child { color:inherit; }
figure { margin:1rem 0; padding:.5rem; background:#fff; border:1px solid var(--line); border-radius:.5rem;
 overflow-x:auto; }
figure svg { display:block; max-width:none; }
.scroll { overflow-x:auto; }
table { border-collapse:collapse; background:var(--paper); border:1px solid var(--line); font-size:.92rem; }
th, td { padding:.3rem .7rem; border-bottom:1px solid var(--line); text-align:left; vertical-align:top; }
th { font-weight:600; background:var(--soft); white-space:nowrap; }
td.n { text-align:right; font-variant-numeric:tabular-nums; white-space:nowrap; }
td.t { white-space:pre-wrap; overflow-wrap:anywhere; min-width:9rem; max-width:32rem; unicode-bidi:isolate; }
details > summary { cursor:pointer; padding:.3rem 0; }
pre { background:var(--paper); border:1px solid var(--line); border-radius:.5rem; padding:.8rem; overflow-x:auto;
 font-size:.85rem; white-space:pre-wrap; overflow-wrap:anywhere; }
mark { background:#fee838; color:#000; }
ul { padding-left:1.3rem; }
@media print { body { background:#fff; padding:0; } details { display:block; } }
"""


class Number(str):
    """A figure: set to the right in tables."""

    __slots__ = ()


class Html(str):
    """Text that is HTML already: everything from outside in it was escaped when it was made."""

    __slots__ = ()


Cell = str | Number | Html


def page(title: str, body: Iterable[str], language: str) -> str:
    """The whole page.

    Args:
        title: As text.
        body: Pieces of HTML.
        language: "en" or "zh".
    """
    code = "zh-Hans" if language == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{code}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{text(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(body)
        + "\n</main>\n</body>\n</html>\n"
    )


def text(content: str, most: int = 4000) -> Html:
    """Text from anywhere, as HTML that shows it and does nothing else."""
    return Html(escape(plain(content, most)))


def table(names: Sequence[str], rows: Iterable[Sequence[Cell]], caption: str = "") -> Html:
    """A table that scrolls sideways when it must.

    Args:
        names: The header.
        rows: Numbers go to the right, HTML stays, everything else is escaped.
        caption: For screen readers and eyes; empty for none.
    """
    head = "".join(f'<th scope="col">{text(name)}</th>' for name in names)
    lines = "\n".join("<tr>" + "".join(_cell(cell) for cell in row) + "</tr>" for row in rows)
    told = f'<caption class="muted">{text(caption)}</caption>' if caption else ""
    return Html(
        f'<div class="scroll"><table>{told}\n<thead><tr>{head}</tr></thead>\n<tbody>\n{lines}\n</tbody></table></div>'
    )


def folded(caption: str, content: str) -> Html:
    """Something that opens on demand; `content` is HTML."""
    return Html(f"<details><summary>{text(caption)}</summary>\n{content}\n</details>")


def heading(content: str) -> Html:
    """A section's heading."""
    return Html(f"<h2>{text(content)}</h2>")


def paragraph(content: str, kind: str = "") -> Html:
    """A paragraph of text."""
    return Html(f'<p class="{kind}">{text(content)}</p>' if kind else f"<p>{text(content)}</p>")


def figure(svg: str) -> Html:
    """A picture; `svg` comes from the SVG painter."""
    return Html(f"<figure>\n{svg}</figure>")


def state(kind: State, word: str) -> Html:
    """A state as sign and word, so that it reads without colour."""
    return Html(f'<span class="{kind}">{SIGNS[kind]} {text(word)}</span>')


def _cell(cell: Cell) -> str:
    if isinstance(cell, Html):
        return f"<td>{cell}</td>"
    if isinstance(cell, Number):
        return f'<td class="n">{text(cell)}</td>'
    return f'<td class="t">{text(cell)}</td>'
