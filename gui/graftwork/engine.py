"""What the window asks the engine without a worker: open, compare, preview, estimate. Never on the window's thread.

Everything here reads headers and configs only and imports no torch. The engine's modules are imported inside
the threads, so the first page appears before pydantic and numpy are loaded.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from graftwork import paths
from graftwork.details import LOG_LINES
from graftwork.form import Form, to_job

if TYPE_CHECKING:
    from graftwork.planning import Inputs, Plan
    from graftwork_core.adapter.files import Adapter
    from graftwork_core.adapter.preview import AdapterPreview
    from graftwork_core.jobs.spec import Job
    from graftwork_core.jobs.store import JobRecord
    from graftwork_core.model.info import Model
    from graftwork_core.model.report import FitReport

T = TypeVar("T")
GRAFTS: Final = ("extract", "merge", "graft")
"""Kinds of jobs that belong to the Graft page."""
CHECKS: Final = ("haystack", "sweep")
"""Kinds of jobs that belong to the Haystack page."""
PAGES_OF_KINDS: Final = {**dict.fromkeys(GRAFTS, "graft"), **dict.fromkeys(CHECKS, "haystack"), "diff": "compare"}
"""Kind of a job → key of the page that shows it and lets it go on."""
_LOG_BYTES: Final = 200_000
_LONGEST_NAME: Final = 180
"""Bytes of a proposed folder's name: file systems end at 255, and what is written beside it needs some."""


class Engine:
    """The engine's quick questions, each answered in a thread."""

    async def warm_up(self) -> None:
        """Import what the first question needs."""
        await _in_thread(_import_all)

    async def ask(self, question: Callable[[], T]) -> T:
        """Answer anything that may take a moment, in a thread."""
        return await _in_thread(question)

    async def open_model(self, path: Path) -> Model:
        """Open a model.

        Raises:
            GraftworkError: When there is none, or it is broken; says why.
        """
        return await _in_thread(lambda: _open_model(path))

    async def open_adapter(self, path: Path) -> Adapter:
        """Open an adapter.

        Raises:
            GraftworkError: When there is none, or it is broken; says why.
        """
        return await _in_thread(lambda: _open_adapter(path))

    async def fit(self, base: Model, donor: Model, target: Model | None) -> FitReport:
        """Whether the models belong together."""
        return await _in_thread(lambda: _check_fit(base, donor, target))

    async def adapter_fit(self, adapters: Sequence[Adapter], target: Model) -> FitReport:
        """Whether the adapters belong to the target."""
        return await _in_thread(lambda: _check_adapters(adapters, target))

    async def preview(self, adapter: Adapter, target: Model | None) -> AdapterPreview:
        """What the adapter holds, and where it lands."""
        return await _in_thread(lambda: _preview(adapter, target))

    async def plan(self, form: Form, inputs: Inputs) -> Plan:
        """Reckon what a run would read, write and make.

        Raises:
            OSError: When the place of the output cannot be looked at.
        """
        return await _in_thread(lambda: _reckon(form, inputs))

    async def propose(self, beside: Path, *names: Path) -> Path:
        """A place for an output made of these that does not exist yet: beside a model where that can be written."""
        return await _in_thread(lambda: _propose(beside, names))

    async def free_name(self, folder: Path, name: str) -> Path:
        """A path in a folder that does not exist yet: that name, or one with a number."""
        return await _in_thread(lambda: paths.free_name(folder, name))

    async def job(self, form: Form) -> Job:
        """The job that a form asks for.

        Raises:
            GraftworkError: When a value of it cannot be understood.
        """
        return await _in_thread(lambda: to_job(form))

    async def saved_job(self, spec: str) -> Job:
        """The job that was saved as JSON.

        Raises:
            GraftworkError: When this version does not understand it.
        """
        return await _in_thread(lambda: _read_job(spec))

    async def resumable(self, kinds: Collection[str]) -> tuple[JobRecord, ...]:
        """Jobs of these kinds that stopped in the middle and whose half-made output is still there, newest first."""
        return await _in_thread(lambda: _resumable(kinds))

    async def jobs(self) -> tuple[JobRecord, ...]:
        """Every job in the history, the newest first."""
        return await _in_thread(_all_jobs)

    async def log(self, job_id: str) -> tuple[str, ...]:
        """The last lines of a job's log; none when it has no log."""
        return await _in_thread(lambda: _read_log(job_id))

    async def discard(self, record: JobRecord) -> None:
        """Forget a stopped job and remove its half-made output.

        Raises:
            GraftworkError: When that cannot be done.
        """
        await _in_thread(lambda: _discard(record))


async def _in_thread(work: Callable[[], T]) -> T:
    return await asyncio.to_thread(work)


