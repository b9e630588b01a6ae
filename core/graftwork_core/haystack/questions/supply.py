"""Filler in stock: as much text as the longest prompt needs, cut where a needle may go, its tokens counted once."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import Final

from graftwork_core.haystack.plans.plan import ShortText
from graftwork_core.haystack.texts.description import Description
from graftwork_core.haystack.texts.dice import Dice
from graftwork_core.haystack.texts.encoding import TextTokenizer
from graftwork_core.haystack.texts.filler import Storyteller
from graftwork_core.haystack.texts.own_text import PARAGRAPH_END, OwnText

_SAMPLE: Final = 20_000
_STOPGAPS: Final = 300
_SPARE: Final = 2000
_SPARE_TOKENS: Final = 400
_DENSER: Final = 1.1
"""Needles take some room, too: the user's text should all be in before the end."""


@dataclass(frozen=True, slots=True)
class Stock:
    """A text cut into pieces, mostly sentences, with what separates each from the one before.

    Attributes:
        text: All pieces joined.
        ends: Where each piece ends, in characters; begins with a 0.
        tokens: The same in tokens.
        stopgaps: More sentences and their tokens, longest first, to fill what is left before a question.
        own: Characters of it that are the user's own.
        repeated: How often the user's text stands in it; 1 when it does not repeat.
    """

    text: str
    ends: array[int]
    tokens: array[int]
    stopgaps: tuple[tuple[int, str], ...] = ()
    own: int = 0
    repeated: int = 1

    def piece(self, number: int) -> str:
        """One piece; empty behind the last."""
        return self.text[self.ends[number] : self.ends[number + 1]] if number + 1 < len(self.ends) else ""


class Supplier:
    """Makes stocks of text for one plan."""

    def __init__(
        self,
        description: Description,
        tokenizer: TextTokenizer,
        lead: str,
        own: OwnText | None = None,
        short_text: ShortText = "fill",
    ) -> None:
        """Nothing is made yet.

        Args:
            description: What generates sentences.
            tokenizer: Counts.
            lead: What stands before the text in the prompt.
            own: The user's text, which comes first.
            short_text: What follows it when it is too short.
        """
        self._description = description
        self._tokenizer = tokenizer
        self._lead = lead
        self._own = own
        self._short_text = short_text
        self._density: dict[int, float] = {}
        self._spare: dict[int, tuple[tuple[int, str], ...]] = {}

    def stock(self, tokens: int, seed: int, name: str) -> Stock:
        """A text of so many tokens and some more.

        Args:
            tokens: How many; the user's text is spread over them.
            seed: Decides what it says.
            name: Other names get other texts.
        """
        needed = tokens * self._characters_per_token(seed)
        spare = 1.05
        while True:
            pieces, own, repeated = self._pieces(needed, int(needed * spare) + _SPARE, seed, name)
            text = "".join(pieces)
            ends = array("q", accumulate((len(piece) for piece in pieces), initial=0))
            encoded = self._tokenizer.encode(self._lead + text)
            start = len(self._lead)
            first = encoded.token_at(start)
            counts = array("q", (encoded.token_at(start + end) - first for end in ends))
            if counts[-1] >= tokens + _SPARE_TOKENS:
                return Stock(text, ends, counts, self._stopgaps(seed), own, repeated)
            spare *= max(1.1, 1.1 * (tokens + _SPARE_TOKENS) / max(counts[-1], 1))

    def _pieces(self, needed: float, characters: int, seed: int, name: str) -> tuple[list[str], int, int]:
        """At least so many characters; how many of them are the user's own, and how often those stand in it."""
        story = Storyteller(self._description, Dice(seed, "filler", name))
        if self._own is None:
            return _until(characters, story.pieces()), 0, 1
        dice = Dice(seed, "own text", name)
        if self._own.characters >= characters or self._short_text == "repeat":
            pieces = _until(characters, self._again_and_again(self._own, dice))
            own = sum(map(len, pieces))
            return pieces, own, math.ceil(min(own, needed) / self._own.characters)
        return self._mixed(self._own, _DENSER * self._own.characters / needed, characters, story.paragraphs(), dice)

    def _again_and_again(self, own: OwnText, dice: Dice) -> Iterator[str]:
        while True:
            for paragraph in own.shuffled(dice):
                yield from paragraph

    def _mixed(
        self, text: OwnText, share: float, characters: int, story: Iterator[list[str]], dice: Dice
    ) -> tuple[list[str], int, int]:
        """The user's paragraphs, spread evenly over generated ones until they are used up."""
        join = self._description.join
        pieces: list[str] = []
        made = own = 0
        paragraphs = text.shuffled(dice)
        while made < characters:
            paragraph = next(paragraphs, None) if own <= share * made else None
            if paragraph is None:
                first, *others = next(story)
                paragraph = [first, *(join + sentence for sentence in others)]
                paragraph[-1] += PARAGRAPH_END
            else:
                own += sum(map(len, paragraph))
            pieces += paragraph
            made += sum(map(len, paragraph))
        return pieces, own, 1

    def _characters_per_token(self, seed: int) -> float:
        """About how many, the same for all texts of a seed: there may be hundreds of short ones."""
        if seed not in self._density:
            sample = "".join(self._pieces(_SAMPLE, _SAMPLE, seed, "sample")[0])
            self._density[seed] = len(sample) / max(1, self._tokenizer.count(sample))
        return self._density[seed]

    def _stopgaps(self, seed: int) -> tuple[tuple[int, str], ...]:
        """The same for all texts of a seed, likewise."""
        if self._own is not None:
            return ()
        if seed not in self._spare:
            story = Storyteller(self._description, Dice(seed, "stopgaps")).paragraphs()
            join = self._description.join
            sentences = islice((join + sentence for paragraph in story for sentence in paragraph), _STOPGAPS)
            self._spare[seed] = tuple(sorted(((self._tokenizer.count(one), one) for one in sentences), reverse=True))
        return self._spare[seed]


def _until(characters: int, pieces: Iterator[str]) -> list[str]:
    made = 0
    taken: list[str] = []
    for piece in pieces:
        taken.append(piece)
        made += len(piece)
        if made >= characters:
            break
    return taken
