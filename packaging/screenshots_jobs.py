"""The pictures of the Jobs page, and of the Graft page that offers to go on with what was interrupted.

A history with every state is written into the store as workers write it; nothing of it runs.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from graftwork.pages.jobs import JobsPage
from graftwork_core.jobs.events import Cancelled, Error, Result
from graftwork_core.jobs.home import logs
from graftwork_core.jobs.spec import Job, make_job
from graftwork_core.jobs.store import JobStore
from graftwork_core.jobs.waiting import enqueue
from graftwork_resources import sample_folder

if TYPE_CHECKING:
    from screenshots import Photographer

_GIB = 1 << 30
_LOG = (
    "---- 2026-03-01 10:02:11",
    "10:02:11 stage: checking",
    "10:02:13 stage: extracting",
    "10:07:40 stage: merging",
    "10:07:41 warning: The tokenizers differ in 2 of 32,000 entries.",
)


async def photograph_jobs(who: Photographer, work: Path) -> None:
    """Go through the states of a job."""
    services, window = who.application.services, who.window
    window.show_page("jobs")
    page = window.page("jobs")
    assert isinstance(page, JobsPage)
    services.runner.is_held = True
    running = write_history(work)
    await who.until(lambda: page.model.rowCount() == 9)
    page.table.choose_row(page.model.row_of(running))
    await who.until(lambda: "warning" in page.details.log.toPlainText())
    await who.take("jobs")
    for state in ("queued", "failed", "cancelled", "interrupted", "done"):
        found = next(one.id for one in services.runner.history.records if one.status == state)
        row = page.model.row_of(found)

        async def choose(row: int = row) -> None:
            page.table.choose_row(row)
            await who.quiet()

        await who.take(f"jobs-{state}", choose)
    window.show_page("graft")
    await who.take("graft-offers")


def write_history(work: Path) -> str:
    """Jobs of every kind and state; returns the one that "runs", in this process."""
    sample = sample_folder()
    with JobStore() as store:
        for number, end in enumerate((_done(work), Cancelled(), _failed())):
            job = _graft(sample, work, f"skill-long-{number}")
            if not isinstance(end, Result):
                _leave_half(job)
            job_id = store.add(job)
            store.begin(job_id)
            store.update(job_id, stage="merging", done=1, total=2, peak=14 * _GIB, needed=9 * _GIB)
            store.finish(job_id, end, ending="killed" if isinstance(end, Error) else "")
            _age(store, job_id, 3600 * (number + 2), 421)
        check = {"model": str(work / "skill-long"), "out": str(work / "checked"), "preset": "classic"}
        job_id = store.add(make_job("haystack", check))
        store.begin(job_id)
        store.finish(job_id, Result("haystack", str(work / "checked"), _CHECK))
        _age(store, job_id, 1500, 64)
        job_id = store.add(_graft(sample, work, "before-a-restart"))
        store.begin(job_id)
        with store.transaction() as db:
            db.execute("UPDATE jobs SET birthmark='another-start:1' WHERE id=?", (job_id,))
        _age(store, job_id, 90_000, 0)
        running = store.add(_graft(sample, work, "running"))
        store.begin(running)
        store.update(
            running, stage="merging", done=6_900_000_000, total=16_100_000_000, rate=311e6, eta=29.6, peak=_GIB
        )
        with store.transaction() as db:
            db.execute("UPDATE jobs SET started=started-341, keeper=1 WHERE id=?", (running,))
        enqueue(store, make_job("haystack", check | {"out": str(work / "later")}))
        base, donor = str(sample / "base"), str(sample / "long")
        enqueue(store, make_job("diff", {"base": base, "donor": donor, "out": str(work / "difference")}))
        enqueue(store, _graft(sample, work, "last"))
    logs().mkdir(parents=True, exist_ok=True)
    (logs() / f"{running}.log").write_text("\n".join(_LOG) + "\n", encoding="utf-8")
    return running


_CHECK = {
    "verdict": {
        "state": "green",
        "sentence_en": "Sound to 2k tokens: every fact was found, wherever it stood.",
        "sentence_zh": "在 2k 词元内可靠：无论事实位于何处都能找到。",
    },
    "effective": {"ours": 2048},
    "whole": {"hits": 110, "n": 110},
    "seconds": 63.2,
}


def _graft(sample: Path, work: Path, out: str) -> Job:
    places = {"base": sample / "base", "donor": sample / "long", "target": sample / "skill", "out": work / "made" / out}
    return make_job("graft", {name: str(place) for name, place in places.items()})


def _leave_half(job: Job) -> None:
    """What a run leaves when it stops in the middle; only such a job is offered again."""
    partial = job.options.out.with_name(job.options.out.name + ".partial")
    partial.mkdir(parents=True, exist_ok=True)
    (partial / "journal.jsonl").write_text("{}\n", encoding="utf-8")


def _done(work: Path) -> Result:
    data = {
        "extracted": {"rank": 32, "nbytes": 84_000_000, "captured": 0.87},
        "merged": {
            "tensors": 291, "changed": 224, "nbytes": 16_100_000_000, "survival": 0.998, "context_window": 131_072,
            "warnings": ["The tokenizers differ in 2 of 32,000 entries."],
        },
        "seconds": 421.0,
    }  # fmt: skip
    return Result("graft", str(work / "made" / "skill-long-0"), data)


def _failed() -> Error:
    message = (
        "The system ended the worker process because the machine ran out of memory "
        "(it held 15.2 GB at most, 9.40 GB were estimated)."
    )
    return Error("no_room", message, "Close other programs, or choose fewer threads.")


def _age(store: JobStore, job_id: str, ago: float, took: float) -> None:
    begun = time.time() - ago
    with store.transaction() as db:
        ended = begun + took if took else None
        values = (begun, begun, begun + 200, ended, job_id)
        db.execute("UPDATE jobs SET created=?, started=?, seen=?, ended=? WHERE id=?", values)
