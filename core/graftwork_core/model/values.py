"""A few values of a weight as numbers, without torch."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graftwork_core.weights.header import TensorInfo
from graftwork_core.weights.reader import Reader

_NUMPY: Final = {"F16": "<f2", "F32": "<f4", "F64": "<f8"}


def read_values(reader: Reader, tensor: TensorInfo, row: int, most: int) -> NDArray[np.float64]:
    """The first values of a row of a tensor, seen as (everything else) x (last dimension).

    Args:
        reader: Whose open files are used.
        tensor: In one of the types of unquantized weights.
        row: Which row.
        most: How many values at the most.

    Returns:
        Shape (min(most, last dimension),), float64.

    Raises:
        BadInput: When the file can't be read, or became shorter.
    """
    width = tensor.shape[-1]
    size = tensor.nbytes // tensor.numel
    content = bytearray(min(width, most) * size)
    reader.read_into(memoryview(content), tensor, row * width * size)
    if tensor.dtype == "BF16":
        widened: NDArray[Any] = (np.frombuffer(content, "<u2").astype(np.uint32) << 16).view(np.float32)
    else:
        widened = np.frombuffer(content, _NUMPY[tensor.dtype])
    return widened.astype(np.float64)
