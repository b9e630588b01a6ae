"""The Models page: what there is on this computer, what is in it, and what can be done with it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

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
from PySide6.QtWidgets import QApplication, QFileDialog, QVBoxLayout, QWidget

from graftwork import paths
from graftwork.commands import action
from graftwork.details import Failure, failure_of
from graftwork.drops import hub_name, library_folder, may_be_dropped, sort_out
from graftwork.library import hub_cache
from graftwork.pages.model_compare_menu import CompareMenu
from graftwork.pages.model_details import EntryActions, ModelDetails
from graftwork.pages.models_layout import ModelsLayout
from graftwork.requests import CheckWish, SlotName, UploadWish, UseWish
from graftwork.services import Services
from graftwork.widgets.empty_library import EmptyLibrary
from graftwork.widgets.path_menu import open_dialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graftwork_core.library.entry import Entry

HUB_PAGE: Final = "hub"


class ModelsPage(QWidget):
    """Keeps list and details in step with the library and with what the user chose."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services, self._library = services, services.library
        self._chosen: Path | None = None
        self._wanted: Path | None = None
        self._removed: Path | None = None
        self.setAcceptDrops(True)
        self._make_actions()
        self.details = ModelDetails(services, self._of_the_entry)
        self.compare_menu = CompareMenu(services, self.details)
        self.details.compare.setMenu(self.compare_menu)
        empty = EmptyLibrary(self.add, self.use_cache, self.use_sample, self.search_hub)
        self.ui = ModelsLayout(self.details, empty, {"add": self.add, "scan": self.scan, "folders": self.show_folders})
        self.ui.table.more_actions = self._of_the_entry.all()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.ui)
        self.ui.order_tabs()
        self._connect()
        self.ui.model.take(self._library.entries)
        self._show_folders()
        self._say_state()

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the disk while somebody looks at the page."""
        super().showEvent(event)
        self._library.look_alive(True)
        self._library.scan()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: leave the disk alone."""
        super().hideEvent(event)
        self._library.look_alive(False)

    def focus(self) -> None:
        """Put the keyboard where the user begins."""
        first = self.ui.empty.add if self.ui.is_empty else self.ui.table
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, path: Path) -> None:
        """Show an entry, in the list too where the filter would hide it."""
        if self.ui.model.row_of(path) < 0:
            self.ui.filter.clear()
            self.ui.kinds.choose("")
            self.ui.model.choose_kind("")
        row = self.ui.model.row_of(path)
        if row >= 0:
            self.ui.table.choose_row(row)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files, folders and addresses of the Hub."""
        if may_be_dropped(event.mimeData()):
            event.acceptProposedAction()
            self.ui.show_dropping(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing was dropped after all."""
        self.ui.show_dropping(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take everything in the drop."""
        event.acceptProposedAction()
        self.ui.show_dropping(False)
        dropped = sort_out(event.mimeData())
        for name in dropped.hub[:1]:
            self._show_on_hub(name)
        for text in dropped.odd:
            message = self.tr("{text} is no folder or file of this computer, and no model on the Hub.")
            self.ui.error.show_failure(Failure(message.format(text=text[:120])))
        if dropped.paths:
            self._services.tasks.spawn(self._take_in(dropped.paths), "drop")

    async def _take_in(self, dropped: Sequence[Path]) -> None:
        """Add what was dropped to the library, and show it once it is found."""
        for path in dropped:
            try:
                folder = await self._services.engine.ask(partial(library_folder, path))
            except Exception as error:  # noqa: BLE001 - what cannot be taken must be said, whatever it was
                self.ui.error.show_failure(failure_of(error))
                continue
            self._wanted = folder
            if any(folder.is_relative_to(one) for one in self._library.folders):
                self._show_wanted()
                self._library.scan()
            else:
                self._library.add(folder)

    def _show_on_hub(self, name: str) -> None:
        self._services.requests.page.emit(HUB_PAGE)
        self._services.requests.hub.emit(name)

    def _on_return(self) -> None:
        """The return key in the filter: what names a repository is looked for on the Hub."""
        if name := hub_name(self.ui.filter.text()):
            self.ui.filter.clear()
            self._show_on_hub(name)

    def _on_path_wanted(self, path: Path) -> None:
        self._wanted = path
        self._show_wanted()
        self._library.scan()

    def _make_actions(self) -> None:
        self.add = action(self, self.tr("Add folder…"), self._on_add, keys=QKeySequence.StandardKey.Open)
        self.show_folders = action(self, self.tr("Folders"), self._on_folders)
        self.scan = action(self, self.tr("Scan again"), self._on_scan, keys=QKeySequence.StandardKey.Refresh)
        self.find_in_list = action(self, self.tr("Filter the list"), self._on_find, keys=QKeySequence.StandardKey.Find)
        self.undo = action(self, self.tr("Put the folder back"), self._on_undo, keys=QKeySequence.StandardKey.Undo)
        self.use_cache = action(self, self.tr("Look into the Hub's cache"), self._on_use_cache)
        self.use_sample = action(self, self.tr("Look into the sample"), self._on_use_sample)
        self.search_hub = action(self, self.tr("Search the Hub"), self._on_search_hub)
        self.undo.setEnabled(False)
        self._uses = {
            slot: action(self, text, partial(self._use, slot), keys=f"Ctrl+{number}")
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
        self.compare = action(self, self.tr("Compare with…"), self._on_compare, keys="Ctrl+D")
        self.check = action(self, self.tr("Check long context"), self._on_check, keys="Ctrl+L")
        self.publish = action(self, self.tr("Publish on the Hub…"), self._on_publish, keys="Ctrl+U")
        self.open_folder = action(self, self.tr("Open folder"), self._on_open_folder)
        self.copy_path = action(self, self.tr("Copy path"), self._on_copy_path, keys="Ctrl+Shift+C")
        shorts = (self.tr("Base"), self.tr("Donor"), self.tr("Target"), self.tr("Adapter"))
        self._of_the_entry = EntryActions(
            uses=tuple(zip(self._uses.values(), shorts, strict=True)),
            compare=self.compare,
            check=self.check,
            publish=self.publish,
            open_folder=self.open_folder,
            copy_path=self.copy_path,
        )
        self._offer(None)

    def _offer(self, entry: Entry | None) -> None:
        """Offer what can be done with an entry of its kind."""
        kind = entry.kind.value if entry is not None else ""
        for slot, one in self._uses.items():
            one.setVisible(kind == ("adapter" if slot is SlotName.ADAPTER else "model"))
        for one in (self.compare, self.check):
            one.setVisible(kind == "model")
        self.publish.setVisible(kind in ("model", "quantized", "adapter"))
        for one in (self.open_folder, self.copy_path):
            one.setVisible(entry is not None)

    def _connect(self) -> None:
        ui, library = self.ui, self._library
        library.began.connect(self._say_state)
        library.found.connect(self._on_found)
        library.gone.connect(self._on_gone)
        library.ended.connect(self._on_ended)
        library.failed.connect(ui.error.show_failure)
        library.folders_changed.connect(self._show_folders)
        ui.table.chosen.connect(self._on_chosen)
        ui.model.modelReset.connect(self._on_reset)
        ui.filter.textChanged.connect(ui.model.filter)
        ui.kinds.chosen.connect(ui.model.choose_kind)
        ui.folders.removed.connect(self._on_removed)
        ui.said.taken.connect(self._on_undo)
        ui.filter.returnPressed.connect(self._on_return)
        self._services.requests.library.connect(self._on_path_wanted)
        self.details.wanted.connect(self.choose)

    def _on_found(self, entries: Sequence[Entry]) -> None:
        self.ui.model.take(entries)
        for entry in entries:
            if entry.path == self._chosen:
                self._offer(entry)
                self.details.show_entry(entry)
        self._show_wanted()
        self._say_state()

    def _on_gone(self, gone: Sequence[Path]) -> None:
        self.ui.model.drop(gone)
        if self._chosen in gone:
            self.details.show_gone()
        self._say_state()

    def _on_ended(self, whole: bool) -> None:
        if self._wanted is not None and whole and not self._library.is_queued:
            message = self.tr("No model or adapter was found in {folder}.")
            self.ui.error.show_failure(Failure(message.format(folder=paths.shown(self._wanted))))
            self._wanted = None
        self._say_state()

    def _show_wanted(self) -> None:
        """Choose what was dropped, or the first thing in it, as soon as it is there."""
        if self._wanted is None:
            return
        inside = (one.path for one in self.ui.model.records() if one.path.is_relative_to(self._wanted))
        found = self._wanted if self._library.entry(self._wanted) else next(inside, None)
        if found is not None:
            self._wanted = None
            self.choose(found)

    def _on_reset(self) -> None:
        self.ui.table.keep_row(self.ui.model.row_of(self._chosen) if self._chosen is not None else -1)

    def _on_chosen(self) -> None:
        entry: Entry | None = self.ui.table.current()
        if entry is not None:
            self._chosen = entry.path
            self._offer(entry)
            self.details.show_entry(entry)

    def _say_state(self) -> None:
        counts = self.ui.model.counts()
        folders = self._library.folders
        self.ui.kinds.show_counts(counts)
        self.ui.show_empty(not counts)
        self.ui.empty.show_state(self._library.is_scanning, folders)
        several = self.tr("{count} folders").format(count=len(folders))
        where = paths.shown(folders[0]) if len(folders) == 1 else several
        text = self.tr("{count} so far in {folders}…") if self._library.is_scanning else self.tr("{count} in {folders}")
        self.ui.state.setText(text.format(count=f"{counts.total():,}", folders=where))

    def _show_folders(self) -> None:
        self.ui.folders.show_folders(self._library.folders, hub_cache())
        self.use_cache.setVisible(self._library.unused_cache() is not None)
        self.ui.order_tabs()
        self._say_state()

    def _on_add(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("Choose a folder with models or adapters"))
        open_dialog(dialog, QFileDialog.FileMode.Directory, self._on_added)

    def _on_added(self, folder: str) -> None:
        if folder:
            self._services.tasks.spawn(self._take_in((Path(folder),)), "add folder")

    def _on_folders(self) -> None:
        self.ui.folders.setVisible(self.ui.folders.isHidden())

    def _on_scan(self) -> None:
        self.ui.error.hide()
        self._library.scan()

    def _on_find(self) -> None:
        self.ui.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ui.filter.selectAll()

    def _on_removed(self, folder: Path) -> None:
        self._removed = folder
        self._library.remove(folder)
        text = self.tr("The library looks no more into {folder}. Nothing on the disk was touched.")
        self.ui.said.say(text.format(folder=paths.shown(folder)))
        self.ui.said.show()
        self.undo.setEnabled(True)
        self.ui.said.take.setFocus()

    def _on_undo(self) -> None:
        if self._removed is not None:
            self._library.add(self._removed)
        self._removed = None
        self.undo.setEnabled(False)
        self.ui.said.hide()

    def _on_use_cache(self) -> None:
        self._library.add(hub_cache())

    def _on_use_sample(self) -> None:
        from graftwork_resources import sample_folder

        try:
            self._wanted = sample_folder()
        except FileNotFoundError as error:
            self.ui.error.show_failure(Failure(str(error)))
            return
        self._library.add(self._wanted)

    def _on_search_hub(self) -> None:
        self._services.requests.page.emit(HUB_PAGE)

    def _use(self, slot: SlotName) -> None:
        if self._chosen is not None:
            self._services.requests.page.emit("graft")
            self._services.requests.use.emit(UseWish(self._chosen, slot))

    def _on_compare(self) -> None:
        self.details.compare.showMenu()

    def _on_check(self) -> None:
        if self._chosen is not None:
            self._services.requests.page.emit("haystack")
            self._services.requests.check.emit(CheckWish(self._chosen))

    def _on_publish(self) -> None:
        if self._chosen is not None:
            self._services.requests.upload.emit(UploadWish(self._chosen))

    def _on_open_folder(self) -> None:
        entry = self.details.entry
        if entry is None:
            return
        folder = entry.path.parent if entry.kind.value == "weights" else entry.path
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            message = self.tr("No program to show {folder} was found.").format(folder=folder)
            self.ui.error.show_failure(Failure(message, self.tr("Use Copy path and open it yourself.")))

    def _on_copy_path(self) -> None:
        if self._chosen is not None:
            QApplication.clipboard().setText(str(self._chosen))
