"""What the presets mean: from an options' few words to everything that a check does. No torch.

*quick* scans one growing document. *standard* adds the confirmation and the model's own words. *gradient* is the
grid and the grading of the published one-million-token plot. *classic* hides one needle in each text and reads what
the model writes.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from graftwork_core.haystack.plans.options import HaystackOptions, Preset
from graftwork_core.haystack.plans.plan import LONGEST, Grading, HaystackPlan, length_grid
from graftwork_core.haystack.plans.trial import Tier

HARDER: Final[tuple[Tier, ...]] = ("T3", "T4", "T5", "T6")
SHORTEST_SCAN: Final = 1024
_SHORTEST_OF_SMALL: Final = 128
_SMALL_WINDOW: Final = 2048
_GRADIENT_LENGTHS: Final = 21
_GRADIENT_SHORTEST: Final = 100
_GRADIENT_DIGITS: Final = 8
_CONTROLS: Final = 1
_OWN_TEXTS: Final = 4096
"""Up to so many tokens isolated needles have a text each: then one text that is hard spoils one trial, not all."""
_NEAR: Final = 0.01


@dataclass(frozen=True, slots=True)
class Procedure:
    """Everything that a check does.

    Attributes:
        preset: Where it comes from.
        plan: What the scan asks.
        by_content: Whether a written answer only has to contain what was expected, as in the classic test.
        smoke: Whether a few short questions come first.
        stops: Whether two clearly failed lengths end the scan.
        confirms: Whether what was found is confirmed.
        seeds: Different haystacks in the confirmation, the scan's own counted.
        harder: Tiers that are asked in the confirmation, too.
    """

    preset: Preset
    plan: HaystackPlan
    by_content: bool
    smoke: bool
    stops: bool
    confirms: bool
    seeds: int
    harder: tuple[Tier, ...]


@dataclass(frozen=True, slots=True)
class _Preset:
    lengths: Callable[[int], tuple[int, ...]]
    depths: int
    at_octaves: int
    between: int
    grading: Grading
    tier: Tier | None = None
    isolated: bool = False
    template: bool | None = None
    digits: int | None = None
    by_content: bool = False
    smoke: bool = True
    stops: bool = True
    confirms: bool = False
    seeds: int = 1
    harder: tuple[Tier, ...] = ()


def procedure(options: HaystackOptions, window: int | None, *, has_tiers: bool = True) -> Procedure:
    """What a check with these options does with a model.

    Args:
        options: What was asked for.
        window: The model's context window in tokens; None when its config does not say.
        has_tiers: Whether the needles are the built-in ones; a user's own have no tiers.
    """
    name = options.preset or "quick"
    preset = _PRESETS[name]
    target = options.longest or usual_target(window)
    lengths = options.lengths or preset.lengths(target)
    plan = HaystackPlan(
        lengths=lengths,
        depths=options.depths or preset.depths,
        repeats=options.repeats or tuple(_repeats(preset, length, lengths[0]) for length in lengths),
        seeds=(options.seed,),
        tier=options.tier or (preset.tier if has_tiers else None),
        language=options.language or "en",
        mode="isolated" if preset.isolated else "scan",
        same_text=lengths[-1] > _OWN_TEXTS,
        grading=options.grading or preset.grading,
        use_template=preset.template if options.template is None else options.template,
        answer_prefix=bool(options.answer_prefix),
        digits=preset.digits if has_tiers else None,
        controls=0 if preset.isolated else _CONTROLS,
        texts=options.text,
    )
    return Procedure(
        preset=name,
        plan=plan,
        by_content=preset.by_content,
        smoke=preset.smoke,
        stops=preset.stops if options.stop is None else options.stop,
        confirms=preset.confirms,
        seeds=options.seeds or preset.seeds,
        harder=preset.harder if has_tiers else (),
    )


def _repeats(preset: _Preset, length: int, shortest: int) -> int:
    """More questions where the length is the shortest one doubled some times."""
    octaves = math.log2(length / shortest)
    return preset.at_octaves if abs(octaves - round(octaves)) < _NEAR else preset.between


def octaves(target: int, steps: int = 1) -> tuple[int, ...]:
    """Lengths from the shortest sensible one to the target, `steps` to a doubling."""
    shortest = SHORTEST_SCAN if target >= 4 * SHORTEST_SCAN else _SHORTEST_OF_SMALL
    return length_grid(min(shortest, target), target, steps)


def usual_target(window: int | None) -> int:
    """How far a model is asked when nobody says: nobody needs a check that stays inside of 128 tokens."""
    return min(max(window or 0, _SMALL_WINDOW), LONGEST)


def _quarters(target: int) -> tuple[int, ...]:
    return octaves(target, 4)


def _linear(target: int) -> tuple[int, ...]:
    """The published spacing: from 100 tokens to the target in twenty equal steps."""
    shortest = min(_GRADIENT_SHORTEST, target)
    step = (target - shortest) / (_GRADIENT_LENGTHS - 1)
    return tuple(sorted({round(shortest + step * number) for number in range(_GRADIENT_LENGTHS)}))


_PRESETS: Final[dict[Preset, _Preset]] = {
    "quick": _Preset(_quarters, 11, at_octaves=5, between=2, grading="forced"),
    "standard": _Preset(
        _quarters, 11, at_octaves=5, between=2, grading="both", confirms=True, seeds=3, harder=HARDER
    ),
    "gradient": _Preset(
        _linear, 6, at_octaves=2, between=2, grading="forced", tier="T1", isolated=True, template=False,
        digits=_GRADIENT_DIGITS, smoke=False, stops=False,
    ),
    "classic": _Preset(
        octaves, 11, at_octaves=2, between=2, grading="generated", tier="T1", isolated=True, by_content=True,
        smoke=False, stops=False,
    ),
}  # fmt: skip
