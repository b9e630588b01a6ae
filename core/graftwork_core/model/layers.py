"""Which layers of a model see how far, and which are rotated at all: what a config.json says of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from graftwork_core.model.sections import find, find_count
from graftwork_core.model.understanding import architecture

_ALL_LAYERS_SLIDE: Final = frozenset({"mistral", "mixtral", "phi3", "phimoe", "starcoder2"})
_LAYERS_WITHOUT_ROPE: Final = ("no_rope_layers", "no_rope_layer_interval", "nope_layer_interval")
LENGTH_KEYS: Final = (
    "sliding_window",
    "use_sliding_window",
    "max_window_layers",
    "sliding_window_pattern",
    "layer_types",
    "attention_chunk_size",
    "dual_chunk_attention_config",
    "attn_temperature_tuning",
    "attn_scale",
    "floor_scale",
)
"""Keys that decide how far layers see; the rotary ones and the window apart."""


def is_mixed(config: Mapping[str, Any]) -> bool:
    """Whether some layers see less, or do not rotate: then the reach of one rotation says little."""
    without = any(find(config, [key]) for key in _LAYERS_WITHOUT_ROPE)
    return without or sliding_window(config) is not None or len(layer_kinds(config)) > 1


def all_layers_slide(config: Mapping[str, Any]) -> bool:
    """Whether a sliding window, when there is one, is every layer's."""
    return architecture(config) in _ALL_LAYERS_SLIDE and not layer_kinds(config)


def layer_kinds(config: Mapping[str, Any]) -> frozenset[str]:
    """The kinds of attention that the config names; empty when it does not say."""
    kinds = find(config, ["layer_types"])
    return frozenset(map(str, kinds)) if isinstance(kinds, list) else frozenset()


def sliding_window(config: Mapping[str, Any]) -> int | None:
    """How many tokens back the sliding layers see; None when none slides."""
    unused = find(config, ["use_sliding_window"]) is False or layer_kinds(config) == {"full_attention"}
    return None if unused else find_count(config, ["sliding_window"])


def length_keys(config: Mapping[str, Any]) -> dict[str, Any]:
    """The values of `LENGTH_KEYS`, those that have no effect left out."""
    keys = {key: find(config, [key]) for key in LENGTH_KEYS}
    if sliding_window(config) is None:
        unused = ("sliding_window", "use_sliding_window", "max_window_layers", "sliding_window_pattern")
        keys |= dict.fromkeys(unused)
    return keys
