"""What transformers assumes where a config.json is silent about theta or the window.

Whoever leaves a key out means the default of the architecture's class, and a merge that loses the key gets that
default without a word. The figures are those of transformers 5; a test asks transformers itself for each of them.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Defaults(NamedTuple):
    """An architecture's defaults: theta of the layers that see the whole context, and the window in tokens."""

    theta: float
    window: int


USUAL_THETA: Final = 10000.0
"""What nearly every reader takes when nothing is said."""

DEFAULTS: Final = {
    "arcee": Defaults(10000.0, 4096),
    "bitnet": Defaults(500000.0, 2048),
    "cohere": Defaults(500000.0, 8192),
    "cohere2": Defaults(10000.0, 8192),
    "deepseek_v2": Defaults(10000.0, 2048),
    "deepseek_v3": Defaults(10000.0, 4096),
    "ernie4_5": Defaults(500000.0, 131072),
    "falcon": Defaults(10000.0, 2048),
    "gemma": Defaults(10000.0, 8192),
    "gemma2": Defaults(10000.0, 8192),
    "gemma3": Defaults(1000000.0, 131072),
    "gemma3_text": Defaults(1000000.0, 131072),
    "glm": Defaults(10000.0, 131072),
    "glm4": Defaults(10000.0, 131072),
    "gpt_neox": Defaults(10000.0, 2048),
    "granite": Defaults(10000.0, 2048),
    "granitemoe": Defaults(10000.0, 2048),
    "internlm3": Defaults(10000.0, 32768),
    "llama": Defaults(10000.0, 2048),
    "llama4_text": Defaults(500000.0, 131072),
    "minicpm3": Defaults(10000.0, 32768),
    "mistral": Defaults(10000.0, 131072),
    "mixtral": Defaults(1000000.0, 131072),
    "nemotron": Defaults(10000.0, 4096),
    "olmo": Defaults(10000.0, 2048),
    "olmo2": Defaults(10000.0, 2048),
    "olmoe": Defaults(10000.0, 4096),
    "phi": Defaults(10000.0, 2048),
    "phi3": Defaults(10000.0, 4096),
    "phimoe": Defaults(1000000.0, 131072),
    "qwen2": Defaults(10000.0, 32768),
    "qwen2_moe": Defaults(10000.0, 32768),
    "qwen3": Defaults(10000.0, 32768),
    "qwen3_moe": Defaults(10000.0, 32768),
    "smollm3": Defaults(2000000.0, 32768),
    "stablelm": Defaults(10000.0, 4096),
    "starcoder2": Defaults(10000.0, 4096),
}
"""`model_type` → defaults, for architectures that rotate. Anything else: no claim is made about what is not said."""
