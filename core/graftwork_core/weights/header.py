"""The header of a safetensors file: read it with every check, and write it reproducibly.

Format: 8 bytes little-endian header length, a JSON object, then the tensors' bytes without gaps
(https://huggingface.co/docs/safetensors, "Format"). No torch here.
"""

from __future__ import annotations

import json
import math
import os
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from graftwork_core.errors import BadInput
from graftwork_core.weights.dtypes import BITS
from graftwork_core.weights.lazy import source_of

MAX_HEADER_BYTES: Final = 100_000_000
"""The format's own limit."""
MAX_DIMENSIONS: Final = 16
_PREFIX: Final = struct.Struct("<Q")
_DOWNLOAD_AGAIN: Final = "Download the file again, or remove it."


@dataclass(frozen=True, slots=True)
class TensorInfo:
    """One tensor as it lies on disk.

    Attributes:
        name: Its name in the header.
        dtype: The header's name of its type, such as "BF16".
        shape: Its dimensions; `()` is a scalar.
        file: The file that holds it.
        start: Offset of its first byte from the beginning of the file.
        nbytes: How many bytes it takes.
    """

    name: str
    dtype: str
    shape: tuple[int, ...]
    file: Path
    start: int
    nbytes: int

    @property
    def numel(self) -> int:
        """How many elements it has."""
        return math.prod(self.shape)

    @property
    def row_bytes(self) -> int:
        """Bytes of one index of the first dimension (of everything, for a scalar)."""
        return self.nbytes // self.shape[0] if self.shape and self.shape[0] else self.nbytes


@dataclass(frozen=True, slots=True)
class Header:
    """What one safetensors file holds, in the order of its bytes."""

    file: Path
    tensors: tuple[TensorInfo, ...]
    metadata: Mapping[str, str] = field(default_factory=dict)
    nbytes: int = 0


def tensor_bytes(dtype: str, shape: Iterable[int]) -> int:
    """Bytes that a tensor takes on disk.

    Raises:
        ValueError: When the type is unknown, or the size is not a whole number of bytes.
    """
    if dtype not in BITS:
        raise ValueError(f"its type {dtype!r} is not one that safetensors has")
    bits = math.prod(shape) * BITS[dtype]
    if bits % 8:
        raise ValueError(f"a shape of {list(shape)} in {dtype} is not a whole number of bytes")
    return bits // 8


def read_header(file: Path) -> Header:
    """Read and check one file's header; the tensors' own bytes stay unread.

    Raises:
        BadInput: When the file is missing, is no safetensors file, is truncated, or its header
            breaks the format in any way (size, JSON, types, shapes, offsets, gaps, duplicates).
    """
    try:
        with file.open("rb") as stream:
            size = _size(file, stream.fileno())
            text = _header_text(file, size, stream.read(_PREFIX.size), stream.read)
    except OSError as error:
        raise BadInput(
            f"{file} cannot be read: {error.strerror or error}.", "Check the path and its permissions."
        ) from error
    data_start = _PREFIX.size + len(text)
    entries = _parse_json(file, text)
    metadata = _checked_metadata(file, entries.pop("__metadata__", None))
    tensors = [_checked_tensor(file, name, entry, data_start) for name, entry in entries.items()]
    tensors.sort(key=lambda tensor: (tensor.start, tensor.start + tensor.nbytes))
    _check_tiling(file, tensors, data_start, size)
    return Header(file, tuple(tensors), metadata, data_start)


