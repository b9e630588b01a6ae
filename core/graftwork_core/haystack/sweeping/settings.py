"""Which settings a sweep tries: adapter weights × ranks × groups of modules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from graftwork_core.adapter.files import Adapter
from graftwork_core.adapter.patterns import searches
from graftwork_core.errors import BadInput
from graftwork_core.haystack.plans.options import SweepOptions
from graftwork_core.haystack.results.compromise import Setting

GROUPS: Final = {
    "all": "",
    "attention": r"(?:^|\.)(?:self_attn|self_attention|attention|attn)\.",
    "mlp": r"(?:^|\.)(?:mlp|feed_forward|ffn|block_sparse_moe|moe|experts)\.",
}
"""Group of modules → expression that is searched for in their names."""
_FEWEST: Final = 4


def pattern_of(modules: str) -> str | None:
    """The expression for a group or a user's own; None for all."""
    return GROUPS.get(modules, modules) or None


def settings_of(options: SweepOptions, adapter: Adapter, rank: int, *, can_cut: bool) -> tuple[Setting, ...]:
    """All settings, group by group, low ranks and weights first.

    Args:
        options: Of the sweep.
        adapter: What goes in.
        rank: Its own: the largest of any module.
        can_cut: Whether it may be cut to a lower one.

    Raises:
        BadInput: When a group has no module, or a lower rank is asked for of an adapter that cannot be cut.
    """
    for modules in options.modules:
        pattern = pattern_of(modules)
        if pattern is not None and not any(searches(pattern, f"{one.module}.") for one in adapter.modules):
            raise BadInput(f"No module of {adapter.folder} belongs to {modules!r}.", "Name another group, or all.")
    ranks = _ranks(options.ranks, rank, can_cut=can_cut)
    if not can_cut and min(ranks) < rank:
        raise BadInput(
            f"{adapter.folder} can't be cut to rank {min(ranks)}: its components are not those of a singular value "
            "decomposition.",
            "Extract it again with Graftwork, or leave --ranks out.",
        )
    return tuple(
        Setting(weight, one, modules)
        for modules in options.modules
        for one in ranks
        for weight in sorted(options.weights)
    )


def _ranks(asked: Iterable[int] | None, own: int, *, can_cut: bool) -> list[int]:
    """What was asked for, nothing above the adapter's own; or its own and powers of two below it."""
    if asked is not None:
        return sorted({min(rank, own) for rank in asked})
    if not can_cut:
        return [own]
    powers = [2**power for power in range(own.bit_length()) if _FEWEST <= 2**power < own]
    return [*powers, own]
