"""What is compared between the base and another model: one function a topic, each with one finding or none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graftwork_core.errors import BadInput
from graftwork_core.model import sections
from graftwork_core.model.info import Model
from graftwork_core.model.report import Severity
from graftwork_core.model.sections import find_count
from graftwork_core.model.vocabulary import VocabularyComparison, compare_vocabularies
from graftwork_core.weights.dtypes import spoken
from graftwork_core.weights.header import TensorInfo


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a pair of models that is not simply right."""

    severity: Severity
    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to compare.

    Attributes:
        name: Its stable name in the report.
        fine: The sentence when nothing was found.
        value: What to show of one model in a table.
        check: (base, role of the other, other) → what is not right, or None.
    """

    name: str
    fine: str
    value: Callable[[Model], str]
    check: Callable[[Model, str, Model], Finding | None]


_MEASURES: Final[Mapping[str, tuple[str, ...]]] = {
    "layers": sections.LAYERS,
    "hidden size": sections.HIDDEN,
    "attention heads": sections.HEADS,
    "key/value heads": sections.KV_HEADS,
    "head size": sections.HEAD_DIM,
    "feed-forward size": sections.INTERMEDIATE,
    "expert size": ("moe_intermediate_size",),
    "experts": sections.EXPERTS,
    "query rank": ("q_lora_rank",),
    "key/value rank": ("kv_lora_rank",),
    "rotary head size": ("qk_rope_head_dim",),
    "value head size": ("v_head_dim",),
}
_SOFT: Final = (
    "rms_norm_eps",
    "layer_norm_eps",
    "layer_norm_epsilon",
    "norm_epsilon",
    "hidden_act",
    "hidden_activation",
    "activation_function",
    "sliding_window",
    "layer_types",
    "attention_chunk_size",
    "dual_chunk_attention_config",
    "attn_logit_softcapping",
    "final_logit_softcapping",
    "query_pre_attn_scalar",
    "partial_rotary_factor",
    "attention_multiplier",
    "embedding_multiplier",
    "residual_multiplier",
    "logits_scaling",
    "num_experts_per_tok",
    "norm_topk_prob",
    "routed_scaling_factor",
)
_EXTRA_LAYER: Final = re.compile(r"(?:^|\.)layers\.(\d+)\.")
SAME_FAMILY: Final = "Choose models that were trained from the same base."
_MISSING: Final = object()


def check_architecture(base: Model, role: str, other: Model) -> Finding | None:
    """Model type and every measure that shapes the network."""
    if base.info.model_type != other.info.model_type:
        return Finding(
            Severity.BLOCKING,
            f"The {role} is of type {_or_none(other.info.model_type)}, the base of {_or_none(base.info.model_type)}.",
            SAME_FAMILY,
        )
    for measure, names in _MEASURES.items():
        mine, theirs = find_count(base.config, names), find_count(other.config, names)
        if mine is not None and theirs is not None and mine != theirs:
            return Finding(Severity.BLOCKING, f"The {role} has {measure} {theirs}, the base {mine}.", SAME_FAMILY)
    if base.info.architecture != other.info.architecture:
        return Finding(
            Severity.WARNING,
            f"The {role} is a {_or_none(other.info.architecture)}, the base a {_or_none(base.info.architecture)}.",
            "Check that both are the same kind of model; only tensors of the same name are used.",
        )
    return None


def check_tensors(base: Model, role: str, other: Model) -> Finding | None:
    """The names of the tensors."""
    missing = [tensor for tensor in base.checkpoint if tensor.name not in other.checkpoint]
    extra = [tensor for tensor in other.checkpoint if tensor.name not in base.checkpoint]
    needed = [tensor.name for tensor in missing if _is_layer_weight(tensor, base)]
    if needed:
        return Finding(
            Severity.BLOCKING,
            f"The {role} lacks {_named(needed)} that the base has.",
            "Save both with the same version of transformers, or choose models of the same architecture.",
        )
    unexpected = [tensor.name for tensor in extra if _is_layer_weight(tensor, other)]
    if unexpected and role == "donor":
        return Finding(
            Severity.BLOCKING,
            f"The {role} has {_named(unexpected)} that the base lacks.",
            "Save both with the same version of transformers, or choose models of the same architecture.",
        )
    if missing or extra:
        less = f"lacks {_named([tensor.name for tensor in missing])}" if missing else ""
        more = f"has {_named([tensor.name for tensor in extra])} more" if extra else ""
        return Finding(
            Severity.WARNING,
            f"Against the base, the {role} {' and '.join(part for part in (less, more) if part)}.",
            "Only tensors that both have are used; the target keeps its own."
            if role == "donor"
            else "The target's own tensors stay as they are.",
        )
    return None


def check_shapes(base: Model, role: str, other: Model) -> Finding | None:
    """The shape of every tensor that both have, but for the number of token rows."""
    for tensor in base.checkpoint:
        twin = other.checkpoint.tensors.get(tensor.name)
        if twin is None or twin.shape == tensor.shape:
            continue
        if tensor.name in base.token_rows and twin.shape[1:] == tensor.shape[1:]:
            continue
        return Finding(
            Severity.BLOCKING,
            f"Tensor {tensor.name} is {_shape(twin)} in the {role} and {_shape(tensor)} in the base.",
            SAME_FAMILY,
        )
    return None


def check_token_rows(base: Model, role: str, other: Model) -> Finding | None:
    """How many tokens embeddings and head have rows for."""
    for name in (*base.token_rows.embeddings, *base.token_rows.heads):
        twin = other.checkpoint.tensors.get(name)
        if twin is None or twin.shape[:1] == base.checkpoint[name].shape[:1]:
            continue
        rows, mine = twin.shape[0], base.checkpoint[name].shape[0]
        common = min(rows, mine)
        return Finding(
            Severity.WARNING,
            f"{name} has {rows} rows in the {role} and {mine} in the base; only the {common} common rows can be used.",
            "Nothing to do unless you carry embeddings over: rows beyond the common ones stay the target's.",
        )
    return None


def check_tokenizer(base: Model, role: str, other: Model) -> Finding | None:
    """Whether the same number means the same text."""
    try:
        comparison = compare_vocabularies(base.folder, other.folder)
    except BadInput as error:
        return Finding(Severity.WARNING, error.message, error.hint or "Check the tokenizers by hand.")
    if comparison is None:
        return Finding(
            Severity.WARNING,
            f"The tokenizers of base and {role} cannot be compared: one has no tokenizer.json or vocab.json.",
            "Make sure that both use the same tokenizer.",
        )
    return _judge(comparison, role)


def check_tied(base: Model, role: str, other: Model) -> Finding | None:
    """Whether the head is the embedding."""
    if base.info.tied == other.info.tied:
        return None
    return Finding(
        Severity.WARNING,
        f"The {role} has {_tied(other)}, the base {_tied(base)}.",
        "Leave embeddings and head out of the graft, which is the default.",
    )


def check_dtype(base: Model, role: str, other: Model) -> Finding | None:
    """The type that most weights are stored in."""
    if base.info.dtype == other.info.dtype:
        return None
    why = (
        "Where one was rounded and the other was not, the difference contains rounding noise: prefer the same type."
        if role == "donor"
        else "The merged model keeps the target's type unless you choose another."
    )
    return Finding(
        Severity.WARNING,
        f"The {role} is stored in {spoken(other.info.dtype)}, the base in {spoken(base.info.dtype)}.",
        why,
    )


def check_settings(base: Model, role: str, other: Model) -> Finding | None:
    """Settings that change what the same weights compute."""
    differing = []
    for name in _SOFT:
        mine, theirs = _setting(base.config, name), _setting(other.config, name)
        if _MISSING not in (mine, theirs) and mine != theirs:
            differing.append(f"{name} ({_brief(theirs)}, base {_brief(mine)})")
    if not differing:
        return None
    return Finding(
        Severity.WARNING,
        f"The {role} computes with another {', '.join(differing[:3])}{', …' if len(differing) > 3 else ''}.",
        "These settings stay the target's; check that the graft does not depend on them.",
    )


def _judge(comparison: VocabularyComparison, role: str) -> Finding | None:
    if comparison.changed_count:
        number, mine, theirs = comparison.changed[0]
        return Finding(
            Severity.BLOCKING,
            f"The {role} has another vocabulary: {comparison.changed_count} of {comparison.common} common tokens"
            f" differ, such as number {number} ({_brief(theirs)}, base {_brief(mine)}).",
            SAME_FAMILY,
        )
    parts = []
    if comparison.added:
        parts.append(f"adds {_many(comparison.added, 'token')}")
    if comparison.removed:
        parts.append(f"lacks {_many(comparison.removed, 'token')}")
    if comparison.renamed_count:
        number, mine, theirs = comparison.renamed[0]
        parts.append(
            f"renames {_many(comparison.renamed_count, 'special token')} (number {number} is {_brief(theirs)},"
            f" base {_brief(mine)})"
        )
    if not parts:
        return None
    return Finding(
        Severity.WARNING,
        f"The {role}'s tokenizer {', '.join(parts)}.",
        "Rows beyond the common ones are left as the target has them, and the target's tokenizer is kept.",
    )


def _is_layer_weight(tensor: TensorInfo, model: Model) -> bool:
    """Whether a graft needs this tensor: a matrix of a layer that the model's class loads."""
    if len(tensor.shape) < 2 or tensor.name in model.token_rows or tensor.dtype == "BOOL":
        return False
    if tensor.name.startswith("mtp.") or ".mtp." in tensor.name or not tensor.name.endswith(("weight", "proj")):
        return False
    layer = _EXTRA_LAYER.search(tensor.name)
    # Layers for multi-token prediction stand behind the last one; fine-tunes often drop them.
    said = find_count(model.config, sections.LAYERS)
    return layer is None or said is None or len(layer[1]) > 9 or int(layer[1]) < said


def _setting(config: Mapping[str, Any], name: str) -> Any:
    for section in sections.sections(config):
        if name in section:
            off = name == "sliding_window" and section.get("use_sliding_window") is False
            return None if off else section[name]
    return _MISSING


def _named(names: Iterable[str]) -> str:
    names = list(names)
    shown = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
    return f"{_many(len(names), 'tensor')} ({shown})"


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _or_none(name: str) -> str:
    return name or "(not named)"


def _shape(tensor: TensorInfo) -> str:
    return " × ".join(str(length) for length in tensor.shape) or "a single number"


def _brief(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "…"


def _tied(model: Model) -> str:
    return "embedding and head tied" if model.info.tied else "a head of its own"
