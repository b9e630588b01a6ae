"""Torch, and what extraction and merging need of it: types, devices, buffers, workers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from threading import Lock
from typing import Final, TypeVar

import torch

from graftwork_core.errors import BadInput
from graftwork_core.threads import cores
from graftwork_core.weights.header import TensorInfo
from graftwork_core.weights.reader import Reader

TORCH_DTYPES: Final[dict[str, torch.dtype]] = {
    "BF16": torch.bfloat16,
    "F16": torch.float16,
    "F32": torch.float32,
    "F64": torch.float64,
    "F8_E4M3": torch.float8_e4m3fn,
    "F8_E5M2": torch.float8_e5m2,
}
CHUNK_ELEMENTS: Final = 256 * 1024
"""Elements worked on at a time on a CPU: about what a core's cache holds."""
DEVICE_CHUNK_ELEMENTS: Final = 64 * 1024 * 1024
"""The same on a GPU, where launching costs more than memory."""
_ROW_TILE: Final = 64
_EXPONENT: Final = {torch.bfloat16: 0x7F80, torch.float16: 0x7C00}

Item = TypeVar("Item")
_next_lock = Lock()


def pick_device(wanted: str) -> torch.device:
    """The device that "auto", "cpu", "mps" or "cuda:N" means here.

    Raises:
        BadInput: When there is no such device.
    """
    if wanted == "auto":
        if torch.cuda.is_available():
            return torch.device("cuda:0")
        return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
    device = torch.device(wanted)
    if device.type == "cuda" and (device.index or 0) >= torch.cuda.device_count():
        raise BadInput(f"There is no {wanted} here ({torch.cuda.device_count()} CUDA devices).", "Use --device cpu.")
    if device.type == "mps" and not torch.backends.mps.is_available():
        raise BadInput("There is no mps device here.", "Use --device cpu.")
    return device


def is_out_of_memory(error: RuntimeError) -> bool:
    """Whether a device's memory did not suffice (MPS has no class of its own for it)."""
    return isinstance(error, torch.OutOfMemoryError) or "MPS backend out of memory" in str(error)


def free_memory(device: torch.device) -> None:
    """Give back what torch keeps of a device's memory for later."""
    if device.type == "cuda":
        torch.cuda.empty_cache()
    elif device.type == "mps":
        torch.mps.empty_cache()


