"""A check before it starts: what an audit says, what would be read and written, how long and how much it takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from graftwork_core.adapter.files import open_adapter
from graftwork_core.adapter.fit import check_adapter
from graftwork_core.haystack.engines.forecast import CHUNK, Home, cpu_rate, guess, home, on_cpu, seconds_for
from graftwork_core.haystack.export.files import NAMES
from graftwork_core.haystack.export.sweep_files import SWEEP_NAMES
from graftwork_core.haystack.plans.besides import besides
from graftwork_core.haystack.plans.options import LOCAL, HaystackOptions, SweepOptions
from graftwork_core.haystack.plans.presets import octaves, usual_target
from graftwork_core.haystack.plans.prompts_file import read_prompts
from graftwork_core.haystack.results.compromise_file import SWEEP_NAME
from graftwork_core.haystack.results.store import RESULT_NAME, RUN_NAME
from graftwork_core.haystack.running import rows
from graftwork_core.haystack.running.baseline import baseline_of
from graftwork_core.haystack.running.preparing import Prepared, prepare, refuse_unreadable
from graftwork_core.haystack.texts.description import load_description
from graftwork_core.haystack.texts.own_text import read_texts
from graftwork_core.memory import free_memory, gpus
from graftwork_core.model.audit_report import Finding, Level
from graftwork_core.model.info import open_model
from graftwork_core.model.report import FitReport, FitRow, Severity
from graftwork_core.preflight import Preflight
from graftwork_core.units import format_bytes, format_length
from graftwork_core.weights.partial import free_bytes

_DISK: Final = 20_000_000
_WRITTEN: Final = 8


def check(options: HaystackOptions) -> tuple[FitReport, Preflight]:
    """What an audit of the model says, and what the check would read, write and take; nothing is touched.

    Raises:
        BadInput: When a model, an adapter, the task, the text, the prompts or the baseline cannot be used.
    """
    main = rows.main_row(options)
    others = rows.control_rows(options, main)
    prepared = prepare(options, main)
    baseline_of(options, prepared, others)
    refuse_unreadable(others, prepared)
    if options.prompts:
        read_prompts(options.prompts)
    folders = {row.folder: row.model.checkpoint.nbytes for row in (main, *others) if row.model is not None}
    inputs = [*(use.path for use in options.adapters), *options.text]
    inputs += [path for path in (options.task, options.prompts) if path]
    files = (RUN_NAME, RESULT_NAME, *(NAMES[kind] for kind in options.exports))
    longest = prepared.procedure.plan.lengths[-1]
    needed, notes = room(options, main, longest)
    seconds = _seconds(prepared, 1 + len(others)) if options.engine == LOCAL else None
    preflight = Preflight(
        out=options.out,
        reads=(*folders.items(), *((path, 0) for path in inputs)),
        writes=tuple((name, 0) for name in files),
        disk_needed=_DISK,
        disk_free=free_bytes(options.out),
        memory_needed=needed,
        seconds=seconds,
        resumes=(options.out / RUN_NAME).is_file(),
        notes=(_amount(prepared), *prepared.compiled.notes, *notes),
    )
    return _report(prepared.audit.findings if prepared.audit else ()), preflight


def _report(findings: Iterable[Finding]) -> FitReport:
    """What an audit found, as rows; nothing in it forbids to ask."""
    return FitReport(tuple(FitRow(_severity(one), "context", {}, one.message, one.advice) for one in findings))


def _severity(finding: Finding) -> Severity:
    return Severity.WARNING if finding.severity is Level.WARNING else Severity.OK


def _amount(prepared: Prepared) -> str:
    plan = prepared.procedure.plan
    lengths = f"{format_length(plan.lengths[0])} to {format_length(plan.lengths[-1])} tokens"
    work = f"{prepared.compiled.tokens:,} tokens to work through ({prepared.compiled.tokens_apart:,} without sharing)"
    return f"{plan.questions} questions at {len(plan.lengths)} lengths, {lengths}: {work}."


def room(options: HaystackOptions, row: rows.Row, longest: int) -> tuple[int, tuple[str, ...]]:
    """Bytes that a model takes at the peak, and a warning when this machine does not have them.

    Args:
        options: Of the check.
        row: The model.
        longest: Tokens of the longest prompt.
    """
    if row.model is None or options.engine != LOCAL:
        return 0, ()
    info, chunk, free = row.model.info, options.chunk or CHUNK, free_memory()
    needed = on_cpu(info, longest, free, chunk).total
    graphics = [gpu.free for gpu in gpus()]
    if home(info, longest, ram=free, gpus=graphics, chunk=chunk) is not Home.NOWHERE:
        return needed, ()
    short = f"{format_length(longest)} tokens need {format_bytes(needed)}, and {format_bytes(free or 0)} are free."
    return needed, (f"{short} The check will stop where memory ends: ask shorter lengths, or a server (--engine URL).",)


def _seconds(prepared: Prepared, models: int) -> float | None:
    """About how long the scan takes and what is asked beside it, for every model."""
    if prepared.row.model is None:
        return None
    speed = guess(prepared.row.model.info, cpu_rate())
    writes = 0 if prepared.procedure.plan.grading == "forced" else _WRITTEN
    scan = seconds_for(prepared.compiled.documents, speed, new_tokens=writes)
    return models * (scan + sum(speed.seconds(0, length) * count for length, count in besides(prepared.procedure)))


def check_sweep(options: SweepOptions) -> tuple[FitReport, Preflight]:
    """Whether the adapter belongs to the target, and what the sweep would read, write and take.

    Raises:
        BadInput: When the target, the adapter, a task, a text or the prompts cannot be used.
    """
    target, adapter = open_model(options.target), open_adapter(options.adapter)
    for task in options.tasks:
        load_description(task)
    if options.text:
        read_texts(options.text)
    if options.prompts:
        read_prompts(options.prompts)
    window = (adapter.context or target.context).window
    longest = (options.lengths or octaves(options.longest or usual_target(window)))[-1]
    free = free_memory()
    needed = on_cpu(target.info, longest, free, options.chunk or CHUNK)
    each = "" if options.ranks else " for each rank"
    settings = len(options.weights) * len(options.modules) * len(options.ranks or (0,))
    inputs = [*options.tasks, *options.text, *([options.prompts] if options.prompts else [])]
    preflight = Preflight(
        out=options.out,
        reads=(
            (target.folder, target.checkpoint.nbytes),
            (adapter.folder, adapter.nbytes),
            *((path, 0) for path in inputs),
        ),
        writes=tuple((name, 0) for name in (RUN_NAME, SWEEP_NAME, *(SWEEP_NAMES[kind] for kind in options.exports))),
        disk_needed=_DISK,
        disk_free=free_bytes(options.out),
        memory_needed=needed.total + adapter.parameters * 4,
        seconds=None,
        resumes=(options.out / RUN_NAME).is_file(),
        notes=(f"{settings} settings{each}, up to {format_length(longest)} tokens.",),
    )
    return check_adapter(adapter, target), preflight
