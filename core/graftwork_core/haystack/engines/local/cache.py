"""Keys and values of a context: room that is kept, so that growing copies little and going back costs nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any, Final

import torch
from transformers.cache_utils import Cache, CacheLayerMixin

_STEP: Final = 256
_FURTHER: Final = 8
"""Beyond what was reserved, room grows by this part of itself; without a reserve it doubles."""


class GrowingLayer(CacheLayerMixin):  # type: ignore[misc] # transformers is not followed by the type checker
    """One layer's keys and values, (rows, kv heads, positions, width), in memory for more than there are.

    Attributes:
        length: Positions that count; what lies behind them is left over.
    """

    is_sliding = False
    is_croppable = True

    def __init__(self, reserve: int = 0) -> None:
        super().__init__()
        self.keys: torch.Tensor | None = None
        self.values: torch.Tensor | None = None
        self.length = 0
        self._reserve = reserve

    @property
    def capacity(self) -> int:
        """Positions there is memory for."""
        return 0 if self.keys is None else int(self.keys.shape[2])

    @property
    def nbytes(self) -> int:
        """Bytes of that memory."""
        return sum(part.nbytes for part in (self.keys, self.values) if part is not None)

    @property
    def everything(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Keys and values, the room for more included."""
        assert self.keys is not None
        assert self.values is not None
        return self.keys, self.values

    def lazy_initialization(self, key_states: torch.Tensor, value_states: torch.Tensor) -> None:
        """Make room before anything is kept."""
        self.keys = key_states[:, :, :0]
        self.values = value_states[:, :, :0]
        self.is_initialized = True

    def update(
        self, key_states: torch.Tensor, value_states: torch.Tensor, *arguments: Any, **named: Any
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Append, and give all that counts; views, no copies."""
        if not self.is_initialized:
            self.lazy_initialization(key_states, value_states)
        end = self.length + key_states.shape[2]
        self._make_room(end)
        keys, values = self.everything
        keys[:, :, self.length : end] = key_states
        values[:, :, self.length : end] = value_states
        self.length = end
        return keys[:, :, :end], values[:, :, :end]

    def truncate(self, length: int) -> None:
        """Forget what is behind the first `length` positions."""
        self.length = min(self.length, length)

    def get_seq_length(self) -> int:
        """Positions that count."""
        return self.length

    def get_mask_sizes(self, query_length: int) -> tuple[int, int]:
        """For masks that others build: positions after the next pass, and where they begin."""
        return self.length + query_length, 0

    def get_max_length(self) -> int:
        """No limit of its own."""
        return -1

    get_max_cache_shape = get_max_length

    def _make_room(self, length: int) -> None:
        if length <= self.capacity:
            return
        # What was reserved is the whole plan's: beyond it there are a question's tokens, no second context.
        further = self.capacity // _FURTHER if self._reserve else self.capacity
        wanted = self._reserve if length <= self._reserve else max(length, self.capacity + further)
        wanted = -(-wanted // _STEP) * _STEP
        for name in ("keys", "values"):
            old: torch.Tensor = getattr(self, name)
            new = old.new_empty(*old.shape[:2], wanted, old.shape[3])
            new[:, :, : self.length] = old[:, :, : self.length]
            setattr(self, name, new)


class ContextCache(Cache):  # type: ignore[misc] # transformers is not followed by the type checker
    """The cache of one context."""

    def __init__(self, layers: int, reserve: int = 0) -> None:
        self._own = [GrowingLayer(reserve) for _ in range(layers)]
        super().__init__(layers=list(self._own))

    @property
    def length(self) -> int:
        """Positions that every layer has."""
        return min(layer.length for layer in self._own)

    @property
    def nbytes(self) -> int:
        """Bytes of memory, what is reserved included."""
        return sum(layer.nbytes for layer in self._own)

    def truncate(self, length: int) -> None:
        """Forget what is behind the first `length` positions, in every layer."""
        for layer in self._own:
            layer.truncate(length)

    @contextlib.contextmanager
    def whole_or_not(self) -> Iterator[None]:
        """A pass that fails within it leaves nothing behind."""
        before = self.length
        try:
            yield
        except BaseException:
            self.truncate(before)
            raise

    def last(self) -> list[tuple[torch.Tensor, torch.Tensor]]:
        """Every layer's keys and values of the last position."""
        found = []
        for layer in self._own:
            keys, values = layer.everything
            found.append((keys[:, :, layer.length - 1].clone(), values[:, :, layer.length - 1].clone()))
        return found

    def put_last(self, kept: list[tuple[torch.Tensor, torch.Tensor]], length: int) -> None:
        """Put them back as the last of so many positions."""
        with torch.inference_mode():
            for layer, (keys, values) in zip(self._own, kept, strict=True):
                layer.everything[0][:, :, length - 1] = keys
                layer.everything[1][:, :, length - 1] = values
                layer.length = length
