"""What theta a longer context may need: the donor's where there is one, else two rules of thumb, marked as guesses.

Only a copied theta is right: the weights were trained with it. The rules say roughly where it should be, and are good
for noticing that it is not there.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from graftwork_core.errors import BadInput
from graftwork_core.model.reach import Reach, predict_reach
from graftwork_core.model.rotation import Positions

Source = Literal["donor", "period", "ntk"]
_LARGEST: Final = 1e30


@dataclass(frozen=True, slots=True)
class ThetaProposal:
    """A theta for a wanted length.

    Attributes:
        source: "donor" (copied), "period" (the period law), "ntk" (NTK-aware scaling).
        theta: The value.
        is_guess: Whether it comes from a rule of thumb.
        reach: The predicted reach with it; None when there is no prediction.
    """

    source: Source
    theta: float
    is_guess: bool
    reach: Reach | None

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        reach = self.reach and self.reach.tokens
        return {"source": self.source, "theta": self.theta, "guess": self.is_guess, "reach": reach}


def period_law(theta: float, trained: int, wanted: int) -> float:
    """theta^(ln(wanted / 2π) / ln(trained / 2π)): the slowest pair that turned once within the window still does.

    Args:
        theta: What the model was trained with; more than 1.
        trained: Tokens it was trained on; at least 7.
        wanted: Tokens it is to reach.
    """
    return float(theta ** (math.log(wanted / math.tau) / math.log(trained / math.tau)))


def ntk_aware(theta: float, trained: int, wanted: int, rotated: int) -> float:
    """theta · (wanted / trained)^(d / (d - 2)): the slowest pair is stretched by as much as the window.

    Args:
        theta: What the model was trained with.
        trained: Tokens it was trained on.
        wanted: Tokens it is to reach.
        rotated: Rotated dimensions of a head; at least 4.
    """
    return float(theta * (wanted / trained) ** (rotated / (rotated - 2)))


def propose_theta(positions: Positions, wanted: int, donor: Positions | None = None) -> tuple[ThetaProposal, ...]:
    """Thetas for a wanted length, the surest first; guesses only when it is more than the window.

    Args:
        positions: How the model is rotated now; the guesses start from its theta and its window.
        wanted: Tokens it is to reach.
        donor: How the model is rotated that the ability comes from.
    """
    found: list[ThetaProposal] = []
    if donor is not None:
        found.append(ThetaProposal("donor", donor.theta, is_guess=False, reach=_reach(donor)))
    trained, rotated = positions.window, positions.head.rotated
    if trained is None or trained < 7 or wanted <= trained or positions.theta <= 1 or rotated < 4:
        return tuple(found)
    guesses: tuple[tuple[Source, float], ...] = (
        ("period", _or_inf(lambda: period_law(positions.theta, trained, wanted))),
        ("ntk", _or_inf(lambda: ntk_aware(positions.theta, trained, wanted, rotated))),
    )
    for source, theta in guesses:
        if theta <= _LARGEST:
            stretched = replace(positions, theta=theta, window=wanted, original=positions.original or trained)
            reach = _reach(stretched)
            found.append(ThetaProposal(source, theta, is_guess=True, reach=reach))
    return tuple(found)


def _or_inf(compute: Callable[[], float]) -> float:
    try:
        return compute()
    except OverflowError:
        return math.inf


def _reach(positions: Positions) -> Reach | None:
    try:
        return predict_reach(positions)
    except BadInput:
        return None
