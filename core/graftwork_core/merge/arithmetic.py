"""One tensor's merge: W' = round(float32(W) + Σ weight · scale · B·A), in chunks of rows.

The order of operations (matmul, times scale, plus W, one rounding) is the one of PEFT's default merge, so that
one plain LoRA gives the same bits. Several adapters are summed in float32 before the one rounding. DoRA:
W' = m · V / |V| with V = W + scale · B·A, the norm taken an output (https://arxiv.org/abs/2402.09353).
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final

import torch

from graftwork_core.adapter.updates import Addition, LowRank, Replacement, RowReplacement
from graftwork_core.compute import (
    TORCH_DTYPES,
    Buffer,
    block_count,
    bytes_of,
    chunk_rows,
    count_not_finite,
    free_memory,
    is_finite,
    is_out_of_memory,
    matrix_shape,
    not_finite,
    read_rows,
    read_whole,
    stream_of,
)
from graftwork_core.errors import BadInput, NotEnoughRoom
from graftwork_core.merge.rounding import round_stochastic
from graftwork_core.merge.tasks import TensorTask
from graftwork_core.weights.header import TensorInfo
from graftwork_core.weights.reader import Reader
from graftwork_core.weights.writer import CheckpointWriter

_SURVIVAL_STRIDE: Final = 16
"""Every so manieth chunk of a tensor is measured, the first one always."""
_LARGEST_DIVISOR: Final = 4096
_COPY_BYTES: Final = 8 << 20
_KEEP_THEM: Final = "--not-finite report merges it all the same, and names every such tensor."


@dataclass
class Survival:
    """How much of the intended change is still there after rounding to the output's type.

    `gain` is the share of the change that arrived, measured along the change itself: 1 is all of it.
    """

    intended: float = 0.0
    arrived: float = 0.0
    changed: int = 0
    elements: int = 0
    not_finite: int = 0

    def measure(self, before: torch.Tensor, intended: torch.Tensor, after: torch.Tensor) -> None:
        """Take one chunk into account: W before, the float32 change, W after rounding."""
        arrived = after.float() - before
        self.intended += float(torch.dot(intended.view(-1), intended.view(-1)))
        self.arrived += float(torch.dot(intended.view(-1), arrived.view(-1)))
        self.changed += int(torch.count_nonzero(arrived))
        self.elements += arrived.numel()

    @property
    def gain(self) -> float | None:
        """None when nothing was to be changed."""
        return self.arrived / self.intended if self.intended else None

    def figures(self) -> dict[str, float]:
        """For the journal and `graftwork.json`: `change` is the root mean square of the intended change."""
        bad = {"not_finite": float(self.not_finite)} if self.not_finite else {}
        if not self.intended:
            return bad
        return {
            **bad,
            "survival": round(self.arrived / self.intended, 6),
            "changed": round(self.changed / self.elements, 6),
            "change": float(f"{math.sqrt(self.intended / self.elements):.4g}"),
        }


class FactorCache:
    """The adapters' factors in float32, as read last: stacked experts use the same ones many times."""

    def __init__(self, reader: Reader, device: torch.device, keep: int = 8) -> None:
        self._reader = reader
        self._device = device
        self._keep = keep
        self._lock = Lock()
        self._tensors: OrderedDict[tuple[str, str], torch.Tensor] = OrderedDict()

    def __call__(self, tensor: TensorInfo) -> torch.Tensor:
        """The tensor in float32 on the device.

        Raises:
            BadInput: When it holds NaN or infinity.
        """
        key = (str(tensor.file), tensor.name)
        with self._lock:
            if key in self._tensors:
                self._tensors.move_to_end(key)
                return self._tensors[key]
        loaded = read_whole(self._reader, tensor)
        if not is_finite(loaded):
            raise not_finite(tensor)
        value = loaded.to(self._device, torch.float32)
        with self._lock:
            self._tensors[key] = value
            while len(self._tensors) > self._keep:
                self._tensors.popitem(last=False)
        return value


