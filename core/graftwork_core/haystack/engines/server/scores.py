"""How likely a given answer is, to a server: four ways to force its tokens, each proved before it is trusted.

*replay*: vLLM gives back the log-probabilities of tokens that it is told to write (`--enable-trace-replay`).
*listed*: vLLM gives the log-probabilities of listed tokens, one step at a time.
*allowed*: vLLM may write only one token, whose log-probability is still that of the whole vocabulary.
*biased*: the same with llama.cpp, whose bias does not enter the probabilities that it reports.

Servers ignore what they do not know, so a way counts only when it forces an unlikely token and then gives the same
log-probability for it that the server gave unasked.
"""

from __future__ import annotations

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

from pydantic import BaseModel, ConfigDict, Field

from graftwork_core.haystack.engines.protocol import VoidTrial
from graftwork_core.haystack.engines.server.client import Client, ServerError
from graftwork_core.haystack.engines.server.requests import (
    COMPLETIONS,
    NATIVE,
    Completion,
    CompletionsRoute,
    NativeCompletion,
    NativeRoute,
    TokenLogProb,
    Usage,
    parsed,
)

REPLAY: Final = "/inference/v1/generate"
_FORCING: Final = 1e6
_LISTED_AT_MOST: Final = 128
# Between two requests of a 16-bit model log-probabilities differ by some hundredths; a forced token that counts as
# certain, or another token's, by far more.
_SAME: Final = 0.25
_LEAST: Final = -9999.0
_TOKEN: Final = re.compile(r"token_id:(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Step:
    """The next token's distribution, as far as it was asked about.

    Attributes:
        log_probs: Token → its natural log-probability.
        best: The most likely token.
        prompt_tokens: Tokens of the prompt before the answer, as the server counted them.
    """

    log_probs: dict[int, float]
    best: int
    prompt_tokens: int | None


class Scorer(Protocol):
    """A way to score answers."""

    name: str

    def score(self, prompt: Sequence[int], answers: Sequence[Sequence[int]]) -> list[list[Step]]:
        """Score answers after a prompt.

        Returns:
            For each answer its tokens' steps, in order.

        Raises:
            ServerError: When there is no usable answer.
            VoidTrial: When a token that was asked about is not in the answer.
        """


class _Stepwise(ABC):
    """One request for each beginning of an answer, shared by all answers that begin so."""

    name = ""

    def score(self, prompt: Sequence[int], answers: Sequence[Sequence[int]]) -> list[list[Step]]:
        wanted: dict[tuple[int, ...], set[int]] = {}
        for answer in answers:
            for place, token in enumerate(answer):
                wanted.setdefault(tuple(answer[:place]), set()).add(token)
        steps = {begun: self._behind(prompt, begun, sorted(tokens)) for begun, tokens in wanted.items()}
        return [[steps[tuple(answer[:place])] for place in range(len(answer))] for answer in answers]

    def _behind(self, prompt: Sequence[int], begun: Sequence[int], wanted: Sequence[int]) -> Step:
        step = self.step([*prompt, *begun], wanted)
        counted = None if step.prompt_tokens is None else step.prompt_tokens - len(begun)
        return replace(step, prompt_tokens=counted)

    @abstractmethod
    def step(self, prompt: Sequence[int], wanted: Sequence[int]) -> Step:
        """Ask how likely tokens are right behind a prompt."""


class ListedScorer(_Stepwise):
    """vLLM's `logprob_token_ids`."""

    name = "log-probabilities of listed tokens"

    def __init__(self, client: Client, route: CompletionsRoute) -> None:
        self._client = client
        self._route = route

    def step(self, prompt: Sequence[int], wanted: Sequence[int]) -> Step:
        """Ask for the log-probabilities of tokens."""
        steps = [
            _vllm_step(self._client, self._route, prompt, {"logprobs": 1, "logprob_token_ids": list(some)})
            for some in _batches(wanted, _LISTED_AT_MOST)
        ]
        return _joined(steps, wanted)


class AllowedScorer(_Stepwise):
    """vLLM's `allowed_token_ids`, one token at a time."""

    name = "log-probabilities of allowed tokens"

    def __init__(self, client: Client, route: CompletionsRoute) -> None:
        self._client = client
        self._route = route

    def step(self, prompt: Sequence[int], wanted: Sequence[int]) -> Step:
        """Have each token written, and read how likely it was."""
        steps = [
            _vllm_step(self._client, self._route, prompt, {"logprobs": 1, "allowed_token_ids": [token]})
            for token in wanted
        ]
        return _joined(steps, wanted)


class BiasedScorer(_Stepwise):
    """llama.cpp's `logit_bias`, one token at a time."""

    name = "log-probabilities of tokens forced by a bias"

    def __init__(self, client: Client, route: NativeRoute) -> None:
        self._client = client
        self._route = route

    def step(self, prompt: Sequence[int], wanted: Sequence[int]) -> Step:
        """Have each token written, and read how likely it was."""
        biases = [{"logit_bias": [[token, _FORCING]]} for token in wanted]
        return _joined([_native_step(self._client, self._route, prompt, bias) for bias in biases], wanted)


class ReplayScorer:
    """vLLM's trace replay: one request for a whole answer."""

    name = "log-probabilities of a replayed answer"

    def __init__(self, client: Client, model: str) -> None:
        self._client = client
        self._model = model

    def score(self, prompt: Sequence[int], answers: Sequence[Sequence[int]]) -> list[list[Step]]:
        """Have each answer written, and read how likely its tokens were."""
        return [self._replayed(prompt, answer) for answer in answers]

    def _replayed(self, prompt: Sequence[int], answer: Sequence[int]) -> list[Step]:
        forced = {"trace_decode_token_ids": list(answer), "max_tokens": len(answer), "ignore_eos": True}
        body = {
            "model": self._model,
            "token_ids": list(prompt),
            "sampling_params": forced | {"temperature": 0, "logprobs": 1},
        }
        came = parsed(_Replayed, self._client.post(REPLAY, body, len(prompt)), self._client, REPLAY)
        content = came.choices[0].logprobs.content if came.choices and came.choices[0].logprobs else []
        if [token.token_id for token in content] != list(answer):
            raise _unanswered(self._client)
        counted = came.usage.prompt_tokens if came.usage else None
        return [
            Step({token.token_id: _checked(token.logprob, self._client)}, _likeliest(token), counted)
            for token in content
        ]


class _ReplayedLogProbs(BaseModel):
    model_config = ConfigDict(strict=True)

    content: list[TokenLogProb] = Field(default_factory=list)


class _ReplayedChoice(BaseModel):
    model_config = ConfigDict(strict=True)

    logprobs: _ReplayedLogProbs | None = None


class _Replayed(BaseModel):
    model_config = ConfigDict(strict=True)

    choices: list[_ReplayedChoice] = Field(default_factory=list)
    usage: Usage | None = None


def find_scorer(
    client: Client, route: CompletionsRoute | NativeRoute, model: str, sample: Sequence[int]
) -> Scorer | None:
    """The best way to score that this server proves to have; None when it has none.

    Args:
        client: Asks the server.
        route: One that takes token ids.
        model: The model's name there.
        sample: A short prompt to try it with.
    """
    try:
        if isinstance(route, NativeRoute):
            plain = _native_step(client, route, sample, {})
            candidates: list[Scorer] = [BiasedScorer(client, route)]
        else:
            plain = _vllm_step(client, route, sample, {"logprobs": 2})
            candidates = [ReplayScorer(client, model), ListedScorer(client, route), AllowedScorer(client, route)]
    except (ServerError, VoidTrial):
        return None
    return next((scorer for scorer in candidates if _is_proved(scorer, sample, plain)), None)


def _is_proved(scorer: Scorer, sample: Sequence[int], plain: Step) -> bool:
    """Whether a way forces the second-likeliest token, and says of it what the server had said by itself."""
    second = next((token for token in plain.log_probs if token != plain.best), None)
    if second is None:
        return False
    try:
        ((first, *_),) = scorer.score(sample, [[second, plain.best]])
    except (ServerError, VoidTrial):
        return False
    same = abs(first.log_probs[second] - plain.log_probs[second]) <= _SAME
    return same and first.best == plain.best and first.prompt_tokens == len(sample)


def _vllm_step(client: Client, route: CompletionsRoute, prompt: Sequence[int], asked: dict[str, Any]) -> Step:
    body = route.body(prompt, 1) | {"return_tokens_as_token_ids": True} | asked
    came = parsed(Completion, client.post(COMPLETIONS, body, len(prompt)), client, COMPLETIONS)
    told = came.choices[0].logprobs if came.choices else None
    if told is None or not told.tokens or not told.token_logprobs or not told.top_logprobs:
        raise _unanswered(client)
    listed = dict(told.top_logprobs[0] or {})
    if told.token_logprobs[0] is not None:
        listed.setdefault(told.tokens[0], told.token_logprobs[0])
    if not listed:
        raise _unanswered(client)
    log_probs = {_token(name, client): _checked(value, client) for name, value in listed.items()}
    # What was written is the likeliest, unless it was the only one allowed; then one of the others listed is.
    best = max(log_probs, key=log_probs.__getitem__)
    return Step(log_probs, best, came.usage.prompt_tokens if came.usage else None)


def _native_step(client: Client, route: NativeRoute, prompt: Sequence[int], asked: dict[str, Any]) -> Step:
    body = route.body(prompt, 1) | {"n_probs": 2, "post_sampling_probs": False} | asked
    came = parsed(NativeCompletion, client.post(NATIVE, body, len(prompt)), client, NATIVE)
    if not came.completion_probabilities:
        raise _unanswered(client)
    written = came.completion_probabilities[0]
    listed = [*written.top_logprobs, written]
    log_probs = {token.id: _checked(token.logprob, client) for token in listed}
    return Step(log_probs, max(log_probs, key=log_probs.__getitem__), came.tokens_evaluated)


def _joined(steps: Sequence[Step], wanted: Sequence[int]) -> Step:
    found: dict[int, float] = {}
    for step in steps:
        found |= step.log_probs
    if any(token not in found for token in wanted):
        raise VoidTrial("The server did not say how likely a token of the answer is.", "Grade what it writes instead.")
    counts = {step.prompt_tokens for step in steps}
    best = max(steps, key=lambda step: step.log_probs[step.best]).best
    return Step(found, best, counts.pop() if len(counts) == 1 else None)


def _likeliest(token: TokenLogProb) -> int:
    best = max([*token.top_logprobs, token], key=lambda one: one.logprob)
    return best.token_id


def _batches(tokens: Sequence[int], size: int) -> Iterable[Sequence[int]]:
    return (tokens[start : start + size] for start in range(0, len(tokens), size))


def _token(name: str, client: Client) -> int:
    match = _TOKEN.fullmatch(name)
    if match is None:
        raise _unanswered(client)
    return int(match[1])


def _checked(log_prob: float, client: Client) -> float:
    if math.isnan(log_prob) or log_prob > 1e-3:
        raise VoidTrial(
            f"The server at {client.address} gave {log_prob:g} as a log-probability.",
            "The model's numbers may have overflowed there: look at its log.",
        )
    return max(min(log_prob, 0.0), _LEAST)


def _unanswered(client: Client) -> VoidTrial:
    return VoidTrial(f"The server at {client.address} gave no log-probabilities.", "Grade what it writes instead.")
