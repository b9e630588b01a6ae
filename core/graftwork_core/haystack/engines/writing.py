"""Tokens as they come, given out as text that will not change any more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

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
        return str(self._tokenizer.decode(self.ids, skip_special_tokens=True, clean_up_tokenization_spaces=False))
