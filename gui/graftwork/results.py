"""A finished job in words and figures. The engine's result is JSON: what is missing is left out, nothing fails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from graftwork.amounts import duration
from graftwork.fit_words import fit_words
from graftwork.models.coverage import percent
from graftwork.running import Ended, json_object

if TYPE_CHECKING:
    from graftwork_core.jobs.store import JobRecord

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class ResultWords:
    """What the result card shows.

    Attributes:
        headline: One sentence.
        figures: (label, value) pairs.
        notes: Warnings, one sentence each.
        adapter: The adapter that was made, or the first that was used.
        made: The adapter that was made, for its preview; None when none was.
        model: The model that was made; None when none was.
    """

    headline: str
    figures: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    adapter: Path | None
    made: Path | None = None
    model: Path | None = None


def ended_of(record: JobRecord) -> Ended:
    """How a job of the history ended, as if it had just been so."""
    result = record.result or {}
    data, out = result.get("data"), result.get("out")
    return Ended(
        job=json_object(record.spec),
        result=data if isinstance(data, Mapping) else {},
        out=out if isinstance(out, str) else str(record.out),
        job_id=record.id,
    )


def result_words(ended: Ended) -> ResultWords:
    """Say what a job made."""
    from graftwork_core.units import format_bytes

    result = ended.result or {}
    seconds = _number(result, "seconds")
    headline = (
        translate("result", "Done in {time}.").format(time=duration(seconds))
        if seconds is not None
        else translate("result", "Done.")
    )
    kind = ended.job.get("kind")
    made = result if kind == "extract" else _part(result, "extracted")
    merged = result if kind == "merge" else _part(result, "merged")
    figures = [
        (
            translate("result", "tokens of context"),
            _said(_number(merged, "context_window"), lambda value: f"{int(value):,}"),
        ),
        (translate("result", "written"), _said(_number(merged, "nbytes"), lambda value: format_bytes(int(value)))),
        (translate("result", "tensors changed"), _changed(merged)),
        (translate("result", "adapters merged"), _several(ended.job)),
        (translate("result", "adapter's rank"), _said(_number(made, "rank"), lambda value: str(int(value)))),
        (translate("result", "adapter's file"), _said(_number(made, "nbytes"), lambda value: format_bytes(int(value)))),
        (translate("result", "energy captured"), _said(_number(made, "captured"), percent)),
        (translate("result", "of the update survives"), _said(_number(merged, "survival"), _survival)),
    ]
    told = _texts(result.get("warnings")) if kind in ("download", "upload") else ()
    warnings = [*told, *_texts(made.get("warnings")), *_texts(merged.get("warnings")), *ended.warnings]
    return ResultWords(
        headline=headline,
        figures=tuple((title, value) for title, value in figures if value),
        notes=tuple(dict.fromkeys(warnings)),
        adapter=_adapter(ended),
        made=_adapter(ended) if kind in ("graft", "extract") else None,
        model=Path(ended.out) if kind in ("graft", "merge") else None,
    )


def _adapter(ended: Ended) -> Path | None:
    if ended.job.get("kind") == "graft":
        return Path(ended.out) / "adapter"
    if ended.job.get("kind") == "extract":
        return Path(ended.out)
    adapters = ended.job.get("adapters")
    one = adapters[0] if isinstance(adapters, list) and adapters else None
    return Path(str(one["path"])) if isinstance(one, dict) and "path" in one else None


def _several(job: Mapping[str, Any]) -> str:
    adapters = job.get("adapters")
    return str(len(adapters)) if isinstance(adapters, list) and len(adapters) > 1 else ""


def _changed(merged: Mapping[str, Any]) -> str:
    changed, tensors = _number(merged, "changed"), _number(merged, "tensors")
    if changed is None or tensors is None:
        return ""
    return translate("result", "{changed} of {all}").format(changed=int(changed), all=int(tensors))


def _part(result: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = result.get(name)
    return part if isinstance(part, Mapping) else {}


def _number(content: Mapping[str, Any], name: str) -> float | None:
    value = content.get(name)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _said(value: float | None, say: Any) -> str:
    return "" if value is None else str(say(value))


def _survival(share: float) -> str:
    """Rounding may also add to an update, so the measured share can lie above 1."""
    return percent(min(share, 1.0))


def _texts(value: object) -> list[str]:
    return [fit_words(str(text)) for text in value] if isinstance(value, list | tuple) else []
