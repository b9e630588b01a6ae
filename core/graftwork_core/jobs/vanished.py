"""Why a job's process is gone that nobody saw end: whoever started it was gone before."""

from __future__ import annotations

import re
from typing import Any, Final

from graftwork_core.jobs.events import Error, to_json
from graftwork_core.jobs.failures import RESUME_HINT
from graftwork_core.jobs.log import last_lines
from graftwork_core.jobs.outcome import CRASH_HINT, memory_killer, memory_kills
from graftwork_core.jobs.processes import was_before_restart

_FATAL: Final = re.compile(r"Fatal Python error: ([\w ]+)|Windows fatal exception: ([\w ]+)")
_LINES: Final = 200


def why_vanished(
    job_id: str, mark: str | None, started: float | None, kills: int | None, peak: int, needed: int
) -> dict[str, Any]:
    """The error, as JSON, of an attempt whose process is gone.

    Args:
        job_id: The job; its log may tell of a crash.
        mark: The process's birthmark.
        started: When the attempt began; seconds since 1970.
        kills: What `memory_kills` counted then; None when nobody counted.
        peak: Bytes of memory that the process was seen to hold.
        needed: Bytes that were estimated.
    """
    return to_json(_why(job_id, mark, started, kills, peak, needed))


def _why(job_id: str, mark: str | None, started: float | None, kills: int | None, peak: int, needed: int) -> Error:
    if was_before_restart(mark, started):
        return Error("restarted", "The machine was restarted while this job ran.", RESUME_HINT)
    lines = last_lines(job_id, _LINES)
    crash = next((found for line in reversed(lines) if (found := _FATAL.search(line))), None)
    if crash is not None:
        what = (crash[1] or crash[2]).strip()
        return Error("crashed", f"The worker process crashed ({what}).", CRASH_HINT, "\n".join(lines))
    if kills is not None and memory_kills() > kills:
        return memory_killer(peak, needed)
    message = "The process that ran this job was ended from outside of Graftwork, and nobody saw how."
    return Error("killed", message, RESUME_HINT)
