"""A comparison's tensors as a CSV table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from graftwork_core.extract.diff_file import TensorDiff

NAMES: Final = (
    "tensor", "module", "layer", "kind", "shape", "part", "relative", "energy", "weight", "noise", "rank", "captured",
)  # fmt: skip


def write_csv(tensors: Sequence[TensorDiff], file: Path) -> Path:
    """Write a line for each tensor.

    Raises:
        BadInput: When the file cannot be written.
    """
    from graftwork_core.errors import BadInput
    from graftwork_core.haystack.export.tables import table

    rows = (
        (
            one.name, one.module, one.layer, one.kind, "x".join(map(str, one.shape)), one.part,
            one.relative, one.energy, one.weight, one.noise, one.rank, one.captured,
        )
        for one in tensors
    )  # fmt: skip
    try:
        file.write_text(table(NAMES, rows), encoding="utf-8", newline="")
    except OSError as error:
        raise BadInput(f"{file} cannot be written: {error.strerror or error}.", "Choose another place.") from error
    return file
