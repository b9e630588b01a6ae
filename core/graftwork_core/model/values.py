"""Values of a weight as numbers, without torch."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graftwork_core.weights.header import TensorInfo
from graftwork_core.weights.reader import Reader

_NUMPY: Final = {
    "F16": "<f2",
    "F32": "<f4",
    "F64": "<f8",
    "I8": "<i1",
    "U8": "<u1",
    "I16": "<i2",
    "U16": "<u2",
    "I32": "<i4",
    "U32": "<u4",
    "I64": "<i8",
    "U64": "<u8",
    "BOOL": "<u1",
}


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
    return widened(content, tensor.dtype).astype(np.float64)


def widened(content: bytes | bytearray | memoryview, dtype: str) -> NDArray[Any]:
    """A weight's bytes as an array of a type that numpy has: bf16 and fp8 as float32, the others as they are.

    Args:
        content: Whole elements, little-endian.
        dtype: The header's name of their type: one of `READABLE`.

    Returns:
        Shape (elements,).
    """
    if dtype == "BF16":
        wide: NDArray[Any] = (np.frombuffer(content, "<u2").astype(np.uint32) << 16).view(np.float32)
        return wide
    if dtype in _FLOATS_OF_EIGHT_BITS:
        return _FLOATS_OF_EIGHT_BITS[dtype][np.frombuffer(content, np.uint8)]
    return np.frombuffer(content, _NUMPY[dtype])


def _table(exponent_bits: int, bias: int, *, infinite: bool) -> NDArray[np.float32]:
    """Every value of an 8-bit float (https://arxiv.org/abs/2209.05433), by its code."""
    mantissa_bits = 7 - exponent_bits
    codes = np.arange(256)
    mantissa = codes & ((1 << mantissa_bits) - 1)
    exponent = (codes >> mantissa_bits) & ((1 << exponent_bits) - 1)
    fraction = mantissa / (1 << mantissa_bits)
    values = np.where(exponent == 0, fraction * 2.0 ** (1 - bias), (1 + fraction) * 2.0 ** (exponent - bias))
    top = exponent == (1 << exponent_bits) - 1
    if infinite:
        values = np.where(top, np.where(mantissa == 0, np.inf, np.nan), values)
    else:
        values = np.where(top & (mantissa == (1 << mantissa_bits) - 1), np.nan, values)
    return np.where(codes >> 7, -values, values).astype(np.float32)


_FLOATS_OF_EIGHT_BITS: Final = {
    "F8_E4M3": _table(4, 7, infinite=False),
    "F8_E5M2": _table(5, 15, infinite=True),
}
READABLE: Final = frozenset({"BF16", *_NUMPY, *_FLOATS_OF_EIGHT_BITS})
"""Types that `widened` knows."""
