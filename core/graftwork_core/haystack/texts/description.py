r"""A haystack as data: a YAML file with filler, needles, questions and answers.

The simple form has `needle`, `question`, `answer`, `keys` and `value` at the top. The full form has several of them
for each tier:

    name: my-domain
    language: en                      # or zh
    only: isolated                    # optional: the model can't tell several needles in one text apart
    intro: ''                         # before the text
    before_question: "\n\n"             # between the text and the question
    filler:
      join: ' '                       # between sentences; a blank in English, nothing in Chinese by default
      capitalize: true                # the first letter of each sentence
      paragraph: "\n\n"                 # between paragraphs; without it the text has none
      sentences_in_paragraph: [3, 7]
      paragraphs_in_scene: [2, 5]
      cast: {hero: person}            # drawn once for a scene, from a list of words
      openings: ['One {time}, {hero} came home.']
      sentences: ['{hero} saw the {noun}.']
      words: {noun: [river, 'old {tree}'], tree: [oak], time: [morning], person: [Ada, Bo]}
      files: [notes.txt]              # instead of sentences: .txt and .md files beside the description
    words: {…}                        # for keys and values
    keys: [Zorim, '{a}{b}']           # templates
    value: {digits: 7}                # or words: [templates]
    list_join: ', '                   # between several values
    tiers:
      T1: [{needle: 'The code of {key} is {value}.', question: 'What is the code of {key}?', answer: …}]
      T3: [{count: 4, …, answer: 'The codes are {values}.'}]
      T6: {answer: 'It is {value}.', forms: [{needle: ['{key} belongs to {link}.', '{link} has {value}.'], …}]}

A form may have `keys` and `value` of its own; what stands beside `forms` holds for each of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from graftwork_core.errors import BadInput
from graftwork_core.haystack.plans.trial import Tier
from graftwork_core.haystack.texts.grammar import BadTemplate, Grammar, slots
from graftwork_core.plain_yaml import read_yaml

Text = Annotated[str, Field(max_length=2000)]
Filled = Annotated[str, Field(min_length=1, max_length=2000)]
Name = Annotated[str, Field(pattern=r"^[A-Za-z_]\w{0,40}$")]
Templates = Annotated[tuple[Filled, ...], Field(min_length=1, max_length=20_000)]
Words = Annotated[
    dict[Name, Annotated[tuple[Text, ...], Field(min_length=1, max_length=20_000)]], Field(max_length=500)
]
Range = Annotated[tuple[Annotated[int, Field(ge=1, le=1000)], Annotated[int, Field(ge=1, le=1000)]], Field()]

SLOTS: Final = ("key", "keys", "value", "values", "link")
_WORDLESS: Final = frozenset(SLOTS)
_PLANTED: Final = ("key", "value", "link")
"""What is known where a statement is made; the others are for questions and answers."""


def _one_or_more(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _with_defaults(value: Any) -> Any:
    """A tier's forms; what stands beside `forms` goes into each that does not say otherwise."""
    if isinstance(value, dict) and isinstance(value.get("forms"), list | tuple):
        common = {name: one for name, one in value.items() if name != "forms"}
        return [common | form if isinstance(form, dict) else form for form in value["forms"]]
    return value


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Filler(_Part):
    """What the needles are hidden in; see the module's text for each field."""

    join: Text | None = None
    capitalize: bool = False
    paragraph: Text = ""
    sentences_in_paragraph: Range = (3, 7)
    paragraphs_in_scene: Range = (2, 5)
    cast: dict[Name, Name] = Field(default_factory=dict, max_length=50)
    openings: tuple[Filled, ...] = ()
    sentences: tuple[Filled, ...] = Field(default=(), max_length=20_000)
    words: Words = Field(default_factory=dict)
    files: tuple[Filled, ...] = Field(default=(), max_length=1000)

    @model_validator(mode="after")
    def _has_text(self) -> Filler:
        if bool(self.sentences) == bool(self.files):
            raise ValueError("needs either sentences or files")
        for least, most in (self.sentences_in_paragraph, self.paragraphs_in_scene):
            if least > most:
                raise ValueError(f"{least} to {most} is no range")
        for name, words in self.cast.items():
            if words not in self.words:
                raise ValueError(f"cast.{name} names {words}, which is no list of words")
        return self


