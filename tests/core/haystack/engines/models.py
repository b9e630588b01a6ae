"""Tiny models of the architectures that the local engine treats differently, with a tokenizer, in folders."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import torch
import transformers
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import WhitespaceSplit

from graftwork_core.model.meta import quiet

VOCABULARY: Final = 97
STOP: Final = 2
_SHAPE: Final[dict[str, Any]] = {
    "vocab_size": VOCABULARY,
    "hidden_size": 64,
    "intermediate_size": 96,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 512,
    "pad_token_id": 0,
    "bos_token_id": 1,
    "eos_token_id": STOP,
}
FAST: Final = ("llama", "qwen3", "gemma", "gpt2", "granite", "mixtral")
SLIDING: Final = ("mistral", "gemma3")
ANEW: Final = ("dynamic", "longrope", "mamba")


def _config(kind: str) -> transformers.PreTrainedConfig:
    if kind == "llama":
        return transformers.LlamaConfig(**_SHAPE)
    if kind == "qwen3":  # normalised queries and keys
        return transformers.Qwen3Config(**_SHAPE, head_dim=24)
    if kind == "gemma":  # one key/value head, scaled embeddings, tied
        return transformers.GemmaConfig(**_SHAPE | {"num_key_value_heads": 1, "head_dim": 24})
    if kind == "granite":  # its own attention scale, logits divided
        return transformers.GraniteConfig(
            **_SHAPE, logits_scaling=3.0, attention_multiplier=0.4, residual_multiplier=0.5, embedding_multiplier=2.0
        )
    if kind == "mixtral":
        return transformers.MixtralConfig(**_SHAPE, num_local_experts=3, num_experts_per_tok=2)
    if kind == "gpt2":  # positions are learned, and end
        return transformers.GPT2Config(
            vocab_size=VOCABULARY, n_embd=64, n_layer=2, n_head=4, n_positions=512, bos_token_id=1, eos_token_id=STOP
        )
    if kind == "gemma2":  # scores are capped
        return transformers.Gemma2Config(
            **_SHAPE, head_dim=16, attn_logit_softcapping=2.0, layer_types=["full_attention"] * 2
        )
    if kind == "mistral":
        return transformers.MistralConfig(**_SHAPE, sliding_window=24)
    if kind == "gemma3":
        return transformers.Gemma3TextConfig(
            **_SHAPE | {"num_key_value_heads": 1}, head_dim=16, sliding_window=24, layer_types=_MIXED
        )
    if kind == "dynamic":
        return transformers.LlamaConfig(
            **_SHAPE | {"max_position_embeddings": 64},
            rope_parameters={"rope_type": "dynamic", "rope_theta": 10000.0, "factor": 4.0},
        )
    if kind == "longrope":
        return transformers.Phi3Config(
            **_SHAPE,
            rope_parameters={
                "rope_type": "longrope",
                "rope_theta": 10000.0,
                "short_factor": [1.0] * 8,
                "long_factor": [2.0 + place for place in range(8)],
                "original_max_position_embeddings": 64,
            },
        )
    if kind == "mamba":
        return transformers.MambaConfig(
            vocab_size=VOCABULARY, hidden_size=64, num_hidden_layers=2, state_size=8, eos_token_id=STOP
        )
    raise KeyError(kind)


_MIXED: Final = ["sliding_attention", "full_attention"]


@functools.cache
def room() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="graftwork-engines-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@functools.cache
def model(kind: str, dtype: str = "float32", seed: int = 0) -> Path:
    """The folder of a tiny random checkpoint with strong weights, so that its answers are not all alike."""
    folder = room() / f"{kind}-{dtype}-{seed}"
    torch.manual_seed(seed)
    with quiet():
        made = transformers.AutoModelForCausalLM.from_config(_config(kind))
        generator = torch.Generator().manual_seed(seed)
        with torch.no_grad():
            for parameter in made.parameters():
                if parameter.dim() > 1:
                    parameter.add_(torch.randn(parameter.shape, generator=generator) * 0.15)
                else:
                    parameter.add_(torch.randn(parameter.shape, generator=generator) * 0.05)
        made.to(getattr(torch, dtype)).save_pretrained(folder)
    words = {f"w{place}": place for place in range(VOCABULARY)}
    tokenizer = Tokenizer(WordLevel(words, unk_token="w3"))
    tokenizer.pre_tokenizer = WhitespaceSplit()
    transformers.PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="w2").save_pretrained(folder)
    return folder


@functools.cache
def stock(folder: Path) -> Any:
    """The model as transformers loads it, in float32."""
    with quiet():
        return transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()


def fresh(folder: Path) -> Any:
    """The same, untouched by whatever was asked before: some models' frequencies depend on that."""
    if folder.name.startswith(("dynamic", "longrope")):
        stock.cache_clear()
    return stock(folder)


def tokens(count: int, seed: int = 0) -> list[int]:
    """Random tokens, none of them special."""
    return torch.randint(3, VOCABULARY, (count,), generator=torch.Generator().manual_seed(seed)).tolist()


def expected(made: Any, prompt: Sequence[int], answer: Sequence[int]) -> torch.Tensor:
    """Log-probabilities, (answer's tokens, vocabulary), by one plain pass over everything."""
    with torch.inference_mode():
        logits = made(input_ids=torch.tensor([[*prompt, *answer[:-1]]]), use_cache=False).logits[0]
    return torch.log_softmax(logits[len(prompt) - 1 :].float(), dim=-1)
