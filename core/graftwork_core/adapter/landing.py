"""Which tensors on disk an adapter changes, and how: decided from headers alone, before any arithmetic.

Coverage is checked both ways: every tensor of the adapter must land on a tensor of the target, with fitting
shapes; what does not is listed by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from graftwork_core.adapter.experts import ask_tables, is_parameter, land_experts
from graftwork_core.adapter.files import AdaptedModule, Adapter
from graftwork_core.adapter.locating import Landing, Locate
from graftwork_core.adapter.names import Role, kind_of
from graftwork_core.adapter.targets import TensorFinder
from graftwork_core.adapter.updates import Addition, LowRank, Replacement, RowReplacement
from graftwork_core.model.info import Model
from graftwork_core.weights.header import TensorInfo


def land(adapter: Adapter, target: Model, weight: float = 1.0, locate: Locate | None = None) -> Landing:
    """Find the place of everything in the adapter.

    Args:
        adapter: What goes in.
        target: What receives it.
        weight: The user's factor for this adapter.
        locate: transformers' tables; without them fused experts stay undecided.
    """
    landing = Landing(problems=list(adapter.problems), unmatched=[tensor.name for tensor in adapter.unknown])
    finder = TensorFinder(target)
    for adapted in _once_if_tied(adapter, finder):
        _land_module(adapter, adapted, finder, weight, locate, landing)
    for name, source in _whole_once_if_tied(adapter, finder).items():
        _land_whole(name, source, finder, weight, landing)
    _check_targets(adapter, target, landing)
    _untie_if_one_side_changes(adapter, finder, landing)
    for name, source in adapter.deltas.items():
        if (found := finder.find(name)) is None:
            landing.unmatched.append(f"{source.name} ({source.file.name})")
        elif source.shape[1:] != found.shape[1:]:
            landing.problems.append(_shapes_differ(source, found))
        else:
            landing.add(name, found.name, Addition(source, 1.0, weight))
    return landing


def _land_module(
    adapter: Adapter,
    adapted: AdaptedModule,
    finder: TensorFinder,
    weight: float,
    locate: Locate | None,
    landing: Landing,
) -> None:
    parts = adapted.parts
    if Role.TOKEN_ROWS in parts:
        _land_token_rows(adapter, adapted, finder, weight, landing)
    pair = _factors(parts)
    if pair is None:
        return
    a, b, is_embedding = pair
    if len(a.shape) != 2 or len(b.shape) != 2 or not a.numel or not b.numel:
        return  # the adapter's own problems say so already
    found = finder.find(f"{adapted.module}.weight") or _head_of_its_own(adapted.module, finder, landing)
    if found is None:
        if is_parameter(adapter, adapted):
            land_experts(adapter, adapted, a, b, finder, weight, locate, landing)
        else:
            ask_tables(adapter, adapted, a, b, weight, locate, landing, finder)
        return
    scale = adapter.config.scale_of(adapted.module, a.shape[0])
    delta_shape = (b.shape[0], a.shape[1])
    if is_embedding and found.shape != delta_shape[::-1]:
        landing.problems.append(
            f"{adapted.module}: the adapter has {a.shape[1]} tokens of width {b.shape[0]}, "
            f"the target's {found.name} is {list(found.shape)}."
        )
        return
    if len(found.shape) != 2 or found.shape not in (delta_shape, delta_shape[::-1]):
        landing.problems.append(
            f"{adapted.module}: the adapter's difference is {list(delta_shape)}, "
            f"the target's {found.name} is {list(found.shape)}."
        )
        return
    square = delta_shape[0] == delta_shape[1]
    transposed = is_embedding or (finder.stores_input_first if square else found.shape != delta_shape)
    magnitude = parts.get(Role.MAGNITUDE)
    outputs = b.shape[0] if not is_embedding else found.shape[1]
    if magnitude is not None and magnitude.numel != outputs:
        landing.problems.append(
            f"{magnitude.name} has {magnitude.numel} magnitudes, {adapted.module} has {outputs} outputs."
        )
        return
    update = LowRank(a, b, scale, transposed=transposed, diagonal=parts.get(Role.E), magnitude=magnitude, weight=weight)
    landing.add(adapted.module, found.name, update)
    if Role.B_BIAS in parts:
        _land_bias(adapted, finder, parts[Role.B_BIAS], scale, weight, landing)


def _check_targets(adapter: Adapter, target: Model, landing: Landing) -> None:
    """Every linear layer that the configuration targets must have its pair: half an adapter is not one."""
    if not adapter.config.target_modules or landing.problems or landing.undecided:
        return
    kinds = {kind_of(adapted.module) for adapted in adapter.modules}
    untouched = [name.removesuffix(".weight") for name in target.checkpoint.tensors if name not in landing.updates]
    lacking = [
        name
        for name in untouched
        if kind_of(name) in kinds and f"{name}.weight" in target.checkpoint and adapter.config.is_targeted(name)
    ]
    if lacking:
        more = f" ({len(lacking)} modules lack theirs)" if len(lacking) > 1 else ""
        landing.problems.append(
            f"The adapter's configuration targets {lacking[0]}, but it has no factors for it{more}."
        )


def _factors(parts: Mapping[Role, TensorInfo]) -> tuple[TensorInfo, TensorInfo, bool] | None:
    if Role.A in parts and Role.B in parts:
        return parts[Role.A], parts[Role.B], False
    if Role.EMBEDDING_A in parts and Role.EMBEDDING_B in parts:
        return parts[Role.EMBEDDING_A], parts[Role.EMBEDDING_B], True
    return None


def _land_bias(
    adapted: AdaptedModule, finder: TensorFinder, bias: TensorInfo, scale: float, weight: float, landing: Landing
) -> None:
    found = finder.find(f"{adapted.module}.bias")
    if found is None:
        landing.problems.append(f"{bias.name} adds to a bias that {adapted.module} of the target does not have.")
    elif found.shape != bias.shape:
        landing.problems.append(_shapes_differ(bias, found))
    else:
        landing.add(adapted.module, found.name, Addition(bias, scale, weight))


def _land_whole(name: str, source: TensorInfo, finder: TensorFinder, weight: float, landing: Landing) -> None:
    found = finder.find(name) or _head_of_its_own(name.removesuffix(".weight"), finder, landing)
    if found is None:
        landing.unmatched.append(source.name)
    elif source.shape == found.shape or (
        finder.is_vocabulary(found) and source.shape[1:] == found.shape[1:] and weight == 1
    ):
        landing.add(name.rsplit(".", 1)[0], found.name, Replacement(source, weight))
    else:
        landing.problems.append(_shapes_differ(source, found))


def _land_token_rows(
    adapter: Adapter, adapted: AdaptedModule, finder: TensorFinder, weight: float, landing: Landing
) -> None:
    source = adapted.parts[Role.TOKEN_ROWS]
    table = adapter.config.token_indices
    indices = next((rows for key, rows in table.items() if adapted.module.endswith(key)), None)
    found = finder.find(f"{adapted.module}.weight")
    if found is None:
        landing.unmatched.append(source.name)
    elif indices is None or len(indices) != source.shape[0]:
        landing.problems.append(
            f"{source.name} has {source.shape[0]} rows, but trainable_token_indices doesn't name as many."
        )
    elif source.shape[1:] != found.shape[1:] or max(indices, default=0) >= found.shape[0]:
        landing.problems.append(_shapes_differ(source, found))
    else:
        landing.add(adapted.module, found.name, RowReplacement(source, indices, weight))


def _head_of_its_own(module: str, finder: TensorFinder, landing: Landing) -> TensorInfo | None:
    """The tensor that a tied head shall start from, when `module` is such a head."""
    embedding = finder.tied_embedding()
    if embedding is None or kind_of(module) not in ("lm_head", "embed_out", "output"):
        return None
    name = finder.head_name(embedding)
    landing.untied[name] = embedding
    return replace(embedding, name=name)


def _untie_if_one_side_changes(adapter: Adapter, finder: TensorFinder, landing: Landing) -> None:
    """A change to a shared embedding that is not meant for the head too makes the head a tensor of its own."""
    embedding = finder.tied_embedding()
    if embedding is None or _stays_tied(adapter, finder):
        return
    if any(isinstance(update, LowRank | Replacement) for update in landing.updates.get(embedding.name, ())):
        landing.untied.setdefault(finder.head_name(embedding), embedding)


def _stays_tied(adapter: Adapter, finder: TensorFinder) -> bool:
    return adapter.raw_config.get("ensure_weight_tying") is True and finder.tied_embedding() is not None


def _whole_once_if_tied(adapter: Adapter, finder: TensorFinder) -> Mapping[str, TensorInfo]:
    """Leave out the head's copy of a replaced embedding when both stay one tensor."""
    replaced = {kind_of(name.rpartition(".")[0]) for name in adapter.whole}
    if not _stays_tied(adapter, finder) or not replaced - {"lm_head"}:
        return adapter.whole
    return {name: source for name, source in adapter.whole.items() if kind_of(name.rpartition(".")[0]) != "lm_head"}


def _once_if_tied(adapter: Adapter, finder: TensorFinder) -> tuple[AdaptedModule, ...]:
    """Leave out the head's copy of an embedding's factors when both stay one tensor."""
    if not _stays_tied(adapter, finder):
        return adapter.modules
    if not any(Role.EMBEDDING_A in adapted.parts for adapted in adapter.modules):
        return adapter.modules
    return tuple(adapted for adapted in adapter.modules if kind_of(adapted.module) != "lm_head")


def _shapes_differ(source: TensorInfo, found: TensorInfo) -> str:
    return f"{source.name} is {list(source.shape)}, the target's {found.name} is {list(found.shape)}."
