"""A model on this computer: one context that grows, questions on it, and back.

The context is read in chunks by the model without its head, its keys and values stay, and a question costs only
its own tokens: the answer and all foils are scored in one pass, side by side behind the shared question.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

import torch

from graftwork_core.adapter.use import AdapterUse
from graftwork_core.errors import NotEnoughRoom
from graftwork_core.haystack.engines.forecast import CHUNK as CHUNK
from graftwork_core.haystack.engines.forecast import LOOKED_AT, Speed
from graftwork_core.haystack.engines.local import unmerged
from graftwork_core.haystack.engines.local.attention import Sight
from graftwork_core.haystack.engines.local.batch import MOST_ROWS, Batch, Step, arrange, batches
from graftwork_core.haystack.engines.local.cache import ContextCache
from graftwork_core.haystack.engines.local.copying import CopyingEngine
from graftwork_core.haystack.engines.local.inplace import InPlaceAdapter
from graftwork_core.haystack.engines.local.loading import Loaded, load, load_tokenizer
from graftwork_core.haystack.engines.local.packing import pack
from graftwork_core.haystack.engines.local.passes import Passes
from graftwork_core.haystack.engines.local.rereading import RereadingEngine
from graftwork_core.haystack.engines.local.shortage import Chunk, check_room
from graftwork_core.haystack.engines.local.together import Together
from graftwork_core.haystack.engines.local.way import Way, find_way
from graftwork_core.haystack.engines.local.writing import TextStream, agreed, check_prompt, decode
from graftwork_core.haystack.engines.protocol import Capabilities, Engine, Reply, Scores
from graftwork_core.memory import free_memory
from graftwork_core.model.context import ContextSettings

Tick = Callable[[int], None]
Result = TypeVar("Result")
_SHARE: Final = 8
"""What part of the free memory a batch of prompts may take for its keys and values."""
_LITTLE: Final = 1 << 30
_BESIDE: Final = 512
"""Positions for a question behind the longest context: its answer, the foils beside it, what is written."""
_MOST_FOILS: Final = 10_000
"""Some dozens go into one pass."""


def open_local(
    folder: Path,
    *,
    adapters: Sequence[AdapterUse] = (),
    context: ContextSettings | None = None,
    device: str = "auto",
    dtype: str | None = None,
    chunk: int = CHUNK,
    reserve: int = 0,
    tick: Tick = lambda tokens: None,
) -> Engine:
    """Load a model to ask it on this computer.

    Args:
        folder: Its folder.
        adapters: Applied on the fly, unmerged.
        context: Somebody else's RoPE settings and window instead of its own.
        device: "auto", "cpu", "cuda:N" or "mps".
        dtype: "bf16", "fp16" or "fp32" to compute in; chosen when None.
        chunk: Tokens worked on at once, halved when memory runs out.
        reserve: The longest context that is planned, in tokens: memory is kept for it from the start.
        tick: Told the tokens just worked through, at least once a chunk; may raise Cancelled.

    Raises:
        BadInput: When the model or an adapter is broken or cannot be run here.
        NotEnoughRoom: When the weights do not fit.
    """
    loaded = load(folder, context=context, device=device, dtype=dtype)
    way = find_way(loaded)
    if adapters:
        unmerged.apply(loaded, adapters)
    return _engine(loaded, way, chunk, reserve, tick)


def open_adjustable(
    folder: Path,
    adapter: Path,
    *,
    context: ContextSettings | None = None,
    device: str = "auto",
    dtype: str | None = None,
    chunk: int = CHUNK,
    reserve: int = 0,
    tick: Tick = lambda tokens: None,
) -> tuple[Engine, InPlaceAdapter]:
    """Load a model whose weights can be set to those of many merges with one adapter, one after the other.

    Setting them empties the engine's context. For the arguments and errors see `open_local`.

    Returns:
        The engine, untouched at first, and what sets its weights.
    """
    loaded = load(folder, context=context, device=device, dtype=dtype)
    engine = _engine(loaded, find_way(loaded), chunk, reserve, tick)
    return engine, InPlaceAdapter(loaded, adapter, forget=partial(engine.rollback, 0))


def _engine(loaded: Loaded, way: Way, chunk: int, reserve: int, tick: Tick) -> Engine:
    if way.kind == "shared":
        return LocalEngine(loaded, chunk=chunk, reserve=reserve, tick=tick)
    slower = CopyingEngine if way.kind == "copied" else RereadingEngine
    return slower(loaded, way.why, chunk, tick)


class LocalEngine:
    """A model that keeps its context in a cache; see `engines.protocol.Engine`."""

    def __init__(
        self, loaded: Loaded, *, chunk: int = CHUNK, reserve: int = 0, tick: Tick = lambda tokens: None
    ) -> None:
        self._loaded = loaded
        self._passes = Passes(loaded)
        self._chunk = Chunk(chunk, loaded.device)
        self._tick = tick
        self._together = Together(loaded, self._passes, tick)
        self._cache = ContextCache(self._passes.layers, reserve + _BESIDE if reserve else 0)
        self._ids: list[int] = []
        self._reached = 0
        self._tokenizer: Any = None

    @property
    def capabilities(self) -> Capabilities:
        """What it can do."""
        notes = (f"{self._loaded.place}, blockwise attention, {self._chunk.tokens} tokens at once", *self._chunk.notes)
        room = self._loaded.limit
        return Capabilities("local", True, True, room, batch=MOST_ROWS, foils=_MOST_FOILS, notes=notes)

    @property
    def speed(self) -> Speed | None:
        """How fast it was so far, for a forecast; None before it was asked anything."""
        return self._passes.speedometer.speed

    @property
    def length(self) -> int:
        """Tokens in the context."""
        return len(self._ids)

    def extend(self, ids: Sequence[int]) -> None:
        """Append tokens to the context, or none of them when it fails or is cancelled."""
        self._loaded.check(ids, self.length + len(ids))
        new = self.length + len(ids) - self._reached
        check_room(max(0, new) * self._loaded.bytes_per_position, self._loaded.device)
        try:
            self._read(ids)
        except BaseException:
            self._cache.truncate(self.length)
            raise
        self._ids.extend(ids)
        self._reached = max(self._reached, self.length)

    def rollback(self, length: int) -> None:
        """Forget everything behind the first `length` tokens."""
        del self._ids[length:]
        self._cache.truncate(length)

    def score(self, suffix: Sequence[int], answer: Sequence[int], foils: Sequence[Sequence[int]] = ()) -> Scores:
        """Score an answer and foils after context + suffix; the context stays as it was."""
        candidates = (answer, *foils)
        for candidate in candidates:
            self._loaded.check((*suffix, *candidate), self.length + len(suffix) + len(candidate))
        (log_probs, argmax), *others = self._chunk.fitting(lambda most: self._score(suffix, candidates, most))
        return Scores(
            log_probs=log_probs,
            argmax=argmax,
            foils=tuple(sum(foil) for foil, _ in others),
            prompt_tokens=self.length + len(suffix),
        )

    def generate(
        self,
        suffix: Sequence[int],
        max_new_tokens: int,
        on_text: Callable[[str], None] | None = None,
        draft: Sequence[int] = (),
    ) -> Reply:
        """Write greedily after context + suffix; the context stays as it was."""
        self._loaded.check((*suffix, *draft), self.length + len(suffix) + max_new_tokens - 1)
        stream = TextStream(self._need_tokenizer(), on_text)
        finish = "length"
        with self._aside(suffix) as rest:
            last = rest[-self._chunk.tokens :]
            self._read(rest[: -len(last)])
            while len(stream.ids) < max_new_tokens and finish == "length":
                for token in self._next(last, draft[: max_new_tokens - 1] if not stream.ids else ()):
                    if token in self._loaded.stops:
                        finish = "stop"
                        break
                    stream.add(token)
                last = stream.ids[-1:]
        return Reply(stream.end(), tuple(stream.ids), finish, self.length + len(suffix))

    def generate_many(
        self, prompts: Sequence[Sequence[int]], max_new_tokens: int, drafts: Sequence[Sequence[int]] = ()
    ) -> list[Reply]:
        """Write greedily after each of several whole prompts, the context left aside."""
        guesses = drafts or [()] * len(prompts)
        for prompt, draft in zip(prompts, guesses, strict=True):
            self._loaded.check((*prompt, *draft), len(prompt) + max_new_tokens - 1)
        tokenizer = self._need_tokenizer()

        def together(batch: Batch) -> dict[int, Reply]:
            written = self._chunk.fitting(
                lambda most: self._together.generate(batch, prompts, guesses, max_new_tokens, most)
            )
            return {
                member: Reply(decode(tokenizer, ids), tuple(ids), finish, len(prompts[member]))
                for member, (ids, finish) in written.items()
            }

        return self._many(
            prompts,
            lambda suffix, member: self.generate(suffix, max_new_tokens, draft=guesses[member]),
            together,
        )

    def score_many(self, prompts: Sequence[Sequence[int]], answers: Sequence[Sequence[int]]) -> list[Scores]:
        """Score one answer after each of several whole prompts, the context left aside."""
        for prompt, answer in zip(prompts, answers, strict=True):
            self._loaded.check((*prompt, *answer), len(prompt) + len(answer))
        return self._many(
            prompts,
            lambda suffix, member: self.score(suffix, answers[member]),
            lambda batch: self._chunk.fitting(lambda most: self._together.score(batch, prompts, answers, most)),
        )

    def close(self) -> None:
        """Give back memory."""
        self.rollback(0)
        self._cache = ContextCache(self._passes.layers)
        self._loaded.release()

    def _read(self, ids: Sequence[int]) -> None:
        """Append tokens to the cache, chunk by chunk."""
        done = 0

        def one_chunk(most: int) -> int:
            part = ids[done : done + most]
            start = self._cache.length
            with self._cache.whole_or_not():
                self._passes.read(self._passes.row(part), self._passes.places(start, len(part)), self._cache)
            return len(part)

        while done < len(ids):
            count = self._chunk.fitting(one_chunk)
            done += count
            self._tick(count)

    def _next(self, tokens: Sequence[int], draft: Sequence[int] = ()) -> list[int]:
        """Append tokens to the cache and give the likeliest ones to follow: one, and what a draft has right before it.

        Of a draft the cache keeps what was right.
        """
        before = self._cache.length

        def one_pass(most: int) -> list[int]:
            self._cache.truncate(before)
            last = tokens[-max(1, most - len(draft)) :]
            self._read(tokens[: -len(last)])
            start, row = self._cache.length, (*last, *draft)
            keep = self._passes.row(range(len(last) - 1, len(row)))
            places = self._passes.places(start, len(row))
            likeliest = self._passes.log_probs(self._passes.row(row), places, self._cache, keep)[0].argmax(dim=1)
            found = agreed(draft, likeliest.tolist())
            self._cache.truncate(start + len(last) + len(found) - 1)
            return found

        with self._cache.whole_or_not():
            found = self._chunk.fitting(one_pass)
        self._tick(len(tokens) + len(draft))
        return found

    def _score(
        self, suffix: Sequence[int], candidates: Sequence[Sequence[int]], most: int
    ) -> list[tuple[tuple[float, ...], tuple[bool, ...]]]:
        """Each candidate's log-probabilities, and whether each of its tokens was the likeliest."""
        found: list[tuple[tuple[float, ...], tuple[bool, ...]]] = []
        with self._aside(suffix) as rest:
            if len(rest) + sum(len(candidate) - 1 for candidate in candidates) > most:
                self._read(rest[:-1])
                rest = rest[-1:]
            start = self._cache.length
            for group in pack(rest, candidates, most, LOOKED_AT):
                log_probs = self._passes.log_probs(
                    self._passes.row(group.tokens),
                    self._passes.row([start + place for place in group.places]),
                    self._cache,
                    self._passes.row(group.keep),
                    Sight(mask=group.mask(self._loaded.device)),
                )[0]
                wanted = self._passes.row(group.wanted)[0]
                chosen = log_probs.gather(1, wanted.unsqueeze(1)).squeeze(1).tolist()
                is_best = (log_probs.argmax(dim=1) == wanted).tolist()
                found += group.split(chosen, is_best)
                self._cache.truncate(start)
                self._tick(len(group.tokens))
        return found

    @contextlib.contextmanager
    def _aside(self, suffix: Sequence[int]) -> Iterator[Sequence[int]]:
        """Within it the cache may grow; gives what has to be read first, which is never nothing."""
        check_prompt(self.length + len(suffix))
        kept = None if suffix else self._cache.last()
        try:
            if kept is not None:
                self._cache.truncate(self.length - 1)
            yield suffix or self._ids[-1:]
        finally:
            self._cache.truncate(self.length)
            if kept is not None:
                self._cache.put_last(kept, self.length)

    def _many(
        self,
        prompts: Sequence[Sequence[int]],
        alone: Callable[[Sequence[int], int], Result],
        together: Callable[[Batch], dict[int, Result]],
    ) -> list[Result]:
        """Do something with every prompt: in a chain with those that begin alike, else together with others."""
        found: dict[int, Result] = {}
        chains, others = arrange(prompts)
        long = [member for member in others if len(prompts[member]) > self._chunk.tokens]
        short = sorted({*others} - {*long})
        with self._without_context():
            for step in (*(step for chain in chains for step in chain), *(Step(member, 0, 0) for member in long)):
                prompt = prompts[step.member]
                self.rollback(step.kept)
                self.extend(prompt[step.kept : step.shared])
                found[step.member] = alone(prompt[self.length :], step.member)
            for batch in batches([len(prompt) for prompt in prompts], short, self._most_positions()):
                try:
                    found |= together(batch)
                except NotEnoughRoom:
                    self.rollback(0)
                    found |= {member: alone(prompts[member], member) for member in batch.members}
        return [found[member] for member in range(len(prompts))]

    def _most_positions(self) -> int:
        """Positions of a batch that memory is taken for at the most."""
        free = torch.cuda.mem_get_info()[0] if self._loaded.device.type == "cuda" else free_memory()
        return max(1, (free or _LITTLE) // _SHARE // max(self._loaded.bytes_per_position, 1))

    @contextlib.contextmanager
    def _without_context(self) -> Iterator[None]:
        """Within it the context is empty."""
        cache, ids = self._cache, self._ids
        self._cache, self._ids = ContextCache(self._passes.layers), []
        try:
            yield
        finally:
            self._cache, self._ids = cache, ids

    def _need_tokenizer(self) -> Any:
        if self._tokenizer is None:
            self._tokenizer = load_tokenizer(self._loaded.files.folder)
        return self._tokenizer
