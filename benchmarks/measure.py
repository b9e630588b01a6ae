"""Runs a command and tells what it took; what kind of machine that was.

Nothing big may be imported here: a child's peak memory as the kernel reports it is never less than its parent's.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path


@dataclass(frozen=True)
class Run:
    """One finished command.

    Attributes:
        seconds: From start to end, by the clock on the wall.
        peak: Largest resident memory of the process (and of those that it waited for), in bytes.
        output: What it printed.
    """

    seconds: float
    peak: int
    output: str


def run(*command: str | Path) -> Run:
    """Run a command to its end; a failure ends the benchmark with the command's own words."""
    words = [str(word) for word in command]
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        started = time.perf_counter()
        child = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=output, stderr=errors)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        if child.returncode != 0:
            sys.exit(f"{' '.join(words)}\nended with {child.returncode}:\n{errors.read()}\n{output.read()}")
        return Run(seconds, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024), output.read())


def graftwork(*words: str | Path) -> tuple[str | Path, ...]:
    """The command line of Graftwork in this interpreter."""
    return (sys.executable, "-m", "graftwork_core.cli", *words)


def peer(*words: str | Path) -> tuple[str | Path, ...]:
    """The command line of one of the programs in `peers.py`."""
    return (sys.executable, Path(__file__).with_name("peers.py"), *words)


def median(runs: Sequence[Run]) -> float:
    """The middle one of the runs' times, in seconds."""
    return statistics.median(one.seconds for one in runs)


def peak(runs: Sequence[Run]) -> int:
    """The largest of the runs' peaks, in bytes."""
    return max(one.peak for one in runs)


def into_page_cache(*folders: Path) -> int:
    """Read every file once, so that no measured program waits for the disk; returns the bytes."""
    total = 0
    buffer = bytearray(1 << 20)
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        with path.open("rb", buffering=0) as file:
            while count := file.readinto(buffer):
                total += count
    return total


def machine() -> dict[str, str]:
    """What the figures depend on."""
    processor = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.partition(":")[2].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        processor = names[0] if names else processor
    packages = {name: version(name) for name in ("torch", "transformers", "peft", "numpy")}
    return {"processor": processor, "cores": str(os.cpu_count()), "python": platform.python_version(), **packages}
