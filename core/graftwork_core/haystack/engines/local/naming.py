"""Which part of the loaded model each tensor on disk is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch

from graftwork_core.errors import BadInput
from graftwork_core.haystack.engines.local.loading import Loaded
from graftwork_core.model.oracle import disk_slices
from graftwork_core.model.slices import DiskSlice
from graftwork_core.weights.header import TensorInfo


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of a parameter in memory and the piece of a tensor on disk that it is made of.

    Attributes:
        piece: The part of the parameter, (rows, columns) as on disk; vectors are one row.
        within: Rows of the tensor on disk that belong here; None for all.
    """

    piece: torch.Tensor
    within: tuple[int, int] | None = None

    def put(self, rows: torch.Tensor, first: int) -> None:
        """Store rows of the tensor on disk, the first of which has this number; those that lie elsewhere are left."""
        start, stop = self.within or (0, self.piece.shape[0])
        low, high = max(first, start), min(first + len(rows), stop)
        if low < high:
            self.piece[low - start : high - start].copy_(rows[low - first : high - first])


def places(loaded: Loaded, names: Sequence[str]) -> Mapping[str, tuple[Place, ...]]:
    """Where tensors on disk are in memory.

    Args:
        loaded: The model.
        names: Names on disk.

    Raises:
        BadInput: When one of them is nowhere, or rearranged in a way that cannot be followed.
    """
    tensors = loaded.files.checkpoint.tensors
    parameters: dict[str, torch.Tensor] = dict(loaded.model.named_parameters(remove_duplicate=False))
    found = {
        name: (Place(_rows(parameters[name].data)),) for name in names if _same(parameters.get(name), tensors[name])
    }
    others = {*names} - {*found}
    if others:
        slices = disk_slices(loaded.files.folder, [name for name in parameters if name not in tensors])
        for parameter, pieces in slices.items():
            for piece in pieces:
                if piece.name in others:
                    place = Place(_rows(_part(parameters[parameter].data, piece)), piece.within)
                    found[piece.name] = (*found.get(piece.name, ()), place)
    if lost := sorted(others - {*found}):
        raise BadInput(f"{loaded.files.folder}: tensor {lost[0]!r} is not found in the loaded model.", "Merge instead.")
    return found


def _same(parameter: torch.Tensor | None, tensor: TensorInfo) -> bool:
    return parameter is not None and tuple(parameter.shape) == tensor.shape


def _rows(part: torch.Tensor) -> torch.Tensor:
    return part if part.dim() > 1 else part.view(1, -1)


def _part(parameter: torch.Tensor, piece: DiskSlice) -> torch.Tensor:
    part = parameter if piece.expert is None else parameter[piece.expert]
    if piece.rows is not None:
        part = part[..., piece.rows[0] : piece.rows[1], :]
    if piece.columns is not None:
        part = part[..., piece.columns[0] : piece.columns[1]]
    return part.mT if piece.transposed else part
