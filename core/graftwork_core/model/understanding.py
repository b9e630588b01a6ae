"""What context settings amount to in one architecture: defaults filled in, frequencies and reach worked out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from graftwork_core.errors import BadInput
from graftwork_core.model.context import ContextSettings
from graftwork_core.model.families import DEFAULTS, USUAL_THETA
from graftwork_core.model.info import Model
from graftwork_core.model.reach import Reach, predict_reach
from graftwork_core.model.rope import ORIGINAL, Rope
from graftwork_core.model.rotation import FROM_ORIGINAL, Positions, original_length, read_head
from graftwork_core.model.sections import find, sections

_FIGURES: Final = {
    "factor": None,
    "low_freq_factor": None,
    "high_freq_factor": None,
    "attention_factor": None,
    "mscale": None,
    "mscale_all_dim": None,
    "short_factor": None,
    "long_factor": None,
    "beta_fast": 32.0,
    "beta_slow": 1.0,
    "truncate": True,
}
"""What changes the frequencies or the attention, and what stands for it when it is left out."""


@dataclass(frozen=True, slots=True)
class Understood:
    """Context settings in one architecture.

    Attributes:
        settings: As they are written.
        rope: What the rotary keys mean; None when the architecture does not rotate, or nobody can tell.
        theta: The base of the rotation; None likewise.
        window: Tokens; None when nobody can tell.
        original: The length that scaling starts from, as it is written; None when it is not.
        positions: All that decides the frequencies; None when something of it is not known.
        reach: The predicted reach; None when there is no prediction.
        problem: Why the settings give no frequencies, one sentence; empty when they do or none are needed.
    """

    settings: ContextSettings
    rope: Rope | None
    theta: float | None
    window: int | None
    original: int | None
    positions: Positions | None
    reach: Reach | None
    problem: str = ""

    @property
    def scaling(self) -> str:
        """The scaling in a few words: "none", "llama3 × 8 from 8192"."""
        if self.rope is None or self.rope.kind == "default":
            return "none"
        factor = self.rope.scaling.get("factor")
        times = f" × {factor:g}" if isinstance(factor, int | float) else ""
        return f"{self.rope.kind[:40]}{times}" + (f" from {self.original}" if self.original else "")

    def rotates_like(self, other: Understood) -> bool:
        """Whether the scaling is the same, however it is written; theta is not looked at."""
        return self._scaling() == other._scaling()

    def _scaling(self) -> dict[str, Any]:
        if self.rope is None or self.rope.kind == "default":
            return {}
        given = {key: value for key, value in self.rope.scaling.items() if value is not None}
        figures = {key: given.get(key, usual) for key, usual in _FIGURES.items()}
        if self.rope.kind in FROM_ORIGINAL:
            figures[ORIGINAL] = self.original or self.window
        return {"kind": self.rope.kind, **figures}


def understand(model: Model, settings: ContextSettings | None = None) -> Understood:
    """What settings amount to in a model's architecture.

    Args:
        model: Whose architecture it is.
        settings: Somebody else's settings; the model's own when None.
    """
    settings = settings or model.context
    defaults = DEFAULTS.get(architecture(model.config))
    window = settings.window or (defaults and defaults.window)
    rope = _rope(model.config, settings)
    if rope is None:
        return Understood(settings, None, None, window, None, None, None)
    theta = rope.theta or (defaults.theta if defaults else USUAL_THETA)
    original = original_length(settings.rope, rope)
    head = read_head(model.config, model.info.head_dim, settings.rope)
    positions = Positions(rope, theta, head, window, original) if head is not None else None
    reach, problem = _reach(positions)
    return Understood(settings, rope, theta, window, original, positions, reach, problem)


def same_theta(one: float | None, other: float | None) -> bool:
    """Whether two thetas are the same but for how they were printed."""
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-6)


def architecture(config: Mapping[str, Any]) -> str:
    """The `model_type` of the language model itself; empty when nobody says."""
    names = (section.get("model_type") for section in sections(config))
    return next((name for name in names if isinstance(name, str)), "")


def _rope(config: Mapping[str, Any], settings: ContextSettings) -> Rope | None:
    kind = find(config, ["position_embedding_type"])
    if find(config, ["alibi"]) is True or kind in ("nope", "alibi", "absolute"):
        return None
    speaks_of_it = bool(settings.rope) or architecture(config) in DEFAULTS
    return settings.meaning or (Rope("default", None) if speaks_of_it else None)


def _reach(positions: Positions | None) -> tuple[Reach | None, str]:
    if positions is None:
        return None, ""
    try:
        return predict_reach(positions), ""
    except BadInput as error:
        return None, error.message
