"""How large a merged model will be: exactly, from the target's headers alone. No torch: the window asks too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graftwork_core.model.info import Model
from graftwork_core.weights.dtypes import WEIGHT_DTYPES
from graftwork_core.weights.layout import Layout, OutputTensor, lay_out, split_by_size, split_like

HEADER_DTYPES: Final = {"bf16": "BF16", "fp16": "F16", "fp32": "F32"}


def merged_layout(target: Model, dtype: str = "same", shard_size: int | None = None) -> Layout:
    """Where the bytes of a merged model go, as long as no adapter changes a tensor's shape.

    Args:
        target: The model that receives.
        dtype: Type of the written weights, or "same".
        shard_size: Bytes a shard may have; None keeps the target's own split.
    """
    outputs = [
        OutputTensor(tensor.name, written_dtype(tensor.dtype, dtype), tensor.shape) for tensor in target.checkpoint
    ]
    return split(outputs, target, shard_size)


def written_dtype(stored: str, wanted: str) -> str:
    """The header's type of a tensor that is stored as `stored`; only weights are ever changed."""
    return stored if wanted == "same" or stored not in WEIGHT_DTYPES else HEADER_DTYPES[wanted]


def split(outputs: Sequence[OutputTensor], target: Model, shard_size: int | None) -> Layout:
    """The files of a merged model."""
    if not outputs:
        return Layout(())
    if shard_size is not None:
        return lay_out(split_by_size(outputs, shard_size))
    files = {tensor.name: tensor.file.name for tensor in target.checkpoint}
    last = max(files.values())
    return lay_out(split_like(outputs, lambda name: files.get(name, last)))
