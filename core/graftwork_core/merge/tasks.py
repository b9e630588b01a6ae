"""The unit of a merge: one tensor of the output."""

from __future__ import annotations

from dataclasses import dataclass

from graftwork_core.adapter.updates import Update
from graftwork_core.weights.header import TensorInfo
from graftwork_core.weights.layout import OutputTensor


@dataclass(frozen=True, slots=True)
class TensorTask:
    """One tensor of the output.

    Attributes:
        output: What is written.
        source: The target's tensor that it starts from.
        updates: What is done to it; none is a copy (or a change of type).
    """

    output: OutputTensor
    source: TensorInfo
    updates: tuple[Update, ...] = ()

    @property
    def is_copy(self) -> bool:
        """Whether the bytes stay as they are."""
        return not self.updates and (self.output.dtype, self.output.shape) == (self.source.dtype, self.source.shape)
