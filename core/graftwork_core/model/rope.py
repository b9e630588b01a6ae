"""Rotary position settings in both generations of keys, as they lie in a config and as they are meant.

transformers 4 wrote `rope_theta` and `rope_scaling` (Gemma 3 also `rope_local_base_freq`),
transformers 5 writes `rope_parameters`, for some architectures with one entry per layer type. A
reader of version 5 lets a `rope_scaling` that is not null replace a flat `rope_parameters` and
then takes theta from `rope_theta`, so both generations must be written with equal values.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from graftwork_core.errors import BadInput

ROPE_KEYS: Final = (
    "rope_theta",
    "rope_scaling",
    "rope_parameters",
    "rope_local_base_freq",
    "rotary_emb_base",
    "global_rope_theta",
    "local_rope_theta",
    "swa_rope_theta",
    "layer_rope_theta",
    "compress_rope_theta",
    "original_max_position_embeddings",
)
"""Every key of a config that belongs to the rotary settings; they travel as they were written."""

ORIGINAL: Final = "original_max_position_embeddings"
_MEASURED_FROM_ORIGINAL: Final = frozenset({"llama3", "yarn", "longrope"})
_NAMING: Final = frozenset({"type", "rope_type", "rope_theta"})
_ELSEWHERE: Final = "partial_rotary_factor"
_LARGEST: Final = 1e30
_MOST_ITEMS: Final = 65536
_MOST_DEPTH: Final = 3
_HINT: Final = "Compare it with the config.json of the model's repository."


@dataclass(frozen=True, slots=True)
class Rope:
    """What rotary settings mean, whatever their spelling.

    Attributes:
        kind: "default", "linear", "dynamic", "yarn", "llama3", "longrope", …
        theta: The base of the rotation; None when the config leaves it to the architecture.
        scaling: Everything else that changes the rotation (factor, original length, …).
        layer_types: The settings of every kind of layer, where they differ; then the other fields
            are those of the layers that see the whole context.
    """

    kind: str
    theta: float | None
    scaling: Mapping[str, Any] = field(default_factory=dict)
    layer_types: Mapping[str, Rope] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The settings as plain JSON values."""
        content: dict[str, Any] = {"type": self.kind, "theta": self.theta, **self.scaling}
        if self.layer_types:
            content["layer_types"] = {name: rope.as_json() for name, rope in self.layer_types.items()}
        return content

    def __str__(self) -> str:
        theta = "theta by default" if self.theta is None else f"theta {self.theta:.10g}"
        factor = self.scaling.get("factor")
        scaled = "" if self.kind == "default" else f", {self.kind}" + (f" × {factor:g}" if _is_number(factor) else "")
        return theta + scaled


def pick(section: Mapping[str, Any]) -> dict[str, Any]:
    """The rotary keys of one section of a config, as they were written, checked.

    Raises:
        BadInput: When a value is of the wrong kind, not finite, or absurdly large.
    """
    return check({key: section[key] for key in ROPE_KEYS if key in section})


