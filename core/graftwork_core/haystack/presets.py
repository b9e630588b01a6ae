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

from graftwork_core.haystack.options import Grading, HaystackOptions, Preset
from graftwork_core.haystack.trial import Tier

SHORTEST: Final = 1024
"""Where a scan begins, in tokens, when the model's window is not small itself."""
_SMALL_WINDOW: Final = 2048
_SHORTEST_OF_SMALL: Final = 128
_GRADIENT_LENGTHS: Final = 21
_GRADIENT_SHORTEST: Final = 100
_GRADIENT_DIGITS: Final = 8
SMOKE_QUESTIONS: Final = 10
HARDER: Final[tuple[Tier, ...]] = ("T3", "T4", "T5", "T6")


@dataclass(frozen=True, slots=True)
class Procedure:
    """Everything that a check does.

    Attributes:
        preset: Where it comes from.
        lengths: Prompt lengths in tokens, rising.
        depths: Shares of the text, rising; 0 is its beginning.
        repeats: Questions at each depth for every length of `lengths`.
        tier: Of the scan's needles.
        harder: Tiers asked in the confirmation, too.
        seeds: Different haystacks in the confirmation, the scan's own counted.
        grading: By likelihood, by what the model writes, or both.
        template: Whether the chat template is used; None: if there is one.
        answer_prefix: Whether the model gets the answer's beginning before it writes.
        isolated: One needle in each text instead of all in one.
        digits: How many a number to find has; None: as the needles have it.
        smoke: Whether a few short questions come first.
        confirms: Whether the edge that was found is confirmed.
        stops: Whether two clearly failed lengths end the scan.
    """

    preset: Preset
    lengths: tuple[int, ...]
    depths: tuple[float, ...]
    repeats: tuple[int, ...]
    tier: Tier
    harder: tuple[Tier, ...]
    seeds: int
    grading: Grading
    template: bool | None
    answer_prefix: bool
    isolated: bool
    digits: int | None
    smoke: bool
    confirms: bool
    stops: bool

    @property
    def questions(self) -> int:
        """How many the scan has."""
        return len(self.depths) * sum(self.repeats)

    @property
    def smoke_length(self) -> int:
        """Tokens of the smoke test's text."""
        return min(SHORTEST, self.lengths[0] if self.isolated else self.lengths[-1])


@dataclass(frozen=True, slots=True)
class _Preset:
    lengths: Callable[[int], tuple[int, ...]]
    depths: int
    at_octaves: int
    between: int
    tier: Tier
    grading: Grading
    seeds: int = 1
    template: bool | None = None
    isolated: bool = False
    digits: int | None = None
    smoke: bool = True
    confirms: bool = False
    stops: bool = True
    harder: tuple[Tier, ...] = ()


def procedure(options: HaystackOptions, window: int | None, *, has_task: bool = False) -> Procedure:
    """What a check with these options does with a model of this window.

    Args:
        options: What was asked for.
        window: The model's context window in tokens; None when its config does not say.
        has_task: Whether the needles are the user's own description's, which has no tiers.
    """
    name = options.preset or "quick"
    preset = _PRESETS[name]
    lengths = options.lengths or preset.lengths(window or _SMALL_WINDOW)
    at_octaves, between = (options.repeats or preset.at_octaves), (options.repeats or preset.between)
    return Procedure(
        preset=name,
        lengths=lengths,
        depths=depths_of(options.depths or preset.depths),
        repeats=tuple(at_octaves if _is_octave(length) else between for length in lengths),
        tier=options.tier or ("T1" if has_task else preset.tier),
        harder=() if has_task else preset.harder,
        seeds=options.seeds or preset.seeds,
        grading=options.grading or preset.grading,
        template=preset.template if options.template is None else options.template,
        answer_prefix=bool(options.answer_prefix),
        isolated=preset.isolated,
        digits=preset.digits,
        smoke=preset.smoke,
        confirms=preset.confirms,
        stops=preset.stops if options.stop is None else options.stop,
    )


def depths_of(asked: int | tuple[float, ...]) -> tuple[float, ...]:
    """That many depths, evenly from 0 to 1 (one alone lies in the middle); or the given ones."""
    if isinstance(asked, tuple):
        return asked
    return (0.5,) if asked == 1 else tuple(round(step / (asked - 1), 4) for step in range(asked))


def octaves(target: int, steps: int = 1) -> tuple[int, ...]:
    """Lengths from the shortest sensible one to `target`, `steps` to a doubling; the target is always one of them.

    A model whose window is below 2k is asked up to 2k: nobody needs a check that stays inside of 128 tokens.
    """
    target = max(target, _SMALL_WINDOW)
    first = SHORTEST if target >= 4 * SHORTEST else _SHORTEST_OF_SMALL
    count = round(math.log2(target / first) * steps)
    spread = {round(first * 2 ** (step / steps)) for step in range(count + 1)}
    return tuple(sorted(length for length in spread | {target} if length <= target))


def _quarters(target: int) -> tuple[int, ...]:
    return octaves(target, 4)


def _linear(target: int) -> tuple[int, ...]:
    """The published spacing: from 100 tokens to the target in twenty equal steps."""
    target = max(target, _SMALL_WINDOW)
    step = (target - _GRADIENT_SHORTEST) / (_GRADIENT_LENGTHS - 1)
    return tuple(round(_GRADIENT_SHORTEST + step * number) for number in range(_GRADIENT_LENGTHS))


def _is_octave(length: int) -> bool:
    return length & (length - 1) == 0


_QUICK: Final = _Preset(_quarters, depths=11, at_octaves=5, between=2, tier="T2", grading="forced")
_PRESETS: Final[dict[Preset, _Preset]] = {
    "quick": _QUICK,
    "standard": _Preset(
        _quarters, 11, 5, 2, tier="T2", grading="both", seeds=3, confirms=True, harder=HARDER
    ),
    "gradient": _Preset(
        _linear, 6, 2, 2, tier="T1", grading="forced", template=False, isolated=True, digits=_GRADIENT_DIGITS,
        smoke=False, stops=False,
    ),
    "classic": _Preset(
        octaves, 11, 2, 2, tier="T1", grading="generated", isolated=True, smoke=False, stops=False
    ),
}  # fmt: skip
