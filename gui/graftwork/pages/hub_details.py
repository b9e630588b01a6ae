"""One repository of the Hub: what it is, what a download takes, what is in it, its family, whether it fits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QTabWidget, QVBoxLayout, QWidget

from graftwork.aio import Newest
from graftwork.details import Failure
from graftwork.engine_words import engine_words
from graftwork.hub.about import About, Inside, cached, look, look_inside, look_into_folder
from graftwork.hub.words import hub_failure
from graftwork.models.hub_results import access_name, day, icon_of, relation_name
from graftwork.opened import Facts, inside_facts
from graftwork.pages.hub_download import DownloadPanel
from graftwork.pages.hub_family import HubFamilyTab
from graftwork.pages.hub_fit import HubFitTab
from graftwork.pages.model_overview import OverviewTab
from graftwork.services import Services
from graftwork.widgets.action_button import ActionButton
from graftwork.widgets.flow import FlowLayout
from graftwork.widgets.labels import ElidedLabel, IconLabel, label
from graftwork.widgets.notices import ErrorPanel, OfferPanel
from graftwork_core.units import format_bytes, format_count

if TYPE_CHECKING:
    from graftwork_core.hub.names import HubName
    from graftwork_core.hub.retrying import Pause
    from graftwork_core.hub.search import ModelRow

SETTLE_MS: Final = 150
"""Who walks through the list is not asked about for every row that they pass."""


@dataclass(frozen=True, slots=True)
class RepositoryActions:
    """What can be done with the repository.

    Attributes:
        back: Show the one before.
        uses: Put it into a slot of the Graft page; with the slots' short names.
        show_in_library: Show the downloaded one on the Models page.
        open_page: Open its page in the browser.
        copy_name: Put its name into the clipboard.
    """

    back: QAction
    uses: Sequence[tuple[QAction, str]]
    show_in_library: QAction
    open_page: QAction
    copy_name: QAction


class HubDetails(QFrame):
    """Asks in steps: the repository, then the headers; relatives and fit when somebody wants them.

    Signals:
        known: The `About` that is shown now, or None.
        wanted: "hf:owner/name" of another repository that the user wants to see.
        search_wanted: A `Wish`.
        settings_wanted: The user wants to log in, or to leave offline mode.
    """

    known = Signal(object)
    wanted = Signal(str)
    search_wanted = Signal(object)
    settings_wanted = Signal()

    def __init__(self, services: Services, actions: RepositoryActions) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._services = services
        self._looking = Newest(services.tasks)
        self.name = ""
        self._row: ModelRow | None = None
        self.about: About | None = None
        self.inside: Inside | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.look_again)
        self._make_widgets(services, actions)
        self._lay_out(actions)
        self._connect()

    def show_repository(self, name: str, row: ModelRow | None = None) -> None:
        """Show another one.

        Args:
            name: "hf:owner/name[@revision]".
            row: What the list knows of it.
        """
        if name == self.name:
            return
        self.name, self._row = name, row
        self._put_away()
        self.fit.clear()
        self._close_tabs()
        self._pages.setCurrentIndex(1)
        self.tabs.setCurrentWidget(self.overview)
        self._show_head()
        self.overview.show_little(self._facts(), self.tr("Asking the Hub…"))
        self._settle.start()

    def look_again(self) -> None:
        """Ask anew about what is shown."""
        self._settle.stop()
        if self.name:
            self.problem.hide()
            self._looking.start(self._look(self.name), f"look at {self.name}")

    def look_anew(self) -> None:
        """Another Hub or account is asked: nothing that was answered before is offered any more."""
        self._put_away()
        self._show_head()
        self.overview.show_little(self._facts(), self.tr("Asking the Hub…") if self.name else "")
        self.look_again()

    def stop(self) -> None:
        """End what is being asked."""
        self._settle.stop()
        self._looking.cancel()

    async def _look(self, text: str) -> None:
        from graftwork_core.hub.names import parse_name

        try:
            name = parse_name(text)
            about = await self._services.hub.ask(lambda session: look(session, name), self._on_pause)
        except Exception as error:  # noqa: BLE001 - what cannot be told must be said, whatever it was
            await self._fall_back(text, error)
            return
        self._show_about(about)
        if about.problem is None and about.gate is None:
            await self._look_inside(about)
        else:
            self.overview.say("")

    async def _look_inside(self, about: About) -> None:
        from graftwork_core.hub.errors import Gated

        self.overview.say(self.tr("Reading settings and headers…"))
        pinned = about.repository.pinned
        try:
            self.inside = await self._services.hub.ask(lambda session: look_inside(session, pinned), self._on_pause)
        except Gated as error:
            self._show_gate(error.page, is_named=error.logged_in)
        except Exception as error:  # noqa: BLE001 - what cannot be told must be said, whatever it was
            self.problem.show_failure(hub_failure(error))
        self.overview.facts.show_facts(self._facts())
        self.overview.say("")

    async def _fall_back(self, text: str, error: Exception) -> None:
        """The Hub cannot be asked: what the cache has is better than nothing, and is said to be that."""
        from graftwork_core.hub.names import parse_name
        from graftwork_core.hub.places import CANNOT_ASK

        self.overview.say("")
        self.problem.show_failure(hub_failure(error))
        if self.about is None:
            self._close_tabs()
        if not isinstance(error, CANNOT_ASK):
            return
        name = parse_name(text)
        try:
            found = await self._services.engine.ask(lambda: _from_cache(name))
        except Exception:  # noqa: BLE001 - what is in the cache may be broken or half there: then it does not help
            return
        if found is not None:
            self.inside = found
            self.overview.facts.show_facts(self._facts())
            self.overview.say(self.tr("What follows is what the cache has of it; the Hub could not be asked."))

    def _show_about(self, about: About) -> None:
        self.about, self._row = about, about.row
        self.problem.hide()
        self._show_head()
        self.overview.facts.show_facts(self._facts())
        self.overview.show_files(about.files)
        card = about.card
        self.overview.show_card(card.text if card else "", engine_words(card.problem) if card else "")
        self.download.show_about(about)
        if about.gate is not None:
            self._show_gate(about.gate.page, is_named=about.gate.logged_in)
        else:
            self.gate.hide()
        if about.problem is not None:
            self.problem.show_failure(Failure(engine_words(about.problem[0]), engine_words(about.problem[1])))
        self._offer_tabs(about)
        self.known.emit(about)

    def _show_gate(self, page: str, *, is_named: bool) -> None:
        name = self.name.removeprefix("hf:")
        text = self.tr("{name} is gated: its owner gives the files only to accounts with access.").format(name=name)
        if is_named:
            hint = self.tr("Your account has none yet. Ask for it on the repository's page; then look again here.")
        else:
            hint = self.tr("Ask for access on its page with your account, and log in with it in the settings.")
        self.gate.say(text, hint)
        self.gate.refuse.setVisible(not is_named)
        self._gate_page = page
        self.gate.show()

    def _put_away(self) -> None:
        self.stop()
        self.about, self.inside = None, None
        self.problem.hide()
        self.gate.hide()
        self.download.show_about(None)
        self.family.show_row(None)
        self.known.emit(None)

    def _close_tabs(self) -> None:
        for tab in (self.family, self.fit):
            self.tabs.setTabEnabled(self.tabs.indexOf(tab), False)

    def _offer_tabs(self, about: About) -> None:
        self.family.show_row(about.row)
        self.fit.show_repository(about)
        self.tabs.setTabEnabled(self.tabs.indexOf(self.family), True)
        can_fit = about.problem is None and about.gate is None
        self.tabs.setTabEnabled(self.tabs.indexOf(self.fit), can_fit)
        if self.tabs.currentWidget() is self.family:
            self.family.ask()

    def _facts(self) -> Facts:
        """Everything that is known by now, in the window's language."""
        row, about, inside = self._row, self.about, self.inside
        told = inside_facts(inside.model, inside.adapter, inside.preview) if inside is not None else ()
        lines = [*told]
        if row is not None and not told:
            count = format_count(row.parameters) if row.parameters else ""
            lines += [
                (self.tr("Architecture"), row.architecture),
                (self.tr("Parameters"), f"{count} {row.dtype.lower()}".strip()),
            ]
        if row is not None:
            made = ", ".join(row.base_models)
            how = f" ({relation_name(row.relation)})" if made and row.relation else ""
            lines += [
                (self.tr("Licence"), row.licence),
                (self.tr("Made from"), made + how),
                (self.tr("Access"), access_name(row.gated, row.private)),
                (self.tr("Downloads"), f"{row.downloads:,}" if row.downloads is not None else ""),
                (self.tr("Likes"), f"{row.likes:,}" if row.likes is not None else ""),
                (self.tr("Changed"), day(row.modified)),
            ]
        if about is not None:
            lines += self._repository_facts(about)
        return tuple((title, value) for title, value in lines if value)

    def _repository_facts(self, about: About) -> Facts:
        repository = about.repository
        size = format_bytes(sum(file.size for file in repository.files))
        was = self.tr("was {name}").format(name=repository.renamed_from) if repository.renamed_from else ""
        return (
            (self.tr("Repository"), self.tr("{size} in {count} files").format(size=size, count=len(repository.files))),
            (self.tr("Commit"), repository.commit[:12]),
            (self.tr("Renamed"), was),
            (self.tr("Left out"), "; ".join(f"{path!r}: {why}" for path, why in repository.left_out[:5])),
        )

    def _show_head(self) -> None:
        name = self.name.removeprefix("hf:")
        icon, meaning = icon_of(self._row) if self._row is not None else ("model", "accent")
        self._icon.show_icon(icon, meaning)
        self._name.setText(name)
        about = self.about
        self._page.setText(about.page if about is not None else "")
        kinds = {"model": self.tr("Model"), "adapter": self.tr("Adapter")}
        kind = kinds.get(about.kind, "") if about is not None else ""
        self._kind.setText(kind)
        self.setAccessibleName(", ".join(part for part in (name, kind) if part))

    def _on_pause(self, pause: Pause) -> None:
        text = self.tr("{reason} Trying again in {seconds} s.")
        self.overview.say(text.format(reason=engine_words(pause.reason), seconds=math.ceil(pause.seconds_left)))

    def _on_tab(self) -> None:
        if self.tabs.currentWidget() is self.family:
            self.family.ask()

    def _on_came(self) -> None:
        self.look_again()

    def _on_gate(self) -> None:
        QDesktopServices.openUrl(QUrl(self._gate_page))

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        self.problem.resume_wanted.connect(self.look_again)
        self.gate.taken.connect(self._on_gate)
        self.gate.refused.connect(self.settings_wanted)
        self.download.came.connect(self._on_came)
        self.family.wanted.connect(self.wanted)
        self.family.search_wanted.connect(self.search_wanted)

    def _make_widgets(self, services: Services, actions: RepositoryActions) -> None:
        self._gate_page = ""
        self._icon = IconLabel("model", "accent", 22)
        self._name, self._kind = ElidedLabel(role="name"), label("", "muted")
        self._page = ElidedLabel(role="small")
        self.problem = ErrorPanel()
        self.problem.dismiss.hide()
        self.gate: OfferPanel = OfferPanel(
            "info", self.tr("Open the page and ask for access"), "open", self.tr("Settings")
        )
        self.gate.hide()
        self.download = DownloadPanel(services)
        self.uses = [ActionButton(action, short=short) for action, short in actions.uses]
        self.show_in_library = ActionButton(actions.show_in_library, "model")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for part in (self.tabs, self.tabs.tabBar()):
            part.setAccessibleName(self.tr("Views of the repository"))
        self.overview, self.family, self.fit = OverviewTab(), HubFamilyTab(services), HubFitTab(services)
        self.tabs.addTab(self.overview, self.tr("Overview"))
        self.tabs.addTab(self.family, self.tr("Family"))
        self.tabs.addTab(self.fit, self.tr("Does it fit?"))

    def _lay_out(self, actions: RepositoryActions) -> None:
        nothing = QWidget()
        hint = label(self.tr("Choose a repository to see what it is."), "muted", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        QVBoxLayout(nothing).addWidget(hint)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.back = ActionButton(actions.back, "chevron-left", "icon", "muted", short="")
        head.addWidget(self.back)
        head.addWidget(self._icon)
        head.addWidget(self._name, 1)
        head.addWidget(self._kind)
        place = QHBoxLayout()
        place.setSpacing(2)
        place.addWidget(self._page, 1)
        place.addWidget(ActionButton(actions.open_page, "open", "icon", "muted", short=""))
        place.addWidget(ActionButton(actions.copy_name, "copy", "icon", "muted", short=""))
        uses = QWidget()
        row = QHBoxLayout(uses)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(label(self.tr("Use as"), "muted"))
        for button in self.uses:
            row.addWidget(button)
        flow = FlowLayout(8)
        flow.addWidget(uses)
        flow.addWidget(self.show_in_library)
        self.uses_row = uses
        something = QWidget()
        column = QVBoxLayout(something)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(place)
        for panel in (self.problem, self.gate, self.download):
            column.addWidget(panel)
        column.addLayout(flow)
        column.addWidget(self.tabs, 1)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(nothing)
        self._pages.addWidget(something)


def _from_cache(name: HubName) -> Inside | None:
    folder: Path | None = cached(name)
    return None if folder is None else look_into_folder(folder)
