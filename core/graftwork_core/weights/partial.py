"""An output folder in the making: `<out>.partial`, with a journal and the files, which are renamed at the end.

The journal's first line says which job it belongs to; every further line is one finished piece with its
figures. Whatever happens to the process, the next run of the same job goes on behind the last line. What the
kernel had in memory survives a killed process but not a lost machine, so lines written in another boot of
the machine count only up to the last one that says the files were synced.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from graftwork_core.errors import BadInput, GraftworkError, NotEnoughRoom, OutputExists
from graftwork_core.weights.locks import try_lock

JOURNAL: Final = "journal.jsonl"
CONTENT: Final = "output"
SCRATCH: Final = "scratch"
REPLACED: Final = "replaced"
MADE_BY_US: Final = "graftwork.json"
_OURS: Final = frozenset({JOURNAL, CONTENT, SCRATCH, REPLACED})
_LOCK_SECONDS: Final = 5.0
_SYNC_SECONDS: Final = 30.0


def fingerprint(recipe: Mapping[str, Any]) -> str:
    """The name of a job: the same recipe on the same inputs has the same one (sha256, hex)."""
    return hashlib.sha256(json.dumps(recipe, sort_keys=True, default=str).encode()).hexdigest()


def partial_path(out: Path) -> Path:
    """The folder in which `out` is made."""
    return out.with_name(out.name + ".partial")


def can_resume(out: Path, job: str) -> bool:
    """Whether an interrupted run of the job with this fingerprint waits beside `out`."""
    return _owner(partial_path(out) / JOURNAL) == job


def check_output(out: Path, job: str, overwrite: bool, inputs: Sequence[Path] = ()) -> None:
    """Refuse an output that exists, that cannot be written, or whose partial folder is another job's.

    Args:
        out: The output folder.
        job: The job's fingerprint.
        overwrite: Whether an older output of Graftwork may be replaced.
        inputs: Folders that the job reads: none of them may be replaced.

    Raises:
        OutputExists: `out` exists and may not be replaced, or another job's partial folder is in the way.
        BadInput: `out` cannot be made there, or is not a folder that Graftwork made.
    """
    if not out.name:
        raise BadInput(f"{out} cannot be an output folder.", "Name a new folder.")
    if os.path.lexists(out):
        if not overwrite:
            raise OutputExists(f"{out} exists already.", "Choose another --out, or replace it with --overwrite.")
        if _holds_any(out, inputs):
            raise OutputExists(f"{out} is an input of this very job.", "Choose another --out.")
        _refuse_what_is_not_ours(out)
    partial = partial_path(out)
    owner = _owner(partial / JOURNAL)
    if os.path.lexists(partial) and not overwrite and owner not in (None, job):
        raise OutputExists(
            f"{partial} holds an interrupted job with other settings or other inputs.",
            "Finish that job, remove the folder, choose another --out, or discard it with --overwrite.",
        )
    if owner != job and _holds_any(partial, inputs):
        raise OutputExists(f"{partial} holds an input of this very job.", "Choose another --out.")
    parent = _nearest_existing(out)
    if not parent.is_dir() or not os.access(parent, os.W_OK | os.X_OK):
        raise BadInput(
            f"{out} cannot be made: {parent} is not a folder that you may write to.", "Choose another --out."
        )


def was_published(out: Path, job: str) -> bool:
    """Whether this very job made `out` and was killed before it could tidy up."""
    partial = partial_path(out)
    if _owner(partial / JOURNAL) != job or (partial / CONTENT).exists() or not out.is_dir():
        return False
    return any(b'"published"' in line for line in _whole_lines(partial / JOURNAL))


def tidy_up(out: Path) -> None:
    """Remove what a job that was killed after it had made `out` left beside it."""
    _discard(partial_path(out))


def free_bytes(out: Path) -> int:
    """Free bytes on the disk where `out` would be, as far as this user may use them."""
    return shutil.disk_usage(_nearest_existing(out)).free


class PartialFolder:
    """The folder `<out>.partial`, held by this process alone.

    Attributes:
        path: The folder to write into.
        scratch: A folder for what does not belong into the output.
        done: Finished pieces of an earlier run and of this one: key → figures.
        resumed: How many pieces an earlier run had finished.
    """

    def __init__(self, out: Path, job: str, overwrite: bool = False) -> None:
        """Create or continue the partial folder.

        Raises:
            OutputExists: See `check_output`; or another process works in it.
        """
        check_output(out, job, overwrite)
        self._out = out
        self._overwrite = overwrite
        self._partial = partial_path(out)
        self.scratch = self._partial / SCRATCH
        self.path = self._partial / CONTENT
        if os.path.lexists(self._partial) and _owner(self._partial / JOURNAL) != job:
            _claim_and_discard(self._partial, out)
        try:
            self._partial.mkdir(parents=True, exist_ok=True)
            self._journal = os.open(self._partial / JOURNAL, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        except OSError as error:
            raise BadInput(
                f"{self._partial} cannot be made: {error.strerror or error}.", "Choose another --out."
            ) from error
        self._writing = threading.Lock()
        self._last_sync = time.monotonic()
        try:
            _lock(self._journal, self._partial)
            self.path.mkdir(exist_ok=True)
            self.scratch.mkdir(exist_ok=True)
            self.done = self._read_journal(job)
        except BaseException:
            os.close(self._journal)
            raise
        self.resumed = len(self.done)

    def __enter__(self) -> PartialFolder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._journal < 0:
            return
        # A folder inside is a part made by a job of its own (a graft's adapter), finished or resumable.
        has_parts = any(entry.is_dir() for entry in self.path.iterdir()) if self.path.is_dir() else False
        is_worthless = isinstance(error, BadInput) and not isinstance(error, OutputExists)
        nothing_to_keep = (is_worthless or not (self.done or has_parts)) and not (self._partial / REPLACED).exists()
        self._let_go(discard=error is not None and nothing_to_keep)
        if isinstance(error, OSError):
            raise self._explained(error) from error

    def _let_go(self, *, discard: bool) -> None:
        """Give up the lock; what is discarded goes first, so that who waits for the lock does not go on in it."""
        if discard:
            _discard(self._partial)
        os.close(self._journal)
        self._journal = -1
        if discard and sys.platform == "win32":  # where an open file can't be removed
            _discard(self._partial)

    def _explained(self, error: OSError) -> GraftworkError:
        why = error.strerror or str(error)
        kept = "It goes on where it stopped." if self._partial.exists() else ""
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return NotEnoughRoom(
                f"The disk of {self._out} became full while it was written.",
                f"Free some space and run the job again. {kept}".rstrip(),
            )
        return GraftworkError(
            f"{self._out} could not be written: {why}.", f"Look at the disk, then run the job again. {kept}".rstrip()
        )

    def record(self, key: str, figures: Mapping[str, Any]) -> None:
        """Write down that a piece is finished: its bytes must have been written before."""
        line = json.dumps({"done": key, "figures": figures}) + "\n"
        with self._writing:
            os.write(self._journal, line.encode())
            self.done[key] = dict(figures)

    def sync_now_and_then(self, sync: Callable[[], None]) -> None:
        """Every half minute: let `sync` bring what is written to the disk, and write that down.

        Args:
            sync: Waits until the disk has the bytes of everything recorded before it was called.
        """
        if time.monotonic() - self._last_sync > _SYNC_SECONDS:
            finished = len(self.done)
            sync()
            self.mark_synced(finished)
            self._last_sync = time.monotonic()

    def mark_synced(self, count: int) -> None:
        """Write down that the bytes of the first `count` finished pieces are on the disk itself."""
        with self._writing:
            os.write(self._journal, (json.dumps({"synced": count}) + "\n").encode())
            os.fsync(self._journal)

    def publish(self) -> None:
        """Give the files their final name; small ones are synced, an old output is replaced.

        Raises:
            OutputExists: Somebody made `out` in the meantime; the finished files are kept beside it.
        """
        for file in self.path.rglob("*"):
            if file.is_file() and file.suffix != ".safetensors":
                _sync_path(file)
        with self._writing:
            os.write(self._journal, (json.dumps({"published": True}) + "\n").encode())
        if os.path.lexists(self._out):
            if not self._overwrite:
                raise OutputExists(
                    f"{self._out} appeared while the job ran.", "Move it away and run the job again to finish it."
                )
            _refuse_what_is_not_ours(self._out)
            shutil.rmtree(self._partial / REPLACED, ignore_errors=True)
            self._out.rename(self._partial / REPLACED)
        self.path.rename(self._out)
        _sync_path(self._out.parent)
        self._let_go(discard=True)

    def _read_journal(self, job: str) -> dict[str, dict[str, Any]]:
        lines = _whole_lines(self._partial / JOURNAL)
        if not lines:
            os.ftruncate(self._journal, 0)
            first = {"job": job, "boot": _boot()}
            os.write(self._journal, (json.dumps(first) + "\n").encode())
            return {}
        os.ftruncate(self._journal, sum(len(line) + 1 for line in lines))
        entries = [json.loads(line) for line in lines]
        finished = [entry for entry in entries[1:] if "done" in entry]
        if entries[0].get("boot") != _boot():
            finished = finished[: max((entry["synced"] for entry in entries if "synced" in entry), default=0)]
            kept = [{"job": job, "boot": _boot()}, *finished]
            os.ftruncate(self._journal, 0)
            os.write(self._journal, "".join(json.dumps(entry) + "\n" for entry in kept).encode())
        return {entry["done"]: entry["figures"] for entry in finished}


def _whole_lines(journal: Path) -> list[bytes]:
    """The journal's lines; what a killed process left unfinished at the end is dropped."""
    content = journal.read_bytes()
    lines = content[: content.rfind(b"\n") + 1].splitlines()
    for number, line in enumerate(lines):
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError):
            return lines[:number]
        if not isinstance(entry, dict) or ("job" in entry) != (number == 0):
            return lines[:number]
    return lines


