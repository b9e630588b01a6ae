"""`graftwork jobs`: what was asked for, here or in the window, and how it stands."""

from __future__ import annotations

import json as jsonlib
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graftwork_core.cli import arguments as arg
from graftwork_core.cli.running import Manner, do
from graftwork_core.cli.text import say, tell
from graftwork_core.errors import BadInput
from graftwork_core.units import format_bytes, format_duration

if TYPE_CHECKING:
    from graftwork_core.jobs.store import JobRecord

app = typer.Typer(help="List, queue, show, resume, cancel, remove jobs.", rich_markup_mode=None, no_args_is_help=True)
Id = Annotated[str, typer.Argument(metavar="ID", help="The job's id, or the beginning of it.")]
Ids = Annotated[list[str], typer.Argument(metavar="ID…", help="Ids, or the beginnings of them.")]


@app.command("list")
def list_jobs(json: arg.Json = False, quiet: arg.Quiet = False) -> None:
    """List all jobs, the newest first; a waiting one says which place in the queue it has."""
    from graftwork_core.cli.tables import columns
    from graftwork_core.jobs.store import JobStore

    with JobStore() as store:
        records = store.all()
    if json:
        for record in records:
            typer.echo(jsonlib.dumps(_content(record), ensure_ascii=False))
    elif quiet:
        for record in records:
            typer.echo(record.id)
    elif not records:
        typer.echo("There are no jobs.")
    else:
        places = _places(records)
        rows = [("id", "status", "kind", "when", "what", "out")]
        rows += [
            (one.id, _status(one, places), one.kind, _when(one.created), one.title, str(one.out)) for one in records
        ]
        tell(columns(rows))


@app.command("show")
def show_job(
    job_id: Id,
    spec: Annotated[bool, typer.Option("--spec", help="Print the job as JSON, for `graftwork run`.")] = False,
    json: arg.Json = False,
) -> None:
    """Show one job: what was asked for and how it ended."""
    from graftwork_core.cli.tables import columns
    from graftwork_core.jobs.store import JobStore

    with JobStore() as store:
        record = store.get(job_id)
        attempts, places = store.attempts(record.id), _places(store.all())
    options = jsonlib.loads(record.spec)
    if json:
        typer.echo(jsonlib.dumps(_content(record), ensure_ascii=False))
        return
    if spec:
        typer.echo(jsonlib.dumps(options, indent=2, ensure_ascii=False))
        return
    rows = [("id", record.id), ("status", _status(record, places)), ("what", f"{record.kind}: {record.title}")]
    rows += [("asked", _when(record.created)), ("out", str(record.out))]
    rows += [("took", format_duration(record.ended - record.started))] if record.started and record.ended else []
    rows += [(name.replace("_", " "), str(value)) for name, value in options.items() if name not in ("kind", "out")]
    rows += [("memory", _memory(record))] if record.peak else []
    for one in attempts:
        said = str((one.error or {}).get("message", ""))
        rows.append((f"attempt {one.number}", f"{one.status}. {said}".rstrip(". ") + "."))
    if record.error is not None:
        rows += [("error", str(record.error.get("message", ""))), ("", str(record.error.get("hint", "")))]
    tell(columns(rows))


@app.command("add")
def add_job(
    job: Annotated[
        str, typer.Argument(metavar="JOB.json|ID", help="A saved job, or the id of one that stopped or failed.")
    ],
    quiet: arg.Quiet = False,
) -> None:
    """Put a job at the end of the queue. `graftwork jobs work`, or an open window, runs it when it is its turn."""
    from graftwork_core.jobs.spec import read_job
    from graftwork_core.jobs.store import JobStore
    from graftwork_core.jobs.waiting import enqueue, waiting

    file = Path(job).expanduser()
    with JobStore() as store:
        job_id = enqueue(store, read_job(file) if file.is_file() else store.get(job).id)
        place = next((n for n, one in enumerate(waiting(store), 1) if one.id == job_id), 1)
    typer.echo(job_id if quiet else f"Job {job_id} waits in the queue, at place {place}.")


