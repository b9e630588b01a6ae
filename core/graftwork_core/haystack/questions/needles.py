"""Needles of all tiers, drawn from a description.

| tier | what is hard about it |
|---|---|
| T1 | a value for a key that stands nowhere else |
| T2 | near-duplicate keys: the others of a group differ in one part |
| T3 | several values of one key, or several keys at once; all must be found |
| T4 | the needle has the filler's own grammar |
| T5 | the question names a class, the needle one of its members |
| T6 | two hops: A leads to B, B has the value |
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from graftwork_core.errors import BadInput
from graftwork_core.haystack.plans.trial import Needle, Tier
from graftwork_core.haystack.texts.description import Description, Form, Value
from graftwork_core.haystack.texts.dice import Dice
from graftwork_core.haystack.texts.filler import capitalized
from graftwork_core.haystack.texts.grammar import Grammar, slots

_ATTEMPTS: Final = 300
Occurs = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A needle and where it comes from.

    Attributes:
        needle: What is planted and asked.
        form: Its form's number in the description.
        value_start: Where the value stands in the needle's answer.
    """

    needle: Needle
    form: int
    value_start: int

    @property
    def is_number(self) -> bool:
        """Whether it is numbers that have to be found; those are no rivals of words."""
        return self.needle.expected[0].isdigit()


