"""What a dry run says, as JSON: whether everything fits, and what would be read, written and needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graftwork_core.jobs.spec import Job
    from graftwork_core.model.report import FitReport
    from graftwork_core.preflight import Preflight


def rehearsal_json(job: Job, report: FitReport, preflight: Preflight) -> dict[str, Any]:
    """The answer of a check as plain JSON values."""
    return {
        "kind": job.kind,
        "out": str(preflight.out),
        "fit": report.as_json(),
        "reads": [{"path": str(path), "bytes": nbytes} for path, nbytes in preflight.reads],
        "writes": [{"name": name, "bytes": nbytes} for name, nbytes in preflight.writes],
        "disk_needed": preflight.disk_needed,
        "disk_free": preflight.disk_free,
        "memory_needed": preflight.memory_needed,
        "seconds": preflight.seconds,
        "resumes": preflight.resumes,
        "notes": list(preflight.notes),
    }
