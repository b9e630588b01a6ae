"""A job's title in the window's language. The engine makes it of names, and of a word where names do not say enough."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_VERSUS: Final = " vs. "
_LAST: Final = {
    "a prompt": str(QT_TRANSLATE_NOOP("titles", "{names}, a prompt")),
    "quick": str(QT_TRANSLATE_NOOP("titles", "{names}, quick")),
    "standard": str(QT_TRANSLATE_NOOP("titles", "{names}, standard")),
    "gradient": str(QT_TRANSLATE_NOOP("titles", "{names}, gradient")),
    "classic": str(QT_TRANSLATE_NOOP("titles", "{names}, classic")),
}


def shown_title(title: str) -> str:
    """A title as the window says it: "long vs. base", "merged, quick"."""
    names, _, last = title.rpartition(", ")
    if names and last in _LAST:
        return QCoreApplication.translate("titles", _LAST[last]).format(names=names)
    donor, versus, base = title.partition(_VERSUS)
    if donor and versus and base:
        return QCoreApplication.translate("titles", "{donor} vs. {base}").format(donor=donor, base=base)
    return title
