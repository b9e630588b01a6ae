"""What servers are asked for a continuation, each in its own words, and what their answers say.

Greedy, and without the penalties that a server or the model's own settings would apply by default. Four ways: token
ids or text to `/v1/completions`, token ids to llama.cpp's `/completion`, a user's message to `/v1/chat/completions`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graftwork_core.haystack.engines.server.client import Client, ServerError

Profile = Literal["generic", "vllm", "llamacpp", "transformers_serve"]
OnText = Callable[[str], None]

COMPLETIONS: Final = "/v1/completions"
CHAT: Final = "/v1/chat/completions"
NATIVE: Final = "/completion"

_NEUTRAL: Final[dict[Profile, dict[str, Any]]] = {
    "generic": {"frequency_penalty": 0, "presence_penalty": 0},
    "vllm": {"frequency_penalty": 0, "presence_penalty": 0, "repetition_penalty": 1.0},
    # It refuses fields that it does not know, and makes its repetition penalty of this one.
    "transformers_serve": {"frequency_penalty": 0},
    "llamacpp": {
        "repeat_penalty": 1.0,
        "presence_penalty": 0,
        "frequency_penalty": 0,
        "dry_multiplier": 0,
        "xtc_probability": 0,
        "mirostat": 0,
        "cache_prompt": True,
    },
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A continuation, as a server gave it.

    Attributes:
        text: What was written.
        ids: Its tokens, when the server tells.
        finish: Why it ended, in the server's words.
        prompt_tokens: Tokens of the prompt, as the server counted them.
        model: Who answered, as the server says; empty when it does not.
        cut: Whether the server says that it cut the prompt.
    """

    text: str
    ids: tuple[int, ...]
    finish: str
    prompt_tokens: int | None
    model: str
    cut: bool = False


class Route(Protocol):
    """A way to ask."""

    def ask(self, prompt: Sequence[int] | str, max_new_tokens: int, tokens: int, on_text: OnText | None) -> Answer:
        """Have a prompt continued.

        Args:
            prompt: Token ids, text, or a user's message: what the route takes.
            max_new_tokens: Where to stop at the latest.
            tokens: The prompt's, for patience.
            on_text: Receives the text as it comes.

        Raises:
            ServerError: When there is no usable answer.
        """


class CompletionsRoute:
    """`/v1/completions`, with token ids or text."""

    def __init__(self, client: Client, profile: Profile, model: str) -> None:
        self._client = client
        self._profile = profile
        self._model = model

    def body(self, prompt: Sequence[int] | str, max_new_tokens: int) -> dict[str, Any]:
        """The request; `model` is left out where the server knows it alone."""
        named = {"model": self._model} if self._model else {}
        shown = prompt if isinstance(prompt, str) else list(prompt)
        return named | {"prompt": shown, "max_tokens": max_new_tokens, "temperature": 0} | _NEUTRAL[self._profile]

    def ask(self, prompt: Sequence[int] | str, max_new_tokens: int, tokens: int, on_text: OnText | None) -> Answer:
        """Have a prompt continued."""
        body = self.body(prompt, max_new_tokens)
        if on_text is None:
            return _whole(self._client, COMPLETIONS, body, tokens)
        return _streamed(self._client, COMPLETIONS, body | _streaming(self._profile), tokens, on_text)


class ChatRoute:
    """`/v1/chat/completions`: the server puts the message into the chat template itself."""

    def __init__(self, client: Client, profile: Profile, model: str, *, thinking_off: bool = False) -> None:
        self._client = client
        self._profile = profile
        self._model = model
        self._switches = {"chat_template_kwargs": {"enable_thinking": False}} if thinking_off else {}

    def ask(self, prompt: Sequence[int] | str, max_new_tokens: int, tokens: int, on_text: OnText | None) -> Answer:
        """Have a user's message answered."""
        named = {"model": self._model} if self._model else {}
        message = {"messages": [{"role": "user", "content": prompt}], "max_tokens": max_new_tokens, "temperature": 0}
        neutral = {} if self._profile == "llamacpp" else _NEUTRAL[self._profile]
        body = named | message | neutral | self._switches
        if on_text is None:
            return _whole(self._client, CHAT, body, tokens)
        return _streamed(self._client, CHAT, body | _streaming(self._profile), tokens, on_text)


class NativeRoute:
    """llama.cpp's own `/completion`, with token ids."""

    def __init__(self, client: Client, model: str) -> None:
        self._client = client
        self._model = model

    def body(self, prompt: Sequence[int] | str, max_new_tokens: int) -> dict[str, Any]:
        """The request; only a server with several models looks at the name."""
        named = {"model": self._model} if self._model else {}
        shown = prompt if isinstance(prompt, str) else list(prompt)
        asked = {"prompt": shown, "n_predict": max_new_tokens, "temperature": 0, "return_tokens": True}
        return named | asked | _NEUTRAL["llamacpp"]

    def ask(self, prompt: Sequence[int] | str, max_new_tokens: int, tokens: int, on_text: OnText | None) -> Answer:
        """Have a prompt continued."""
        body = self.body(prompt, max_new_tokens)
        if on_text is None:
            answer = self._client.post(NATIVE, body, tokens)
            return _from_native(parsed(NativeCompletion, answer, self._client, NATIVE))
        text, ids, last = "", list[int](), None
        for event in self._client.stream(NATIVE, body | {"stream": True}, tokens):
            last = parsed(NativeCompletion, event, self._client, NATIVE)
            text, ids = text + last.content, ids + last.tokens
            if last.content:
                on_text(last.content)
        if last is None or not last.stop:
            raise _ended_early(self._client)
        return _from_native(last.model_copy(update={"content": text, "tokens": ids}))


