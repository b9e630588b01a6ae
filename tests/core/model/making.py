"""Tiny model folders written byte by byte, without torch: what the tests of the model room open."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from graftwork_core.model.info import Model, open_model
from graftwork_core.weights.header import build_header, tensor_bytes

Table = Mapping[str, tuple[str, tuple[int, ...]]]

LLAMA: Final[dict[str, Any]] = {
    "architectures": ["LlamaForCausalLM"],
    "model_type": "llama",
    "hidden_size": 32,
    "intermediate_size": 48,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "vocab_size": 20,
    "rms_norm_eps": 1e-5,
    "hidden_act": "silu",
    "tie_word_embeddings": False,
    "max_position_embeddings": 128,
    "rope_theta": 10000.0,
    "rope_scaling": None,
}


def llama_tensors(dtype: str = "BF16", rows: int = 20, layers: int = 2) -> dict[str, tuple[str, tuple[int, ...]]]:
    """The table of a small Llama: embedding, head, and of each layer two matrices and a norm."""
    table = {"model.embed_tokens.weight": (dtype, (rows, 32)), "lm_head.weight": (dtype, (rows, 32))}
    for layer in range(layers):
        table[f"model.layers.{layer}.self_attn.q_proj.weight"] = (dtype, (32, 32))
        table[f"model.layers.{layer}.mlp.down_proj.weight"] = (dtype, (32, 48))
        table[f"model.layers.{layer}.input_layernorm.weight"] = (dtype, (32,))
    return table


def tokens(count: int, added: int = 0, **renamed: str) -> dict[str, Any]:
    """A tokenizer.json with tokens t0, t1, … of which the last are added ones; `t3="x"` renames one."""
    names = [renamed.get(f"t{number}", f"t{number}") for number in range(count)]
    return {
        "model": {"type": "BPE", "vocab": {name: at for at, name in enumerate(names[: count - added])}, "merges": []},
        "added_tokens": [{"id": at, "content": names[at]} for at in range(count - added, count)],
    }


def write_model(
    folder: Path,
    config: Mapping[str, Any] = LLAMA,
    table: Table | None = None,
    *,
    values: Mapping[str, bytes] | None = None,
    seed: int = 0,
    tokenizer: Mapping[str, Any] | None = None,
    tokenizer_config: Mapping[str, Any] | None = None,
) -> Path:
    """Write config.json, model.safetensors with random bytes that are small numbers, and tokenizer files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(config))
    table = llama_tensors() if table is None else table
    header, _ = build_header([(name, dtype, shape) for name, (dtype, shape) in table.items()], {"format": "pt"})
    body = [(values or {}).get(name) or _random(name, dtype, shape, seed) for name, (dtype, shape) in table.items()]
    (folder / "model.safetensors").write_bytes(header + b"".join(body))
    for name, content in (("tokenizer.json", tokenizer), ("tokenizer_config.json", tokenizer_config)):
        if content is not None:
            (folder / name).write_text(json.dumps(content))
    return folder


def make_model(folder: Path, config: Mapping[str, Any] = LLAMA, table: Table | None = None, **kinds: Any) -> Model:
    """Write a model and open it."""
    return open_model(write_model(folder, config, table, **kinds))


def random_floats(name: str, shape: tuple[int, ...], seed: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    """The values of a tensor: the same for the same name, shape and seed."""
    entropy = [seed, *name.encode()]
    return np.random.default_rng(entropy).standard_normal(shape).astype(np.float32)


def encode(values: np.ndarray[Any, np.dtype[np.float32]], dtype: str) -> bytes:
    """Float32 values as the bytes of a safetensors type."""
    if dtype == "BF16":
        return (values.view(np.uint32) >> 16).astype("<u2").tobytes()
    return values.astype({"F16": "<f2", "F32": "<f4", "F64": "<f8"}[dtype]).tobytes()


def _random(name: str, dtype: str, shape: tuple[int, ...], seed: int) -> bytes:
    if dtype in {"BF16", "F16", "F32", "F64"}:
        return encode(random_floats(name, shape, seed), dtype)
    return bytes(tensor_bytes(dtype, shape))
