"""The engine speaks of options as the command line has them; here they become the window's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_WORDS: Final = {
    "--context keep": str(QT_TRANSLATE_NOOP("wording", '"Context: Keep the target\'s"')),
    "--rounding stochastic": str(QT_TRANSLATE_NOOP("wording", '"Rounding: Stochastic"')),
    "--not-finite report": str(QT_TRANSLATE_NOOP("wording", '"NaN and infinity: Report them, go on"')),
    "--dtype": str(QT_TRANSLATE_NOOP("wording", '"Output type"')),
    "--device": str(QT_TRANSLATE_NOOP("wording", '"Device"')),
    "--context": str(QT_TRANSLATE_NOOP("wording", '"Context"')),
    "--embeddings": str(QT_TRANSLATE_NOOP("wording", '"Embeddings"')),
    "--shard-size": str(QT_TRANSLATE_NOOP("wording", '"Shard size"')),
    "--size": str(QT_TRANSLATE_NOOP("wording", '"Size limit"')),
    "--auto-rank": str(QT_TRANSLATE_NOOP("wording", '"Rank: Automatic"')),
    "--rank": str(QT_TRANSLATE_NOOP("wording", '"Rank"')),
    "--include": str(QT_TRANSLATE_NOOP("wording", '"Tensors to include"')),
    "--exclude": str(QT_TRANSLATE_NOOP("wording", '"Tensors to leave out"')),
    "--force": str(QT_TRANSLATE_NOOP("wording", '"Go on although the models look unrelated"')),
    "--overwrite": str(QT_TRANSLATE_NOOP("wording", '"Replace the output folder if it exists"')),
    "--stream": str(QT_TRANSLATE_NOOP("wording", '"Keep no file from the Hub longer than it is needed"')),
    "--out": str(QT_TRANSLATE_NOOP("wording", "output folder")),
    "--threads": str(QT_TRANSLATE_NOOP("wording", "threads")),
}
_CHINESE_ENDS: Final = "。！？；：，"
# The longer name first: "--out" must not be found in "--output".
_OPTION: Final = re.compile("|".join(rf"{re.escape(name)}(?![\w-])" for name in sorted(_WORDS, key=len, reverse=True)))


def joined(*sentences: str) -> str:
    """One text of several sentences, those that are empty left out; Chinese has no space between them."""
    text = ""
    for sentence in sentences:
        apart = " " if text and sentence and text[-1] not in _CHINESE_ENDS else ""
        text += apart + sentence
    return text


def listed(names: Sequence[str]) -> str:
    """Words one after another in a sentence."""
    return QCoreApplication.translate("wording", ", ", "between words of a list").join(names)


def named(title: str, value: str) -> str:
    """A value after its name."""
    return QCoreApplication.translate("wording", "{title}: {value}").format(title=title, value=value)


def in_window_words(text: str) -> str:
    """The text with every option that this window has called by its name here."""
    return _OPTION.sub(lambda found: QCoreApplication.translate("wording", _WORDS[found[0]]), text)
