"""What goes wrong with a Hub, in the window's words: where the engine names a command, the window names its page."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

from graftwork.details import Failure, failure_of
from graftwork.sentences import Sentences

_OWN: Final = {
    "Switch it off (unset HF_HUB_OFFLINE).": str(
        QT_TRANSLATE_NOOP(
            "hub", "Switch it off in the settings, or unset HF_HUB_OFFLINE and start again if that is what forbids it."
        )
    ),
    "Log in (graftwork hub login) and ask for access at {page}.": str(
        QT_TRANSLATE_NOOP("hub", "Log in in the settings, and ask for access on the repository's page: {page}")
    ),
    "Log in again: graftwork hub login.": str(QT_TRANSLATE_NOOP("hub", "Log in again in the settings.")),
    "Log in: graftwork hub login.": str(QT_TRANSLATE_NOOP("hub", "Log in in the settings.")),
}
"""The engine's sentence → what a window says instead."""
_SAME: Final = (
    QT_TRANSLATE_NOOP("hub", "{host} cannot be reached: offline mode is on."),
    QT_TRANSLATE_NOOP("hub", "{host} asks for a pause: too many requests."),
    QT_TRANSLATE_NOOP("hub", "Try again in {seconds} s; whoever is logged in may ask more often."),
    QT_TRANSLATE_NOOP("hub", "{name} is gated, and your account has no access to its files."),
    QT_TRANSLATE_NOOP("hub", "{name} is gated: its files are given only to accounts with access."),
    QT_TRANSLATE_NOOP("hub", "{name} is gated: its download needs an account with access."),
    QT_TRANSLATE_NOOP("hub", "Ask for access at {page}, and try again once it is granted."),
    QT_TRANSLATE_NOOP("hub", "{name} has been disabled by the Hub."),
    QT_TRANSLATE_NOOP("hub", "{name} has no such branch, tag or commit."),
    QT_TRANSLATE_NOOP("hub", "Check what follows the @."),
    QT_TRANSLATE_NOOP("hub", "{host} does not accept your token."),
    QT_TRANSLATE_NOOP("hub", "There is no repository {name} that you may see."),
    QT_TRANSLATE_NOOP("hub", "Check the name, or log in if it is private."),
    QT_TRANSLATE_NOOP("hub", "Check the name; it may be private."),
    QT_TRANSLATE_NOOP("hub", "{host} is in trouble (status {status}): {words}."),
    QT_TRANSLATE_NOOP("hub", "{host} is in trouble (status {status})."),
    QT_TRANSLATE_NOOP("hub", "{host} refused (status {status}): {words}."),
    QT_TRANSLATE_NOOP("hub", "{host} refused (status {status})."),
    QT_TRANSLATE_NOOP("hub", "Check what was asked for."),
    QT_TRANSLATE_NOOP("hub", "Try again in a while."),
    QT_TRANSLATE_NOOP("hub", "Try again later."),
    QT_TRANSLATE_NOOP("hub", "Try again."),
    QT_TRANSLATE_NOOP("hub", "{host} does not answer."),
    QT_TRANSLATE_NOOP("hub", "Check the connection, then try again."),
    QT_TRANSLATE_NOOP("hub", "{host} cannot be reached ({why})."),
    QT_TRANSLATE_NOOP("hub", "Check the connection."),
    QT_TRANSLATE_NOOP("hub", "The connection to {host} broke."),
    QT_TRANSLATE_NOOP("hub", "The proxy did not let us through to {host}."),
    QT_TRANSLATE_NOOP("hub", "Check the proxy's settings."),
    QT_TRANSLATE_NOOP("hub", "{host} cannot prove who it is ({why})."),
    QT_TRANSLATE_NOOP("hub", "This machine says it is {date}: check its clock, and any proxy in between."),
    QT_TRANSLATE_NOOP("hub", "{host} answers too slowly."),
    QT_TRANSLATE_NOOP("hub", "{host} answered with a web page where a Hub answers with data."),
    QT_TRANSLATE_NOOP("hub", "{host} answered with something that is not JSON where a Hub answers with data."),
    QT_TRANSLATE_NOOP("hub", "A login page of the network, a proxy or a wrong endpoint may be in between."),
    QT_TRANSLATE_NOOP("hub", "The Hub's {what} makes no sense."),
    QT_TRANSLATE_NOOP("hub", "Check the endpoint, or try again later."),
    QT_TRANSLATE_NOOP("hub", "Check the endpoint."),
    QT_TRANSLATE_NOOP("hub", "{host} sends more than {bytes} bytes for a short answer."),
    QT_TRANSLATE_NOOP("hub", "{host} sends us in circles."),
    QT_TRANSLATE_NOOP("hub", "{host} continues its answer at {other}, which is another host."),
    QT_TRANSLATE_NOOP("hub", "{host} sends us on to {other} for something only it may answer."),
    QT_TRANSLATE_NOOP("hub", "Graftwork does not follow it there; check the endpoint."),
    QT_TRANSLATE_NOOP(
        "hub",
        "{name} has its weights as pickles or other files that can run code when read, "
        "and Graftwork never opens those.",
    ),
    QT_TRANSLATE_NOOP(
        "hub", "Pick a repository that has its weights as safetensors, or convert it where you trust it."
    ),
    QT_TRANSLATE_NOOP("hub", "{name} has GGUF weights only."),
    QT_TRANSLATE_NOOP("hub", "Pick the original model in safetensors."),
    QT_TRANSLATE_NOOP("hub", "{name} is an image pipeline, not a language model."),
    QT_TRANSLATE_NOOP("hub", "Pick a language model."),
    QT_TRANSLATE_NOOP("hub", "{name} has no {file}."),
    QT_TRANSLATE_NOOP("hub", "Pick the repository of a model or an adapter."),
    QT_TRANSLATE_NOOP("hub", "Choose another repository."),
    QT_TRANSLATE_NOOP("hub", "{old} is called {name} now."),
    QT_TRANSLATE_NOOP("hub", "{name} comes from the cache; its files there have not been checked."),
    QT_TRANSLATE_NOOP("hub", "{name} comes from the cache, as of commit {commit}: the Hub could not be asked ({why})"),
    QT_TRANSLATE_NOOP("hub", "{file} of {name} arrived damaged: its hash is not the one that the Hub announced."),
    QT_TRANSLATE_NOOP(
        "hub", "Try again; if it happens again, a mirror or proxy in between, or the repository itself, is broken."
    ),
    QT_TRANSLATE_NOOP("hub", "{text} is not the name of a model on the Hub."),
    QT_TRANSLATE_NOOP("hub", "Write it like hf:owner/name or hf:owner/name@revision."),
)
WORDS: Final = Sentences("hub", {**{str(one): str(one) for one in _SAME}, **_OWN}, {})


def hub_words(text: str) -> str:
    """A sentence of the engine's about a Hub, as the window says it."""
    return WORDS.say(text)


def hub_failure(error: BaseException) -> Failure:
    """An exception as it is shown beside a button that tries again."""
    from graftwork_core.errors import GraftworkError

    if not isinstance(error, GraftworkError):
        return replace(failure_of(error), resumable=True)
    return Failure(hub_words(error.message), hub_words(error.hint), resumable=True)


def is_a_setting(error: BaseException) -> bool:
    """Whether the settings may be the cause: offline mode, the account, the Hub's address."""
    from graftwork_core.hub.errors import NotAHub, Offline, TokenRejected, Untrusted

    return isinstance(error, NotAHub | Offline | TokenRejected | Untrusted)