@app.command("move")
def move_job(
    job_id: Id,
    where: Annotated[str, typer.Argument(metavar="first|up|down|last", help="Where to.")],
    quiet: arg.Quiet = False,
) -> None:
    """Let a waiting job wait elsewhere in the queue."""
    from graftwork_core.jobs.store import JobStore
    from graftwork_core.jobs.waiting import WHERE, move, waiting

    place = next((one for one in WHERE if one == where), None)
    if place is None:
        raise BadInput(f"{where!r} is no place in the queue.", f"It can be {', '.join(WHERE)}.")
    with JobStore() as store:
        move(store, job_id, place)
        order = waiting(store)
    if not quiet:
        tell(f"{number}. {one.id}  {one.title}" for number, one in enumerate(order, 1))


@app.command("work")
def work_queue(
    parallel: Annotated[int, typer.Option(min=1, max=16, help="How many jobs run at the same time.")] = 1,
    engine_python: Annotated[
        Path | None, typer.Option(help="Another Python to compute with, one that has torch.", show_default=False)
    ] = None,
    quiet: arg.Quiet = False,
) -> None:
    """Run the jobs in the queue, one after the other, until none is left. Ctrl-C cancels what runs."""
    import asyncio

    from graftwork_core.jobs.background import work

    def say_nothing(text: str) -> None:
        """Be quiet."""

    asyncio.run(work(say_nothing if quiet else typer.echo, parallel=parallel, engine_python=engine_python))


@app.command("resume")
def resume_job(job_id: Id, json: arg.Json = False, quiet: arg.Quiet = False, dry_run: arg.DryRun = False) -> None:
    """Go on with a job that was interrupted, cancelled, or failed; or start a queued one."""
    from graftwork_core.jobs.store import JobStore

    with JobStore() as store:
        record = store.get(job_id)
    if record.status == "done":
        raise BadInput(f"Job {record.id} is done: {record.out}", "There is nothing left to do.")
    if record.status == "running":
        raise BadInput(f"Job {record.id} already runs, in process {record.pid}.", "Wait for it, or cancel it first.")
    do(record.job(), Manner(json, quiet, dry_run), record.id)


@app.command("cancel")
def cancel_job(job_id: Id, quiet: arg.Quiet = False) -> None:
    """Ask a running job to stop. What it has done stays, and can be resumed."""
    from graftwork_core.jobs.store import JobStore

    with JobStore() as store:
        record = store.get(job_id)
        if record.status not in ("running", "queued"):
            raise BadInput(f"Job {record.id} does not run: it is {record.status}.")
        store.request_cancel(record.id)
    if not quiet:
        asked = "was asked to stop" if record.status == "running" else "is cancelled"
        typer.echo(f"Job {record.id} {asked}. To resume it: graftwork jobs resume {record.id}")


@app.command("remove")
def remove_jobs(job_ids: Ids, quiet: arg.Quiet = False) -> None:
    """Forget jobs. No file that they read or wrote is touched."""
    from graftwork_core.jobs.store import JobStore
    from graftwork_core.weights.partial import partial_path

    with JobStore() as store:
        for record in [store.get(job_id) for job_id in job_ids]:
            store.remove(record.id)
            if not quiet:
                typer.echo(f"Removed job {record.id} from the list.")
                if partial_path(record.out).exists():
                    say(f"What it has made so far is still in {partial_path(record.out)}")


def _content(record: JobRecord) -> dict[str, Any]:
    fields = asdict(record)
    return {"type": "job", **fields, "out": str(record.out), "spec": jsonlib.loads(record.spec)}


def _places(records: Sequence[JobRecord]) -> dict[str, int]:
    """Which place in the queue every waiting job has, from 1."""
    order = sorted((one for one in records if one.waits), key=lambda one: (one.place, one.created))
    return {one.id: number for number, one in enumerate(order, 1)}


def _status(record: JobRecord, places: dict[str, int]) -> str:
    if record.id in places:
        return f"queued, place {places[record.id]}"
    if record.status == "running" and record.total > 0:
        return f"{record.stage} {record.done / record.total:.0%}"
    return record.status


def _memory(record: JobRecord) -> str:
    estimated = f", {format_bytes(record.needed)} were estimated" if record.needed else ""
    return f"at most {format_bytes(record.peak)}{estimated}"


def _when(moment: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(moment))
