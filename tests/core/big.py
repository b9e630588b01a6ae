"""A checkpoint of some tens of megabytes, made without transformers: large enough to be interrupted."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor

HIDDEN, INTERMEDIATE, VOCABULARY = 512, 1408, 2000


def make_model(folder: Path, layers: int = 8, *, moved: bool = False) -> Path:
    """Write a random bf16 Llama in two shards (0.8 M parameters a layer times 4); `moved` is a fine-tune of it."""
    generator, mover = torch.Generator().manual_seed(0), torch.Generator().manual_seed(1)
    shards: list[dict[str, Tensor]] = [{}, {}]
    for number, (name, shape) in enumerate(sorted(_table(layers).items())):
        weight = torch.randn(shape, generator=generator) * 0.02
        if moved:
            weight += _move(shape, mover)
        shards[number % 2][name] = weight.to(torch.bfloat16)
    folder.mkdir(parents=True)
    files = [f"model-{number + 1:05d}-of-00002.safetensors" for number in range(2)]
    for file, shard in zip(files, shards, strict=True):
        save_file(shard, folder / file, {"format": "pt"})
    weight_map = {name: file for file, shard in zip(files, shards, strict=True) for name in shard}
    total = sum(tensor.nbytes for shard in shards for tensor in shard.values())
    index = {"metadata": {"total_size": total}, "weight_map": weight_map}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))
    (folder / "config.json").write_text(json.dumps(_config(layers)))
    return folder


def _table(layers: int) -> dict[str, tuple[int, ...]]:
    table: dict[str, tuple[int, ...]] = {"model.norm.weight": (HIDDEN,)}
    table |= dict.fromkeys(("model.embed_tokens.weight", "lm_head.weight"), (VOCABULARY, HIDDEN))
    for layer in range(layers):
        place = f"model.layers.{layer}."
        table |= {f"{place}self_attn.{name}_proj.weight": (HIDDEN, HIDDEN) for name in "qkvo"}
        table |= {f"{place}mlp.{name}_proj.weight": (INTERMEDIATE, HIDDEN) for name in ("gate", "up")}
        table[f"{place}mlp.down_proj.weight"] = (HIDDEN, INTERMEDIATE)
        table |= {f"{place}{name}_layernorm.weight": (HIDDEN,) for name in ("input", "post_attention")}
    return table


def _move(shape: tuple[int, ...], generator: torch.Generator, rank: int = 32) -> Tensor:
    if len(shape) == 1:
        return torch.randn(shape, generator=generator) * 0.001
    left, right = (torch.randn(size, rank, generator=generator) for size in shape)
    return left @ right.T * (0.004 / rank**0.5)


def _config(layers: int) -> dict[str, object]:
    return {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "hidden_size": HIDDEN,
        "intermediate_size": INTERMEDIATE,
        "num_hidden_layers": layers,
        "num_attention_heads": 8,
        "num_key_value_heads": 8,
        "vocab_size": VOCABULARY,
        "max_position_embeddings": 2048,
        "rms_norm_eps": 1e-5,
        "rope_theta": 10000.0,
        "tie_word_embeddings": False,
        "torch_dtype": "bfloat16",
        "bos_token_id": 1,
        "eos_token_id": 2,
    }
