"""What the engine says, in the window's language: its sentences recognised whatever their values are.

The list is made of the engine's source (`make translations`), so it holds all of them. A sentence that is not in it is
shown as the engine has it. In English they need no recognising, but for those that the window says in its own words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from operator import attrgetter
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from graftwork.wording import in_window_words, joined

OWN: Final = {
    "Switch it off (unset HF_HUB_OFFLINE).": str(
        QT_TRANSLATE_NOOP(
            "engine",
            "Switch it off in the settings, or unset HF_HUB_OFFLINE and start again if that is what forbids it.",
        )
    ),
    "Log in (graftwork hub login) and ask for access at {page}.": str(
        QT_TRANSLATE_NOOP("engine", "Log in in the settings, and ask for access on the repository's page: {page}")
    ),
    "Log in again: graftwork hub login.": str(QT_TRANSLATE_NOOP("engine", "Log in again in the settings.")),
    "Log in: graftwork hub login.": str(QT_TRANSLATE_NOOP("engine", "Log in in the settings.")),
    "graftwork hub download {repo_id} checks them.": str(
        QT_TRANSLATE_NOOP("engine", "To check them, download {repo_id} on the Hub page.")
    ),
    "Download it first (graftwork hub download {name}) and name its folder.": str(
        QT_TRANSLATE_NOOP("engine", "Download {name} on the Hub page first, and choose its folder.")
    ),
    "Choose another name, or say that it may (--existing).": str(
        QT_TRANSLATE_NOOP("engine", "Choose another name, or tick that it is to be added to.")
    ),
    "Choose another name, or say that it is to be public (--public).": str(
        QT_TRANSLATE_NOOP("engine", "Choose another name, or publish for everybody.")
    ),
    "Choose another name, or say that it is to be public.": str(
        QT_TRANSLATE_NOOP("engine", "Choose another name, or publish for everybody.")
    ),
    "Merge again with --shard-size 5GB.": str(
        QT_TRANSLATE_NOOP("engine", 'Merge again with "Shard size: 5 GB" under More options.')
    ),
    "Merge it first (graftwork merge), and check the merged model.": str(
        QT_TRANSLATE_NOOP("engine", "Merge it first, and check the merged model.")
    ),
    "Merge and check each setting by itself (graftwork merge, graftwork haystack).": str(
        QT_TRANSLATE_NOOP("engine", "Merge and check each setting by itself.")
    ),
}
"""The engine's sentence that names a command → what a window says instead."""
VALUES: Final = {
    "role": {
        "donor": str(QT_TRANSLATE_NOOP("engine", "donor")),
        "target": str(QT_TRANSLATE_NOOP("engine", "target")),
        "base": str(QT_TRANSLATE_NOOP("engine", "base")),
    },
    "what": {
        what: what
        for what in (
            str(QT_TRANSLATE_NOOP("engine", "a Hugging Face token")),
            str(QT_TRANSLATE_NOOP("engine", "an API key")),
            str(QT_TRANSLATE_NOOP("engine", "a GitHub token")),
            str(QT_TRANSLATE_NOOP("engine", "a private key")),
            str(QT_TRANSLATE_NOOP("engine", "a bearer token")),
            str(QT_TRANSLATE_NOOP("engine", "a path of this machine")),
            str(QT_TRANSLATE_NOOP("engine", "the path of somebody's home folder")),
        )
    },
}
"""Values that are one of a few words, by the placeholder that they are put into."""
_HOLE: Final = re.compile(r"\{(\w+)\}")
_SENTENCE_ENDS: Final = re.compile(r"(?<=[.!?…)]) (?=[A-Z`])")
_LONGEST: Final = 2000
"""Of a text that is looked at; what is longer is a log or a card, and no sentence."""
_DEEPEST: Final = 4
"""Sentences within sentences."""
_TRIES: Final = 4
"""Places where a text may fall into two."""
_TELLING: Final = 12
"""Letters of its own that a template needs to be told from chance in a part of a text."""


@dataclass(frozen=True)
class Template:
    """A sentence or phrase of the engine, with {names} where its values stand."""

    text: str

    @cached_property
    def letters(self) -> int:
        """How much of it is its own."""
        return sum(map(str.isalpha, "".join(self._own)))

    def values(self, text: str) -> dict[str, str] | None:
        """The values in a text that says it; None for any other.

        Takes time in proportion to the text, whatever is in it: values come from files of strangers.
        """
        if self._mark not in text:
            return None
        values = self._found(text)
        if values is None and self._ends_with_another:
            values = self._found(f"{text} ")
        # With few words of its own it must not swallow two sentences.
        if values and self.letters < _TELLING and any(map(_SENTENCE_ENDS.search, values.values())):
            return None
        return values

    def _found(self, text: str) -> dict[str, str] | None:
        first, *others = self._own
        if not others:
            return {} if text == first else None
        last, at, values = others.pop(), len(first), []
        end = len(text) - len(last)
        if not text.startswith(first) or not text.endswith(last):
            return None
        for own in others:
            found = text.find(own, at, end)
            if found < 0:
                return None
            values.append(text[at:found])
            at = found + len(own)
        return dict(zip(self._names, (*values, text[at:end]), strict=True)) if at <= end else None

    @cached_property
    def _own(self) -> list[str]:
        return _HOLE.split(self.text)[::2]

    @cached_property
    def _names(self) -> list[str]:
        return _HOLE.findall(self.text)

    @cached_property
    def _mark(self) -> str:
        """The longest text of its own: what does not hold it is another sentence."""
        return max(self._own, key=len).strip()

    @cached_property
    def _ends_with_another(self) -> bool:
        """Whether a sentence follows it that is not always said."""
        return len(self._own) > 1 and not self._own[-1] and self._own[-2].endswith(". ")


