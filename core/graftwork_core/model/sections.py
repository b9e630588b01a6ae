"""Find a setting in a config.json that somebody else wrote: nested sections, synonyms, and values of any type.

Multimodal wrappers keep the language model's settings in a section of their own, and older
architectures spell the same setting differently (transformers calls that an attribute map).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, Final

LANGUAGE_SECTIONS: Final = ("text_config", "llm_config", "language_config", "thinker_config", "decoder")
"""Where wrappers keep the settings of the language model, the usual name first."""

LAYERS: Final = ("num_hidden_layers", "n_layer", "n_layers", "num_layers", "decoder_layers")
HIDDEN: Final = ("hidden_size", "n_embd", "d_model", "embed_dim", "hidden_dim")
HEADS: Final = ("num_attention_heads", "n_head", "n_heads", "num_heads", "decoder_attention_heads")
KV_HEADS: Final = ("num_key_value_heads", "num_kv_heads", "n_kv_heads", "n_head_kv", "multi_query_group_num")
HEAD_DIM: Final = ("head_dim", "attention_head_dim", "kv_channels", "d_kv")
INTERMEDIATE: Final = ("intermediate_size", "n_inner", "ffn_dim", "ffn_hidden_size", "d_ff", "decoder_ffn_dim")
EXPERTS: Final = ("num_local_experts", "num_experts", "n_routed_experts", "moe_num_experts")
VOCABULARY: Final = ("vocab_size", "padded_vocab_size")
WINDOW: Final = (
    "max_position_embeddings",
    "n_positions",
    "max_seq_len",
    "max_sequence_length",
    "seq_length",
    "context_length",
    "n_ctx",
)
"""The names a setting goes by, the usual one first."""

_MOST_DEPTH: Final = 4
_MOST_COUNT: Final = 2**53


def language_path(config: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys that lead to the language model's section; empty when it is the config itself."""
    path: list[str] = []
    section = config
    while len(path) < _MOST_DEPTH:
        name = next((key for key in LANGUAGE_SECTIONS if isinstance(section.get(key), dict) and section[key]), None)
        if name is None:
            break
        path.append(name)
        section = section[name]
    return tuple(path)


def sections(config: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """The language model's section and everything around it, the innermost first."""
    found = [config]
    for key in language_path(config):
        found.append(found[-1][key])
    return tuple(reversed(found))


def find(config: Mapping[str, Any], names: Iterable[str]) -> Any:
    """The setting under the first of its names that is present and not null; None when it is nowhere."""
    names = tuple(names)
    for section in sections(config):
        for name in names:
            if section.get(name) is not None:
                return section[name]
    return None


def find_count(config: Mapping[str, Any], names: Iterable[str]) -> int | None:
    """A positive whole number; None when the config does not say, or says nonsense."""
    value = find(config, names)
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        value = int(value)
    return value if type(value) is int and 0 < value <= _MOST_COUNT else None


def find_text(config: Mapping[str, Any], name: str) -> str:
    """A text of the outermost section that has one; empty when there is none."""
    for section in reversed(sections(config)):
        value = section.get(name)
        if isinstance(value, str) and value:
            return value
    return ""
