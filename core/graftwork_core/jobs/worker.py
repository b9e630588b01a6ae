"""The process that does one job: `python -u -m graftwork_core.jobs.worker [--warm]`.

It reads one line on stdin, the job (`{"type": "job", "id": ID or null, "job": {...}}`, or the bare job), and
then `{"type": "cancel"}` lines; it writes events, one JSON object a line, on stdout. Nothing else reaches
stdout: prints of libraries, of C code and of children go to stderr. When stdin ends, whoever wanted the
result is gone, and so is this process; what it wrote can be resumed. Only after `{"type": "detach"}`, which it
answers with a `detached` event, it goes on alone: its progress is in the job store, its words are in its log.

Exit status: 0 done, 1 failed, 2 bad input, 3 models do not fit, 130 cancelled.
"""

from __future__ import annotations

import faulthandler
import json
import os
import platform
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Final

from graftwork_core import __version__
from graftwork_core.errors import BadInput, GraftworkError
from graftwork_core.hub.folders import seclude_libraries
from graftwork_core.jobs.alone import keep_diary
from graftwork_core.jobs.events import PROTOCOL, Detached, End, Error, Event, Hello, exit_status, numbered, to_line
from graftwork_core.jobs.failures import RESUME_HINT, failure
from graftwork_core.jobs.record import Recording
from graftwork_core.jobs.spec import MAX_JOB_BYTES, Job, make_job

ABANDONED: Final = 130
"""Exit status when stdin ended: the same as for a cancelled job."""
_FAREWELL_SECONDS: Final = 1.0
_MOMENT_SECONDS: Final = 0.1
_TRANSFERS: Final = ("download", "upload")
"""Kinds of jobs that compute nothing."""


class _Channel:
    """Standard output as it was at the start, for events only."""

    def __init__(self) -> None:
        """Take standard output away from everybody else: descriptor 1 becomes stderr, for children too."""
        sys.stdout.flush()
        self._descriptor = os.dup(1)
        os.set_inheritable(self._descriptor, False)
        os.dup2(2, 1)
        sys.stdout = sys.stderr
        self._lock = threading.Lock()
        self._seq = 0

    def send(self, event: Event) -> None:
        """Write one event. A reader that is gone is no error here: stdin ends then too."""
        with self._lock, suppress(BrokenPipeError):
            self._seq += 1
            line = memoryview(to_line(numbered(event, self._seq)).encode("ascii"))
            while line:
                line = line[os.write(self._descriptor, line) :]

    def close(self) -> None:
        """Whatever is sent from now on reaches nobody."""
        with self._lock:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._descriptor, inheritable=False)
            os.close(nowhere)


class _Orders:
    """What comes in on stdin, read by a thread of its own."""

    def __init__(self, stdin: BinaryIO, channel: _Channel) -> None:
        self.cancelled = threading.Event()
        self.obsolete = False
        self.job_id: str | None = None
        self._channel = channel
        self._stdin = stdin
        self._first: bytes | None = None
        self._arrived = threading.Event()
        threading.Thread(target=self._read, name="orders", daemon=True).start()

    @property
    def idle(self) -> bool:
        """Whether no job has come yet."""
        return self._first is None

    def first(self) -> bytes:
        """Wait for the first line: the job."""
        while not self._arrived.wait(0.5):  # in slices: on Windows a signal cannot interrupt a wait without an end
            pass
        return self._first or b""

    def soon(self, seconds: float) -> bytes:
        """The first line when it comes within that time, else nothing; `first` has it in any case."""
        self._arrived.wait(seconds)
        return self._first or b""

    def _read(self) -> None:
        limit = MAX_JOB_BYTES + 4096
        while line := self._stdin.readline(limit):
            if not line.strip():
                continue
            order = _order(line)
            if order == "cancel":
                self.cancelled.set()
            elif order == "detach" and self.job_id is not None:
                self.obsolete = True
                keep_diary(self.job_id)
                self._channel.send(Detached())
                self._channel.close()
                return
            elif self._first is None:
                self._first = line
                self._arrived.set()
        if self.obsolete:
            return
        # Whoever started us is gone. The engine cannot be stopped from a thread, the process can: at once.
        farewell = threading.Thread(target=self._tell_store, daemon=True)
        farewell.start()
        farewell.join(_FAREWELL_SECONDS)
        with suppress(OSError, ValueError):
            sys.stderr.flush()
        os._exit(ABANDONED)

    def _tell_store(self) -> None:
        """Say why this attempt ends; the store may be in use, and then nobody waits for it."""
        from graftwork_core.jobs.store import JobStore

        if self.job_id is None:
            return
        why = Error("abandoned", "The program that ran this job was closed or ended in the middle.", RESUME_HINT)
        with suppress(GraftworkError), JobStore() as store:
            store.abandon(self.job_id, os.getpid(), why)


