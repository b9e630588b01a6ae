"""What a check asks beside its scan, as far as it can be known before. No torch: the window forecasts with it."""

from __future__ import annotations

from typing import Final

from graftwork_core.haystack.plans.presets import Procedure

SMOKE_LENGTH: Final = 1024
ALONE_DEPTHS: Final = (0.1, 0.5, 0.9)
ALONE_REPEATS: Final = 4


def besides(procedure: Procedure) -> tuple[tuple[int, int], ...]:
    """About what is asked beside the scan: lengths, and how many prompts of them.

    Facts that stand alone are asked where the model begins to fail, which nobody knows before: the shortest length is
    taken for a check that stops there, the longest for one that confirms.
    """
    lengths = procedure.plan.lengths
    smoke = ((min(SMOKE_LENGTH, lengths[-1]), 1),) if procedure.smoke else ()
    if procedure.plan.mode != "scan":
        return smoke
    alone = len(ALONE_DEPTHS) * ALONE_REPEATS
    if not procedure.confirms:
        return (*smoke, (lengths[0], alone))
    return (*smoke, (lengths[-1], alone + procedure.seeds - 1 + len(procedure.harder)))