class NeedleMaker:
    """Draws the needles of one text; no key or value comes twice, or stands in the text already."""

    def __init__(
        self,
        description: Description,
        tier: Tier,
        dice: Dice,
        occurs: Occurs,
        digits: int | None = None,
        grammar: Grammar | None = None,
    ) -> None:
        """Begin with a text.

        Args:
            description: Has needles of the tier.
            tier: Which.
            dice: Decides.
            occurs: Whether the text holds something already, in any case of letters.
            digits: How many digits numbers have; as the description says when None.
            grammar: The description's, when somebody has it at hand.
        """
        self._description = description
        self._tier: Tier = tier
        self._dice = dice
        self._occurs = occurs
        self._digits = digits
        self._grammar = grammar or description.grammar()
        self._forms = description.forms(tier)
        self._used: set[str] = set()
        self._unspent = dice.shuffled(range(len(self._forms)))

    @staticmethod
    def most(description: Description, tier: Tier) -> int | None:
        """How many needles one text can hold; None when there is no such limit."""
        return len(description.forms(tier)) if tier == "T5" else None

    def group(self, count: int) -> list[Drawn]:
        """Several needles; those of T2 have keys that differ in one part.

        Raises:
            BadInput: The description has too few keys or values for this text.
        """
        if self._tier == "T2":
            number = self._dice.below(len(self._forms))
            form = self._forms[number]
            return [self._drawn(form, number, [key]) for key in self._near_keys(form, count)]
        return [self._alone() for _ in range(count)]

    def other_value(self, drawn: Drawn) -> str:
        """A value as this needle's, which stands nowhere in the text."""
        form = self._forms[drawn.form]
        return self._description.list_join.join(self._value(form) for _ in range(form.count))

    def _alone(self) -> Drawn:
        if self._tier != "T5":
            number = self._dice.below(len(self._forms))
            return self._drawn(self._forms[number], number)
        while self._unspent:
            # Two questions about one class would have two answers.
            number = self._unspent.pop()
            form = self._forms[number]
            keys = [key for key in self._dice.shuffled(form.keys or ("",)) if not key or not self._occurs(key)]
            if keys:
                return self._drawn(form, number, [self._grammar.expand(self._grammar.template(keys[0]), self._dice)])
        raise self._too_few("kinds of facts")

    def _drawn(self, form: Form, number: int, keys: Sequence[str] = ()) -> Drawn:
        """Fill in a form: its statements in the order in which they will stand in the text."""
        several = "keys" in slots(form.question)
        own = list(keys) or [self._key(form) for _ in range(form.count if several else 1)]
        values = [self._value(form) for _ in range(form.count)]
        link = self._fresh(form.link, "links") if form.link else ""
        pairs = [(own[place if several else 0], value) for place, value in enumerate(values)]
        statements = self._statements(form, self._dice.shuffled(pairs) if several else pairs, link)
        value = self._description.list_join.join(values)
        known = {"key": own[0], "value": values[0], "link": link, "values": value}
        known["keys"] = self._description.list_join.join(own)
        for name, word in known.items():
            self._grammar.bind(name, word)
        question = self._expand(form.question)
        answer, start = self._answer(form.answer)
        asked = value if "values" in slots(form.answer) else values[0]
        needle = Needle(self._tier, known["keys"], asked, statements, question, answer, tuple(values))
        return Drawn(needle, number, start)

    def _statements(self, form: Form, pairs: Sequence[tuple[str, str]], link: str) -> tuple[str, ...]:
        made = []
        for key, value in pairs:
            for name, word in (("key", key), ("value", value), ("link", link)):
                self._grammar.bind(name, word)
            made += [self._expand(sentence) for sentence in form.needle]
        if len(form.needle) > 1 and self._dice.below(2):
            made.reverse()
        return tuple(capitalized(one) if self._description.filler.capitalize else one for one in made)

    def _answer(self, template: str) -> tuple[str, int]:
        """The answer, and where the value stands in it."""
        places = [place for name in ("{values}", "{value}") if (place := template.find(name)) >= 0]
        start = len(self._expand(template[: min(places)]))
        return self._expand(template), start

    def _expand(self, template: str) -> str:
        return self._grammar.expand(self._grammar.template(template), self._dice)

    def _key(self, form: Form) -> str:
        keys = form.keys or self._description.keys
        return self._fresh(keys, "keys") if keys else ""

    def _value(self, form: Form) -> str:
        value = form.value or self._description.value or Value(digits=7)
        if value.words:
            return self._fresh(value.words, "values")
        digits = self._digits or value.digits or 7
        return self._first_new(lambda: self._dice.digits(digits), "values")

    def _fresh(self, templates: Sequence[str], what: str) -> str:
        return self._first_new(lambda: self._expand(self._dice.pick(templates)), what)

    def _near_keys(self, form: Form, count: int) -> list[str]:
        """Keys that are alike but for one part, the part that offers most."""
        keys = form.keys or self._description.keys or ()
        for _ in range(_ATTEMPTS):
            template = self._dice.pick(keys)
            names = slots(template)
            if not names:
                continue
            part = self._dice.below(len(names))
            fixed = [self._grammar.draw(name, self._dice) for name in names]
            found: list[str] = []
            for _ in range(4 * count + 8):
                fixed[part] = self._grammar.draw(names[part], self._dice)
                key = _filled(template, fixed)
                if key not in found and self._is_new(key):
                    found.append(key)
                if len(found) == count:
                    self._used.update(one.casefold() for one in found)
                    return found
        raise self._too_few("keys with several parts")

    def _first_new(self, draw: Callable[[], str], what: str) -> str:
        for _ in range(_ATTEMPTS):
            word = draw()
            if self._is_new(word):
                self._used.add(word.casefold())
                return word
        raise self._too_few(what)

    def _is_new(self, word: str) -> bool:
        folded = word.casefold()
        return not any(folded in used or used in folded for used in self._used) and not self._occurs(word)

    def _too_few(self, what: str) -> BadInput:
        return BadInput(
            f"The description {self._description.name!r} has too few {what} for this text.",
            "Add some, ask fewer questions, or take a text that does not hold them already.",
        )


def _filled(template: str, words: Sequence[str]) -> str:
    """A template with its slots' words put in."""
    rest, made = template, ""
    for name, word in zip(slots(template), words, strict=True):
        before, _, rest = rest.partition("{" + name + "}")
        made += before + word
    return (made + rest).replace("{{", "{").replace("}}", "}")
