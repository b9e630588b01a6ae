"""A small sample of a model's weights that an adapter carries, so that a target can be told from a stranger.

Llama 3 8B and Mistral 7B have the same shapes: an adapter made for one fits the other without an error. The
sample's cosine with the target's weights is near 1 for fine-tunes of one base, and near 0 for strangers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graftwork_core.model.info import Model
from graftwork_core.model.values import read_values
from graftwork_core.weights.dtypes import WEIGHT_DTYPES
from graftwork_core.weights.header import TensorInfo
from graftwork_core.weights.reader import Reader

_TENSORS: Final = 16
_VALUES: Final = 48
_LARGEST: Final = 1e100
"""No weight is that large, and its square is still a number."""


def make_sketch(model: Model) -> dict[str, list[float]]:
    """Some values from the middle row of some matrices: tensor's name → the values, 4 digits each."""
    matrices = [tensor for tensor in model.checkpoint if _is_usable(tensor) and tensor.name not in model.token_rows]
    step = max(1, len(matrices) // _TENSORS)
    with Reader() as reader:
        return {
            tensor.name: [float(f"{value:.4g}") for value in _middle(tensor, reader)]
            for tensor in matrices[step // 2 :: step][:_TENSORS]
        }


def sketch_cosine(sketch: Mapping[str, Any], model: Model) -> float | None:
    """The cosine of a sketch with the same places of a model; None when they have too little in common."""
    mine: list[float] = []
    theirs: list[float] = []
    with Reader() as reader:
        for name, values in sketch.items():
            tensor = model.checkpoint.tensors.get(name)
            if tensor is None or not _is_usable(tensor) or not _are_numbers(values):
                continue
            found = _middle(tensor, reader)
            if len(found) == len(values):
                mine += values
                theirs += found.tolist()
    norms = math.sqrt(sum(value * value for value in mine)) * math.sqrt(sum(value * value for value in theirs))
    if len(mine) < _VALUES or not 0 < norms < math.inf:
        return None
    return sum(one * other for one, other in zip(mine, theirs, strict=True)) / norms


def _is_usable(tensor: TensorInfo) -> bool:
    return len(tensor.shape) >= 2 and tensor.dtype in WEIGHT_DTYPES and tensor.shape[-1] >= 16 and tensor.numel > 0


def _are_numbers(values: Any) -> bool:
    return isinstance(values, list) and all(type(value) in (int, float) and abs(value) <= _LARGEST for value in values)


def _middle(tensor: TensorInfo, reader: Reader) -> NDArray[np.float64]:
    return read_values(reader, tensor, tensor.numel // tensor.shape[-1] // 2, _VALUES)
