"""What travels with a graft: the settings that let a model use a longer context.

They are taken from the donor's raw config and written into the target's raw config as JSON.
Nothing passes through transformers' own config classes: those drop the keys of the other
generation. Whoever reads the result, old or new, finds the donor's settings.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from graftwork_core.errors import BadInput
from graftwork_core.model import rope
from graftwork_core.model.rope import Rope
from graftwork_core.model.sections import WINDOW, find, find_count, language_path, sections

TOKENIZER_LIMIT: Final = "model_max_length"
_LARGEST_LIMIT: Final = 10**40
_DAMAGED: Final = "The adapter's graftwork.json is damaged: extract it again, or merge with --context keep."
_MIXED_LAYER_KEYS: Final = ("sliding_window_pattern", "_sliding_window_pattern")


@dataclass(frozen=True, slots=True)
class ContextSettings:
    """A model's context window and how it reaches it.

    Attributes:
        window: Tokens the model was made for (`max_position_embeddings` or its synonym); None when
            the config leaves it to the architecture.
        rope: The rotary keys of the config's language section, exactly as they were written.
        tokenizer_max_length: The tokenizer's `model_max_length`; None when it does not say.
    """

    window: int | None
    rope: Mapping[str, Any] = field(default_factory=dict)
    tokenizer_max_length: int | None = None

    @property
    def meaning(self) -> Rope | None:
        """What the rotary keys mean, whatever their spelling."""
        return rope.meaning(self.rope)

    def same_as(self, other: ContextSettings) -> bool:
        """Whether a model would see the same positions with the other's settings."""
        return self.window == other.window and self.meaning == other.meaning

    def to_json(self) -> dict[str, Any]:
        """The settings as plain JSON values, for an adapter's `graftwork.json`."""
        return {
            "window": self.window,
            "rope": copy.deepcopy(dict(self.rope)),
            "tokenizer_max_length": self.tokenizer_max_length,
        }

    @classmethod
    def from_json(cls, content: Any) -> ContextSettings:
        """Read what `to_json` wrote, from a file that somebody else may have changed.

        Raises:
            BadInput: When it is not such a table, or a value in it cannot be used.
        """
        if not isinstance(content, dict) or not isinstance(content.get("rope", {}), dict):
            raise BadInput("The context settings are not a table with window, rope and tokenizer_max_length.", _DAMAGED)
        window, limit = content.get("window"), content.get("tokenizer_max_length")
        if window is not None and find_count({"window": window}, ["window"]) is None:
            raise BadInput("The context settings have a window that is not a number of tokens.", _DAMAGED)
        if limit is not None and _limit(limit) is None:
            raise BadInput("The context settings have a tokenizer_max_length that is not a number of tokens.", _DAMAGED)
        return cls(window, rope.check(content.get("rope", {})), _limit(limit))


def read_context(config: Mapping[str, Any], tokenizer_config: Mapping[str, Any] | None = None) -> ContextSettings:
    """Read the context settings of a model.

    Args:
        config: Its config.json.
        tokenizer_config: Its tokenizer_config.json, when it has one.

    Raises:
        BadInput: When a rotary setting is not usable.
    """
    found = next((keys for section in sections(config) if (keys := rope.pick(section))), {})
    return ContextSettings(
        window=find_count(config, WINDOW),
        rope=copy.deepcopy(found),
        tokenizer_max_length=_limit((tokenizer_config or {}).get(TOKENIZER_LIMIT)),
    )


def carried_context(record: Mapping[str, Any]) -> ContextSettings | None:
    """The donor's context settings in a `graftwork.json`, when they differ from its base's.

    Args:
        record: The content of an adapter's record, or of a merged model's.

    Raises:
        BadInput: When it is damaged.
    """
    content = record.get("context")
    if not isinstance(content, dict) or content.get("changed") is not True:
        return None
    return ContextSettings.from_json(content.get("donor"))


def with_context(config: Mapping[str, Any], settings: ContextSettings) -> dict[str, Any]:
    """A copy of a config with somebody else's context settings, in both generations of keys.

    What the settings do not have is removed, so that the architecture's default applies, as it does
    for the model they come from. Sliding windows stay the config's own.
    """
    result = copy.deepcopy(dict(config))
    inner = _language_section(result)
    wanted = _both_generations(settings.rope, inner)
    for section in _all_sections(result):
        _write_rope(section, wanted, everything=section is inner)
        _write_window(section, settings.window, everything=section is inner)
    return result


def with_window(config: Mapping[str, Any], tokens: int) -> dict[str, Any]:
    """A copy of a config with another context window and otherwise the same rotary settings."""
    result = copy.deepcopy(dict(config))
    old = find_count(config, WINDOW)
    for section in _all_sections(result):
        if old is not None:
            rope.pin_original(section, old)
        _write_window(section, tokens, everything=section is _language_section(result))
    return result


