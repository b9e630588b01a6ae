"""Which tensors on disk an adapter changes, and how: decided from headers alone, before any arithmetic.

Coverage is checked both ways: every tensor of the adapter must land on a tensor of the target, with fitting
shapes; what does not is listed by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from graftwork_core.adapter.files import AdaptedModule, Adapter
from graftwork_core.adapter.names import Role, kind_of
from graftwork_core.adapter.targets import TensorFinder
from graftwork_core.model.info import Model
from graftwork_core.model.slices import DiskSlice
from graftwork_core.weights.header import TensorInfo


@dataclass(frozen=True, slots=True)
class LowRank:
    """W += scale · B·A, or a part of it.

    Attributes:
        a: The factor of shape (rank, in); stacked experts: (experts · rank, in), expert by expert.
        b: The factor of shape (out, rank); stacked experts: (out, rank · experts), rank by rank.
        scale: The adapter's own factor before the product (alpha/rank and the like).
        experts: How many experts are stacked in the factors; 1 is none.
        expert: Which of them this is.
        swapped: The parameter is stored input first, so the product is transposed before `rows` are taken.
        rows: The part of the parameter's rows that this tensor holds; None is all.
        columns: The part of its columns, likewise.
        within: Rows of the tensor on disk that the parameter takes; None is all.
        transposed: The tensor on disk is the transposed of that part (Conv1D, embeddings).
        block: Index into the first dimension of a three-dimensional tensor on disk.
        diagonal: AdaLoRA's singular values between the factors.
        magnitude: DoRA's magnitude of every output.
        weight: The user's weight for this adapter.
    """

    a: TensorInfo
    b: TensorInfo
    scale: float
    experts: int = 1
    expert: int = 0
    swapped: bool = False
    rows: tuple[int, int] | None = None
    columns: tuple[int, int] | None = None
    within: tuple[int, int] | None = None
    transposed: bool = False
    block: int | None = None
    diagonal: TensorInfo | None = None
    magnitude: TensorInfo | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Addition:
    """W += weight · scale · source (the rows that both have)."""

    source: TensorInfo
    scale: float
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Replacement:
    """W = W + weight · (source - W): the source itself at weight 1."""

    source: TensorInfo
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class RowReplacement:
    """Some rows of W become the source's rows (new or retrained tokens)."""

    source: TensorInfo
    indices: tuple[int, ...]
    weight: float = 1.0


Update = LowRank | Addition | Replacement | RowReplacement


class Locate(Protocol):
    """Asks transformers' conversion tables where parameters lie on disk."""

    def __call__(self, parameters: Sequence[str]) -> Mapping[str, tuple[DiskSlice, ...]]:
        """Slices of every parameter that is known, in transformers' names in memory."""

    def stores_input_first(self, module: str) -> bool:
        """Whether a module of fused experts keeps its parameters as (experts, in, out)."""

    def parameters_of(self, module: str) -> tuple[str, ...]:
        """A module's own parameters, in the order in which the model defines them."""


