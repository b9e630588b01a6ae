"""A comparison before and while it runs: its recipe, its tensors as planned, as measured, as told live. No torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from graftwork_core.adapter.names import kind_of, layer_of
from graftwork_core.extract.diff_file import TensorDiff
from graftwork_core.extract.plan import ExtractPlan, PairTask
from graftwork_core.reporting import Figure

_LIVE: Final = ("relative", "energy", "weight", "noise", "rank", "captured")


def recipe_of(plan: ExtractPlan) -> dict[str, Any]:
    """What decides a comparison's figures; it stands in its record."""
    return {**plan.recipe, "kind": "diff"}


def unmeasured(task: PairTask) -> TensorDiff:
    """A planned tensor, its figures 0."""
    shape = (min(task.base.shape[0], task.donor.shape[0]), *task.base.shape[1:]) if task.base.shape else ()
    return TensorDiff(
        name=task.name,
        module=task.module,
        layer=layer_of(task.module),
        kind=_kind(task.module),
        shape=shape,
        part=task.part.value,
        relative=0.0,
        energy=0.0,
        weight=0.0,
        noise=0.0,
        rank=None,
        captured=None,
    )


def measured(one: TensorDiff, figures: Mapping[str, Any]) -> TensorDiff:
    """The tensor with what an extraction's journal says of it."""
    energy, weight, rank = figures["energy"], figures["weight_energy"], figures.get("rank")
    return replace(
        one,
        relative=_short((energy / weight) ** 0.5) if weight else float(energy > 0),
        energy=_short(energy),
        weight=_short(weight),
        noise=min(1.0, round(figures["noise"] / energy, 6)) if energy else 0.0,
        rank=(rank if energy else 0) if rank is not None else None,
        captured=min(1.0, round(figures["captured"] / energy, 6)) if rank is not None and energy else None,
    )


def live_figures(one: TensorDiff) -> dict[str, Figure]:
    """What a running comparison tells of a tensor, under its name."""
    return {name: getattr(one, name) for name in _LIVE}


def from_live(one: TensorDiff, figures: Mapping[str, Any]) -> TensorDiff | None:
    """The planned tensor with what a running comparison told of it; None when that is no such news."""
    if "relative" not in figures or "weight" not in figures:
        return None
    known = {name: figures[name] for name in _LIVE if isinstance(figures.get(name), int | float)}
    return replace(one, **known)


def _kind(module: str) -> str:
    stem = module.removesuffix(".bias")
    return kind_of(stem) if stem == module else f"{kind_of(stem)}.bias"


def _short(value: float) -> float:
    return float(f"{value:.6g}")
