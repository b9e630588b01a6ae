"""About how long an extraction will take: one block of the largest difference, timed on this machine."""

from __future__ import annotations

import time
from itertools import islice
from typing import Final

from graftwork_core.extract.plan import ExtractPlan, Part
from graftwork_core.weights.lazy import is_elsewhere

_PASSES: Final = 7
"""How often a difference is usually gone through."""
_READ_BYTES_PER_SECOND: Final = 2e9


def estimate_seconds(plan: ExtractPlan) -> float | None:
    """Seconds of work for all low-rank modules at the measured speed; None when the device lacks the memory.

    Raises:
        BadInput: When a file can't be read, or there is no such device.
    """
    from graftwork_core.compute import is_out_of_memory, worker_count

    if any(is_elsewhere(header.file) for model in (plan.base, plan.donor) for header in model.checkpoint.headers):
        return None  # what it costs to fetch them is not known
    tasks = [task for task in plan.tasks if task.part in (Part.LOW_RANK, Part.EMBEDDING)]
    seconds = sum(task.nbytes for task in plan.tasks) / _READ_BYTES_PER_SECOND
    if not tasks:
        return seconds
    elements = sum(task.common_shape[0] * task.common_shape[1] for task in tasks)
    try:
        measured = _seconds_per_element(plan)
    except RuntimeError as error:
        if is_out_of_memory(error):
            return None
        raise
    return seconds + elements * measured / worker_count(plan.options.threads)


def _seconds_per_element(plan: ExtractPlan) -> float:
    import torch

    from graftwork_core.compute import pick_device
    from graftwork_core.extract.difference import Difference
    from graftwork_core.weights.reader import Reader

    device = pick_device(plan.options.device)
    tasks = (task for task in plan.tasks if task.part in (Part.LOW_RANK, Part.EMBEDDING))
    largest = max(tasks, key=lambda task: task.nbytes)
    with Reader() as reader:
        difference = Difference(largest.donor, largest.base, reader, device)
        direction = torch.randn(difference.columns, max(16, plan.rank // 2), device=device)
        started = time.perf_counter()
        (_, rows), *_ = islice(difference.blocks(), 1)
        read = time.perf_counter() - started
        torch.mm(rows.T, torch.mm(rows, direction))
        started = time.perf_counter()
        product = torch.mm(rows.T, torch.mm(rows, direction)).cpu()
        multiplied = time.perf_counter() - started
    del product
    return (read + _PASSES * multiplied) / rows.numel()
