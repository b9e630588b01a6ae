"""Where sentences end, in English and in Chinese."""

from __future__ import annotations

import re
from typing import Final

_END: Final = re.compile(
    r"""
    [。！？…]+ [”’」』）"')\]]*           # full-width ends need nothing behind them
    | [.!?]+ [”’"')\]」』）]* (?=\s|$)     # not 3.5, not e.g.example
    | \n+
    """,
    re.VERBOSE,
)


def sentences(text: str) -> list[str]:
    """Cut a text behind each sentence, so that joining the pieces gives it back.

    A sentence ends behind . ! ? 。 ！ ？ … and the closing quotes after them, or with a line. A blank before a
    sentence belongs to it; line breaks belong to the one before.
    """
    pieces: list[str] = []
    start = 0
    for match in _END.finditer(text):
        if text[start : match.start()].strip():
            pieces.append(text[start : match.end()])
            start = match.end()
        elif pieces:
            pieces[-1] += text[start : match.end()]
            start = match.end()
    if text[start:].strip() or (text and not pieces):
        pieces.append(text[start:])
    elif pieces:
        pieces[-1] += text[start:]
    return pieces
