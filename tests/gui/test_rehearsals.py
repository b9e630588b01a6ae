"""A process is asked what a job would do; it comes late, fails or dies, and the page goes on."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from graftwork.pages.graft import GraftPage
from graftwork.rehearsal import Rehearsals, Rehearsed
from graftwork.services import Services
from graftwork_core.jobs.spec import Job, make_job
from tests.gui.fakes import FakeClient, until

ANSWER = """
import json, sys
for line in sys.stdin:
    question = json.loads(line)
    rank = question["job"].get("rank", 0)
    if rank == 13:
        print(json.dumps({"id": question["id"], "error": {"message": "It has --rank 13.", "hint": "Use --rank 12."}}))
    elif rank == 14:
        sys.exit(3)
    elif rank == 15:
        continue
    elif rank == 16:
        print("no JSON")
        print(json.dumps({"id": question["id"]}))
    else:
        row = {"severity": "blocking" if rank == 17 else "ok", "topic": "replaced", "values": {}, "message": "A row.",
               "advice": ""}
        print(json.dumps({"id": question["id"], "fit": {"rows": [row]}, "seconds": 372.0, "disk_needed": 5,
                          "memory_needed": 7, "resumes": False, "notes": ["Use --rank."]}))
    sys.stdout.flush()
"""
PROCESS = (sys.executable, "-c", ANSWER)


def job(tmp_path: Path, rank: int) -> Job:
    return make_job("extract", {"base": tmp_path / "b", "donor": tmp_path / "d", "out": tmp_path / "o", "rank": rank})


def asking(services: Services, command: Sequence[str] = PROCESS) -> Rehearsals:
    return Rehearsals(services.tasks, services.runner, command)


async def test_answers_find_their_questions(services: Services, tmp_path: Path) -> None:
    rehearsals = asking(services)
    assert not rehearsals.is_running
    silent = asyncio.ensure_future(rehearsals.ask(job(tmp_path, 15)))
    found = await asyncio.gather(*(rehearsals.ask(job(tmp_path, rank)) for rank in (4, 13, 16)))
    assert found[0] is not None
    assert (found[0].seconds, found[0].disk_needed, found[0].memory_needed) == (372.0, 5, 7)
    assert found[0].notes == ('Use "Rank".',)
    assert found[1] == Rehearsed(problem='It has "Rank" 13.', hint='Use "Rank" 12.')
    assert found[2] is None, "that was no answer"
    silent.cancel()
    await asyncio.wait([silent])
    assert rehearsals.is_running
    await rehearsals.close()
    assert not rehearsals.is_running
    assert await rehearsals.ask(job(tmp_path, 4)) is None, "closed is closed"


async def test_a_process_that_dies_is_replaced(services: Services, tmp_path: Path) -> None:
    rehearsals = asking(services)
    assert await rehearsals.ask(job(tmp_path, 14)) is None
    found = await rehearsals.ask(job(tmp_path, 4))
    assert found is not None
    assert found.seconds == 372.0
    await rehearsals.close()


async def test_a_process_that_cannot_be_started_is_no_answer(services: Services, tmp_path: Path) -> None:
    rehearsals = asking(services, (str(tmp_path / "nothing"),))
    assert await rehearsals.ask(job(tmp_path, 4)) is None
    await rehearsals.close()


async def test_the_end_of_an_engine_answers_no_question_to_the_next_one(services: Services, tmp_path: Path) -> None:
    rehearsals = asking(services)
    assert await rehearsals.ask(job(tmp_path, 4)) is not None
    services.runner.engine_python = Path(sys.executable)
    assert await rehearsals.ask(job(tmp_path, 4)) is not None
    await rehearsals.close()


async def test_a_running_job_gets_the_memory(services: Services, tmp_path: Path) -> None:
    rehearsals = asking(services)
    await rehearsals.ask(job(tmp_path, 4))
    services.runner.started.emit({"kind": "graft"})
    await until(lambda: not rehearsals.is_running)
    rehearsals._idle.setInterval(0)
    await rehearsals.ask(job(tmp_path, 4))
    await until(lambda: not rehearsals.is_running)
    await rehearsals.close()


class TestOnThePage:
    """With rehearsals in the services."""

    @pytest.fixture
    def services(self, services: Services) -> Services:
        parts = (services.tasks, services.engine, services.runner, services.settings, services.theme, services.library)
        return Services(*parts, rehearsals=asking(services))

    async def test_the_time_joins_the_sentence(self, page: GraftPage, services: Services, client: FakeClient) -> None:
        page.fill_sample()
        await until(lambda: page.ui.bar.run.isEnabled())
        assert client.starts == 0, "one process loads torch at a time"
        await until(lambda: "about 6 min 12 s" in page.ui.bar._plan.text())
        await until(lambda: client.starts == 1)
        page.ui.options.rank.rank.setValue(13)
        await until(lambda: 'It has "Rank" 13. Use "Rank" 12.' in page.ui.bar._plan.text())
        assert not page.ui.bar.run.isEnabled()
        page.ui.options.rank.rank.setValue(17)
        await until(lambda: "do not fit" in page.ui.bar._plan.text())
        assert "do not fit" in page.ui.fit.accessibleName()
        page.ui.options.rank.rank.setValue(14)
        await until(lambda: page.ahead._rehearsed == Rehearsed())
        assert page.ui.bar.run.isEnabled(), "without an answer the page goes on with what it knows"
        assert services.rehearsals is not None
        await services.rehearsals.close()
