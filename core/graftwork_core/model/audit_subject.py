"""What the rules of an audit look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graftwork_core.model.audit_report import Fix
from graftwork_core.model.info import CONFIG_NAME, Model
from graftwork_core.model.understanding import Understood, same_theta


@dataclass(frozen=True)
class Subject:
    """What the rules look at.

    Attributes:
        model: The model.
        own: What its settings amount to.
        wanted: What those amount to that should have come along; None when nobody knows of any.
        donor: The model that the ability comes from, when it is at hand.
        generation: Its generation_config.json; empty when there is none.
        donor_generation: The donor's.
        seen: File name → sha256 of its bytes.
        length: Tokens that somebody wants to reach; None when nobody said.
    """

    model: Model
    own: Understood
    wanted: Understood | None
    donor: Model | None
    generation: Mapping[str, Any]
    donor_generation: Mapping[str, Any]
    seen: Mapping[str, str]
    length: int | None

    @property
    def config(self) -> Mapping[str, Any]:
        """The model's config.json."""
        return self.model.config

    @property
    def window(self) -> int | None:
        """The larger of the written window and of the one that should have come along."""
        windows = [side.settings.window for side in (self.own, self.wanted) if side is not None]
        return max((window for window in windows if window), default=None)

    @property
    def is_left_behind(self) -> bool:
        """Whether theta or scaling should be others."""
        wanted, own = self.wanted, self.own
        return wanted is not None and (theta_differs(own, wanted) or scaling_differs(own, wanted))

    def take_over(self) -> Fix | None:
        """The fix that writes the wanted settings; None without such."""
        if self.wanted is None:
            return None
        wanted = self.wanted
        values = {"theta": wanted.theta, "scaling": wanted.scaling, "window": wanted.settings.window}
        return Fix("context", CONFIG_NAME, self.seen[CONFIG_NAME], values, settings=wanted.settings)


def theta_differs(own: Understood, wanted: Understood) -> bool:
    """Whether theta should be another one."""
    return wanted.theta is not None and not same_theta(own.theta, wanted.theta)


def scaling_differs(own: Understood, wanted: Understood) -> bool:
    """Whether the scaling should be another one."""
    return wanted.rope is not None and not own.rotates_like(wanted)
