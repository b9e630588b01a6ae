"""An adapter as a grid: kinds of modules down, layers across, and what one cell says."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from graftwork_core.adapter.preview import AdapterPreview, ModulePreview


@dataclass(frozen=True, slots=True)
class Cell:
    """What an adapter does at one kind of module in one layer.

    Attributes:
        modules: The modules there; several where a layer has many of a kind (experts).
        norm: Frobenius norm of what is added there, all modules together; None as long as nobody reckoned it.
    """

    modules: tuple[ModulePreview, ...]
    norm: float | None = None

    @property
    def rank(self) -> int:
        """The largest rank there."""
        return max(module.rank for module in self.modules)

    @property
    def energy(self) -> float | None:
        """The mean captured share of the difference, 0 to 1; None when the adapter doesn't say."""
        known = [module.energy for module in self.modules if module.energy is not None]
        return sum(known) / len(known) if known else None

    @property
    def matched(self) -> bool:
        """Whether nothing there is known to miss the target."""
        return all(module.matched is not False for module in self.modules)

    def value(self, of: str) -> float | None:
        """The figure of that name: "rank", "energy" or "norm"."""
        return {"energy": self.energy, "norm": self.norm}.get(of, float(self.rank))


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells by (kind, layer).

    Attributes:
        kinds: Rows, in the order in which the model has them.
        layers: Columns; None stands for what lies outside the layers (embeddings, head).
        cells: Where the adapter does something.
    """

    kinds: tuple[str, ...] = ()
    layers: tuple[int | None, ...] = ()
    cells: Mapping[tuple[str, int | None], Cell] | None = None

    def at(self, row: int, column: int) -> Cell | None:
        """The cell there, or None where the adapter does nothing."""
        return (self.cells or {}).get((self.kinds[row], self.layers[column]))

    def values(self, of: str) -> tuple[float, ...]:
        """All known figures of that name."""
        found = (cell.value(of) for cell in (self.cells or {}).values())
        return tuple(value for value in found if value is not None)


_USUAL_ORDER: Final = (
    "q_proj k_proj v_proj qkv_proj query_key_value c_attn o_proj out_proj dense "
    "gate_proj up_proj gate_up_proj c_fc down_proj c_proj w1 w3 w2"
).split()


def usual_place(kind: str) -> int:
    """Attention before feed-forward, as models compute them; files have them by the alphabet."""
    return _USUAL_ORDER.index(kind) if kind in _USUAL_ORDER else len(_USUAL_ORDER)


def grid(preview: AdapterPreview | None, norms: Mapping[str, float] | None = None) -> Grid:
    """Arrange an adapter's modules; every layer between the first and the last has a column.

    Args:
        preview: What the adapter holds.
        norms: Module path → Frobenius norm of what is added to it, as far as it is known.
    """
    if preview is None or not preview.modules:
        return Grid()
    found: dict[tuple[str, int | None], list[ModulePreview]] = {}
    for module in preview.modules:
        found.setdefault((module.kind, module.layer), []).append(module)
    kinds = tuple(sorted(dict.fromkeys(kind for kind, _ in found), key=usual_place))
    numbered = sorted({*preview.layers, *(layer for _, layer in found if layer is not None)})
    layers: tuple[int | None, ...] = tuple(range(numbered[0], numbered[-1] + 1)) if numbered else ()
    if any(layer is None for _, layer in found):
        layers = (*layers, None)
    return Grid(kinds, layers, {place: _cell(modules, norms or {}) for place, modules in found.items()})


def _cell(modules: Sequence[ModulePreview], norms: Mapping[str, float]) -> Cell:
    known = [norms[module.path] for module in modules if module.path in norms]
    return Cell(tuple(modules), math.hypot(*known) if known else None)
