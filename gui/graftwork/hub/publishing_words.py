"""What the engine says of uploads, in the window's words and language."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

from graftwork.details import Failure, failure_of
from graftwork.hub.words import hub_words
from graftwork.sentences import Sentences

_OWN: Final = {
    "Choose another name, or say that it may (--existing).": str(
        QT_TRANSLATE_NOOP("publishing", "Choose another name, or tick that it is to be added to.")
    ),
    "Choose another name, or say that it is to be public (--public).": str(
        QT_TRANSLATE_NOOP("publishing", "Choose another name, or publish for everybody.")
    ),
    "Choose another name, or say that it is to be public.": str(
        QT_TRANSLATE_NOOP("publishing", "Choose another name, or publish for everybody.")
    ),
    "Merge again with --shard-size 5GB.": str(
        QT_TRANSLATE_NOOP("publishing", 'Merge again with "Shard size: 5 GB" under More options.')
    ),
}
_SAME: Final = (
    QT_TRANSLATE_NOOP("publishing", "The licences of what went in differ ({told})."),
    QT_TRANSLATE_NOOP("publishing", "The licence of {names} is not known."),
    QT_TRANSLATE_NOOP("publishing", "You publish as {chosen} what is made of {told}."),
    QT_TRANSLATE_NOOP("publishing", "{name} is not on the Hub, so the card tells of it in its text."),
    QT_TRANSLATE_NOOP("publishing", "{name} exists already."),
    QT_TRANSLATE_NOOP("publishing", "{name} exists already, and is public."),
    QT_TRANSLATE_NOOP("publishing", "{name} exists and is public, and you asked for a private one."),
    QT_TRANSLATE_NOOP("publishing", "{name} was made for this upload, and is empty so far."),
    QT_TRANSLATE_NOOP("publishing", "{name} was made public by somebody while the files were sent."),
    QT_TRANSLATE_NOOP("publishing", "Look at its settings on the Hub."),
    QT_TRANSLATE_NOOP("publishing", "The Hub leaves {name} public."),
    QT_TRANSLATE_NOOP("publishing", "Nothing was sent; make it private on its page first."),
    QT_TRANSLATE_NOOP("publishing", "{who} cannot publish under {owner}."),
    QT_TRANSLATE_NOOP("publishing", "Publish as {name}."),
    QT_TRANSLATE_NOOP("publishing", "{who}'s token may only read."),
    QT_TRANSLATE_NOOP("publishing", "Log in with a token that may write."),
    QT_TRANSLATE_NOOP("publishing", "Nobody is logged in at {host}."),
    QT_TRANSLATE_NOOP("publishing", "The Hub does not accept the card: {why}"),
    QT_TRANSLATE_NOOP("publishing", "Correct it."),
    QT_TRANSLATE_NOOP("publishing", "{file}, line {line}, holds {what}."),
    QT_TRANSLATE_NOOP("publishing", "{file}, line {line}, holds {what}. ({count} more.)"),
    QT_TRANSLATE_NOOP("publishing", "The header of {file} holds {what}."),
    QT_TRANSLATE_NOOP("publishing", "The header of {file} holds {what}. ({count} more.)"),
    QT_TRANSLATE_NOOP("publishing", "Remove it before you publish the folder."),
    QT_TRANSLATE_NOOP("publishing", "{file} is a link, and what it leads to may not be yours to publish."),
    QT_TRANSLATE_NOOP("publishing", "Copy the file into the folder."),
    QT_TRANSLATE_NOOP("publishing", "Somebody else changed {name} while the files were sent."),
    QT_TRANSLATE_NOOP("publishing", "Nothing of theirs was overwritten. Look at it, then upload again."),
    QT_TRANSLATE_NOOP("publishing", "{file} is not on the Hub as it was sent."),
    QT_TRANSLATE_NOOP("publishing", "Look at the repository, and upload again."),
    QT_TRANSLATE_NOOP("publishing", "{name} is set to drop {file} (.gitignore)."),
    QT_TRANSLATE_NOOP("publishing", "Remove its .gitignore first."),
)
_WHAT: Final = {
    what: what
    for what in (
        str(QT_TRANSLATE_NOOP("publishing", "a Hugging Face token")),
        str(QT_TRANSLATE_NOOP("publishing", "an API key")),
        str(QT_TRANSLATE_NOOP("publishing", "a GitHub token")),
        str(QT_TRANSLATE_NOOP("publishing", "a private key")),
        str(QT_TRANSLATE_NOOP("publishing", "a bearer token")),
        str(QT_TRANSLATE_NOOP("publishing", "a path of this machine")),
        str(QT_TRANSLATE_NOOP("publishing", "the path of somebody's home folder")),
    )
}
WORDS: Final = Sentences("publishing", {**{str(one): str(one) for one in _SAME}, **_OWN}, {"what": _WHAT})


def publishing_words(text: str) -> str:
    """A sentence of the engine's about an upload, as the window says it."""
    return WORDS.say(text) if WORDS.knows(text) else hub_words(text)


def publishing_failure(error: BaseException) -> Failure:
    """What keeps something from being published, as it is shown."""
    from graftwork_core.errors import GraftworkError

    failure = failure_of(error)
    if not isinstance(error, GraftworkError):
        return failure
    return replace(failure, message=publishing_words(error.message), hint=publishing_words(error.hint))
