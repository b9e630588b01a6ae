"""What the library suggests for an empty slot: the base that a card names, the fine-tunes of a base, their kin.

Reckoned in a thread: the library may have ten thousand entries.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from graftwork import paths
from graftwork.requests import SlotName
from graftwork.widgets.chips import MOST, Chip

if TYPE_CHECKING:
    from graftwork_core.library.entry import Entry
    from graftwork_core.library.suggest import Suggestion

translate = QCoreApplication.translate
Suggested = Mapping[SlotName, tuple[Chip, ...]]
NOTHING: Final[Suggested] = {}


@dataclass(frozen=True, slots=True)
class Picked:
    """What is in the slots; None where nothing is."""

    base: Path | None = None
    donor: Path | None = None
    target: Path | None = None
    adapters: tuple[Path, ...] = ()

    @property
    def all(self) -> tuple[Path, ...]:
        """Every path."""
        return tuple(one for one in (self.base, self.donor, self.target, *self.adapters) if one is not None)


def suggest(entries: Collection[Entry], picked: Picked, wanted: Collection[SlotName]) -> Suggested:
    """Suggestions for these slots, the likeliest first; slots without any are left out."""
    from graftwork_core.library.suggest import suggest_adapters, suggest_bases, suggest_donors, suggest_targets

    base, donor, target = (_entry(entries, path) for path in (picked.base, picked.donor, picked.target))
    adapter = _entry(entries, picked.adapters[0]) if picked.adapters else None
    found: dict[SlotName, Iterable[Suggestion]] = {}
    if made := donor or target:
        found[SlotName.BASE] = suggest_bases(entries, made)
    if base:
        found[SlotName.DONOR] = suggest_donors(entries, base)
    if giver := donor or adapter:
        found[SlotName.TARGET] = suggest_targets(entries, giver)
    elif base:
        found[SlotName.TARGET] = suggest_donors(entries, base)
    if target:
        found[SlotName.ADAPTER] = suggest_adapters(entries, target)
    names = {slot: one.name for slot, one in ((SlotName.BASE, base), (SlotName.DONOR, donor or adapter)) if one}
    chips = {slot: _chips(some, picked, slot, names) for slot, some in found.items() if slot in wanted}
    return {slot: some for slot, some in chips.items() if some}


def _entry(entries: Collection[Entry], path: Path | None) -> Entry | None:
    """What the library knows of a path, or what it would know of it."""
    from graftwork_core.library.entry import Kind
    from graftwork_core.library.look import look
    from graftwork_core.library.suggest import find
    from graftwork_core.library.walk import Place

    if path is None:
        return None
    known = find(entries, path)
    if known is None:
        known = look(Place(path, paths.model_name(path)), path.parent)
    return known if known.kind is not Kind.BROKEN else None


def _chips(
    found: Iterable[Suggestion], picked: Picked, slot: SlotName, names: Mapping[SlotName, str]
) -> tuple[Chip, ...]:
    free = [one for one in found if one.entry.path not in picked.all]
    return tuple(Chip(one.entry.path, one.entry.name, _why(one, slot, names)) for one in free[:MOST])


def _why(suggestion: Suggestion, slot: SlotName, names: Mapping[SlotName, str]) -> str:
    from graftwork_core.library.suggest import Why

    match suggestion.why:
        case Why.NAMED if slot is SlotName.DONOR or slot is SlotName.ADAPTER:
            return translate("suggestions", "Its card names this model as its base.")
        case Why.NAMED:
            other = names.get(SlotName.DONOR, "")
            text = translate("suggestions", "The card of {name} names it as its base.")
            return text.format(name=other) if other else translate("suggestions", "A card names it as its base.")
        case Why.SAME_BASE:
            return translate("suggestions", "Its card names the same base.")
        case _:
            return translate("suggestions", "It has the same architecture and about as many parameters.")
