"""The upload dialog: a model or adapter to a repository of the Hub, seen beforehand and followed to its end."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from graftwork import paths
from graftwork.aio import Newest
from graftwork.amounts import size
from graftwork.details import failure_of
from graftwork.engine_words import engine_words
from graftwork.hub import account, publishing
from graftwork.hub.publishing import NameState, Prepared, Publication
from graftwork.pages.upload_layout import PRIVATE, PUBLIC, UploadLayout
from graftwork.pages.upload_run import UploadRun
from graftwork.services import Services
from graftwork.style import set_property
from graftwork.widgets.path_menu import open_dialog
from graftwork.wording import joined

if TYPE_CHECKING:
    from graftwork_core.hub.account import Identity

CALM_MS: Final = 300
"""So long nothing is typed before the Hub is asked."""
CALM_CARD_MS: Final = 900
"""So long nothing is typed into the card before it is looked through."""
_EXISTS: Final = {NameState.PRIVATE: PRIVATE, NameState.PUBLIC: PUBLIC}
"""Who sees a repository that exists: an upload changes nothing of it."""


class UploadDialog(QDialog):
    """Asks what is to be published as what; it does not wait, and may be closed while the job runs."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._hub = services, services.hub
        self.setWindowTitle(self.tr("Publish on the Hub"))
        self.resize(940, 670)
        self.ui = UploadLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.ui)
        self._folder = Path()
        self._identity: Identity | None = None
        self._trouble = ""
        self._state: NameState | None = None
        self._prepared: Prepared | None = None
        self._obstacle = ""
        self._is_stale = False
        self._made_card = ""
        self._wished = PRIVATE
        self._named = self._endpoint = ""
        tasks = services.tasks
        self._learning, self._looking, self._preparing = Newest(tasks), Newest(tasks), Newest(tasks)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MS)
        self.job = UploadRun(self.ui, services)
        self._connect()

    @property
    def repository(self) -> str:
        """The name as it is filled in, with its owner; empty while it is not."""
        owner, name = self.ui.owner.currentData(), self.ui.name.text().strip()
        return f"{owner}/{name}" if owner and publishing.is_name(name) else ""

    def publication(self) -> Publication:
        """What is asked for now."""
        edited = self.ui.card.toPlainText() if self._is_edited else None
        return Publication(
            folder=self._folder,
            repository=self.repository,
            private=self.ui.seen.current == PRIVATE,
            existing=self.ui.existing.isChecked() and self._state in _EXISTS,
            licence=self.ui.licence.currentData() or None,
            card=edited,
            haystack=self.ui.check.currentData(),
            transfer=str(self.ui.transfer.currentData()),
            endpoint=self._endpoint,
        )

    def show_folder(self, folder: Path, check: Path | None = None) -> None:
        """Ask about a model or an adapter; `check` is one of it."""
        name = publishing.proposed_name(folder)
        self._begin(Publication(folder=folder, repository=f"/{name}", haystack=check))
        self.job.follow(folder)

    def show_job(self, job: Mapping[str, Any], job_id: str | None) -> None:
        """Show an upload of the history: how it ended, and what it asked for, to be changed and sent anew."""
        asked = publishing.publication_of(job)
        if asked is not None:
            self._begin(asked)
            self.job.follow(asked.folder, job_id)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard where the user begins."""
        super().showEvent(event)
        self.ui.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ui.name.selectAll()

    def closeEvent(self, event: Any) -> None:
        """Nobody waits for answers any more; a job that runs goes on."""
        super().closeEvent(event)
        self._give_up()

    def reject(self) -> None:
        """The same by the Escape key."""
        self._give_up()
        super().reject()

    def _give_up(self) -> None:
        for timer in (self._calm, self._calm_card):
            timer.stop()
        for one in (self._learning, self._looking, self._preparing):
            one.cancel()

    def _connect(self) -> None:
        ui = self.ui
        self._calm.timeout.connect(self._on_calm)
        self._calm_card = QTimer(self)
        self._calm_card.setSingleShot(True)
        self._calm_card.setInterval(CALM_CARD_MS)
        self._calm_card.timeout.connect(self._prepare)
        self._hub.changed.connect(self._on_account)
        ui.name.textEdited.connect(self._on_name)
        ui.owner.activated.connect(self._on_name)
        ui.existing.toggled.connect(self._say)
        ui.seen.chosen.connect(self._on_seen)
        ui.licence.activated.connect(self._on_chosen)
        ui.check.activated.connect(self._on_chosen)
        ui.browse.clicked.connect(self._on_browse)
        ui.card.textChanged.connect(self._on_card)
        ui.again.clicked.connect(self._on_again)
        ui.login.clicked.connect(self._on_login)
        ui.upload.clicked.connect(self._on_upload)
        ui.show_page.clicked.connect(self.close)
        ui.close_button.clicked.connect(self.close)
        self.job.changed.connect(self._say)
        self.job.stopped.connect(self._look)

    def _begin(self, asked: Publication) -> None:
        """Fill in the form, and ask all that has to be known."""
        self._give_up()
        self._folder, self._identity, self._state, self._prepared = asked.folder, None, None, None
        self._named, self._endpoint = asked.repository, asked.endpoint
        self._obstacle, self._trouble, self._is_stale = "", "", True
        ui = self.ui
        ui.error.hide()
        ui.title.setText(self.tr("Publish {name}").format(name=paths.model_name(asked.folder)))
        ui.name.setText(asked.repository.partition("/")[2])
        ui.owner.clear()
        ui.existing.setChecked(asked.existing)
        self._wished = PRIVATE if asked.private else PUBLIC
        ui.transfer.choose(asked.transfer)
        self._offer_licences(asked.licence)
        ui.check.clear()
        ui.check.addItem(self.tr("None"), None)
        if asked.haystack is not None:
            self._add_check(asked.haystack)
        self._made_card = ""
        self._put_card(asked.card or "")
        ui.outgoing.show(())
        ui.show_map(b"")
        self._learn(asked.repository.partition("/")[0])

    def _learn(self, owner: str = "") -> None:
        self._learning.start(self._ask_who(owner or str(self.ui.owner.currentData() or "")), "account")

    async def _ask_who(self, owner: str) -> None:
        """Whose repositories there may be, and the checks of this model."""
        self._identity, self._trouble = None, ""
        self._say()
        history, engine = self._services.runner.history, self._services.engine
        records = history.records
        for check in await engine.ask(lambda: publishing.there(publishing.checks_of(self._folder, records))):
            self._add_check(check, chosen=self.ui.check.count() == 1)
        standing = await engine.ask(account.read_standing)
        if standing.endpoint != self._endpoint:
            self._endpoint, self._named = standing.endpoint, ""
        try:
            self._identity = await account.who_am_i(self._hub)
        except Exception as error:  # noqa: BLE001 - whatever keeps the Hub from telling must be said
            failure = failure_of(error)
            self._trouble = joined(failure.message, failure.hint)
        else:
            if self._identity is None:
                self._trouble = self.tr("Nobody is logged in at {host}.").format(host=standing.host)
        self._show_account(standing.host, owner)
        self._look()

    def _show_account(self, host: str, owner: str) -> None:
        identity, ui = self._identity, self.ui
        ui.owner.clear()
        ui.login.setVisible(identity is None or not identity.may_write)
        if identity is None:
            ui.who.setText(self._trouble)
            return
        ui.who.setText(self.tr("{name} at {host}").format(name=identity.name, host=host))
        for one in (identity.name, *identity.orgs):
            ui.owner.addItem(one, one)
        ui.owner.choose(owner)

    def _on_account(self) -> None:
        if self.isVisible():
            self._named = ""
            self._learn()

    def _on_seen(self, key: str) -> None:
        self._wished = key
        self._say()

    def _on_name(self) -> None:
        self.job.forget()
        self._state = None
        self._looking.cancel()
        self._calm.start()
        self._say()

    def _on_calm(self) -> None:
        self._look()

    def _look(self) -> None:
        """Ask whether the name is free, and what would be published under it."""
        self._state = None
        if self.repository != self._named:
            self._named = self.repository
            self.ui.existing.setChecked(False)  # it was ticked for another one
        if self.repository and self._identity is not None:
            self._looking.start(self._ask_name(self.repository), "name")
            self._prepare()
        self._say()

    async def _ask_name(self, repository: str) -> None:
        try:
            self._state = await self._hub.ask(lambda session: publishing.look_for(session, repository))
            self._trouble = ""
        except Exception as error:  # noqa: BLE001 - whatever keeps the Hub from telling must be said
            failure = failure_of(error)
            self._trouble = joined(failure.message, failure.hint)
        self._say()

    def _prepare(self) -> None:
        if not self.repository or self._identity is None:
            return
        self._is_stale, self._obstacle = True, ""
        self._preparing.start(self._ask_what(self.publication()), "card")
        self._say()

    async def _ask_what(self, asked: Publication) -> None:
        try:
            prepared = await self._hub.ask(lambda session: publishing.prepare(session, asked))
        except Exception as error:  # noqa: BLE001 - whatever keeps it from being published must be said
            failure = failure_of(error)
            self._obstacle = joined(failure.message, failure.hint)
            self._say()
            return
        self._prepared, self._is_stale = prepared, False
        if asked.card is None and not self._is_edited:
            self._show_card(prepared.card)
        self.ui.outgoing.show(prepared.files)
        self.ui.show_map(prepared.heatmap)
        self.ui.licence.setItemText(0, self._inherited(prepared))
        self._say()

    @property
    def _is_edited(self) -> bool:
        """Whether the card is another one than was made."""
        text = self.ui.card.toPlainText()
        return bool(text.strip()) and text != self._made_card

    def _show_card(self, text: str) -> None:
        if self.ui.card.toPlainText() != text:
            self._put_card(text)
        self._made_card = self.ui.card.toPlainText()

    def _put_card(self, text: str) -> None:
        """Show a text that nobody typed."""
        blocked = self.ui.card.blockSignals(True)
        self.ui.card.setPlainText(text)
        self.ui.card.blockSignals(blocked)

    def _on_card(self) -> None:
        self.job.forget()
        self._calm_card.start()
        self._say()

    def _on_chosen(self) -> None:
        self.job.forget()
        self._prepare()

    def _on_again(self) -> None:
        self._calm_card.stop()
        self._made_card = ""
        self._put_card("")
        self._on_chosen()

    def _offer_licences(self, chosen: str | None) -> None:
        box = self.ui.licence
        box.clear()
        box.addItem(self.tr("As what it was made from"), "")
        known = publishing.LICENCES if chosen in (None, *publishing.LICENCES) else (chosen, *publishing.LICENCES)
        for name in known:
            box.addItem(str(name), name)
        box.choose(chosen or "")

    def _inherited(self, prepared: Prepared) -> str:
        if self.ui.licence.currentData() or not prepared.licence:
            return self.tr("As what it was made from")
        return self.tr("As what it was made from: {licence}").format(licence=prepared.licence)

    def _add_check(self, check: Path, *, chosen: bool = True) -> None:
        box = self.ui.check
        row = next((row for row in range(box.count()) if box.itemData(row) == check), -1)
        if row < 0:
            box.addItem(check.name, check)
            row = box.count() - 1
            box.setItemData(row, paths.shown(check), Qt.ItemDataRole.ToolTipRole)
        if chosen:
            box.setCurrentIndex(row)

    def _on_browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose the folder of a finished check"))
        open_dialog(dialog, QFileDialog.FileMode.Directory, self._on_check)

    def _on_check(self, folder: str) -> None:
        if folder:
            self._add_check(Path(folder))
            self._on_chosen()

    def _on_login(self) -> None:
        self._services.requests.page.emit("settings")

    def _on_upload(self) -> None:
        if self.ui.upload.isEnabled():
            self.job.start(self.publication())

    def _say(self) -> None:
        """Say how the name stands, what is to be known of card and licence, and what an upload would do."""
        self._say_name()
        prepared, ui = self._prepared, self.ui
        conflict = engine_words(prepared.conflict) if prepared is not None and prepared.conflict else ""
        ui.licence_note.setText(conflict)
        ui.licence_line.setVisible(bool(conflict))
        ui.licence.setAccessibleDescription(conflict)
        edited = self._is_edited and bool(self._made_card or prepared is None or prepared.card)
        notes = [engine_words(note) for note in prepared.notes] if prepared is not None else []
        if edited:
            notes = [self.tr("You edited it: its licence and names stay as they are written here."), *notes]
        ui.notes.setText(joined(*notes))
        ui.notes.setVisible(bool(notes))
        ui.again.setVisible(edited)
        ui.lock(self.job.is_active)
        self._say_seen()
        if self.job.speaks:
            ui.upload.setVisible(self.job.may_start)
            ui.upload.setEnabled(self.job.may_start and not self._in_the_way())
            return
        obstacle = self._in_the_way()
        ui.upload.show()
        ui.upload.setEnabled(not obstacle)
        if obstacle:
            waits = obstacle == self._waits_for()
            ui.say("info" if waits else "warning", "muted" if waits else "warning", obstacle)
        elif prepared is not None:
            ui.say("upload", "muted", self._promise(prepared))

    def _say_name(self) -> None:
        ui, name = self.ui, self.ui.name.text().strip()
        words = {
            NameState.FREE: ("ok", self.tr("The name is free.")),
            NameState.OURS: ("ok", self.tr("It was made by an earlier attempt, which goes on.")),
            NameState.PRIVATE: ("warning", self.tr("It exists already, and only its owner sees it.")),
            NameState.PUBLIC: ("warning", self.tr("It exists already, and everybody sees it.")),
            NameState.CLOSED: ("blocking", self.tr("The name is taken.")),
        }
        icon, text = "info", self.tr("Asking whether the name is free…")
        if name and not publishing.is_name(name):
            icon, text = "blocking", self.tr("A name has letters, digits and - _ . only, and no spaces.")
        elif not self.repository or self.job.is_done:
            text = ""
        elif self._state is not None:
            icon, text = words[self._state]
        elif self._trouble:
            icon, text = "blocking", self._trouble
        ui.state.setText(text)
        ui.state_icon.show_icon(icon, {"info": "muted"}.get(icon, icon))
        ui.state_icon.setVisible(bool(text))
        ui.name.setAccessibleDescription(text)
        set_property(ui.name, "invalid", "true" if icon == "blocking" else "false")
        ui.existing.setVisible(self._state in _EXISTS)

    def _say_seen(self) -> None:
        """Show who will see it: what holds of a repository that exists, else what is wished."""
        holds = _EXISTS.get(self._state) if self._state is not None else None
        self.ui.seen.choose(holds or self._wished)
        self.ui.seen.setEnabled(holds is None and not self.job.is_active)

    def _waits_for(self) -> str:
        """What is still being asked; empty when nothing is."""
        if self._trouble or self._obstacle:
            return ""
        if self._identity is None:
            return self.tr("Asking the Hub who you are…")
        if self.repository and self._state is None:
            return self.tr("Asking whether the name is free…")
        return self.tr("Looking through the files…") if self.repository and self._is_stale else ""

    def _in_the_way(self) -> str:
        """Why nothing can be uploaded now; empty when it can."""
        identity = self._identity
        if identity is None:
            return self._trouble or self._waits_for()
        if not identity.may_write:
            text = self.tr("The token of {name} may only read: log in with one that may write.")
            return text.format(name=identity.name)
        if not self.repository:
            return self.tr("Give the repository a name.")
        if self._state is None:
            return self._trouble or self._waits_for()
        if self._state is NameState.CLOSED:
            return self.tr("Choose another name: {name} is taken.").format(name=self.repository)
        if self._state in _EXISTS and not self.ui.existing.isChecked():
            text = self.tr("{name} exists already: choose another name, or tick that it is to be added to.")
            return text.format(name=self.repository)
        return self._obstacle or self._waits_for()

    def _promise(self, prepared: Prepared) -> str:
        if self.ui.seen.current == PUBLIC:
            text = self.tr("Sends {count} files, {size}, to {name}. Everybody will see them.")
        else:
            text = self.tr("Sends {count} files, {size}, to {name}. Only its owner will see them.")
        return text.format(count=len(prepared.files), size=size(prepared.nbytes), name=self.repository)
