"""When the Graft page asks the library for suggestions, and where they are shown."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer

from graftwork.aio import Newest
from graftwork.pages.graft_layout import GraftLayout
from graftwork.pages.graft_slots import GraftSlots
from graftwork.requests import SlotName
from graftwork.services import Services
from graftwork.suggestions import NOTHING, Suggested, suggest

CALM_MS: Final = 250


class GraftSuggestions(QObject):
    """Suggestions under empty slots, in step with the slots and the library."""

    def __init__(self, ui: GraftLayout, services: Services, slots: GraftSlots) -> None:
        super().__init__(ui)
        self._ui, self._services, self._slots = ui, services, slots
        self._asking = Newest(services.tasks)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MS)
        self._calm.timeout.connect(self._ask)
        slots.changed.connect(self.refresh)
        services.library.found.connect(self.refresh)
        services.library.gone.connect(self.refresh)

    def refresh(self) -> None:
        """Something changed; the library tells it in many small portions."""
        self._calm.start()

    def _ask(self) -> None:
        self._asking.start(self._suggest(), "suggestions")

    async def _suggest(self) -> None:
        entries, picked, free = self._services.library.entries, self._slots.picked(), self._slots.free()
        found: Suggested = NOTHING
        if entries and free and picked.all:
            found = await self._services.engine.ask(lambda: suggest(entries, picked, free))
        cards = {SlotName.BASE: self._ui.base, SlotName.DONOR: self._ui.donor, SlotName.TARGET: self._ui.target}
        for name, card in cards.items():
            card.show_suggestions(found.get(name, ()))
        self._ui.adapters.show_suggestions(found.get(SlotName.ADAPTER, ()))
        self._ui.order_tabs()
