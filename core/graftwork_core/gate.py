"""The last look before a job starts: what forbids to go on becomes an error, the rest a warning."""

from __future__ import annotations

from graftwork_core.errors import BadInput, DoesNotFit, NotEnoughRoom
from graftwork_core.model.fit import FitReport
from graftwork_core.preflight import Preflight
from graftwork_core.reporting import Reporter
from graftwork_core.units import format_bytes

_ABOUT_ONE_FILE = ("quantization", "adapter", "files")


def refuse_misfits(report: FitReport, reporter: Reporter, *, force: bool) -> None:
    """Pass warnings on; raise for what blocks (`force` lets unrelated weights pass).

    Raises:
        DoesNotFit: With the first blocking row, and how many more there are.
        BadInput: When the first blocking row is about one file rather than about the fit.
    """
    blocking = [row for row in report.blocking if not (force and row.topic == "kinship")]
    if blocking:
        more = f" ({len(blocking) - 1} more in the report.)" if len(blocking) > 1 else ""
        error = BadInput if blocking[0].topic in _ABOUT_ONE_FILE else DoesNotFit
        raise error(blocking[0].message + more, blocking[0].advice)
    for row in report.warnings:
        reporter.warning(row.message, row.advice)


def refuse_too_little_room(needs: Preflight, reporter: Reporter) -> None:
    """Raise when the disk of the output can't hold it; report how much memory it will take.

    Raises:
        NotEnoughRoom: With both figures.
    """
    if not needs.resumes and needs.disk_free < needs.disk_needed:
        raise NotEnoughRoom(
            f"{needs.out} needs {format_bytes(needs.disk_needed)}, its disk has {format_bytes(needs.disk_free)} free.",
            "Free some space, or choose an --out on another disk.",
        )
    reporter.metric("needs", memory=needs.memory_needed)
