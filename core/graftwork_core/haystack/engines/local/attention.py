"""Exact attention whose memory grows with the context, not with its square: blocks, joined by log-sum-exp.

A chunk of new tokens sees all of the past, unmasked, and itself, causally (or as a small mask says). Each part is
a softmax of its own that also tells the logarithm of its sum, and from those the whole softmax follows exactly
(Rabe & Staats, https://arxiv.org/abs/2112.05682). transformers' own way with a cache builds a mask of chunk x context
and repeats the keys and values of grouped heads; here neither exists.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import torch

NAME: Final = "graftwork-blockwise"
_QUERY_BLOCK: Final = 1024
_KEY_BLOCK: Final = 2048
_LOWEST: Final = -1e30
"""Stands for minus infinity, whose differences would be NaN."""
_CHANGES: Final = ("softcap", "s_aux", "sinks", "sliding_window", "position_bias", "indices")
"""Arguments with which some architectures change what attention computes."""
_AGREEMENT: Final = {torch.float32: 1e-5, torch.float16: 4e-3, torch.bfloat16: 3e-2}

Part = tuple[torch.Tensor, torch.Tensor]
"""A softmax's outcome, (batch, heads, tokens, width), and the logarithm of its sum, (batch, heads, tokens)."""
Kernel = Callable[[torch.Tensor, torch.Tensor, torch.Tensor, float, bool], Part]
"""Query, key, value, scale, whether token i sees positions 0 to i only → a part."""


class UnsupportedAttentionError(Exception):
    """The model wants attention that this module does not compute."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What the tokens of a forward pass see, besides all of the past.

    Attributes:
        mask: Shape (tokens, tokens), boolean: row sees column. None: each sees itself and those before it.
        lengths: Shape (rows,), for passes of one token a row: how many positions each row of a batch has; what
            lies behind them is not seen.
    """

    mask: torch.Tensor | None = None
    lengths: torch.Tensor | None = None


_CAUSAL: Final = Sight()
_sight: ContextVar[Sight] = ContextVar("sight", default=_CAUSAL)


@contextlib.contextmanager
def seeing(sight: Sight) -> Iterator[None]:
    """Forward passes within it attend so."""
    token = _sight.set(sight)
    try:
        yield
    finally:
        _sight.reset(token)


def register() -> None:
    """Make this attention known to transformers as `NAME`; without a mask function, so that no mask is built."""
    from transformers import AttentionInterface

    AttentionInterface.register(NAME, _forward)


def attend(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, scale: float, sight: Sight) -> torch.Tensor:
    """Attention of the last tokens of a context over all of it.

    Args:
        query: Shape (batch, heads, tokens, width), of the last `tokens` positions.
        key: Shape (batch, kv heads, positions, width).
        value: Shape (batch, kv heads, positions, value width).
        scale: Factor of the scores.
        sight: What is seen.

    Returns:
        Shape (batch, heads, tokens, value width), in the query's type; sums are made in float32.
    """
    tokens, past = query.shape[2], key.shape[2] - query.shape[2]
    if sight.lengths is not None:
        seen = torch.arange(key.shape[2], device=key.device) < sight.lengths.view(-1, 1)
        return masked(query, key, value, scale, seen.view(len(seen), 1, 1, -1))[0].to(query.dtype)
    kernel = kernel_for(query.device.type, query.dtype)
    if sight.mask is None:
        own = kernel(query, key[:, :, past:], value[:, :, past:], scale, tokens > 1)
    else:
        own = masked(query, key[:, :, past:], value[:, :, past:], scale, sight.mask)
    if past == 0:
        return own[0].to(query.dtype)
    before = kernel(query, key[:, :, :past], value[:, :, :past], scale, False)
    return joined(before, own)[0].to(query.dtype)


def joined(one: Part, other: Part) -> Part:
    """The softmax over the keys of both, in float32."""
    share = torch.sigmoid(other[1] - one[1]).unsqueeze(-1)
    return torch.lerp(one[0].float(), other[0].float(), share), torch.logaddexp(one[1], other[1])


def plain(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, scale: float, causal: bool) -> Part:
    """A kernel of plain matrix products, block by block, for every device; see `attend` for the shapes."""
    tokens, positions = query.shape[2], key.shape[2]
    parts: list[Part] = []
    for first in range(0, tokens, _QUERY_BLOCK):
        rows = query[:, :, first : first + _QUERY_BLOCK]
        last = first + rows.shape[2]
        part: Part | None = None
        for start in range(0, min(last, positions) if causal else positions, _KEY_BLOCK):
            columns = slice(start, start + _KEY_BLOCK)
            seen = None
            if causal and start + _KEY_BLOCK > first:
                places = torch.arange(positions, device=query.device)
                seen = places[columns] <= places[first:last].view(-1, 1)
            block = masked(rows, key[:, :, columns], value[:, :, columns], scale, seen)
            part = block if part is None else joined(part, block)
        assert part is not None
        parts.append(part)
    return torch.cat([out for out, _ in parts], dim=2), torch.cat([total for _, total in parts], dim=2)


