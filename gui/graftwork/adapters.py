"""The adapters of a merge: each opened as a slot's content is, with its weight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from graftwork import paths
from graftwork.aio import Tasks
from graftwork.engine import Engine
from graftwork.form import Weighted
from graftwork.hub.desk import HubDesk
from graftwork.settings import Settings
from graftwork.slots import Slot
from graftwork.widgets.adapter_list import AdapterList
from graftwork.widgets.adapter_row import AdapterRow

if TYPE_CHECKING:
    from graftwork_core.adapter.files import Adapter


class Adapters(QObject):
    """What is in the list of adapters.

    Signals:
        changed: There are other adapters now, or one was opened.
        weighed: One of them has another weight.
    """

    changed = Signal()
    weighed = Signal()

    def __init__(self, card: AdapterList, engine: Engine, tasks: Tasks, settings: Settings, hub: HubDesk) -> None:
        super().__init__(card)
        self.card = card
        self._parts = engine, tasks, settings, hub
        self._rows: list[tuple[AdapterRow, Slot]] = []
        card.picked.connect(self.add)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """A slot for each adapter."""
        return tuple(slot for _, slot in self._rows)

    @property
    def weighted(self) -> tuple[Weighted, ...]:
        """All of them with their weights."""
        return tuple(Weighted(slot.path, row.weight.weight) for row, slot in self._rows if slot.path is not None)

    @property
    def adapters(self) -> tuple[Adapter, ...]:
        """Those that could be opened."""
        return tuple(slot.adapter for slot in self.slots if slot.adapter is not None)

    @property
    def is_reading(self) -> bool:
        """Whether one of them is still being looked at."""
        return any(slot.is_reading for slot in self.slots)

    @property
    def is_filled(self) -> bool:
        """Whether there is at least one, and all can be used."""
        return bool(self._rows) and all(slot.is_filled for slot in self.slots)

    @property
    def has_broken(self) -> bool:
        """Whether one of them cannot be used."""
        return any(not slot.is_filled and not slot.is_reading for slot in self.slots)

    def add(self, path: Path, weight: float = 1.0) -> None:
        """Take one more; one that is there already is not taken twice."""
        if path in (one.path for one in self.weighted):
            return
        self._add(path, weight)

    def show(self, wanted: Sequence[Weighted]) -> None:
        """Have these and no others; what is open already stays open."""
        if [one.path for one in wanted] == [one.path for one in self.weighted] and not self.has_broken:
            for (row, _), one in zip(self._rows, wanted, strict=True):
                row.weight.show_weight(one.weight)
            self.weighed.emit()
            return
        for row, slot in self._rows:
            slot.abandon()
            self.card.remove_row(row)
        self._rows.clear()
        for one in wanted:
            self._add(one.path, one.weight)
        self.changed.emit()

    def named(self) -> Iterator[tuple[str, Adapter]]:
        """Names for a list to choose from, each once."""
        seen: dict[str, int] = {}
        for slot in self.slots:
            if (adapter := slot.adapter) is None or slot.path is None:
                continue
            name = paths.model_name(slot.path) if slot.look is not None else adapter.name
            seen[name] = seen.get(name, 0) + 1
            yield (name if seen[name] == 1 else f"{name} ({seen[name]})"), adapter

    def _add(self, path: Path, weight: float) -> None:
        row = self.card.add_row()
        row.weight.show_weight(weight)
        slot = Slot(row, "adapter", *self._parts)
        self._rows.append((row, slot))
        row.cleared.connect(partial(self._on_cleared, row))
        row.weighed.connect(self.weighed)
        slot.changed.connect(self.changed)
        slot.load(path)

    def _on_cleared(self, row: AdapterRow) -> None:
        for gone in (slot for other, slot in self._rows if other is row):
            gone.abandon()
        self._rows = [one for one in self._rows if one[0] is not row]
        self.card.remove_row(row)
        self.changed.emit()
