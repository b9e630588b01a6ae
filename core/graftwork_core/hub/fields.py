"""Values out of a Hub's JSON: taken when they are what they should be; texts made fit to be shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

LONGEST_TEXT: Final = 200
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_BLOB_ID: Final = re.compile(r"[0-9a-f]{40}")
_MOST_LISTED: Final = 500


def text(value: Any, longest: int = LONGEST_TEXT) -> str:
    """A short line of visible characters; empty when it is no text."""
    if not isinstance(value, str):
        return ""
    return "".join(letter if letter.isprintable() else " " for letter in value[:longest]).strip()


def texts(value: Any) -> tuple[str, ...]:
    """A list of texts; a single text is a list of one."""
    values = value[:_MOST_LISTED] if isinstance(value, list) else [value]
    return tuple(shown for one in values if (shown := text(one)))


def count(value: Any) -> int | None:
    """A number of things; None when it is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63 else None


def table(value: Any) -> Mapping[str, Any]:
    """A JSON object; an empty one when it is something else."""
    return value if isinstance(value, dict) else {}


def sha256(value: Any) -> str | None:
    """A sha256 in hexadecimal digits."""
    return value if isinstance(value, str) and _SHA256.fullmatch(value) else None


def blob_id(value: Any) -> str | None:
    """The name git gives a file."""
    return value if isinstance(value, str) and _BLOB_ID.fullmatch(value) else None


def gate(value: Any) -> str:
    """How a repository's files are gated: "auto", "manual", or empty for not at all."""
    return value if value in ("auto", "manual") else "manual" if value is True else ""


def licence_of(card: Mapping[str, Any], tags: tuple[str, ...]) -> str:
    """The licence's short name, by the card or the tags."""
    named = texts(card.get("license"))
    return named[0] if named else next((tag[8:] for tag in tags if tag.startswith("license:")), "")
