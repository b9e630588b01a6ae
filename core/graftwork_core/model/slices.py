"""Where a parameter of a model in transformers' memory lies on disk."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DiskSlice:
    """Where a parameter, or a part of it, lies on disk.

    The tensor on disk is `parameter[expert][rows, columns]` (without `[expert]` when `expert` is None),
    transposed when `transposed` says so. When `within` is given it is the other way round: the
    whole parameter is rows `within` of a larger tensor on disk.

    Attributes:
        name: The tensor on disk.
        shape: Its shape there.
        expert: Index into the first dimension of a stacked parameter.
        rows: Range of the parameter's second-to-last dimension; None for all.
        columns: Range of its last dimension; None for all.
        transposed: Whether the last two dimensions change places on disk.
        within: Range of the disk tensor's first dimension that holds the parameter; None for all.
    """

    name: str
    shape: tuple[int, ...]
    expert: int | None = None
    rows: tuple[int, int] | None = None
    columns: tuple[int, int] | None = None
    transposed: bool = False
    within: tuple[int, int] | None = None
