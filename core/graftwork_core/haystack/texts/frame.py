"""What stands around a user's message, as text: enough to rebuild a prompt without the model's own template.

Nothing here imports transformers, so that the window can show the text of any question.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from graftwork_core.errors import BadInput
from graftwork_core.haystack.texts.encoding import TextTokenizer


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the user's message.

    Attributes:
        head: Before it, control tokens as text.
        tail: Behind it, up to where the model writes.
        kind: Whether the model's chat template made it, or it is plain text.
        strips: Whether the template removes blanks and line breaks around the message.
        thinking_off: Whether the template had a switch against thinking aloud, which was used.
        template_hash: SHA-256 of the template; empty without one.
        notes: What the report should say about it.
    """

    head: str
    tail: str
    kind: Literal["chat", "plain"]
    strips: bool = False
    thinking_off: bool = False
    template_hash: str = ""
    notes: tuple[str, ...] = field(default=(), compare=False)

    def around(self, message: str) -> str:
        """The prompt with a message in it."""
        return f"{self.head}{message.strip() if self.strips else message}{self.tail}"


@dataclass(frozen=True, slots=True)
class PromptFormat:
    """How a model wants its prompts: a tokenizer and what stands around a message."""

    tokenizer: TextTokenizer
    frame: Frame

    def prompt_ids(self, message: str) -> tuple[int, ...]:
        """The tokens of a whole prompt, up to where the model writes."""
        return tuple(self.tokenizer.encode(self.frame.around(message)).ids)


def open_tokenizer_file(path: Path) -> TextTokenizer:
    """Read a `tokenizer.json` without transformers, as when a prompt is rebuilt from a results file.

    Raises:
        BadInput: It cannot be read.
    """
    from tokenizers import Tokenizer

    try:
        return TextTokenizer(Tokenizer.from_file(str(path)))
    except Exception as error:
        raise BadInput(f"{path} is not a tokenizer that can be read: {' '.join(str(error).split())[:300]}") from error
