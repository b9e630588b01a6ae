"""Models whose context cannot be cut back: what the slower ways of asking them, as exact, have in common."""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar

import torch

from graftwork_core.haystack.engines.forecast import Speed
from graftwork_core.haystack.engines.local.loading import Loaded, load_tokenizer
from graftwork_core.haystack.engines.local.passes import Passes
from graftwork_core.haystack.engines.local.shortage import Chunk, check_room
from graftwork_core.haystack.engines.local.writing import TextStream, check_prompt
from graftwork_core.haystack.engines.protocol import Capabilities, Reply, Scores

Scored = tuple[tuple[float, ...], tuple[bool, ...]]
"""Log-probabilities of a candidate's tokens, and whether each was the likeliest."""


class ExactEngine(ABC):
    """What both slower ways have in common; see `engines.protocol.Engine`."""

    def __init__(self, loaded: Loaded, why: str, chunk: int, tick: Callable[[int], None]) -> None:
        self._loaded = loaded
        self._passes = Passes(loaded)
        self._chunk = Chunk(chunk, loaded.device)
        self._tick = tick
        self._why = why
        self._ids: list[int] = []
        self._tokenizer: Any = None

    reuses: ClassVar[bool]
    """Whether the context is read only once."""

    @property
    def capabilities(self) -> Capabilities:
        """What it can do."""
        notes = (self._loaded.place, self._why, *self._chunk.notes)
        return Capabilities(
            "local", True, True, max_context=self._loaded.limit, prefix_reuse=self.reuses, batch=1, notes=notes
        )

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
        check_room(len(ids) * self._loaded.bytes_per_position, self._loaded.device)
        before = self.length
        self._ids.extend(ids)
        try:
            self._prepare()
        except BaseException:
            self.rollback(before)
            raise

    def rollback(self, length: int) -> None:
        """Forget everything behind the first `length` tokens."""
        del self._ids[length:]

    def score(self, suffix: Sequence[int], answer: Sequence[int], foils: Sequence[Sequence[int]] = ()) -> Scores:
        """Score an answer and foils after context + suffix; the context stays as it was."""
        for candidate in (answer, *foils):
            self._loaded.check((*suffix, *candidate), self.length + len(suffix) + len(candidate))
        (log_probs, argmax), *others = self._score(suffix, (answer, *foils))
        return Scores(log_probs, argmax, tuple(sum(foil) for foil, _ in others), self.length + len(suffix))

    def generate(
        self,
        suffix: Sequence[int],
        max_new_tokens: int,
        on_text: Callable[[str], None] | None = None,
        draft: Sequence[int] = (),
    ) -> Reply:
        """Write greedily after context + suffix; the context stays as it was."""
        check_prompt(self.length + len(suffix))
        self._loaded.check(suffix, self.length + len(suffix) + max_new_tokens - 1)
        if self._tokenizer is None:
            self._tokenizer = load_tokenizer(self._loaded.files.folder)
        stream = TextStream(self._tokenizer, on_text)
        stopped = self._write(suffix, max_new_tokens, stream)
        return Reply(stream.end(), tuple(stream.ids), "stop" if stopped else "length", self.length + len(suffix))

    def generate_many(
        self, prompts: Sequence[Sequence[int]], max_new_tokens: int, drafts: Sequence[Sequence[int]] = ()
    ) -> list[Reply]:
        """Write greedily after each of several whole prompts, the context left aside."""
        with self._without_context():
            return [self.generate(prompt, max_new_tokens) for prompt in prompts]

    def score_many(self, prompts: Sequence[Sequence[int]], answers: Sequence[Sequence[int]]) -> list[Scores]:
        """Score one answer after each of several whole prompts, the context left aside."""
        with self._without_context():
            return [self.score(prompt, answer) for prompt, answer in zip(prompts, answers, strict=True)]

    def close(self) -> None:
        """Give back memory."""
        self.rollback(0)
        self._loaded.release()

    @abstractmethod
    def _prepare(self) -> None:
        """Read what is new in the context, where that can be kept."""

    @abstractmethod
    def _score(self, suffix: Sequence[int], candidates: Sequence[Sequence[int]]) -> list[Scored]:
        """Score each candidate after context + suffix."""

    @abstractmethod
    def _write(self, suffix: Sequence[int], max_new_tokens: int, stream: TextStream) -> bool:
        """Write after context + suffix; whether the model ended the reply itself."""

    @contextlib.contextmanager
    def _without_context(self) -> Iterator[None]:
        """Within it the context is empty."""
        ids = self._ids
        self._ids = []
        try:
            yield
        finally:
            self._ids = ids

    def _look(self, log_probs: torch.Tensor, wanted: Sequence[int]) -> Scored:
        """Look tokens up in log-probabilities of shape (tokens, vocabulary)."""
        targets = self._passes.row(wanted)[0]
        chosen = log_probs.gather(1, targets.unsqueeze(1)).squeeze(1)
        return tuple(chosen.tolist()), tuple((log_probs.argmax(dim=1) == targets).tolist())
