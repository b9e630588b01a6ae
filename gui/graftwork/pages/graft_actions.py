"""Everything that can be done on the Graft page, as actions: buttons, shortcuts and the command palette share them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from graftwork.commands import action
from graftwork.form import Source
from graftwork.presets import Presets

if TYPE_CHECKING:
    from graftwork.pages.graft import GraftPage


class GraftActions(QObject):
    """The page's actions; they are offered where they mean something."""

    def __init__(self, page: GraftPage, presets: Presets) -> None:
        super().__init__(page)
        self._page, self._presets = page, presets
        ui, recipes = page.ui, page.recipes
        self._choosing = {
            "base": self._make(self.tr("Choose the base"), ui.base.browse_folder, "Ctrl+1"),
            "donor": self._make(self.tr("Choose the donor"), ui.donor.browse_folder, "Ctrl+2"),
            "target": self._make(self.tr("Choose the target"), ui.target.browse_folder, "Ctrl+3"),
            "adapter": self._make(self.tr("Add an adapter"), ui.adapters.browse_folder, "Ctrl+4"),
        }
        self._naming = {
            "base": self._make(self.tr("Take the base from the Hub"), ui.base.name_on_hub),
            "donor": self._make(self.tr("Take the donor from the Hub"), ui.donor.name_on_hub),
            "target": self._make(self.tr("Take the target from the Hub"), ui.target.name_on_hub),
            "adapter": self._make(self.tr("Add an adapter from the Hub"), ui.adapters.name_on_hub),
        }
        self.run = self._make(self.tr("Run"), page.run, "Ctrl+Return", "Ctrl+Enter")
        self.cancel = self._make(self.tr("Cancel the run"), page.cancel)
        self.out = self._make(self.tr("Choose the output folder"), page.browse_out)
        self.copy = self._make(self.tr("Copy the command that does the same"), recipes.copy_command, "Ctrl+Shift+C")
        self.save = self._make(self.tr("Save recipe…"), recipes.save, QKeySequence.StandardKey.Save)
        self.open = self._make(self.tr("Open recipe…"), recipes.open, QKeySequence.StandardKey.Open)
        self.sources = {
            Source.DONOR: self._source(Source.DONOR, self.tr("Graft from a donor")),
            Source.ADAPTER: self._source(Source.ADAPTER, self.tr("Merge adapters")),
            Source.EXTRACT: self._source(Source.EXTRACT, self.tr("Extract only an adapter")),
        }
        self.more = self._make(self.tr("Show or hide more options"), ui.options.more_button.toggle)
        self.keep = self._make(self.tr("Save the options as a preset…"), ui.options.presets.ask_name)
        self.publish = self._make(self.tr("Publish the result on the Hub…"), page.job.publish)
        self.publish.setEnabled(False)
        ui.result.shown.connect(self.publish.setEnabled)
        self.sample = self._make(self.tr("Fill in the sample"), page.fill_sample)
        self.clear = self._make(self.tr("Empty all slots"), page.clear)
        self.hide = self._make(self.tr("Put away messages"), ui.hide_notices, "Esc")
        self._of_presets: list[QAction] = []
        self.menu = QMenu(page)
        self.menu.addActions([self.copy, self.save, self.open])
        ui.recipe.setMenu(self.menu)
        ui.copy_command.clicked.connect(self.copy.trigger)
        ui.copy_command.setToolTip(f"{self.copy.text()} ({self.copy.shortcut().toString()})")
        self.show_presets()

    def show_presets(self) -> None:
        """Offer the presets that there are now."""
        for old in self._of_presets:
            self._page.removeAction(old)
            old.deleteLater()
        self._of_presets = [
            self._make(self.tr("Use the preset {name}").format(name=one.name), partial(self._page.use_preset, one))
            for one in self._presets.all()
        ]

    def follow(self, source: Source, *, complete: bool, busy: bool) -> None:
        """Offer what means something now; a command and a recipe need all that is asked for."""
        for ways in (self._choosing, self._naming):
            for name in ("base", "donor"):
                ways[name].setEnabled(source.extracts and not busy)
            ways["target"].setEnabled(source.merges and not busy)
            ways["adapter"].setEnabled(source is Source.ADAPTER and not busy)
        self.run.setEnabled(not busy)
        self.cancel.setEnabled(busy)
        for one in (self.open, self.sample, self.clear, self.out, self.keep, *self.sources.values(), *self._of_presets):
            one.setEnabled(not busy)
        for one in (self.copy, self.save):
            one.setEnabled(complete)
        self._page.ui.copy_command.setEnabled(complete)

    def _source(self, source: Source, text: str) -> QAction:
        return self._make(text, partial(self._page.choose_source, source))

    def _make(self, text: str, do: Callable[[], object], *keys: QKeySequence.StandardKey | str) -> QAction:
        made = action(self._page, text, do)
        if keys:
            made.setShortcuts([QKeySequence(one) for one in keys])
            # The page is hidden while another one shows, and then its shortcuts sleep.
            made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        return made
