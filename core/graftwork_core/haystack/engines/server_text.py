"""Prompts as text, for servers that take no tokens: the plan's text, and how many tokens it should be there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from graftwork_core.errors import BadInput
from graftwork_core.haystack.engines.protocol import VoidTrial

_SENTINEL: Final = "GRAFTWORK"
# Where document and question meet, two tokens of the plan may be one in the whole text, or the other way round.
_SEAMS: Final = 8


class Tokenizer(Protocol):
    """What is needed of a tokenizer of transformers."""

    chat_template: Any

    def __call__(self, text: str, *, add_special_tokens: bool, verbose: bool) -> Any:
        """Tokenize."""

    def decode(self, ids: Any, *, skip_special_tokens: bool, clean_up_tokenization_spaces: bool) -> str:
        """Back to text."""

    def apply_chat_template(
        self, messages: list[dict[str, str]], *, add_generation_prompt: bool, tokenize: bool, **settings: Any
    ) -> Any:
        """Messages as one text."""


@dataclass(frozen=True, slots=True)
class Said:
    """A prompt as a server gets it.

    Attributes:
        content: Text, or a user's message.
        tokens: How many tokens the server should count.
    """

    content: str
    tokens: int


class PromptText:
    """Turns tokens of a plan into what a server tokenizes again.

    Args:
        tokenizer: The model's own.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._special = self.encode("", special=True)
        self._frames = _frames(tokenizer)

    @property
    def has_template(self) -> bool:
        """Whether there is a chat template."""
        return bool(self._frames)

    def encode(self, text: str, *, special: bool) -> list[int]:
        """Tokens of a text; `special`: with the ones that the tokenizer puts around it."""
        return list(self._tokenizer(text, add_special_tokens=special, verbose=False)["input_ids"])

    def decode(self, ids: Sequence[int]) -> str:
        """The text of tokens, special ones included."""
        return self._tokenizer.decode(list(ids), skip_special_tokens=False, clean_up_tokenization_spaces=False)

    def sample(self, message: str) -> list[int]:
        """A short prompt in the form that plans have: with the chat template, if there is one."""
        if not self._frames:
            return self.encode(message, special=True)
        head, tail = self._frames[0]
        return self.encode(head + message + tail, special=False)

    def plain(self, ids: Sequence[int], *, adds_special: bool) -> Said:
        """A prompt for a server that tokenizes text.

        Args:
            ids: The plan's.
            adds_special: Whether the server puts special tokens (a beginning of text) around it.

        Raises:
            VoidTrial: When the plan's tokens cannot be had that way.
        """
        known = adds_special and len(self._special) == 1 and list(ids[:1]) == self._special
        text = self.decode(ids[1:] if known else ids)
        return self._said(text, len(self.encode(text, special=adds_special)), ids)

    def chat(self, ids: Sequence[int]) -> Said:
        """A prompt as a user's message, for a server that applies the chat template itself.

        Raises:
            BadInput: When the prompt is not one message in the model's chat template.
            VoidTrial: When the plan's tokens cannot be had that way.
        """
        text = self.decode(ids)
        for head, tail in self._frames:
            if text.startswith(head) and text.endswith(tail) and len(text) > len(head) + len(tail):
                message = text[len(head) : len(text) - len(tail)]
                return self._said(message, len(self.encode(text, special=False)), ids)
        raise BadInput(
            "This server takes only chat messages, and the prompt is not one message in the model's chat template.",
            "Ask with the chat template and without the answer's beginning, or use a server that offers "
            "/v1/completions.",
        )

    def _said(self, content: str, tokens: int, ids: Sequence[int]) -> Said:
        if abs(tokens - len(ids)) > _SEAMS:
            raise VoidTrial(
                f"As text, the prompt of {len(ids)} tokens becomes {tokens}: the tokenizer does not give its own "
                "text back.",
                "Use a server that takes token ids (vLLM, llama.cpp), or this computer.",
            )
        return Said(content, tokens)


def _frames(tokenizer: Tokenizer) -> tuple[tuple[str, str], ...]:
    """What the chat template puts before and behind a message: as it does by default, and with thinking off."""
    if not tokenizer.chat_template:
        return ()
    found: list[tuple[str, str]] = []
    for settings in ({}, {"enable_thinking": False}):
        try:
            rendered = tokenizer.apply_chat_template(
                [{"role": "user", "content": _SENTINEL}], add_generation_prompt=True, tokenize=False, **settings
            )
        except Exception:  # noqa: BLE001 - a template from outside may raise anything; then there is none to use
            continue
        head, sentinel, tail = str(rendered).partition(_SENTINEL)
        if sentinel and (head, tail) not in found:
            found.append((head, tail))
    return tuple(found)
