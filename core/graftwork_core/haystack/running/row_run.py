"""One model asked everything, in a folder of its own: long context in `run.jsonl`, the skill guard in `skill/`."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from graftwork_core.errors import NotEnoughRoom
from graftwork_core.haystack.engines.protocol import Engine
from graftwork_core.haystack.plans.options import HaystackOptions
from graftwork_core.haystack.plans.prompts_file import SkillPrompt
from graftwork_core.haystack.results.answers import QuestionResult
from graftwork_core.haystack.results.run_file import Run, read_run, write_result
from graftwork_core.haystack.results.store import RUN_NAME, RunStore, open_store
from graftwork_core.haystack.running.asking import TALKS, WRITES_PLAINLY, Asker, Clock, Manner
from graftwork_core.haystack.running.opening import Late, open_engine
from graftwork_core.haystack.running.phases import Phases
from graftwork_core.haystack.running.preparing import Prepared
from graftwork_core.haystack.running.rows import Row
from graftwork_core.haystack.running.skill import SkillQuestion, ask_skill, skill_hash, skill_questions
from graftwork_core.reporting import Reporter
from graftwork_core.units import format_length

SKILL_FOLDER: Final = "skill"


@dataclass(frozen=True, slots=True)
class RowRun:
    """What came of one model.

    Attributes:
        row: Which.
        run: Its run.
        skill: Whether each prompt of the guard was answered right, by its id; None when there is no guard.
    """

    row: Row
    run: Run
    skill: Mapping[str, bool] | None = None


def run_row(
    options: HaystackOptions, prepared: Prepared, folder: Path, prompts: Sequence[SkillPrompt], reporter: Reporter
) -> RowRun:
    """Ask one model everything, or what is left of it.

    Args:
        options: Of the check.
        prepared: The model, and what it is asked.
        folder: Where its results are.
        prompts: The skill guard's; may be empty.
        reporter: Told every answer.

    Raises:
        OutputExists: The folder holds another run.
        NotEnoughRoom: The memory does not suffice; what was answered is kept and summarised.
        Cancelled: The user stopped it; likewise.
        GraftworkError: The engine cannot go on; likewise.
    """
    clock = Clock(reporter)
    longest = prepared.procedure.plan.lengths[-1]

    def opened() -> Engine:
        engine = open_engine(options, prepared.row, prepared.prompts, longest, clock.tick, reporter)
        store.tell_engine({"notes": list(engine.capabilities.notes)})
        return engine

    def tell(result: QuestionResult, phase: str) -> None:
        _tell(result, phase, prepared.row.name, reporter)

    with (
        open_store(folder, prepared.header, overwrite=options.overwrite) as store,
        _open_guard(options, prepared, folder / SKILL_FOLDER, prompts) as guard,
        Late(opened) as engine,
    ):
        if store.torn:
            reporter.warning(f"The last {store.torn} bytes of {folder / RUN_NAME} were cut off and are dropped.")
        for result in store.results:
            tell(result, result.phase)
        with _summarised(folder, store, clock):
            asker = Asker(engine, store, _manner(options, prepared), tell)
            Phases(prepared, asker, engine, clock, reporter, store.tell_phase).run()
        skill = guard.ask(engine) if guard else None
    return RowRun(prepared.row, read_run(folder), skill)


@contextmanager
def _summarised(folder: Path, store: RunStore, clock: Clock) -> Iterator[None]:
    """However it ends: the work is written down, and what was answered is summarised."""
    started = time.monotonic()
    try:
        yield
    except NotEnoughRoom as error:
        longest = max((result.length_target for result in store.results), default=0)
        done = f"What was answered up to {format_length(longest)} tokens is kept." if longest else ""
        raise NotEnoughRoom(error.message, f"{done} {error.hint}".strip()) from error
    finally:
        store.add_work(clock.worked, time.monotonic() - started)
        store.sync()
        write_result(folder)


def _manner(options: HaystackOptions, prepared: Prepared) -> Manner:
    return Manner(
        grading=prepared.procedure.plan.grading,
        answer_prefix=prepared.procedure.plan.answer_prefix,
        most_new=options.max_new_tokens,
        slack=TALKS if options.task is None else WRITES_PLAINLY,
        by_content=prepared.procedure.by_content,
    )


@dataclass(frozen=True, slots=True)
class _Guard:
    """The skill guard's questions, and where their answers are."""

    questions: Sequence[SkillQuestion]
    store: RunStore

    def ask(self, engine: Late) -> dict[str, bool]:
        """The guard's answers, those of an earlier session too."""
        waiting = [question for question in self.questions if question.result_id not in self.store.done]
        if waiting:
            for answer in ask_skill(engine(), waiting):
                self.store.append(answer)
        return {result.id: result.hit for result in self.store.results if result.status == "ok"}


@contextmanager
def _open_guard(
    options: HaystackOptions, prepared: Prepared, folder: Path, prompts: Sequence[SkillPrompt]
) -> Iterator[_Guard | None]:
    """The guard, if there is one; opened before hours are spent, because its folder may hold other prompts' answers."""
    if not prompts:
        yield None
        return
    questions = skill_questions(prompts, prepared.prompts, options.max_new_tokens)
    plan = {"kind": "skill", "lengths": []}
    header = replace(prepared.header, plan=plan, plan_hash=skill_hash(questions), audit=())
    with open_store(folder, header, overwrite=options.overwrite) as store:
        yield _Guard(questions, store)


def _tell(result: QuestionResult, phase: str, row: str, reporter: Reporter) -> None:
    """One answer, for a map that fills while it is made."""
    reporter.metric(
        "question",
        row=row,
        phase=phase,
        id=result.id,
        tier=result.tier,
        length=result.length_target,
        depth=result.depth_target,
        control=result.control,
        status=result.status,
        hit=result.hit,
        lp=None if result.forced is None else result.forced.lp_mean,
        margin=None if result.forced is None else result.forced.margin,
    )
