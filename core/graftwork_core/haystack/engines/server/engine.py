"""The engine for models that run elsewhere: an OpenAI-compatible server, at an address that the user typed.

The context is kept here and sent whole with every question; a server that reuses prefixes reads only what is new.
No count is taken on trust: where the server's number of prompt tokens is not the plan's, the question is void.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeVar

from graftwork_core.haystack.engines.protocol import Capabilities, Reply, Scores, VoidTrial
from graftwork_core.haystack.engines.server.address import find_key, parse_address
from graftwork_core.haystack.engines.server.client import Client, Patience, ServerError, Tick
from graftwork_core.haystack.engines.server.profiles import Offer, find_offer, is_same_model
from graftwork_core.haystack.engines.server.requests import Answer, Profile
from graftwork_core.haystack.engines.server.text import PromptText
from graftwork_core.haystack.texts.beginnings import common_beginning
from graftwork_core.haystack.texts.prompt import PromptFormat

_FAILURES_AT_MOST: Final = 3
# Some servers do not say why they stopped, or have taken the text for a call of a tool.
_FINISHED: Final = {"stop": "stop", "eos": "stop", "tool_calls": "stop", "": "stop", "length": "length"}
_CUT_HINT: Final = "Give the server a longer context (vLLM: --max-model-len, llama.cpp: -c, Ollama: num_ctx)."
# The prompt's own fault (too long, mostly): the next one may be fine.
_REFUSED: Final = frozenset({400, 413, 422})

Result = TypeVar("Result")


def open_server(
    address: str,
    prompt_format: PromptFormat,
    *,
    model_name: str = "",
    profile: Profile | None = None,
    tick: Tick = lambda tokens: None,
    patience: Patience | None = None,
    environment: Mapping[str, str] = os.environ,
) -> ServerEngine:
    """Connect to a server and find out what it can do.

    Args:
        address: As the user typed it.
        prompt_format: The model's tokenizer and chat template, from its folder here.
        model_name: What the server calls the model; empty: the only one it has.
        profile: What the server is, when it should not be asked.
        tick: Called with the tokens just worked through, and with 0 while waiting; may raise to stop.
        patience: How long and how often to try.
        environment: Where the key is.

    Raises:
        BadInput: When the address is none, or the server does not have the model.
        ServerError: When the server is not there, or is no such server.
    """
    place = parse_address(address)
    key = find_key(place, environment)
    client = Client(place, key, tick, patience or Patience())
    words = PromptText(prompt_format)
    notes: tuple[str, ...] = ()
    if key and place.scheme == "http" and not place.is_this_computer:
        notes = ("the key went to the server unencrypted: its address is http, not https",)
    return ServerEngine(find_offer(client, words, model_name, profile), words, tick, notes)


class ServerEngine:
    """An engine in the sense of `protocol.Engine`, on a server.

    Every method that asks may raise VoidTrial for one question, and ServerError when there is no point in going on:
    the server is gone, refuses access, or has failed three times in a row.
    """

    def __init__(self, offer: Offer, words: PromptText, tick: Tick, notes: Sequence[str] = ()) -> None:
        self._offer = offer
        self._words = words
        self._tick = tick
        self._notes = (*offer.notes, *notes)
        self._context: list[int] = []
        self._sent: list[int] = []
        self._failures = 0

    @property
    def capabilities(self) -> Capabilities:
        """What the server can do, as it proved when it was opened."""
        return Capabilities(
            kind="server",
            scores=self._offer.scorer is not None,
            exact_tokens=self._offer.form == "tokens",
            max_context=self._offer.max_context,
            prefix_reuse=self._offer.reuses_prefixes,
            notes=self._notes,
        )

    @property
    def length(self) -> int:
        """Tokens in the context."""
        return len(self._context)

    def extend(self, ids: Sequence[int]) -> None:
        """Append tokens; they are sent with the next question."""
        self._context.extend(ids)

    def rollback(self, length: int) -> None:
        """Forget everything behind the first `length` tokens."""
        del self._context[length:]

    def score(self, suffix: Sequence[int], answer: Sequence[int], foils: Sequence[Sequence[int]] = ()) -> Scores:
        """Score an answer and its foils after context + suffix."""
        return self._scores([*self._context, *suffix], answer, foils)

    def generate(
        self,
        suffix: Sequence[int],
        max_new_tokens: int,
        on_text: Callable[[str], None] | None = None,
        draft: Sequence[int] = (),
    ) -> Reply:
        """Write greedily after context + suffix; a draft is of no use here."""
        return self._reply([*self._context, *suffix], max_new_tokens, on_text)

    def generate_many(
        self, prompts: Sequence[Sequence[int]], max_new_tokens: int, drafts: Sequence[Sequence[int]] = ()
    ) -> list[Reply]:
        """Write greedily after each of several whole prompts, one after the other."""
        return [self._reply(list(prompt), max_new_tokens, None) for prompt in prompts]

    def score_many(self, prompts: Sequence[Sequence[int]], answers: Sequence[Sequence[int]]) -> list[Scores]:
        """Score one answer after each of several whole prompts."""
        return [self._scores(list(prompt), answer, ()) for prompt, answer in zip(prompts, answers, strict=True)]

    def close(self) -> None:
        """Forget the context; no connection is kept between questions."""
        self._context.clear()
        self._sent.clear()

    def _reply(self, prompt: list[int], max_new_tokens: int, on_text: Callable[[str], None] | None) -> Reply:
        self._check_room(len(prompt) + max_new_tokens)
        content: Sequence[int] | str = prompt
        if self._offer.form == "text":
            content = self._words.plain(prompt, adds_special=self._offer.adds_special)
        elif self._offer.form == "chat":
            content = self._words.chat(prompt)
        answer = self._asked(lambda: self._offer.route.ask(content, max_new_tokens, len(prompt), on_text))
        self._check(answer, prompt)
        self._worked(prompt)
        return Reply(answer.text, answer.ids, _FINISHED[answer.finish], answer.prompt_tokens)

    def _scores(self, prompt: list[int], answer: Sequence[int], foils: Sequence[Sequence[int]]) -> Scores:
        scorer = self._offer.scorer
        if scorer is None:
            raise VoidTrial("The server cannot score a given answer.", "Grade what it writes instead.")
        self._check_room(len(prompt) + len(answer))
        scored = self._asked(lambda: scorer.score(prompt, [answer, *foils]))
        for step in (step for steps in scored for step in steps):
            self._check_count(step.prompt_tokens, prompt)
        self._worked(prompt)
        sums = [
            sum(step.log_probs[token] for step, token in zip(steps, foil, strict=True))
            for steps, foil in zip(scored[1:], foils, strict=True)
        ]
        steps = scored[0]
        return Scores(
            log_probs=tuple(step.log_probs[token] for step, token in zip(steps, answer, strict=True)),
            argmax=tuple(step.best == token for step, token in zip(steps, answer, strict=True)),
            foils=tuple(sums),
            prompt_tokens=len(prompt),
        )

    def _asked(self, ask: Callable[[], Result]) -> Result:
        """Ask; what one question can't help is void, what no question can help ends the run."""
        try:
            result = ask()
        except ServerError as error:
            if error.hopeless:
                raise
            passing = error.status not in _REFUSED
            self._failures += passing
            if self._failures >= _FAILURES_AT_MOST:
                raise ServerError(
                    f"{error.message.rstrip('.')}, and so it went {self._failures} times in a row.",
                    f"{error.hint} What is done is kept: run the same command again when it is well.".strip(),
                    status=error.status,
                    hopeless=True,
                ) from error
            raise VoidTrial(error.message, error.hint, passing=passing) from error
        self._failures = 0
        return result

    def _check_room(self, tokens: int) -> None:
        room = self._offer.max_context
        if room is not None and tokens > room:
            raise VoidTrial(
                f"Prompt and answer of {tokens} tokens do not fit the server's context of {room}.",
                "Start it with a longer one (vLLM: --max-model-len, llama.cpp: -c).",
            )

    def _check(self, answer: Answer, prompt: Sequence[int]) -> None:
        if not is_same_model(self._offer.model, answer.model):
            raise VoidTrial(
                f"The server was asked for {self._offer.model}, and another model answered.",
                "Let it serve the model to check and no other.",
            )
        if answer.finish not in _FINISHED:
            raise VoidTrial(f"The server withheld or broke off its answer ({answer.finish[:40]!r}).")
        if answer.cut:
            raise VoidTrial("The server says that it cut the prompt.", _CUT_HINT)
        self._check_count(answer.prompt_tokens, prompt)

    def _check_count(self, counted: int | None, prompt: Sequence[int]) -> None:
        expected = len(prompt)
        if counted is None:
            raise VoidTrial("The server does not say how many tokens it read.", _CUT_HINT)
        if counted != expected and self._offer.form != "tokens" and not self._words.is_faithful(prompt):
            raise VoidTrial(
                f"As text, the prompt of {expected} tokens becomes others: the tokenizer does not give its text back.",
                "Use a server that takes token ids (vLLM, llama.cpp), or this computer.",
            )
        if counted < expected:
            raise VoidTrial(f"The server read {counted} of the prompt's {expected} tokens: it cut it.", _CUT_HINT)
        if counted > expected:
            raise VoidTrial(
                f"The server counted {counted} tokens in a prompt of {expected}: it changed it, or has another "
                "tokenizer.",
                "Check that it serves this model, with the model's own tokenizer and chat template.",
            )

    def _worked(self, prompt: list[int]) -> None:
        """Tell how many tokens the server had to read."""
        reused = common_beginning(self._sent, prompt) if self._offer.reuses_prefixes else 0
        self._sent = prompt
        self._tick(len(prompt) - reused)
