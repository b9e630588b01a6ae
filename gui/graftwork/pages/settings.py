"""The Settings page: every choice applies when it is made, or says when it does."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from graftwork import paths
from graftwork.aio import Newest
from graftwork.details import Failure, versions
from graftwork.engine_check import Engine, look_at
from graftwork.language import LanguageChoice
from graftwork.messages import Message, failed
from graftwork.pages.settings_account import AccountCard
from graftwork.pages.settings_connection import ConnectionCard
from graftwork.services import Services
from graftwork.settings import MOST_PARALLEL
from graftwork.style import set_property
from graftwork.theme import ThemeChoice
from graftwork.widgets.controls import Button, Choice, IconButton, Number, Segments, Tick
from graftwork.widgets.folder_list import FolderList
from graftwork.widgets.labels import ElidedLabel, IconLabel, label
from graftwork.widgets.path_menu import open_dialog
from graftwork.widgets.settings_card import SettingsCard

_WIDEST: Final = 860


class SettingsPage(QWidget):
    """Language and colours, the account on the Hub, the engine, jobs, folders, and what this program is."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self.setProperty("role", "page")
        self._checking = Newest(services.tasks)
        self.language, self.theme = self._languages(), self._themes()
        self.python, self.browse = QLineEdit(), IconButton("folder", self.tr("Choose the Python to compute with"))
        self.own = Button(self.tr("Use this program's own"), role="quiet")
        self.check = Button(self.tr("Check"), "resume")
        self.found, self.found_icon = label("", wrap=True), IconLabel("info", "muted", 18)
        self.parallel = Number(1, MOST_PARALLEL, services.settings.parallel)
        self.notifies = Tick(self.tr("Tell through the desktop when a job ends and the window is not in front"))
        self.folders, self.add_folder = FolderList(), Button(self.tr("Add a folder…"), "plus")
        self.account, self.connection = AccountCard(services), ConnectionCard(services)
        self.keys, self.copy = Button(self.tr("Keyboard"), "info"), Button(self.tr("Copy versions"), "copy")
        self._lay_out()
        self._show()
        self._connect()

    def focus(self) -> None:
        """Put the keyboard on the first choice."""
        self.language.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what is so now: other places change settings, too."""
        super().showEvent(event)
        self._show()

    def _languages(self) -> Choice:
        choice = Choice()
        # A language is called by its own name, so that who cannot read the window finds it.
        choice.addItem(self.tr("Language of the system"), LanguageChoice.SYSTEM)
        choice.addItem("English", LanguageChoice.ENGLISH)
        choice.addItem("简体中文", LanguageChoice.CHINESE)
        return choice

    def _themes(self) -> Segments:
        names = {
            ThemeChoice.SYSTEM: self.tr("System"),
            ThemeChoice.LIGHT: self.tr("Light"),
            ThemeChoice.DARK: self.tr("Dark"),
        }
        return Segments(self.tr("Colours"), [(choice.value, name) for choice, name in names.items()])

    def _lay_out(self) -> None:
        looks = SettingsCard(self.tr("Appearance"))
        looks.add(self.tr("Language"), self.language, note=self.tr("Applies when Graftwork is opened the next time."))
        looks.add(self.tr("Colours"), self.theme)
        content, column = QWidget(), QVBoxLayout()
        content.setProperty("role", "content")
        content.setMaximumWidth(_WIDEST)
        column.setContentsMargins(20, 14, 20, 24)
        column.setSpacing(14)
        column.addWidget(label(self.tr("Settings"), "title"))
        own = (self._engine_card(), self._jobs_card(), self._folders_card(), self._about_card())
        for card in (looks, self.account, self.connection, *own):
            column.addWidget(card)
        column.addStretch()
        content.setLayout(column)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder, row = QWidget(), QHBoxLayout()
        holder.setProperty("role", "content")
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(content, 1000)
        row.addStretch(1)
        holder.setLayout(row)
        area.setWidget(holder)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _engine_card(self) -> SettingsCard:
        card = SettingsCard(self.tr("Engine"))
        self.python.setPlaceholderText(self.tr("this program's own"))
        note = self.tr("Jobs run in processes of their own. To compute on a GPU, name a Python whose torch can do so.")
        card.add(self.tr("Python of the engine"), self.python, self.browse, self.own, self.check, note=note)
        answer, row = QWidget(), QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.found_icon, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.found, 1)
        answer.setLayout(row)
        card.add_wide(answer)
        return card

    def _jobs_card(self) -> SettingsCard:
        card = SettingsCard(self.tr("Jobs"))
        note = self.tr("Applies at once. Every job needs memory of its own; the others wait in the queue.")
        card.add(self.tr("Jobs at the same time"), self.parallel, note=note)
        self.notifies.setAccessibleName(self.notifies.text())
        card.add(self.tr("Notifications"), self.notifies)
        return card

    def _folders_card(self) -> SettingsCard:
        from graftwork_core.home import home, logs

        card = SettingsCard(self.tr("Folders"))
        card.add(self.tr("Folders of the library"), self.add_folder)
        card.add_wide(self.folders)
        for name, place in (
            (self.tr("New results"), paths.data_folder()),
            (self.tr("Job history"), home()),
            (self.tr("Logs"), logs()),
            (self.tr("Settings file"), self._services.settings.file),
        ):
            where = ElidedLabel(paths.shown(place))
            where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            show = IconButton("folder", self.tr("Show the folder of: {what}").format(what=name))
            show.clicked.connect(partial(self._on_show_folder, place))
            card.add(name, where, show)
        return card

    def _about_card(self) -> SettingsCard:
        from graftwork_core import __version__

        card = SettingsCard(self.tr("This program"))
        text = self.tr("Graftwork {version}, under the Apache License 2.0").format(version=__version__)
        card.add(self.tr("Version"), ElidedLabel(text), self.copy, self.keys)
        return card

    def _connect(self) -> None:
        self.language.activated.connect(self._on_language)
        self.theme.chosen.connect(self._on_theme)
        self.python.editingFinished.connect(self._on_python_edited)
        self.browse.clicked.connect(self._on_browse)
        self.own.clicked.connect(self._on_own)
        self.check.clicked.connect(self._on_check)
        self.parallel.valueChanged.connect(self._on_parallel)
        self.notifies.toggled.connect(self._on_notifies)
        self.add_folder.clicked.connect(self._on_add_folder)
        self.folders.removed.connect(self._services.library.remove)
        self._services.library.folders_changed.connect(self._show_folders)
        self._services.theme.changed.connect(self._show)
        self.keys.clicked.connect(self._services.requests.keys)
        self.copy.clicked.connect(self._on_copy)

    def _show(self) -> None:
        settings = self._services.settings
        self.language.choose(settings.language)
        self.theme.choose(settings.theme.value)
        if not self.python.hasFocus():
            self.python.setText(str(settings.engine_python or ""))
        self.own.setEnabled(settings.engine_python is not None)
        self.parallel.setValue(settings.parallel)
        self.notifies.setChecked(settings.notifies)
        if not self.found.text():
            self._say("muted", self.tr("Not asked yet."))
        self._show_folders()

    def _show_folders(self) -> None:
        from graftwork.library import hub_cache

        self.folders.show_folders(self._services.library.folders, hub_cache())

    def _on_language(self) -> None:
        choice = self.language.currentData()
        if choice is not self._services.settings.language:
            self._services.settings.language = LanguageChoice(choice)
            if self._saved():
                text = self.tr("The language changes when Graftwork is opened the next time.")
                self._services.messages.say(Message("language", text))

    def _on_theme(self, key: str) -> None:
        choice = ThemeChoice(key)
        self._services.settings.theme = choice
        self._services.theme.choose(choice)
        self._saved()

    def _on_python_edited(self) -> None:
        program = paths.typed_path(self.python.text())
        if program != self._services.settings.engine_python:
            self._try(program)

    def _on_browse(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("Choose the Python to compute with"))
        open_dialog(dialog, QFileDialog.FileMode.ExistingFile, self._on_chosen)

    def _on_chosen(self, file: str) -> None:
        if file:
            self.python.setText(file)
            self._try(Path(file))

    def _on_own(self) -> None:
        self.python.clear()
        self._take(None)
        self._try(None)

    def _on_check(self) -> None:
        self._try(paths.typed_path(self.python.text()))

    def _try(self, program: Path | None) -> None:
        self.check.setEnabled(False)
        self._say("muted", self.tr("Starting {python}…").format(python=program or self.tr("this program's own")))
        self._checking.start(self._look(program), "engine")

    async def _look(self, program: Path | None) -> None:
        try:
            self._judge(program, await look_at(program))
        finally:
            self.check.setEnabled(True)

    def _judge(self, program: Path | None, engine: Engine) -> None:
        more = ""
        if engine.works:
            self._take(program)
            more = self.tr("Used from the next job on.")
        elif program != self._services.settings.engine_python:
            more = self.tr("The engine stays what it was.")
        set_property(self.python, "invalid", "false" if engine.works else "true")
        self._say(engine.meaning, f"{engine.text} {more}".strip())

    def _take(self, program: Path | None) -> None:
        if program != self._services.settings.engine_python:
            self._services.settings.engine_python = program
            self._services.runner.engine_python = program
            self._services.runner.renew()
            self._saved()
        self.own.setEnabled(program is not None)

    def _say(self, meaning: str, text: str) -> None:
        self.found_icon.show_icon({"muted": "info"}.get(meaning, meaning), meaning)
        self.found.setText(text)
        self.check.setAccessibleDescription(text)

    def _on_parallel(self, count: int) -> None:
        if count != self._services.settings.parallel:
            self._services.settings.parallel = count
            self._services.runner.set_parallel(count)
            self._saved()

    def _on_notifies(self, wanted: bool) -> None:
        if wanted != self._services.settings.notifies:
            self._services.settings.notifies = wanted
            self._saved()

    def _on_add_folder(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("Choose a folder with models or adapters"))
        open_dialog(dialog, QFileDialog.FileMode.Directory, self._on_folder)

    def _on_folder(self, folder: str) -> None:
        if folder:
            self._services.library.add(Path(folder))
            self._saved()

    def _on_show_folder(self, place: Path) -> None:
        folder = place if place.is_dir() else place.parent
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            text = self.tr("No program to show {folder} was found.").format(folder=folder)
            self._services.messages.say(Message("folder", text, meaning="warning"))

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(versions())
        self.copy.setText(self.tr("Copied"))

    def _saved(self) -> bool:
        """Write the settings now, and say when that does not work."""
        if self._services.settings.sync():
            self._services.messages.withdraw("settings")
            return True
        text = self.tr("The settings cannot be saved in {file}.").format(file=self._services.settings.file)
        hint = self.tr("They apply until Graftwork is closed.")
        self._services.messages.say(failed("settings", Failure(text, hint)))
        return False
