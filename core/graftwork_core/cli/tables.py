"""Reports, models, adapters and preflights as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graftwork_core.cli.text import plain
from graftwork_core.units import format_bytes, format_count, format_duration

if TYPE_CHECKING:
    from graftwork_core.adapter.preview import AdapterPreview, ModulePreview
    from graftwork_core.model.audit_report import Finding
    from graftwork_core.model.info import ModelInfo
    from graftwork_core.model.report import FitReport
    from graftwork_core.preflight import Preflight

_COLOURS: Final = {"ok": "32", "note": "36", "warning": "33", "blocking": "31"}
_MOST_NAMES: Final = 8


def columns(rows: Sequence[Sequence[str]], indent: str = "") -> list[str]:
    """Rows of cells as lines with aligned columns."""
    rows = [[plain(cell) for cell in row] for row in rows]
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    return [
        (indent + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))).rstrip()
        for row in rows
    ]


def fit_lines(report: FitReport, *, colour: bool = False) -> list[str]:
    """A compatibility report: a line a row, and under what is not well the values and what to do."""
    width = max((len(row.topic) for row in report.rows), default=0)
    lines = []
    for row in report.rows:
        severity = row.severity.value
        shown = f"{severity:<8}"
        if colour:
            shown = f"\x1b[{_COLOURS[severity]}m{shown}\x1b[0m"
        lines.append(f"{shown}  {row.topic:<{width}}  {plain(row.message)}")
        if severity != "ok":
            under = " " * (width + 12)
            values = ", ".join(f"{role}: {value}" for role, value in row.values.items())
            lines += [under + plain(values)] if values else []
            lines += [f"{under}→ {plain(row.advice)}"] if row.advice else []
    return lines


def finding_lines(findings: Sequence[Finding], *, colour: bool = False) -> list[str]:
    """What an audit found: a line a finding, and under it what to do and what a fix would write."""
    width = max((len(finding.id) for finding in findings), default=0)
    lines = []
    for finding in findings:
        severity = finding.severity.value
        shown = f"{severity:<8}"
        if colour:
            shown = f"\x1b[{_COLOURS[severity]}m{shown}\x1b[0m"
        under = " " * (width + 12)
        lines.append(f"{shown}  {finding.id:<{width}}  {plain(finding.message)}")
        lines.append(f"{under}→ {plain(finding.advice)}")
        if finding.fix is not None:
            only = f" --only {finding.id}, a guess" if finding.fix.is_guess else ""
            lines.append(f"{under}  {plain(finding.fix.label)} (graftwork context PATH --fix{only})")
    return lines or ["Nothing to be said against its context settings."]


def model_lines(info: ModelInfo) -> list[str]:
    """What a model is."""
    rows = [("model", str(info.folder)), ("architecture", _architecture(info))]
    rows += [("parameters", f"{format_count(info.parameters)} ({info.parameters:,})"), ("type", _dtypes(info))]
    rows += [
        ("size", f"{format_bytes(info.nbytes)}, {_plural(info.tensors, 'tensor')} in {_plural(info.shards, 'file')}")
    ]
    rows += [("layers", _shape(info)), ("vocabulary", _vocabulary(info)), ("context", _context(info))]
    rows += [("rope", str(info.rope))] if info.rope else []
    rows += [("tokenizer", ", ".join(info.tokenizer_files) or "none")]
    if info.quantization is not None:
        rows += [
            ("quantized", f"{info.quantization.method}: {info.quantization.evidence}"),
            ("", info.quantization.advice),
        ]
    return columns(rows)


def adapter_lines(adapter: AdapterPreview, folder: Path) -> list[str]:
    """What an adapter is, and its rank layer by layer."""
    rows = [("adapter", str(folder)), ("made for", adapter.base or "not said")]
    rows += [("rank", f"{adapter.rank}, alpha {adapter.alpha:g}"), ("type", adapter.dtype)]
    rows += [("size", f"{format_bytes(adapter.nbytes)}, {format_count(adapter.parameters)} parameters")]
    rows += [("modules", f"{len(adapter.modules)} ({_some(adapter.module_kinds)})")]
    energies = [module.energy for module in adapter.modules if module.energy is not None]
    if energies:
        low, middle = min(energies), sum(energies) / len(energies)
        rows += [("energy", f"{middle:.2%} of each difference on average, {low:.2%} at least")]
    rows += [("replaces", _some(adapter.replaced))] if adapter.replaced else []
    rows += [("adds", f"whole differences of {_some(adapter.added)}")] if adapter.added else []
    if adapter.context is not None:
        rows += [("context", _window(adapter.context.window))]
        rows += [("rope", str(adapter.context.meaning))] if adapter.context.meaning else []
    rows += [("unmatched", _some(adapter.unmatched))] if adapter.unmatched else []
    rows += [("problem", text) for text in adapter.problems] + [("note", text) for text in adapter.notes]
    return [*columns(rows), *_grid(adapter)]


def preflight_lines(preflight: Preflight) -> list[str]:
    """What a job would do to the disk."""
    lines = ["would read"]
    lines += columns([(str(path), format_bytes(nbytes)) for path, nbytes in preflight.reads] or [("nothing", "")], "  ")
    lines += [plain(f"would write {preflight.out}")]
    lines += columns([(name, format_bytes(nbytes) if nbytes else "") for name, nbytes in preflight.writes], "  ")
    needs = [f"{format_bytes(preflight.disk_needed)} on the disk ({format_bytes(preflight.disk_free)} free)"]
    needs += [f"at most {format_bytes(preflight.memory_needed)} of memory"]
    needs += [f"about {format_duration(preflight.seconds)}"] if preflight.seconds is not None else []
    lines.append("would need " + ", ".join(needs))
    lines += ["would go on where an interrupted run stopped"] if preflight.resumes else []
    return [*lines, *map(plain, preflight.notes)]


def _grid(adapter: AdapterPreview) -> list[str]:
    """Layers × modules with the rank in each cell; layers that look alike share a line."""
    cells: dict[int, dict[str, list[ModulePreview]]] = {}
    for module in adapter.modules:
        if module.layer is not None:
            cells.setdefault(module.layer, {}).setdefault(module.kind, []).append(module)
    inside = {kind for kinds in cells.values() for kind in kinds}
    kinds = [kind for kind in adapter.module_kinds if kind in inside]
    if not cells:
        return []
    lines = [(layer, tuple(_ranks(cells[layer].get(kind, ())) for kind in kinds)) for layer in sorted(cells)]
    rows: list[tuple[str, ...]] = [("layer", *kinds)]
    for ranks, alike in groupby(lines, key=lambda line: line[1]):
        rows += [(span, *ranks) for span in _spans([layer for layer, _ in alike])]
    outside = [(module.kind, str(module.rank)) for module in adapter.modules if module.layer is None]
    return ["", *columns(rows), *columns(outside)] if outside else ["", *columns(rows)]


def _ranks(modules: Iterable[ModulePreview]) -> str:
    ranks = sorted({module.rank for module in modules})
    if not ranks:
        return "·"
    return str(ranks[0]) if len(ranks) == 1 else f"{ranks[0]}-{ranks[-1]}"


def _spans(layers: Sequence[int]) -> list[str]:
    spans: list[list[int]] = []
    for layer in layers:
        if spans and spans[-1][-1] == layer - 1:
            spans[-1].append(layer)
        else:
            spans.append([layer])
    return [str(span[0]) if len(span) == 1 else f"{span[0]}-{span[-1]}" for span in spans]


def _architecture(info: ModelInfo) -> str:
    return " ".join(filter(None, (info.architecture, f"({info.model_type})" if info.model_type else ""))) or "not said"


def _dtypes(info: ModelInfo) -> str:
    if len(info.dtypes) == 1:
        return info.dtype
    return ", ".join(f"{dtype} ({count / info.parameters:.1%})" for dtype, count in info.dtypes.items())


def _shape(info: ModelInfo) -> str:
    figures = {
        "width": info.hidden,
        "heads": info.heads,
        "key/value heads": info.kv_heads,
        "head size": info.head_dim,
        "feed-forward": info.intermediate,
        "experts": info.experts,
    }
    return ", ".join([str(info.layers or "?"), *(f"{name} {value}" for name, value in figures.items() if value)])


def _vocabulary(info: ModelInfo) -> str:
    return f"{info.vocabulary or '?'} tokens, head {'tied to' if info.tied else 'apart from'} the embedding"


def _context(info: ModelInfo) -> str:
    limit = info.tokenizer_max_length
    differs = limit is not None and limit != info.context_window
    return _window(info.context_window) + (f" (the tokenizer says {limit})" if differs else "")


def _window(window: int | None) -> str:
    return f"{window} tokens" if window else "as the architecture has it"


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_NAMES])
    return shown if len(names) <= _MOST_NAMES else f"{shown} and {len(names) - _MOST_NAMES} more"


def _plural(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