class _Answered(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", protected_namespaces=())


class TokenLogProb(_Answered):
    """A token and its log-probability, as llama.cpp and vLLM's `/inference/v1/generate` write it."""

    id: int = -1
    token_id: int = -1
    logprob: float
    top_logprobs: list[TokenLogProb] = Field(default_factory=list)


class LogProbs(_Answered):
    """The log-probabilities of `/v1/completions`."""

    tokens: list[str] = Field(default_factory=list)
    token_logprobs: list[float | None] = Field(default_factory=list)
    top_logprobs: list[dict[str, float] | None] | None = None


class _Message(_Answered):
    content: str | None = None


class Choice(_Answered):
    """One continuation, or a piece of it."""

    text: str = ""
    message: _Message | None = None
    delta: _Message | None = None
    finish_reason: str | None = None
    logprobs: LogProbs | None = None

    @property
    def written(self) -> str:
        """The text, whichever field it is in."""
        message = self.message or self.delta
        return self.text if message is None else message.content or ""


class Usage(_Answered):
    """How much was read and written."""

    prompt_tokens: int | None = None


class Completion(_Answered):
    """What `/v1/completions` and `/v1/chat/completions` answer."""

    choices: list[Choice] = Field(default_factory=list)
    usage: Usage | None = None
    model: str | None = None
    error: Any = None


class NativeCompletion(_Answered):
    """What llama.cpp's `/completion` answers."""

    content: str
    tokens: list[int] = Field(default_factory=list)
    stop: bool = True
    stop_type: str = ""
    tokens_evaluated: int | None = None
    truncated: bool = False
    completion_probabilities: list[TokenLogProb] = Field(default_factory=list)


Form = TypeVar("Form", bound=BaseModel)


def parsed(form: type[Form], content: Any, client: Client, path: str) -> Form:
    """An answer in its form.

    Raises:
        ServerError: When it has another form.
    """
    try:
        return form.model_validate(content)
    except ValidationError:
        raise ServerError(
            f"The server at {client.address} answered {path} in a form that is not understood.",
            "Check that it is an OpenAI-compatible server.",
        ) from None


def _whole(client: Client, path: str, body: dict[str, Any], tokens: int) -> Answer:
    answer = parsed(Completion, client.post(path, body, tokens), client, path)
    if not answer.choices:
        raise ServerError(f"The server at {client.address} answered {path} without a text.", "Its log may say why.")
    choice = answer.choices[0]
    return _answer(choice.written, choice.finish_reason or "", answer)


def _streamed(client: Client, path: str, body: dict[str, Any], tokens: int, on_text: OnText) -> Answer:
    text, finish, last = "", "", Completion()
    for piece in _events(client, path, body, tokens):
        for choice in piece.choices[:1]:
            finish = choice.finish_reason or finish
            text += choice.written
            if choice.written:
                on_text(choice.written)
        last = last.model_copy(update={"usage": piece.usage or last.usage, "model": piece.model or last.model})
    if not finish:
        raise _ended_early(client)
    return _answer(text, finish, last)


def _events(client: Client, path: str, body: dict[str, Any], tokens: int) -> Iterator[Completion]:
    for event in client.stream(path, body, tokens):
        piece = parsed(Completion, event, client, path)
        if piece.error is not None:
            raise ServerError(f"The server at {client.address} failed while it wrote.", "Its log says why.")
        yield piece


def _answer(text: str, finish: str, answer: Completion) -> Answer:
    return Answer(text, (), finish, answer.usage.prompt_tokens if answer.usage else None, answer.model or "")


def _from_native(answer: NativeCompletion) -> Answer:
    finish = "length" if answer.stop_type == "limit" else "stop"
    # "truncated" also says that the reply reached the context's end, which "limit" goes with; the count tells the rest.
    cut = answer.truncated and finish != "length"
    # Its name for the model is any text that it was started with, or was asked for.
    return Answer(answer.content, tuple(answer.tokens), finish, answer.tokens_evaluated, "", cut)


def _streaming(profile: Profile) -> dict[str, Any]:
    told = {} if profile == "transformers_serve" else {"stream_options": {"include_usage": True}}
    return {"stream": True} | told


def _ended_early(client: Client) -> ServerError:
    return ServerError(f"The server at {client.address} stopped in the middle of its answer.", "Its log says why.")
