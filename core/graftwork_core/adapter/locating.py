"""Where an adapter lands, and whom to ask for places that headers don't tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from graftwork_core.adapter.updates import Update
from graftwork_core.model.slices import DiskSlice
from graftwork_core.weights.header import TensorInfo


class Locate(Protocol):
    """Asks transformers' conversion tables where parameters lie on disk."""

    def __call__(self, parameters: Sequence[str]) -> Mapping[str, tuple[DiskSlice, ...]]:
        """Slices of every parameter that is known, in transformers' names in memory."""

    def stores_input_first(self, module: str) -> bool:
        """Whether a module of fused experts keeps its parameters as (experts, in, out)."""

    def parameters_of(self, module: str) -> tuple[str, ...]:
        """A module's own parameters, in the order in which the model defines them."""


@dataclass
class Landing:
    """Where an adapter lands in a target.

    Attributes:
        updates: Tensor on disk → what happens to it.
        untied: A head that the target shares with its embedding and that must become a tensor of its own:
            its new name → the tensor it starts from.
        unmatched: Names of the adapter's tensors that land nowhere.
        undecided: Modules that only transformers' tables can place (when no `Locate` was given).
        problems: Shapes that don't fit and the like, one sentence each.
        landed: Module → names of the tensors on disk that it changes.
    """

    updates: dict[str, list[Update]] = field(default_factory=dict)
    untied: dict[str, TensorInfo] = field(default_factory=dict)
    unmatched: list[str] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    landed: dict[str, list[str]] = field(default_factory=dict)

    def add(self, module: str, name: str, update: Update) -> None:
        """Note that `module` of the adapter changes tensor `name`."""
        self.updates.setdefault(name, []).append(update)
        self.landed.setdefault(module, []).append(name)
