"""Several answers to one question in a single pass: side by side, each at the same positions, none seeing another."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch


@dataclass(frozen=True)
class Pack:
    """A question and some candidates behind it.

    Attributes:
        tokens: The question's tokens, then every candidate's but for its last.
        places: Their positions, counted from the question's first.
        owners: Which candidate a token belongs to; -1 for the question's own.
        keep: For every token that is to be foretold, where in `tokens` to look.
        wanted: Those tokens.
        counts: How many of them belong to each candidate.
    """

    tokens: tuple[int, ...]
    places: tuple[int, ...]
    owners: tuple[int, ...]
    keep: tuple[int, ...]
    wanted: tuple[int, ...]
    counts: tuple[int, ...]

    def mask(self, device: torch.device) -> torch.Tensor | None:
        """Which token sees which, (tokens, tokens), boolean; None when it is plainly causal."""
        if len(self.counts) == 1:
            return None
        owners = torch.tensor(self.owners, device=device)
        order = torch.arange(len(owners), device=device)
        shared = (owners == -1) | (owners == owners.view(-1, 1))
        return shared & (order <= order.view(-1, 1))

    def split(
        self, log_probs: Sequence[float], is_best: Sequence[bool]
    ) -> Iterator[tuple[tuple[float, ...], tuple[bool, ...]]]:
        """What was found at `keep`, by candidate."""
        start = 0
        for count in self.counts:
            yield tuple(log_probs[start : start + count]), tuple(is_best[start : start + count])
            start += count


def pack(
    question: Sequence[int], candidates: Sequence[Sequence[int]], most: int, most_looked_at: int = sys.maxsize
) -> Iterator[Pack]:
    """Packs for all candidates, in their order.

    Args:
        question: At least one token.
        candidates: Each at least one token.
        most: Tokens a pack may have; one with a single candidate may have more.
        most_looked_at: Tokens that a pack may foretell; likewise.
    """
    group: list[Sequence[int]] = []
    size, looked_at = len(question), 0
    for candidate in candidates:
        if group and (size + len(candidate) - 1 > most or looked_at + len(candidate) > most_looked_at):
            yield _pack(question, group)
            group, size, looked_at = [], len(question), 0
        group.append(candidate)
        size += len(candidate) - 1
        looked_at += len(candidate)
    yield _pack(question, group)


def _pack(question: Sequence[int], candidates: Sequence[Sequence[int]]) -> Pack:
    tokens, places, owners = list(question), list(range(len(question))), [-1] * len(question)
    keep: list[int] = []
    for number, candidate in enumerate(candidates):
        own = range(len(tokens), len(tokens) + len(candidate) - 1)
        keep += [len(question) - 1, *own]
        tokens += candidate[:-1]
        places += range(len(question), len(question) + len(own))
        owners += [number] * len(own)
    wanted = tuple(token for candidate in candidates for token in candidate)
    counts = tuple(len(candidate) for candidate in candidates)
    return Pack(tuple(tokens), tuple(places), tuple(owners), tuple(keep), wanted, counts)