def build_header(
    tensors: Iterable[tuple[str, str, tuple[int, ...]]], metadata: Mapping[str, str]
) -> tuple[bytes, dict[str, int]]:
    """Make the header for (name, dtype, shape) in this order of bytes.

    Returns:
        The length prefix and the header, padded to a multiple of 8 with spaces, the same for the
        same input; and every tensor's offset from the beginning of the file.
    """
    entries: dict[str, Any] = {"__metadata__": dict(sorted(metadata.items()))}
    offset = 0
    offsets: dict[str, int] = {}
    for name, dtype, shape in tensors:
        end = offset + tensor_bytes(dtype, shape)
        entries[name] = {"dtype": dtype, "shape": list(shape), "data_offsets": [offset, end]}
        offsets[name] = offset
        offset = end
    text = json.dumps(entries, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    if len(text) > MAX_HEADER_BYTES:
        raise BadInput(
            f"A header of {len(text)} bytes is more than the {MAX_HEADER_BYTES} that safetensors allows.",
            "Choose a smaller --shard-size.",
        )
    start = _PREFIX.size + len(text)
    return _PREFIX.pack(len(text)) + text, {name: start + at for name, at in offsets.items()}


def _size(file: Path, descriptor: int) -> int:
    """Bytes of the whole file, which may lie elsewhere."""
    source = source_of(file)
    size = source.size(file) if source is not None else None
    return os.fstat(descriptor).st_size if size is None else size


def _header_text(file: Path, size: int, prefix: bytes, read: Any) -> bytes:
    if len(prefix) < _PREFIX.size:
        raise BadInput(f"{file} is too short for a safetensors file ({size} bytes).", _DOWNLOAD_AGAIN)
    (length,) = _PREFIX.unpack(prefix)
    if length > MAX_HEADER_BYTES:
        raise BadInput(
            f"{file} claims a header of {length} bytes; safetensors allows {MAX_HEADER_BYTES}.",
            "It is damaged, or not a safetensors file.",
        )
    if length > size - _PREFIX.size:
        raise BadInput(
            f"{file} is truncated: its header should have {length} bytes, the file has {size} in all.",
            _DOWNLOAD_AGAIN,
        )
    text: bytes = read(length)
    if not text.startswith(b"{"):
        raise BadInput(f"{file} is not a safetensors file: its header is not a JSON object.", _DOWNLOAD_AGAIN)
    return text


def _parse_json(file: Path, text: bytes) -> dict[str, Any]:
    def reject_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        entries = dict(pairs)
        if len(entries) != len(pairs):
            seen: set[str] = set()
            twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
            raise BadInput(f"{file} names {twice!r} twice in its header.", _DOWNLOAD_AGAIN)
        "".join(entries).encode()  # half a surrogate pair is a ValueError: such a name can't be written again
        return entries

    try:
        entries = json.loads(text.decode(), object_pairs_hook=reject_duplicates)
    except RecursionError as error:
        raise BadInput(
            f"{file} has a header that is nested too deeply to be a list of tensors.", _DOWNLOAD_AGAIN
        ) from error
    except ValueError as error:
        raise BadInput(f"{file} has a header that is not valid JSON ({error}).", _DOWNLOAD_AGAIN) from error
    if not isinstance(entries, dict):
        raise BadInput(f"{file} has a header that is not a JSON object.", _DOWNLOAD_AGAIN)
    return entries


def _checked_metadata(file: Path, metadata: Any) -> dict[str, str]:
    if metadata is None:
        return {}
    if not isinstance(metadata, dict) or not all(isinstance(value, str) for value in metadata.values()):
        raise BadInput(f"{file} has a __metadata__ that is not a table of texts.", _DOWNLOAD_AGAIN)
    return metadata


def _checked_tensor(file: Path, name: str, entry: Any, data_start: int) -> TensorInfo:
    def wrong(why: str) -> BadInput:
        return BadInput(f"{file}: tensor {name!r} is damaged: {why}.", _DOWNLOAD_AGAIN)

    if not isinstance(entry, dict) or not {"dtype", "shape", "data_offsets"} <= entry.keys():
        raise wrong("its entry lacks dtype, shape or data_offsets")
    dtype, shape, offsets = entry["dtype"], entry["shape"], entry["data_offsets"]
    if not isinstance(dtype, str):
        raise wrong("its dtype is not a text")
    if not _are_counts(shape) or len(shape) > MAX_DIMENSIONS:
        raise wrong("its shape is not a short list of whole numbers")
    if not _are_counts(offsets) or len(offsets) != 2:
        raise wrong("its data_offsets are not two whole numbers")
    begin, end = offsets
    try:
        expected = tensor_bytes(dtype, shape)
    except ValueError as error:
        raise wrong(str(error)) from error
    if end - begin != expected:
        raise wrong(f"its offsets span {end - begin} bytes, its shape and dtype need {expected}")
    return TensorInfo(name, dtype, tuple(shape), file, data_start + begin, expected)


def _are_counts(values: Any) -> bool:
    return isinstance(values, list) and all(type(value) is int and 0 <= value < 2**63 for value in values)


def _check_tiling(file: Path, tensors: list[TensorInfo], data_start: int, size: int) -> None:
    at = data_start
    for tensor in tensors:
        if tensor.start != at:
            what = "overlaps the tensor before it" if tensor.start < at else "leaves a gap before it"
            raise BadInput(f"{file}: tensor {tensor.name!r} {what} in the file.", _DOWNLOAD_AGAIN)
        at += tensor.nbytes
    if at > size:
        last = next(tensor for tensor in tensors if tensor.start + tensor.nbytes > size)
        raise BadInput(
            f"{file} is truncated: it should have {at:,} bytes and has {size:,} (tensor {last.name!r} is cut off).",
            _DOWNLOAD_AGAIN,
        )
    if at < size:
        raise BadInput(f"{file} has {size - at} bytes behind its last tensor.", _DOWNLOAD_AGAIN)
