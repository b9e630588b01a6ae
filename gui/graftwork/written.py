"""What a merge did to each kind of module in each layer, from the record that lies beside the model."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from graftwork.coverage import usual_place

if TYPE_CHECKING:
    from graftwork_core.model.info import Model

Place = tuple[str, int | None]
_MOST_LAYERS: Final = 2000


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to some tensors.

    Attributes:
        tensors: How many they are.
        norm: Frobenius norm of the intended change, all of them together.
        survival: Share of the change that is left after rounding, weighted by energy; None when there was no change.
        energy: Share of the whole merge's energy, 0 to 1.
    """

    tensors: int
    norm: float
    survival: float | None
    energy: float


@dataclass(frozen=True, slots=True)
class Written:
    """All changes of a merge.

    Attributes:
        kinds: Rows, in the order in which the model has them.
        layers: Columns; None stands for what lies outside the layers.
        changes: What was done, by (kind, layer).
        by_layer: The same for each layer as a whole.
        whole: The same for the model.
    """

    kinds: tuple[str, ...]
    layers: tuple[int | None, ...]
    changes: Mapping[Place, Change]
    by_layer: Mapping[int | None, Change]
    whole: Change


@dataclass(frozen=True, slots=True)
class _Tensor:
    kind: str
    layer: int | None
    energy: float
    survival: float


def read_written(model: Model) -> Written | None:
    """Read the record of a merged model that was opened; None when it has none, or an odd one. Takes a moment."""
    from graftwork_core.adapter.names import kind_of, layer_of
    from graftwork_core.errors import GraftworkError
    from graftwork_core.provenance import RECORD_NAME
    from graftwork_core.weights.checkpoint import read_json

    try:
        figures = read_json(Path(model.folder) / RECORD_NAME).get("tensors")
    except GraftworkError:
        return None
    if not isinstance(figures, Mapping):
        return None
    tensors: list[_Tensor] = []
    for info in model.checkpoint:
        own = figures.get(info.name)
        change, survival = (_number(own, name) for name in ("change", "survival"))
        if change is None or survival is None:
            continue
        module = info.name.removesuffix(".weight").removesuffix(".bias")
        tensors.append(_Tensor(kind_of(module), layer_of(module), change**2 * info.numel, survival))
    return _arranged(tensors) if tensors else None


def _arranged(tensors: list[_Tensor]) -> Written:
    groups: dict[Place, list[_Tensor]] = {}
    layers: dict[int | None, list[_Tensor]] = {}
    for tensor in tensors:
        groups.setdefault((tensor.kind, tensor.layer), []).append(tensor)
        layers.setdefault(tensor.layer, []).append(tensor)
    whole = sum(tensor.energy for tensor in tensors)
    numbered = sorted(layer for layer in layers if layer is not None)
    columns: tuple[int | None, ...] = tuple(numbered)
    if numbered and numbered[-1] - numbered[0] < _MOST_LAYERS:
        columns = tuple(range(numbered[0], numbered[-1] + 1))
    return Written(
        kinds=tuple(sorted(dict.fromkeys(tensor.kind for tensor in tensors), key=usual_place)),
        layers=(*columns, None) if None in layers else columns,
        changes={place: _change(some, whole) for place, some in groups.items()},
        by_layer={layer: _change(some, whole) for layer, some in layers.items()},
        whole=_change(tensors, whole),
    )


def _change(tensors: list[_Tensor], whole: float) -> Change:
    energy = sum(tensor.energy for tensor in tensors)
    arrived = sum(tensor.energy * tensor.survival for tensor in tensors)
    return Change(
        len(tensors), math.sqrt(energy), arrived / energy if energy else None, energy / whole if whole else 0.0
    )


def _number(figures: Any, name: str) -> float | None:
    value: Any = figures.get(name) if isinstance(figures, Mapping) else None
    return float(value) if type(value) in (int, float) and math.isfinite(value) else None
