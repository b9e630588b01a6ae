"""Several whole prompts in each pass of the model, and their replies written side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import torch

from graftwork_core.haystack.engines.attention import Sight
from graftwork_core.haystack.engines.batch import Batch, padded
from graftwork_core.haystack.engines.loading import Loaded
from graftwork_core.haystack.engines.passes import Passes
from graftwork_core.haystack.engines.protocol import Scores
from graftwork_core.haystack.engines.rows import RowCache

_FIRST: Final = 0


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
        self, batch: Batch, prompts: Sequence[Sequence[int]], max_new_tokens: int, most: int
    ) -> dict[int, tuple[list[int], str]]:
        """Write greedily after each prompt.

        Returns:
            The prompt's place in the list of all → new tokens, and "stop" or "length".
        """
        lengths = torch.tensor(batch.lengths, device=self._loaded.device)
        cache = RowCache(self._passes.layers, lengths, max_new_tokens)
        pending = torch.cat([self._begin(batch.members[rows], rows, prompts, cache) for rows in batch.passes(most)])
        written: list[list[int]] = [[] for _ in batch.members]
        ended = [False] * len(written)
        for number in range(max_new_tokens):
            for row, token in enumerate(pending.tolist()):
                ended[row] = ended[row] or token in self._loaded.stops
                if not ended[row]:
                    written[row].append(token)
            if all(ended) or number == max_new_tokens - 1:
                break
            places = cache.advance().unsqueeze(1)
            keep = torch.zeros_like(places)
            sight = Sight(lengths=cache.lengths)
            pending = self._passes.log_probs(pending.unsqueeze(1), places, cache, keep, sight)[:, _FIRST].argmax(dim=1)
            self._tick(len(written) - sum(ended))
        return {
            member: (ids, "stop" if end else "length")
            for member, ids, end in zip(batch.members, written, ended, strict=True)
        }

    def _begin(
        self, members: Sequence[int], rows: slice, prompts: Sequence[Sequence[int]], cache: RowCache
    ) -> torch.Tensor:
        """Read some rows; the token that follows each."""
        tokens = self._passes.rows(padded([prompts[member] for member in members]))
        keep = self._passes.rows([[len(prompts[member]) - 1] for member in members])
        cache.fill(rows)
        log_probs = self._passes.log_probs(tokens, self._passes.places(0, tokens.shape[1]), cache, keep)
        self._tick(tokens.numel())
        return log_probs[:, _FIRST].argmax(dim=1)
