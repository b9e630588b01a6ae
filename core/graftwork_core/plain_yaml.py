"""YAML files from strangers: mappings, lists and words; nothing that executes, refers back or grows.

Every plain value stays text ("no", "1e3" and "2024-01-01" are three words), so that what a list of words means does
not depend on a version of YAML; whoever uses the values says what must be a number.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TypeAlias

import yaml

from graftwork_core.errors import BadInput

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"

MOST_BYTES: Final = 4_000_000
_DEEPEST: Final = 12
_MOST_VALUES: Final = 200_000
_LOADER: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_yaml(path: Path) -> Plain:
    """Read a small YAML file.

    Returns:
        Nested dictionaries and lists of text.

    Raises:
        BadInput: It cannot be read, is no YAML, is too large or too deep, or uses tags, anchors or a key twice.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error
    if len(content) > MOST_BYTES:
        raise BadInput(f"{path} is too large for a description: more than {MOST_BYTES // 10**6} MB.")
    try:
        return parse_yaml(content.decode("utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        raise BadInput(f"{path} is not UTF-8 text.", "Save it as UTF-8.") from error


def parse_yaml(text: str, where: str) -> Plain:
    """Read YAML text; see `read_yaml`.

    Args:
        text: One YAML document.
        where: What to call it in messages.
    """
    try:
        return _Builder(where).build(iter(yaml.parse(text, Loader=_LOADER)))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f", line {mark.line + 1}" if mark else ""
        raise BadInput(f"{where}{line} is not YAML: {error.problem or error.context}.") from error
    except yaml.YAMLError as error:
        raise BadInput(f"{where} is not YAML: {' '.join(str(error).split())[:200]}.") from error


class _Builder:
    """Builds values from the parser's events, so that limits hold before anything is built."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._values = 0

    def build(self, events: Iterator[yaml.Event]) -> Plain:
        documents: list[Plain] = []
        for event in events:
            if isinstance(event, yaml.NodeEvent):
                documents.append(self._value(event, events, 0))
        if len(documents) != 1:
            raise BadInput(f"{self._where} holds {len(documents)} YAML documents instead of one.")
        return documents[0]

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Plain:
        self._check(event, depth)
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Plain] = []
            for inner in events:
                if isinstance(inner, yaml.SequenceEndEvent):
                    break
                items.append(self._value(inner, events, depth + 1))
            return items
        return self._mapping(events, depth)

    def _mapping(self, events: Iterator[yaml.Event], depth: int) -> dict[str, Plain]:
        entries: dict[str, Plain] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._value(event, events, depth + 1)
            if not isinstance(key, str):
                raise self._error(event, "a list or mapping cannot be a name")
            if key in entries:
                raise self._error(event, f"{key!r} is there twice")
            entries[key] = self._value(next(events), events, depth + 1)
        return entries

    def _check(self, event: yaml.Event, depth: int) -> None:
        self._values += 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise self._error(event, "anchors (&) and aliases (*) are not allowed; write the value out, or quote it")
        if getattr(event, "tag", None) not in (None, "!"):
            raise self._error(event, "tags (!) are not allowed; quote the value")
        if depth > _DEEPEST:
            raise self._error(event, f"it is nested deeper than {_DEEPEST} levels")
        if self._values > _MOST_VALUES:
            raise self._error(event, f"it holds more than {_MOST_VALUES} values")

    def _error(self, event: yaml.Event, why: str) -> BadInput:
        mark = event.start_mark
        line = f", line {mark.line + 1}" if mark else ""
        return BadInput(f"{self._where}{line} cannot be used: {why}.")
