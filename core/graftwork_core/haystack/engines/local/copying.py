"""Models with a sliding window: the context is read once, and every question works on a copy of it."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch

from graftwork_core.haystack.engines.local.exact import ExactEngine, Scored
from graftwork_core.haystack.engines.local.loading import Loaded
from graftwork_core.haystack.engines.local.writing import TextStream


class CopyingEngine(ExactEngine):
    """Reads the context once, into transformers' own cache; a question works on a copy of it."""

    reuses = True

    def __init__(self, loaded: Loaded, why: str, chunk: int, tick: Callable[[int], None]) -> None:
        super().__init__(loaded, why, chunk, tick)
        self._cache: Any = None
        self._cached = 0

    def rollback(self, length: int) -> None:
        """Forget everything behind the first `length` tokens; what stays is read again when it is needed."""
        super().rollback(length)
        if length < self._cached:
            self._cache, self._cached = None, 0

    def _prepare(self) -> None:
        self._cache = self._reading(self._cache, self._cached, self._ids[self._cached :])
        self._cached = self.length

    def _score(self, suffix: Sequence[int], candidates: Sequence[Sequence[int]]) -> list[Scored]:
        cache, start, first = self._ask(suffix)
        found = []
        for candidate in candidates:
            rows = [first]
            if len(candidate) > 1:
                rows.append(self._pass(self._copy(cache), start, candidate[:-1]))
            found.append(self._look(torch.cat(rows), candidate))
        return found

    def _write(self, suffix: Sequence[int], max_new_tokens: int, stream: TextStream) -> bool:
        cache, start, log_probs = self._ask(suffix)
        for number in range(max_new_tokens):
            token = int(log_probs[-1].argmax())
            if token in self._loaded.stops:
                return True
            stream.add(token)
            if number < max_new_tokens - 1:
                log_probs = self._pass(cache, start + number, [token])
        return False

    def _ask(self, suffix: Sequence[int]) -> tuple[Any, int, torch.Tensor]:
        """A copy of the cache with the question in it, its length, and what comes next, (1, vocabulary)."""
        if suffix:
            self._prepare()
            cache, start = self._cache, self._cached
        else:  # what follows the last token is not kept, and neither is the cache before it
            suffix = self._ids[-1:]
            cache, start = self._reading(None, 0, self._ids[:-1]), self.length - 1
        cache = self._copy(self._reading(cache, start, suffix[:-1]))
        start += len(suffix)
        return cache, start, self._pass(cache, start - 1, suffix[-1:])

    def _reading(self, cache: Any, start: int, ids: Sequence[int]) -> Any:
        """A cache with more tokens read into it; the one given stays as it is."""
        done = 0

        def one_chunk(most: int) -> tuple[Any, int]:
            part = ids[done : done + most]
            longer = self._copy(cache)
            self._passes.read(self._passes.row(part), self._passes.places(start + done, len(part)), longer)
            return longer, len(part)

        while done < len(ids):
            cache, count = self._chunk.fitting(one_chunk)
            done += count
            self._tick(count)
        return cache

    def _pass(self, cache: Any, start: int, ids: Sequence[int]) -> torch.Tensor:
        """Read tokens into this cache; what follows each of them, (tokens, vocabulary)."""
        places, keep = self._passes.places(start, len(ids)), self._passes.places(0, len(ids))
        log_probs = self._passes.log_probs(self._passes.row(ids), places, cache, keep)[0]
        self._tick(len(ids))
        return log_probs

    def _copy(self, cache: Any) -> Any:
        """One that may grow while the given one stays: layers replace their tensors, they never write into them."""
        from transformers import DynamicCache

        if cache is None:
            return DynamicCache(config=self._loaded.model.config)
        new = copy.copy(cache)
        new.layers = [copy.copy(layer) for layer in cache.layers]
        return new

    @contextlib.contextmanager
    def _without_context(self) -> Iterator[None]:
        kept = self._cache, self._cached
        self._cache, self._cached = None, 0
        try:
            with super()._without_context():
                yield
        finally:
            self._cache, self._cached = kept