def _owner(journal: Path) -> str | None:
    """The fingerprint in a journal's first line; None when there is none to be protected."""
    with contextlib.suppress(OSError, ValueError, AttributeError, RecursionError), journal.open("rb") as stream:
        owner = json.loads(stream.readline(4096)).get("job")
        return owner if isinstance(owner, str) else None
    return None


def _refuse_what_is_not_ours(out: Path) -> None:
    if out.is_symlink() or not (out / MADE_BY_US).is_file():
        raise OutputExists(
            f"{out} was not made by Graftwork, so --overwrite does not replace it.",
            "Remove it yourself, or choose another --out.",
        )


def _holds_any(folder: Path, inputs: Sequence[Path]) -> bool:
    return any(folder.resolve() in (path.resolve(), *path.resolve().parents) for path in inputs)


def _claim_and_discard(partial: Path, out: Path) -> None:
    journal = partial / JOURNAL
    if not _may_be_discarded(partial):
        raise OutputExists(
            f"{partial} is in the way and was not made by Graftwork.", "Remove it, or choose another --out."
        )
    if journal.is_file():
        descriptor = os.open(journal, os.O_RDWR)
        try:
            _lock(descriptor, partial)
        finally:
            os.close(descriptor)
    if (partial / REPLACED).is_dir() and not os.path.lexists(out):
        (partial / REPLACED).rename(out)  # that job ended between taking the old output away and giving the new one
    _discard(partial)
    if os.path.lexists(partial):
        raise OutputExists(f"{partial} can't be removed.", "Remove it yourself, or choose another --out.")


