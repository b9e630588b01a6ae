"""What every refusal owes the user: one sentence with the culprit in it, what to do, and nothing changed."""

from __future__ import annotations

import contextlib
import json
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graftwork_core.errors import GraftworkError
from tests.core.compare import tree


@contextlib.contextmanager
def refused(room: Path, *named: str, status: int | tuple[int, ...] = 2) -> Iterator[None]:
    """The block must raise a GraftworkError that names all of `named`, advises, and leaves `room` as it was.

    Args:
        room: The folder in which everything lies, inputs and output.
        named: What the message must contain: a file, a tensor, a value.
        status: The exit status that belongs to it; several where either would be right.
    """
    before = tree(room)
    with pytest.raises(GraftworkError) as caught:
        yield
    error = caught.value
    assert tree(room) == before, "something was changed, or left behind"
    for part in named:
        assert part in str(error), f"{part!r} is not in: {error}"
    assert error.hint, f"no advice: {error.message}"
    for sentence in (error.message, error.hint):
        assert "\n" not in sentence
        assert sentence.rstrip().endswith((".", "!", ")")), sentence
        assert "Traceback" not in sentence
    assert error.exit_status in ((status,) if isinstance(status, int) else status), f"{error.exit_status}: {error}"


def edit_json(file: Path, change: Callable[[dict[str, Any]], object] | dict[str, Any]) -> None:
    """Change a JSON file in place: by a function, or by overriding entries."""
    content = json.loads(file.read_text())
    if callable(change):
        change(content)
    else:
        content |= change
    file.write_text(json.dumps(content))


def header_of(file: Path) -> dict[str, Any]:
    """The JSON header of a safetensors file."""
    raw = file.read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    header: dict[str, Any] = json.loads(raw[8 : 8 + length])
    return header


def edit_header(file: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change a safetensors file's header and leave the data as it is."""
    header = header_of(file)
    change(header)
    replace_header(file, json.dumps(header).encode())


def replace_header(file: Path, text: bytes, length: int | None = None) -> None:
    """Put another header before the same data; `length` is a lie about its length."""
    raw = file.read_bytes()
    (old,) = struct.unpack("<Q", raw[:8])
    file.write_bytes(struct.pack("<Q", len(text) if length is None else length) + text + raw[8 + old :])
