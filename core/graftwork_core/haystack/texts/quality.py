"""How varied a text is: repeated filler makes a needle stand out and a map green for nothing."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

from graftwork_core.haystack.texts.sentences import sentences

DISTINCT_SENTENCES: Final = 0.99
DISTINCT_GRAMS: Final = 0.60
COMPRESSED: Final = 0.28
_MOST_BYTES: Final = 800_000
"""About 150,000 tokens, English or Chinese: every text repeats its four-word sequences in the long run."""
_UNIT: Final = re.compile(r"[㐀-鿿豈-﫿]|[^\W_㐀-鿿豈-﫿]+")
"""A Chinese character, or a word of anything else."""


@dataclass(frozen=True, slots=True)
class Quality:
    """What was measured of a text.

    Attributes:
        characters: How much of it was looked at.
        sentences: Share of its sentences that are distinct.
        grams: Share of its sequences of four words (Chinese: characters) that are distinct.
        compressed: Size of its UTF-8 bytes after zlib, as a share.
    """

    characters: int
    sentences: float
    grams: float
    compressed: float

    @property
    def passes(self) -> bool:
        """Whether it is as varied as a text that people wrote."""
        return self.sentences >= DISTINCT_SENTENCES and self.grams >= DISTINCT_GRAMS and self.compressed >= COMPRESSED

    def as_json(self) -> dict[str, float | int | bool]:
        """The figures as plain JSON values."""
        return asdict(self) | {"passes": self.passes}

    def __str__(self) -> str:
        return (
            f"distinct sentences {self.sentences:.1%}, distinct four-word sequences {self.grams:.1%}, "
            f"compressed to {self.compressed:.2f} ({self.characters:,} characters)"
        )


def quality(text: str) -> Quality:
    """Measure a text, its first 800 kB at the most."""
    raw = text[:_MOST_BYTES].encode()[:_MOST_BYTES]
    text = raw.decode(errors="ignore")
    parts = [part.strip() for part in sentences(text)]
    parts = [part for part in parts if part]
    units = _UNIT.findall(text.lower())
    grams = list(zip(units, units[1:], units[2:], units[3:], strict=False))
    return Quality(
        characters=len(text),
        sentences=_share(parts),
        grams=_share(grams),
        compressed=len(zlib.compress(raw, 6)) / len(raw) if raw else 0.0,
    )


def _share(items: Sequence[object]) -> float:
    return len(set(items)) / len(items) if items else 1.0