def check(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Check rotary keys that came from a file.

    Raises:
        BadInput: When a key is no rotary key, or a value cannot be one.
    """
    for key, value in raw.items():
        if key not in ROPE_KEYS:
            raise BadInput(f"{key!r} is not a RoPE setting.", _HINT)
        if key in {"rope_scaling", "rope_parameters"}:
            if value is not None and not isinstance(value, dict):
                raise BadInput(f"{key} is {_shown(value)}, not a table of settings.", _HINT)
        elif not _is_positive(value) and not _are_positive(value) and value is not None:
            raise BadInput(f"{key} is {_shown(value)}, not a positive number.", _HINT)
        _check_value(key, value, 0)
    return dict(raw)


def meaning(raw: Mapping[str, Any]) -> Rope | None:
    """What checked rotary keys mean, to transformers 5; None when there are none."""
    scaling, parameters = raw.get("rope_scaling") or {}, raw.get("rope_parameters") or {}
    top = _first_number(raw, "rope_theta", "rotary_emb_base", "global_rope_theta")
    local = _first_number(raw, "rope_local_base_freq", "local_rope_theta")
    if is_nested(parameters):
        layers = {name: _one(entry, top) for name, entry in parameters.items() if isinstance(entry, dict)}
        if scaling and "full_attention" in layers:
            layers["full_attention"] = _one({**parameters["full_attention"], **scaling}, top)
    elif local is not None:
        layers = {"full_attention": _one(scaling or parameters, top), "sliding_attention": Rope("default", local)}
    elif scaling or parameters or top is not None:
        return _one(scaling or parameters, top)
    else:
        return None
    whole = layers.get("full_attention") or next(iter(layers.values()))
    return Rope(whole.kind, whole.theta, whole.scaling, layers)


def is_nested(parameters: Mapping[str, Any]) -> bool:
    """Whether `rope_parameters` has an entry per layer type instead of the settings themselves."""
    return "rope_type" not in parameters and any(isinstance(value, dict) for value in parameters.values())


def pin_original(section: dict[str, Any], window: int) -> None:
    """Write down the length that scaling starts from, where it was only implied by the window."""
    if section.get(ORIGINAL) is not None:
        return
    for key in ("rope_scaling", "rope_parameters"):
        settings = section.get(key)
        if not isinstance(settings, dict):
            continue
        if is_nested(settings):
            section[key] = {name: _pinned(entry, window) for name, entry in settings.items()}
        else:
            section[key] = _pinned(settings, window)


def as_scaling(parameters: Mapping[str, Any]) -> dict[str, Any] | None:
    """The `rope_scaling` that says what flat `rope_parameters` say beside theta; None when that is nothing."""
    rest = {key: value for key, value in parameters.items() if key not in {"rope_theta", _ELSEWHERE}}
    return rest if any(key not in _NAMING for key in rest) or _kind(rest) != "default" else None


def as_parameters(scaling: Mapping[str, Any], theta: Any) -> dict[str, Any]:
    """The flat `rope_parameters` that say what `rope_theta` and `rope_scaling` say."""
    rest = {key: value for key, value in scaling.items() if key not in _NAMING}
    kind = _kind(scaling)
    return {"rope_type": "default" if kind == "mrope" else kind, "rope_theta": theta, **rest}


def _one(settings: Mapping[str, Any], theta: float | None) -> Rope:
    own = _first_number(settings, "rope_theta")
    rest = {key: value for key, value in settings.items() if key not in _NAMING and key != _ELSEWHERE}
    kind = _kind(settings)
    return Rope("default" if kind == "mrope" else kind, theta if own is None else own, rest)


def _kind(settings: Mapping[str, Any]) -> str:
    return settings.get("rope_type") or settings.get("type") or "default"


def _pinned(settings: Any, window: int) -> Any:
    if isinstance(settings, dict) and _kind(settings) in _MEASURED_FROM_ORIGINAL and settings.get(ORIGINAL) is None:
        return {**settings, ORIGINAL: window}
    return settings


def _first_number(raw: Mapping[str, Any], *keys: str) -> float | None:
    return next((float(raw[key]) for key in keys if _is_positive(raw.get(key))), None)


def _check_value(key: str, value: Any, depth: int) -> None:
    if depth > _MOST_DEPTH:
        raise BadInput(f"{key} is nested too deeply to be a RoPE setting.", _HINT)
    if isinstance(value, dict | list) and len(value) > _MOST_ITEMS:
        raise BadInput(f"{key} has {len(value)} entries, too many for a RoPE setting.", _HINT)
    if isinstance(value, dict):
        for name, entry in value.items():
            if name in {"type", "rope_type"} and not isinstance(entry, str | None):
                raise BadInput(f"{key}: {name} is {_shown(entry)}, not a name.", _HINT)
            if name in {"rope_theta", "factor", ORIGINAL} and entry is not None and not _is_positive(entry):
                raise BadInput(f"{key}: {name} is {_shown(entry)}, not a positive number.", _HINT)
            _check_value(f"{key}.{name}", entry, depth + 1)
    elif isinstance(value, list):
        for entry in value:
            _check_value(key, entry, depth + 1)
    elif isinstance(value, int | float) and not _is_number(value):
        raise BadInput(f"{key} is {_shown(value)}, which is not a number that can be used.", _HINT)


def _is_number(value: Any) -> bool:
    if isinstance(value, bool):
        return True
    return isinstance(value, int | float) and abs(value) <= _LARGEST and math.isfinite(value)


def _is_positive(value: Any) -> bool:
    return not isinstance(value, bool) and _is_number(value) and value > 0


def _are_positive(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_positive(entry) for entry in value)


def _shown(value: Any) -> str:
    text = repr(value) if not isinstance(value, int) or abs(value) < 10**40 else "a huge number"
    return text if len(text) <= 60 else text[:57] + "…"
