"""Which entries of the library belong together: by what their cards name, and by their shape.

A suggestion is a guess from names and sizes alone; whether two models really fit, the compatibility report says.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from graftwork_core.library.entry import Entry, Kind

_NEAR = 0.02


class Why(StrEnum):
    """What speaks for a suggestion, the strongest first."""

    NAMED = "named"
    """A card or an adapter's configuration names it."""
    SAME_BASE = "same_base"
    """Its card names the same base."""
    SAME_SHAPE = "same_shape"
    """It has the same architecture and about as many parameters."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry that may be meant.

    Attributes:
        entry: Which.
        why: What speaks for it.
    """

    entry: Entry
    why: Why


def find(entries: Iterable[Entry], path: Path) -> Entry | None:
    """The entry that lies at a path."""
    wanted = os.path.normpath(path)
    return next((entry for entry in entries if os.path.normpath(entry.path) == wanted), None)


def suggest_bases(entries: Collection[Entry], made: Entry) -> tuple[Suggestion, ...]:
    """Models that a fine-tune or an adapter may have been made from, the likeliest first."""
    named = _named(made)
    found = [Suggestion(one, Why.NAMED) for one in _models(entries, made) if _is_named(one, named)]
    if made.kind is not Kind.ADAPTER and not found:
        # An original's card rarely names a base; another fine-tune's does.
        found = [
            Suggestion(one, Why.SAME_SHAPE) for one in _models(entries, made) if not one.base and _alike(one, made)
        ]
    return _arranged(found, named)


def suggest_donors(entries: Collection[Entry], base: Entry) -> tuple[Suggestion, ...]:
    """Fine-tunes of a base, the likeliest first."""
    found = []
    for one in _models(entries, base):
        if _is_named(base, _named(one)):
            found.append(Suggestion(one, Why.NAMED))
        elif _alike(one, base):
            found.append(Suggestion(one, Why.SAME_SHAPE))
    return _arranged(found)


def suggest_targets(entries: Collection[Entry], giver: Entry) -> tuple[Suggestion, ...]:
    """Models that may receive what a donor or an adapter has, the likeliest first: kin of it that are not its base.

    For an adapter its base counts, too.
    """
    named = _named(giver)
    leaves = {_leaf(name) for name in named}
    found = []
    for one in _models(entries, giver):
        if _is_named(one, named):
            if giver.kind is Kind.ADAPTER:
                found.append(Suggestion(one, Why.NAMED))
        elif leaves & {_leaf(name) for name in _named(one)}:
            found.append(Suggestion(one, Why.SAME_BASE))
        elif giver.kind is not Kind.ADAPTER and _alike(one, giver):
            found.append(Suggestion(one, Why.SAME_SHAPE))
    return _arranged(found)


def suggest_adapters(entries: Collection[Entry], target: Entry) -> tuple[Suggestion, ...]:
    """Adapters that a model may receive, the likeliest first: made for it, or for the base that its card names."""
    named = _named(target)
    leaves = {_leaf(name) for name in named}
    found = []
    for one in entries:
        if one.kind is not Kind.ADAPTER:
            continue
        if _is_named(target, _named(one)):
            found.append(Suggestion(one, Why.NAMED))
        elif leaves & {_leaf(name) for name in _named(one)}:
            found.append(Suggestion(one, Why.SAME_BASE))
    return _arranged(found)


def _models(entries: Iterable[Entry], but: Entry) -> Iterator[Entry]:
    return (one for one in entries if one.kind is Kind.MODEL and one.path != but.path)


def _named(entry: Entry) -> tuple[str, ...]:
    return tuple(name for part in entry.base.split(",") if (name := part.strip().rstrip("/")))


def _is_named(entry: Entry, names: Iterable[str]) -> bool:
    """Whether one of the names means the entry: as a whole, as its folder, or by its last part where it has no more."""
    own = entry.name.casefold()
    for name in names:
        if name.casefold() == own or name == str(entry.path):
            return True
        if _leaf(name) == _leaf(own) and ("/" not in name or "/" not in own):
            return True
        if _leaf(name) == _leaf(own) and os.path.isabs(name):
            return True
    return False


def _leaf(name: str) -> str:
    return name.casefold().rsplit("/", 1)[-1].rsplit("\\", 1)[-1]


def _alike(one: Entry, other: Entry) -> bool:
    if not one.architecture or one.architecture != other.architecture or not other.parameters:
        return False
    return abs(one.parameters - other.parameters) <= _NEAR * other.parameters


def _arranged(found: Iterable[Suggestion], named: Collection[str] = ()) -> tuple[Suggestion, ...]:
    """The strongest reason first; among equals whose whole name was said, then by the alphabet."""
    whole = {name.casefold() for name in named}
    order = list(Why)

    def key(one: Suggestion) -> tuple[int, bool, str]:
        return order.index(one.why), one.entry.name.casefold() not in whole, one.entry.name.casefold()

    return tuple(sorted(found, key=key))
