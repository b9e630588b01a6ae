"""The sentences of an audit, by key; a translation needs only another table like this one.

A finding carries its key and its values. `fill` puts the values into a sentence, so that the window can do the same
with sentences of another language.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

Value = str | int | float | None


class Words(NamedTuple):
    """What is said: the message, and what to do."""

    message: str
    advice: str


_COPY: Final = "Take over the context settings of the model that the ability comes from."

WORDS: Final[Mapping[str, Words]] = {
    "theta_left_behind": Words(
        "RoPE theta is {theta}, but the model that the ability comes from uses {wanted_theta}: "
        "the predicted reach is {reach} tokens instead of {wanted_reach}.",
        _COPY,
    ),
    "theta_left_behind.no_reach": Words(
        "RoPE theta is {theta}, but the model that the ability comes from uses {wanted_theta}.", _COPY
    ),
    "scaling_left_behind": Words(
        "RoPE scaling is {scaling}, but the model that the ability comes from uses {wanted_scaling}.", _COPY
    ),
    "window_left_behind": Words(
        "The window is {window} tokens, but the model that the ability comes from has {wanted_window}: "
        "vLLM and llama.cpp stop there.",
        "Raise max_position_embeddings.",
    ),
    "keys_disagree": Words(
        "rope_parameters says theta {new_theta} and scaling {new_scaling}, rope_theta and rope_scaling say theta "
        "{old_theta} and scaling {old_scaling}: transformers 5 takes the former, older readers the latter.",
        "Write the right settings in both spellings.",
    ),
    "keys_disagree.shadowed": Words(
        "rope_scaling takes the place of rope_parameters for every reader, so theta is {old_theta} with scaling "
        "{old_scaling}, and not theta {new_theta} with scaling {new_scaling}.",
        "Write the right settings in both spellings.",
    ),
    "old_keys_missing": Words(
        "Theta {theta} stands in rope_parameters only: readers made before transformers 5 take theta {old_theta} "
        "and no scaling.",
        "Write rope_theta and rope_scaling too.",
    ),
    "theta_missing": Words(
        "config.json names no RoPE theta, so {theta} is taken.",
        "Compare it with the config.json of the model it was made from.",
    ),
    "theta_missing.long": Words(
        "config.json names no RoPE theta, so {theta} is taken, which is hardly meant for a window of {window} tokens.",
        "Compare it with the config.json of the model it was made from.",
    ),
    "scaling_incomplete": Words(
        "The RoPE settings cannot be used as they are: {problem}",
        "Compare config.json with the one of the model's repository.",
    ),
    "original_length_missing": Words(
        "RoPE scaling {scaling} lacks original_max_position_embeddings: transformers 5 takes the window of {window} "
        "tokens for it, others something else.",
        "Write down the length that the model had before its context was extended.",
    ),
    "reach_below_window": Words(
        "The predicted reach is {reach} tokens, and the window is {window}.",
        "It is a rule of thumb: check how far the model really finds what was said.",
    ),
    "reach_below_window.far": Words(
        "The predicted reach is {reach} tokens, far below the window of {window}: "
        "theta {theta} does not belong to such a window.",
        "Take theta from the model that has the long context, or make the window smaller.",
    ),
    "reach_below_length": Words(
        "The predicted reach is {reach} tokens, and {length} are wanted.",
        "It is a rule of thumb: check how far the model really finds what was said.",
    ),
    "length_above_window": Words(
        "{length} tokens are wanted, and the window is {window}.",
        "Graft the context of a model that has it; a larger number alone does not make the model read further.",
    ),
    "tokenizer_limit": Words(
        "The tokenizer's limit (model_max_length) is {limit} tokens, and the window is {window}: "
        "longer texts are warned about, and cut by some programs.",
        "Raise the limit to the window.",
    ),
    "generation_limit": Words(
        "generation_config.json ends prompt and answer at {limit} tokens (max_length), and the window is {window}.",
        "Raise the limit to the window.",
    ),
    "sliding_window": Words(
        "Every layer sees only the last {sliding} of up to {window} tokens.",
        "What lies further back is passed on from layer to layer at best.",
    ),
    "sliding_window.mixed": Words(
        "Some layers see only the last {sliding} of up to {window} tokens.",
        "Nothing has to be done: such a model is checked the exact, slower way.",
    ),
    "length_keys_differ": Words(
        "{key} is {value}, but the model that the ability comes from has {wanted_value}.",
        "Find out which of the two the weights were trained with.",
    ),
    "length_dependent": Words(
        "RoPE scaling {scaling} chooses its frequencies by the length of what is read at once: "
        "a prompt in pieces, or a reused prefix, gives other results than the whole prompt.",
        "Nothing has to be done: such a model is checked the exact, slower way.",
    ),
    "generation_config_broken": Words(
        "generation_config.json cannot be read: {problem}", "Take it again from the model's repository."
    ),
    "record_broken": Words(
        "What graftwork.json says about the context cannot be read: {problem}", "Merge again, or name the donor."
    ),
}

FIXES: Final[Mapping[str, str]] = {
    "context": "Use theta {theta}, scaling {scaling} and a window of {window} tokens, in both spellings",
    "spelling": "Write theta {theta} and scaling {scaling} in both spellings",
    "window": "Set max_position_embeddings to {window}",
    "original": "Set original_max_position_embeddings to {original}",
    "tokenizer_limit": "Set model_max_length to {limit}",
    "generation_limit": "Set max_length to {limit}",
}
"""What each kind of fix does."""


def fill(sentence: str, values: Mapping[str, Value]) -> str:
    """A sentence with its values put in."""
    return sentence.format_map({name: shown(name, value) for name, value in values.items()})


def shown(name: str, value: Value) -> str:
    """A value as people read it: 18438 is `18,438`, and `about 18,400` when it is a prediction."""
    if value is None:
        return "not set"
    if isinstance(value, str):
        return value
    if name.endswith("reach"):
        digits = len(str(int(value)))
        return f"about {round(value, 3 - digits) if digits > 3 else value:,.0f}"
    # Where two thetas are not told apart by their last digits, these say nothing.
    rounds = name in ("theta", "wanted_theta") and value >= 1000
    return f"{value:,.0f}" if rounds or value == int(value) else f"{value:,.10g}"
