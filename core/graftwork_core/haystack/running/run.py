"""One check from beginning to end: audit, smoke test, scan, confirmation, verdict; the same for its control rows.

Every answer is on the disk before the next question is asked. A run that was killed, cancelled or ran out of memory
goes on where it stopped, and comes to the same summary.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graftwork_core.errors import BadInput
from graftwork_core.haystack.export.card import write_card
from graftwork_core.haystack.export.files import export
from graftwork_core.haystack.export.report import Beside
from graftwork_core.haystack.plans.options import HaystackOptions
from graftwork_core.haystack.plans.prompts_file import SkillPrompt, read_prompts
from graftwork_core.haystack.questions.compiled import Snippet
from graftwork_core.haystack.results.compare import Comparison, compare
from graftwork_core.haystack.results.compromise import Skill, skill_of
from graftwork_core.haystack.results.run_file import Run
from graftwork_core.haystack.running import rows
from graftwork_core.haystack.running.baseline import baseline_of
from graftwork_core.haystack.running.preparing import Prepared, prepare, prepare_alike, refuse_unreadable
from graftwork_core.haystack.running.rehearsal import room
from graftwork_core.haystack.running.row_run import RowRun, run_row
from graftwork_core.haystack.running.rows import Row
from graftwork_core.memory import peak_memory
from graftwork_core.reporting import Reporter, stop_if_cancelled

ROWS_FOLDER: Final = "rows"
_MOST_SNIPPETS: Final = 50


@dataclass(frozen=True, slots=True)
class Other:
    """A control row or a baseline.

    Attributes:
        made: What came of it.
        against: The checked model beside it, on the same questions; None when they share none.
    """

    made: RowRun
    against: Comparison | None


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
    main: RowRun
    others: tuple[Other, ...]
    files: tuple[Path, ...]
    seconds: float

    @property
    def skill(self) -> Skill | None:
        """The skill beside that of the target as it was, or, without such a row, by itself; None without prompts."""
        if self.main.skill is None:
            return None
        before = [one.made.skill for one in self.others if one.made.row.name == rows.TARGET and one.made.skill]
        return skill_of(before[0] if before else self.main.skill, self.main.skill)

    @property
    def passed(self) -> bool:
        """Whether the check is green, and no skill was lost that somebody asked about."""
        return self.main.run.summary.verdict.is_green and (self.skill is None or self.skill.is_kept)

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values; all questions and cells are in the folder."""
        summary = self.main.run.summary
        return {
            "kind": "haystack",
            "out": str(self.out),
            "passed": self.passed,
            "model": self.main.row.title,
            "verdict": summary.verdict.as_json(),
            "effective": summary.effective.as_json(),
            "whole": summary.whole.as_json(),
            "cells": [cell.as_json() for cell in summary.cells],
            "by_length": [column.as_json() for column in summary.by_length],
            "rows": [_other_json(one) for one in self.others],
            "skill": None if self.skill is None else {**self.skill.as_json(), "rows": self._skill_rows()},
            "notes": list(self.main.run.header.generator.get("notes", ())),
            "files": [str(file) for file in self.files],
            "tokens": summary.tokens,
            "seconds": self.seconds,
            "peak_memory": peak_memory(),
        }

    def _skill_rows(self) -> list[dict[str, Any]]:
        known = [(one.made.row, one.made.skill) for one in self.others] + [(self.main.row, self.main.skill)]
        return [
            {"name": row.name, "model": row.title, "hits": sum(skill.values()), "n": len(skill)}
            for row, skill in known
            if skill is not None
        ]


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
    others = rows.control_rows(options, main)
    prompts = read_prompts(options.prompts) if options.prompts else ()
    prepared = prepare(options, main, lambda tokens: stop_if_cancelled(reporter))
    earlier = baseline_of(options, prepared, others)
    refuse_unreadable(others, prepared)
    _warn(prepared, reporter)
    for note in room(options, main, prepared.procedure.plan.lengths[-1])[1]:
        reporter.warning(note)
    made = run_row(options, prepared, options.out, prompts, reporter)
    asked = [_ask_other(options, row, prepared, prompts, reporter) for row in others]
    asked += [earlier] if earlier else []
    beside = tuple(Other(one, _against(one, made, reporter)) for one in asked)
    files = _export(options, prepared, made.run, asked)
    if options.card:
        write_card(options.model, made.run, [(one.row.title, one.run) for one in asked])
    return HaystackResult(options.out, made, beside, files, time.monotonic() - started)


def _ask_other(
    options: HaystackOptions, row: Row, first: Prepared, prompts: Sequence[SkillPrompt], reporter: Reporter
) -> RowRun:
    folder = options.out / ROWS_FOLDER / row.name
    return run_row(options, prepare_alike(options, row, first), folder, prompts, reporter)


def _against(one: RowRun, made: RowRun, reporter: Reporter) -> Comparison | None:
    try:
        return compare(one.run, made.run, (one.row.title, made.row.title))
    except BadInput as error:
        reporter.warning(f"{one.row.title} cannot be compared: {error.message}", error.hint)
        return None


def _warn(prepared: Prepared, reporter: Reporter) -> None:
    """What the user should know before the first question."""
    if prepared.audit is not None:
        for finding in prepared.audit.warnings:
            reporter.warning(finding.message, finding.advice)
    for note in prepared.compiled.notes:
        reporter.warning(note)


def _export(options: HaystackOptions, prepared: Prepared, run: Run, others: Sequence[RowRun]) -> tuple[Path, ...]:
    beside = Beside(
        rows=tuple((one.row.title, one.run) for one in others),
        snippets=_snippets(prepared, run) if "html" in options.exports else {},
    )
    return tuple(export(run, kind, options.out, beside=beside) for kind in options.exports)


def _snippets(prepared: Prepared, run: Run) -> Mapping[str, Sequence[Snippet]]:
    """The text around what was missed."""
    missed = [one.id for one in run.results if one.counts and not one.hit and one.phase == "scan"]
    return prepared.compiled.snippets(missed[:_MOST_SNIPPETS])


def _other_json(one: Other) -> dict[str, Any]:
    summary = one.made.run.summary
    return {
        "name": one.made.row.name,
        "model": one.made.row.title,
        "state": summary.verdict.state,
        "sentence": summary.verdict.sentence_en,
        "effective": summary.effective.as_json(),
        "by_length": [column.as_json() for column in summary.by_length],
        "against": one.against and {key: value for key, value in one.against.as_json().items() if key != "cells"},
    }
