"""What is in the Graft page's slots: three models, or adapters and a target, and where the ability comes from."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from graftwork.adapters import Adapters
from graftwork.form import Form, Source
from graftwork.hub.looks import Look
from graftwork.pages.graft_layout import GraftLayout
from graftwork.paths import is_on_hub
from graftwork.planning import Inputs
from graftwork.requests import SlotName, UseWish
from graftwork.services import Services
from graftwork.slots import Slot
from graftwork.suggestions import Picked


class GraftSlots(QObject):
    """The slots, and the way that is chosen to fill them.

    Signals:
        changed: There is another content somewhere, or another source.
        weighed: An adapter has another weight.
    """

    changed = Signal()
    weighed = Signal()

    def __init__(self, ui: GraftLayout, services: Services) -> None:
        super().__init__(ui)
        self._ui = ui
        self.source = Source.DONOR
        parts = services.engine, services.tasks, services.settings, services.hub
        self.base = Slot(ui.base, "model", *parts)
        self.donor = Slot(ui.donor, "model", *parts)
        self.target = Slot(ui.target, "model", *parts)
        self.adapters = Adapters(ui.adapters, *parts)
        for slot in (self.base, self.donor, self.target):
            slot.changed.connect(self.changed)
            slot.redirected.connect(self._on_redirected)
        self.adapters.changed.connect(self.changed)
        self.adapters.changed.connect(ui.order_tabs)
        self.adapters.weighed.connect(self.weighed)
        services.hub.changed.connect(self._on_hub_changed)
        self._is_locked = False

    @property
    def needed(self) -> tuple[Slot, ...]:
        """The slots that the source asks to be filled, adapters not among them."""
        givers = (self.base, self.donor) if self.source.extracts else ()
        return (*givers, self.target) if self.source.merges else givers

    @property
    def is_reading(self) -> bool:
        """Whether something is still being looked at."""
        return any(slot.is_reading for slot in self.needed) or (
            self.source is Source.ADAPTER and self.adapters.is_reading
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing was chosen yet."""
        return not self.picked().all

    def choose(self, source: Source) -> None:
        """Ask for other slots."""
        self.source = source
        self._ui.show_source(source)
        self.changed.emit()

    def inputs(self) -> Inputs:
        """What is in the slots that the source asks for, as far as it is open."""
        return Inputs(
            base=self.base.model if self.source.extracts else None,
            donor=self.donor.model if self.source.extracts else None,
            adapters=self.adapters.adapters if self.source is Source.ADAPTER else (),
            target=self.target.model if self.source.merges else None,
            fetches=tuple({look.name: look.fetch for look in self.looks() if look.fetch is not None}.values()),
        )

    def looks(self) -> tuple[Look, ...]:
        """The repositories in the slots that the source asks for."""
        slots = (*self.needed, *(self.adapters.slots if self.source is Source.ADAPTER else ()))
        return tuple(slot.look for slot in slots if slot.look is not None)

    def picked(self) -> Picked:
        """Every path, opened or not."""
        adapters = tuple(one.path for one in self.adapters.weighted)
        return Picked(self.base.path, self.donor.path, self.target.path, adapters)

    def form(self) -> Form:
        """Sources and inputs of a form."""
        return Form(
            source=self.source,
            base=self.base.path if self.base.is_filled else None,
            donor=self.donor.path if self.donor.is_filled else None,
            adapters=self.adapters.weighted if self.adapters.is_filled else (),
            target=self.target.path if self.target.is_filled else None,
        )

    def fill(self, form: Form) -> None:
        """Have what a form has, and nothing else."""
        self.source = form.source
        self._ui.show_source(form.source)
        for slot, path in ((self.base, form.base), (self.donor, form.donor), (self.target, form.target)):
            if path is None:
                slot.clear()
            elif slot.path != path or not slot.is_filled:
                slot.load(path)
        self.adapters.show(form.adapters)
        self.changed.emit()

    def use(self, wish: UseWish) -> None:
        """Put a model or an adapter where somebody wants it."""
        if wish.slot is SlotName.ADAPTER:
            self.choose(Source.ADAPTER)
            self.adapters.add(wish.path)
            return
        fits = self.source.merges if wish.slot is SlotName.TARGET else self.source.extracts
        if not fits:
            self.choose(Source.DONOR)
        self.slot(wish.slot).load(wish.path)

    def slot(self, name: SlotName) -> Slot:
        """One of the models' slots."""
        return {SlotName.BASE: self.base, SlotName.DONOR: self.donor}.get(name, self.target)

    def free(self) -> tuple[SlotName, ...]:
        """The slots in sight that could take a suggestion."""
        names = {SlotName.BASE: self.base, SlotName.DONOR: self.donor, SlotName.TARGET: self.target}
        empty = [name for name, slot in names.items() if slot in self.needed and slot.path is None]
        return (*empty, SlotName.ADAPTER) if self.source is Source.ADAPTER else tuple(empty)

    def lock(self, locked: bool) -> None:
        """Forbid changes while a job uses the content."""
        self._is_locked = locked
        for card in (self._ui.base, self._ui.donor, self._ui.target, self._ui.adapters):
            card.lock(locked)

    def _on_hub_changed(self) -> None:
        """Another account may see more, and another Hub has other repositories: look again."""
        if self._is_locked:
            return
        for slot in (self.base, self.donor, self.target, *self.adapters.slots):
            if slot.path is not None and is_on_hub(slot.path):
                slot.load(slot.path)

    def _on_redirected(self, folder: Path) -> None:
        self.choose(Source.ADAPTER)
        self.adapters.add(folder)
