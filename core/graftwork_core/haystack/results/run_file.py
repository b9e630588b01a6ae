"""A run as one thing: what was run, what came out, what it comes to. Read from its folder, written as `result.json`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graftwork_core.haystack.results.answers import QuestionResult
from graftwork_core.haystack.results.header import RunHeader
from graftwork_core.haystack.results.store import RESULT_NAME, read_log, write_json
from graftwork_core.haystack.results.summary import Summary, summarise


@dataclass(frozen=True, slots=True)
class Run:
    """A run, finished or not.

    Attributes:
        header: What was run.
        results: Every question that was answered.
        summary: What they come to.
        folder: Where it lies; None for one that is only in memory.
        torn: Bytes at the end of its log that do not count, because a process was killed while it wrote them.
    """

    header: RunHeader
    results: tuple[QuestionResult, ...]
    summary: Summary
    folder: Path | None = None
    torn: int = 0

    def as_json(self) -> dict[str, Any]:
        """`result.json`: header and summary."""
        return {**self.header.as_json(), "summary": self.summary.as_json()}


def read_run(path: Path) -> Run:
    """Read a run's folder, or its `run.jsonl`; the summary is made anew.

    Raises:
        BadInput: There is none, it is broken, or a newer Graftwork wrote it.
    """
    log = read_log(path)
    summary = summarise(log.header, log.results, tokens=log.tokens, seconds=log.seconds)
    return Run(log.header, log.results, summary, path if path.is_dir() else path.parent, log.torn)


def write_result(folder: Path) -> Run:
    """Build `result.json` from `run.jsonl`, in one step. Returns the run.

    Raises:
        BadInput: The log is broken.
        GraftworkError: The disk does not take it.
    """
    run = read_run(folder)
    write_json(folder / RESULT_NAME, run.as_json())
    return run
