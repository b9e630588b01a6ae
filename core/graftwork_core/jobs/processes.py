"""Whether the process that once ran a job is still the same one: ids are used again, start times are not."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path


def birthmark(pid: int) -> str | None:
    """A text that tells this process from any other that ever has the same id; None when it is not running.

    Linux: the boot's id and the start time in clock ticks since then. macOS: what `ps` says.
    Windows: the creation time. Empty when it runs but nothing more can be said.
    """
    if pid <= 0:
        return None
    return _birthmark(pid)


def is_running(pid: int | None, mark: str | None) -> bool:
    """Whether the process with this id and birthmark still runs."""
    if pid is None:
        return False
    now = birthmark(pid)
    return now is not None and (not mark or not now or mark == now)


def was_before_restart(mark: str | None, started: float | None) -> bool:
    """Whether the machine was restarted since a process with this birthmark began at that time (since 1970)."""
    if Path("/proc/sys/kernel/random/boot_id").exists():
        boot, now = (mark or "").partition(":")[0], _boot_id()
        return bool(boot and now) and boot != now
    booted = _boot_time()
    return booted is not None and started is not None and started < booted


def end(pid: int | None, mark: str | None) -> bool:
    """End a process and its group at once, if it is the one with this birthmark; tells whether there was one."""
    if pid is None or not mark or not is_running(pid, mark):
        return False
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            os.kill(pid, signal.SIGTERM)  # a hard end there
        elif os.getpgid(pid) == pid:
            os.killpg(pid, signal.SIGKILL)
        else:
            os.kill(pid, signal.SIGKILL)
    return True


def _boot_id() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _boot_time() -> float | None:
    """When the machine was started, seconds since 1970; None when unknown."""
    if sys.platform == "win32":
        import ctypes

        ticks = ctypes.windll.kernel32.GetTickCount64
        ticks.restype = ctypes.c_ulonglong
        return time.time() - float(ticks()) / 1000
    try:
        command = ["sysctl", "-n", "kern.boottime"]
        answer = subprocess.run(command, capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r"sec = (\d+)", answer.stdout)
    return float(found[1]) if found else None


def _linux_start(pid: int) -> str | None:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    # The name in the second field may hold spaces and brackets: count from the last bracket.
    state, *rest = stat.rpartition(")")[2].split()
    if state in "ZX":
        return None
    return f"{_boot_id()}:{rest[18]}"


def _ps_start(pid: int) -> str | None:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except PermissionError:
        pass
    try:
        command = ["ps", "-o", "lstart=", "-p", str(pid)]
        answer = subprocess.run(command, capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout.strip()


if sys.platform == "win32":

    def _windows_creation_time(pid: int) -> str | None:
        import ctypes
        from ctypes import wintypes

        query_limited, still_active = 0x1000, 259
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = kernel.OpenProcess(query_limited, False, pid)
        if not handle:
            return None
        try:
            code = wintypes.DWORD()
            if not kernel.GetExitCodeProcess(handle, ctypes.byref(code)) or code.value != still_active:
                return None
            times = [wintypes.FILETIME() for _ in range(4)]
            if not kernel.GetProcessTimes(handle, *(ctypes.byref(one) for one in times)):
                return ""
            return f"{times[0].dwHighDateTime}:{times[0].dwLowDateTime}"
        finally:
            kernel.CloseHandle(handle)

    _birthmark = _windows_creation_time
elif sys.platform.startswith("linux"):
    _birthmark = _linux_start
else:
    _birthmark = _ps_start
