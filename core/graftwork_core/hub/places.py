"""Folders for what was named: a local path is itself, `hf:owner/name` a folder that stands for the repository."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

from graftwork_core.errors import GraftworkError
from graftwork_core.hub.errors import Offline, RateLimited, ServerTrouble, Stalled, Unreachable
from graftwork_core.hub.names import HubName, is_hub_name, parse_name
from graftwork_core.units import format_bytes

if TYPE_CHECKING:  # every command imports this module, and few of them ever connect
    from graftwork_core.hub.look import RemotePlace
    from graftwork_core.hub.session import HubSession

CANNOT_ASK: Final = (Offline, Unreachable, Stalled, ServerTrouble, RateLimited)
"""Failures that a cached copy can stand in for; a refusal is none of them."""


class Places:
    """Looks at repositories as they are named; everything that was opened is closed at the end.

    Attributes:
        remote: The repositories that were looked at.
        notes: What the user should know, one sentence each.
    """

    def __init__(self, is_cancelled: Callable[[], bool] = lambda: False, session_token: str | None = None) -> None:
        """Nothing is connected yet."""
        self.remote: dict[str, RemotePlace] = {}
        self.notes: list[str] = []
        self._is_cancelled = is_cancelled
        self._token = session_token
        self._stack = ExitStack()
        self._session: HubSession | None = None
        self._names: dict[Path, Path] = {}

    def __enter__(self) -> Places:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close everything that was opened; may be done again."""
        self._stack.close()

    def folder(self, path: Path) -> Path:
        """The folder (or file) that a path means.

        Raises:
            GraftworkError: When it names a repository that cannot be looked at.
        """
        if not is_hub_name(path):
            return path
        name = parse_name(path)
        try:
            place = self._look(name)
        except CANNOT_ASK as error:
            return self._from_cache(name, error)
        self._names[place.folder] = Path(str(place.repository.pinned))
        return place.folder

    def shown(self, folder: Path) -> Path:
        """How to call a folder in a report: by its name on the Hub when it stands for a repository."""
        return self._names.get(folder, folder)

    def as_json(self) -> list[dict[str, Any]]:
        """What was looked at, and what a download would take, as plain JSON values."""
        return [
            {
                "repository": place.repository.repo_id,
                "commit": place.repository.commit,
                "licence": place.repository.licence,
                "gated": place.repository.gated,
                "download_bytes": place.cost.nbytes,
                "missing_bytes": place.cost.missing,
                "free_bytes": place.cost.free,
                "lands_in": str(place.cost.folder),
            }
            for place in self.remote.values()
        ]

    def lines(self) -> list[str]:
        """The same in sentences, and the notes."""
        return [*(_cost(place) for place in self.remote.values()), *self.notes]

    def _look(self, name: HubName) -> RemotePlace:
        from graftwork_core.hub.look import look_into

        key = str(name)
        if key not in self.remote:
            place = self._stack.enter_context(look_into(self._connected(), name))
            self.remote[key] = place
            self._note(place)
        return self.remote[key]

    def _connected(self) -> HubSession:
        from graftwork_core.hub.connect import connect

        if self._session is None:
            session = connect(is_cancelled=self._is_cancelled, session_token=self._token)
            self._session = self._stack.enter_context(session)
        return self._session

    def _note(self, place: RemotePlace) -> None:
        from graftwork_core.hub.verified import unchecked

        repository = place.repository
        if repository.renamed_from:
            self.notes.append(f"{repository.renamed_from} is called {repository.repo_id} now.")
        if place.is_here and unchecked(place.cost.folder, place.selection.files):
            self.notes.append(f"{repository.repo_id} comes from the cache; its files there have not been checked.")
        if repository.gated and not place.is_here:
            self.notes.append(f"{repository.repo_id} is gated: its download needs an account with access.")

    def _from_cache(self, name: HubName, error: GraftworkError) -> Path:
        from graftwork_core.hub.cache import cached_snapshot

        found = cached_snapshot(name)
        if found is None:
            raise error
        commit, folder = found
        self.notes.append(
            f"{name} comes from the cache, as of commit {commit[:12]}: the Hub could not be asked ({error.message})"
        )
        self._names[folder] = Path(str(HubName(name.repo_id, commit)))
        return folder


def _cost(place: RemotePlace) -> str:
    cost, name = place.cost, place.repository.name
    if place.is_here:
        return f"{name} is in the cache: {cost.folder}"
    return (
        f"{name} would fetch {format_bytes(cost.missing)} of {format_bytes(cost.nbytes)} into {cost.folder} "
        f"({format_bytes(cost.free)} free)"
    )
