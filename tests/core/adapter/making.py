"""Adapter folders written from a table of names and shapes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from graftwork_core.adapter.files import Adapter, open_adapter
from graftwork_core.weights.header import build_header, tensor_bytes

CONFIG: Final[dict[str, Any]] = {"peft_type": "LORA", "r": 4, "lora_alpha": 8, "target_modules": None}
Q: Final = "model.layers.0.self_attn.q_proj"
DOWN: Final = "model.layers.1.mlp.down_proj"
PREFIX: Final = "base_model.model."


def pair(module: str = Q, rank: int = 4, shape: tuple[int, int] = (32, 32)) -> dict[str, tuple[int, ...]]:
    """The table of one module's two factors, as PEFT names them."""
    outputs, inputs = shape
    return {
        f"{PREFIX}{module}.lora_A.weight": (rank, inputs),
        f"{PREFIX}{module}.lora_B.weight": (outputs, rank),
    }


def write_adapter(
    folder: Path,
    table: Mapping[str, tuple[int, ...]] | None = None,
    *,
    dtype: str = "F32",
    record: Any = None,
    deltas: Mapping[str, tuple[int, ...]] | None = None,
    **config: Any,
) -> Path:
    """Write adapter_config.json, the weights (all zeros), and Graftwork's own files when they are given."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "adapter_config.json").write_text(json.dumps(CONFIG | config))
    _write_zeros(folder / "adapter_model.safetensors", pair() if table is None else table, dtype)
    if deltas is not None:
        _write_zeros(folder / "graftwork_delta.safetensors", deltas, "F32")
    if record is not None:
        text = record if isinstance(record, str) else json.dumps(record)
        (folder / "graftwork.json").write_text(text)
    return folder


def make_adapter(folder: Path, table: Mapping[str, tuple[int, ...]] | None = None, **kinds: Any) -> Adapter:
    """Write an adapter and open it."""
    return open_adapter(write_adapter(folder, table, **kinds))


def _write_zeros(file: Path, table: Mapping[str, tuple[int, ...]], dtype: str) -> None:
    header, _ = build_header([(name, dtype, shape) for name, shape in table.items()], {"format": "pt"})
    file.write_bytes(header + bytes(sum(tensor_bytes(dtype, shape) for shape in table.values())))
