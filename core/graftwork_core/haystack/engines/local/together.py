"""Several whole prompts in each pass of the model, and their replies written side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch

from graftwork_core.haystack.engines.local.attention import Sight
from graftwork_core.haystack.engines.local.batch import Batch, padded
from graftwork_core.haystack.engines.local.loading import Loaded
from graftwork_core.haystack.engines.local.passes import Passes
from graftwork_core.haystack.engines.local.rows import RowCache
from graftwork_core.haystack.engines.local.writing import agreed
from graftwork_core.haystack.engines.protocol import Scores


class Together:
    """Batches of isolated prompts."""

    def __init__(self, loaded: Loaded, passes: Passes, tick: Callable[[int], None]) -> None:
        self._loaded = loaded
        self._passes = passes
        self._tick = tick

    def score(
        self, batch: Batch, prompts: Sequence[Sequence[int]], answers: Sequence[Sequence[int]], most: int
    ) -> dict[int, Scores]:
        """Score each prompt's answer.

        Args:
            batch: Which prompts.
            prompts: All of them.
            answers: All of theirs.
            most: Tokens in a pass.

        Returns:
            The prompt's place in the list of all → its answer's scores.
        """
        found: dict[int, Scores] = {}
        for rows in batch.passes(most):
            members = batch.members[rows]
            longest = max(len(answers[member]) for member in members)
            tokens = self._passes.rows(padded([[*prompts[member], *answers[member][:-1]] for member in members]))
            keep = self._passes.rows(
                [self._keep(len(prompts[member]), len(answers[member]), longest) for member in members]
            )
            wanted = self._passes.rows(padded([answers[member] for member in members]))
            log_probs = self._passes.log_probs(tokens, self._passes.places(0, tokens.shape[1]), None, keep)
            chosen = log_probs.gather(2, wanted.unsqueeze(2)).squeeze(2).tolist()
            is_best = (log_probs.argmax(dim=2) == wanted).tolist()
            for row, member in enumerate(members):
                count = len(answers[member])
                found[member] = Scores(
                    tuple(chosen[row][:count]), tuple(is_best[row][:count]), (), len(prompts[member])
                )
            self._tick(tokens.numel())
        return found

    @staticmethod
    def _keep(prompt: int, answer: int, longest: int) -> list[int]:
        """Where a row's answer is foretold; its last place again where other rows have longer answers."""
        return [prompt - 1 + min(place, answer - 1) for place in range(longest)]

    def generate(
        self,
        batch: Batch,
        prompts: Sequence[Sequence[int]],
        drafts: Sequence[Sequence[int]],
        max_new_tokens: int,
        most: int,
    ) -> dict[int, tuple[list[int], str]]:
        """Write greedily after each prompt.

        Args:
            batch: Which prompts.
            prompts: All of them.
            drafts: What each one's reply probably begins with; may be empty.
            max_new_tokens: Where to stop at the latest.
            most: Tokens in a pass.

        Returns:
            The prompt's place in the list of all → new tokens, and "stop" or "length".
        """
        guesses = [drafts[member][: max_new_tokens - 1] for member in batch.members]
        lengths = torch.tensor(batch.lengths, device=self._loaded.device)
        cache = RowCache(self._passes.layers, lengths, max_new_tokens + max(map(len, guesses)))
        found = [one for rows in batch.passes(most) for one in self._begin(batch, rows, prompts, guesses, cache)]
        cache.lengths = lengths + torch.tensor([len(new) - 1 for new in found], device=lengths.device)
        replies = [_Reply(max_new_tokens, self._loaded.stops) for _ in found]
        while True:
            for reply, new in zip(replies, found, strict=True):
                reply.add(new)
            if all(reply.is_whole for reply in replies):
                break
            pending = self._passes.rows([new[-1:] for new in found])
            places = cache.advance().unsqueeze(1)
            keep = torch.zeros_like(places)
            log_probs = self._passes.log_probs(pending, places, cache, keep, Sight(lengths=cache.lengths))
            found = log_probs.argmax(dim=2).tolist()
            self._tick(sum(not reply.is_whole for reply in replies))
        return {
            member: (reply.ids, "stop" if reply.has_ended else "length")
            for member, reply in zip(batch.members, replies, strict=True)
        }

    def _begin(
        self,
        batch: Batch,
        rows: slice,
        prompts: Sequence[Sequence[int]],
        drafts: Sequence[Sequence[int]],
        cache: RowCache,
    ) -> list[list[int]]:
        """Read some rows, each with its draft; what the model writes first: the draft as far as it is right."""
        members, guesses = batch.members[rows], drafts[rows]
        longest = max(map(len, guesses)) + 1
        tokens = self._passes.rows(
            padded([[*prompts[member], *draft] for member, draft in zip(members, guesses, strict=True)])
        )
        keep = self._passes.rows(
            [
                self._keep(len(prompts[member]), len(draft) + 1, longest)
                for member, draft in zip(members, guesses, strict=True)
            ]
        )
        cache.fill(rows)
        log_probs = self._passes.log_probs(tokens, self._passes.places(0, tokens.shape[1]), cache, keep)
        self._tick(tokens.numel())
        likeliest = log_probs.argmax(dim=2).tolist()
        return [agreed(draft, row) for draft, row in zip(guesses, likeliest, strict=True)]


class _Reply:
    """What one row writes."""

    def __init__(self, most: int, stops: frozenset[int]) -> None:
        self.ids: list[int] = []
        self.has_ended = False
        self._most = most
        self._stops = stops

    @property
    def is_whole(self) -> bool:
        """Whether nothing more belongs to it."""
        return self.has_ended or len(self.ids) >= self._most

    def add(self, tokens: Sequence[int]) -> None:
        """What came next."""
        for token in tokens:
            if self.is_whole:
                return
            self.has_ended = token in self._stops
            if not self.has_ended:
                self.ids.append(token)
