"""Tokens as they come, given out as text that will not change any more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from graftwork_core.errors import BadInput

_UNFINISHED: Final = "\ufffd"


class TextStream:
    """Decodes a reply token by token.

    Attributes:
        ids: The tokens so far.
    """

    def __init__(self, tokenizer: Any, on_text: Callable[[str], None] | None = None) -> None:
        self.ids: list[int] = []
        self._tokenizer = tokenizer
        self._on_text = on_text
        self._told = ""

    def add(self, token: int) -> None:
        """One more token; tells what text is certain now: a character may be spread over several tokens."""
        self.ids.append(token)
        if self._on_text is not None:
            self._tell(self._text().rstrip(_UNFINISHED))

    def end(self) -> str:
        """The whole text; what was held back is told."""
        text = self._text()
        self._tell(text)
        return text

    def _tell(self, text: str) -> None:
        if self._on_text is not None and len(text) > len(self._told) and text.startswith(self._told):
            self._on_text(text[len(self._told) :])
            self._told = text

    def _text(self) -> str:
        return decode(self._tokenizer, self.ids)


def agreed(draft: Sequence[int], likeliest: Sequence[int]) -> list[int]:
    """What is written: of a draft as much as the model would have written too, then its own next token.

    Args:
        draft: What the reply was thought to begin with.
        likeliest: The likeliest token before the draft, and behind each of its tokens.
    """
    right = next((place for place, token in enumerate(draft) if likeliest[place] != token), len(draft))
    return [*draft[:right], likeliest[right]]


def decode(tokenizer: Any, ids: Sequence[int]) -> str:
    """Tokens as text, special ones left out."""
    return str(tokenizer.decode(list(ids), skip_special_tokens=True, clean_up_tokenization_spaces=False))


def check_prompt(tokens: int) -> None:
    """Refuse to write after nothing.

    Raises:
        BadInput: When context and prompt together have no token.
    """
    if tokens == 0:
        raise BadInput("There is nothing to write after: context and prompt are empty.", "Write a prompt.")
