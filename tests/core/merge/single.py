"""One tensor merged by itself: files made of plain tensors, and the result read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from graftwork_core.adapter.updates import LowRank, Update
from graftwork_core.compute import TORCH_DTYPES
from graftwork_core.merge.arithmetic import FactorCache, Survival, TensorMerger
from graftwork_core.merge.tasks import TensorTask
from graftwork_core.weights.header import TensorInfo, read_header
from graftwork_core.weights.layout import OutputTensor, lay_out
from graftwork_core.weights.reader import Reader
from graftwork_core.weights.writer import CheckpointWriter

CPU: Final = torch.device("cpu")
NAMES: Final = {dtype: name for name, dtype in TORCH_DTYPES.items()}


@dataclass(frozen=True)
class Merged:
    """What came out, and how much of the change the merger says is left."""

    tensor: Tensor
    survival: Survival
    advanced: int


def random(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))


def stored(folder: Path, **tensors: Tensor) -> dict[str, TensorInfo]:
    """Tensors in one file, as a merge finds them."""
    file = folder / ("-".join(sorted(tensors)) + ".in.safetensors")
    save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, file)
    return {tensor.name: tensor for tensor in read_header(file).tensors}


def low_rank(folder: Path, a: Tensor, b: Tensor, name: str = "x", scale: float = 1.0, weight: float = 1.0) -> LowRank:
    """An update from factors."""
    found = stored(folder, **{f"{name}.a": a, f"{name}.b": b})
    return LowRank(found[f"{name}.a"], found[f"{name}.b"], scale, weight=weight)


def merge(
    folder: Path,
    source: Tensor,
    updates: Sequence[Update],
    *,
    out: torch.dtype | None = None,
    shape: tuple[int, ...] | None = None,
    rounding: str = "nearest",
    seed: int = 0,
    smaller: bool = False,
) -> Merged:
    """Merge updates into one tensor called "w"; with `smaller` as after a GPU ran out of memory."""
    (info,) = stored(folder, w=source).values()
    output = OutputTensor("w", NAMES[out or source.dtype], shape or tuple(source.shape))
    task = TensorTask(output, info, tuple(updates))
    advanced = 0

    def advance(nbytes: int) -> None:
        nonlocal advanced
        advanced += nbytes

    with Reader() as reader, CheckpointWriter(folder, lay_out([[output]])) as writer:
        merger = TensorMerger(reader, writer, FactorCache(reader, CPU), CPU, rounding, seed)
        survival = (merger.merge_in_smaller_chunks if smaller else merger.merge)(task, advance)
    # The library maps the file, which the next merge overwrites.
    return Merged(load_file(folder / "model.safetensors")["w"].clone(), survival, advanced)
