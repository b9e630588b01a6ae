"""Jobs that stopped in the middle: offered with Resume and Discard."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout

from graftwork import paths
from graftwork.aio import Newest
from graftwork.details import failure_of
from graftwork.services import Services
from graftwork.titles import shown_title
from graftwork.widgets.notices import OfferPanel

if TYPE_CHECKING:
    from graftwork_core.jobs.store import JobRecord

_OFFERED: Final = 3


class ResumeOffers(QObject):
    """Fills a layout with one card for each stopped job, the newest first.

    Signals:
        resume_wanted: The record that is to go on.
        failed: A `Failure` to show.
        changed: Other cards are offered now.
    """

    resume_wanted = Signal(object)
    failed = Signal(object)
    changed = Signal()

    def __init__(self, place: QVBoxLayout, services: Services, kinds: Collection[str]) -> None:
        """Make it for jobs of these kinds."""
        super().__init__()
        self._place, self._services, self._kinds = place, services, kinds
        self._newest = Newest(services.tasks)
        self.records: tuple[JobRecord, ...] = ()
        self.panels: list[OfferPanel] = []

    def refresh(self) -> None:
        """Look again, unless a job runs: then nothing is offered."""
        self._newest.start(self._look(), "resumable jobs")

    def hide(self) -> None:
        """Offer nothing."""
        self._newest.cancel()
        self._show(())

    async def _look(self) -> None:
        if self._services.runner.is_running:
            return
        try:
            records = await self._services.engine.resumable(self._kinds)
        except Exception as error:  # noqa: BLE001 - a history that cannot be read must be said, whatever it was
            self.failed.emit(failure_of(error))
            return
        self._show(records[:_OFFERED])

    def _show(self, records: tuple[JobRecord, ...]) -> None:
        for panel in self.panels:
            self._place.removeWidget(panel)
            panel.hide()
            panel.deleteLater()
        self.records = records
        self.panels = [self._panel(record) for record in records]
        for panel in self.panels:
            self._place.addWidget(panel)
        self.changed.emit()

    def _panel(self, record: JobRecord) -> OfferPanel:
        panel = OfferPanel("resume", self.tr("Resume"), "resume", self.tr("Discard"), role="caution")
        words = {
            "cancelled": self.tr('"{title}" was cancelled and can go on where it stopped.'),
            "failed": self.tr('"{title}" failed and can be tried again from where it stopped.'),
        }
        text = words.get(record.status, self.tr('"{title}" was interrupted and can go on where it stopped.'))
        panel.say(text.format(title=shown_title(record.title)), paths.shown(record.out))
        panel.take.setAccessibleDescription(shown_title(record.title))
        panel.refuse.setAccessibleDescription(shown_title(record.title))
        panel.taken.connect(partial(self.resume_wanted.emit, record))
        panel.refused.connect(partial(self._discard, record))
        return panel

    def _discard(self, record: JobRecord) -> None:
        self._services.tasks.spawn(self._discard_and_look(record), "discard")

    async def _discard_and_look(self, record: JobRecord) -> None:
        try:
            await self._services.engine.discard(record)
        except Exception as error:  # noqa: BLE001 - what could not be removed must be said, whatever it was
            self.failed.emit(failure_of(error))
        self.refresh()
