"""How many threads arithmetic shares on this machine. No torch: forecasts ask, too."""

from __future__ import annotations

import os
from typing import Final

_SMALL: Final = 1_000_000_000
"""Parameters up to which products are short."""


def cores() -> int:
    """How many of the machine's cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def threads_for(parameters: int) -> int:
    """How many threads a model's arithmetic shares: `OMP_NUM_THREADS`, or as many as there are cores to be had.

    A small model's products are so short that one thread which waits for a core makes all of them wait: on a busy
    machine two threads were measured to be ten times slower than one.
    """
    said = os.environ.get("OMP_NUM_THREADS", "")
    if said.isdecimal() and int(said) > 0:
        return min(int(said), cores())
    if parameters > _SMALL or not hasattr(os, "getloadavg"):
        return cores()
    return max(1, cores() - round(os.getloadavg()[0]))
