"""What the Haystack page asks the engine without a worker, each in a thread: audit, plan, results, texts, exports.

Nothing here loads weights or imports torch.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from graftwork import paths
from graftwork.haystack.form import HaystackForm, to_options
from graftwork.haystack.live import Skeleton
from graftwork.haystack.needle_map import NeedleMap
from graftwork.haystack.reading import (
    RUN_NAME,
    Loaded,
    compare_rows,
    load,
    load_sweep,
    passages_of,
    write_export,
)
from graftwork.haystack.room import LengthForecast, forecasts, seconds_of
from graftwork.haystack.rows import RowRun
from graftwork.widgets.needle_text import Passage

if TYPE_CHECKING:
    from graftwork_core.adapter.files import Adapter
    from graftwork_core.haystack.engines.server.command import ServerCommand, ServerKind
    from graftwork_core.haystack.results.compare import Comparison
    from graftwork_core.haystack.results.compromise import Sweep
    from graftwork_core.jobs.spec import Job
    from graftwork_core.model.audit_report import AuditReport, Finding
    from graftwork_core.model.info import Model
    from graftwork_core.model.proposals import ThetaProposal

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Audited:
    """What an audit found, and what a longer context may need.

    Attributes:
        report: The findings.
        undoable: Whether a fix was written that can be taken back.
        length: Tokens that the proposals are for.
        proposals: Thetas for that length.
    """

    report: AuditReport
    undoable: bool
    length: int
    proposals: tuple[ThetaProposal, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """What a check would do.

    Attributes:
        job: What a worker is given.
        skeleton: Rows and columns of the map.
        questions: How many the scan asks.
        longest: The longest text in tokens.
        goes_on: Whether there is a run in the folder already, which the same check continues.
        forecasts: What every length needs; empty where nobody knows.
        seconds: How long it takes, about; None where nobody knows.
    """

    job: Job
    skeleton: Skeleton
    questions: int
    longest: int
    goes_on: bool
    forecasts: Mapping[int, LengthForecast]
    seconds: float | None


class HaystackEngine:
    """Quick questions; every method answers from a thread."""

    async def audit(self, model: Model, donor: Model | None, adapter: Adapter | None, length: int) -> Audited:
        """Look at a model's context settings, beside those it should have.

        Raises:
            GraftworkError: When a file cannot be read.
        """
        return await _in_thread(lambda: _audit(model, donor, adapter, length))

    async def fix(self, folder: Path, findings: Sequence[Finding]) -> tuple[str, ...]:
        """Write the fixes of these findings; returns the names of the files that were changed.

        Raises:
            GraftworkError: When that cannot be done; nothing is changed then.
        """
        return await _in_thread(lambda: _fix(folder, findings))

    async def undo(self, folder: Path) -> tuple[str, ...]:
        """Take the last fix back; returns the names of the files that have their old bytes again.

        Raises:
            GraftworkError: When that cannot be done; nothing is changed then.
        """
        return await _in_thread(lambda: _undo(folder))

    async def plan(self, form: HaystackForm, model: Model) -> Planned:
        """What a check of an opened model would do.

        Raises:
            GraftworkError: When a value of the form cannot be understood, or something is missing.
        """
        return await _in_thread(lambda: _plan(form, model))

    async def skeleton(self, job: Job) -> Skeleton:
        """Rows and columns of the map of a saved job."""
        return await _in_thread(lambda: _skeleton_of(job))

    async def propose(self, model: Path, what: str = "haystack") -> Path:
        """A folder for results that does not exist yet: beside the model where that can be written."""
        return await _in_thread(lambda: _propose(model, what))

    async def load(self, folder: Path) -> Loaded:
        """Read a check's results.

        Raises:
            GraftworkError: When there are none, or they are broken.
        """
        return await _in_thread(lambda: load(folder))

    async def load_sweep(self, folder: Path) -> Sweep:
        """Read a sweep's results.

        Raises:
            GraftworkError: When there are none, or they are broken.
        """
        return await _in_thread(lambda: load_sweep(folder))

    async def compare(
        self, first: RowRun, second: RowRun
    ) -> tuple[tuple[NeedleMap, NeedleMap], Comparison | None, str]:
        """Both maps, and what differs; without a comparison, why there is none."""
        return await _in_thread(lambda: compare_rows(first, second))

    async def passages(self, row: RowRun, question: str) -> tuple[tuple[Passage, ...], str]:
        """The text around a question's needle, and a note where there is none.

        Raises:
            GraftworkError: When it cannot be rebuilt: the model or a text file is not there any more.
        """
        return await _in_thread(lambda: passages_of(row, question))

    async def export(self, loaded: Loaded, kind: str, file: Path, scale: str) -> Path:
        """Write the results as "html", "png", "svg" or "csv".

        Raises:
            GraftworkError: When the file cannot be written.
        """
        return await _in_thread(lambda: write_export(loaded, kind, file, scale))

    async def server_command(self, kind: ServerKind, model: Model, length: int) -> ServerCommand:
        """The command that starts a server for a model and a length.

        Raises:
            GraftworkError: When the model's config does not say enough.
        """
        return await _in_thread(lambda: _server_command(kind, model, length))

    async def work(self, work: Callable[[], T]) -> T:
        """Anything else that takes more than a moment."""
        return await _in_thread(work)


async def _in_thread(work: Callable[[], T]) -> T:
    return await asyncio.to_thread(work)


def _audit(model: Model, donor: Model | None, adapter: Adapter | None, length: int) -> Audited:
    from graftwork_core.model.audit import audit
    from graftwork_core.model.info import open_model
    from graftwork_core.model.proposals import propose_theta
    from graftwork_core.model.repair import can_undo

    # Opened anew: a fix may have changed its files.
    opened = open_model(model.folder)
    carried = adapter.context if adapter is not None else None
    report = audit(opened, donor, carried if donor is None else None, length)
    proposals = propose_theta(report.positions, length, report.wanted_positions) if report.positions else ()
    return Audited(report, can_undo(opened.folder), length, proposals)


def _fix(folder: Path, findings: Sequence[Finding]) -> tuple[str, ...]:
    from graftwork_core.model.repair import apply_fixes

    return apply_fixes(folder, findings).names


def _undo(folder: Path) -> tuple[str, ...]:
    from graftwork_core.model.repair import undo

    return undo(folder)


def _plan(form: HaystackForm, model: Model) -> Planned:
    from graftwork_core.haystack.plans.presets import procedure
    from graftwork_core.jobs.spec import HaystackJob

    options = to_options(form)
    planned = procedure(options, None, has_tiers=options.task is None)
    plan = planned.plan
    return Planned(
        job=HaystackJob(options),
        skeleton=Skeleton(plan.lengths, plan.depth_list),
        questions=plan.questions,
        longest=plan.lengths[-1],
        goes_on=(options.out / RUN_NAME).is_file(),
        forecasts=forecasts(model.info) if form.is_local else {},
        seconds=seconds_of(model.info, planned, _models(form)) if form.is_local else None,
    )


def _models(form: HaystackForm) -> int:
    """How many models are asked, about: the checked one and its control rows."""
    target = form.target is not None or (form.controls and form.adapter is not None)
    return 1 + 2 * target + (form.donor is not None)


def _skeleton_of(job: Job) -> Skeleton:
    from graftwork_core.haystack.plans.presets import procedure
    from graftwork_core.jobs.spec import HaystackJob
    from graftwork_core.model.info import open_model

    if not isinstance(job, HaystackJob):
        return Skeleton()
    options = job.options
    window = None if options.lengths else open_model(options.model).info.context_window
    plan = procedure(options, window, has_tiers=options.task is None).plan
    return Skeleton(plan.lengths, plan.depth_list)


def _propose(model: Path, what: str) -> Path:
    parent = model.parent
    if paths.is_cached(model) or paths.is_shipped(model) or not os.access(parent, os.W_OK):
        parent = paths.data_folder()
    return paths.free_name(parent, f"{paths.model_name(model).replace('/', '-')}-{what}")


def _server_command(kind: ServerKind, model: Model, length: int) -> ServerCommand:
    from graftwork_core.haystack.engines.server.command import server_command

    return server_command(kind, model, length)
