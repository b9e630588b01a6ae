"""Reads a GGUF file of llama.cpp: what it says about itself, and its tensors in float32.

Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md. Only the kinds of quantization that small models come
in are known: F32, F16, Q4_0, Q4_1, Q8_0.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

_SCALARS: Final = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_STRING, _ARRAY = 8, 9
_BLOCK: Final = 32
_KINDS: Final = {
    0: ("F32", 1, 4),
    1: ("F16", 1, 2),
    2: ("Q4_0", _BLOCK, 18),
    3: ("Q4_1", _BLOCK, 20),
    8: ("Q8_0", 32, 34),
}
"""Number in the file → name, values in a block, bytes of a block."""


@dataclass(frozen=True)
class Tensor:
    """Where a tensor is and how it is stored.

    Attributes:
        shape: Rows first, as everybody but GGUF writes it.
        kind: Name of its type.
        offset: From the beginning of the file.
        nbytes: Its length.
    """

    shape: tuple[int, ...]
    kind: str
    offset: int
    nbytes: int


class GgufFile:
    """An opened file.

    Attributes:
        facts: Its key-value pairs.
        tensors: Name → tensor.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            if file.read(4) != b"GGUF":
                raise SystemExit(f"{path} is not a GGUF file")
            version, tensors, facts = struct.unpack("<IQQ", file.read(20))
            if version not in (2, 3):
                raise SystemExit(f"{path} is of version {version}, which is not known here")
            self.facts: dict[str, Any] = {_string(file): _value(file, _number(file, "I")) for _ in range(facts)}
            entries = [_entry(file) for _ in range(tensors)]
            step = int(self.facts.get("general.alignment", 32))
            start = -(-file.tell() // step) * step
        self.tensors = {name: _located(shape, kind, start + offset) for name, shape, kind, offset in entries}

    def read(self, name: str) -> NDArray[np.float32]:
        """A tensor's values."""
        tensor = self.tensors[name]
        raw = np.fromfile(self._path, np.uint8, tensor.nbytes, offset=tensor.offset)
        return _dequantized(raw, tensor.kind).reshape(tensor.shape)


def _number(file: BinaryIO, code: str) -> Any:
    return struct.unpack(f"<{code}", file.read(struct.calcsize(code)))[0]


def _string(file: BinaryIO) -> str:
    return file.read(_number(file, "Q")).decode("utf-8")


def _value(file: BinaryIO, kind: int) -> Any:
    if kind == _STRING:
        return _string(file)
    if kind == _ARRAY:
        inner, count = _number(file, "I"), _number(file, "Q")
        return [_value(file, inner) for _ in range(count)]
    return _number(file, _SCALARS[kind])


def _entry(file: BinaryIO) -> tuple[str, tuple[int, ...], int, int]:
    name = _string(file)
    sizes = [_number(file, "Q") for _ in range(_number(file, "I"))]
    return name, tuple(reversed(sizes)), _number(file, "I"), _number(file, "Q")


def _located(shape: tuple[int, ...], kind: int, offset: int) -> Tensor:
    if kind not in _KINDS:
        raise SystemExit(f"quantization of kind {kind} is not known here")
    name, values, nbytes = _KINDS[kind]
    return Tensor(shape, name, offset, int(np.prod(shape)) // values * nbytes)


def _dequantized(raw: NDArray[np.uint8], kind: str) -> NDArray[np.float32]:
    if kind in ("F32", "F16"):
        return raw.view({"F32": "<f4", "F16": "<f2"}[kind]).astype(np.float32)
    _, _, nbytes = next(entry for entry in _KINDS.values() if entry[0] == kind)
    blocks = raw.reshape(-1, nbytes)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    if kind == "Q8_0":
        return (blocks[:, 2:].view(np.int8) * scale).astype(np.float32)
    packed = blocks[:, -_BLOCK // 2 :]
    values = np.concatenate((packed & 15, packed >> 4), axis=1).astype(np.float32)
    if kind == "Q4_0":
        return (values - 8) * scale
    return values * scale + blocks[:, 2:4].copy().view("<f2").astype(np.float32)