def factors_of(update: LowRank, shape: tuple[int, ...], load: FactorCache) -> tuple[torch.Tensor, torch.Tensor]:
    """(L, R), float32, with L·R = the product as it lies in a tensor of this shape on disk."""
    a, b = load(update.a), load(update.b)
    if update.experts > 1:
        a = a.view(update.experts, -1, a.shape[1])[update.expert]
        b = b.view(b.shape[0], -1, update.experts)[:, :, update.expert]
    if update.diagonal is not None:
        a = a * load(update.diagonal).view(-1, 1)
    left, right = (a.T, b.T) if update.swapped else (b, a)
    if update.rows is not None:
        left = left[update.rows[0] : update.rows[1]]
    if update.columns is not None:
        right = right[:, update.columns[0] : update.columns[1]]
    if update.transposed:
        left, right = right.T, left.T
    if update.within is not None:  # the other rows of the larger tensor stay as they are
        first, last = update.within
        height = matrix_shape(shape)[0]
        left = torch.nn.functional.pad(left, (0, 0, first, height - last))
    return left.contiguous(), right.contiguous()


class TensorMerger:
    """Merges tensors one after another in one thread, with buffers of its own."""

    def __init__(
        self,
        reader: Reader,
        writer: CheckpointWriter,
        factors: FactorCache,
        device: torch.device,
        rounding: str,
        seed: int,
        not_finite: str = "stop",
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._factors = factors
        self._device = device
        self._stochastic = rounding == "stochastic"
        self._seed = seed
        self._stops = not_finite == "stop"
        self._divisor = 1
        self._stored, self._rounded, self._product = Buffer(), Buffer(), Buffer()

    def merge(self, task: TensorTask, advance: Callable[[int], None] = lambda _: None) -> Survival:
        """Merge one tensor and write it.

        Args:
            task: What to do.
            advance: Told the bytes that were written, as they are written.

        Raises:
            BadInput: When a weight is NaN or infinite (one of the target's only where that stops a merge), or the
                result does not fit the output's type.
            torch.OutOfMemoryError: When a GPU's memory does not suffice; what was advanced is taken back.
        """
        written = 0

        def count(nbytes: int) -> None:
            nonlocal written
            written += nbytes
            advance(nbytes)

        try:
            return self._merge(task, count)
        except RuntimeError:
            advance(-written)
            raise

    def _merge(self, task: TensorTask, advance: Callable[[int], None]) -> Survival:
        survival = Survival()
        height, columns = matrix_shape(task.output.shape)
        step = max(1, chunk_rows(columns, self._device) // self._divisor)
        for block in range(block_count(task.output.shape)):
            change = Change(task, block, self._factors, self._reader, self._device, step)
            for number, start in enumerate(range(0, height, step)):
                rows = range(start, min(start + step, height))
                before = self._before(task, rows, block)
                after, intended = change.apply(before, rows, self._product, measured=number % _SURVIVAL_STRIDE == 0)
                bad = self._count_not_finite(task, before, after)
                survival.not_finite += bad
                first = (block * height + start) * columns
                out = self._round(task, after, first)
                if intended is not None and not bad:
                    survival.measure(before.float(), intended.float(), out)
                written = bytes_of(out.cpu())
                self._writer.write(task.output.name, written, first * out.dtype.itemsize)
                advance(len(written))
        return survival

    def merge_in_smaller_chunks(self, task: TensorTask, advance: Callable[[int], None] = lambda _: None) -> Survival:
        """Merge again after a GPU ran out of memory, with ever smaller chunks, from here on.

        Raises:
            NotEnoughRoom: When even single rows are too much.
        """
        while self._divisor < _LARGEST_DIVISOR:
            self._divisor *= 4
            free_memory(self._device)
            try:
                return self.merge(task, advance)
            except RuntimeError as error:
                if not is_out_of_memory(error):
                    raise
        raise NotEnoughRoom(
            f"{self._device} has too little memory for tensor {task.output.name!r}, even row by row.",
            "Use --device cpu.",
        )

    def _before(self, task: TensorTask, rows: range, block: int) -> torch.Tensor:
        """The target's rows; rows that only the output has start at zero."""
        height, columns = matrix_shape(task.source.shape)
        have = range(rows.start, min(rows.stop, height))
        if len(have) == len(rows):
            return read_rows(self._reader, task.source, rows, self._stored, block=block).to(self._device)
        padded = torch.zeros(len(rows), columns, dtype=TORCH_DTYPES[task.source.dtype])
        if have:
            padded[: len(have)] = read_rows(self._reader, task.source, have, self._stored, block=block)
        return padded.to(self._device)

    def _round(self, task: TensorTask, after: torch.Tensor, first: int) -> torch.Tensor:
        dtype = TORCH_DTYPES[task.output.dtype]
        if self._device.type == "cpu":
            out = self._rounded(dtype, *after.shape)
        else:
            out = torch.empty(after.shape, dtype=dtype, device=self._device)
        if self._stochastic and after.dtype is torch.float32:
            round_stochastic(after, out, stream_of(task.output.name, self._seed), first)
        else:
            out.copy_(after)
        if dtype is torch.float16 and (bad := count_not_finite(out)) and bad > count_not_finite(after):
            raise BadInput(
                f"Tensor {task.output.name!r} has values beyond fp16's range after the merge.", "Use --dtype bf16."
            )
        return out

    def _count_not_finite(self, task: TensorTask, before: torch.Tensor, after: torch.Tensor) -> int:
        """One sum tells: a NaN or an infinity anywhere makes it NaN or infinite."""
        if math.isfinite(after.sum().item()) or not (bad := count_not_finite(after)):
            return 0
        had = count_not_finite(before)
        if had and self._stops:
            raise not_finite(task.source, _KEEP_THEM)
        if bad <= had:
            return bad
        if had:  # DoRA divides whole columns by norms that they spoil
            raise not_finite(task.source, "The adapter would spread them.")
        raise BadInput(
            f"The adapter makes tensor {task.output.name!r} NaN or infinite.",
            "The adapter or its weight is broken: look at its preview.",
        )


class Change:
    """Everything that is done to one matrix, ready to be applied to any of its rows."""

    def __init__(
        self, task: TensorTask, block: int, factors: FactorCache, reader: Reader, device: torch.device, step: int
    ) -> None:
        self._reader, self._device, self._block = reader, device, block
        mine = [update for update in task.updates if not isinstance(update, LowRank) or update.block in (None, block)]
        self._load = factors
        self._source_rows = Buffer()
        self._dtype = torch.float64 if task.source.dtype == "F64" else torch.float32
        self._products: list[tuple[torch.Tensor, torch.Tensor, float]] = []
        self._doras: list[tuple[LowRank, torch.Tensor, torch.Tensor, torch.Tensor | None]] = []
        for update in mine:
            if not isinstance(update, LowRank):
                continue
            left, right = factors_of(update, task.source.shape, factors)
            if update.magnitude is None:
                self._products.append((left.to(self._dtype), right.to(self._dtype), update.scale * update.weight))
            else:
                norms = _column_norms(task, update, left, right, reader, device, step) if update.transposed else None
                self._doras.append((update, left, right, norms))
        self._additions = [update for update in mine if isinstance(update, Addition)]
        self._replacements = [update for update in mine if isinstance(update, Replacement)]
        self._row_replacements = [update for update in mine if isinstance(update, RowReplacement)]

    def apply(
        self, before: torch.Tensor, rows: range, product: Buffer, *, measured: bool
    ) -> tuple[torch.Tensor, torch.Tensor | None]:
        """The rows after all changes, unrounded, and (when measured) the change itself."""
        if self._products and not (self._doras or self._additions or self._replacements or self._row_replacements):
            delta = self._sum_of_products(before, rows, product)
            intended = delta.clone() if measured else None
            return delta.add_(before), intended
        after = self._replaced(before, rows)
        for update, left, right, norms in self._doras:
            after = self._dora(after, before, rows, update, left, right, norms)
        if self._products:
            after = self._sum_of_products(before, rows, product).add_(after)
        for addition in self._additions:
            part = self._rows_of(addition.source, rows)
            after[: len(part)] += part * (addition.scale * addition.weight)
        return after, (after - before if measured else None)

    def _sum_of_products(self, before: torch.Tensor, rows: range, product: Buffer) -> torch.Tensor:
        if before.device.type == "cpu":
            delta = product(self._dtype, *before.shape)
        else:
            delta = torch.empty(before.shape, dtype=self._dtype, device=before.device)
        for number, (left, right, scale) in enumerate(self._products):
            if number == 0:
                torch.mm(left[rows.start : rows.stop], right, out=delta)
                if scale != 1:
                    delta.mul_(scale)
            else:
                delta.add_(torch.mm(left[rows.start : rows.stop], right).mul_(scale))
        return delta

    def _replaced(self, before: torch.Tensor, rows: range) -> torch.Tensor:
        after = before.to(self._dtype, copy=True)
        for update in self._replacements:
            part = self._rows_of(update.source, rows)
            after = part if update.weight == 1 else after.lerp(part, update.weight)
        for change in self._row_replacements:
            source = self._load(change.source).to(self._dtype)
            for place, index in enumerate(change.indices):
                if index in rows:
                    row = after[index - rows.start]
                    after[index - rows.start] = (
                        source[place] if change.weight == 1 else row.lerp(source[place], change.weight)
                    )
        return after

    def _rows_of(self, source: TensorInfo, rows: range) -> torch.Tensor:
        """As many of these rows as the source has, in the type of the arithmetic."""
        height, columns = matrix_shape(source.shape)
        have = range(rows.start, min(rows.stop, height))
        if not have:
            return torch.empty(0, columns, dtype=self._dtype, device=self._device)
        stored = read_rows(self._reader, source, have, self._source_rows, block=self._block)
        part = stored.to(self._device, self._dtype, copy=True)
        if not bool(torch.isfinite(part).all()):
            raise not_finite(source)
        return part

    def _dora(
        self,
        after: torch.Tensor,
        before: torch.Tensor,
        rows: range,
        update: LowRank,
        left: torch.Tensor,
        right: torch.Tensor,
        norms: torch.Tensor | None,
    ) -> torch.Tensor:
        assert update.magnitude is not None
        magnitude = self._load(update.magnitude).view(-1)
        moved = torch.mm(left[rows.start : rows.stop], right).mul_(update.scale).add_(before)
        if norms is None:
            factor = (magnitude[rows.start : rows.stop] / torch.linalg.vector_norm(moved, dim=1)).view(-1, 1)
        else:
            factor = (magnitude / norms).view(1, -1)
        if update.weight == 1 and len(self._doras) == 1 and not self._replacements and not self._row_replacements:
            return moved.mul_(factor)
        return after + (moved.mul_(factor) - before) * update.weight


def _column_norms(
    task: TensorTask,
    update: LowRank,
    left: torch.Tensor,
    right: torch.Tensor,
    reader: Reader,
    device: torch.device,
    step: int,
) -> torch.Tensor:
    """|V| of every column, for a DoRA on a matrix stored input first: a pass of its own over the rows."""
    height, columns = matrix_shape(task.source.shape)
    squares = torch.zeros(columns, dtype=torch.float64 if device.type == "cpu" else torch.float32, device=device)
    stored = Buffer()
    for start in range(0, height, step):
        rows = range(start, min(start + step, height))
        before = read_rows(reader, task.source, rows, stored).to(device)
        moved = torch.mm(left[rows.start : rows.stop], right).mul_(update.scale).add_(before)
        squares += moved.square_().sum(dim=0)
    return squares.sqrt().to(torch.float32)


def copy_tensor(
    task: TensorTask,
    reader: Reader,
    writer: CheckpointWriter,
    advance: Callable[[int], None],
    not_finite_ones: str = "stop",
) -> dict[str, float]:
    """Copy a tensor's bytes as they are, and look at every weight on the way.

    Returns:
        `not_finite`, how many weights are NaN or infinite; nothing when none is.

    Raises:
        BadInput: When one is, and that stops a merge.
    """
    source = task.source
    writer.copy(task.output.name, source, reader)
    dtype = TORCH_DTYPES.get(source.dtype)
    seen = Buffer()
    bad = 0
    for start in range(0, source.nbytes, _COPY_BYTES):
        count = min(_COPY_BYTES, source.nbytes - start)
        if dtype is not None:
            chunk, view = seen.with_bytes(dtype, 1, count // dtype.itemsize)
            reader.read_into(view, source, start)
            bad += count_not_finite(chunk)
            if bad and not_finite_ones == "stop":
                raise not_finite(source, _KEEP_THEM)
        advance(count)
    return {"not_finite": bad} if bad else {}
