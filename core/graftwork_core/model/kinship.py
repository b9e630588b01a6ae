"""Whether two models share an ancestor: the cosine between a few rows of their weights.

Shapes cannot tell: Llama 3 8B and Mistral 7B have the same ones in every linear layer. Rows of a
fine-tune still point where the original's rows point (cosine near 1); rows of unrelated models
point anywhere (near 0). Norms are no evidence, since they lie near 1 in every model.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graftwork_core.model.info import Model
from graftwork_core.model.values import read_values
from graftwork_core.weights.dtypes import WEIGHT_DTYPES
from graftwork_core.weights.header import TensorInfo
from graftwork_core.weights.lazy import is_elsewhere
from graftwork_core.weights.reader import Reader

RELATED: Final = 0.9
"""From here on two models are fine-tunes of one ancestor."""
UNRELATED: Final = 0.3
"""Below, they are not."""
_LEAST_COLUMNS: Final = 16
_GOLDEN: Final = (math.sqrt(5) - 1) / 2


@dataclass(frozen=True, slots=True)
class _Effort:
    """How much is sampled: tensors, rows of each, values of each row."""

    tensors: int
    rows: int
    columns: int


_HERE: Final = _Effort(tensors=12, rows=4, columns=4096)
_FROM_AFAR: Final = _Effort(tensors=8, rows=1, columns=1024)
"""Every row of a file that is not on this machine costs a request: 16 KB in all, and a cosine good to 1 %."""


def kinship(one: Model, other: Model) -> float:
    """The mean cosine of sampled rows that both models have: near 1 for relatives, near 0 for strangers.

    Reads some hundred KB with pread, whatever the models' size. NaN when they have no rows
    in common that could be compared.

    Raises:
        BadInput: When a file can no longer be read.
    """
    effort = _FROM_AFAR if _is_afar(one) or _is_afar(other) else _HERE
    pairs = _sample([tensor for tensor in one.checkpoint if _comparable(tensor, one, other)], effort.tensors)
    with Reader() as reader:
        cosines = [
            cosine
            for tensor in pairs
            for row in _rows(tensor, effort.rows)
            if (
                cosine := _cosine(
                    read_values(reader, tensor, row, effort.columns),
                    read_values(reader, other.checkpoint[tensor.name], row, effort.columns),
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


def _is_afar(model: Model) -> bool:
    return any(is_elsewhere(header.file) for header in model.checkpoint.headers)


def _sample(tensors: list[TensorInfo], most: int) -> list[TensorInfo]:
    """Some of them, spread so that no period of the layers' pattern is hit again and again."""
    if len(tensors) <= most:
        return tensors
    picks = sorted({int(len(tensors) * ((step * _GOLDEN) % 1)) for step in range(most)})
    return [tensors[pick] for pick in picks]


def _rows(tensor: TensorInfo, rows: int) -> Iterator[int]:
    """Row numbers of the tensor seen as (everything else) x (last dimension)."""
    count = tensor.numel // tensor.shape[-1]
    yield from sorted({(2 * step + 1) * count // (2 * rows) for step in range(rows)})


def _cosine(one: NDArray[np.float64], other: NDArray[np.float64]) -> float | None:
    """The cosine of two rows; None when one is zero or not finite, which says nothing."""
    with np.errstate(all="ignore"):
        norms = float(np.linalg.norm(one)) * float(np.linalg.norm(other))
        cosine = float(one @ other) / norms if 0 < norms < math.inf else math.nan
    return cosine if math.isfinite(cosine) else None
