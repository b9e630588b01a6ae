"""Telling one checkpoint from another without reading all of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from graftwork_core.weights.header import Header
from graftwork_core.weights.lazy import source_of
from graftwork_core.weights.reader import Reader

WHOLE_LIMIT: Final = 64 << 20
"""Files up to this size are hashed as a whole."""
_SAMPLE: Final = 4096


def identify(headers: Iterable[Header], reader: Reader) -> list[dict[str, str | int]]:
    """Name, size and hash of every file of weights.

    Small files get the sha256 of their bytes. Larger ones get the sha256 of their header and of the first
    and last 4 KiB of each tensor ("sampled_sha256"): enough to notice another checkpoint, for a thousandth
    of the reading.
    """
    return [_identify(header, reader) for header in headers]


def hash_file(file: Path) -> str:
    """sha256 of a whole file, hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def content_hash(file: Path, kind: str) -> str:
    """A whole file's hash, hex: its sha256, or (kind "git") the name that git gives its content."""
    if kind != "git":
        return hash_file(file)
    digest = hashlib.sha1(b"blob %d\0" % file.stat().st_size, usedforsecurity=False)
    with file.open("rb") as stream:
        while piece := stream.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _identify(header: Header, reader: Reader) -> dict[str, str | int]:
    source = source_of(header.file)
    known = source.identity(header.file) if source is not None else None
    if known is not None:
        return dict(known)
    size = os.stat(header.file).st_size
    about: dict[str, str | int] = {"file": header.file.name, "bytes": size}
    if size <= WHOLE_LIMIT:
        return {**about, "sha256": hash_file(header.file)}
    digest = hashlib.sha256()
    with header.file.open("rb") as stream:
        digest.update(stream.read(header.nbytes))
    view = memoryview(bytearray(_SAMPLE))
    for tensor in header.tensors:
        count = min(_SAMPLE, tensor.nbytes)
        for at in (0, tensor.nbytes - count):
            reader.read_into(view[:count], tensor, at)
            digest.update(view[:count])
    return {**about, "sampled_sha256": digest.hexdigest()}
