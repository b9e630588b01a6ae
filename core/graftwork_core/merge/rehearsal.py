"""About how long a merge will take: one chunk of the largest change, timed on this machine."""

from __future__ import annotations

import time
from typing import Final

from graftwork_core.merge.plan import MergePlan
from graftwork_core.merge.tasks import TensorTask
from graftwork_core.weights.lazy import is_elsewhere

_COPY_BYTES_PER_SECOND: Final = 1.5e9
"""Reading, looking at and writing what stays as it is; a guess at the disk."""
_REPEATS: Final = 2


def estimate_seconds(plan: MergePlan) -> float | None:
    """Seconds of work: the changed tensors at the measured speed, the copied ones at a usual disk's.

    None when the device has no memory for a whole chunk: the merge will find a smaller one.

    Raises:
        BadInput: When a file can't be read, or there is no such device.
    """
    from graftwork_core.compute import is_out_of_memory, worker_count

    headers = [*plan.target.checkpoint.headers, *(header for adapter in plan.adapters for header in adapter.headers)]
    if any(is_elsewhere(header.file) for header in headers):
        return None  # what it costs to fetch them is not known
    copied = sum(task.output.nbytes for task in plan.tasks if task.is_copy)
    changed = [task for task in plan.tasks if not task.is_copy]
    seconds = copied / _COPY_BYTES_PER_SECOND
    if changed:
        largest = max(changed, key=lambda task: task.output.nbytes)
        written = sum(task.output.nbytes for task in changed)
        try:
            measured = _seconds_per_byte(plan, largest)
        except RuntimeError as error:
            if is_out_of_memory(error):
                return None
            raise
        seconds += written * measured / worker_count(plan.options.threads)
        seconds += written / _COPY_BYTES_PER_SECOND
    return seconds


def _seconds_per_byte(plan: MergePlan, task: TensorTask) -> float:
    from graftwork_core.compute import Buffer, chunk_rows, matrix_shape, pick_device, read_rows
    from graftwork_core.merge.arithmetic import Change, FactorCache
    from graftwork_core.weights.reader import Reader

    device = pick_device(plan.options.device)
    height, columns = matrix_shape(task.source.shape)
    rows = range(min(height, chunk_rows(columns, device)))
    with Reader() as reader:
        change = Change(task, 0, FactorCache(reader, device), reader, device, len(rows))
        stored, product, best = Buffer(), Buffer(), float("inf")
        for _ in range(_REPEATS):
            started = time.perf_counter()
            before = read_rows(reader, task.source, rows, stored).to(device)
            after, _ = change.apply(before, rows, product, measured=False)
            after.to(before.dtype).cpu()
            best = min(best, time.perf_counter() - started)
    return best / (len(rows) * columns * before.dtype.itemsize)
