"""The real worker around an engine that does as the name of the job's base says; `python -m fake_worker`."""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from graftwork_core.errors import BadInput
from graftwork_core.jobs import run, worker
from graftwork_core.jobs.log import log_file
from graftwork_core.jobs.spec import Job
from graftwork_core.jobs.store import JobStore
from graftwork_core.reporting import Reporter, stop_if_cancelled

TOKEN = "hf_abcdefghijklmnopqrstuvwxyz012345"


def engine(job: Job, reporter: Reporter) -> dict[str, Any]:
    """Behave."""
    reporter.stage("extracting")
    behaviour = getattr(job.options, "base", Path("work")).name
    return globals()[f"_{behaviour}"](job, reporter) or {"rank": 4, "seconds": 0.1}


def _work(job: Job, reporter: Reporter) -> None:
    for done in range(1, 11):
        stop_if_cancelled(reporter)
        reporter.progress(done * 10, 100)
        reporter.metric(f"tensor {done}", captured=0.5)


def _endless(job: Job, reporter: Reporter) -> None:
    done = 0
    while True:
        stop_if_cancelled(reporter)
        done += 1
        reporter.progress(done, 10**9)
        time.sleep(0.005)


def _deaf(job: Job, reporter: Reporter) -> None:
    reporter.progress(1, 100)
    while True:
        time.sleep(0.05)


def _stubborn(job: Job, reporter: Reporter) -> None:
    """Not even SIGTERM helps, and a child holds the pipes."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    reporter.metric("child", pid=child.pid)
    _deaf(job, reporter)


def _orphan(job: Job, reporter: Reporter) -> None:
    """Leaves a child behind that holds the pipes."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    reporter.metric("child", pid=child.pid)


def _noisy(job: Job, reporter: Reporter) -> None:
    print("a print of Python")
    print('{"type": "result", "kind": "extract", "out": "/forged"}')
    os.write(1, b"a write of the system\n")
    ctypes.CDLL(None).puts(b"a print of C")
    ctypes.CDLL(None).fflush(None)
    subprocess.run(["echo", "a print of a child"], check=True)
    print("a token:", TOKEN, os.environ.get("HF_TOKEN"), file=sys.stderr)


def _long(job: Job, reporter: Reporter) -> None:
    reporter.metric("long", text="x" * 3_000_000)
    sys.stderr.write("y" * 3_000_000 + "\n")


def _patient(job: Job, reporter: Reporter) -> None:
    """Waits until the test lets it go on, and then prints in every way."""
    reporter.metric("ready")
    while not (Path(os.environ["GRAFTWORK_HOME"]) / "go").exists():
        stop_if_cancelled(reporter)
        time.sleep(0.01)
    print("alone now", flush=True)
    _noisy(job, reporter)
    reporter.metric("nobody hears this")
    while b"a token:" not in log_file(_job_id()).read_bytes():
        time.sleep(0.01)


def _patient_crash(job: Job, reporter: Reporter) -> None:
    reporter.metric("ready")
    while not (Path(os.environ["GRAFTWORK_HOME"]) / "go").exists():
        time.sleep(0.01)
    _segfault(job, reporter)


def _job_id() -> str:
    with JobStore() as store:
        return next(one.id for one in store.all() if one.pid == os.getpid())


def _bad(job: Job, reporter: Reporter) -> None:
    raise BadInput("config.json has no layers.", "Download it again.")


def _bug(job: Job, reporter: Reporter) -> None:
    raise ZeroDivisionError(f"with {TOKEN}")


def _full(job: Job, reporter: Reporter) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/data/out.partial")


def _segfault(job: Job, reporter: Reporter) -> None:
    ctypes.string_at(0)


def _vanish(job: Job, reporter: Reporter) -> None:
    os._exit(7)


def _killed(job: Job, reporter: Reporter) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    run._run_engine = engine
    worker._load_torch = lambda: time.sleep(0.05)
    worker._end(worker.main())
