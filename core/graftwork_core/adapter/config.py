"""adapter_config.json of PEFT: what it says about the mathematics, and what can't be honoured.

Fields as PEFT 0.21 writes them (https://huggingface.co/docs/peft, "LoraConfig"). Older files lack many,
newer ones may have more; a field that changes the mathematics and is not understood is a problem, never ignored.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from graftwork_core.adapter import patterns
from graftwork_core.adapter.names import layer_of
from graftwork_core.errors import BadInput

PREFIX: Final = "base_model.model."
_LARGEST_ALPHA: Final = 1_000_000
_LONGEST_NAME: Final = 500
_MERGES_LIKE_LORA: Final = frozenset({"LORA", "ADALORA"})
_MOVES_THE_BASE: Final = ("pissa", "olora", "corda", "lora_ga", "loftq")
_HARMLESS: Final = frozenset(
    """alora_invocation_tokens alpha_pattern arrow_config auto_mapping base_model_name_or_path bias corda_config
    ensure_weight_tying eva_config exclude_modules fan_in_fan_out inference_mode init_lora_weights kasa_config
    layer_replication layers_pattern layers_to_transform loftq_config lora_alpha lora_bias lora_dropout lora_ga_config
    megatron_config megatron_core modules_to_save monteclora_config peft_type peft_version qalora_group_size r
    rank_pattern revision target_modules target_parameters task_type trainable_token_indices use_bdlora use_dora
    use_qalora use_rslora velora_config runtime_config
    beta1 beta2 deltaT init_r orth_reg_weight target_r tfinal tinit total_step""".split()
)
_REFUSED: Final = {
    "kasa_config": "KaSA first truncates the base's weights",
    "use_bdlora": "block-diagonal factors are stored compactly",
    "alora_invocation_tokens": "activated LoRA works only behind its invocation tokens",
    "arrow_config": "Arrow routes every token anew",
    "use_qalora": "QALoRA pools the input",
    "layer_replication": "its layers are stacked copies with adapters of their own",
}


@dataclass(frozen=True)
class LoraConfig:
    """The part of an adapter's configuration that decides what is added to which weight.

    Attributes:
        peft_type: "LORA" or "ADALORA".
        rank: The configured rank, `r` (AdaLoRA: `init_r`).
        alpha: The configured `lora_alpha`.
        use_rslora: Whether the scale is alpha/sqrt(r) instead of alpha/r (https://arxiv.org/abs/2312.03732).
        use_dora: Whether magnitudes go with the factors (https://arxiv.org/abs/2402.09353).
        rank_pattern: Regular expression of a module → its rank; the first match counts.
        alpha_pattern: The same for alpha.
        target_modules: The adapted modules: names or ends of names, or one regular expression.
        exclude_modules: What is not adapted all the same, written likewise.
        layers: Numbers of the adapted layers; empty is all.
        target_parameters: Targeted nn.Parameters (fused experts).
        modules_to_save: Modules that are replaced as a whole.
        token_indices: Embedding module → indices of its replaced rows.
        peft_version: The version that saved it, as numbers; empty before 0.18.
        base: What it was trained on, as its author wrote it; may be empty.
        problems: Why it can't be merged, one sentence each.
        notes: What else to know, one sentence each.
    """

    peft_type: str
    rank: int
    alpha: float
    use_rslora: bool = False
    use_dora: bool = False
    rank_pattern: Mapping[str, int] = field(default_factory=dict)
    alpha_pattern: Mapping[str, float] = field(default_factory=dict)
    target_modules: tuple[str, ...] | str = ()
    exclude_modules: tuple[str, ...] | str = ()
    layers: tuple[int, ...] = ()
    target_parameters: tuple[str, ...] = ()
    modules_to_save: tuple[str, ...] = ()
    token_indices: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    peft_version: tuple[int, ...] = ()
    base: str = ""
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def is_targeted(self, module: str) -> bool:
        """Whether `target_modules` names a module, by PEFT's rules, and nothing excludes it again."""
        if not _names(self.target_modules, module) or _names(self.exclude_modules, module):
            return False
        return not self.layers or layer_of(module) in self.layers

    def rank_of(self, module: str) -> int:
        """The rank that the configuration gives a module."""
        return int(_first_match(self.rank_pattern, module, self.rank))

    def alpha_of(self, module: str) -> float:
        """The alpha that the configuration gives a module."""
        return float(_first_match(self.alpha_pattern, module, self.alpha))

    def scale_of(self, module: str, rank: int) -> float:
        """The factor before B·A, for a module whose factors have this rank."""
        if self.peft_type == "ADALORA":
            return self.alpha_of(module) / (self.rank_of(module) + 1e-5)
        return self.alpha_of(module) / (math.sqrt(rank) if self.use_rslora else rank)


def parse_config(file: Path, raw: Mapping[str, Any]) -> LoraConfig:
    """Understand an adapter's configuration.

    Raises:
        BadInput: When it is not a LoRA at all, or a field has an impossible value.
    """
    kind = raw.get("peft_type", "LORA")
    if not isinstance(kind, str) or kind not in _MERGES_LIKE_LORA:
        raise BadInput(
            f"{file} is an adapter of type {kind!r}; Graftwork merges LoRA, DoRA, rsLoRA and AdaLoRA.",
            "Merge it with PEFT (merge_and_unload), or convert it to LoRA there (save_as_lora).",
        )

    def wrong(name: str, why: str) -> BadInput:
        return BadInput(f"{file}: {name} is {str(raw.get(name))[:60]!r}, which is {why}.", "Mend the file.")

    rank_key = "init_r" if kind == "ADALORA" and raw.get("init_r") else "r"
    rank, alpha = raw.get(rank_key, 8), raw.get("lora_alpha", 8)
    if type(rank) is not int or not 0 < rank < 2**20:
        raise wrong(rank_key, "not a rank")
    if not _is_alpha(alpha):
        raise wrong("lora_alpha", "not a number within ±1000000")
    for name, valid in (("rank_pattern", _is_rank), ("alpha_pattern", _is_alpha)):
        pattern = raw.get(name) or {}
        if not isinstance(pattern, dict) or not all(valid(value) for value in pattern.values()):
            raise wrong(name, "not a table of numbers")
        for key in pattern:
            if not patterns.is_pattern(key):
                raise BadInput(f"{file}: {name} has {key[:80]!r}, which is not a regular expression.", "Mend the file.")
    for name in ("target_modules", "exclude_modules", "target_parameters", "modules_to_save"):
        if any(len(module) > _LONGEST_NAME for module in _listed(raw.get(name))):
            raise wrong(name, "longer than names of modules are")
    for name in ("target_modules", "exclude_modules"):
        if isinstance(raw.get(name), str) and len(raw[name]) > patterns.LONGEST:
            raise wrong(name, "longer than a pattern of modules is")
    for name in ("use_rslora", "use_dora"):
        if raw.get(name) is not None and type(raw[name]) is not bool:
            raise wrong(name, "neither true nor false")
    problems, notes = _judge(raw)
    return LoraConfig(
        peft_type=kind,
        rank=rank,
        alpha=float(alpha),
        use_rslora=raw.get("use_rslora") is True,
        use_dora=raw.get("use_dora") is True,
        rank_pattern=raw.get("rank_pattern") or {},
        alpha_pattern=raw.get("alpha_pattern") or {},
        target_modules=_texts_or_pattern(raw.get("target_modules")),
        exclude_modules=_texts_or_pattern(raw.get("exclude_modules")),
        layers=_layers(raw.get("layers_to_transform")),
        target_parameters=_texts(raw.get("target_parameters")),
        modules_to_save=_texts(raw.get("modules_to_save")),
        token_indices=_token_indices(raw.get("trainable_token_indices"), wrong),
        peft_version=_version(raw.get("peft_version")),
        base=str(raw.get("base_model_name_or_path") or "")[:500],
        problems=problems,
        notes=notes,
    )


def _judge(raw: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    problems = [f"It uses {name}: {why}, which can't be merged." for name, why in _REFUSED.items() if raw.get(name)]
    start = raw.get("init_lora_weights")
    if isinstance(start, str) and start.lower().startswith(_MOVES_THE_BASE):
        problems.append(
            f"It was started with {start}, which changes the base's own weights: it is valid only on "
            "that changed base. Convert it with PEFT (save_pretrained with path_initial_model_for_weight_conversion) "
            "and use the result."
        )
    for name, value in raw.items():
        if name not in _HARMLESS and value not in (None, False, "", 0, [], {}):
            problems.append(f"Its setting {name!r} is not known to Graftwork and may change the result.")
    notes = []
    base = str(raw.get("base_model_name_or_path") or "")
    if re.search(r"bnb|4bit|8bit|gptq|awq", base, re.IGNORECASE):
        notes.append(
            f"It was trained on a quantized base ({base[:100]}); "
            "on the 16-bit original it may behave a little differently."
        )
    return tuple(problems), tuple(notes)


def _first_match(table: Mapping[str, Any], module: str, default: Any) -> Any:
    r"""PEFT's rule: the first key, in the file's order, that matches as `(.*\.)?(KEY)$`."""
    for key, value in table.items():
        if patterns.matches(rf"(.*\.)?({key})$", module):
            return value
    return default


def _is_alpha(value: Any) -> bool:
    return type(value) in (int, float) and abs(value) <= _LARGEST_ALPHA  # false for NaN


def _is_rank(value: Any) -> bool:
    return type(value) is int and 0 < value < 2**20


def _names(choice: tuple[str, ...] | str, module: str) -> bool:
    """PEFT's rule: a pattern matches the whole path; a name is the path, or its end behind a dot."""
    if isinstance(choice, str):
        return patterns.matches(rf"(?:{choice})\Z", module)
    return any(module == name or module.endswith(f".{name}") for name in choice)


def _texts_or_pattern(value: Any) -> tuple[str, ...] | str:
    return value if isinstance(value, str) else _texts(value)


def _layers(value: Any) -> tuple[int, ...]:
    numbers = [value] if type(value) is int else value
    return tuple(number for number in numbers if type(number) is int) if isinstance(numbers, list) else ()


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return _listed(value)


def _listed(value: Any) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _token_indices(value: Any, wrong: Any) -> dict[str, tuple[int, ...]]:
    if not value:
        return {}
    table = {"embed_tokens": value} if isinstance(value, list) else value
    if not isinstance(table, dict):
        raise wrong("trainable_token_indices", "neither a list nor a table")
    for indices in table.values():
        if not isinstance(indices, list) or not all(type(index) is int and index >= 0 for index in indices):
            raise wrong("trainable_token_indices", "not a list of token numbers")
    return {str(module): tuple(indices) for module, indices in table.items()}


def _version(value: Any) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", str(value or "").split("@")[0])[:3])
