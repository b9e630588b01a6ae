"""A written folder opened again and held against the plan."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from graftwork_core.errors import GraftworkError
from graftwork_core.weights.checkpoint import Checkpoint, open_checkpoint
from graftwork_core.weights.layout import OutputTensor


def verify_folder(folder: Path, planned: Mapping[str, OutputTensor]) -> Checkpoint:
    """Reopen what was written: every planned tensor is there with its dtype and shape, and nothing else.

    Raises:
        GraftworkError: When anything differs; BadInput when the folder can't even be opened.
    """
    written = open_checkpoint(folder)
    for name, tensor in planned.items():
        if name not in written:
            raise failed(folder, f"tensor {name!r} is missing")
        found = written[name]
        if (found.dtype, found.shape) != (tensor.dtype, tensor.shape):
            raise failed(
                folder,
                f"tensor {name!r} is {found.dtype} {list(found.shape)} instead of {tensor.dtype} {list(tensor.shape)}",
            )
    for name in written.tensors:
        if name not in planned:
            raise failed(folder, f"tensor {name!r} was not planned")
    return written


def verify_shapes(folder: Path, expected: Mapping[str, tuple[int, ...]], written: Checkpoint) -> tuple[str, ...]:
    """Hold a checkpoint against the names and shapes that transformers would save for its config.

    Returns:
        Tensors that no class of transformers loads (such as extra prediction layers): legal, and said.

    Raises:
        GraftworkError: When a tensor that transformers needs is missing or has another shape.
    """
    for name, shape in expected.items():
        if name not in written:
            raise failed(folder, f"transformers needs tensor {name!r}, which is missing")
        if written[name].shape != shape:
            raise failed(folder, f"transformers needs {name!r} as {list(shape)}, it is {list(written[name].shape)}")
    return tuple(name for name in written.tensors if name not in expected)


def failed(folder: Path, what: str) -> GraftworkError:
    """The error for an output that is not what was planned."""
    return GraftworkError(f"{folder} failed its verification: {what}.", "Keep the folder and report this as a bug.")
