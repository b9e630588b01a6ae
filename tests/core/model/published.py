"""Configs as well-known models have them, cut to what speaks of context, heads and layers: none of them is ill."""

from __future__ import annotations

from typing import Any, Final

HUGE: Final = 1000000000000000019884624838656
"""What tokenizers write for "no limit"."""
_LLAMA3_ROPE: Final = {
    "factor": 8.0,
    "low_freq_factor": 1.0,
    "high_freq_factor": 4.0,
    "original_max_position_embeddings": 8192,
    "rope_type": "llama3",
}
_LONG_FACTORS: Final = [1.0 + at * at / 40 for at in range(48)]


def _model(kind: str, hidden: int, heads: int, **more: Any) -> dict[str, Any]:
    return {"model_type": kind, "hidden_size": hidden, "num_attention_heads": heads, "num_hidden_layers": 2} | more


def llama(window: int, **rope: Any) -> dict[str, Any]:
    """A Llama with 8 billion parameters."""
    return _model("llama", 4096, 32, max_position_embeddings=window, **rope)


CONFIGS: Final[dict[str, dict[str, Any]]] = {
    "llama-2": llama(4096, rope_scaling=None),
    "llama-3": llama(8192, rope_theta=500000.0, rope_scaling=None),
    "llama-3.1": llama(131072, rope_theta=500000.0, rope_scaling=_LLAMA3_ROPE),
    "llama-3.2-1b": _model(
        "llama", 2048, 32, head_dim=64, max_position_embeddings=131072, rope_theta=500000.0,
        rope_scaling={**_LLAMA3_ROPE, "factor": 32.0},
    ),
    "llama-3-1048k": llama(1048576, rope_theta=3580165449.0, rope_scaling=None),
    "llama-saved-by-5": llama(8192, rope_parameters={"rope_type": "default", "rope_theta": 500000.0}),
    "llama-3.1-saved-by-5": llama(131072, rope_parameters={**_LLAMA3_ROPE, "rope_theta": 500000.0}),
    "vicuna-16k": llama(4096, rope_scaling={"factor": 4.0, "type": "linear"}, max_sequence_length=16384),
    "code-llama": llama(16384, rope_theta=1000000, rope_scaling=None),
    "yi-200k": llama(200000, rope_theta=5000000.0, rope_scaling=None),
    "smollm2-135m": _model("llama", 576, 9, max_position_embeddings=8192, rope_theta=100000, rope_scaling=None),
    "mistral-0.1": _model(
        "mistral", 4096, 32, max_position_embeddings=32768, rope_theta=10000.0, sliding_window=4096
    ),
    "mistral-0.3": _model(
        "mistral", 4096, 32, max_position_embeddings=32768, rope_theta=1000000.0, sliding_window=None
    ),
    "mistral-nemo": _model(
        "mistral", 5120, 32, head_dim=128, max_position_embeddings=1024000, rope_theta=1000000.0, sliding_window=None
    ),
    "yarn-mistral": _model(
        "mistral", 4096, 32, max_position_embeddings=131072, rope_theta=10000.0, sliding_window=131072,
        rope_scaling={"type": "yarn", "factor": 16.0, "original_max_position_embeddings": 8192, "finetuned": True},
    ),
    "mixtral": _model(
        "mixtral", 4096, 32, max_position_embeddings=32768, rope_theta=1000000.0, sliding_window=None
    ),
    "qwen2.5": _model(
        "qwen2", 3584, 28, max_position_embeddings=32768, rope_theta=1000000.0, sliding_window=131072,
        use_sliding_window=False, max_window_layers=28,
    ),
    "qwen2.5-yarn": _model(
        "qwen2", 3584, 28, max_position_embeddings=32768, rope_theta=1000000.0, sliding_window=131072,
        use_sliding_window=False, max_window_layers=28,
        rope_scaling={"factor": 4.0, "original_max_position_embeddings": 32768, "type": "yarn"},
    ),
    "qwen2.5-1m": _model(
        "qwen2", 3584, 28, max_position_embeddings=1010000, rope_theta=10000000.0, sliding_window=32768,
        use_sliding_window=False,
        dual_chunk_attention_config={"chunk_size": 262144, "original_max_position_embeddings": 262144},
    ),
    "qwen3-2507": _model(
        "qwen3", 2560, 32, head_dim=128, max_position_embeddings=262144, rope_theta=5000000, rope_scaling=None,
        sliding_window=None, use_sliding_window=False,
    ),
    "gemma-2": _model(
        "gemma2", 3584, 16, head_dim=256, max_position_embeddings=8192, rope_theta=10000.0, sliding_window=4096
    ),
    "gemma-3": {
        "model_type": "gemma3",
        "text_config": {
            "model_type": "gemma3_text", "hidden_size": 2560, "num_hidden_layers": 2, "sliding_window": 1024,
            "rope_scaling": {"factor": 8.0, "rope_type": "linear"},
        },
        "vision_config": {"model_type": "siglip_vision_model", "hidden_size": 1152},
    },
    "gemma-3-1b": _model(
        "gemma3_text", 1152, 4, head_dim=256, max_position_embeddings=32768, rope_theta=1000000,
        rope_local_base_freq=10000, rope_scaling=None, sliding_window=512, sliding_window_pattern=6,
    ),
    "gemma-3-saved-by-5": {
        "model_type": "gemma3",
        "text_config": _model(
            "gemma3_text", 2560, 8, head_dim=256, max_position_embeddings=131072, sliding_window=1024,
            layer_types=["sliding_attention", "full_attention"],
            rope_parameters={
                "full_attention": {"rope_type": "linear", "factor": 8.0, "rope_theta": 1000000.0},
                "sliding_attention": {"rope_type": "default", "rope_theta": 10000.0},
            },
        ),
    },
    "phi-3-4k": _model(
        "phi3", 3072, 32, max_position_embeddings=4096, original_max_position_embeddings=4096, rope_theta=10000.0,
        rope_scaling=None, sliding_window=2047,
    ),
    "phi-3-128k": _model(
        "phi3", 3072, 32, max_position_embeddings=131072, original_max_position_embeddings=4096, rope_theta=10000.0,
        rope_scaling={"long_factor": _LONG_FACTORS, "short_factor": [1.0] * 48, "type": "longrope"},
        sliding_window=262144,
    ),
    "phi-2": _model("phi", 2560, 32, max_position_embeddings=2048, rope_theta=10000.0, partial_rotary_factor=0.4),
    "glm-4-1m": _model(
        "glm", 4096, 32, head_dim=128, max_position_embeddings=1048576, rope_theta=100000000.0,
        partial_rotary_factor=0.5,
    ),
    "internlm2-dynamic": _model(
        "internlm2", 4096, 32, max_position_embeddings=262144, rope_theta=50000000,
        rope_scaling={"type": "dynamic", "factor": 2.5},
    ),
    "deepseek-v3": _model(
        "deepseek_v3", 7168, 128, qk_rope_head_dim=64, qk_nope_head_dim=128, max_position_embeddings=163840,
        rope_theta=10000,
        rope_scaling={
            "beta_fast": 32, "beta_slow": 1, "factor": 40, "mscale": 1.0, "mscale_all_dim": 1.0,
            "original_max_position_embeddings": 4096, "type": "yarn",
        },
    ),
    "gpt-oss": _model(
        "gpt_oss", 2880, 64, head_dim=64, max_position_embeddings=131072, rope_theta=150000, sliding_window=128,
        layer_types=["sliding_attention", "full_attention"],
        rope_scaling={
            "beta_fast": 32.0, "beta_slow": 1.0, "factor": 32.0, "original_max_position_embeddings": 4096,
            "rope_type": "yarn", "truncate": False,
        },
    ),
    "llama-4": {
        "model_type": "llama4",
        "text_config": _model(
            "llama4_text", 5120, 40, head_dim=128, max_position_embeddings=10485760, rope_theta=500000.0,
            rope_scaling={**_LLAMA3_ROPE, "factor": 16.0}, no_rope_layers=[1, 0], attention_chunk_size=8192,
        ),
    },
    "pythia": _model("gpt_neox", 4096, 32, max_position_embeddings=2048, rotary_emb_base=10000, rotary_pct=0.25),
    "stablelm": _model(
        "stablelm", 2560, 32, max_position_embeddings=4096, rope_theta=10000, partial_rotary_factor=0.25
    ),
    "falcon": _model("falcon", 4544, 71, alibi=False),
    "falcon-alibi": _model("falcon", 2048, 32, alibi=True),
    "gpt-2": {"model_type": "gpt2", "n_embd": 768, "n_head": 12, "n_layer": 2, "n_positions": 1024, "n_ctx": 1024},
    "opt": _model("opt", 768, 12, max_position_embeddings=2048),
    "bloom": {"model_type": "bloom", "n_embed": 1024, "n_head": 16, "n_layer": 2, "seq_length": 2048},
}  # fmt: skip
"""Name → config.json."""

TOKENIZERS: Final = {
    "llama-2": HUGE,
    "llama-3": HUGE,
    "llama-3.1": 131072,
    "phi-3-128k": 131072,
    "qwen2.5": 131072,
    "deepseek-v3": 16384,
    "gpt-2": 1024,
    "yi-200k": 4096,
}
"""Name → model_max_length."""

GENERATION: Final[dict[str, dict[str, Any]]] = {
    "llama-3": {"do_sample": True, "eos_token_id": [128001, 128009], "max_length": 4096, "temperature": 0.6},
    "llama-2": {"max_length": 4096, "temperature": 0.9},
    "llama-3-1048k": {"max_length": 4096, "eos_token_id": [128001, 128009]},
}
"""Name → generation_config.json."""

WITHOUT_ROPE: Final = ("falcon-alibi", "gpt-2", "opt", "bloom")
