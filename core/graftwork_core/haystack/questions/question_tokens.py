"""A question as tokens behind a text: what the model reads, the answer's beginning, the answer, and other values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from graftwork_core.haystack.texts.encoding import Encoded, TextTokenizer

_CONTEXT: Final = 80


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's text.

    Attributes:
        rest: Everything between the text and where the model writes: question and the template's end.
        answer: What a right reply begins with.
        value_start: Where the value stands in the answer.
        value: The value.
    """

    rest: str
    answer: str
    value_start: int
    value: str

    @property
    def whole(self) -> str:
        """Up to the end of the value."""
        return self.rest + self.answer[: self.value_start] + self.value


@dataclass(frozen=True, slots=True)
class AskedTokens:
    """A question's tokens.

    Attributes:
        kept: How many tokens of the text stay as they are: the last can melt into the question's first.
        suffix: What follows them, up to where the model writes.
        prefix: The answer's beginning, up to the value.
        answer: The value.
        joined: Whether text, question and answer encoded together give just these.
    """

    kept: int
    suffix: tuple[int, ...]
    prefix: tuple[int, ...]
    answer: tuple[int, ...]
    joined: bool

    @property
    def length(self) -> int:
        """Tokens of the whole prompt and answer."""
        return self.kept + len(self.suffix) + len(self.prefix) + len(self.answer)


def question_tokens(tokenizer: TextTokenizer, text: Encoded, cut: int, asked: Asked) -> AskedTokens:
    """Encode a question behind the first `cut` characters of a text.

    The answer is found by its characters in the whole: its first token may begin with the blank before it.
    """
    kept, read = tokenizer.go_on(text, cut, asked.rest)
    kept_whole, whole = tokenizer.go_on(text, cut, asked.whole)
    value = len(asked.rest) + asked.value_start
    joined = kept == kept_whole and tuple(whole.ids[: len(read)]) == tuple(read.ids)
    if not joined:
        # Where the model writes is in the middle of a token: it would never see that one. The answer begins anew.
        whole = tokenizer.encode(asked.whole[len(asked.rest) :])
        value = asked.value_start
    first = whole.token_at(value)
    begin = len(read) if joined else 0
    first = max(first, begin)
    return AskedTokens(
        kept=kept,
        suffix=tuple(read.ids),
        prefix=tuple(whole.ids[begin:first]),
        answer=tuple(whole.ids[first:]),
        joined=joined,
    )


def foil_tokens(
    tokenizer: TextTokenizer, asked: Asked, length: int | None, values: Iterable[str], most: int
) -> list[tuple[str, tuple[int, ...]]]:
    """Other values in the answer's place, each once.

    Args:
        tokenizer: The model's.
        asked: The question.
        length: How many tokens each has to have; None: any.
        values: What to try, in order.
        most: How many to find at the most.
    """
    found: dict[tuple[int, ...], str] = {}
    before = (asked.rest + asked.answer[: asked.value_start])[-_CONTEXT:]
    for value in values:
        if len(found) >= most:
            break
        encoded = tokenizer.encode(before + value)
        ids = tuple(encoded.ids[encoded.token_at(len(before)) :])
        if length is None or len(ids) == length:
            found.setdefault(ids, value)
    return [(value, ids) for ids, value in found.items()]