class Value(_Part):
    """What is to be found: a number of so many digits, or words."""

    digits: int | None = Field(default=None, ge=1, le=30)
    words: Templates | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Value:
        if (self.digits is None) == (self.words is None):
            raise ValueError("needs either digits or words")
        return self


class Form(_Part):
    """One way to say a fact and to ask for it.

    Attributes:
        needle: The sentences to plant; more than one for hops.
        question: What is asked.
        answer: What a right reply begins with; holds the value.
        keys: What facts are about; the description's when None.
        value: What is to be found; the description's when None.
        link: The middle of two hops.
        count: How many values (of one key, or of as many) are asked for at once.
    """

    needle: Annotated[tuple[Filled, ...], BeforeValidator(_one_or_more), Field(min_length=1, max_length=2)]
    question: Filled
    answer: Filled
    keys: Templates | None = None
    value: Value | None = None
    link: Templates | None = None
    count: int = Field(default=1, ge=1, le=8)


Forms = Annotated[tuple[Form, ...], BeforeValidator(_with_defaults), Field(min_length=1, max_length=1000)]


class Description(_Part):
    """A haystack and its needles; see the module's text for each field."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    language: Literal["en", "zh"]
    only: Literal["isolated"] | None = None
    intro: Text = ""
    before_question: Text = ""
    filler: Filler
    words: Words = Field(default_factory=dict)
    needle: Filled | None = None
    question: Filled | None = None
    answer: Filled | None = None
    keys: Templates | None = None
    value: Value | None = None
    list_join: Text = ", "
    tiers: dict[Tier, Forms] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_whole(self) -> Description:
        simple = (self.needle, self.question, self.answer)
        if any(simple) and not all(simple):
            raise ValueError("needle, question and answer belong together; one of them is missing")
        if all(simple) and "T1" in self.tiers:
            raise ValueError("needle, question and answer are the form of tier T1; tiers.T1 is there, too")
        if not any(simple) and not self.tiers:
            raise ValueError("there are no needles: neither needle, question and answer, nor tiers")
        grammar = self._grammar()
        for tier, index, form in self._forms():
            self._check_form(form, f"tiers.{tier}[{index}]" if tier in self.tiers else "the needle")
        late = {*self.filler.cast, *SLOTS}
        for field, template, known in self._templates():
            try:
                grammar.template(template)
            except BadTemplate as error:
                raise ValueError(f"{field}: {error}") from error
            if undrawn := late.intersection(slots(template)).difference(known):
                raise ValueError(f"{field} has {{{min(undrawn)}}}, which nothing has drawn there")
        return self

    def forms(self, tier: Tier) -> tuple[Form, ...]:
        """The needles of a tier; empty when it has none."""
        if tier == "T1" and self.needle and self.question and self.answer:
            return (Form(needle=(self.needle,), question=self.question, answer=self.answer),)
        return self.tiers.get(tier, ())

    @property
    def all_tiers(self) -> tuple[Tier, ...]:
        """The tiers it has needles for."""
        every: tuple[Tier, ...] = ("T1", "T2", "T3", "T4", "T5", "T6")
        return tuple(tier for tier in every if self.forms(tier))

    @property
    def usual_tier(self) -> Tier:
        """What is asked when nobody chose: near-duplicate keys where it has them."""
        tiers = self.all_tiers
        return "T2" if "T2" in tiers else tiers[0]

    @property
    def join(self) -> str:
        """What stands between two sentences."""
        if self.filler.join is not None:
            return self.filler.join
        return " " if self.language == "en" else ""

    def grammar(self) -> Grammar:
        """Its words, with the cast and the parts of a needle as bound names."""
        return Grammar(self.filler.words | self.words, (*self.filler.cast, *SLOTS))

    def _grammar(self) -> Grammar:
        for name in (*self.filler.words, *self.words, *self.filler.cast):
            if name in _WORDLESS:
                raise ValueError(f"{{{name}}} belongs to the needles and cannot be a list of words")
        for name in self.words:
            if name in self.filler.words:
                raise ValueError(f"words.{name} is a list of the filler's, too")
        for name in self.filler.cast:
            if name in self.filler.words or name in self.words:
                raise ValueError(f"filler.cast.{name} is a list of words, too")
        try:
            return self.grammar()
        except BadTemplate as error:
            raise ValueError(f"words: {error}") from error

    def _forms(self) -> Iterator[tuple[Tier, int, Form]]:
        for tier in self.all_tiers:
            for index, form in enumerate(self.forms(tier)):
                yield tier, index, form

    def _templates(self) -> Iterator[tuple[str, str, Collection[str]]]:
        """Every template: its field, itself, and which of the names that are drawn late are known there."""
        cast = self.filler.cast
        for name, templates in (("openings", self.filler.openings), ("sentences", self.filler.sentences)):
            yield from ((f"filler.{name}[{index}]", template, cast) for index, template in enumerate(templates))
        for name, words in (self.filler.words | self.words).items():
            yield from ((f"words.{name}[{index}]", word, ()) for index, word in enumerate(words))
        for tier, number, form in self._forms():
            where = f"tiers.{tier}[{number}]" if tier in self.tiers else ""
            lists = {
                "needle": form.needle,
                "keys": form.keys or self.keys or (),
                "value": (form.value or self.value or Value(digits=1)).words or (),
                "link": form.link or (),
            }
            for name, templates in lists.items():
                known = _PLANTED if name == "needle" else ()
                yield from ((f"{where}{'.' * bool(where)}{name}", template, known) for template in templates)

    def _check_form(self, form: Form, where: str) -> None:
        try:
            planted = {name for sentence in form.needle for name in slots(sentence)}
            asked = set(slots(form.question))
            answered = set(slots(form.answer))
        except BadTemplate as error:
            raise ValueError(f"{where}: {error}") from error
        if form.value is None and self.value is None:
            raise ValueError(f"{where} has no value")
        if form.keys is None and self.keys is None and "key" in planted:
            raise ValueError(f"{where} has no keys")
        if "value" not in planted:
            raise ValueError(f"{where} has no {{value}} in its needle")
        if not answered & {"value", "values"}:
            raise ValueError(f"{where} has no {{value}} in its answer")
        if (form.link is None) == ("link" in planted):
            raise ValueError(f"{where} needs both link and {{link}} in its needle, or none of them")
        if form.count > 1 and ("values" not in answered or len(form.needle) > 1):
            raise ValueError(f"{where} asks for {form.count} values: it needs {{values}} in its answer and one needle")
        if unknown := (asked | answered) - _WORDLESS:
            raise ValueError(f"{where} has {{{min(unknown)}}} in its question or answer, which nothing has drawn")


def load_description(path: Path) -> Description:
    """Read a description.

    Raises:
        BadInput: It is no YAML, or a field of it is missing, unknown or wrong.
    """
    content = read_yaml(path)
    if not isinstance(content, dict):
        what = "a list" if isinstance(content, list) else "a word"
        raise BadInput(
            f"{path} holds no haystack description but {what}.", "It needs a name, language, filler and so on."
        )
    description = description_from(content, str(path))
    files = tuple(str(_beside(path, name)) for name in description.filler.files)
    return description.model_copy(update={"filler": description.filler.model_copy(update={"files": files})})


def description_from(content: Any, where: str) -> Description:
    """Check a description that was read from somewhere, a results file for example.

    Args:
        content: Nested plain values.
        where: What to call it in messages.

    Raises:
        BadInput: A field of it is missing, unknown or wrong.
    """
    try:
        return Description.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"]).lstrip(".")
        why = first["msg"].removeprefix("Value error, ")
        raise BadInput(f"{where}: {place + ': ' if place else ''}{why}.") from error


def _beside(path: Path, name: str) -> Path:
    """A text file that a description names: in its folder or below, because descriptions come from strangers."""
    folder = path.resolve().parent
    file = (folder / name).resolve()
    if not file.is_relative_to(folder) or file == folder:
        raise BadInput(f"{path}: filler.files names {name!r}, which is not in the description's folder.")
    return file


@lru_cache(maxsize=4)
def builtin_description(language: Literal["en", "zh"]) -> Description:
    """The haystack that comes along, in a language."""
    from graftwork_resources import resource_folder

    return load_description(resource_folder() / "haystack" / f"{language}.yaml")
