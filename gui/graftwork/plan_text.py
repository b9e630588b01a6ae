"""The sentence beside the Run button: what a run would do, or what still stands in its way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from graftwork import paths
from graftwork.engine import Plan
from graftwork.form import Form, Source

if TYPE_CHECKING:
    from graftwork_core.model.report import FitReport

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class PlanText:
    """What the bar says.

    Attributes:
        text: One sentence.
        ready: Whether the job may be started.
        severity: "muted", "warning" or "blocking".
        out_is_wrong: Whether the output folder is what stands in the way.
    """

    text: str
    ready: bool = False
    severity: str = "muted"
    out_is_wrong: bool = False


def plan_text(form: Form, plan: Plan | None, report: FitReport | None, reading: bool, busy: bool = False) -> PlanText:
    """Decide what to say, the first obstacle first.

    Args:
        form: What is asked for.
        plan: What it would read and write; None while that is being reckoned.
        report: The compatibility report; None while it is being made.
        reading: Whether a slot is still being looked at.
        busy: Whether a job of another page runs.
    """
    if reading:
        return PlanText(translate("plan", "Reading the headers…"))
    if missing := _missing(form):
        return PlanText(missing)
    if report is None or plan is None or plan.out != form.out:
        return PlanText(translate("plan", "Checking…"))
    if report.blocking and not form.choices.force:
        return PlanText(
            translate("plan", "These models do not fit together: see the report above."), severity="blocking"
        )
    if plan.blocked is not None:
        text = translate("plan", "{path} is not a folder.").format(path=paths.shown(plan.blocked))
        return PlanText(text, severity="blocking", out_is_wrong=True)
    if plan.exists and not form.choices.overwrite:
        text = translate(
            "plan", "{path} exists already. Choose another name, or allow replacing it under More options."
        )
        return PlanText(text.format(path=paths.shown(plan.out)), severity="warning", out_is_wrong=True)
    if busy:
        return PlanText(translate("plan", "A job is running. This one can start when it has ended."))
    if plan.free is not None and plan.writes > plan.free:
        return PlanText(_amounts(plan), ready=True, severity="warning")
    return PlanText(_amounts(plan), ready=True)


def _missing(form: Form) -> str:
    if form.source is Source.ADAPTER:
        if form.adapter is None:
            return translate("plan", "Choose an adapter to begin.")
    elif form.base is None or form.donor is None:
        return translate("plan", "Choose a base and a donor to begin.")
    if form.target is None:
        return translate("plan", "Choose the target that is to receive the ability.")
    return translate("plan", "Name the output folder.") if form.out is None else ""


def _amounts(plan: Plan) -> str:
    from graftwork_core.units import format_bytes

    reads, writes = format_bytes(plan.reads), format_bytes(plan.writes)
    if plan.free is None:
        return translate("plan", "By the files' sizes: reads {reads}, writes about {writes}.").format(
            reads=reads, writes=writes
        )
    text = (
        translate("plan", "By the files' sizes: reads {reads}, writes about {writes}; only {free} free there.")
        if plan.writes > plan.free
        else translate("plan", "By the files' sizes: reads {reads}, writes about {writes}; {free} free there.")
    )
    return text.format(reads=reads, writes=writes, free=format_bytes(plan.free))
