"""Prompts as text, for servers that take no tokens: the plan's own text, which the server has to tokenize alike."""

from __future__ import annotations

from collections.abc import Sequence

from graftwork_core.errors import BadInput
from graftwork_core.haystack.texts.prompt import PromptFormat


class PromptText:
    """Turns the tokens of a plan back into text.

    Args:
        prompt_format: The model's tokenizer, and what stands around a message.
    """

    def __init__(self, prompt_format: PromptFormat) -> None:
        self._tokenizer = prompt_format.tokenizer
        self._frame = prompt_format.frame

    @property
    def has_template(self) -> bool:
        """Whether prompts are messages in a chat template."""
        return self._frame.kind == "chat"

    @property
    def thinking_off(self) -> bool:
        """Whether the template's switch against thinking aloud is used."""
        return self._frame.thinking_off

    def sample(self, message: str) -> tuple[int, ...]:
        """A short prompt in the form that the plan's have."""
        return tuple(self._tokenizer.encode(self._frame.around(message)).ids)

    def vocabulary_of(self, text: str) -> list[int]:
        """A plain text's tokens, to compare with a server's."""
        return list(self._tokenizer.encode(text).ids)

    def plain(self, ids: Sequence[int], *, adds_special: bool) -> str:
        """A prompt for a server that tokenizes text.

        Args:
            ids: The plan's.
            adds_special: Whether the server puts the tokenizer's own beginning (a beginning of text) before it.
        """
        text = self._tokenizer.decode(ids)
        return text.removeprefix(self._tokenizer.beginning) if adds_special else text

    def chat(self, ids: Sequence[int]) -> str:
        """A prompt as a user's message, for a server that applies the chat template itself.

        Raises:
            BadInput: When the prompt is not one message in the model's chat template.
        """
        text, head, tail = self._tokenizer.decode(ids), self._frame.head, self._frame.tail
        if self.has_template and text.startswith(head) and text.endswith(tail) and len(text) > len(head) + len(tail):
            return text[len(head) : len(text) - len(tail)]
        raise BadInput(
            "This server takes only chat messages, and the prompt is not one message in the model's chat template.",
            "Ask with the chat template and without the answer's beginning, or use a server with /v1/completions.",
        )

    def is_faithful(self, ids: Sequence[int]) -> bool:
        """Whether the text of these tokens becomes the same tokens again."""
        return list(self._tokenizer.encode(self._tokenizer.decode(ids)).ids) == list(ids)
