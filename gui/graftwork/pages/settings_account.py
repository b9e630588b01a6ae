"""The account on the Hub, in the settings: who one is, logging in and out, several accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from graftwork.aio import Newest
from graftwork.engine_words import engine_words
from graftwork.hub import account
from graftwork.hub.account import Standing, read_standing
from graftwork.hub.words import hub_failure
from graftwork.services import Services
from graftwork.widgets.controls import Button, Choice, IconButton
from graftwork.widgets.device_code import DeviceCode
from graftwork.widgets.labels import IconLabel, label
from graftwork.widgets.settings_card import SettingsCard
from graftwork.widgets.token_field import TokenField
from graftwork.wording import joined

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any

    from graftwork_core.hub.account import DeviceLogin, Identity


class AccountCard(SettingsCard):
    """Keeps what is shown in step with the stored accounts; every wait for the Hub can be given up."""

    def __init__(self, services: Services) -> None:
        super().__init__(self.tr("Account on the Hub"))
        self._services, self._hub = services, services.hub
        self._standing = Standing("")
        self._refreshing, self._working = Newest(services.tasks), Newest(services.tasks)
        self.who, self.who_icon = label("", wrap=True), IconLabel("person", "muted", 18)
        self.who.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.again = IconButton("resume", self.tr("Ask the Hub again who I am"))
        self.accounts, self.log_out = Choice(), Button(self.tr("Log out"))
        self.browser = Button(self.tr("Log in in the browser…"), "person")
        self.paste = Button(self.tr("Log in with a token…"))
        self.code, self.token = DeviceCode(), TokenField()
        self.said, self.said_icon = label("", wrap=True), IconLabel("blocking", "blocking", 18)
        self._lay_out()
        self._connect()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what is so now: other programs log in and out, too."""
        super().showEvent(event)
        self.refresh()

    def refresh(self, *, again: bool = False) -> None:
        """Look at the stored accounts and ask who the active one is; a refused token may be asked for `again`."""
        self._refreshing.start(self._refresh(again), "account")

    def _lay_out(self) -> None:
        self.add(self.tr("Logged in as"), _line(self.who_icon, self.who, self.again))
        self.accounts.shrink()
        self.note = self.add(self.tr("Accounts"), self.accounts, self.log_out, note=" ")
        self.add(self.tr("Another account"), self.browser, self.paste)
        self._answer = _line(self.said_icon, self.said)
        for part in (self._answer, self.code, self.token):
            self.add_wide(part)
            part.hide()

    def _connect(self) -> None:
        self._hub.changed.connect(self.refresh)
        self.again.clicked.connect(self._on_again)
        self.accounts.activated.connect(self._on_chosen)
        self.log_out.clicked.connect(self._on_log_out)
        self.browser.clicked.connect(self._on_browser)
        self.paste.clicked.connect(self._on_paste)
        self.code.given_up.connect(self._on_given_up)
        self.token.given_up.connect(self._on_given_up)
        self.token.handed_over.connect(self._on_token)

    async def _refresh(self, again: bool) -> None:
        self._standing = standing = await self._services.engine.ask(read_standing)
        self._show_accounts()
        if standing.problem is not None:
            self._show_who(joined(*map(engine_words, standing.problem)), "blocking", "blocking")
        elif not standing.source:
            self._show_who(self.tr("Nobody is logged in at {host}.").format(host=standing.host))
        elif standing.offline:
            text = self.tr("{account}; {host} is not asked, because Graftwork stays off the network.")
            self._show_who(text.format(account=self._source(), host=standing.host))
        else:
            await self._ask(again)

    async def _ask(self, again: bool) -> None:
        self._show_who(self.tr("Asking {host}…").format(host=self._standing.host))
        try:
            identity = await account.who_am_i(self._hub, again=again)
        except Exception as error:  # noqa: BLE001 - whatever keeps the Hub from telling must be said
            self._show_who(self._told(error), "blocking", "blocking")
        else:
            if identity is not None:
                self._show_who(self._introduce(identity), "ok", "ok")

    def _introduce(self, identity: Identity) -> str:
        """Who it is, what the token may do, where they belong."""
        name = identity.name
        if identity.fullname and identity.fullname != name:
            name = self.tr("{fullname} ({name})").format(fullname=identity.fullname, name=name)
        rights = {
            "read": self.tr("may read only"),
            "write": self.tr("may read and write"),
            "fineGrained": self.tr("a token with rights of its own"),
        }
        parts = [self.tr("{name} at {host}").format(name=name, host=self._standing.host)]
        parts += [rights[identity.role]] if identity.role in rights else []
        parts += [self.tr("member of {names}").format(names=", ".join(identity.orgs))] if identity.orgs else []
        return " · ".join(parts)

    def _source(self) -> str:
        names = {"environment": "HF_TOKEN", "token file": self.tr("the token of another tool")}
        return names.get(self._standing.source, self._standing.source)

    def _show_who(self, text: str, icon: str = "person", meaning: str = "muted") -> None:
        self.who.setText(text)
        self.who_icon.show_icon(icon, meaning)
        self.again.setVisible(bool(self._standing.source) and not self._standing.offline)
        self.again.setAccessibleDescription(text)

    def _show_accounts(self) -> None:
        standing = self._standing
        self.accounts.clear()
        for one in standing.accounts:
            elsewhere = "" if one.endpoint == standing.endpoint else f" – {one.endpoint}"
            self.accounts.addItem(f"{one.name}{elsewhere}", one.name)
        if not standing.active:
            empty = self.tr("none in use") if standing.accounts else self.tr("none is stored")
            self.accounts.insertItem(0, empty, "")
            self.accounts.setCurrentIndex(0)
        self.accounts.choose(standing.active)
        self.accounts.setEnabled(bool(standing.accounts))
        self.log_out.setEnabled(bool(standing.active))
        if self.note is not None:
            self.note.setText(self._note())

    def _note(self) -> str:
        standing = self._standing
        chosen = next((one for one in standing.accounts if one.name == standing.active), None)
        if standing.source == "environment":
            return self.tr("The environment (HF_TOKEN) says who is logged in, whatever is chosen here.")
        if standing.source == "token file":
            return self.tr("The token in use was stored by another tool, under no name.")
        if chosen is not None and not standing.source:
            text = self.tr("Its token was made for {hub}, and is sent nowhere else.")
            return text.format(hub=chosen.endpoint)
        return self.tr("Kept where Hugging Face's own tools keep theirs, readable by you alone.")

    def _on_again(self) -> None:
        self.refresh(again=True)

    def _on_chosen(self) -> None:
        name = str(self.accounts.currentData() or "")
        if name and name != self._standing.active:
            self._begin(self._switch_to(name), "switch account")

    async def _switch_to(self, name: str) -> None:
        try:
            await account.switch(self._hub, name)
        except Exception:
            self.refresh()  # the list shows the account that was chosen
            raise

    def _on_log_out(self) -> None:
        if self._standing.active:
            self._begin(self._leave(self._standing.active), "log out")

    async def _leave(self, name: str) -> None:
        await account.log_out(self._hub, name)
        text = self.tr("{name} is logged out here. The token stays valid until it is revoked on the Hub.")
        self._say(text.format(name=name))

    def _on_browser(self) -> None:
        self._begin(self._log_in_in_the_browser(), "login in the browser")

    async def _log_in_in_the_browser(self) -> None:
        self._say(self.tr("Asking {host} for a code…").format(host=self._standing.host))
        login: DeviceLogin = await account.begin_login(self._hub)
        self._answer.hide()
        self.code.show_code(login.code, login.page, login.link, login.seconds)
        self.code.open.setFocus(Qt.FocusReason.OtherFocusReason)
        self._welcome(await account.finish_login(self._hub, login))

    def _on_paste(self) -> None:
        self._stop()
        self.token.ask()

    def _on_token(self, token: str) -> None:
        self._begin(self._log_in_with(token), "login with a token")

    async def _log_in_with(self, token: str) -> None:
        self._say(self.tr("Asking {host} whose token that is…").format(host=self._standing.host))
        self._welcome(await account.log_in(self._hub, token))

    def _welcome(self, identity: Identity) -> None:
        self._say(self.tr("Logged in as {name}.").format(name=identity.name), "ok", "ok")

    def _on_given_up(self) -> None:
        self._stop()

    def _stop(self) -> None:
        self._working.cancel()
        for panel in (self.code, self.token):
            self._put_away(panel)
        self._answer.hide()

    def _put_away(self, panel: QWidget) -> None:
        """Hide it; a keyboard that was in it goes back to where it came from."""
        if any(one.hasFocus() for one in panel.findChildren(QWidget)):
            self.browser.setFocus(Qt.FocusReason.OtherFocusReason)
        panel.hide()

    def _begin(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._stop()
        self._working.start(self._try(work), name)

    async def _try(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception as error:  # noqa: BLE001 - whatever keeps somebody from logging in must be said
            self._say(self._told(error), "blocking", "blocking")
        finally:
            self._put_away(self.code)

    def _told(self, error: BaseException) -> str:
        """What went wrong, and what to do about it here."""
        from graftwork_core.hub.errors import TokenRejected

        failure = hub_failure(error)
        hint = self.tr("Log in again, or use another token.") if isinstance(error, TokenRejected) else failure.hint
        return joined(failure.message, hint)

    def _say(self, text: str, icon: str = "info", meaning: str = "muted") -> None:
        self.said.setText(text)
        self.said_icon.show_icon(icon, meaning)
        self._answer.setAccessibleName(text)
        self._answer.show()


def _line(*widgets: QWidget) -> QWidget:
    """Widgets side by side; the label among them has the room."""
    line = QWidget()
    line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        is_icon = isinstance(widget, IconLabel | Button)
        row.addWidget(widget, 0 if is_icon else 1)
    return line
