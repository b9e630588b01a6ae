"""What an extraction will look at, tensor by tensor: decided from headers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from graftwork_core import __version__
from graftwork_core.adapter.targets import TensorFinder
from graftwork_core.errors import BadInput
from graftwork_core.extract.options import ExtractOptions
from graftwork_core.model.fit import FitReport, check_fit
from graftwork_core.model.info import Model, open_model
from graftwork_core.provenance import public_identity
from graftwork_core.weights.dtypes import WEIGHT_DTYPES
from graftwork_core.weights.header import TensorInfo
from graftwork_core.weights.identity import identify
from graftwork_core.weights.partial import fingerprint
from graftwork_core.weights.reader import Reader

FACTOR_DTYPES: Final = {"bf16": "BF16", "fp16": "F16", "fp32": "F32", "fp8": "F8_E4M3"}
_ITEM_BYTES: Final = {"bf16": 2, "fp16": 2, "fp32": 4, "fp8": 1}
_EMBEDDING_NAME: Final = re.compile(r"(?:^|[._])(?:wpe|wte|pos_emb|\w*embed(?:dings?|_\w+)?)\.weight$")
"""Tables that are looked up in (positions, token types), not linear layers."""
_OVERHEAD_BYTES: Final = 256
"""Header entry of one factor, generously."""


class Part(StrEnum):
    """What becomes of a tensor's difference."""

    LOW_RANK = "low_rank"
    EMBEDDING = "embedding"
    WHOLE = "whole"
    LEFT_OUT = "left_out"


_TENSORS_OF: Final = {Part.LOW_RANK: 2, Part.EMBEDDING: 2, Part.WHOLE: 1}
"""How many tensors of an adapter a part takes."""


@dataclass(frozen=True, slots=True)
class PairTask:
    """One tensor that base and donor both have.

    Attributes:
        name: Its name on disk.
        part: What becomes of its difference.
        base: The base's tensor.
        donor: The donor's tensor.
        why: For what is left out: the reason, a few words.
    """

    name: str
    part: Part
    base: TensorInfo
    donor: TensorInfo
    why: str = ""

    @property
    def module(self) -> str:
        """The module's path: the tensor's name without its last part."""
        return self.name.removesuffix(".weight")

    @property
    def nbytes(self) -> int:
        """Bytes that are read for it."""
        return self.base.nbytes + self.donor.nbytes

    @property
    def common_shape(self) -> tuple[int, int]:
        """(rows, columns) that both have."""
        return min(self.base.shape[0], self.donor.shape[0]), self.base.shape[-1]


@dataclass(frozen=True)
class ExtractPlan:
    """An extraction, ready to run.

    Attributes:
        options: What was asked for.
        base: The original model.
        donor: The fine-tune.
        report: What is good and bad about the fit.
        tasks: One a tensor that both have, in the order of the donor's files.
        rank: The uniform rank, or the limit when every module finds its own.
        stores_input_first: Whether matrices lie on disk as (in, out), as GPT-2's do.
    """

    options: ExtractOptions
    base: Model
    donor: Model
    report: FitReport
    tasks: tuple[PairTask, ...]
    rank: int
    stores_input_first: bool

    @cached_property
    def recipe(self) -> Mapping[str, Any]:
        """What decides the output's bytes."""
        options = self.options
        with Reader() as reader:
            return {
                "kind": "extract",
                "graftwork": __version__,
                "base": {
                    **public_identity(self.base.folder),
                    "files": identify(self.base.checkpoint.headers, reader),
                },
                "donor": {
                    **public_identity(self.donor.folder),
                    "files": identify(self.donor.checkpoint.headers, reader),
                },
                "rank": self.rank,
                "auto_rank": options.auto_rank,
                "dtype": options.dtype,
                "include": list(options.include),
                "exclude": list(options.exclude),
                "embeddings": options.embeddings,
                "seed": options.seed,
                "device": options.device,
            }

    @property
    def job(self) -> str:
        """The recipe's fingerprint."""
        return fingerprint(self.recipe)

    def adapter_bytes(self, rank: int) -> int:
        """Bytes of an adapter of this rank, whole differences included."""
        return _factor_bytes(self.tasks, self.options, rank) + _whole_bytes(self.tasks)

    def tensor_bytes(self, rank: int) -> int:
        """Bytes of that adapter's tensors alone, without what the file says of each."""
        tensors = sum(_TENSORS_OF.get(task.part, 0) for task in self.tasks)
        return self.adapter_bytes(rank) - tensors * _OVERHEAD_BYTES


