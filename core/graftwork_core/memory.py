"""How much memory this machine can still give. No torch: the window asks too."""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_GROUP: Final = Path("/sys/fs/cgroup")
_GROUP_FILES: Final = (
    ("memory.max", "memory.current", "memory.stat"),
    ("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes", "memory/memory.stat"),
)
_MMAP_THRESHOLD: Final = -3
_LARGE_BLOCK: Final = 4 << 20
_ASKING_SECONDS: Final = 5


@dataclass(frozen=True, slots=True)
class Gpu:
    """One GPU.

    Attributes:
        name: As the driver calls it.
        total: Bytes of its memory.
        free: Bytes free now.
    """

    name: str
    total: int
    free: int


def free_memory() -> int | None:
    """Bytes that a process may still take without swapping; None where that cannot be told."""
    known = [free for free in (_free_on_machine(), _free_in_group()) if free is not None]
    return min(known) if known else None


def return_large_blocks() -> None:
    """Have this process give back large pieces of memory as soon as they are free.

    glibc raises the size from which it does so up to 32 MB as it sees such pieces come and go; the holes that then stay
    in its heap took half as much again as a chunk's activations.
    """
    with contextlib.suppress(OSError, AttributeError):  # other systems and libraries have no such switch
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE_BLOCK)


def peak_memory() -> int | None:
    """Bytes of memory that this process has held at most; None where that cannot be told."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    unit = 1 if platform.system() == "Darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def gpus() -> tuple[Gpu, ...]:
    """The NVIDIA GPUs here, by asking their driver's own tool; empty without one. Takes up to some seconds."""
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return ()
    question = [tool, "--query-gpu=name,memory.total,memory.free", "--format=csv,noheader,nounits"]
    try:
        answer = subprocess.run(question, capture_output=True, text=True, timeout=_ASKING_SECONDS, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple(gpu for line in answer.splitlines() if (gpu := _parse(line)) is not None)


def _parse(line: str) -> Gpu | None:
    name, *sizes = (part.strip() for part in line.rsplit(",", 2))
    if len(sizes) != 2 or not all(size.isdecimal() for size in sizes):
        return None
    return Gpu(name, int(sizes[0]) << 20, int(sizes[1]) << 20)


def _free_on_machine() -> int | None:
    if platform.system() == "Linux":
        return _field(Path("/proc/meminfo"), "MemAvailable:")
    if platform.system() == "Windows":
        return _free_on_windows()
    try:
        pages = os.sysconf("SC_AVPHYS_PAGES") if "SC_AVPHYS_PAGES" in os.sysconf_names else os.sysconf("SC_PHYS_PAGES")
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return None


def _free_in_group() -> int | None:
    """What a container's limit leaves; the page cache in it can be given back."""
    for files in _GROUP_FILES:
        limit_file, used_file, detail_file = (_GROUP / name for name in files)
        try:
            limit, used = limit_file.read_text().strip(), int(used_file.read_text())
            details = dict(line.split() for line in detail_file.read_text().splitlines())
        except (OSError, ValueError):
            continue
        if limit.isdecimal():
            return max(0, int(limit) - used + int(details.get("inactive_file", 0)) + int(details.get("active_file", 0)))
    return None


def _field(file: Path, name: str) -> int | None:
    try:
        lines = file.read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))
    except (OSError, ValueError, StopIteration, IndexError):
        return None


def _free_on_windows() -> int | None:
    class Status(ctypes.Structure):
        _fields_ = (
            ("length", ctypes.c_uint32),
            ("load", ctypes.c_uint32),
            *((name, ctypes.c_uint64) for name in ("total", "free", "a", "b", "c", "d", "e")),
        )

    status = Status()
    status.length = ctypes.sizeof(Status)
    windll = getattr(ctypes, "windll", None)
    if windll is None or not windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):
        return None
    return int(status.free)
