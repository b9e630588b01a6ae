"""Whether an adapter belongs to a target: rows for the compatibility report."""

from __future__ import annotations

from collections.abc import Sequence

from graftwork_core.adapter.files import Adapter
from graftwork_core.adapter.landing import land
from graftwork_core.adapter.locating import Landing, Locate
from graftwork_core.model.info import Model
from graftwork_core.model.kinship import RELATED, UNRELATED
from graftwork_core.model.report import FitReport, FitRow, Severity
from graftwork_core.model.sketch import sketch_cosine

_WRONG_BASE = "Choose an adapter that was made for this architecture, or the model it was made for."


def check_adapter(adapter: Adapter, target: Model, locate: Locate | None = None) -> FitReport:
    """Hold an adapter against a target, from headers (and a few rows of weights, when the adapter is ours)."""
    return FitReport(landing_rows(adapter, land(adapter, target, 1.0, locate), target))


def landing_rows(adapter: Adapter, landing: Landing, target: Model) -> tuple[FitRow, ...]:
    """The report's rows about one adapter that was landed on a target."""
    return (
        *_problem_rows(adapter, landing),
        _coverage(adapter, landing),
        *_kinship(adapter, target),
        *(FitRow(Severity.WARNING, "adapter", {"adapter": adapter.name}, note) for note in adapter.config.notes),
    )


def _problem_rows(adapter: Adapter, landing: Landing) -> list[FitRow]:
    name = {"adapter": adapter.name}
    own = len(adapter.problems)
    rows = [
        FitRow(Severity.BLOCKING, "adapter", name, problem, "Use another adapter, or merge this one with PEFT.")
        for problem in landing.problems[:own]
    ]
    misfits = landing.problems[own:]
    if misfits:
        more = f" ({len(misfits)} such tensors)" if len(misfits) > 1 else ""
        rows.append(FitRow(Severity.BLOCKING, "shapes", name, misfits[0] + more, _WRONG_BASE))
    return rows


def _coverage(adapter: Adapter, landing: Landing) -> FitRow:
    landed, lost = len(landing.landed), landing.unmatched
    values = {
        "adapter": f"{len(adapter.modules) + len(adapter.whole) + len(adapter.deltas)} parts",
        "target": f"{landed} met",
    }
    if lost:
        have = "has" if len(lost) == 1 else "have"
        message = f"{_some(lost)} of {adapter.name} {have} no counterpart in the target."
        return FitRow(Severity.BLOCKING, "coverage", values, message, _WRONG_BASE)
    if landing.undecided:
        message = f"{_some(landing.undecided)} will be placed by transformers' conversion tables when the merge starts."
        return FitRow(Severity.OK, "coverage", values, message)
    if not landed and not landing.problems:
        return FitRow(Severity.BLOCKING, "coverage", values, f"{adapter.name} changes nothing.", _WRONG_BASE)
    return FitRow(Severity.OK, "coverage", values, f"Everything in {adapter.name} lands on the target.")


def _kinship(adapter: Adapter, target: Model) -> list[FitRow]:
    """Compare the target with the sample of the base that our adapters carry."""
    sketch = adapter.record.get("base_sketch")
    cosine = sketch_cosine(sketch, target) if isinstance(sketch, dict) else None
    if cosine is None:
        return []
    values = {"adapter": f"cosine {cosine:.3f}"}
    if cosine >= RELATED:
        return [
            FitRow(
                Severity.OK,
                "kinship",
                values,
                f"The base of {adapter.name} and the target are relatives (cosine {cosine:.3f}).",
            )
        ]
    if cosine >= UNRELATED:
        message = f"The base of {adapter.name} and the target are only distantly related (cosine {cosine:.3f})."
        return [FitRow(Severity.WARNING, "kinship", values, message, "Make sure that both come from the same base.")]
    message = (
        f"The target was not trained from the base of {adapter.name}: "
        f"their weights are unrelated (cosine {cosine:.3f})."
    )
    return [FitRow(Severity.BLOCKING, "kinship", values, message, _WRONG_BASE)]


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(repr(name) for name in names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"
