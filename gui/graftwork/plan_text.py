"""The sentence beside the Run button: what a run would do, or what still stands in its way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from graftwork import paths
from graftwork.amounts import duration
from graftwork.form import Form, Source
from graftwork.planning import Plan
from graftwork.rehearsal import Rehearsed
from graftwork.wording import joined

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


@dataclass(frozen=True, slots=True)
class Known:
    """What the page knows when it speaks.

    Attributes:
        plan: What a run would read and write; None while that is being reckoned.
        report: The compatibility report; None while it is being made.
        rehearsed: What a dry run found; None while nobody has tried.
        reading: Whether a slot is still being looked at.
        broken: Whether an adapter cannot be used.
        base_trouble: Why the base that was chosen cannot be used, as a sentence; empty when nothing is wrong with it.
        donor_trouble: The same of the donor.
        target_trouble: The same of the target.
        busy: Whether another job runs, after which this one would.
    """

    plan: Plan | None = None
    report: FitReport | None = None
    rehearsed: Rehearsed | None = None
    reading: bool = False
    broken: bool = False
    base_trouble: str = ""
    donor_trouble: str = ""
    target_trouble: str = ""
    busy: bool = False


def plan_text(form: Form, known: Known) -> PlanText:
    """Decide what to say, the first obstacle first."""
    if known.reading:
        return PlanText(translate("plan", "Reading the headers…"))
    if known.broken and form.source is Source.ADAPTER:
        text = translate("plan", "One of the adapters cannot be used: see why, or take it out.")
        return PlanText(text, severity="blocking")
    if broken := _broken(form, known):
        return PlanText(broken, severity="blocking")
    if missing := _missing(form):
        return PlanText(missing)
    plan, report = known.plan, known.report
    if report is None or plan is None or plan.out != form.out:
        return PlanText(translate("plan", "Checking…"))
    return (
        _misfit(form, report, known.rehearsed)
        or _place(form, plan)
        or _problem(plan, known.rehearsed)
        or _room(plan, known.rehearsed)
        or _ready(form, plan, known)
    )


def _broken(form: Form, known: Known) -> str:
    """What was chosen and cannot be used, with the reason; empty when there is nothing of the kind."""
    if form.source.extracts and known.base_trouble:
        return translate("plan", "The base cannot be used: {why}").format(why=known.base_trouble)
    if form.source.extracts and known.donor_trouble:
        return translate("plan", "The donor cannot be used: {why}").format(why=known.donor_trouble)
    if form.source.merges and known.target_trouble:
        return translate("plan", "The target cannot be used: {why}").format(why=known.target_trouble)
    return ""


def _missing(form: Form) -> str:
    if form.source is Source.ADAPTER:
        if not form.adapters:
            return translate("plan", "Choose an adapter to begin.")
    elif form.base is None or form.donor is None:
        return translate("plan", "Choose a base and a donor to begin.")
    if form.source.merges and form.target is None:
        return translate("plan", "Choose the target that is to receive the ability.")
    return translate("plan", "Name the output folder.") if form.out is None else ""


def _misfit(form: Form, report: FitReport, rehearsed: Rehearsed | None) -> PlanText | None:
    found = rehearsed.report if rehearsed is not None and rehearsed.report is not None else report
    rows = (*report.blocking, *found.blocking)
    # As the engine has it: "force" is for models that are relatives although their weights hardly show it.
    if not [row for row in rows if not (form.choices.force and row.topic == "kinship")]:
        return None
    text = translate("plan", "These models do not fit together: see the report above.")
    return PlanText(text, severity="blocking")


def _place(form: Form, plan: Plan) -> PlanText | None:
    if plan.blocked is not None:
        text = translate("plan", "{path} is not a folder.").format(path=paths.shown(plan.blocked))
        return PlanText(text, severity="blocking", out_is_wrong=True)
    if plan.exists and not form.choices.overwrite and plan.out is not None:
        text = translate(
            "plan", "{path} exists already. Choose another name, or allow replacing it under More options."
        )
        return PlanText(text.format(path=paths.shown(plan.out)), severity="warning", out_is_wrong=True)
    return None


def _problem(plan: Plan, rehearsed: Rehearsed | None) -> PlanText | None:
    if plan.problem:
        return PlanText(joined(plan.problem, plan.hint), severity="blocking")
    if rehearsed is not None and rehearsed.problem:
        return PlanText(joined(rehearsed.problem, rehearsed.hint), severity="blocking")
    return None


def _room(plan: Plan, rehearsed: Rehearsed | None) -> PlanText | None:
    from graftwork_core.units import format_bytes

    needed = max(plan.writes, rehearsed.disk_needed if rehearsed is not None else 0) + plan.held
    if rehearsed is not None and rehearsed.resumes:
        return None
    if plan.lands is not None and plan.lands_free is not None and plan.fetches > plan.lands_free:
        text = translate("plan", "The Hub's cache has too little room: {needed} are to be fetched, {free} are free.")
        words = text.format(needed=format_bytes(plan.fetches), free=format_bytes(plan.lands_free))
        return PlanText(joined(words, _without_keeping()), severity="blocking")
    if plan.free is None or needed <= plan.free:
        return None
    text = translate(
        "plan", "The disk is too small: {needed} are needed, {free} are free. Make room, or choose another disk."
    ).format(needed=format_bytes(needed), free=format_bytes(plan.free))
    more = f" {_without_keeping()}" if plan.lands is not None and plan.held else ""
    return PlanText(text + more, severity="blocking", out_is_wrong=True)


def _without_keeping() -> str:
    return translate("plan", "Less is needed when files from the Hub are not kept: see More options.")


def _ready(form: Form, plan: Plan, known: Known) -> PlanText:
    from graftwork_core.units import format_bytes

    rehearsed = known.rehearsed
    if rehearsed is not None and plan.memory_free is not None and rehearsed.memory_needed > plan.memory_free:
        text = translate("plan", "Memory may run short: up to {needed} are needed, {free} are free.")
        words = text.format(needed=format_bytes(rehearsed.memory_needed), free=format_bytes(plan.memory_free))
        return PlanText(joined(_amounts(form, plan, rehearsed), words), ready=True, severity="warning")
    text = _amounts(form, plan, rehearsed)
    if known.busy:
        text = translate("plan", "Waits for the job that runs now.") + f" {text}"
    return PlanText(text, ready=True)


def _amounts(form: Form, plan: Plan, rehearsed: Rehearsed | None) -> str:
    """One sentence: what is read, what is written, how long it takes, how much room there is."""
    from graftwork_core.units import format_bytes

    reads, writes = format_bytes(plan.reads), format_bytes(plan.writes)
    if form.source is Source.EXTRACT:
        text = translate("plan", "Will read {reads}, write an adapter of {writes}")
    elif plan.files > 1:
        text = translate("plan", "Will read {reads}, write {writes} in {count} shards")
    else:
        text = translate("plan", "Will read {reads}, write {writes}")
    text = text.format(reads=reads, writes=writes, count=plan.files)
    if rehearsed is not None and rehearsed.seconds is not None:
        text += translate("plan", ", about {time}").format(time=duration(rehearsed.seconds))
    if plan.free is not None:
        text += translate("plan", "; {free} free").format(free=format_bytes(plan.free))
    text = joined(text + translate("plan", ".", "end of a sentence"), *_fetching(plan))
    if rehearsed is not None:
        notes = [translate("plan", "Goes on with an interrupted run.")] if rehearsed.resumes else []
        # What has to be fetched was said already, in the window's words.
        said = (note for note in rehearsed.notes if not note.startswith("hf:"))
        text = joined(text, *notes, *said)
    return text


def _fetching(plan: Plan) -> tuple[str, ...]:
    """What comes from the Hub meanwhile, and what becomes of it."""
    from graftwork_core.units import format_bytes

    if not plan.fetches:
        return ()
    size = format_bytes(plan.fetches)
    if plan.lands is None:
        text = translate("plan", "Fetches {size} from the Hub as it goes; no file stays longer than it is needed.")
        return (text.format(size=size),)
    text = translate("plan", "Fetches {size} from the Hub as it goes, into {folder}.")
    return (text.format(size=size, folder=paths.shown(plan.lands)),)