def plan_extract(options: ExtractOptions, *, target: Model | None = None) -> ExtractPlan:
    """Open both models, compare them, and decide what becomes of every tensor.

    Args:
        options: What was asked for.
        target: A third model to hold against the same base, for a graft's report.

    Raises:
        BadInput: When a file is broken, the choice of tensors is empty, or the byte budget is too small.
    """
    base, donor = open_model(options.base), open_model(options.donor)
    return plan_pair(options, base, donor, check_fit(base, donor, target))


def plan_pair(options: ExtractOptions, base: Model, donor: Model, report: FitReport) -> ExtractPlan:
    """Decide what becomes of every tensor of two opened models.

    Args:
        options: What was asked for.
        base: The original model.
        donor: The fine-tune.
        report: How they fit.

    Raises:
        BadInput: When the choice of tensors is empty, or the byte budget is too small.
    """
    tasks = tuple(
        _task(tensor, donor.checkpoint[tensor.name], base, options)
        for tensor in base.checkpoint
        if tensor.name in donor.checkpoint and _comparable(tensor, donor.checkpoint[tensor.name])
    )
    chosen = any(task.part in (Part.LOW_RANK, Part.EMBEDDING, Part.WHOLE) for task in tasks)
    if not chosen and not report.blocking:
        raise BadInput("No tensor is left to extract from.", "Loosen --include and --exclude.")
    return ExtractPlan(
        options=options,
        base=base,
        donor=donor,
        report=report,
        tasks=tasks,
        rank=_rank(options, tasks) if chosen else 0,
        stores_input_first=TensorFinder(base).stores_input_first,
    )


def _comparable(base: TensorInfo, donor: TensorInfo) -> bool:
    return len(base.shape) == len(donor.shape) and base.shape[1:] == donor.shape[1:] and base.numel > 0


def _task(base: TensorInfo, donor: TensorInfo, model: Model, options: ExtractOptions) -> PairTask:
    part, why = _part(base, donor, model, options)
    return PairTask(base.name, part, base, donor, why)


def _part(base: TensorInfo, donor: TensorInfo, model: Model, options: ExtractOptions) -> tuple[Part, str]:
    if base.dtype not in WEIGHT_DTYPES or donor.dtype not in WEIGHT_DTYPES:
        return Part.LEFT_OUT, f"it is stored as {base.dtype}"
    if options.include and not any(re.search(pattern, base.name) for pattern in options.include):
        return Part.LEFT_OUT, "--include does not name it"
    if any(re.search(pattern, base.name) for pattern in options.exclude):
        return Part.LEFT_OUT, "--exclude names it"
    if base.name in model.token_rows or (len(base.shape) == 2 and _EMBEDDING_NAME.search(base.name)):
        return _token_rows_part(base.name, model, options)
    if base.shape != donor.shape:
        return Part.LEFT_OUT, "base and donor have different shapes"
    if len(base.shape) < 2 or min(base.shape) == 1:
        return Part.WHOLE, ""
    if len(base.shape) == 2 and base.name.endswith(".weight"):
        return Part.LOW_RANK, ""
    return Part.LEFT_OUT, "it is not the matrix of a linear layer"


def _token_rows_part(name: str, model: Model, options: ExtractOptions) -> tuple[Part, str]:
    if options.embeddings == "skip":
        return Part.LEFT_OUT, "embeddings and head are skipped unless asked for"
    if options.embeddings == "full":
        return Part.WHOLE, ""
    return (Part.LOW_RANK if name in model.token_rows.heads else Part.EMBEDDING), ""


def _rank(options: ExtractOptions, tasks: tuple[PairTask, ...]) -> int:
    if options.auto_rank:
        return options.max_rank
    if options.size is None:
        return options.rank
    room = options.size - _whole_bytes(tasks)
    if _factor_bytes(tasks, options, 1) > room:
        raise BadInput(
            f"An adapter of {options.size} bytes is too small: rank 1 takes "
            f"{_factor_bytes(tasks, options, 1) + _whole_bytes(tasks)} bytes.",
            "Give a larger --size, or leave modules out with --include or --exclude.",
        )
    rank = 1
    while rank < options.max_rank and _factor_bytes(tasks, options, rank + 1) <= room:
        rank += 1
    return rank


def _factor_bytes(tasks: tuple[PairTask, ...], options: ExtractOptions, rank: int) -> int:
    total = 0
    for task in tasks:
        if task.part in (Part.LOW_RANK, Part.EMBEDDING):
            rows, columns = task.common_shape
            total += (rows + columns) * min(rank, rows, columns) * _ITEM_BYTES[options.dtype] + 2 * _OVERHEAD_BYTES
    return total


def _whole_bytes(tasks: tuple[PairTask, ...]) -> int:
    return sum(4 * task.base.numel + _OVERHEAD_BYTES for task in tasks if task.part is Part.WHOLE)
