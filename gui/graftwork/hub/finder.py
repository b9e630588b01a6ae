"""Searches the Hub for the page: one search at a time, page by page, each cancelled by the next."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from graftwork.aio import Newest
from graftwork.engine_words import engine_words
from graftwork.hub.wish import Wish
from graftwork.hub.words import hub_failure, is_a_setting
from graftwork.services import Services

if TYPE_CHECKING:
    from graftwork_core.hub.retrying import Pause
    from graftwork_core.hub.search import Listing, ModelRow
    from graftwork_core.hub.session import HubSession

TYPING_MS: Final = 300
SECOND_MS: Final = 1000
LONGEST_WAIT_S: Final = 600
"""A Hub that asks for a longer pause is asked again by the user, not by us."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows that were found.

    Attributes:
        rows: The rows.
        is_first: They are the first ones of a search.
        is_last: There are no more.
        host: Who answered.
        is_named: It was asked with an account.
    """

    rows: tuple[ModelRow, ...]
    is_first: bool
    is_last: bool
    host: str
    is_named: bool


class Finder(QObject):
    """One search.

    Signals:
        began: The Hub is asked; tells whether for a first page.
        found: A `Page`.
        failed: The `Failure` that ended the search (`again` goes on where it stopped), and whether a setting may help.
        waits: Why, and how many seconds are left until it goes on by itself; 0 ends the wait.
    """

    began = Signal(bool)
    found = Signal(object)
    failed = Signal(object, bool)
    waits = Signal(str, int)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = services.hub
        self._asking = Newest(services.tasks)
        self._wish = Wish()
        self._listing: Listing | None = None
        self._has_more = False
        self._left, self._reason = 0, ""
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self._begin)
        self._waiting = QTimer(self)
        self._waiting.setInterval(SECOND_MS)
        self._waiting.timeout.connect(self._on_second)

    @property
    def is_busy(self) -> bool:
        """Whether the Hub is being asked, or will be in a moment."""
        return self._asking.is_busy or self._typing.isActive() or self._waiting.isActive()

    def search(self, wish: Wish, *, soon: bool = False) -> None:
        """Search for something else, now or (`soon`) when nothing is typed for a moment; what ran is cancelled."""
        self.stop()
        self._wish, self._listing, self._has_more = wish, None, False
        if soon:
            self._typing.start()
        else:
            self._begin()

    def more(self) -> None:
        """Ask for the next page, when there is one and nothing is being asked."""
        if self._has_more and not self.is_busy:
            self._begin()

    def again(self) -> None:
        """Ask for the same page once more."""
        self.stop()
        self._begin()

    def stop(self) -> None:
        """End what runs."""
        self._typing.stop()
        self._asking.cancel()
        self._stop_waiting()

    def _begin(self) -> None:
        self._stop_waiting()
        self.began.emit(self._listing is None)
        self._asking.start(self._ask(), "search the Hub")

    async def _ask(self) -> None:
        is_first = self._listing is None
        try:
            page, listing = await self._desk.ask(partial(_next_page, self._wish, self._listing), self._on_pause)
        except Exception as error:  # noqa: BLE001 - what ended the search must be said, whatever it was
            self._fail(error)
            return
        self._listing, self._has_more = listing, not page.is_last
        self.found.emit(Page(page.rows, is_first, page.is_last, page.host, page.is_named))

    def _fail(self, error: Exception) -> None:
        from graftwork_core.hub.errors import RateLimited

        if isinstance(error, RateLimited) and error.seconds <= LONGEST_WAIT_S:
            self._reason, self._left = engine_words(error.message), math.ceil(error.seconds)
            self._waiting.start()
            self.waits.emit(self._reason, self._left)
        else:
            self.failed.emit(hub_failure(error), is_a_setting(error))

    def _on_pause(self, pause: Pause) -> None:
        self.waits.emit(engine_words(pause.reason), math.ceil(pause.seconds_left))

    def _on_second(self) -> None:
        self._left -= 1
        if self._left > 0:
            self.waits.emit(self._reason, self._left)
        else:
            self._begin()

    def _stop_waiting(self) -> None:
        self._waiting.stop()
        self.waits.emit("", 0)


def _next_page(wish: Wish, listing: Listing | None, session: HubSession) -> tuple[Page, Listing]:
    from graftwork_core.hub.search import Listing

    going = listing or Listing(session, wish.query())
    rows = going.next_page(session)
    while not rows and not going.finished:  # a page of names that none can have
        rows = going.next_page(session)
    return Page(rows, listing is None, going.finished, session.endpoint.host, session.has_token), going
