"""Tiny random checkpoints, and adapters for them made by PEFT: the ground truth of the engine's tests.

Everything is made once a session, in a folder that goes away with the process, and must not be changed by
a test: copy it first (`copied`). Random values are drawn from fixed seeds, so a failure can be repeated.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import shutil
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import torch
import transformers
from safetensors import safe_open
from torch import Tensor

from tests.core.recipes import RECIPES, Recipe

DTYPES: Final[Mapping[str, torch.dtype]] = {
    "bf16": torch.bfloat16,
    "fp16": torch.float16,
    "fp32": torch.float32,
}
VOCABULARY: Final = 96
TWO_SHARDS: Final = "60KB"

_SHAPE: Final[dict[str, Any]] = {
    "vocab_size": VOCABULARY,
    "hidden_size": 64,
    "intermediate_size": 80,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 64,
    "pad_token_id": 0,
    "bos_token_id": 1,
    "eos_token_id": 2,
}


def _config(kind: str) -> transformers.PreTrainedConfig:
    """The configuration of one of the tiny architectures; sizes differ wherever they may, to catch transposition."""
    if kind == "llama":
        return transformers.LlamaConfig(**_SHAPE)
    if kind == "llama-tied":
        return transformers.LlamaConfig(**_SHAPE, tie_word_embeddings=True)
    if kind == "llama-biased":
        return transformers.LlamaConfig(**_SHAPE, attention_bias=True, mlp_bias=True)
    if kind == "qwen2":
        return transformers.Qwen2Config(**_SHAPE)
    if kind == "qwen3":
        return transformers.Qwen3Config(**_SHAPE, head_dim=24)
    if kind == "gemma":
        return transformers.GemmaConfig(**_SHAPE | {"num_key_value_heads": 1, "head_dim": 24})
    if kind == "mixtral":
        return transformers.MixtralConfig(**_SHAPE, num_local_experts=3, num_experts_per_tok=2)
    if kind == "mixtral-square":
        return transformers.MixtralConfig(**_SHAPE | {"intermediate_size": 64}, num_local_experts=3)
    if kind == "gpt2":
        return transformers.GPT2Config(
            vocab_size=VOCABULARY, n_embd=64, n_layer=2, n_head=4, n_positions=64, bos_token_id=1, eos_token_id=2
        )
    if kind == "gemma3":
        return transformers.Gemma3Config(
            text_config=_gemma3_text(), vision_config=_gemma3_vision(), mm_tokens_per_image=4
        )
    raise KeyError(kind)


def _gemma3_text() -> dict[str, Any]:
    return _SHAPE | {"num_key_value_heads": 1, "head_dim": 16, "sliding_window": 16}


def _gemma3_vision() -> dict[str, Any]:
    return {
        "hidden_size": 32,
        "intermediate_size": 48,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "image_size": 16,
        "patch_size": 4,
    }


@functools.cache
def _room() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="graftwork-tiny-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """Silence the libraries while fixtures are made: what they say there is not what a test is about."""
    transformers.utils.logging.disable_progress_bar()
    verbosity = transformers.utils.logging.get_verbosity()
    transformers.utils.logging.set_verbosity_error()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        transformers.utils.logging.set_verbosity(verbosity)


def _jitter(module: torch.nn.Module, seed: int) -> None:
    """Make every parameter random, norms and biases too, so that none can be mistaken for another."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in module.parameters():
            noise = torch.randn(parameter.shape, generator=generator) * 0.05
            parameter.copy_(parameter.float() + noise)


def model_class(folder: Path) -> type[Any]:
    """The class that transformers loads this folder with."""
    (name,) = json.loads((folder / "config.json").read_text())["architectures"]
    loader: type[Any] = getattr(transformers, name)
    return loader


@functools.cache
def model(kind: str, dtype: str = "bf16", *, sharded: bool = False, seed: int = 0) -> Path:
    """The folder of a tiny random checkpoint, saved by transformers."""
    folder = _room() / f"{kind}-{dtype}{'-sharded' if sharded else ''}-{seed}"
    with _quietly():
        config = _config(kind)
        torch.manual_seed(seed)
        loader = transformers.AutoModelForCausalLM
        made = transformers.Gemma3ForConditionalGeneration(config) if kind == "gemma3" else loader.from_config(config)
        _jitter(made, seed)
        made.to(DTYPES[dtype]).save_pretrained(folder, max_shard_size=TWO_SHARDS if sharded else "5GB")
    return folder