def masked(
    query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, scale: float, seen: torch.Tensor | None
) -> Part:
    """One block, whose scores exist as a whole; heads of a group share their keys without a copy of them.

    Args:
        query: As in `attend`.
        key: As in `attend`.
        value: As in `attend`.
        scale: As in `attend`.
        seen: Boolean, to be broadcast to (batch, kv heads, tokens, positions); None is everything.
    """
    batch, heads, tokens, width = query.shape
    kv_heads = key.shape[1]
    grouped = query.reshape(batch, kv_heads, -1, width)
    scores = torch.matmul(grouped, key.transpose(2, 3)).float().mul_(scale)
    if seen is not None:
        by_group = scores.view(batch, kv_heads, heads // kv_heads, tokens, -1)
        by_group.masked_fill_(~(seen if seen.dim() < 4 else seen.unsqueeze(2)), _LOWEST)
    top = scores.amax(dim=-1, keepdim=True)
    weights = scores.sub_(top).exp_()
    total = weights.sum(dim=-1, keepdim=True)
    out = torch.matmul(weights.to(value.dtype), value).float().div_(total)
    return out.view(batch, heads, tokens, -1), (top + total.log()).view(batch, heads, tokens)


@cache
def kernel_for(device: str, dtype: torch.dtype) -> Kernel:
    """The fastest kernel of this kind of device that agrees with the plain one when asked."""
    fused = {"cpu": _fused_cpu, "cuda": _fused_cuda}.get(device)
    return fused if fused is not None and _agrees(fused, device, dtype) else plain


def _fused_cpu(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, scale: float, causal: bool) -> Part:
    fused = torch.ops.aten._scaled_dot_product_flash_attention_for_cpu
    out, total = fused(query, key, _as_wide(value, key), 0.0, causal, scale=scale)
    return out[..., : value.shape[3]], total


def _fused_cuda(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, scale: float, causal: bool) -> Part:
    fused = torch.ops.aten._scaled_dot_product_flash_attention
    out, total, *_ = fused(query, key, _as_wide(value, key), 0.0, causal, False, scale=scale)
    return out[..., : value.shape[3]], total[:, :, : query.shape[2]]


def _as_wide(value: torch.Tensor, key: torch.Tensor) -> torch.Tensor:
    """Values filled up with zeros where keys are wider, as latent attention has it: fused kernels want one width."""
    lacking = key.shape[3] - value.shape[3]
    return torch.nn.functional.pad(value, (0, lacking)) if lacking > 0 else value


def _agrees(kernel: Kernel, device: str, dtype: torch.dtype) -> bool:
    """Ask a private function of torch for something whose answer is known, before anything relies on it."""
    generator = torch.Generator().manual_seed(0)
    sizes = ((1, 4, 24, 64), (1, 2, 40, 64), (1, 2, 40, 64))
    query, key, value = (torch.randn(size, generator=generator).to(device, dtype) for size in sizes)
    for causal in (False, True):
        context = (key[:, :, :24], value[:, :, :24]) if causal else (key, value)
        try:
            found = kernel(query, *context, 0.1, causal)
        except (RuntimeError, TypeError, AttributeError, NotImplementedError):
            return False
        for one, other in zip(found, plain(query, *context, 0.1, causal), strict=True):
            if one.shape != other.shape or float((one.float() - other).abs().max()) > _AGREEMENT.get(dtype, 0.0):
                return False
    return True


def _forward(
    module: torch.nn.Module,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    attention_mask: torch.Tensor | None,
    scaling: float | None = None,
    **arguments: Any,
) -> tuple[torch.Tensor, None]:
    """transformers' interface: attention as `seeing` says; (batch, tokens, heads, width) comes back."""
    changed = next((name for name in _CHANGES if arguments.get(name) is not None), None)
    if changed or attention_mask is not None or arguments.get("is_causal") is False:
        raise UnsupportedAttentionError(changed or "a mask of its own")
    scale = query.shape[-1] ** -0.5 if scaling is None else scaling
    return attend(query, key, value, scale, _sight.get()).transpose(1, 2).contiguous(), None