def tokenizer_with_context(tokenizer_config: Mapping[str, Any], settings: ContextSettings) -> dict[str, Any]:
    """A copy of a tokenizer_config.json with the length limit that belongs to the settings."""
    if settings.tokenizer_max_length is None:
        return copy.deepcopy(dict(tokenizer_config))
    return {**copy.deepcopy(dict(tokenizer_config)), TOKENIZER_LIMIT: settings.tokenizer_max_length}


def _both_generations(donor: Mapping[str, Any], target: Mapping[str, Any]) -> dict[str, Any]:
    """The donor's keys as they are, and the same settings in the spelling that they lack."""
    wanted = copy.deepcopy(dict(donor))
    parameters, scaling = wanted.get("rope_parameters") or {}, wanted.get("rope_scaling")
    if rope.is_nested(parameters):
        _add_old_keys_per_layer_type(wanted, parameters, target)
    elif parameters and not scaling:
        wanted |= _old_keys(parameters)
    elif wanted.get("rope_local_base_freq") is not None and wanted.get("rope_theta") is not None:
        wanted["rope_parameters"] = {
            "full_attention": rope.as_parameters(scaling or {}, wanted["rope_theta"]),
            "sliding_attention": {"rope_type": "default", "rope_theta": wanted["rope_local_base_freq"]},
        }
    elif parameters or not _may_differ_per_layer_type(target):
        # Of both, every reader of version 5 takes `rope_scaling`.
        wanted |= _new_keys(scaling or {}, wanted.get("rope_theta"))
    if rope.ORIGINAL in target and rope.ORIGINAL in parameters:
        wanted.setdefault(rope.ORIGINAL, parameters[rope.ORIGINAL])
    return wanted


def _old_keys(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """`rope_theta` and `rope_scaling` that say what flat `rope_parameters` say."""
    if parameters.get("rope_theta") is None:
        return {}
    return {"rope_theta": parameters["rope_theta"], "rope_scaling": rope.as_scaling(parameters)}


def _new_keys(scaling: Mapping[str, Any], theta: Any) -> dict[str, Any]:
    """`rope_parameters` that say what `rope_theta` and `rope_scaling` say, when they say all of it."""
    theta = scaling.get("rope_theta", theta)
    if not isinstance(theta, int | float):
        return {}
    return {"rope_parameters": rope.as_parameters(scaling, theta), "rope_scaling": dict(scaling) or None}


def _add_old_keys_per_layer_type(
    wanted: dict[str, Any], parameters: Mapping[str, Any], target: Mapping[str, Any]
) -> None:
    whole, local = parameters.get("full_attention"), parameters.get("sliding_attention")
    if not isinstance(whole, dict) or whole.get("rope_theta") is None:
        return
    wanted.setdefault("rope_theta", whole["rope_theta"])
    # Only architectures that once had these keys know them; others would take such a `rope_scaling`
    # for the settings of all layers.
    if "rope_local_base_freq" in target or "rope_local_base_freq" in wanted:
        wanted.setdefault("rope_scaling", rope.as_scaling(whole))
        if isinstance(local, dict) and local.get("rope_theta") is not None:
            wanted.setdefault("rope_local_base_freq", local["rope_theta"])


def _may_differ_per_layer_type(section: Mapping[str, Any]) -> bool:
    """Whether the architecture may want `rope_parameters` per layer type, which old keys don't tell."""
    parameters = section.get("rope_parameters")
    if isinstance(parameters, dict) and parameters:
        return rope.is_nested(parameters)
    kinds = section.get("layer_types")
    mixed = isinstance(kinds, list) and len({str(kind) for kind in kinds}) > 1
    return mixed or any(find(section, [key]) is not None for key in _MIXED_LAYER_KEYS)


def _write_rope(section: dict[str, Any], wanted: Mapping[str, Any], *, everything: bool) -> None:
    for key in rope.ROPE_KEYS:
        if key not in section and not everything:
            continue
        if key in wanted:
            section[key] = copy.deepcopy(wanted[key])
        else:
            section.pop(key, None)
    parameters = wanted.get("rope_parameters")
    # A reader that takes `rope_scaling` looks for this one beside it.
    if everything and wanted.get("rope_scaling") and isinstance(parameters, dict):
        factor = parameters.get("partial_rotary_factor")
        if factor is not None:
            section.setdefault("partial_rotary_factor", factor)


def _write_window(section: dict[str, Any], window: int | None, *, everything: bool) -> None:
    present = [key for key in WINDOW if key in section]
    same = [key for key in present if section[key] == section[present[0]]]
    for key in same or (WINDOW[:1] if everything else ()):
        if window is None:
            section.pop(key, None)
        else:
            section[key] = window


def _language_section(config: dict[str, Any]) -> dict[str, Any]:
    for key in language_path(config):
        config = config[key]
    return config


def _all_sections(config: dict[str, Any]) -> list[dict[str, Any]]:
    found = [config]
    for key in language_path(config):
        found.append(found[-1][key])
    return found


def _limit(value: Any) -> int | None:
    if isinstance(value, float) and 0 < value <= _LARGEST_LIMIT:
        value = int(value)
    return value if type(value) is int and 0 < value <= _LARGEST_LIMIT else None
