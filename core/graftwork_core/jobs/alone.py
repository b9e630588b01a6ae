"""What a worker does that goes on without whoever started it: its words go to its log, and nowhere else."""

from __future__ import annotations

import faulthandler
import os
import threading
from typing import Final

from graftwork_core.jobs.log import Log

_CHUNK: Final = 1 << 16


def keep_diary(job_id: str) -> None:
    """From now on all that this process and its children print goes to the job's log, secrets masked."""
    log = Log(job_id)
    log.write("goes on in the background")
    if log.path is not None:
        # What ends the process in the middle is written by nobody's thread, but by the fault handler itself.
        faulthandler.enable(log.path.open("a", encoding="utf-8"))
    reading, writing = os.pipe()
    os.dup2(writing, 2)
    os.dup2(writing, 1)
    os.close(writing)
    threading.Thread(target=_copy, args=(reading, log), name="diary", daemon=True).start()


def _copy(reading: int, log: Log) -> None:
    rest = b""
    while chunk := os.read(reading, _CHUNK):
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            log.write(line.decode(errors="replace").rstrip())
        rest = rest[-_CHUNK:]