def main(arguments: list[str] | None = None) -> int:
    """Do one job; returns the exit status."""
    faulthandler.enable()
    seclude_libraries()
    channel = _Channel()
    orders = _Orders(sys.stdin.buffer, channel)
    _obey_signals(orders)
    is_warm = "--warm" in (sys.argv[1:] if arguments is None else arguments)
    if is_warm and not _is_transfer(orders.soon(_MOMENT_SECONDS)):
        _load_torch()
    channel.send(_hello())
    try:
        job, job_id = _parse_order(orders.first())
    except GraftworkError as error:
        end: End = failure(error)
        channel.send(end)
    else:
        with Recording(job, channel.send, orders.cancelled.is_set, job_id) as recording:
            orders.job_id = recording.id
            end = recording.run()
    orders.obsolete = True
    if isinstance(end, Error) and end.details:
        sys.stderr.write(f"{end.details}\n")
    return exit_status(end)


def _parse_order(line: bytes) -> tuple[Job, str | None]:
    if len(line) > MAX_JOB_BYTES + 4000:
        raise BadInput(f"The job is longer than {MAX_JOB_BYTES} bytes.")
    try:
        content: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"The first line on stdin is not valid JSON ({error}).") from error
    job, job_id = (content.get("job"), content.get("id")) if _is_type(content, "job") else (content, None)
    if not isinstance(job, dict) or not isinstance(job.get("kind"), str) or not isinstance(job_id, str | None):
        raise BadInput("The first line on stdin is not a job.")
    return make_job(job["kind"], {name: value for name, value in job.items() if name != "kind"}), job_id


def _is_transfer(line: bytes) -> bool:
    """Whether the job is here already and only brings files: nobody would use what takes seconds to load."""
    try:
        content = json.loads(line)
    except (ValueError, RecursionError):
        return False
    job = content.get("job") if _is_type(content, "job") else content
    return isinstance(job, dict) and job.get("kind") in _TRANSFERS


def _order(line: bytes) -> str:
    """Which order a line is; empty when it is none."""
    try:
        content = json.loads(line)
    except (ValueError, RecursionError):
        return ""
    return next((name for name in ("cancel", "detach") if _is_type(content, name)), "")


def _is_type(content: object, name: str) -> bool:
    return isinstance(content, dict) and content.get("type") == name


def _obey_signals(orders: _Orders) -> None:
    """SIGTERM and SIGINT ask to stop; a second one, or the first without a job, ends the process."""

    def stop(number: int, frame: object) -> None:
        if orders.cancelled.is_set() or orders.idle:
            os._exit(ABANDONED)
        orders.cancelled.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)


def _load_torch() -> None:
    """Load it ahead of the job. A missing torch is the job's failure, not ours; no device is touched."""
    with suppress(ImportError):
        import torch  # noqa: F401


def _hello() -> Hello:
    torch = sys.modules.get("torch")
    return Hello(
        protocol=PROTOCOL,
        graftwork=__version__,
        python=platform.python_version(),
        pid=os.getpid(),
        torch=None if torch is None else str(torch.__version__),
        device=None if torch is None else _device(torch),
    )


def _device(torch: Any) -> str:
    """What "auto" will mean, as far as can be said without making a CUDA context."""
    if torch.backends.mps.is_available():
        return "mps"
    return "cuda" if torch.version.cuda and Path("/dev/nvidiactl").exists() else "cpu"


def _end(status: int) -> None:
    """End now: tearing down torch takes long, and there is nothing left to save."""
    with suppress(OSError, ValueError):
        sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    _end(main())
