"""Small models as bytes: safetensors files, cards, and repositories of them."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

INDEX = "model.safetensors.index.json"
SIZES = {"F32": 4, "F16": 2, "BF16": 2}


def safetensors(shapes: Mapping[str, tuple[int, ...]], dtype: str = "BF16", seed: int = 0) -> bytes:
    """A safetensors file of random bytes; BF16 patterns are small plain numbers."""
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    at = 0
    for name, shape in shapes.items():
        size = SIZES[dtype]
        for side in shape:
            size *= side
        header[name] = {"dtype": dtype, "shape": list(shape), "data_offsets": [at, at + size]}
        at += size
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    data = np.random.default_rng(seed).integers(0, 256, at, dtype=np.uint8)
    if dtype == "BF16":  # sign and mantissa at random, a small exponent: no NaN, no infinity
        data[1::2] = data[1::2] & 0x80 | 0x3C
    return struct.pack("<Q", len(text)) + text + data.tobytes()


def card(**head: Any) -> bytes:
    """A card with this head."""
    lines = [f"{name}: {json.dumps(value)}" for name, value in head.items()]
    return "\n".join(["---", *lines, "---", "", "# A model", ""]).encode()


def plain_model(seed: int = 0, config: Mapping[str, Any] | None = None, **head: Any) -> dict[str, bytes]:
    """A repository's files: two tensors, a config, a card."""
    settings = {"architectures": ["LlamaForCausalLM"], "model_type": "llama", **(config or {})}
    shapes = {"model.embed_tokens.weight": (64, 32), "model.layers.0.mlp.up_proj.weight": (48, 32)}
    return {
        "config.json": json.dumps(settings).encode(),
        "model.safetensors": safetensors(shapes, seed=seed),
        "README.md": card(pipeline_tag="text-generation", **head),
    }


def sharded(seed: int = 0, shards: int = 3, width: int = 512, **config: Any) -> dict[str, bytes]:
    """A model in several shards of some hundred kilobytes each."""
    files, table = {}, {}
    for number in range(1, shards + 1):
        name = f"model-{number:05d}-of-{shards:05d}.safetensors"
        shapes = {f"model.layers.{number}.mlp.{part}.weight": (width, 512) for part in ("up_proj", "down_proj")}
        shapes |= {"model.embed_tokens.weight": (64, 512)} if number == 1 else {}
        files[name] = safetensors(shapes, seed=100 * seed + number)
        table |= dict.fromkeys(shapes, name)
    settings = {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": 512, **config}
    files[INDEX] = json.dumps({"metadata": {}, "weight_map": table}).encode()
    files["config.json"] = json.dumps(settings).encode()
    return files


def long_model(shards: int = 8) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """A model of many shards of a megabyte each, and an adapter for all its layers."""
    factors: dict[str, tuple[int, ...]] = {}
    for layer in range(1, shards + 1):
        prefix = f"base_model.model.model.layers.{layer}.mlp.up_proj"
        factors |= {f"{prefix}.lora_A.weight": (4, 512), f"{prefix}.lora_B.weight": (512, 4)}
    config = {"peft_type": "LORA", "r": 4, "lora_alpha": 8, "target_modules": ["up_proj"]}
    adapter = {"adapter_model.safetensors": safetensors(factors), "adapter_config.json": json.dumps(config).encode()}
    return sharded(shards=shards), adapter


def files_below(folder: Path) -> dict[str, bytes]:
    """Contents by relative name."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
