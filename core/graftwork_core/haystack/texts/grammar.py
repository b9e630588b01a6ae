"""Templates over word lists: `The {adj} {noun} waits.`, where a word may be a template again.

A slot is a name in braces; `{{` and `}}` stand for braces. A template is compiled once into its parts, each either
text or the very list of choices, so that making a sentence costs little more than its random numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from graftwork_core.haystack.texts.dice import Dice

Template: TypeAlias = "str | tuple[str | list[Template], ...]"

_SLOT: Final = re.compile(r"\{\{|\}\}|\{([A-Za-z_]\w*)\}|[{}]")
_DEEPEST: Final = 12
_LONGEST: Final = 4000


class BadTemplate(ValueError):
    """A template is broken; whoever knows the file and the field says where."""


def slots(template: str) -> list[str]:
    """The names of a template's slots, in order.

    Raises:
        BadTemplate: A brace is alone, or holds no name.
    """
    names = []
    for match in _SLOT.finditer(template):
        if match[1]:
            names.append(match[1])
        elif match[0] in "{}":
            raise BadTemplate(f"{_short(template)} has a brace that belongs to no {{name}}")
    return names


class Grammar:
    """Word lists and the templates over them."""

    def __init__(self, words: Mapping[str, Sequence[str]], bound: Iterable[str] = ()) -> None:
        """Compile word lists.

        Args:
            words: Lists of words, each of them a template.
            bound: Further names, each with one word that `bind` sets.

        Raises:
            BadTemplate: A word names a list that does not exist, leads back to itself, or makes endless texts.
        """
        self._lists: dict[str, list[Template]] = {name: [] for name in (*words, *bound)}
        _check_growth(words)
        for name, entries in words.items():
            self._lists[name].extend(self.template(entry) for entry in entries)

    def template(self, text: str) -> Template:
        """Compile a template.

        Raises:
            BadTemplate: It is broken or names an unknown list.
        """
        parts: list[str | list[Template]] = []
        end = 0
        for match in _SLOT.finditer(text):
            parts.append(text[end : match.start()])
            end = match.end()
            if match[1] is None:
                if len(match[0]) < 2:
                    raise BadTemplate(f"{_short(text)} has a brace that belongs to no {{name}}")
                parts.append(match[0][0])
            elif match[1] in self._lists:
                parts.append(self._lists[match[1]])
            else:
                raise BadTemplate(f"{_short(text)} names {{{match[1]}}}, which is no list of words")
        parts.append(text[end:])
        filled = tuple(part for part in parts if part != "")
        plain = [part for part in filled if isinstance(part, str)]
        return "".join(plain) if len(plain) == len(filled) else filled

    def bind(self, name: str, word: str) -> None:
        """Let a bound name stand for a word from now on."""
        self._lists[name][:] = [word]

    def expand(self, template: Template, dice: Dice) -> str:
        """Make a text, each slot's word drawn anew."""
        if isinstance(template, str):
            return template
        made: list[str] = []
        _expand(template, dice.random, made)
        return "".join(made)

    def draw(self, name: str, dice: Dice) -> str:
        """Make one word of a list."""
        return self.expand(dice.pick(self._lists[name]), dice)


def _expand(template: tuple[str | list[Template], ...], random: Callable[[], float], made: list[str]) -> None:
    for part in template:
        if isinstance(part, str):
            made.append(part)
            continue
        choice = part[int(random() * len(part))]
        if isinstance(choice, str):
            made.append(choice)
        else:
            _expand(choice, random, made)


def _check_growth(words: Mapping[str, Sequence[str]]) -> None:
    """Refuse lists that lead back to themselves, or whose words could become longer than a page."""
    longest: dict[str, int] = {}
    open_names: list[str] = []

    def length(name: str) -> int:
        if name in open_names:
            raise BadTemplate(f"the words of {{{name}}} lead back to {{{name}}}")
        if len(open_names) > _DEEPEST:
            raise BadTemplate(f"the words of {{{open_names[0]}}} are nested more than {_DEEPEST} deep")
        if name not in longest:
            open_names.append(name)
            longest[name] = max(
                (len(entry) + sum(length(slot) for slot in slots(entry)) for entry in words.get(name, ())), default=0
            )
            open_names.pop()
            if longest[name] > _LONGEST:
                raise BadTemplate(f"the words of {{{name}}} can become more than {_LONGEST} characters long")
        return longest[name]

    for name in words:
        length(name)


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")
