"""The way to the Hub, in the settings: its address, staying off the network, the proxy in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QLineEdit

from graftwork.aio import Newest
from graftwork.hub import account
from graftwork.hub.account import Standing, read_standing
from graftwork.hub.words import hub_failure
from graftwork.services import Services
from graftwork.style import set_property
from graftwork.widgets.controls import Button, Tick
from graftwork.widgets.labels import ElidedLabel, label
from graftwork.widgets.settings_card import SettingsCard
from graftwork.wording import joined

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any

_PUBLIC = "https://huggingface.co"


class ConnectionCard(SettingsCard):
    """Which Hub, and how it is reached."""

    def __init__(self, services: Services) -> None:
        super().__init__(self.tr("Connection to the Hub"))
        self._services, self._hub = services, services.hub
        self._standing = Standing("")
        self._refreshing, self._working = Newest(services.tasks), Newest(services.tasks)
        self.address, self.public = QLineEdit(), Button(self.tr("Use the public one"), role="quiet")
        self.address.setPlaceholderText(_PUBLIC)
        self.problem = label("", "problem", wrap=True)
        self.offline = Tick(self.tr("Stay off the network, and use what the cache has"))
        self.offline.setAccessibleName(self.offline.text())
        self.proxy = ElidedLabel()
        self.note = self.add(self.tr("Address of the Hub"), self.address, self.public, note=" ")
        self.add_wide(self.problem)
        self.problem.hide()
        self.offline_note = self.add(self.tr("Offline"), self.offline, note=" ")
        self.add(self.tr("Proxy"), self.proxy, note=self.tr("As the system, or the environment, has it."))
        self._hub.changed.connect(self.refresh)
        self.address.editingFinished.connect(self._on_edited)
        self.public.clicked.connect(self._on_public)
        self.offline.clicked.connect(self._on_offline)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what is so now."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Look at settings and environment again."""
        self._refreshing.start(self._refresh(), "connection")

    async def _refresh(self) -> None:
        self._standing = standing = await self._services.engine.ask(read_standing)
        if not self.address.hasFocus() or standing.is_fixed:
            self.address.setText(standing.endpoint if standing.is_fixed else standing.setting)
        self.address.setEnabled(not standing.is_fixed)
        self.public.setEnabled(bool(standing.setting) and not standing.is_fixed)
        fixed = self.tr("The environment (HF_ENDPOINT) names the Hub, whatever is said here.")
        mirror = self.tr("A mirror, or a Hub of your own. Empty: huggingface.co. Tokens go to their own Hub only.")
        _say(self.note, fixed if standing.is_fixed else mirror)
        self._show_problem(" ".join(standing.problem) if standing.problem is not None else "")
        self.offline.setChecked(standing.offline)
        self.offline.setEnabled(not standing.is_offline_fixed)
        forced = self.tr("The environment (HF_HUB_OFFLINE) forbids the network.")
        at_once = self.tr("Applies at once; jobs that run already go on as they began.")
        _say(self.offline_note, forced if standing.is_offline_fixed else at_once)
        self.proxy.setText(standing.proxy or self.tr("none"))

    def _on_edited(self) -> None:
        if self.address.text().strip() != self._standing.setting:
            self._begin(account.use_endpoint(self._hub, self.address.text()))

    def _on_public(self) -> None:
        self.address.clear()
        self._begin(account.use_endpoint(self._hub, ""))

    def _on_offline(self) -> None:
        self._begin(account.stay_offline(self._hub, self.offline.isChecked()))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        self._working.start(self._try(work), "connection")

    async def _try(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception as error:  # noqa: BLE001 - what cannot be used must be said, whatever it was
            failure = hub_failure(error)
            self._show_problem(joined(failure.message, failure.hint))

    def _show_problem(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.address.setAccessibleDescription(text)
        set_property(self.address, "invalid", "true" if text else "false")


def _say(note: QLabel | None, text: str) -> None:
    if note is not None:
        note.setText(text)
