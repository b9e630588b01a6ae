"""What the machine has left: memory, GPU memory, disk. Asked in a thread, because a disk or a driver may be slow."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graftwork_core.memory import Gpu


@dataclass(frozen=True, slots=True)
class Machine:
    """Readings; None where the system does not tell.

    Attributes:
        memory_free: Bytes that programs may still take.
        memory_total: Bytes that the machine has.
        gpus: Every GPU with its free and total bytes.
        disk: Where outputs go.
        disk_free: Bytes free there.
    """

    memory_free: int | None
    memory_total: int | None
    gpus: tuple[Gpu, ...]
    disk: Path
    disk_free: int | None


def read_machine(disk: Path) -> Machine:
    """Ask the system. May take some seconds."""
    from graftwork_core.memory import free_memory, gpus

    return Machine(free_memory(), _memory(), gpus(), disk, _disk_free(disk))


def _memory() -> int | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # Windows has no such question
        return None


def _disk_free(place: Path) -> int | None:
    nearest = next((folder for folder in (place, *place.parents) if folder.exists()), None)
    try:
        return shutil.disk_usage(nearest).free if nearest is not None else None
    except OSError:
        return None