@dataclass(frozen=True)
class EngineWords:
    """The engine's sentences, and the phrases that they are put together of."""

    sentences: tuple[Template, ...]
    phrases: tuple[Template, ...]

    def say(self, text: str) -> str | None:
        """A text of one or more sentences in the window's language; None when it is not known."""
        return self._whole(text, 0) if text and len(text) <= _LONGEST else None

    def knows(self, text: str) -> bool:
        """Whether it is one of the engine's sentences."""
        return _first(self.sentences, text) is not None

    @cached_property
    def _telling(self) -> tuple[Template, ...]:
        return tuple(one for one in self.sentences if one.letters >= _TELLING)

    def _whole(self, text: str, depth: int) -> str | None:
        """A text that may also be a sentence with few words of its own."""
        if (said := self._said(text, depth)) is not None:
            return said
        found = _first(self.sentences, text)
        return self._filled(found, text, depth) if found is not None else None

    def _said(self, text: str, depth: int) -> str | None:
        if (found := _first(self._telling, text)) is not None:
            return self._filled(found, text, depth)
        return self._apart(text, depth) or self._behind_a_name(text, depth)

    def _filled(self, template: Template, text: str, depth: int) -> str:
        values = template.values(text) or {}
        shown = {name: self._value(name, value, depth + 1) for name, value in values.items()}
        source = OWN.get(template.text, template.text)
        said = QCoreApplication.translate("engine", source)
        return _HOLE.sub(lambda hole: shown.get(hole[1], hole[0]), said)

    def _value(self, name: str, value: str, depth: int) -> str:
        """A value in the window's language where it is made of words that are the engine's too."""
        if (word := VALUES.get(name, {}).get(value)) is not None:
            return QCoreApplication.translate("engine", word)
        if " " not in value or depth > _DEEPEST:
            return value
        phrase, sentence = _first(self.phrases, value), _first(self._telling, f"{value}.")
        if phrase is not None and (sentence is None or sentence.letters <= phrase.letters):
            return self._filled(phrase, value, depth)
        if sentence is not None:  # It goes on in another without its full stop.
            return self._filled(sentence, f"{value}.", depth).rstrip("。.")
        return self._said(value, depth) or value

    def _apart(self, text: str, depth: int) -> str | None:
        """Two sentences and more, when the first is known."""
        for end in islice(_SENTENCE_ENDS.finditer(text), _TRIES):
            first, rest = text[: end.start()], text[end.end() :]
            if (found := _first(self.sentences, first)) is not None:
                said = self._whole(rest, depth + 1) if depth <= _DEEPEST else None
                return joined(self._filled(found, first, depth), said or rest)
        return None

    def _behind_a_name(self, text: str, depth: int) -> str | None:
        """A sentence or a reason behind a name and a colon, when there is enough of it to be sure."""
        for colon in islice(re.finditer(r": ", text), _TRIES):
            name, rest = text[: colon.start()], text[colon.end() :]
            if (said := self._sentence_or_reason(rest, depth)) is not None:
                return QCoreApplication.translate("engine", "{name}: {sentence}").format(name=name, sentence=said)
        return None

    def _sentence_or_reason(self, text: str, depth: int) -> str | None:
        if (found := _first(self._telling, text)) is not None:
            return self._filled(found, text, depth)
        if (said := self._apart(text, depth)) is not None:
            return said
        reason = text.removesuffix(".")
        found = _first((one for one in self.phrases if one.letters >= _TELLING), reason)
        if found is None:
            return None
        return QCoreApplication.translate("engine", "{reason}.").format(reason=self._filled(found, reason, depth))


def _first(templates: Iterable[Template], text: str) -> Template | None:
    return next((one for one in templates if one.values(text) is not None), None)


@cache
def known() -> EngineWords:
    """All that the engine says, read when it is first asked for."""
    from graftwork_resources import resource_folder

    content = json.loads((resource_folder() / "i18n" / "engine.json").read_text(encoding="utf-8"))
    return EngineWords(_by_weight(content["sentences"]), _by_weight(content["phrases"]))


@cache
def _renamed() -> EngineWords:
    """What the window says in other words in English too."""
    return EngineWords(_by_weight(OWN), ())


def _by_weight(texts: Iterable[str]) -> tuple[Template, ...]:
    """Of two sentences that fit, the one with more words of its own is taken."""
    return tuple(sorted((Template(text) for text in texts), key=attrgetter("letters"), reverse=True))


def engine_words(text: str) -> str:
    """A text of the engine as the window says it."""
    is_english = QLocale().language() in (QLocale.Language.English, QLocale.Language.C)
    said = (_renamed() if is_english else known()).say(text)
    return in_window_words(text if said is None else said)
