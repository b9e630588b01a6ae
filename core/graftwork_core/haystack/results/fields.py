"""Reading JSON objects that somebody else may have written: every field is checked, none is trusted or lost."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, Final, NoReturn

from graftwork_core.errors import BadInput

MOST_TEXT: Final = 1_000_000
"""Characters of the longest text that is taken from a results file."""
MOST_COUNT: Final = 2**53
_HINT: Final = "Was the file edited, or made by another program? Run the check again."
_MISSING: Final = object()


def parse_object(text: str | bytes, where: str) -> dict[str, Any]:
    """One JSON object, its numbers finite.

    Args:
        text: What should be an object.
        where: How to name it in an error.

    Raises:
        BadInput: It is none.
    """
    try:
        content = json.loads(text, parse_constant=_not_a_number, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{where} is not a JSON object: {str(error)[:200]}.", _HINT) from error
    if not isinstance(content, dict):
        raise BadInput(f"{where} is not a JSON object.", _HINT)
    return content


def _not_a_number(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a number in JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text[:40]} is too large")
    return number


class Fields:
    """One JSON object, its fields read by name and type; what was not read is what another version added.

    Every method raises BadInput when the field is missing (and no default is given) or not what it should be.
    """

    def __init__(self, content: object, where: str) -> None:
        """Take the object.

        Args:
            content: What should be an object.
            where: How to name it in an error: "line 12 of run.jsonl".
        """
        if not isinstance(content, Mapping):
            raise BadInput(f"{where} is not a JSON object.", _HINT)
        self._content = content
        self._where = where
        self._read: set[str] = set()

    def text(self, name: str, default: object = _MISSING, *, least: int = 0, most: int = MOST_TEXT) -> str:
        """A text of `least` to `most` characters; half characters (lone surrogates) become question marks."""
        value = self._take(name, default)
        if not isinstance(value, str) or not least <= len(value) <= most:
            self._refuse(name, value, f"a text of {least} to {most} characters" if least else "a text")
        return value.encode("utf-8", "replace").decode("utf-8")

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        """One of a few words."""
        value = self._take(name, _MISSING)
        if not isinstance(value, str) or value not in choices:
            self._refuse(name, value, "one of " + ", ".join(choices))
        return value

    def integer(self, name: str, default: object = _MISSING, *, least: int = 0, most: int = MOST_COUNT) -> int:
        """A whole number in a range."""
        value = self._take(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self._refuse(name, value, f"a whole number from {least} to {most}")
        return value

    def number(self, name: str, default: object = _MISSING, *, least: float = -1e18, most: float = 1e18) -> float:
        """A finite number in a range."""
        value = self._take(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            self._refuse(name, value, f"a number from {least:g} to {most:g}")
        return float(value)

    def flag(self, name: str, default: object = _MISSING) -> bool:
        """True or false."""
        value = self._take(name, default)
        if not isinstance(value, bool):
            self._refuse(name, value, "true or false")
        return value

    def mapping(self, name: str, default: object = _MISSING) -> Mapping[str, Any]:
        """An object whose inside is not looked at here."""
        value = self._take(name, default)
        if not isinstance(value, Mapping):
            self._refuse(name, value, "an object")
        return value

    def items(self, name: str, default: object = _MISSING, *, most: int = 1_000_000) -> list[Any]:
        """A list of at most `most` things."""
        value = self._take(name, default)
        if not isinstance(value, list | tuple) or len(value) > most:
            self._refuse(name, value, f"a list of at most {most} things")
        return list(value)

    def inner(self, name: str) -> Fields | None:
        """An object to read field by field; None when it is null or missing."""
        value = self._take(name, None)
        return None if value is None else Fields(value, f"{name!r} in {self._where}")

    def is_null(self, name: str) -> bool:
        """Whether the field is missing or null."""
        self._read.add(name)
        return self._content.get(name) is None

    def rest(self) -> dict[str, Any]:
        """The fields that nobody has asked for."""
        return {name: value for name, value in self._content.items() if name not in self._read}

    def _take(self, name: str, default: object) -> object:
        self._read.add(name)
        value = self._content.get(name, default)
        if value is _MISSING:
            raise BadInput(f"{self._where} has no {name!r}.", _HINT)
        return value

    def _refuse(self, name: str, value: object, wanted: str) -> NoReturn:
        raise BadInput(f"{name!r} in {self._where} is {repr(value)[:60]}, not {wanted}.", _HINT)
