"""The process that rehearses jobs: `python -u -P -m graftwork_core.jobs.rehearser`.

Checking a job needs torch, because a piece of it is timed, and the window has none. It reads one JSON object a line on
stdin (`{"id": 7, "job": {...}}`) and answers with one line each on stdout: what the dry run of a command says, or
`{"id": 7, "error": {"message": ..., "hint": ...}}`. Only the newest question counts: one that came while another was
being answered takes the place of those that still wait. It touches nothing, and ends when stdin closes.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from contextlib import suppress
from typing import Any, BinaryIO, Final, NoReturn, TextIO

from graftwork_core.hub.look import share_pieces
from graftwork_core.jobs.failures import failure
from graftwork_core.jobs.rehearsal import rehearsal_json
from graftwork_core.jobs.spec import MAX_JOB_BYTES, Job, make_job

_LINE_BYTES: Final = MAX_JOB_BYTES + 4096


class _Questions:
    """The newest line on stdin, read by a thread of its own."""

    def __init__(self, stdin: BinaryIO) -> None:
        self._stdin = stdin
        self._newest: bytes | None = None
        self._ended = False
        self._changed = threading.Condition()
        threading.Thread(target=self._read, name="questions", daemon=True).start()

    def next(self) -> bytes | None:
        """Wait for a question; None when there will be no more."""
        with self._changed:
            while self._newest is None and not self._ended:
                self._changed.wait()
            line, self._newest = self._newest, None
            return None if self._ended else line

    def _read(self) -> None:
        while line := self._stdin.readline(_LINE_BYTES):
            with self._changed:
                self._newest = line
                self._changed.notify()
        with self._changed:
            self._ended = True
            self._changed.notify()


def run() -> NoReturn:
    """Rehearse until stdin closes, and end the process at once: tearing down torch takes long."""
    with suppress(BrokenPipeError):
        main()
    with suppress(OSError, ValueError):
        sys.stderr.flush()
    os._exit(0)


def main() -> None:
    """Answer questions until there are no more."""
    # From here on stdout carries answers only, whatever a library prints.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    questions = _Questions(sys.stdin.buffer)
    share_pieces()  # each change of an option is a question about the same models
    with suppress(ImportError):  # a missing torch is the answer's failure
        import torch  # noqa: F401
    while (line := questions.next()) is not None:
        _answer(line, out)


def _answer(line: bytes, out: TextIO) -> None:
    number: object = None
    try:
        question = json.loads(line)
        number = question["id"]
        content = _rehearse(_job(question["job"]))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one job, the next question is answered
        end = failure(error)
        content = {"error": {"message": end.message, "hint": end.hint}}
    out.write(json.dumps({"id": number, **content}) + "\n")


def _job(content: dict[str, Any]) -> Job:
    return make_job(str(content["kind"]), {name: value for name, value in content.items() if name != "kind"})


def _rehearse(job: Job) -> dict[str, Any]:
    from graftwork_core.jobs.run import check

    return rehearsal_json(job, *check(job))


if __name__ == "__main__":
    run()
