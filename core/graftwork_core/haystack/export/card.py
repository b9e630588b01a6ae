"""The verdict in the model card of a checked model: a section of its README.md, and the map beside it.

The section stands between two marks. Writing it again replaces it; nothing else in the file is touched, not a byte.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from graftwork_core.errors import BadInput
from graftwork_core.haystack.export.files import export
from graftwork_core.haystack.export.plain import one_line
from graftwork_core.haystack.export.words import band_word, say, state_word
from graftwork_core.haystack.results.run_file import Run
from graftwork_core.haystack.results.store import write_bytes
from graftwork_core.provenance import CARD_NAME

BEGIN: Final = "<!-- graftwork: haystack check, begin -->"
END: Final = "<!-- graftwork: haystack check, end -->"
MAP_NAME: Final = "heatmap.png"
_SECTION: Final = re.compile(
    re.escape(BEGIN).encode() + rb"(?:(?!" + re.escape(BEGIN).encode() + rb").)*?" + re.escape(END).encode(), re.DOTALL
)
_MOST_CARD: Final = 10 * 2**20
_ACTS: Final = re.compile(r"([\\`*_{}\[\]()#|~])")


def write_card(folder: Path, run: Run, rows: Sequence[tuple[str, Run]] = ()) -> Path:
    """Put a run's verdict into the README.md of a model's folder, and its map beside it. Returns the README.

    A folder without one gets one that holds only the section.

    Args:
        folder: The model's folder.
        run: Of that model.
        rows: Other models on the same questions, with their names.

    Raises:
        BadInput: The README is a link (it belongs to somebody else's cache), or no text that we could add to.
        GraftworkError: The disk or the folder does not let us.
    """
    card = folder / CARD_NAME
    if not folder.is_dir():
        raise BadInput(f"{folder} is not a folder.", "Give the folder of the model that was checked.")
    for file in (card, folder / MAP_NAME):
        if file.is_symlink() or (file.exists() and not file.is_file()):
            raise BadInput(
                f"{file} is a link or no file, so nothing is written there.", "Copy the model, then write its card."
            )
    old = _read(card)
    new = with_section(old, section(run, rows))
    export(run, "png", folder / MAP_NAME)
    if new != old:
        write_bytes(card, new)
    return card


def with_section(card: bytes, text: str) -> bytes:
    """A card with this section: in the place of an earlier one, or at the end.

    Args:
        card: The README as it is; its line ends are kept.
        text: The section, marks included.
    """
    ends = b"\r\n" if b"\r\n" in card else b"\n"
    fresh = text.encode("utf-8", "replace").replace(b"\n", ends)
    if _SECTION.search(card):
        return _SECTION.sub(lambda _: fresh, card, count=1)
    if not card:
        return fresh + ends
    gap = b"" if card.endswith(ends * 2) else ends if card.endswith(ends) else ends * 2
    return card + gap + fresh + ends


def section(run: Run, rows: Sequence[tuple[str, Run]] = ()) -> str:
    """The section as Markdown, marks included; whatever comes from outside in it is plain text."""
    summary, header = run.summary, run.header
    verdict, reach, whole = summary.verdict, summary.effective, summary.whole
    tiers = ", ".join(name for name, _ in summary.by_tier)
    lines = [
        BEGIN,
        "",
        "## Long context, checked",
        "",
        escaped(verdict.sentence_en),
        "",
        f"![{escaped(say('heatmap', 'en'))}]({MAP_NAME})",
        "",
        "| figure | value |",
        "|---|---|",
        f"| verdict | {state_word(verdict.state, 'en')} |",
        f"| effective context (every part of the text sound) | {_length(reach.ours)} |",
        f"| by RULER's threshold (85.6 %) | {_length(reach.ruler_85_6)} |",
        f"| by NoLiMa's threshold (85 % of its own short rate) | {_length(reach.own_85)} |",
        f"| facts found | {whole.hits:,} of {whole.n:,} (95 % interval {whole.lo:.3f} to {whole.hi:.3f}) |",
        f"| kind of facts | {escaped(tiers)} |",
    ]
    if summary.worst_band is not None:
        band, part = summary.worst_band
        lines.append(f"| worst part of the text | {band_word(band, 'en')}: {part.hits:,} of {part.n:,} |")
    lines.append(f"| all green | {'yes' if summary.all_green.given else 'no'} |")
    serious = sum(finding.is_serious for finding in header.audit)
    lines.append(f"| audit of the configuration | {_warnings(serious)} |")
    lines += _rows(run, rows)
    made = f"Graftwork {header.app_version}, {header.created_utc[:10]}, plan {header.plan_hash[:16]}"
    lines += ["", f"Checked with {escaped(made)}.", "", END]
    return "\n".join(lines)


def escaped(text: str) -> str:
    """Text as Markdown that shows it and does nothing else."""
    plain = one_line(text, 2000).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _ACTS.sub(r"\\\1", plain).replace("://", ":\u200b//")


def _rows(run: Run, rows: Sequence[tuple[str, Run]]) -> list[str]:
    if not rows:
        return []
    known = [*rows, ("this model", run)]
    lengths = sorted({column.length for _, one in known for column in one.summary.by_length})
    lines = [
        "",
        "| model | " + " | ".join(f"{length:,}" for length in lengths) + " |",
        "|---" * (len(lengths) + 1) + "|",
    ]
    for name, one in known:
        found = {column.length: column.tally for column in one.summary.by_length}
        cells = [f"{found[length].hits}/{found[length].n}" if length in found else "–" for length in lengths]
        lines.append(f"| {escaped(name)} | " + " | ".join(cells) + " |")
    return lines


def _warnings(count: int) -> str:
    return "no warnings" if not count else "1 warning" if count == 1 else f"{count} warnings"


def _length(length: int | None) -> str:
    return "none" if length is None else f"{length:,} tokens"


def _read(card: Path) -> bytes:
    if not card.exists():
        return b""
    try:
        if card.stat().st_size > _MOST_CARD:
            raise BadInput(f"{card} has more than {_MOST_CARD >> 20} MiB.", "It is no model card.")
        content = card.read_bytes()
        content.decode("utf-8")
    except OSError as error:
        raise BadInput(f"{card} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{card} is not UTF-8 text.", "Save it as UTF-8.") from error
    return content
