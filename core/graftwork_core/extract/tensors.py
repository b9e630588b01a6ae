"""One pair of tensors, from their difference to what is kept of it: factors, the whole difference, or figures alone."""

from __future__ import annotations

from typing import Any, Final

import torch

from graftwork_core.compute import block_count, free_memory, is_out_of_memory, stream_of
from graftwork_core.errors import NotEnoughRoom
from graftwork_core.extract.difference import Difference
from graftwork_core.extract.factor import factor
from graftwork_core.extract.plan import ExtractPlan, PairTask, Part
from graftwork_core.reporting import Reporter
from graftwork_core.weights.dtypes import WEIGHT_DTYPES
from graftwork_core.weights.reader import Reader

_LARGEST_DIVISOR: Final = 1 << 10

Extracted = tuple[dict[str, Any], tuple[torch.Tensor, ...]]
"""Figures for the journal, and the float32 tensors to keep."""


class TensorExtractor:
    """Extracts tensors one after another in one thread; takes smaller pieces once a device's memory ran out."""

    def __init__(self, plan: ExtractPlan, reader: Reader, device: torch.device, reporter: Reporter) -> None:
        self._plan, self._reader, self._device, self._reporter = plan, reader, device, reporter
        self._divisor = 1

    def extract(self, task: PairTask) -> Extracted:
        """Take the difference apart.

        Raises:
            BadInput: When a weight is NaN or infinite.
            NotEnoughRoom: When a device's memory does not suffice even for the smallest pieces.
        """
        while True:
            try:
                return self._whole(task) if task.part in (Part.LEFT_OUT, Part.WHOLE) else self._factored(task)
            except RuntimeError as error:
                if not is_out_of_memory(error):
                    raise
                self._take_smaller_pieces(task, error)

    def _take_smaller_pieces(self, task: PairTask, error: RuntimeError) -> None:
        if self._divisor >= _LARGEST_DIVISOR:
            raise NotEnoughRoom(
                f"{self._device} has too little memory for tensor {task.name!r}, even piece by piece.",
                "Use --device cpu.",
            ) from error
        if self._divisor == 1:
            self._reporter.warning(
                f"{self._device} ran out of memory at {task.name!r}; smaller pieces are used from here on."
            )
        self._divisor *= 4
        free_memory(self._device)

    def _difference(self, task: PairTask, block: int = 0) -> Difference:
        return Difference(task.donor, task.base, self._reader, self._device, block=block, divisor=self._divisor)

    def _factored(self, task: PairTask) -> Extracted:
        options = self._plan.options
        difference = self._difference(task)
        factors = factor(
            difference, self._plan.rank, seed=stream_of(task.name, options.seed), above_noise=options.auto_rank
        )
        figures = _energies(difference) | {
            "rank": len(factors.singular),
            "captured": factors.captured,
            "singular": [factors.singular[0], factors.singular[-1]],
            "passes": factors.passes,
        }
        if difference.energy:
            captured = min(1.0, factors.captured / difference.energy)
            self._reporter.metric(task.module, captured=captured, rank=len(factors.singular))
        return figures, (factors.left, factors.right)

    def _whole(self, task: PairTask) -> Extracted:
        if not {task.base.dtype, task.donor.dtype} <= WEIGHT_DTYPES:
            return {"energy": 0.0, "weight_energy": 0.0, "noise": 0.0}, ()
        parts, energies = [], []
        for block in range(block_count(task.base.shape)):
            difference = self._difference(task, block)
            if task.part is Part.WHOLE:
                parts += [rows.to("cpu", copy=True) for _, rows in difference.blocks()]
            else:
                difference.measure()
            energies.append(_energies(difference))
        figures = {key: sum(energy[key] for energy in energies) for key in energies[0]}
        if task.part is not Part.WHOLE or not figures["energy"]:
            return figures, ()
        shape = (min(task.base.shape[0], task.donor.shape[0]), *task.base.shape[1:])
        return figures, (torch.cat(parts).view(shape),)


def _energies(difference: Difference) -> dict[str, Any]:
    return {"energy": difference.energy, "weight_energy": difference.weight_energy, "noise": difference.noise}
