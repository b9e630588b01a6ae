"""Recipes of the Graft page: the command that does the same, a job saved as a file, and one that is dropped."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QFileDialog

from graftwork.details import Failure, failure_of
from graftwork.engine import GRAFTS
from graftwork.form import Form, from_job
from graftwork.pages.graft_layout import GraftLayout
from graftwork.services import Services
from graftwork.widgets.path_menu import open_dialog


class GraftRecipes(QObject):
    """Hands jobs out and takes them in.

    Signals:
        loaded: The `Form` of a job that was read.
    """

    loaded = Signal(object)

    def __init__(self, ui: GraftLayout, services: Services, form: Callable[[], Form]) -> None:
        """Make it; `form` gives what the page asks for now."""
        super().__init__(ui)
        self._ui, self._services, self._form = ui, services, form

    def copy_command(self) -> None:
        """Put the command line that does the same into the clipboard."""
        self._services.tasks.spawn(self._copy_command(), "command line")

    def save(self) -> None:
        """Ask where the job is to be saved, and save it."""
        dialog = QFileDialog(self._ui.window(), self.tr("Save the recipe"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        out = self._form().out
        dialog.selectFile(f"{out.name if out is not None else 'graft'}.json")
        dialog.setNameFilter(self.tr("Recipes (*.json)"))
        open_dialog(dialog, QFileDialog.FileMode.AnyFile, self._on_save)

    def open(self) -> None:
        """Ask which saved job is to be shown."""
        dialog = QFileDialog(self._ui.window(), self.tr("Open a recipe"))
        dialog.setNameFilter(self.tr("Recipes (*.json)"))
        open_dialog(dialog, QFileDialog.FileMode.ExistingFile, self._on_open)

    def load(self, file: Path) -> None:
        """Show the job that a file holds."""
        self._services.tasks.spawn(self._load(file), "recipe")

    def take(self, spec: str) -> None:
        """Show a job from the history, under a name that nobody uses yet."""
        self._services.tasks.spawn(self._take(spec), "edit")

    async def _copy_command(self) -> None:
        try:
            line = await self._services.engine.ask(lambda: _command_line(self._form()))
        except Exception as error:  # noqa: BLE001 - what keeps the command from being said must be said itself
            self._fail(failure_of(error))
            return
        QApplication.clipboard().setText(line)
        self._ui.copy_command.setText(self.tr("Copied"))

    def _on_save(self, file: str) -> None:
        if file:
            self._services.tasks.spawn(self._save(Path(file)), "save recipe")

    async def _save(self, file: Path) -> None:
        form = self._form()
        try:
            await self._services.engine.ask(lambda: _save(form, file))
        except Exception as error:  # noqa: BLE001 - what could not be saved must be said, whatever it was
            self._fail(failure_of(error))

    def _on_open(self, file: str) -> None:
        if file:
            self.load(Path(file))

    async def _load(self, file: Path) -> None:
        try:
            content = await self._services.engine.ask(lambda: _content(file))
        except Exception as error:  # noqa: BLE001 - what cannot be read must be said, whatever it was
            self._fail(failure_of(error))
            return
        form = from_job(content)
        if form is None or content.get("kind") not in GRAFTS:
            message = self.tr("{file} is a recipe of another kind ({kind}), not one for this page.")
            hint = self.tr("Recipes for this page extract, merge or graft. Run others with: graftwork run {file}")
            kind = content.get("kind")
            self._fail(Failure(message.format(file=file.name, kind=kind), hint.format(file=file.name)))
            return
        self._ui.error.hide()
        self.loaded.emit(form)

    async def _take(self, spec: str) -> None:
        engine = self._services.engine
        try:
            job = await engine.saved_job(spec)
            form = from_job(json.loads(spec))
            if form is not None:
                out = job.options.out
                form = replace(form, out=await engine.free_name(out.parent, out.name))
        except Exception as error:  # noqa: BLE001 - what cannot be shown must be said, whatever it was
            self._fail(failure_of(error))
            return
        if form is not None:
            self._ui.error.hide()
            self.loaded.emit(form)

    def _fail(self, failure: Failure) -> None:
        self._ui.error.show_failure(failure)
        self._ui.show_notices()


def _command_line(form: Form) -> str:
    from graftwork.form import to_job
    from graftwork_core.jobs.command_line import command_line

    return command_line(to_job(form))


def _save(form: Form, file: Path) -> None:
    from graftwork.form import to_job
    from graftwork_core.jobs.spec import save_job

    save_job(to_job(form), file)


def _content(file: Path) -> dict[str, Any]:
    """The job in a file, checked and with all its defaults."""
    from graftwork_core.jobs.spec import job_json, read_job

    return job_json(read_job(file))