def chunk_rows(columns: int, device: torch.device) -> int:
    """How many rows of a matrix to work on at a time: a multiple of what a matrix product handles at once."""
    elements = CHUNK_ELEMENTS if device.type == "cpu" else DEVICE_CHUNK_ELEMENTS
    rows = elements // max(columns, 1)
    return -(-rows // _ROW_TILE) * _ROW_TILE or _ROW_TILE


def worker_count(threads: int | None) -> int:
    """How many tensors are worked on at once: as asked, else one a core that this process may use."""
    return cores() if threads is None else threads


class Buffer:
    """Memory that is allocated once and used for many tensors, each in its own type and shape.

    It is a torch tensor's memory, so it is aligned for the arithmetic and can be read into from a file.
    """

    def __init__(self) -> None:
        self._bytes = torch.empty(0, dtype=torch.uint8)
        self._views: dict[tuple[torch.dtype, int, int], tuple[torch.Tensor, memoryview]] = {}

    def __call__(self, dtype: torch.dtype, rows: int, columns: int) -> torch.Tensor:
        """An uninitialised matrix in this memory; the one given out before is lost."""
        return self.with_bytes(dtype, rows, columns)[0]

    def with_bytes(self, dtype: torch.dtype, rows: int, columns: int) -> tuple[torch.Tensor, memoryview]:
        """The same, with its bytes."""
        key = (dtype, rows, columns)
        if key not in self._views:
            nbytes = rows * columns * dtype.itemsize
            if self._bytes.numel() < nbytes:
                self._views.clear()
                self._bytes = torch.empty(0, dtype=torch.uint8)
                self._bytes = torch.empty(nbytes, dtype=torch.uint8)
            view = self._bytes[:nbytes].view(dtype).view(rows, columns)
            self._views[key] = view, bytes_of(view)
        return self._views[key]


def bytes_of(tensor: torch.Tensor) -> memoryview:
    """A contiguous CPU tensor's memory."""
    return tensor.view(-1).view(torch.uint8).numpy().data


def read_rows(reader: Reader, tensor: TensorInfo, rows: range, buffer: Buffer, *, block: int = 0) -> torch.Tensor:
    """Rows of a matrix (or of one block of a stack of them), in the type they have on disk.

    One-dimensional tensors and scalars count as one row.

    Returns:
        Shape (len(rows), columns), in the buffer's memory.
    """
    height, columns = matrix_shape(tensor.shape)
    out, view = buffer.with_bytes(TORCH_DTYPES[tensor.dtype], len(rows), columns)
    row_bytes = columns * out.dtype.itemsize
    reader.read_into(view, tensor, (block * height + rows.start) * row_bytes)
    return out


def read_whole(reader: Reader, tensor: TensorInfo) -> torch.Tensor:
    """A whole tensor in memory of its own, in the type and shape it has on disk."""
    out = torch.empty(tensor.shape, dtype=TORCH_DTYPES[tensor.dtype])
    if tensor.nbytes:
        reader.read_into(bytes_of(out), tensor)
    return out


def matrix_shape(shape: tuple[int, ...]) -> tuple[int, int]:
    """(rows, columns) of a tensor, or of each block of a stack; vectors and scalars are one row."""
    if len(shape) < 2:
        return 1, shape[0] if shape else 1
    return shape[-2], shape[-1]


def block_count(shape: tuple[int, ...]) -> int:
    """How many matrices are stacked in a tensor."""
    count = 1
    for size in shape[:-2]:
        count *= size
    return count


def is_finite(tensor: torch.Tensor) -> bool:
    """Whether no element is NaN or infinite, without a temporary as large as the tensor."""
    if tensor.dtype in _EXPONENT:  # an exponent of all ones is NaN or infinity
        mask = _EXPONENT[tensor.dtype]
        return bool(((tensor.view(torch.int16) & mask) != mask).all())
    return bool(torch.isfinite(tensor.float() if tensor.dtype.itemsize == 1 else tensor).all())


def count_not_finite(tensor: torch.Tensor) -> int:
    """How many elements are NaN or infinite."""
    if is_finite(tensor):
        return 0
    sound = torch.isfinite(tensor.float() if tensor.dtype.itemsize == 1 else tensor)
    return tensor.numel() - int(torch.count_nonzero(sound))


def not_finite(tensor: TensorInfo, otherwise: str = "") -> BadInput:
    """The error for a weight that is NaN or infinite; `otherwise` is what else can be done about it."""
    return BadInput(
        f"{tensor.file}: tensor {tensor.name!r} has NaN or infinite weights.",
        " ".join(filter(None, ("The checkpoint is broken: download it again, or use another one.", otherwise))),
    )


def run_parallel(
    items: Iterable[Item], work: Callable[[Item], None], threads: int, tick: Callable[[], None] = lambda: None
) -> None:
    """Do `work` on every item, `threads` at a time, one torch thread each; the first error stops the rest.

    Args:
        items: What to work on, in the order to start with.
        work: Called from several threads.
        threads: How many at once.
        tick: Called from this thread about every half second while the others work.
    """
    torch.set_num_threads(1)
    queue = iter(items)
    stopping = False

    def take_and_work() -> None:
        while not stopping:
            with _next_lock:
                item = next(queue, None)
            if item is None:
                return
            work(item)

    with ThreadPoolExecutor(threads, thread_name_prefix="tensor") as pool:
        running: set[Future[None]] = {pool.submit(take_and_work) for _ in range(threads)}
        try:
            while running:
                finished, running = wait(running, timeout=0.5, return_when=FIRST_EXCEPTION)
                for future in finished:
                    future.result()
                tick()
        finally:
            stopping = True


def stream_of(name: str, seed: int) -> int:
    """A 31-bit number that is a tensor's own: what is random for it does not depend on order or threads."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{name}".encode()).digest()[:4], "little") >> 1
