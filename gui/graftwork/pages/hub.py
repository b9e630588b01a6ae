"""The Hub page: find models, see what they are, check that they fit, and fetch them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QHideEvent,
    QKeySequence,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from graftwork.commands import action
from graftwork.details import Failure
from graftwork.drops import hub_name, may_be_dropped, sort_out
from graftwork.hub.cleaning import offer_cleaning
from graftwork.hub.finder import Finder, Page
from graftwork.hub.wish import Wish
from graftwork.pages.hub_details import HubDetails, RepositoryActions
from graftwork.pages.hub_layout import HubLayout
from graftwork.requests import SlotName, UseWish
from graftwork.services import Services

if TYPE_CHECKING:
    from graftwork.hub.about import About
    from graftwork_core.hub.search import ModelRow


class HubPage(QWidget):
    """Keeps the list and the repository in step with what the user typed and chose."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._trail: list[str] = []
        self._was_searched = False
        self._is_choosing = False
        self.finder = Finder(services, self)
        self.setAcceptDrops(True)
        self._make_actions()
        self.details = HubDetails(services, self._of_a_repository)
        self.ui = HubLayout(self.details)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.ui)
        self.ui.order_tabs()
        self.ui.table.more_actions = (
            self.download,
            *self._uses.values(),
            self.relatives,
            self.fits,
            self._of_a_repository.open_page,
            self._of_a_repository.copy_name,
        )
        self._connect()
        self._offer(None)

    def showEvent(self, event: QShowEvent) -> None:
        """Search for anything when somebody looks for the first time."""
        super().showEvent(event)
        if not self._was_searched:
            self._search()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: begin nothing by itself."""
        super().hideEvent(event)
        if self.finder.is_busy:
            self.finder.stop()
            self._was_searched = False

    def focus(self) -> None:
        """Put the keyboard where the user begins."""
        self.ui.search.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_repository(self, name: str, row: ModelRow | None = None) -> None:
        """Show "hf:owner/name[@revision]"."""
        if self.details.name and self.details.name != name:
            self._trail.append(self.details.name)
        self._show(name, row)

    def search(self, wish: Wish) -> None:
        """Fill in a search, and search."""
        self.ui.search.show_wish(wish)
        self._search()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome addresses of the Hub."""
        if may_be_dropped(event.mimeData()) and sort_out(event.mimeData()).hub:
            event.acceptProposedAction()
            self.ui.show_dropping(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing was dropped after all."""
        self.ui.show_dropping(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the repository that was dropped."""
        event.acceptProposedAction()
        self.ui.show_dropping(False)
        for name in sort_out(event.mimeData()).hub[:1]:
            self.open_repository(name)

    def _make_actions(self) -> None:
        make = partial(action, self)
        self.find_in_hub = make(self.tr("Search the Hub"), self._on_find, keys=QKeySequence.StandardKey.Find)
        self.again = make(self.tr("Ask the Hub again"), self._on_again, keys=QKeySequence.StandardKey.Refresh)
        self.back = make(self.tr("Back to the repository before"), self._on_back, keys=QKeySequence.StandardKey.Back)
        self.download = make(self.tr("Download it, or go on with it"), self._on_download, keys="Ctrl+Return")
        self.relatives = make(self.tr("Show its relatives"), self._on_relatives, keys="Ctrl+R")
        self.fits = make(self.tr("Check whether it fits"), self._on_fits, keys="Ctrl+D")
        self.clean = make(self.tr("Clean up after broken downloads"), self._on_clean)
        self._uses = {
            slot: make(text, partial(self._use, slot), keys=f"Ctrl+{number}")
            for number, (slot, text) in enumerate(
                (
                    (SlotName.BASE, self.tr("Use as base")),
                    (SlotName.DONOR, self.tr("Use as donor")),
                    (SlotName.TARGET, self.tr("Use as target")),
                    (SlotName.ADAPTER, self.tr("Use as adapter")),
                ),
                1,
            )
        }
        shorts = (self.tr("Base"), self.tr("Donor"), self.tr("Target"), self.tr("Adapter"))
        self._of_a_repository = RepositoryActions(
            back=self.back,
            uses=tuple(zip(self._uses.values(), shorts, strict=True)),
            show_in_library=make(self.tr("Show in the library"), self._on_show_in_library),
            open_page=make(self.tr("Open its page"), self._on_open_page, keys="Ctrl+Shift+O"),
            copy_name=make(self.tr("Copy its name"), self._on_copy_name, keys="Ctrl+Shift+C"),
        )

    def _connect(self) -> None:
        ui, finder, details = self.ui, self.finder, self.details
        ui.search.typed.connect(self._on_typed)
        ui.search.chosen.connect(self._on_wished)
        ui.table.chosen.connect(self._on_chosen)
        ui.table.activated_row.connect(self._on_activated)
        ui.more_wanted.connect(finder.more)
        ui.error.resume_wanted.connect(self._on_again)
        ui.settings.clicked.connect(self._on_settings)
        finder.began.connect(self._on_began)
        finder.found.connect(self._on_found)
        finder.failed.connect(self._on_failed)
        finder.waits.connect(self._on_waits)
        details.known.connect(self._offer)
        details.wanted.connect(self.open_repository)
        details.search_wanted.connect(self.search)
        details.settings_wanted.connect(self._on_settings)
        details.download.place_changed.connect(self._on_place)
        self._services.requests.hub.connect(self.open_repository)
        self._services.hub.changed.connect(self._on_hub_changed)

    def _search(self, *, soon: bool = False) -> None:
        self._was_searched = True
        self.finder.search(self.ui.search.wish, soon=soon)

    def _show(self, name: str, row: ModelRow | None) -> None:
        self.back.setVisible(bool(self._trail))
        self.details.show_repository(name, row)
        self._mark_row()

    def _mark_row(self) -> None:
        """Let the list show which of its rows is looked at."""
        name, self._is_choosing = self.details.name.removeprefix("hf:"), True
        self.ui.table.keep_row(self.ui.model.row_where(lambda row: row.repo_id == name))
        self._is_choosing = False

    def _offer(self, about: About | None) -> None:
        """Offer what can be done with what is shown."""
        place = self.details.download.place
        kind = about.kind if about is not None and about.problem is None and about.gate is None else ""
        for slot, one in self._uses.items():
            one.setVisible(kind == ("adapter" if slot is SlotName.ADAPTER else "model"))
        self.details.uses_row.setVisible(bool(kind))
        actions = self._of_a_repository
        actions.show_in_library.setVisible(place is not None)
        for one in (actions.open_page, actions.copy_name):
            one.setEnabled(about is not None)
        self.fits.setEnabled(bool(kind))
        self.relatives.setEnabled(about is not None)
        self.download.setEnabled(about is not None and about.cost is not None)
        self.back.setVisible(bool(self._trail))

    def _on_place(self) -> None:
        self._offer(self.details.about)

    def _on_typed(self) -> None:
        if not hub_name(self.ui.search.text.text()):
            self._search(soon=True)

    def _on_wished(self) -> None:
        """Return, or a choice: an address opens what it names, anything else is searched for."""
        name = hub_name(self.ui.search.text.text())
        if name:
            self.finder.stop()
            self.open_repository(name)
        else:
            self._search()

    def _on_began(self, is_first: bool) -> None:
        self.ui.error.hide()
        self.ui.nothing.hide()
        self.ui.state.setText(self.tr("Asking the Hub…") if is_first else self.tr("Asking for more…"))

    def _on_found(self, page: Page) -> None:
        ui = self.ui
        self._is_choosing = True
        if page.is_first:
            ui.model.show(page.rows)
            ui.table.scrollToTop()
        else:
            ui.model.add(page.rows)
        self._is_choosing = False
        self._mark_row()
        count = ui.model.rowCount()
        ui.nothing.setVisible(count == 0)
        ui.nothing.setText(self._nothing_words())
        ui.state.setText(self._count_words(count, page.is_last))
        who = page.host if page.is_named else self.tr("{host}, without an account").format(host=page.host)
        ui.who.setText(who)
        if not page.is_last:
            ui.look_for_more()

    def _count_words(self, count: int, is_last: bool) -> str:
        if count == 0:
            return ""
        text = self.tr("{count} found") if is_last else self.tr("{count} so far; more come when you scroll")
        return text.format(count=f"{count:,}")

    def _nothing_words(self) -> str:
        wish = self.ui.search.wish
        if wish.filters:
            return self.tr("Nothing was found. Some filters are set.")
        if wish.kind != "all":
            return self.tr("Nothing was found. All finds repositories without safetensors, too.")
        return self.tr("Nothing was found.")

    def _on_failed(self, failure: Failure, may_be_set: bool) -> None:
        self.ui.state.setText("")
        self.ui.settings.setVisible(may_be_set)
        self.ui.error.show_failure(failure)

    def _on_waits(self, reason: str, seconds: int) -> None:
        if seconds > 0:
            text = self.tr("{reason} Trying again in {seconds} s.")
            self.ui.state.setText(text.format(reason=reason, seconds=seconds))

    def _on_chosen(self) -> None:
        row: ModelRow | None = self.ui.table.current()
        if row is not None and not self._is_choosing:
            self.open_repository(f"hf:{row.repo_id}", row)

    def _on_activated(self) -> None:
        self._on_chosen()
        self.details.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_find(self) -> None:
        self.focus()
        self.ui.search.text.selectAll()

    def _on_again(self) -> None:
        if self.ui.error.isVisibleTo(self):
            self.finder.again()
        else:
            self._search()
        if self.details.name:
            self.details.look_again()

    def _on_back(self) -> None:
        if self._trail:
            self._show(self._trail.pop(), None)

    def _on_settings(self) -> None:
        self._services.requests.page.emit("settings")

    def _on_hub_changed(self) -> None:
        """Another Hub or account: what is shown may not hold."""
        if self.isVisible():
            self._search()
        else:
            self._was_searched = False
        self.details.look_anew()

    def _on_clean(self) -> None:
        self._services.tasks.spawn(offer_cleaning(self._services), "clean up")

    def _on_relatives(self) -> None:
        self.details.tabs.setCurrentWidget(self.details.family)
        self.details.family.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_fits(self) -> None:
        self.details.tabs.setCurrentWidget(self.details.fit)
        self.details.fit.other.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_download(self) -> None:
        self.details.download.go_on()

    def _use(self, slot: SlotName) -> None:
        about, place = self.details.about, self.details.download.place
        if about is not None:
            self._services.requests.page.emit("graft")
            self._services.requests.use.emit(UseWish(place or Path(str(about.repository.pinned)), slot))

    def _on_show_in_library(self) -> None:
        place = self.details.download.place
        if place is not None:
            self._services.requests.page.emit("models")
            self._services.requests.library.emit(place)

    def _on_open_page(self) -> None:
        if self.details.about is not None:
            QDesktopServices.openUrl(QUrl(self.details.about.page))

    def _on_copy_name(self) -> None:
        if self.details.about is not None:
            QApplication.clipboard().setText(str(self.details.about.repository.name))
