"""The engine's sentences in the window's words: recognised whatever their values are, and said in its language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from PySide6.QtCore import QCoreApplication

from graftwork.wording import in_window_words


class Sentences:
    """A list of sentences of the engine. One that is not in it is shown as the engine has it."""

    def __init__(self, context: str, known: Mapping[str, str], words: Mapping[str, Mapping[str, str]]) -> None:
        """Make it.

        Args:
            context: The translations' context.
            known: The engine's sentence → how the window says it, in English; with the same {names} of values.
            words: Name of a value that is one of a few words → these words, each with its English.
        """
        self._context, self._known, self._words = context, known, words

    def say(self, text: str) -> str:
        """A sentence as the window says it."""
        for sentence, pattern in self._patterns:
            if found := pattern.fullmatch(text):
                values = found.groupdict()
                for name, words in self._words.items():
                    if values.get(name) in words:
                        values[name] = QCoreApplication.translate(self._context, words[values[name]])
                return in_window_words(QCoreApplication.translate(self._context, sentence)).format(**values)
        return in_window_words(text)

    def knows(self, text: str) -> bool:
        """Whether it is in the list."""
        return any(pattern.fullmatch(text) for _, pattern in self._patterns)

    @cached_property
    def _patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((ours, self._pattern(theirs)) for theirs, ours in self._known.items())

    def _pattern(self, sentence: str) -> re.Pattern[str]:
        parts = re.split(r"\{(\w+)\}", sentence)
        text = "".join(
            re.escape(part) if number % 2 == 0 else f"(?P<{part}>{'|'.join(self._words.get(part, ())) or '.+?'})"
            for number, part in enumerate(parts)
        )
        return re.compile(text, re.DOTALL)
