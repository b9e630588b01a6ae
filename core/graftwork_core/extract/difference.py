"""donor - base of one matrix, as blocks of rows in float32: kept when it is small, read again when it is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import torch

from graftwork_core.compute import Buffer, block_count, is_finite, matrix_shape, not_finite, read_rows
from graftwork_core.weights.header import TensorInfo
from graftwork_core.weights.reader import Reader

BLOCK_ELEMENTS: Final = 1 << 20
DEVICE_BLOCK_ELEMENTS: Final = 1 << 26
KEPT_ELEMENTS: Final = 48 << 20
"""Differences up to this size (float32: 192 MiB) stay in memory between passes."""
DEVICE_KEPT_ELEMENTS: Final = 1 << 30
_EXPONENTS: Final = {torch.bfloat16: (0x7F80, 2.0**-7), torch.float16: (0x7C00, 2.0**-10)}
"""Bits of the exponent, and one step of the mantissa beside a mantissa of 1."""


class Difference:
    """D = donor - base over the rows that both have.

    Attributes:
        rows: Height of D.
        columns: Width of D.
        energy: |D|² (Frobenius), known after the first pass over `blocks`.
        weight_energy: |base|², likewise.
        noise: Expected energy of the donor's rounding to its own type, likewise: the sum of ulp²/12.
        noise_floor: The largest singular value that the rounding alone may have, likewise.
    """

    def __init__(
        self,
        donor: TensorInfo,
        base: TensorInfo,
        reader: Reader,
        device: torch.device,
        *,
        block: int = 0,
        divisor: int = 1,
    ) -> None:
        """Take two tensors of the same width.

        Args:
            donor: The tensor of the fine-tune.
            base: The one that it was trained from.
            reader: Reads both.
            device: Where to compute.
            block: Which matrix of a stack.
            divisor: How many times less memory than usual to use.
        """
        self.rows = min(matrix_shape(donor.shape)[0], matrix_shape(base.shape)[0])
        self.columns = matrix_shape(donor.shape)[1]
        self.energy = self.weight_energy = self.noise = 0.0
        self._donor, self._base, self._reader, self._device, self._block = donor, base, reader, device, block
        on_cpu = device.type == "cpu"
        step, kept = (BLOCK_ELEMENTS, KEPT_ELEMENTS) if on_cpu else (DEVICE_BLOCK_ELEMENTS, DEVICE_KEPT_ELEMENTS)
        self._step = max(1, step // divisor // max(self.columns, 1))
        self._keeps = self.rows * self.columns <= kept // divisor
        self._kept: torch.Tensor | None = None
        self._measured = False
        self._largest_row_noise = 0.0
        self._column_noise = torch.zeros(self.columns, dtype=torch.float64)
        self._read_donor, self._read_base = Buffer(), Buffer()

    @property
    def noise_floor(self) -> float:
        """The norm of a random matrix with independent entries of the rounding's variances, at most.

        The norm of the largest row plus that of the largest column (https://arxiv.org/abs/1408.6185); for equal
        variances sigma·(√rows + √columns). Rows and columns count, because larger weights have larger steps.
        """
        return float(self._largest_row_noise**0.5 + self._column_noise.max().clamp_min(0) ** 0.5)

    @property
    def nbytes(self) -> int:
        """Bytes of both inputs that one pass over the files reads."""
        share = block_count(self._donor.shape)
        return self._donor.nbytes // share + self._base.nbytes // share

    def blocks(self) -> Iterator[tuple[int, torch.Tensor]]:
        """(first row, float32 block) over all rows; every call is one pass.

        Raises:
            BadInput: When a weight is NaN or infinite (found in the first pass).
        """
        if self._kept is not None:
            for start in range(0, self.rows, self._step):
                yield start, self._kept[start : start + self._step]
            return
        kept = torch.empty(self.rows, self.columns, device=self._device) if self._keeps else None
        scratch = None if kept is not None else torch.empty(self._step, self.columns, device=self._device)
        for start in range(0, self.rows, self._step):
            rows = range(start, min(start + self._step, self.rows))
            out = kept[rows.start : rows.stop] if kept is not None else scratch[: len(rows)]  # type: ignore[index]
            donor = read_rows(self._reader, self._donor, rows, self._read_donor, block=self._block).to(self._device)
            base = read_rows(self._reader, self._base, rows, self._read_base, block=self._block).to(self._device)
            torch.sub(donor.float(), base, out=out)
            if not self._measured:
                self._measure(donor, base, out)
            yield start, out
        self._measured = True
        self._kept = kept

    def measure(self) -> None:
        """Make one pass for the energies alone."""
        for _ in self.blocks():
            pass

    def _measure(self, donor: torch.Tensor, base: torch.Tensor, out: torch.Tensor) -> None:
        energy = _energy(out)
        if not energy < float("inf"):
            raise not_finite(self._base if is_finite(donor) else self._donor)
        self.energy += energy
        self.weight_energy += _energy(base.float())
        if energy and donor.dtype in _EXPONENTS:
            mask, step = _EXPONENTS[donor.dtype]
            powers = (donor.view(torch.int16) & mask).view(donor.dtype).float().square_()
            rows = powers.sum(dim=1).cpu().double() * (step**2 / 12)
            self.noise += float(rows.sum())
            self._largest_row_noise = max(self._largest_row_noise, float(rows.max()))
            self._column_noise += powers.sum(dim=0).cpu().double() * (step**2 / 12)


def _energy(block: torch.Tensor) -> float:
    """|block|²: float32 row by row, float64 over the rows, because a single float32 sum loses digits that count."""
    norms = torch.linalg.vector_norm(block, dim=1).cpu().double()
    return float(torch.dot(norms, norms))
