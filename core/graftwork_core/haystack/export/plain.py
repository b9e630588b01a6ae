"""Text from outside (model names, replies, file names) as it may stand in a picture, a table or a page.

Nothing of it may act: control characters, half characters and marks that turn the direction of writing are replaced
before any format's own escaping.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_ACTING: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufdd0-\ufdef\ufffe\uffff]"
)
_REPLACED: Final = "\ufffd"
_LATIN: Final = str.maketrans(
    {
        "–": "-", "—": "-", "−": "-", "‐": "-", "×": "x", "→": "->", "≥": ">=", "≤": "<=", "≈": "~",
        "‘": "'", "’": "'", "“": '"', "”": '"', "✓": "+", "✗": "x", "\t": " ", "\n": " ", "\u00a0": " ",
    }
)  # fmt: skip


def plain(text: str, most: int = 4000) -> str:
    """The text without anything that acts, line breaks and tabs kept; cut after `most` characters."""
    shown = _ACTING.sub(_REPLACED, text.replace("\r\n", "\n"))
    return shown if len(shown) <= most else shown[: most - 1] + "…"


def one_line(text: str, most: int = 200) -> str:
    """The text on one line, without anything that acts."""
    return plain(" ".join(text.split()), most)


def latin(text: str) -> str:
    """The text in the letters that the built-in font has; what it lacks becomes a question mark."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.translate(_LATIN)) if not unicodedata.combining(c))
    return "".join(c if " " <= c <= "~" or c in "·…±°" else "?" for c in bare)


def width_of(text: str, size: float) -> float:
    """About how wide a text is in a sans-serif font of `size` pixels: close enough to lay out by."""
    return size * sum(_share(c) for c in text)


def wrap(text: str, size: float, room: float) -> tuple[str, ...]:
    """The text in lines that are at most `room` pixels wide; Chinese breaks anywhere, other text between words."""
    lines: list[str] = []
    line = ""
    for piece in re.findall(r"\s+|[⺀-鿿＀-￯]|[^\s⺀-鿿＀-￯]+", text):
        if line and width_of((line + piece).rstrip(), size) > room and piece not in "，。；：、）":
            lines.append(line.rstrip())
            line = ""
        while width_of(piece, size) > room and len(piece) > 1:
            fits = max(1, int(len(piece) * room / width_of(piece, size)))
            lines.append(piece[:fits])
            piece = piece[fits:]
        line += piece if line else piece.lstrip()
    return (*lines, line.rstrip()) if line.strip() else tuple(lines)


def _share(letter: str) -> float:
    if letter >= "\u2e80":
        return 1.0
    if letter in "ijlI.,:;|'! ":
        return 0.3
    if letter in "mwMW@%":
        return 0.86
    return 0.66 if letter.isupper() else 0.55