def _import_all() -> None:
    """What the first question of each page needs, and the largest pages themselves: they take long to load."""
    import graftwork.pages.haystack
    import graftwork.pages.hub  # noqa: F401
    import graftwork_core.adapter.fit
    import graftwork_core.adapter.preview
    import graftwork_core.extract.options
    import graftwork_core.haystack.plans.options
    import graftwork_core.haystack.plans.presets
    import graftwork_core.haystack.results.columns
    import graftwork_core.jobs.client
    import graftwork_core.jobs.store
    import graftwork_core.merge.options
    import graftwork_core.model.audit
    import graftwork_core.model.fit  # noqa: F401


def _open_model(path: Path) -> Model:
    from graftwork_core.errors import BadInput
    from graftwork_core.jobs.paths import resolve_path
    from graftwork_core.model.info import open_model

    folder = paths.folder_of(resolve_path(path))
    if paths.is_adapter(folder) and not (folder / "config.json").is_file():
        raise BadInput(
            f"{folder.name} is an adapter, not a model.",
            'Choose "From an adapter" above and put it there, or choose the folder of a model.',
        )
    return open_model(folder)


def _open_adapter(path: Path) -> Adapter:
    from graftwork_core.adapter.files import open_adapter
    from graftwork_core.jobs.paths import resolve_path

    return open_adapter(paths.folder_of(resolve_path(path)))


def _check_fit(base: Model, donor: Model, target: Model | None) -> FitReport:
    from graftwork_core.model.fit import check_fit

    return check_fit(base, donor, target)


def _check_adapters(adapters: Sequence[Adapter], target: Model) -> FitReport:
    from dataclasses import replace

    from graftwork_core.adapter.fit import check_adapter
    from graftwork_core.model.fit import check_target
    from graftwork_core.model.report import FitReport

    rows = list(check_target(target).rows)
    for adapter in adapters:
        own = check_adapter(adapter, target).rows
        if len(adapters) > 1:
            name = adapter.folder.name
            own = tuple(row if name in row.message else replace(row, message=f"{name}: {row.message}") for row in own)
        rows += own
    return FitReport(tuple(rows))


def _preview(adapter: Adapter, target: Model | None) -> AdapterPreview:
    from graftwork_core.adapter.preview import preview

    return preview(adapter, target)


def _reckon(form: Form, inputs: Inputs) -> Plan:
    from graftwork.planning import reckon

    return reckon(form, inputs)


def _propose(beside: Path, names: Sequence[Path]) -> Path:
    name = "-".join(paths.model_name(one) for one in names).replace("/", "-")
    parent = beside.parent
    if paths.is_on_hub(beside) or paths.is_cached(beside) or paths.is_shipped(beside) or not os.access(parent, os.W_OK):
        parent = paths.data_folder()
    return paths.free_name(parent, name.encode()[:_LONGEST_NAME].decode(errors="ignore"))


def _resumable(kinds: Collection[str]) -> tuple[JobRecord, ...]:
    from graftwork_core.jobs.store import JobStore

    with JobStore() as store:
        found = [one for one in store.all() if one.kind in kinds and one.resumable and _half_made(one).is_dir()]
    newest = {record.out: record for record in reversed(found)}
    return tuple(sorted(newest.values(), key=lambda record: record.created, reverse=True))


def _half_made(record: JobRecord) -> Path:
    """Where a stopped job's work lies: checks keep theirs in the folder itself."""
    from graftwork_core.weights.partial import partial_path

    return record.out if record.kind in CHECKS else partial_path(record.out)


def _all_jobs() -> tuple[JobRecord, ...]:
    from graftwork_core.jobs.store import JobStore

    with JobStore() as store:
        return store.all()


def _read_log(job_id: str) -> tuple[str, ...]:
    from graftwork_core.jobs.home import logs

    file = logs() / f"{job_id}.log"
    if not file.is_file():
        return ()
    with file.open("rb") as stream:
        stream.seek(max(0, file.stat().st_size - _LOG_BYTES))
        text = stream.read(_LOG_BYTES).decode("utf-8", errors="replace")
    return tuple(text.splitlines()[-LOG_LINES:])


def _discard(record: JobRecord) -> None:
    from graftwork_core.errors import BadInput
    from graftwork_core.jobs.store import JobStore
    from graftwork_core.weights.partial import JOURNAL, partial_path

    folder = partial_path(record.out)
    try:
        # Without a journal the folder is not one that Graftwork made.
        if (folder / JOURNAL).is_file():
            shutil.rmtree(folder)
    except OSError as error:
        raise BadInput(f"{folder} cannot be removed: {error.strerror or error}.", "Remove it by hand.") from error
    with JobStore() as store:
        store.remove(record.id)


def _read_job(spec: str) -> Job:
    from graftwork_core.jobs.spec import read_job

    return read_job(spec)
