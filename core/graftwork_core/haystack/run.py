"""One check from beginning to end: audit, smoke test, scan, confirmation, verdict; the same for its control rows.

Every answer is on the disk before the next question is asked. A run that was killed, cancelled or ran out of memory
goes on where it stopped, and comes to the same summary.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graftwork_core.errors import NotEnoughRoom
from graftwork_core.haystack import rows
from graftwork_core.haystack.asking import TALKS, WRITES_PLAINLY, Asker, Clock, Manner
from graftwork_core.haystack.card import write_card
from graftwork_core.haystack.compare import Comparison, compare
from graftwork_core.haystack.engines.protocol import Engine
from graftwork_core.haystack.export.files import export
from graftwork_core.haystack.export.report import Beside
from graftwork_core.haystack.opening import Late, open_engine
from graftwork_core.haystack.options import HaystackOptions
from graftwork_core.haystack.phases import Phases
from graftwork_core.haystack.preparing import Prepared, prepare
from graftwork_core.haystack.results import QuestionResult
from graftwork_core.haystack.rows import Row
from graftwork_core.haystack.run_file import Run, read_run, write_result
from graftwork_core.haystack.store import RUN_NAME, RunStore, open_store
from graftwork_core.reporting import Reporter
from graftwork_core.units import format_length

ROWS_FOLDER: Final = "rows"


@dataclass(frozen=True, slots=True)
class Asked:
    """One model that was asked.

    Attributes:
        row: Which.
        run: What it came to.
        against: The checked model beside it, on the same questions; None for the checked model itself.
    """

    row: Row
    run: Run
    against: Comparison | None = None


@dataclass(frozen=True, slots=True)
class HaystackResult:
    """A finished check.

    Attributes:
        out: The folder with the results.
        main: The model that was checked.
        others: Its control rows and its baseline, in the order of the story.
        files: What was exported.
        seconds: Time of this session.
    """

    out: Path
    main: Asked
    others: tuple[Asked, ...]
    files: tuple[Path, ...]
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values; all questions and cells are in the folder."""
        summary = self.main.run.summary
        return {
            "kind": "haystack",
            "out": str(self.out),
            "passed": summary.verdict.is_green,
            "model": self.main.row.title,
            "verdict": summary.verdict.as_json(),
            "effective": summary.effective.as_json(),
            "whole": summary.whole.as_json(),
            "cells": [cell.as_json() for cell in summary.cells],
            "by_length": [column.as_json() for column in summary.by_length],
            "rows": [_row_json(one) for one in self.others],
            "notes": list(self.main.run.header.generator.get("notes", ())),
            "files": [str(file) for file in self.files],
            "tokens": summary.tokens,
            "seconds": self.seconds,
        }


def run_haystack(options: HaystackOptions, reporter: Reporter) -> HaystackResult:
    """Check a model: ask it about facts in long texts, and say what the answers come to.

    Raises:
        BadInput: When a model, an adapter, the task or the text cannot be used, or `out` holds something else.
        NotEnoughRoom: The memory does not suffice; what was answered is kept and summarised.
        Cancelled: The user stopped it; the same call goes on where it stopped.
        GraftworkError: The engine cannot go on; likewise.
    """
    started = time.monotonic()
    reporter.stage("checking")
    main = rows.main_row(options)
    controls = rows.control_rows(options, main)
    prepared = prepare(options, main)
    _warn(prepared, reporter)
    run = _ask(options, prepared, options.out, reporter)
    others = [
        Asked(row, _ask(options, prepare(options, row), options.out / ROWS_FOLDER / row.name, reporter))
        for row in controls
    ]
    if options.baseline is not None:
        others.append(_baseline(options, options.baseline, reporter))
    others = [Asked(one.row, one.run, compare(one.run, run, (one.row.title, main.title))) for one in others]
    files = _export(options, run, others)
    if options.card:
        write_card(options.model, run, [(one.row.title, one.run) for one in others])
    return HaystackResult(options.out, Asked(main, run), tuple(others), files, time.monotonic() - started)


def _ask(options: HaystackOptions, prepared: Prepared, folder: Path, reporter: Reporter) -> Run:
    """All questions to one model, in a folder of its own."""
    clock = Clock(reporter)
    longest = prepared.procedure.plan.lengths[-1]

    def opened() -> Engine:
        engine = open_engine(options, prepared.row, longest, clock.tick, reporter)
        store.tell_engine({"notes": list(engine.capabilities.notes)})
        return engine

    def tell(result: QuestionResult, phase: str) -> None:
        _tell(result, phase, prepared.row.name, reporter)

    with open_store(folder, prepared.header, overwrite=options.overwrite) as store:
        if store.torn:
            reporter.warning(f"The last {store.torn} bytes of {folder / RUN_NAME} were cut off and are dropped.")
        for result in store.results:
            tell(result, result.phase)
        with _summarised(folder, store, clock), Late(opened) as engine:
            asker = Asker(engine, store, _manner(options, prepared), tell)
            Phases(prepared, asker, engine, clock, reporter).run()
    return read_run(folder)


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
    )


def _baseline(options: HaystackOptions, path: Path, reporter: Reporter) -> Asked:
    """An earlier run, or another model that is asked now."""
    if (path / RUN_NAME).is_file() or path.name == RUN_NAME:
        run = read_run(path)
        return Asked(Row(rows.BASELINE, run.header.model_name, path, None), run)
    row = rows.baseline_row(path)
    return Asked(row, _ask(options, prepare(options, row), options.out / ROWS_FOLDER / row.name, reporter))


def _warn(prepared: Prepared, reporter: Reporter) -> None:
    """What the user should know before the first question."""
    if prepared.audit is not None:
        for finding in prepared.audit.warnings:
            reporter.warning(finding.message, finding.advice)
    for note in prepared.compiled.notes:
        reporter.warning(note)


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


def _export(options: HaystackOptions, run: Run, others: list[Asked]) -> tuple[Path, ...]:
    beside = Beside(rows=tuple((one.row.title, one.run) for one in others))
    return tuple(
        export(run, kind, options.out, language="zh" if options.language == "zh" else "en", beside=beside)
        for kind in options.exports
    )


def _row_json(one: Asked) -> dict[str, Any]:
    summary = one.run.summary
    return {
        "name": one.row.name,
        "model": one.row.title,
        "state": summary.verdict.state,
        "sentence": summary.verdict.sentence_en,
        "effective": summary.effective.as_json(),
        "by_length": [column.as_json() for column in summary.by_length],
        "against": one.against and {key: value for key, value in one.against.as_json().items() if key != "cells"},
    }
