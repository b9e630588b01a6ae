"""How a worker process ended, as data: its last event, its exit status, or the signal that took it."""

from __future__ import annotations

import re
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from graftwork_core.jobs.events import Cancelled, End, Error, Result
from graftwork_core.jobs.failures import RESUME_HINT
from graftwork_core.units import format_bytes

Ending = Literal["done", "failed", "cancelled", "crashed", "killed", "detached"]

_CRASHES: Final = ("SIGSEGV", "SIGBUS", "SIGABRT", "SIGILL", "SIGFPE", "SIGSYS", "SIGTRAP")
_WINDOWS_CRASH: Final = 0xC0000000
CRASH_HINT: Final = "This is a fault in Graftwork or in a library below it; please report it with the log."
_OOM_COUNT: Final = re.compile(r"^oom_kill (\d+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a worker ended.

    Attributes:
        ending: "done"; "failed" (it said why); "cancelled"; "crashed" (a native crash, or it ended without a
            word); "killed" (a signal from outside; see `out_of_memory`); "detached" (it goes on by itself).
        exit_status: The process's; negative: the signal's number; None when it never started.
        result: The result event when done.
        error: What to show when failed, crashed or killed; never None then.
        signal: Name of the signal that ended it, such as "SIGSEGV".
        out_of_memory: The system's memory killer ended it.
        peak_memory: Bytes of memory the worker held at most, as far as was seen; 0 when unknown.
        log: The file with everything the worker wrote to stderr, when one could be written.
        log_tail: The last lines of it, secrets masked.
        job_id: The job's record in the store, when it has one.
    """

    ending: Ending
    exit_status: int | None = None
    result: Result | None = None
    error: Error | None = None
    signal: str | None = None
    out_of_memory: bool = False
    peak_memory: int = 0
    log: Path | None = None
    log_tail: tuple[str, ...] = ()
    job_id: str | None = None


@dataclass(frozen=True, slots=True)
class Exit:
    """What is known of a process that is gone.

    Attributes:
        end: Its last event, when it sent one.
        status: Its exit status; negative: the signal's number; None when it never started.
        stopped_by_us: We told it to end (and did not just ask).
        memory_kills: How many processes the system's memory killer has ended meanwhile.
        log_tail: What it wrote to stderr last.
        peak_memory: Bytes it was seen to hold at most; 0 when unknown.
        needed_memory: Bytes that were estimated; 0 when unknown.
    """

    end: End | None
    status: int | None
    stopped_by_us: bool
    memory_kills: int
    log_tail: tuple[str, ...]
    peak_memory: int = 0
    needed_memory: int = 0


def decode(exit_: Exit) -> tuple[Ending, Error | None, str | None]:
    """The ending, what to show when it is a bad one, and the signal's name when there was one."""
    name = _signal_name(exit_.status)
    match exit_.end:
        case Result():
            return "done", None, name
        case Cancelled():
            return "cancelled", None, name
        case Error() as error:
            return "failed", error, name
    if exit_.stopped_by_us:
        return "cancelled", None, name
    if name == "SIGKILL" and exit_.memory_kills > 0:
        return "killed", memory_killer(exit_.peak_memory, exit_.needed_memory), name
    if name in _CRASHES:
        message = f"The worker process crashed ({name})."
        return "crashed", Error("crashed", message, CRASH_HINT, "\n".join(exit_.log_tail)), name
    if name is not None:
        message = f"Something outside of Graftwork ended the worker process ({name})."
        return "killed", Error("killed", message, RESUME_HINT), name
    return "crashed", _without_a_word(exit_), None


def memory_kills() -> int:
    """How many processes the memory killer has ended since boot, as far as this one may know; Linux only.

    The cgroup's own count when there is one (other containers' do not concern us), else the machine's.
    """
    if not sys.platform.startswith("linux"):
        return 0
    for file in (*_cgroup_files(), Path("/proc/vmstat")):
        try:
            found = _OOM_COUNT.search(file.read_text(encoding="ascii"))
        except OSError:
            continue
        if found:
            return int(found[1])
    return 0


def _cgroup_files() -> list[Path]:
    try:
        lines = Path("/proc/self/cgroup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    files = []
    for line in lines:
        _, controllers, path = line.split(":", 2)
        if not controllers:
            files.append(Path("/sys/fs/cgroup") / path.lstrip("/") / "memory.events")
        elif "memory" in controllers.split(","):
            files.append(Path("/sys/fs/cgroup/memory") / path.lstrip("/") / "memory.oom_control")
            files.append(Path("/sys/fs/cgroup/memory/memory.oom_control"))
    return files


def peak_memory(pid: int) -> int:
    """Bytes of memory that a live process has held at most; 0 when unknown; Linux only."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    found = re.search(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def _signal_name(status: int | None) -> str | None:
    if status is None:
        return None
    if status < 0:
        try:
            return signal.Signals(-status).name
        except ValueError:
            return f"signal {-status}"
    return "SIGSEGV" if status >= _WINDOWS_CRASH else None


def memory_killer(peak: int, needed: int) -> Error:
    """The error of a worker that the system's memory killer ended.

    Args:
        peak: Bytes it was seen to hold at most; 0 when unknown.
        needed: Bytes that were estimated; 0 when unknown.
    """
    message = "The system ended the worker process because the machine ran out of memory"
    amounts = [f"it held {format_bytes(peak)} at most"] if peak else []
    amounts += [f"{format_bytes(needed)} were estimated"] if needed else []
    said = f" ({', '.join(amounts)})" if amounts else ""
    return Error("no_room", f"{message}{said}.", "Close other programs, or choose fewer threads. " + RESUME_HINT)


def _without_a_word(exit_: Exit) -> Error:
    details = "\n".join(exit_.log_tail)
    missing = re.search(r"No module named '?([\w.]+)", exit_.log_tail[-1] if exit_.log_tail else "")
    if missing:
        return Error(
            "no_engine",
            f"The engine's Python has no {missing[1]}.",
            "Install Graftwork with its requirements there, or choose another engine interpreter.",
        )
    message = f"The worker process ended without a word (exit status {exit_.status})."
    return Error("crashed", message, CRASH_HINT, details)
