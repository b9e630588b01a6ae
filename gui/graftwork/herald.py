"""News of jobs for whoever is not looking: in the window's messages, and through the desktop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from graftwork.details import Failure, failure_of
from graftwork.engine_words import engine_words
from graftwork.messages import Action, Message, failed
from graftwork.notifications import Notifier
from graftwork.running import Ended, Queued
from graftwork.services import Services
from graftwork.titles import shown_title

if TYPE_CHECKING:
    from graftwork_core.jobs.store import JobRecord

QUEUED: Final = "queued"
LEFT_OVER: Final = "left over"
HISTORY: Final = "history"
_REFUSED: Final = "refused"


class Herald(QObject):
    """Says that a job waits, that one ended, that some are left over, and what is wrong with the history."""

    def __init__(self, services: Services, notifier: Notifier, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._notifier = services, notifier
        self._told: set[str] = set()
        self._left, self._offers_queue, self._page = 0, False, ""
        runner = services.runner
        runner.queued.connect(self._on_queued)
        runner.refused.connect(self._on_refused)
        runner.over.connect(self._on_over)
        runner.changed.connect(self._on_changed)
        runner.history.left_over.connect(self._on_left_over)
        runner.history.trouble.connect(self._on_trouble)
        runner.history.ended.connect(self._on_ended_elsewhere)
        runner.history.changed.connect(self._offer_queue)

    def look_at(self, page: str) -> None:
        """This page is in front now; the one of the jobs offers by itself to start the queue."""
        self._page = page
        self._offer_queue()

    def _on_queued(self, queued: Queued) -> None:
        text = self.tr('"{title}" waits for its turn, at place {place} of the queue.')
        text = text.format(title=shown_title(queued.title), place=queued.place)
        self._services.messages.say(Message(QUEUED, text, actions=(self._show_jobs(),)))

    def _on_refused(self, failure: Failure) -> None:
        self._services.messages.say(failed(_REFUSED, failure))

    def _on_over(self, ended: Ended) -> None:
        if ended.job_id is not None:
            self._told.add(ended.job_id)
        if ended.failure is not None:
            self._tell(ended.title, self.tr("It failed. {reason}").format(reason=ended.failure.message))
        elif ended.result is not None:
            self._tell(ended.title, self.tr("It is done."))

    def _on_ended_elsewhere(self, record: JobRecord) -> None:
        """Of a job that ran in the background or in a terminal; the window's own were told already."""
        if record.id in self._told:
            self._told.discard(record.id)
            return
        if record.status == "done":
            text = self.tr('"{title}" is done.').format(title=shown_title(record.title))
            self._services.messages.say(Message(record.id, text, meaning="ok", actions=(self._show_jobs(),)))
            self._tell(record.title, self.tr("It is done."))
        elif record.status in ("failed", "interrupted"):
            reason = engine_words(str((record.error or {}).get("message", "")))
            text = self.tr('"{title}" failed.').format(title=shown_title(record.title))
            self._services.messages.say(Message(record.id, text, reason, "warning", (self._show_jobs(),)))
            self._tell(record.title, self.tr("It failed. {reason}").format(reason=reason))

    def _on_left_over(self, count: int) -> None:
        self._left = count
        self._offer_queue()

    def _offer_queue(self) -> None:
        """Offer to start what is left over, while no job runs and the queue is not looked at anyway."""
        runner = self._services.runner
        wanted = self._left > 0 and self._page != "jobs" and not (runner.is_running or runner.history.running)
        if wanted and not self._offers_queue:
            self._say_left_over(self._left)
        elif self._offers_queue and not wanted:
            self._services.messages.withdraw(LEFT_OVER)
        self._offers_queue = wanted

    def _say_left_over(self, count: int) -> None:
        text = self.tr("A job waits in the queue from an earlier time.")
        if count > 1:
            text = self.tr("{count} jobs wait in the queue from an earlier time.").format(count=count)
        start = Action(self.tr("Start the queue"), lambda: self._services.runner.hold(False), "play")
        self._services.messages.say(Message(LEFT_OVER, text, actions=(start, self._show_jobs()), stays=True))

    def _on_changed(self) -> None:
        if not self._services.runner.is_held:
            self._left = 0
        self._offer_queue()

    def _on_trouble(self, failure: Failure | None) -> None:
        if failure is None:
            self._services.messages.withdraw(HISTORY)
            return
        is_damaged = self._services.runner.history.is_damaged
        actions = [Action(self.tr("Set the damaged history aside"), self._on_set_aside)] if is_damaged else []
        self._services.messages.say(failed(HISTORY, failure, *actions))

    def _on_set_aside(self) -> None:
        self._services.tasks.spawn(self._set_aside(), "set aside")

    async def _set_aside(self) -> None:
        try:
            where = await self._services.runner.history.set_aside()
        except Exception as error:  # noqa: BLE001 - what could not be done must be said, whatever it was
            self._services.messages.say(failed(HISTORY, failure_of(error)))
            return
        text = self.tr("A new job history was begun. The old one is kept as {file}.").format(file=where)
        self._services.messages.say(Message("set aside", text, meaning="ok", stays=True))

    def _tell(self, title: str, text: str) -> None:
        if self._services.settings.notifies:
            self._notifier.tell(shown_title(title), text)

    def _show_jobs(self) -> Action:
        return Action(self.tr("Show jobs"), lambda: self._services.requests.page.emit("jobs"), "jobs")
