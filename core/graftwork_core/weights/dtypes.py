"""The data types of the safetensors format, by their names in a header."""

from __future__ import annotations

from typing import Final

BITS: Final[dict[str, int]] = {
    "F4": 4,
    "F6_E2M3": 6,
    "F6_E3M2": 6,
    "BOOL": 8,
    "U8": 8,
    "I8": 8,
    "F8_E5M2": 8,
    "F8_E4M3": 8,
    "F8_E8M0": 8,
    "F8_E4M3FNUZ": 8,
    "F8_E5M2FNUZ": 8,
    "I16": 16,
    "U16": 16,
    "F16": 16,
    "BF16": 16,
    "I32": 32,
    "U32": 32,
    "F32": 32,
    "C64": 64,
    "F64": 64,
    "I64": 64,
    "U64": 64,
}

WEIGHT_DTYPES: Final = frozenset({"BF16", "F16", "F32", "F64"})
"""Types in which an unquantized weight may be stored: the ones that can be merged."""

SPOKEN: Final[dict[str, str]] = {
    "BF16": "bf16",
    "F16": "fp16",
    "F32": "fp32",
    "F64": "fp64",
    "F8_E4M3": "fp8",
}
"""What people call them."""


def spoken(dtype: str) -> str:
    """`bf16` for `BF16`, and the header's own name for the ones without a common one."""
    return SPOKEN.get(dtype, dtype)
