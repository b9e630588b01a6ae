"""Generated filler: sentences from a description's templates, in paragraphs and scenes, for as long as one likes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graftwork_core.errors import BadInput
from graftwork_core.haystack.texts.description import Description
from graftwork_core.haystack.texts.dice import Dice
from graftwork_core.haystack.texts.grammar import Grammar, Template

GENERATOR: Final = "graftwork-haystack"
GENERATOR_VERSION: Final = 2
"""Raised whenever the same seed would make another text, here or in the built-in descriptions."""
_ATTEMPTS: Final = 4
_QUOTES: Final = tuple("\"'“‘(")


class Storyteller:
    """Makes the sentences of one text; the same description and dice make the same text."""

    def __init__(self, description: Description, dice: Dice) -> None:
        self._name = description.name
        self._filler = description.filler
        self._join = description.join
        self._dice = dice
        self._grammar: Grammar = description.grammar()
        self._sentences: list[Template] = [self._grammar.template(one) for one in self._filler.sentences]
        self._openings: list[Template] = [self._grammar.template(one) for one in self._filler.openings]
        self._told: set[str] = set()

    def pieces(self) -> Iterator[str]:
        """Sentences, each with what separates it from the one before; joined they are the text. Never ends."""
        separator = ""
        between = self._filler.paragraph or self._join
        for paragraph in self.paragraphs():
            for sentence in paragraph:
                yield separator + sentence
                separator = self._join
            separator = between

    def paragraphs(self) -> Iterator[list[str]]:
        """The sentences of each paragraph. Never ends."""
        while True:
            yield from self._scene()

    def _scene(self) -> Iterator[list[str]]:
        filler, dice = self._filler, self._dice
        for name, words in filler.cast.items():
            self._grammar.bind(name, self._grammar.draw(words, dice))
        for number in range(dice.between(*filler.paragraphs_in_scene)):
            frames = [self._sentences] * dice.between(*filler.sentences_in_paragraph)
            if number == 0 and self._openings:
                frames[0] = self._openings
            yield [self._sentence(choices) for choices in frames]

    def _sentence(self, choices: list[Template]) -> str:
        """A sentence that was not told before, if there is one to be found quickly."""
        for _ in range(_ATTEMPTS):
            sentence = self._grammar.expand(self._dice.pick(choices), self._dice)
            if sentence not in self._told:
                break
        if not sentence.strip():
            raise BadInput(
                f"A sentence of the description {self._name!r} is empty when its words are in it.",
                "Give each sentence in filler.sentences and filler.openings words of its own.",
            )
        self._told.add(sentence)
        return capitalized(sentence) if self._filler.capitalize else sentence


def capitalized(sentence: str) -> str:
    """The sentence with its first letter raised, be it behind an opening quote."""
    first = 1 if sentence[:1] in _QUOTES else 0
    return sentence[:first] + sentence[first : first + 1].upper() + sentence[first + 1 :]
