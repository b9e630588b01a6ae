"""Float32 results into the output's type: to the nearest, or stochastically.

Stochastic rounding goes up or down with a chance in proportion to the distance, so that updates smaller than
half a step are kept on average (Gupta et al., https://arxiv.org/abs/1502.02551). The chance of an element
comes from a hash of the tensor's name and the element's place, so it does not depend on chunks or threads.
"""

from __future__ import annotations

from typing import Final

import torch

_DROPPED_BITS: Final = {torch.bfloat16: 16, torch.float16: 13}
_SMALLEST_NORMAL: Final = 2.0**-14
_SUBNORMAL_STEP: Final = 2.0**-24


def round_stochastic(values: torch.Tensor, out: torch.Tensor, stream: int, first: int) -> None:
    """Write `values` (float32) into `out` (bfloat16 or float16, same shape), stochastically.

    Args:
        values: What to round.
        out: Where to.
        stream: From `stream_of`.
        first: Place of the first element in its whole tensor.
    """
    if out.dtype not in _DROPPED_BITS:
        out.copy_(values)
        return
    dropped = _DROPPED_BITS[out.dtype]
    mask = (1 << dropped) - 1
    chance = _hash(values.numel(), stream, first, values.device).view(values.shape) & mask
    bits = values.contiguous().view(torch.int32)
    rounded = ((bits + chance) & ~mask).view(torch.float32)
    if out.dtype is torch.float16:
        steps = values / _SUBNORMAL_STEP + chance / (mask + 1)
        rounded = torch.where(values.abs() < _SMALLEST_NORMAL, steps.floor() * _SUBNORMAL_STEP, rounded)
    out.copy_(torch.where(values.isfinite(), rounded, values))


def _hash(count: int, stream: int, first: int, device: torch.device) -> torch.Tensor:
    """Well mixed 32-bit numbers for places first .. first+count of a stream (murmur3's finalizer)."""
    place = torch.arange(first, first + count, dtype=torch.int64, device=device)
    mixed = ((place ^ (place >> 32) * 0x9E3779B1) + stream) & 0xFFFFFFFF
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        mixed = ((mixed ^ (mixed >> shift)) * factor) & 0xFFFFFFFF
    return (mixed ^ (mixed >> 16)).to(torch.int32)
