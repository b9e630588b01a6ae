"""Placing factors whose weight has another name or form on disk: fused experts, and what transformers renames.

Stacked factors of fused experts: A is (experts · rank, in), expert by expert; B is (out, rank · experts), rank
by rank. PEFT up to 0.18 always took a parameter (experts, d1, d2) as (experts, in, out); since 0.19 A is the
input side of the model's own storage.
"""

from __future__ import annotations

from graftwork_core.adapter.files import AdaptedModule, Adapter
from graftwork_core.adapter.locating import Landing, Locate
from graftwork_core.adapter.targets import TensorFinder
from graftwork_core.adapter.updates import LowRank
from graftwork_core.model.slices import DiskSlice
from graftwork_core.weights.header import TensorInfo


def is_parameter(adapter: Adapter, adapted: AdaptedModule) -> bool:
    """Whether the configuration targets a parameter of this module, rather than a linear layer."""
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


def land_experts(
    adapter: Adapter,
    adapted: AdaptedModule,
    a: TensorInfo,
    b: TensorInfo,
    finder: TensorFinder,
    weight: float,
    locate: Locate | None,
    landing: Landing,
) -> None:
    """Place the stacked factors of a module of fused experts."""
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


def ask_tables(
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
