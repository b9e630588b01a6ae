"""Tokens of many documents: kept while there is room, made again when there was none."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from typing import Final, overload

from graftwork_core.haystack.questions.document_maker import Blueprint

KEPT_TOKENS: Final = 32 * 2**20


class Shelf:
    """Tokens of documents, as many as fit; those that do not are made again when they are asked for."""

    def __init__(self, make: Callable[[Blueprint], array[int]]) -> None:
        self._make = make
        self._kept: OrderedDict[str, array[int]] = OrderedDict()
        self._tokens = 0

    def put(self, blueprint: Blueprint, ids: array[int]) -> LateIds:
        """Keep a document's tokens for now."""
        self._keep(blueprint, ids)
        return LateIds(self, blueprint, len(ids))

    def get(self, blueprint: Blueprint) -> array[int]:
        """A document's tokens, kept or made."""
        if blueprint.name not in self._kept:
            self._keep(blueprint, self._make(blueprint))
        self._kept.move_to_end(blueprint.name)
        return self._kept[blueprint.name]

    def _keep(self, blueprint: Blueprint, ids: array[int]) -> None:
        self._kept[blueprint.name] = ids
        self._tokens += len(ids)
        while self._tokens > KEPT_TOKENS and len(self._kept) > 1:
            self._tokens -= len(self._kept.popitem(last=False)[1])


class LateIds(Sequence[int]):
    """A document's tokens, made when they are looked at."""

    def __init__(self, shelf: Shelf, blueprint: Blueprint, length: int) -> None:
        self._shelf = shelf
        self._blueprint = blueprint
        self._length = length

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> array[int]: ...
    def __getitem__(self, index: int | slice) -> int | array[int]:
        return self._shelf.get(self._blueprint)[index]

    def __iter__(self) -> Iterator[int]:
        return iter(self._shelf.get(self._blueprint))
