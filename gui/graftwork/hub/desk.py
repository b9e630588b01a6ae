"""The window's desk at the Hub: questions are answered in threads of its own, and end when nobody wants the answer.

`services.hub` is the one desk of the application. A page asks with a function that is given a session::

    row = await services.hub.ask(lambda session: look_at(session, "lab/model"))

Cancelling the task that awaits ends every wait of the thread within a fifth of a second. Endpoint, account and
offline mode are read anew for every question; whoever changes one of them does it through `saying_changed`. What
connects by itself (`Places`, which keeps a repository open as a folder) runs through `work`.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol, TypeVar
from weakref import WeakSet

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from graftwork_core.hub.network import IsCancelled
    from graftwork_core.hub.retrying import Pause, TellPause
    from graftwork_core.hub.session import HubSession, Manners

S = TypeVar("S")
T = TypeVar("T")
THREADS: Final = 6
_Identity = tuple[str, str | None, bool]


class Closing(Protocol):
    """Something that holds a connection."""

    def close(self) -> None:
        """Let go of it; may be done again."""


class HubDesk(QObject):
    """Nothing is imported, connected or started before the first question.

    Signals:
        changed: Endpoint, account or offline mode are others now: what was answered before may not hold.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._threads: ThreadPoolExecutor | None = None
        self._stops: set[threading.Event] = set()
        self._idle: list[HubSession] = []
        self._kept: WeakSet[Closing] = WeakSet()
        self._lock = threading.Lock()
        self._closed = False

    async def ask(
        self,
        question: Callable[[HubSession], T],
        on_pause: Callable[[Pause], None] | None = None,
        *,
        anonymous: bool = False,
    ) -> T:
        """Answer a question to the Hub.

        Args:
            question: Asks the session, in a thread; what it does elsewhere should look at `manners.is_cancelled`.
            on_pause: Learns, on the window's thread and once a second, of pauses before another attempt; of none any
                more once the task that asks is cancelled.
            anonymous: Without the account's token.

        Raises:
            GraftworkError: When the Hub cannot be asked, or refuses.
        """
        tell = _teller(asyncio.get_running_loop(), on_pause)

        def answer(is_cancelled: IsCancelled) -> T:
            session = self._connected(is_cancelled, tell, anonymous)
            try:
                return question(session)
            finally:
                self._put_back(session)

        return await self.work(answer)

    async def work(self, work: Callable[[IsCancelled], T]) -> T:
        """Do something that waits for the network, in a thread.

        Args:
            work: Is given a function that tells whether to stop.

        Raises:
            GraftworkError: When it cannot be done.
        """
        from graftwork_core.errors import Cancelled

        if self._closed:
            raise asyncio.CancelledError
        stop = threading.Event()
        self._stops.add(stop)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool(), work, stop.is_set)
        except Cancelled as error:
            raise asyncio.CancelledError from error
        except asyncio.CancelledError:
            stop.set()
            raise
        finally:
            self._stops.discard(stop)

    def keep(self, open_one: Closing) -> None:
        """Close this at the end, too, when nobody has done so before."""
        self._kept.add(open_one)

    def say_changed(self) -> None:
        """The endpoint, the account or the offline mode are others now."""
        self.changed.emit()

    def saying_changed(self, change: Callable[[S], T]) -> Callable[[S], T]:
        """For `ask` and `work`: the same, and once it is done it is said, also when nobody waits for it any more."""
        loop = asyncio.get_running_loop()

        def run(given: S) -> T:
            result = change(given)
            with suppress(RuntimeError):  # the loop has ended: nobody looks any more
                loop.call_soon_threadsafe(self._say_changed_unless_closed)
            return result

        return run

    def _say_changed_unless_closed(self) -> None:
        if not self._closed:
            self.say_changed()

    async def close(self) -> None:
        """End every question, and hang up."""
        self._closed = True
        for stop in self._stops:
            stop.set()
        if self._threads is not None:
            await asyncio.to_thread(self._threads.shutdown)
        for session in self._idle:
            session.close()
        for one in tuple(self._kept):
            one.close()
        self._idle.clear()

    def _pool(self) -> ThreadPoolExecutor:
        if self._threads is None:
            self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="hub")
        return self._threads

    def _connected(self, is_cancelled: IsCancelled, tell: TellPause | None, anonymous: bool) -> HubSession:
        """A session as it is meant now; over connections that are open already, when there are any."""
        from graftwork_core.hub.connect import connect

        fresh = connect(is_cancelled=is_cancelled, tell=tell, anonymous=anonymous)
        wanted = _identity(fresh)
        with self._lock:
            idle = next((one for one in self._idle if _identity(one) == wanted), None)
            if idle is None:
                return fresh
            self._idle.remove(idle)
        fresh.close()
        return idle.with_manners(replace(fresh.manners, traffic=idle.manners.traffic))  # its connections count there

    def _put_back(self, session: HubSession) -> None:
        """Keep it for the next question; those of another account or endpoint make room."""
        with self._lock:
            self._idle.append(session.with_manners(_resting(session.manners)))
            gone = [one for one in self._idle if _identity(one) != _identity(session)]
            self._idle = [one for one in self._idle if one not in gone]
        for one in gone:
            one.close()


def _identity(session: HubSession) -> _Identity:
    return session.endpoint.url, session.token, session.manners.offline


def _resting(manners: Manners) -> Manners:
    """The same, holding on to nobody who asked."""
    from graftwork_core.hub.session import never

    return replace(manners, is_cancelled=never, tell=None)


def _teller(loop: asyncio.AbstractEventLoop, on_pause: Callable[[Pause], None] | None) -> TellPause | None:
    asking = asyncio.current_task()
    if on_pause is None or asking is None:
        return None

    def arrive(pause: Pause) -> None:
        if not asking.cancelling():  # else it was on its way while something else was asked for
            on_pause(pause)

    def tell(pause: Pause) -> None:
        with suppress(RuntimeError):  # the loop has ended: nobody looks any more
            loop.call_soon_threadsafe(arrive, pause)

    return tell
