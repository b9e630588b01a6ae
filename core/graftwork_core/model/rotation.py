"""The frequencies a model really rotates with: default, linear, dynamic, yarn, llama3, longrope, partly rotated heads.

The same formulas as transformers' `modeling_rope_utils` (a test compares them), in float64 and without torch. What
counts for a prediction is this vector and not theta alone: yarn, llama3 and longrope change it band by band.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graftwork_core.errors import BadInput
from graftwork_core.model.rope import ORIGINAL, Rope, is_nested
from graftwork_core.model.sections import find, find_count

Frequencies = NDArray[np.float64]

FROM_ORIGINAL: Final = frozenset({"llama3", "yarn", "longrope"})
"""Kinds of scaling that start from `original_max_position_embeddings`."""
BY_LENGTH: Final = frozenset({"dynamic", "longrope"})
"""Kinds that choose their frequencies by the length of what is read at once."""
_FRACTIONS: Final = ("partial_rotary_factor", "rotary_pct", "rope_pct", "rotary_percent")
_MOST_DIMENSIONS: Final = 1024
_LARGEST: Final = 1e30
_HINT: Final = "Compare it with the config.json of the model's repository."


@dataclass(frozen=True, slots=True)
class Head:
    """How much of an attention head is rotated.

    Attributes:
        size: Dimensions of the head that take part in a score.
        rotated: How many of them are rotated; even.
    """

    size: int
    rotated: int


@dataclass(frozen=True, slots=True)
class Positions:
    """Everything that decides how a model's heads are rotated.

    Attributes:
        rope: Kind and scaling.
        theta: The base of the rotation, defaults filled in.
        head: How much is rotated.
        window: The context window in tokens; None when nobody says.
        original: The length that scaling starts from; None when nobody says.
    """

    rope: Rope
    theta: float
    head: Head
    window: int | None
    original: int | None


@dataclass(frozen=True, slots=True)
class Rotation:
    """Frequencies at one length.

    Attributes:
        frequencies: Radians a token, one for each pair of the head's dimensions, shape (size / 2,), float64; pairs
            that are not rotated have 0 and come last.
        attention_factor: What cosine and sine are multiplied with.
    """

    frequencies: Frequencies
    attention_factor: float = 1.0


def read_head(config: Mapping[str, Any], head_dim: int | None, rope: Mapping[str, Any]) -> Head | None:
    """How much of a head is rotated.

    Args:
        config: The model's config.json.
        head_dim: The width of one head, as `ModelInfo` has it.
        rope: Its rotary keys, as `ContextSettings` has them.

    Returns:
        None when the config does not tell, or tells nonsense.
    """
    apart = find_count(config, ["qk_rope_head_dim"])
    if apart is not None:  # latent attention: a rotated part beside one that is not
        return _head(apart + (find_count(config, ["qk_nope_head_dim"]) or 0), apart)
    if head_dim is None:
        return None
    fraction = _fraction(config, rope)
    named = find_count(config, ["rotary_dim"])
    return _head(head_dim, named if named is not None and fraction is None else int(head_dim * (fraction or 1.0)))


def original_length(raw: Mapping[str, Any], rope: Rope) -> int | None:
    """The length that scaling starts from, when it is written down: beside the settings (Phi-3), or in them."""
    return find_count({"outer": raw.get(ORIGINAL), "inner": rope.scaling.get(ORIGINAL)}, ["outer", "inner"])


def rotation(positions: Positions, length: int | None = None) -> Rotation:
    """The frequencies that a model uses when it reads so many tokens at once.

    Args:
        positions: What decides them.
        length: Tokens; the window when None. Only "dynamic" and "longrope" depend on it.

    Raises:
        BadInput: When a setting that the kind needs is missing or unusable, or the kind is not known.
    """
    kind = {"su": "longrope", "mrope": "default"}.get(positions.rope.kind, positions.rope.kind)
    make = _KINDS.get(kind)
    if make is None:
        raise BadInput(f"The RoPE type {kind[:40]!r} is not known to Graftwork.", "No reach can be predicted for it.")
    with np.errstate(all="ignore"):
        rotated, factor = make(positions, length)
    if not np.all(np.isfinite(rotated)):
        raise BadInput(f"The {kind} RoPE settings give no usable frequencies.", _HINT)
    still = positions.head.size // 2 - len(rotated)
    return Rotation(np.concatenate([rotated, np.zeros(max(still, 0))]), factor)


def _head(size: int, rotated: int) -> Head | None:
    rotated = min(rotated, size) // 2 * 2
    return Head(size, rotated) if rotated >= 2 and size <= _MOST_DIMENSIONS else None


def _fraction(config: Mapping[str, Any], rope: Mapping[str, Any]) -> float | None:
    parameters = rope.get("rope_parameters") or {}
    whole = parameters.get("full_attention") if is_nested(parameters) else parameters
    places = [whole, rope.get("rope_scaling")]
    values = [place.get(_FRACTIONS[0]) for place in places if isinstance(place, dict)]
    for value in (*values, *(find(config, [key]) for key in _FRACTIONS)):
        fraction = _positive(value)
        if fraction is not None and fraction <= 1:
            return fraction
    return None


def _plain(theta: float, dimensions: int, over: int | None = None) -> Frequencies:
    return np.power(theta, -np.arange(0, dimensions, 2, dtype=np.float64) / (over or dimensions))


def _default(at: Positions, length: int | None) -> tuple[Frequencies, float]:
    return _plain(at.theta, at.head.rotated), 1.0


def _linear(at: Positions, length: int | None) -> tuple[Frequencies, float]:
    return _plain(at.theta, at.head.rotated) / _needed(at, "factor"), 1.0


def _proportional(at: Positions, length: int | None) -> tuple[Frequencies, float]:
    return _plain(at.theta, at.head.rotated, over=at.head.size) / _number(at, "factor", 1.0), 1.0


def _dynamic(at: Positions, length: int | None) -> tuple[Frequencies, float]:
    dimensions, factor = at.head.rotated, _needed(at, "factor")
    if at.window is None or dimensions < 4:
        raise BadInput("The dynamic RoPE settings need a context window.", _HINT)
    stretched = factor * max(length or 0, at.window) / at.window - (factor - 1)
    return _plain(at.theta * stretched ** (dimensions / (dimensions - 2)), dimensions), 1.0


def _yarn(at: Positions, length: int | None) -> tuple[Frequencies, float]:
    original, dimensions = _original(at), at.head.rotated
    factor = _number(at, "factor", (at.window or original) / original)
    if at.theta <= 1:
        raise BadInput(f"theta {at.theta:g} is too small for yarn.", _HINT)

    def turning(rotations: float) -> float:
        """The dimension that turns so many times within the original length."""
        return dimensions * math.log(original / (rotations * 2 * math.pi)) / (2 * math.log(at.theta))

    low, high = turning(_number(at, "beta_fast", 32.0)), turning(_number(at, "beta_slow", 1.0))
    if at.rope.scaling.get("truncate", True) is not False:
        low, high = math.floor(low), math.ceil(high)
    low, high = max(low, 0), min(high, dimensions - 1)
    ramp = np.clip((np.arange(dimensions // 2) - low) / (high - low if high != low else 0.001), 0, 1)
    plain = _plain(at.theta, dimensions)
    return plain / factor * ramp + plain * (1 - ramp), _yarn_attention(at, factor)


def _yarn_attention(at: Positions, factor: float) -> float:
    def scale(weight: float) -> float:
        return 0.1 * weight * math.log(factor) + 1.0 if factor > 1 else 1.0

    said = at.rope.scaling.get("attention_factor")
    if said is not None:
        return _number(at, "attention_factor", 1.0)
    above, below = _number(at, "mscale", 0.0), _number(at, "mscale_all_dim", 0.0)
    return scale(above) / scale(below) if above and below else scale(1.0)


def _llama3(at: Positions, length: int | None) -> tuple[Frequencies, float]:
    original, factor = _original(at), _needed(at, "factor")
    low, high = _needed(at, "low_freq_factor"), _needed(at, "high_freq_factor")
    if low == high:
        raise BadInput("The llama3 RoPE settings have the same low_freq_factor and high_freq_factor.", _HINT)
    plain = _plain(at.theta, at.head.rotated)
    turns = original * plain / (2 * math.pi)  # within the original length
    smooth = np.clip((turns - low) / (high - low), 0, 1)
    return plain * (smooth + (1 - smooth) / factor), 1.0


def _longrope(at: Positions, length: int | None) -> tuple[Frequencies, float]:
    original = _original(at)
    window = at.window or original
    name = "long_factor" if (length or window) > original else "short_factor"
    factors = at.rope.scaling.get(name)
    if not isinstance(factors, list) or len(factors) != at.head.rotated // 2 or not all(map(_positive, factors)):
        raise BadInput(f"The longrope RoPE settings have no {name} for {at.head.rotated // 2} frequencies.", _HINT)
    factor = _number(at, "factor", window / original)
    scale = math.sqrt(1 + math.log(factor) / math.log(original)) if factor > 1 and original > 1 else 1.0
    return _plain(at.theta, at.head.rotated) / np.array(factors), _number(at, "attention_factor", scale)


_KINDS: Final = {
    "default": _default,
    "linear": _linear,
    "proportional": _proportional,
    "dynamic": _dynamic,
    "yarn": _yarn,
    "llama3": _llama3,
    "longrope": _longrope,
}


def _original(at: Positions) -> int:
    """The written length, else the window, as transformers 5 fills it in."""
    length = at.original or at.window
    if length is None:
        raise BadInput(f"The {at.rope.kind} RoPE settings lack {ORIGINAL}.", _HINT)
    return length


def _needed(at: Positions, name: str) -> float:
    value = _positive(at.rope.scaling.get(name))
    if value is None:
        raise BadInput(f"The {at.rope.kind} RoPE settings lack a usable {name}.", _HINT)
    return value


def _number(at: Positions, name: str, default: float) -> float:
    value = _positive(at.rope.scaling.get(name))
    return default if value is None else value


def _positive(value: Any) -> float | None:
    """The value as a number, when it is a positive one that can be worked with."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < _LARGEST:
        return float(value)
    return None
