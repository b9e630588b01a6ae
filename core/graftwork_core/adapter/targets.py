"""Finding a model's tensor on disk by the name that an adapter has for it."""

from __future__ import annotations

from functools import cached_property

from graftwork_core.model.info import Model
from graftwork_core.weights.header import TensorInfo


class TensorFinder:
    """A target's tensors, found by exact name or by the one name that means the same.

    transformers renames modules between memory and disk (a missing `transformer.`, an inner `language_model.`),
    so a name may differ in its first parts. It is taken as the same only when exactly one tensor ends alike
    and one name's first parts are all among the other's.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._tensors = model.checkpoint.tensors
        self._by_tail: dict[str, list[TensorInfo]] = {}
        for tensor in self._tensors.values():
            self._by_tail.setdefault(_tail(tensor.name), []).append(tensor)

    def __getitem__(self, name: str) -> TensorInfo:
        return self._tensors[name]

    def find(self, name: str) -> TensorInfo | None:
        """The tensor that `name` means; None when there is none, or more than one could be meant."""
        if (exact := self._tensors.get(name)) is not None:
            return exact
        tail = _tail(name)
        first = set(name.removesuffix(tail).split(".")) - {""}
        alike = []
        for tensor in self._by_tail.get(tail, ()):
            other = set(tensor.name.removesuffix(tail).split(".")) - {""}
            if first <= other or other <= first:
                alike.append(tensor)
        return alike[0] if len(alike) == 1 else None

    def tied_embedding(self) -> TensorInfo | None:
        """The embedding that also serves as the head; None when the head is a tensor of its own."""
        rows = self._model.token_rows
        if not self._model.info.tied or rows.heads or not rows.embeddings:
            return None
        return self._tensors[rows.embeddings[0]]

    @staticmethod
    def head_name(embedding: TensorInfo) -> str:
        """What the head beside this embedding is called on disk."""
        prefix = "language_model." if embedding.name.startswith("language_model.model.") else ""
        return f"{prefix}lm_head.weight"

    def is_vocabulary(self, tensor: TensorInfo) -> bool:
        """Whether its rows are tokens: an embedding or a head."""
        return tensor.name in self._model.token_rows or tensor.name == self.head_name(tensor)

    @cached_property
    def stores_input_first(self) -> bool:
        """Whether matrices lie on disk as (in, out), as GPT-2's Conv1D does.

        A bias has one number an output; where its length is the number of columns, outputs are columns.
        """
        columns = rows = 0
        for name, bias in self._tensors.items():
            weight = self._tensors.get(f"{name.removesuffix('.bias')}.weight") if name.endswith(".bias") else None
            if weight is None or len(weight.shape) != 2 or weight.shape[0] == weight.shape[1]:
                continue
            columns += bias.shape == weight.shape[1:]
            rows += bias.shape == weight.shape[:1]
        return columns > rows

    def may_be_converted(self, module: str) -> bool:
        """Whether the module could be one that transformers stores in another form on disk."""
        return "experts" in module or "qkv" in module


def _tail(name: str) -> str:
    """The part of a name from the layer's number on, or its last two parts."""
    parts = name.split(".")
    first = next((place for place, part in enumerate(parts) if part.isdecimal()), len(parts) - 1)
    return ".".join(parts[max(first - 1, 0) :])
