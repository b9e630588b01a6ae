"""Whether two models share an ancestor: the cosine between a few rows of their weights.

Shapes cannot tell: Llama 3 8B and Mistral 7B have the same ones in every linear layer. Rows of a
fine-tune still point where the original's rows point (cosine near 1); rows of unrelated models
point anywhere (near 0). Norms are no evidence, since they lie near 1 in every model.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graftwork_core.errors import BadInput
from graftwork_core.model.info import Model
from graftwork_core.weights.dtypes import WEIGHT_DTYPES
from graftwork_core.weights.header import TensorInfo

RELATED: Final = 0.9
"""From here on two models are fine-tunes of one ancestor."""
UNRELATED: Final = 0.3
"""Below, they are not."""
_TENSORS: Final = 12
_ROWS: Final = 4
_MOST_COLUMNS: Final = 4096
_LEAST_COLUMNS: Final = 16
_GOLDEN: Final = (math.sqrt(5) - 1) / 2


def kinship(one: Model, other: Model) -> float:
    """The mean cosine of sampled rows that both models have: near 1 for relatives, near 0 for strangers.

    Reads some hundred KB with pread, whatever the models' size. NaN when they have no rows
    in common that could be compared.

    Raises:
        BadInput: When a file can no longer be read.
    """
    pairs = _sample([tensor for tensor in one.checkpoint if _comparable(tensor, one, other)])
    with ExitStack() as stack:
        handles: dict[Path, int] = {}
        cosines = [
            cosine
            for tensor in pairs
            for row in _rows(tensor)
            if (
                cosine := _cosine(
                    _read(tensor, row, handles, stack),
                    _read(other.checkpoint[tensor.name], row, handles, stack),
                )
            )
            is not None
        ]
    return sum(cosines) / len(cosines) if cosines else math.nan


def _comparable(tensor: TensorInfo, one: Model, other: Model) -> bool:
    twin = other.checkpoint.tensors.get(tensor.name)
    return (
        twin is not None
        and len(tensor.shape) >= 2
        and twin.shape == tensor.shape
        and tensor.shape[-1] >= _LEAST_COLUMNS
        and tensor.numel > 0
        and tensor.dtype in WEIGHT_DTYPES
        and twin.dtype in WEIGHT_DTYPES
        and tensor.name not in one.token_rows
    )


def _sample(tensors: list[TensorInfo]) -> list[TensorInfo]:
    """Some of them, spread so that no period of the layers' pattern is hit again and again."""
    if len(tensors) <= _TENSORS:
        return tensors
    picks = sorted({int(len(tensors) * ((step * _GOLDEN) % 1)) for step in range(_TENSORS)})
    return [tensors[pick] for pick in picks]


def _rows(tensor: TensorInfo) -> Iterator[int]:
    """Row numbers of the tensor seen as (everything else) x (last dimension)."""
    count = tensor.numel // tensor.shape[-1]
    yield from sorted({(2 * step + 1) * count // (2 * _ROWS) for step in range(_ROWS)})


def _read(tensor: TensorInfo, row: int, handles: dict[Path, int], stack: ExitStack) -> NDArray[np.float64]:
    width = tensor.shape[-1]
    size = tensor.nbytes // tensor.numel
    wanted = min(width, _MOST_COLUMNS) * size
    try:
        if tensor.file not in handles:
            handles[tensor.file] = os.open(tensor.file, os.O_RDONLY | getattr(os, "O_BINARY", 0))
            stack.callback(os.close, handles[tensor.file])
        content = _read_at(handles[tensor.file], wanted, tensor.start + row * width * size)
    except OSError as error:
        raise BadInput(
            f"{tensor.file} cannot be read: {error.strerror or error}.", "Check the disk and its permissions."
        ) from error
    if len(content) < wanted:
        raise BadInput(f"{tensor.file} became shorter while it was read.", "Wait until its download has ended.")
    return _decode(content, tensor.dtype)


def _read_at(handle: int, nbytes: int, offset: int) -> bytes:
    if hasattr(os, "pread"):
        return os.pread(handle, nbytes, offset)
    os.lseek(handle, offset, os.SEEK_SET)  # Windows
    return os.read(handle, nbytes)


def _decode(content: bytes, dtype: str) -> NDArray[np.float64]:
    if dtype == "BF16":
        widened: NDArray[Any] = (np.frombuffer(content, "<u2").astype(np.uint32) << 16).view(np.float32)
    else:
        widened = np.frombuffer(content, {"F16": "<f2", "F32": "<f4", "F64": "<f8"}[dtype])
    return widened.astype(np.float64)


def _cosine(one: NDArray[np.float64], other: NDArray[np.float64]) -> float | None:
    """The cosine of two rows; None when one is zero or not finite, which says nothing."""
    with np.errstate(all="ignore"):
        norms = float(np.linalg.norm(one)) * float(np.linalg.norm(other))
        cosine = float(one @ other) / norms if 0 < norms < math.inf else math.nan
    return cosine if math.isfinite(cosine) else None
