"""A text as tokens: ids and the characters each one stands for."""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from copy import copy
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

_FIRST_WINDOW: Final = 400
_IN_STEP: Final = 4
"""Tokens in a row that must agree before two tokenizations count as in step."""
_LONG: Final = 200_000
"""Characters that take a tokenizer some tenths of a second."""
_BETWEEN_TICKS: Final = 0.1


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text and its tokens.

    Attributes:
        text: The whole text.
        ids: Its tokens.
        starts: Where each token's first character stands in the text.
        ends: Where its last one ended; never falling.
    """

    text: str
    ids: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]

    def __len__(self) -> int:
        return len(self.ids)

    def token_at(self, character: int) -> int:
        """The first token with something of the text from a character on; the number of tokens behind the last."""
        return bisect_right(self.ends, character)


class TextTokenizer:
    """A model's tokenizer, taken at its word: control tokens in a text are recognised, none are added."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self._fingerprint = ""
        self._tick: Callable[[], None] | None = None

    def watched(self, tick: Callable[[], None]) -> TextTokenizer:
        """The same tokenizer, which calls `tick` with every text, and now and then while it works on a long one."""
        other = copy(self)
        other._tick = tick
        return other

    @property
    def fingerprint(self) -> str:
        """SHA-256 of everything that decides how it works."""
        if not self._fingerprint:
            self._fingerprint = hashlib.sha256(self._tokenizer.to_str().encode()).hexdigest()
        return self._fingerprint

    @property
    def control_texts(self) -> tuple[str, ...]:
        """What control tokens look like; a text that holds one would break out of its place."""
        added = self._tokenizer.get_added_tokens_decoder().values()
        return tuple(sorted({token.content for token in added if token.special and token.content.strip()}))

    @property
    def beginning(self) -> str:
        """The control tokens that it puts before a plain text, as text; mostly one or none."""
        encoding = self._tokenizer.encode("a", add_special_tokens=True)
        own = len(self._tokenizer.encode("a", add_special_tokens=False).ids)
        lead = next((place for place, mask in enumerate(encoding.special_tokens_mask) if not mask), 0)
        return "".join(encoding.tokens[:lead]) if len(encoding.ids) > own else ""

    def encode(self, text: str) -> Encoded:
        """Tokens of a text as they stand in a prompt."""
        encoding = self._encoding(text)
        offsets = encoding.offsets
        starts = array("i", (start for start, _ in offsets))
        ends = array("i", accumulate((end for _, end in offsets), max))
        return Encoded(text, array("i", encoding.ids), starts, ends)

    def _encoding(self, text: str) -> Encoding:
        if self._tick is not None:
            self._tick()
        if self._tick is None or len(text) < _LONG:
            return self._tokenizer.encode(text, add_special_tokens=False)
        helper = ThreadPoolExecutor(1)
        try:
            # Only a batch, be it of one, lets other threads work meanwhile.
            batch = helper.submit(self._tokenizer.encode_batch, [text], add_special_tokens=False)
            while wait([batch], _BETWEEN_TICKS).not_done:
                self._tick()
        finally:
            helper.shutdown(wait=False)
        return batch.result()[0]

    def count(self, text: str) -> int:
        """How many tokens a text has on its own."""
        return len(self._encoding(text).ids)

    def decode(self, ids: Sequence[int]) -> str:
        """The text of tokens, control tokens included."""
        return str(self._tokenizer.decode(list(ids), skip_special_tokens=False))

    def is_faithful(self, encoded: Encoded) -> bool:
        """Whether decoding and encoding once more gives the same tokens."""
        return list(self._tokenizer.encode(self.decode(encoded.ids), add_special_tokens=False).ids) == list(encoded.ids)

    def go_on(self, encoded: Encoded, cut: int, rest: str) -> tuple[int, Encoded]:
        """Tokens of a text's beginning with something else behind it, without encoding all of it again.

        Tokens may reach over the seam (a full stop and two line breaks can be one), so the last of the beginning's
        own may have to go.

        Args:
            encoded: The text whose beginning is kept.
            cut: How many of its characters.
            rest: What follows them.

        Returns:
            How many of its tokens stay, and what follows those; its places count from the seam, and can lie before it.
        """
        width = _FIRST_WINDOW
        while True:
            first = encoded.token_at(max(0, cut - width))
            begin = encoded.starts[first] if 0 < first < len(encoded) else 0
            window = self.encode(encoded.text[begin:cut] + rest)
            kept, skip = _in_step(encoded, cut, window, begin)
            if kept >= 0:
                starts = [start + begin - cut for start in window.starts[skip:]]
                ends = [end + begin - cut for end in window.ends[skip:]]
                return kept, Encoded(rest, window.ids[skip:], starts, ends)
            width *= 4


def _in_step(encoded: Encoded, cut: int, window: Encoded, begin: int) -> tuple[int, int]:
    """How many tokens of the text, and of the window on it, lie before they part; (-1, 0) when they never met.

    A window that begins inside the text may start with other tokens: some tokenizers put a blank before a text.
    """
    mine, other = (0 if begin == 0 else encoded.token_at(begin)), 0
    row = _IN_STEP if begin == 0 else 0
    last, last_other = encoded.token_at(cut), len(window)
    while mine < last and other < last_other:
        start = window.starts[other] + begin
        same = encoded.ids[mine] == window.ids[other] and encoded.ends[mine] == window.ends[other] + begin
        if same and encoded.starts[mine] == start:
            mine, other, row = mine + 1, other + 1, row + 1
        elif row >= _IN_STEP:
            break
        else:
            row = 0
            ahead = encoded.ends[mine] - window.ends[other] - begin
            mine, other = mine + (ahead <= 0), other + (ahead >= 0)
    return (mine, other) if row >= _IN_STEP else (-1, 0)
