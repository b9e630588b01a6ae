"""With which model the chosen one may be compared: those that its card names first, then those of the same shape."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QMenu

from graftwork.requests import CompareWish
from graftwork.services import Services

if TYPE_CHECKING:
    from graftwork.pages.model_details import ModelDetails

_MOST: Final = 8


class CompareMenu(QMenu):
    """Fills itself when it is opened; what is taken goes to the Compare page."""

    def __init__(self, services: Services, details: ModelDetails) -> None:
        super().__init__(details)
        self._services, self._details = services, details
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """List what may be meant now."""
        from graftwork_core.library.suggest import Why, suggest_bases, suggest_donors

        self.clear()
        entry = self._details.entry
        if entry is None:
            return
        entries = self._services.library.entries
        offered: set[Path] = set()
        for is_base, found in ((True, suggest_bases(entries, entry)), (False, suggest_donors(entries, entry))):
            for one in found:
                if one.entry.path in offered or len(offered) >= _MOST:
                    continue
                offered.add(one.entry.path)
                name = one.entry.name.replace("&", "&&")
                if one.why is not Why.NAMED:
                    text = self.tr("{name} (same shape)")
                elif is_base:
                    text = self.tr("{name} (its base)")
                else:
                    text = self.tr("{name} (made from it)")
                base, donor = (one.entry.path, entry.path) if is_base else (entry.path, one.entry.path)
                self.addAction(text.format(name=name), partial(self._ask, base, donor))
        if offered:
            self.addSeparator()
        self.addAction(self.tr("Another one…"), partial(self._ask, None, entry.path))

    def _ask(self, base: Path | None, donor: Path | None) -> None:
        self._services.requests.page.emit("compare")
        self._services.requests.compare.emit(CompareWish(base, donor))
