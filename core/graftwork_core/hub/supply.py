"""What a job gets when it names repositories: folders whose weights come while it works, or whole downloads."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Final

from graftwork_core.errors import NotEnoughRoom
from graftwork_core.home import home
from graftwork_core.hub import pins
from graftwork_core.hub.cache import CachedRepository, cached_snapshot, free_bytes, same_disk
from graftwork_core.hub.connect import connect
from graftwork_core.hub.download import download, pause_teller
from graftwork_core.hub.download_options import DownloadOptions
from graftwork_core.hub.fetch import RESERVE_BYTES
from graftwork_core.hub.landing import CacheLanding, Landing, room_for
from graftwork_core.hub.look import choose_files
from graftwork_core.hub.names import HubName, is_hub_name, parse_name
from graftwork_core.hub.places import CANNOT_ASK
from graftwork_core.hub.repository import Repository, look_up
from graftwork_core.hub.retrying import STEADFAST
from graftwork_core.hub.selection import Selection
from graftwork_core.hub.session import HubSession
from graftwork_core.hub.streaming import RESIDENT, ShardSource, StreamLanding
from graftwork_core.hub.verified import unchecked
from graftwork_core.reporting import Reporter
from graftwork_core.units import format_bytes
from graftwork_core.weights import lazy

SHARDS_SUFFIX: Final = ".shards"


class Supply:
    """Folders for one job's inputs, as long as this is open."""

    def __init__(
        self, out: Path, reporter: Reporter, *, streams: bool, resumes: bool, output_like: Path | None = None
    ) -> None:
        """Nothing is connected yet.

        Args:
            out: The job's output: streamed files lie beside it.
            reporter: Learns of transfers and pauses, and says when to stop.
            streams: Whether files are deleted once they are no longer needed.
            resumes: Whether an unfinished run of this job waits beside `out`.
            output_like: The input whose size the output will have, for a look at the disk beforehand.
        """
        self._output_like = None if resumes else output_like
        self._out = out
        self._reporter = reporter
        self._streams = streams
        self._stack = ExitStack()
        self._session: HubSession | None = None
        self._folders: dict[str, Path] = {}
        self._sources: list[ShardSource] = []
        if not resumes:
            pins.unpin(out)

    def __enter__(self) -> Supply:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def finish(self) -> None:
        """The job is done: land what was kept, remove what was streamed."""
        for source in self._sources:
            source.close()
            source.finish()
        pins.unpin(self._out)

    def flowing(self, path: Path) -> Path:
        """A folder whose weights come while the job works.

        Raises:
            GraftworkError: When it names a repository that cannot be used.
        """
        if not is_hub_name(path):
            return path
        key = str(parse_name(path))
        if key not in self._folders:
            self._folders[key] = self._open(path, parse_name(path))
        return self._folders[key]

    def whole(self, path: Path) -> Path:
        """A folder with everything in it: the repository is downloaded first.

        Raises:
            GraftworkError: When it cannot be.
        """
        if not is_hub_name(path):
            return path
        key = str(parse_name(path))
        if key not in self._folders:
            name = pins.pinned_name(self._out, parse_name(path))
            try:
                result = download(DownloadOptions(repository=str(name)), self._reporter)
            except CANNOT_ASK as error:
                self._folders[key] = self._from_cache(name, error)
            else:
                pins.pin(self._out, parse_name(path), result.commit)
                self._folders[key] = result.out
        return self._folders[key]

    def _open(self, path: Path, asked: HubName) -> Path:
        session = self._connected()
        name = pins.pinned_name(self._out, asked)
        try:
            repository = look_up(session, name)
        except CANNOT_ASK as error:
            return self._from_cache(name, error)
        pins.pin(self._out, asked, repository.commit)
        selection, index_content = choose_files(session, repository)
        cached = CachedRepository.of(repository.repo_id)
        if not cached.lacks(repository.commit, selection.files):
            return self._cached(repository, selection, cached.snapshot(repository.commit))
        landing = self._landing(repository)
        self._refuse_too_little_room(path, repository, selection, landing)
        folder = CachedRepository.of(repository.repo_id, home() / "hub" / "work").snapshot(repository.commit)
        source = ShardSource(session, repository, selection, folder, landing, self._reporter, streams=self._streams)
        self._stack.callback(lazy.unregister, folder, source)
        self._stack.callback(source.close)
        source.open(index_content)
        self._sources.append(source)
        return folder

    def _connected(self) -> HubSession:
        if self._session is None:
            session = connect(
                patience=STEADFAST, is_cancelled=self._reporter.is_cancelled, tell=pause_teller(self._reporter)
            )
            self._session = self._stack.enter_context(session)
        return self._session

    def _landing(self, repository: Repository) -> Landing:
        if self._streams:
            folder = self._out.with_name(self._out.name + SHARDS_SUFFIX)
            folder.parent.mkdir(parents=True, exist_ok=True)
            return StreamLanding(folder)
        return CacheLanding(repository)

    def _refuse_too_little_room(
        self, asked: Path, repository: Repository, selection: Selection, landing: Landing
    ) -> None:
        if self._streams:
            largest = sorted((file.size for file in selection.weights), reverse=True)
            needed, where = sum(largest[:RESIDENT]), self._out.parent
            free = free_bytes(where)
        else:
            needed, free = room_for(landing, selection.weights)
            where = CachedRepository.of(repository.repo_id).folder
        if asked.as_posix() == str(self._output_like) and same_disk(where, self._out.parent):
            needed += sum(file.size for file in selection.weights)
        if needed + RESERVE_BYTES > free:
            raise NotEnoughRoom(
                f"{repository.repo_id} needs {format_bytes(needed)} on the disk of {where}, "
                f"which has {format_bytes(free)} free.",
                "Free some space" + ("." if self._streams else ", or use --stream, which keeps two files at a time."),
            )

    def _cached(self, repository: Repository, selection: Selection, folder: Path) -> Path:
        if unchecked(folder, selection.files):
            self._reporter.warning(
                f"{repository.repo_id} comes from the cache; its files there have not been checked.",
                f"graftwork hub download {repository.repo_id} checks them.",
            )
        return folder

    def _from_cache(self, name: HubName, error: Exception) -> Path:
        found = cached_snapshot(name)
        if found is None:
            raise error
        commit, folder = found
        self._reporter.warning(
            f"{name} comes from the cache, as of commit {commit[:12]}, and was not compared with the Hub.", str(error)
        )
        return folder
