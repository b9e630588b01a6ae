"""A comparison of two models as some lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from graftwork_core.cli.tables import columns
from graftwork_core.extract.diff_file import DIFF_NAME, Diff, read_diff
from graftwork_core.extract.diff_summary import DiffSummary, Family, Sum, summarise
from graftwork_core.units import format_bytes

_FAMILIES: Final = {
    Family.ATTENTION: "attention",
    Family.FEED_FORWARD: "feed-forward",
    Family.EMBEDDINGS: "embeddings and head",
    Family.NORMS: "norms and biases",
    Family.OTHER: "others",
}
_TITLES: Final = ("change", "part of it", "rounding", "rank", "tensors")


def diff_lines(folder: Path) -> list[str]:
    """What a fine-tune changed, and what an adapter of it would weigh."""
    found = read_diff(folder)
    summary = summarise(found.tensors)
    if not summary.whole.changed:
        return [f"{found.donor} and {found.base} are equal.", f"  figures: {folder / DIFF_NAME}"]
    rows: list[Sequence[str]] = [("", *_TITLES)]
    rows += [(_FAMILIES[family], *_cells(one)) for family, one in summary.families]
    rows += [("all", *_cells(summary.whole))]
    largest = [(one.name, _percent(one.relative)) for one in summary.largest]
    return [
        f"{found.donor} differs from {found.base} by {_percent(summary.whole.relative)} of the weights' norm",
        *columns(rows, "  "),
        "  by layer: " + _layers(summary),
        "  changed most:",
        *columns(largest, "    "),
        "  an adapter of it, without embeddings and head, would take:",
        *columns(_sizes(found), "    "),
        *_lost(found),
        f"  figures: {folder / DIFF_NAME}",
    ]


def _cells(one: Sum) -> tuple[str, ...]:
    rank = "" if one.rank is None else str(one.rank)
    tensors = f"{one.changed} of {one.tensors}"
    return _percent(one.relative), _percent(one.share), _percent(one.noise), rank, tensors


def _layers(summary: DiffSummary) -> str:
    """Every layer's part of the difference, in tenths, as one digit each."""
    most = max((one.share for _, one in summary.layers), default=0.0)
    if not most:
        return "nothing in the layers"
    scale = "".join(str(min(9, int(10 * one.share / most))) for _, one in summary.layers)
    return f"{scale} (9 is the largest part)"


def _sizes(found: Diff) -> list[tuple[str, str]]:
    sizes = [("the ranks above the noise", format_bytes(found.suggested_nbytes))]
    return sizes + [(f"rank {rank}", format_bytes(nbytes)) for rank, nbytes in sorted(found.nbytes_of_rank.items())]


def _lost(found: Diff) -> list[str]:
    lines = []
    for names, who in ((found.only_base, found.base), (found.only_donor, found.donor)):
        if names:
            more = f" and {len(names) - 3} more" if len(names) > 3 else ""
            lines.append(f"  only in {who}: {', '.join(names[:3])}{more}")
    return lines


def _percent(share: float) -> str:
    return f"{share:.2%}" if share < 0.1 else f"{share:.1%}"
