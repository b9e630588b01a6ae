"""Recognise a quantized checkpoint: by what its config says, and by its tensors, because configs get lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from graftwork_core.model.sections import find
from graftwork_core.weights.checkpoint import Checkpoint

_CONFIG_KEYS: Final = ("quantization_config", "quantization", "compression_config")
_SIXTEEN_BIT: Final = "Use the 16-bit original this model was quantized from."
_STALE: Final = (
    "If the weights really are plain, remove that entry from config.json; otherwise use the 16-bit original model."
)
# The more telling ones first: several methods have scales.
_ENDINGS: Final = (
    ("qweight", "gptq or awq"),
    ("SCB", "bitsandbytes 8-bit"),
    ("absmax", "bitsandbytes 4-bit"),
    ("weight_packed", "compressed-tensors"),
    ("weight_scale_inv", "fp8"),
    ("weight_scale", "fp8 or int8 with scales"),
    ("codebooks", "aqlm"),
    ("W_q", "hqq"),
)
_FLOATS_OF_FEW_BITS: Final = ("F8_", "F6_", "F4")
_CODES: Final = frozenset({"U8", "I8", "U16", "I16", "U32", "I32"})
_MXFP4: Final = ("_blocks", "_scales")
_SPOKEN_METHODS: Final = {"bitsandbytes": "bitsandbytes", "mlx": "MLX", "mxfp4": "MXFP4", "nvfp4": "NVFP4"}


@dataclass(frozen=True, slots=True)
class Quantization:
    """Weights stored as codes and scales, to which no difference can be added.

    Attributes:
        method: What it is called: "gptq", "bitsandbytes 4-bit", "fp8", …
        evidence: Where it shows, one clause.
        advice: What to do instead.
    """

    method: str
    evidence: str
    advice: str

    def as_json(self) -> dict[str, str]:
        """The finding as plain JSON values."""
        return {"method": self.method, "evidence": self.evidence, "advice": self.advice}


def find_quantization(config: Mapping[str, Any], checkpoint: Checkpoint) -> Quantization | None:
    """Tell whether a model's weights are quantized, and how; None when they are plain numbers."""
    named = _method_in_config(config)
    seen = _method_in_tensors(checkpoint)
    if seen is not None:
        method, tensor = seen
        return Quantization(named or method, f"tensor {tensor} is stored as codes or scales", _SIXTEEN_BIT)
    if named is not None:
        return Quantization(named, "config.json says so, although every tensor holds plain numbers", _STALE)
    return None


def _method_in_config(config: Mapping[str, Any]) -> str | None:
    entry = find(config, _CONFIG_KEYS)
    if entry is None or entry == {}:
        return None
    if not isinstance(entry, dict):
        return "an unnamed method"
    method = entry.get("quant_method") or entry.get("method") or ("mlx" if "group_size" in entry else None)
    if not isinstance(method, str):
        return "an unnamed method"
    method = method[:40].lower()
    if method == "bitsandbytes":
        bits = "4-bit" if entry.get("load_in_4bit") else "8-bit" if entry.get("load_in_8bit") else ""
        return f"bitsandbytes {bits}".strip()
    return _SPOKEN_METHODS.get(method, method)


def _method_in_tensors(checkpoint: Checkpoint) -> tuple[str, str] | None:
    """The method that the tensors show, and one tensor that shows it."""
    dtypes = Counter(tensor.dtype for tensor in checkpoint)
    odd = {dtype for dtype in dtypes if dtype in _CODES or dtype.startswith(_FLOATS_OF_FEW_BITS)}
    first: dict[str, str] = {}
    for tensor in checkpoint:
        last = tensor.name[tensor.name.rfind(".") + 1 :]
        if last.endswith(_MXFP4) and tensor.dtype in odd:
            return "MXFP4", tensor.name
        first.setdefault(last, tensor.name)
    for ending, method in _ENDINGS:
        if ending in first:
            return _sharpened(method, first[ending], checkpoint), first[ending]
    for tensor in checkpoint:
        if tensor.dtype in odd and len(tensor.shape) >= 2 and tensor.name.endswith("weight"):
            if tensor.dtype == "U32":
                return "MLX", tensor.name
            return tensor.dtype.lower(), tensor.name
    return None


def _sharpened(method: str, name: str, checkpoint: Checkpoint) -> str:
    if method == "gptq or awq":
        return "gptq" if name.removesuffix("qweight") + "g_idx" in checkpoint else "awq"
    if method.startswith("fp8 or"):
        weight = name.removesuffix("_scale")
        dtype = checkpoint[weight].dtype if weight in checkpoint else ""
        return "fp8" if dtype.startswith("F8") else "NVFP4" if dtype == "U8" else "int8" if dtype == "I8" else method
    return method
