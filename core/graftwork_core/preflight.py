"""What a job would read and write, and whether this machine can do it: known before anything is touched."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Preflight:
    """The answer of `--dry-run`, and the last thing checked before a job starts.

    Attributes:
        out: The folder that would be made.
        reads: Folders or files that would be read, with the bytes read from each.
        writes: Names of the files that would be written, with their bytes (0: not known yet, small).
        disk_needed: Bytes on the disk of `out`.
        disk_free: Bytes free there now.
        memory_needed: Bytes of memory at the peak, a bound from above.
        seconds: About how long it takes; None when there is nothing to estimate from.
        resumes: Whether an interrupted run of the very same job would be continued.
        notes: What else the user should know, one sentence each.
    """

    out: Path
    reads: tuple[tuple[Path, int], ...]
    writes: tuple[tuple[str, int], ...]
    disk_needed: int
    disk_free: int
    memory_needed: int
    seconds: float | None
    resumes: bool
    notes: tuple[str, ...] = ()
