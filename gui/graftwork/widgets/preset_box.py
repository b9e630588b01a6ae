"""Which preset the options are, and a menu to save and to remove one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QLineEdit, QMenu, QWidget

from graftwork.presets import Preset
from graftwork.widgets.controls import Choice, IconButton

_CUSTOM: Final = ""


class PresetBox(QWidget):
    """A drop-down list of presets; it says so when the options are none of them.

    Signals:
        chosen: The `Preset` that the user took.
        save_wanted: The name under which the present options are to be kept.
        remove_wanted: The name of the user's preset that is to go.
    """

    chosen = Signal(object)
    save_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._presets: tuple[Preset, ...] = ()
        self.box = Choice()
        self.box.setAccessibleName(self.tr("Preset"))
        self.box.setMinimumWidth(130)
        self.box.activated.connect(self._on_activated)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self.fill_menu)
        self.more = IconButton("more", self.tr("Presets: save, remove"))
        self.more.setMenu(self._menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.box)
        row.addWidget(self.more)

    def show_presets(self, presets: Sequence[Preset], current: Preset | None) -> None:
        """Offer these, and show which one the options are."""
        if tuple(presets) != self._presets:
            self._presets = tuple(presets)
            self.box.clear()
            for preset in presets:
                self.box.addItem(preset.name, preset.name)
                self.box.setItemData(self.box.count() - 1, preset.purpose, Qt.ItemDataRole.ToolTipRole)
        custom = self.box.findData(_CUSTOM)
        if current is None and custom < 0:
            self.box.addItem(self.tr("Own settings"), _CUSTOM)
        elif current is not None and custom >= 0:
            self.box.removeItem(custom)
        self.box.choose(current.name if current is not None else _CUSTOM)
        purpose = current.purpose if current is not None else ""
        self.box.setToolTip(purpose or self.tr("Options that suit a purpose"))
        self.box.setAccessibleDescription(purpose)

    def fill_menu(self) -> None:
        """List what can be done with presets now."""
        self._menu.clear()
        self._menu.addAction(self.tr("Save as a preset…"), self.ask_name)
        own = [preset for preset in self._presets if preset.own]
        if own:
            self._menu.addSeparator()
        for preset in own:
            text = self.tr("Remove {name}").format(name=preset.name).replace("&", "&&")
            self._menu.addAction(text, self._remover(preset.name))

    def ask_name(self) -> None:
        """Ask what to call the present options; does not wait."""
        dialog = QInputDialog(self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Save as a preset"))
        dialog.setLabelText(self.tr("Name of the preset:"))
        dialog.textValueSelected.connect(self.save_wanted)
        dialog.open()
        for field in dialog.findChildren(QLineEdit):
            field.setAccessibleName(self.tr("Name of the preset"))

    def _remover(self, name: str) -> Callable[[], None]:
        return lambda: self.remove_wanted.emit(name)

    def _on_activated(self, row: int) -> None:
        wanted = self.box.itemData(row)
        preset = next((one for one in self._presets if one.name == wanted), None)
        if preset is not None:
            self.chosen.emit(preset)