@functools.cache
def finetuned(kind: str, dtype: str = "bf16", *, rank: int = 4, sharded: bool = False) -> Path:
    """The folder of a "fine-tune" of `model(kind, dtype)`: matrices moved by a low rank, norms and biases a little."""
    folder = _room() / f"{kind}-{dtype}-{rank}{'-sharded' if sharded else ''}-finetuned"
    base = model(kind, dtype)
    generator = torch.Generator().manual_seed(7)
    with _quietly():
        made = model_class(base).from_pretrained(base, dtype="auto")
        with torch.no_grad():
            for parameter in made.parameters():
                parameter.copy_(parameter.float() + _difference(parameter.shape, rank, generator))
        made.save_pretrained(folder, max_shard_size=TWO_SHARDS if sharded else "5GB")
    return folder


def _difference(shape: torch.Size, rank: int, generator: torch.Generator) -> Tensor:
    if len(shape) < 2:
        return torch.randn(shape, generator=generator) * 0.01
    left = torch.randn(*shape[:-1], rank, generator=generator)
    return left @ torch.randn(*shape[:-2], rank, shape[-1], generator=generator) * 0.01


@functools.cache
def adapter(name: str, kind: str, dtype: str = "bf16") -> Path:
    """The folder of the adapter `RECIPES[name]` on `model(kind, dtype)`, with nothing in it left at zero."""
    import peft

    recipe = RECIPES[name]
    folder = _room() / f"adapter-{name}-{kind}-{dtype}"
    base = model(kind, dtype)
    with _quietly():
        torch.manual_seed(1)
        made = model_class(base).from_pretrained(base, dtype="auto")
        wrapped = peft.get_peft_model(made, recipe.config(kind))
        _randomise(wrapped, recipe)
        wrapped.save_pretrained(folder)
    return folder


def _randomise(wrapped: torch.nn.Module, recipe: Recipe) -> None:
    generator = torch.Generator().manual_seed(2)
    with torch.no_grad():
        for name, parameter in wrapped.named_parameters():
            if not parameter.requires_grad and "lora_E" not in name:
                continue
            noise = torch.randn(parameter.shape, generator=generator) * recipe.strength
            parameter.copy_(parameter.float() + noise)
            if recipe.factor_dtype and "lora_" in name:
                parameter.data = parameter.data.to(DTYPES[recipe.factor_dtype])


@functools.cache
def merged_by_peft(name: str, kind: str, dtype: str = "bf16", *, sharded: bool = False) -> Path:
    """The folder that PEFT's merge_and_unload and transformers' save_pretrained make of that adapter."""
    folder = _room() / f"merged-{name}-{kind}-{dtype}{'-sharded' if sharded else ''}"
    base = model(kind, dtype, sharded=sharded)
    peft_merge(base, adapter(name, kind, dtype), folder, max_shard_size=TWO_SHARDS if sharded else "5GB")
    return folder


def peft_merge(base: Path, adapter_folder: Path, out: Path, dtype: torch.dtype | None = None, **save: Any) -> None:
    """What people do by hand: load the base (in its own dtype if none is given), load the adapter, merge, save."""
    import peft

    with _quietly():
        made = model_class(base).from_pretrained(base, dtype=dtype or "auto")
        peft.PeftModel.from_pretrained(made, adapter_folder).merge_and_unload().save_pretrained(out, **save)


def in_peft(base: Path, adapter_folder: Path) -> Any:
    """Base and adapter in PEFT, not merged, ready to be asked for logits."""
    import peft

    with _quietly():
        made = model_class(base).from_pretrained(base, dtype="auto")
        return peft.PeftModel.from_pretrained(made, adapter_folder).eval()


def tensors(folder: Path) -> dict[str, Tensor]:
    """Every tensor of every .safetensors file in a folder (or of one file)."""
    files = [folder] if folder.is_file() else sorted(folder.glob("*.safetensors"))
    found: dict[str, Tensor] = {}
    for file in files:
        with safe_open(file, "pt") as stream:
            for name in stream.keys():  # noqa: SIM118 - not a dict
                assert name not in found, f"{name} is in two files"
                found[name] = stream.get_tensor(name)
    return found


def load(folder: Path) -> tuple[Any, dict[str, Any]]:
    """The model as transformers loads it, and what it says about keys."""
    with _quietly():
        made, said = model_class(folder).from_pretrained(folder, dtype="auto", output_loading_info=True)
    return made, said


def loads_cleanly(folder: Path) -> Any:
    """The loaded model, after asserting that transformers found every key and needed every one."""
    made, said = load(folder)
    complaints = {what: names for what, names in said.items() if names}
    assert not complaints, f"transformers complains about {folder}: {complaints}"
    return made


def copied(folder: Path, to: Path) -> Path:
    """A copy that a test may damage."""
    shutil.copytree(folder, to)
    return to
