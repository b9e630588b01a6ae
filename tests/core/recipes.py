"""The kinds of adapters that people make with PEFT, each as one named recipe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import peft

_ATTENTION: Final = ["q_proj", "k_proj", "v_proj", "o_proj"]
_GPT2: Final = ["c_attn", "c_proj", "c_fc"]
_EXPERTS: Final = "mlp.experts"


@dataclass(frozen=True)
class Recipe:
    """How one kind of adapter is made.

    Attributes:
        options: Arguments of the PEFT configuration; without `target_modules` every linear layer is adapted.
        strength: Standard deviation of what is added to every trainable value.
        factor_dtype: Type in which the factors are stored; what PEFT chooses when None.
        tuner: Name of the configuration's class.
    """

    options: Mapping[str, Any] = field(default_factory=dict)
    strength: float = 0.05
    factor_dtype: str | None = None
    tuner: str = "LoraConfig"

    def config(self, kind: str) -> peft.PeftConfig:
        """The PEFT configuration for one of the tiny architectures."""
        import peft

        options: dict[str, Any] = {"r": 8, "lora_alpha": 16, "task_type": "CAUSAL_LM", **self.options}
        if self.tuner == "AdaLoraConfig":
            options.pop("r")
        if kind == "gpt2":
            options.setdefault("fan_in_fan_out", True)
            options.setdefault("target_modules", _GPT2)
        options.setdefault("target_modules", "all-linear")
        return getattr(peft, self.tuner)(**options)  # type: ignore[no-any-return]


RECIPES: Final[Mapping[str, Recipe]] = {
    "plain": Recipe(),
    "half": Recipe({"lora_alpha": 4}),
    "uneven": Recipe({"r": 10, "lora_alpha": 7}),
    "bf16 factors": Recipe({"r": 4}, factor_dtype="bf16"),
    "fp16 factors": Recipe({"r": 4}, factor_dtype="fp16"),
    "attention": Recipe({"target_modules": _ATTENTION}),
    "some layers": Recipe({"target_modules": _ATTENTION, "layers_to_transform": [1], "exclude_modules": ["o_proj"]}),
    "by pattern": Recipe({"target_modules": r".*\.(q_proj|down_proj)"}),
    "rslora": Recipe({"use_rslora": True}),
    "patterns": Recipe(
        {
            # First match wins, "." is a wildcard, and a key may be the end of a name or a regular expression.
            "rank_pattern": {"layers.0.self_attn.q_proj": 3, "v_proj": 5, r"mlp\.(gate|up)_proj": 2, "q_proj": 6},
            "alpha_pattern": {"q_proj": 7, "layers.1.mlp.gate_proj": 1, "v.proj": 20},
        }
    ),
    "patterns rslora": Recipe({"rank_pattern": {"q_proj": 3}, "alpha_pattern": {"v_proj": 5}, "use_rslora": True}),
    "dora": Recipe({"use_dora": True}),
    "dora uneven": Recipe({"use_dora": True, "r": 10, "lora_alpha": 7, "use_rslora": True}),
    "dora embedding": Recipe({"use_dora": True, "target_modules": ["embed_tokens", "q_proj"]}),
    "embedding": Recipe({"target_modules": ["embed_tokens", "q_proj", "v_proj"]}),
    "head": Recipe({"target_modules": ["lm_head", "q_proj"]}),
    "embedding and head": Recipe({"target_modules": ["embed_tokens", "lm_head", "q_proj"]}),
    "embedding tied": Recipe({"target_modules": ["embed_tokens", "q_proj"], "ensure_weight_tying": True}),
    "both tied": Recipe({"target_modules": ["embed_tokens", "lm_head", "q_proj"], "ensure_weight_tying": True}),
    "gpt2 embedding": Recipe({"target_modules": ["wte", "c_attn"]}),
    "saved head": Recipe({"modules_to_save": ["lm_head"]}),
    "saved norms": Recipe({"modules_to_save": ["norm", "input_layernorm"]}),
    "saved embedding": Recipe({"modules_to_save": ["embed_tokens"], "target_modules": _ATTENTION}),
    "saved embedding tied": Recipe(
        {"modules_to_save": ["embed_tokens"], "target_modules": _ATTENTION, "ensure_weight_tying": True}
    ),
    "gpt2 saved norms": Recipe({"modules_to_save": ["ln_1", "ln_f"]}),
    "bias all": Recipe({"bias": "all"}),
    "bias lora_only": Recipe({"bias": "lora_only", "target_modules": ["q_proj", "v_proj"]}),
    "gpt2 bias lora_only": Recipe({"bias": "lora_only", "target_modules": ["c_attn"]}),
    "lora bias": Recipe({"lora_bias": True, "target_modules": ["q_proj", "v_proj"]}),
    "gpt2 lora bias": Recipe({"lora_bias": True}),
    "gate_up experts": Recipe({"target_modules": [], "target_parameters": [f"{_EXPERTS}.gate_up_proj"]}),
    "down experts": Recipe({"target_modules": [], "target_parameters": [f"{_EXPERTS}.down_proj"]}),
    "all experts": Recipe(
        {
            "r": 3,
            "target_modules": _ATTENTION,
            "target_parameters": [f"{_EXPERTS}.gate_up_proj", f"{_EXPERTS}.down_proj"],
        }
    ),
    "all experts rslora": Recipe(
        {
            "target_modules": [],
            "target_parameters": [f"{_EXPERTS}.down_proj", f"{_EXPERTS}.gate_up_proj"],
            "use_rslora": True,
        }
    ),
    "experts by pattern": Recipe(
        {
            "target_modules": [],
            "target_parameters": ["gate_up_proj", "experts.down_proj"],
            "rank_pattern": {r".*\.gate_up_proj": 5},
            "alpha_pattern": {"experts.down_proj": 3, "layers.1.mlp.experts.gate_up_proj": 40},
        }
    ),
    "router": Recipe({"target_modules": ["q_proj"], "target_parameters": ["mlp.gate.weight"]}),
    "token rows": Recipe({"target_modules": ["q_proj"], "trainable_token_indices": {"embed_tokens": [3, 17, 90]}}),
    "fan_in_fan_out wrong": Recipe({"fan_in_fan_out": True, "target_modules": ["q_proj", "down_proj"]}),
    "adalora": Recipe(
        {"init_r": 6, "target_r": 4, "total_step": 10, "lora_alpha": 4, "target_modules": _ATTENTION},
        strength=0.2,
        tuner="AdaLoraConfig",
    ),
}
