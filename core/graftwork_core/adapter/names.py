"""Tensor names of LoRA files, as PEFT writes them and as they are found in the wild.

PEFT writes `base_model.model.<module>.lora_A.weight`. Other savers leave the adapter's name in, forget the
prefix, or keep the names of compiled, sharded or distributed wrappers. All of them mean the same.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final, NamedTuple


class Role(StrEnum):
    """What a tensor is to its module."""

    A = "lora_A"
    B = "lora_B"
    B_BIAS = "lora_B.bias"
    E = "lora_E"
    EMBEDDING_A = "lora_embedding_A"
    EMBEDDING_B = "lora_embedding_B"
    MAGNITUDE = "lora_magnitude_vector"
    TOKEN_ROWS = "trainable_tokens_delta"
    BASE_COPY = "base_layer"
    WHOLE = "whole"
    UNKNOWN = "unknown"


class AdapterKey(NamedTuple):
    """A name taken apart.

    Attributes:
        module: Path of the module in the model (for `WHOLE`: of the tensor itself).
        role: What the tensor is.
        nesting: How many wrappers lie outside the one it belongs to (fused experts, counted from the inside).
        adapter: The adapter's name, when it was left in.
    """

    module: str
    role: Role
    nesting: int = 0
    adapter: str = ""


_WRAPPERS: Final = ("_orig_mod.", "_fsdp_wrapped_module.", "_checkpoint_wrapped_module.")
_NAMED: Final = r"(?:\.(?P<adapter>[^.]+))?"
_PATTERNS: Final = tuple(
    (re.compile(rf"^(?P<module>.+)\.{pattern}$"), role)
    for pattern, role in (
        (rf"lora_embedding_A{_NAMED}(?:\.weight)?", Role.EMBEDDING_A),
        (rf"lora_embedding_B{_NAMED}(?:\.weight)?", Role.EMBEDDING_B),
        (rf"lora_magnitude_vector{_NAMED}(?:\.weight)", Role.MAGNITUDE),
        (rf"lora_magnitude_vector{_NAMED}", Role.MAGNITUDE),
        (rf"lora_A{_NAMED}\.weight", Role.A),
        (rf"lora_B{_NAMED}\.weight", Role.B),
        (rf"lora_B{_NAMED}\.bias", Role.B_BIAS),
        (rf"lora_A{_NAMED}", Role.A),
        (rf"lora_B{_NAMED}", Role.B),
        (rf"lora_E{_NAMED}", Role.E),
        (rf"token_adapter\.trainable_tokens_delta{_NAMED}", Role.TOKEN_ROWS),
    )
)
_WHOLE: Final = re.compile(
    r"^(?P<module>.+?)(?:\.modules_to_save(?:\.(?P<adapter>[^.]+))?)?(?P<leaf>\.(?:weight|bias))$"
)


def parse_key(name: str) -> AdapterKey:
    """Take a tensor's name apart; what can't be understood is `UNKNOWN`, with its whole name as the module."""
    plain = name
    for wrapper in _WRAPPERS:
        plain = plain.replace(wrapper, "")
    plain = plain.removeprefix("module.")
    plain = re.sub(r"^(base_model\.model\.)+", "", plain)
    for pattern, role in _PATTERNS:
        if match := pattern.match(plain):
            module, nesting = _unwrap(match["module"])
            return AdapterKey(module, role, nesting, match["adapter"] or "")
    if "lora_" in plain or "trainable_tokens" in plain:
        return AdapterKey(name, Role.UNKNOWN)
    if plain.endswith(".base_layer.bias"):  # trained with bias="lora_only" or "all", so it replaces the model's
        return AdapterKey(plain.replace(".base_layer", ""), Role.WHOLE)
    if ".base_layer." in plain:
        return AdapterKey(plain.replace(".base_layer", ""), Role.BASE_COPY)
    if match := _WHOLE.match(plain):
        return AdapterKey(match["module"] + match["leaf"], Role.WHOLE, 0, match["adapter"] or "")
    return AdapterKey(name, Role.UNKNOWN)


def _unwrap(module: str) -> tuple[str, int]:
    nesting = module.count(".base_layer")
    return module.replace(".base_layer", ""), nesting


def layer_of(module: str) -> int | None:
    """The layer's number in a module's path: the first number that stands alone; None outside the layers."""
    return next((int(part) for part in module.split(".") if part.isdecimal() and len(part) < 7), None)


def kind_of(module: str) -> str:
    """The module's own name, such as "q_proj"."""
    return module.rsplit(".", 1)[-1]
