"""Regular expressions from strangers' files: they may be wrong, and they may be made to never end."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final, Literal

import regex

from graftwork_core.errors import BadInput

_SECONDS: Final = 0.2
LONGEST: Final = 20_000


def is_pattern(pattern: str) -> bool:
    """Whether it is a regular expression of a reasonable length."""
    return len(pattern) <= LONGEST and _compiled(pattern) is not None


def matches(pattern: str, text: str) -> bool:
    """Whether the pattern matches at the start of the text.

    Raises:
        BadInput: When the pattern can't be decided in a reasonable time, or is no pattern.
    """
    return _found(pattern, text, "match")


def searches(pattern: str, text: str) -> bool:
    """Whether the pattern matches anywhere in the text.

    Raises:
        BadInput: When the pattern can't be decided in a reasonable time, or is no pattern.
    """
    return _found(pattern, text, "search")


def _found(pattern: str, text: str, how: Literal["match", "search"]) -> bool:
    compiled = _compiled(pattern)
    try:
        return compiled is not None and getattr(compiled, how)(text, timeout=_SECONDS) is not None
    except TimeoutError as error:
        raise BadInput(
            f"The pattern {pattern[:80]!r} takes too long to match {text!r}.",
            "Write module names without nested repeats.",
        ) from error


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> Any:
    try:
        return regex.compile(pattern)
    except (regex.error, RecursionError, OverflowError):
        return None
