"""The audit on the Haystack page: looked at whenever the model changes, fixed and taken back on request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from graftwork.aio import Newest
from graftwork.details import failure_of
from graftwork.haystack.engine import HaystackEngine
from graftwork.pages.haystack_layout import HaystackLayout
from graftwork.services import Services
from graftwork.slots import Slot

if TYPE_CHECKING:
    from graftwork_core.model.audit_report import Finding


class HaystackAudit(QObject):
    """Shows an audit of the model in the banner, and carries out what is asked there."""

    def __init__(
        self, ui: HaystackLayout, services: Services, engine: HaystackEngine, slots: tuple[Slot, Slot, Slot]
    ) -> None:
        """Make it for the slots of the model, the long model and the adapter."""
        super().__init__(ui)
        self._ui, self._services, self._engine = ui, services, engine
        self._model, self._donor, self._adapter = slots
        self._looking = Newest(services.tasks)
        ui.audit.fix_wanted.connect(self._on_fix)
        ui.audit.undo_wanted.connect(self._on_undo)
        ui.audit.toggled.connect(ui.order_tabs)

    def look(self) -> None:
        """Look again."""
        if self._model.model is None:
            self._looking.cancel()
            self._ui.audit.show_report(None)
        else:
            self._looking.start(self._look(""), "audit")

    async def _look(self, said: str) -> None:
        model = self._model.model
        if model is None:
            return
        length = self._ui.setup.length.length
        try:
            audited = await self._engine.audit(model, self._donor.model, self._adapter.adapter, length)
        except Exception as error:  # noqa: BLE001 - an audit that fails must be seen, whatever it was
            self._ui.audit.show_report(None)
            self._ui.error.show_failure(failure_of(error))
            return
        self._ui.audit.thetas.show_proposals(audited.length, audited.proposals)
        self._ui.audit.show_report(audited.report, audited.undoable, said)

    def _on_fix(self, findings: Sequence[Finding]) -> None:
        if not self._services.runner.is_running:
            self._looking.start(self._fix(tuple(findings)), "fix")

    async def _fix(self, findings: tuple[Finding, ...]) -> None:
        if self._model.model is None:
            return
        folder = self._model.model.folder
        try:
            names = await self._engine.fix(folder, findings)
        except Exception as error:  # noqa: BLE001 - what could not be fixed must be said, whatever it was
            self._ui.error.show_failure(failure_of(error))
            return
        self._model.load(folder)
        await self._look(self.tr("Fixed in {files}.").format(files=", ".join(names)))

    def _on_undo(self) -> None:
        if not self._services.runner.is_running:
            self._looking.start(self._undo(), "undo")

    async def _undo(self) -> None:
        if self._model.model is None:
            return
        folder = self._model.model.folder
        try:
            await self._engine.undo(folder)
        except Exception as error:  # noqa: BLE001 - what could not be undone must be said, whatever it was
            self._ui.error.show_failure(failure_of(error))
            return
        self._model.load(folder)