@dataclass
class Landing:
    """Where an adapter lands in a target.

    Attributes:
        updates: Tensor on disk → what happens to it.
        untied: A head that the target shares with its embedding and that must become a tensor of its own:
            its new name → the tensor it starts from.
        unmatched: Names of the adapter's tensors that land nowhere.
        undecided: Modules that only transformers' tables can place (when no `Locate` was given).
        problems: Shapes that don't fit and the like, one sentence each.
        landed: Module → names of the tensors on disk that it changes.
    """

    updates: dict[str, list[Update]] = field(default_factory=dict)
    untied: dict[str, TensorInfo] = field(default_factory=dict)
    unmatched: list[str] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    landed: dict[str, list[str]] = field(default_factory=dict)

    def add(self, module: str, name: str, update: Update) -> None:
        """Note that `module` of the adapter changes tensor `name`."""
        self.updates.setdefault(name, []).append(update)
        self.landed.setdefault(module, []).append(name)


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
        if _is_parameter(adapter, adapted):
            _land_experts(adapter, adapted, a, b, finder, weight, locate, landing)
        else:
            _ask_tables(adapter, adapted, a, b, weight, locate, landing, finder)
        return
    scale = adapter.config.scale_of(adapted.module, a.shape[0])
    delta_shape = (b.shape[0], a.shape[1])
    if len(found.shape) != 2 or found.shape not in (delta_shape, delta_shape[::-1]):
        landing.problems.append(
            f"{adapted.module}: the adapter's difference is {list(delta_shape)}, "
            f"the target's {found.name} is {list(found.shape)}."
        )
        return
    if is_embedding and found.shape != delta_shape[::-1]:
        landing.problems.append(
            f"{adapted.module}: the adapter has {a.shape[1]} tokens of width {b.shape[0]}, "
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


# --- fused experts and renamed parameters -----------------------------------------------------------------------------


def _is_parameter(adapter: Adapter, adapted: AdaptedModule) -> bool:
    return any(_targets(entry, adapted.module, _leaf(entry)) for entry in adapter.config.target_parameters)


def _targets(entry: str, module: str, leaf: str) -> bool:
    return f".{module}.{leaf}".endswith(f".{entry}")


def _leaf(entry: str) -> str:
    return entry.rpartition(".")[2]


def _parameter_of(adapter: Adapter, adapted: AdaptedModule, locate: Locate | None) -> str | None:
    """The parameter that the factors of a module of fused experts belong to; None when only tables can tell.

    PEFT wraps a module once a targeted parameter, in the order in which the model defines them; the first
    lies innermost.
    """
    entries = [entry for entry in adapter.config.target_parameters if _targets(entry, adapted.module, _leaf(entry))]
    leaves = list(dict.fromkeys(_leaf(entry) for entry in entries))
    if len(leaves) > 1:
        if locate is None:
            return None
        leaves = [leaf for leaf in locate.parameters_of(adapted.module) if leaf in leaves]
    place = len(leaves) - 1 - adapted.nesting
    return f"{adapted.module}.{leaves[place]}" if 0 <= place < len(leaves) else None


def _land_experts(
    adapter: Adapter,
    adapted: AdaptedModule,
    a: TensorInfo,
    b: TensorInfo,
    finder: TensorFinder,
    weight: float,
    locate: Locate | None,
    landing: Landing,
) -> None:
    module = adapted.module
    parameter = _parameter_of(adapter, adapted, locate)
    if parameter is None:
        if locate is None:
            landing.undecided.append(module)
        else:
            landing.unmatched.extend((a.name, b.name))
        return
    rank = adapter.config.rank_of(parameter)
    experts = a.shape[0] // rank
    if a.shape[0] != experts * rank or b.shape[1] != experts * rank:
        landing.problems.append(
            f"{parameter}: factors of {a.shape[0]} and {b.shape[1]} ranks are no multiple of the rank {rank}."
        )
        return
    found = finder.find(parameter)
    slices: tuple[DiskSlice, ...]
    if found is not None and len(found.shape) == 3:
        slices = tuple(DiskSlice(found.name, found.shape, index) for index in range(experts))
    elif found is not None:
        slices = (DiskSlice(found.name, found.shape),)
    elif locate is None:
        landing.undecided.append(parameter)
        return
    else:
        slices = tuple(locate([parameter]).get(parameter, ()))
    if not slices or any(finder.find(part.name) is None for part in slices):
        landing.unmatched.extend((a.name, b.name))
        return
    swapped = _is_swapped(adapter, parameter, a, b, slices, finder, locate)
    if swapped is None:
        landing.problems.append(
            f"{parameter}: the adapter's difference is {b.shape[0]} x {a.shape[1]}, "
            "which fits the target's experts in no order."
        )
        return
    scale = adapter.config.scale_of(parameter, rank)
    for part in slices:
        tensor = finder[part.name]
        landing.add(
            parameter,
            part.name,
            LowRank(
                a,
                b,
                scale,
                experts=experts,
                expert=part.expert or 0,
                swapped=swapped,
                rows=part.rows,
                columns=part.columns,
                within=part.within,
                transposed=part.transposed,
                block=part.expert if len(tensor.shape) == 3 else None,
                weight=weight,
            ),
        )


def _is_swapped(
    adapter: Adapter,
    parameter: str,
    a: TensorInfo,
    b: TensorInfo,
    slices: tuple[DiskSlice, ...],
    finder: TensorFinder,
    locate: Locate | None,
) -> bool | None:
    """Whether the parameter's rows are the adapter's inputs; None when the shapes fit in neither way.

    PEFT up to 0.18 always took a parameter (E, d1, d2) as (E, in, out); since 0.19 A is the input side.
    """
    part = slices[0]
    shape = finder[part.name].shape[-2:]
    height, width = shape[::-1] if part.transposed else shape
    if part.rows is not None:
        height = max(piece.rows[1] for piece in slices if piece.rows is not None)
    if part.columns is not None:
        width = max(piece.columns[1] for piece in slices if piece.columns is not None)
    as_stored = (b.shape[0], a.shape[1]) == (height, width)
    turned = (a.shape[1], b.shape[0]) == (height, width)
    if as_stored and turned:
        if adapter.config.peft_version < (0, 19):
            return True
        return locate is not None and locate.stores_input_first(parameter.rpartition(".")[0])
    return turned if as_stored or turned else None


def _ask_tables(
    adapter: Adapter,
    adapted: AdaptedModule,
    a: TensorInfo,
    b: TensorInfo,
    weight: float,
    locate: Locate | None,
    landing: Landing,
    finder: TensorFinder,
) -> None:
    """Place a module whose name on disk only transformers' tables know."""
    parameter = f"{adapted.module}.weight"
    names = [tensor.name for tensor in adapted.parts.values()]
    if locate is None:
        if finder.may_be_converted(adapted.module):
            landing.undecided.append(adapted.module)
        else:
            landing.unmatched.extend(names)
        return
    slices = locate([parameter]).get(parameter, ())
    if len(adapted.parts) != 2 or not slices or any(finder.find(part.name) is None for part in slices):
        landing.unmatched.extend(names)
        return
    scale = adapter.config.scale_of(adapted.module, a.shape[0])
    for part in slices:
        landing.add(
            adapted.module,
            part.name,
            LowRank(
                a,
                b,
                scale,
                rows=part.rows,
                columns=part.columns,
                within=part.within,
                transposed=part.transposed,
                weight=weight,
            ),
        )


def _shapes_differ(source: TensorInfo, found: TensorInfo) -> str:
    return f"{source.name} is {list(source.shape)}, the target's {found.name} is {list(found.shape)}."