def _may_be_discarded(partial: Path) -> bool:
    """Whether a folder is what a job left: with a journal that says whose, or (torn) beside our names alone."""
    if partial.is_symlink() or not partial.is_dir():
        return False
    names = {entry.name for entry in partial.iterdir()}
    return not names or (JOURNAL in names and (names <= _OURS or _owner(partial / JOURNAL) is not None))


def _discard(partial: Path) -> None:
    """Remove a partial folder as far as possible, its journal last: as long as it is there, the rest is ours."""
    with contextlib.suppress(OSError):
        for entry in sorted(partial.iterdir(), key=lambda entry: entry.name == JOURNAL):
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
        partial.rmdir()


def _nearest_existing(path: Path) -> Path:
    parent = path.absolute().parent
    while not os.path.lexists(parent) and parent != parent.parent:
        parent = parent.parent
    return parent


def _lock(journal: int, partial: Path) -> None:
    """Hold the journal alone; a process that was just killed may need a moment to let go."""
    deadline = time.monotonic() + _LOCK_SECONDS
    while not try_lock(journal):
        if time.monotonic() > deadline:
            raise OutputExists(f"Another Graftwork process is writing {partial}.", "Wait for it, or cancel it.")
        time.sleep(0.05)
    same = False
    with contextlib.suppress(OSError):
        same = os.path.samestat(os.fstat(journal), os.stat(partial / JOURNAL))
    if not same:
        raise OutputExists(f"Another Graftwork process has just finished {partial}.", "Look at its output.")


def _boot() -> str:
    """Which boot of the machine this is; a name never seen before where the system doesn't tell."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return f"unknown-{time.time_ns()}"


def _sync_path(path: Path) -> None:
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:  # Windows does not open folders
        return
    try:
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
