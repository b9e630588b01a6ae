"""What an adapter holds, read from headers in a moment: rank, scale and coverage, module by module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from graftwork_core.adapter.config import LoraConfig
from graftwork_core.adapter.files import AdaptedModule, Adapter
from graftwork_core.adapter.landing import land
from graftwork_core.adapter.locating import Landing
from graftwork_core.adapter.names import Role, kind_of, layer_of
from graftwork_core.model.context import ContextSettings
from graftwork_core.model.info import Model
from graftwork_core.weights.dtypes import spoken


@dataclass(frozen=True, slots=True)
class ModulePreview:
    """One adapted module.

    Attributes:
        path: Its path in the model.
        layer: Number of its layer; None outside the layers.
        kind: Its own name, such as "q_proj".
        rank: Rank of its factors, from their shapes.
        alpha: What the configuration says.
        scale: The factor before B·A that follows from both; 0 when the factors are empty.
        shape: (out, in) of the difference.
        method: "lora", "dora", "embedding", "experts", "adalora" or "tokens".
        energy: Share of the difference's energy that was captured, when Graftwork extracted it.
        matched: Whether it lands on the target; None without a target or before transformers was asked.
    """

    path: str
    layer: int | None
    kind: str
    rank: int
    alpha: float
    scale: float
    shape: tuple[int, int]
    method: str
    energy: float | None
    matched: bool | None


@dataclass(frozen=True, slots=True)
class AdapterPreview:
    """An adapter at a glance.

    Attributes:
        name: Its folder's name.
        rank: The largest rank.
        alpha: The configured alpha.
        dtype: How most factors are stored, as people say it.
        nbytes: Bytes of all tensors.
        parameters: Elements of all tensors.
        modules: Every adapted module.
        layers: Numbers of the adapted layers, in order.
        module_kinds: Names of the adapted modules, in the order of the model.
        replaced: Tensors that are replaced as a whole, not added to.
        added: Tensors to which a full difference is added (norms, biases).
        unmatched: Tensors of the adapter that land nowhere in the target.
        problems: What forbids to merge it, one sentence each.
        notes: What else to know, one sentence each.
        context: The donor's context settings, when it carries some.
        base: What it was made for, as its author wrote it.
    """

    name: str
    rank: int
    alpha: float
    dtype: str
    nbytes: int
    parameters: int
    modules: tuple[ModulePreview, ...]
    layers: tuple[int, ...]
    module_kinds: tuple[str, ...]
    replaced: tuple[str, ...]
    added: tuple[str, ...]
    unmatched: tuple[str, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    context: ContextSettings | None
    base: str

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        content = asdict(self)
        content["context"] = self.context and self.context.to_json()
        return content


def preview(adapter: Adapter, target: Model | None = None) -> AdapterPreview:
    """Describe an adapter, and where it lands when there is a target."""
    landing = land(adapter, target) if target is not None else None
    energies = _energies(adapter.record)
    modules = tuple(
        _module(adapter.config, adapted, energies, landing)
        for adapted in adapter.modules
        if _factor_shapes(adapted) is not None
    )
    return AdapterPreview(
        name=adapter.folder.name,
        rank=max((module.rank for module in modules), default=0),
        alpha=adapter.config.alpha,
        dtype=_main_dtype(adapter),
        nbytes=adapter.nbytes,
        parameters=adapter.parameters,
        modules=modules,
        layers=tuple(sorted({module.layer for module in modules if module.layer is not None})),
        module_kinds=tuple(dict.fromkeys(module.kind for module in modules)),
        replaced=tuple(sorted(adapter.whole)),
        added=tuple(sorted(adapter.deltas)),
        unmatched=tuple(landing.unmatched) if landing else tuple(tensor.name for tensor in adapter.unknown),
        problems=tuple(landing.problems) if landing else adapter.problems,
        notes=adapter.config.notes,
        context=adapter.context,
        base=adapter.config.base,
    )


def _module(
    config: LoraConfig, adapted: AdaptedModule, energies: Mapping[str, float], landing: Landing | None
) -> ModulePreview:
    shapes = _factor_shapes(adapted)
    assert shapes is not None
    (rank, inputs), (outputs, _) = shapes
    method = _method(config, adapted)
    if method == "experts":
        rank = min(rank, config.rank_of(adapted.module))
    matched = None
    if landing is not None and not any(_same(adapted.module, open_) for open_ in landing.undecided):
        matched = any(_same(adapted.module, module) for module in landing.landed)
    return ModulePreview(
        path=adapted.module,
        layer=layer_of(adapted.module),
        kind=kind_of(adapted.module),
        rank=rank,
        alpha=config.alpha_of(adapted.module),
        scale=config.scale_of(adapted.module, rank) if rank else 0.0,
        shape=(outputs, inputs),
        method=method,
        energy=energies.get(adapted.module),
        matched=matched,
    )


def _same(module: str, landed: str) -> bool:
    return landed == module or landed.startswith(f"{module}.")


def _factor_shapes(adapted: AdaptedModule) -> tuple[tuple[int, int], tuple[int, int]] | None:
    for a, b in ((Role.A, Role.B), (Role.EMBEDDING_A, Role.EMBEDDING_B)):
        if a in adapted.parts and b in adapted.parts:
            one, other = adapted.parts[a].shape, adapted.parts[b].shape
            if len(one) == len(other) == 2:
                return (one[0], one[1]), (other[0], other[1])
    return None


def _method(config: LoraConfig, adapted: AdaptedModule) -> str:
    if Role.EMBEDDING_A in adapted.parts:
        return "embedding"
    if Role.MAGNITUDE in adapted.parts:
        return "dora"
    if Role.E in adapted.parts:
        return "adalora"
    if any(f".{adapted.module}.{entry.rpartition('.')[2]}".endswith(f".{entry}") for entry in config.target_parameters):
        return "experts"
    return "lora"


def _energies(record: Mapping[str, Any]) -> dict[str, float]:
    """Captured energy by module, from our own record; anything malformed in it is left out."""
    modules = record.get("modules")
    if not isinstance(modules, dict):
        return {}
    return {
        name: float(figures["captured"])
        for name, figures in modules.items()
        if isinstance(figures, dict) and _is_share(figures.get("captured"))
    }


def _is_share(value: Any) -> bool:
    return type(value) in (int, float) and 0 <= value <= 1


def _main_dtype(adapter: Adapter) -> str:
    elements: dict[str, int] = {}
    for tensor in adapter.headers[0].tensors:
        elements[tensor.dtype] = elements.get(tensor.dtype, 0) + tensor.numel
    return spoken(max(elements, key=lambda dtype: elements[dtype]))
