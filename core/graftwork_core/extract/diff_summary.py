"""What a comparison comes to: how much changed, where most of it lies, and how much of it is only rounding."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

from graftwork_core.extract.diff_file import TensorDiff

LARGEST: Final = 10
_HEADER_BYTES: Final = 256
"""What a tensor takes in a file's header, as an extraction reckons it."""
_ATTENTION: Final = re.compile(r"(?:^|\.)(?:self_|cross_|linear_)?(?:attn|attention)\w*(?:\.|$)")
_FORWARD: Final = re.compile(r"(?:^|\.)(?:mlp|feed_forward|ffn|experts|block_sparse_moe)(?:\.|$)")
_NORM: Final = re.compile(r"(?:norm|ln_\w+|layernorm)\w*$")
K = TypeVar("K", bound=Hashable)


class Family(StrEnum):
    """What a tensor is for."""

    ATTENTION = "attention"
    FEED_FORWARD = "feed_forward"
    EMBEDDINGS = "embeddings"
    """Embeddings and head."""
    NORMS = "norms"
    """Norms and biases."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Sum:
    """Some tensors together.

    Attributes:
        tensors: How many there are.
        changed: How many of them differ.
        relative: |donor - base| / |base| over all of them.
        share: Their part of the whole difference's energy.
        noise: Share of their energy that is only rounding.
        rank: The largest suggested rank among them; None where none has one.
    """

    tensors: int
    changed: int
    relative: float
    share: float
    noise: float
    rank: int | None


@dataclass(frozen=True, slots=True)
class DiffSummary:
    """A comparison at a glance.

    Attributes:
        whole: All tensors together.
        families: What each family of tensors changed, the largest part of the difference first.
        layers: What each layer changed, by number.
        kinds: What each kind of module changed, in the order of the model.
        largest: The tensors that changed most, relative to their size.
    """

    whole: Sum
    families: tuple[tuple[Family, Sum], ...]
    layers: tuple[tuple[int, Sum], ...]
    kinds: tuple[tuple[str, Sum], ...]
    largest: tuple[TensorDiff, ...]


def summarise(tensors: Sequence[TensorDiff]) -> DiffSummary:
    """Sum up a comparison, or the part of it that is done."""
    energy = sum(one.energy for one in tensors)
    families = _grouped(tensors, family_of, energy)
    layers = _grouped((one for one in tensors if one.layer is not None), lambda one: one.layer or 0, energy)
    changed = [one for one in tensors if one.energy > 0]
    return DiffSummary(
        whole=_sum(tensors, energy),
        families=tuple(sorted(families, key=lambda pair: -pair[1].share)),
        layers=tuple(sorted(layers)),
        kinds=_grouped(tensors, lambda one: one.kind, energy),
        largest=tuple(sorted(changed, key=lambda one: -one.relative)[:LARGEST]),
    )


def adapter_bytes(tensors: Iterable[TensorDiff], *ranks: int | None) -> tuple[int, ...]:
    """Bytes of bf16 adapters as an extraction makes them by default: without embeddings and head.

    Args:
        tensors: A comparison's.
        ranks: For each adapter, the same rank for every module; the suggested ones where it is None.
    """
    totals = dict.fromkeys(ranks, 0)
    for one in tensors:
        if family_of(one) is Family.EMBEDDINGS:
            continue
        if one.rank is not None:
            smaller, numbers = min(one.shape), sum(one.shape)
            for rank in totals:
                totals[rank] += 2 * min(one.rank if rank is None else rank, smaller) * numbers + 2 * _HEADER_BYTES
        elif one.part == "whole":
            nbytes = 4 * math.prod(one.shape) + _HEADER_BYTES
            for rank in totals:
                totals[rank] += nbytes
    return tuple(totals[rank] for rank in ranks)


def family_of(tensor: TensorDiff) -> Family:
    """What a tensor is for, by its name."""
    stem = tensor.module.removesuffix(".bias")
    if stem != tensor.module or _NORM.search(stem) or len(tensor.shape) < 2:
        return Family.NORMS
    if tensor.part == "embedding" or tensor.layer is None:
        return Family.EMBEDDINGS
    if _ATTENTION.search(stem):
        return Family.ATTENTION
    return Family.FEED_FORWARD if _FORWARD.search(stem) else Family.OTHER


def _grouped(tensors: Iterable[TensorDiff], key: Callable[[TensorDiff], K], energy: float) -> tuple[tuple[K, Sum], ...]:
    groups: dict[K, list[TensorDiff]] = {}
    for one in tensors:
        groups.setdefault(key(one), []).append(one)
    return tuple((name, _sum(group, energy)) for name, group in groups.items())


def _sum(tensors: Sequence[TensorDiff], whole: float) -> Sum:
    energy, weight = sum(one.energy for one in tensors), sum(one.weight for one in tensors)
    return Sum(
        tensors=len(tensors),
        changed=sum(one.energy > 0 for one in tensors),
        relative=(energy / weight) ** 0.5 if weight else float(energy > 0),
        share=energy / whole if whole else 0.0,
        noise=min(1.0, sum(one.noise * one.energy for one in tensors) / energy) if energy else 0.0,
        rank=max((one.rank for one in tensors if one.rank is not None), default=None),
    )
