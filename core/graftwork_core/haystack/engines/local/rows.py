"""Keys and values of several whole prompts at once, each row with a length of its own."""

from __future__ import annotations

from typing import Any

import torch
from transformers.cache_utils import Cache

from graftwork_core.haystack.engines.local.cache import GrowingLayer


class RowLayer(GrowingLayer):
    """One layer of all rows: filled some rows at a time, then continued by one token a row.

    Rows are padded on the right. Nothing sees what stands there: a row's own tokens stand before it, and a new
    token takes its place.
    """

    def __init__(self, rows: int, positions: int) -> None:
        super().__init__(positions)
        self._rows, self._positions = rows, positions
        self.filling = slice(0, rows)
        self.next_places: torch.Tensor | None = None

    def lazy_initialization(self, key_states: torch.Tensor, value_states: torch.Tensor) -> None:
        """Make room for all rows."""
        for name, states in (("keys", key_states), ("values", value_states)):
            # Zeros, not whatever memory held: NaN times a weight of zero would still be NaN.
            setattr(self, name, states.new_zeros(self._rows, states.shape[1], self._positions, states.shape[3]))
        self.is_initialized = True

    def update(
        self, key_states: torch.Tensor, value_states: torch.Tensor, *arguments: Any, **named: Any
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Store the beginning of some rows, or one token of every row behind its own last one."""
        if not self.is_initialized:
            self.lazy_initialization(key_states, value_states)
        keys, values = self.everything
        if self.next_places is None:
            end = key_states.shape[2]
            keys[self.filling, :, :end] = key_states
            values[self.filling, :, :end] = value_states
            self.length = max(self.length, end)
            return key_states, value_states
        every = torch.arange(self._rows, device=keys.device)
        keys[every, :, self.next_places] = key_states[:, :, 0]
        values[every, :, self.next_places] = value_states[:, :, 0]
        return keys[:, :, : self.length], values[:, :, : self.length]


class RowCache(Cache):  # type: ignore[misc] # transformers is not followed by the type checker
    """The cache of several prompts that are continued together.

    Attributes:
        lengths: Positions of each row that count.
    """

    def __init__(self, layers: int, lengths: torch.Tensor, room: int) -> None:
        self.lengths = lengths
        self._own = [RowLayer(len(lengths), int(lengths.max()) + room) for _ in range(layers)]
        super().__init__(layers=list(self._own))

    def fill(self, rows: slice) -> None:
        """The next pass is about these rows, from their beginning on."""
        for layer in self._own:
            layer.filling = rows

    def advance(self) -> torch.Tensor:
        """The next pass has one token for every row; gives its places, shape (rows,)."""
        places = self.lengths
        self.lengths = places + 1
        longest = int(self.lengths.max())
        for layer in self._own:
            layer.next_places, layer.length = places, longest
        return places
