"""A download: the files of a repository at one commit, each checked, in the shared cache or in a folder."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graftwork_core.errors import Cancelled, GraftworkError, NotEnoughRoom
from graftwork_core.hub.connect import connect
from graftwork_core.hub.download_options import DownloadOptions
from graftwork_core.hub.errors import Damaged
from graftwork_core.hub.fetch import RESERVE_BYTES, Fetch
from graftwork_core.hub.landing import CacheLanding, FolderLanding, Landing, room_for
from graftwork_core.hub.look import choose_files
from graftwork_core.hub.names import HubName
from graftwork_core.hub.network import IsCancelled
from graftwork_core.hub.repository import RemoteFile, Repository, look_up
from graftwork_core.hub.retrying import QUICK, STEADFAST, Patience, Pause
from graftwork_core.hub.selection import Selection
from graftwork_core.hub.session import HubSession
from graftwork_core.hub.transfers import Transfers
from graftwork_core.preflight import Preflight
from graftwork_core.reporting import Reporter
from graftwork_core.units import format_bytes


@dataclass(frozen=True, slots=True)
class DownloadResult:
    """A finished download.

    Attributes:
        out: The model's or adapter's folder.
        repository: The repository's present name.
        commit: Its commit.
        files: How many files it has here.
        nbytes: Their bytes.
        fetched: Bytes that came over the network in this run.
        seconds: How long this run took.
        warnings: What the user should know.
    """

    out: Path
    repository: str
    commit: str
    files: int
    nbytes: int
    fetched: int
    seconds: float
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {**asdict(self), "out": str(self.out), "kind": "download"}


def pinned(options: DownloadOptions) -> DownloadOptions:
    """The same download, of the commit that the revision means now.

    Raises:
        GraftworkError: When the Hub cannot be asked, or has no such repository.
    """
    with connect(meant=options.endpoint) as session:
        return options.model_copy(update={"commit": look_up(session, options.name).commit})


def check(options: DownloadOptions) -> Preflight:
    """What would be fetched, and where it would land; nothing is touched.

    Raises:
        GraftworkError: When the repository cannot be used, or nothing can be made there.
    """
    with connect(meant=options.endpoint, patience=QUICK) as session:
        repository = _look_up(session, options)
        selection, _ = choose_files(session, repository)
        landing = _landing(options, repository)
        landing.check()
        missing = [file for file in selection.files if not landing.place(file).is_file()]
        needed, free = room_for(landing, missing)
        return Preflight(
            out=options.out,
            reads=((Path(str(repository.pinned)), needed),),
            writes=tuple((file.path, file.size) for file in missing),
            disk_needed=needed + RESERVE_BYTES if needed else 0,
            disk_free=free,
            memory_needed=64 << 20,
            seconds=None,
            resumes=needed < sum(file.size for file in missing),
            notes=_notes(repository),
        )


def download(options: DownloadOptions, reporter: Reporter, patience: Patience = STEADFAST) -> DownloadResult:
    """Fetch what Graftwork needs of a repository; what is here already, whole and sound, is not fetched again.

    Raises:
        BadInput: There is no such repository, or nothing in it that Graftwork reads, or no place for it; or another
            Hub is used than was meant.
        Damaged: A file is not what the Hub announced, also when it is fetched again.
        NotEnoughRoom: The disk is too small, or became full.
        GraftworkError: The Hub cannot be asked, or refuses.
        Cancelled: The user stopped it; the next run goes on with the byte where this one stopped.
    """
    started = time.monotonic()
    reporter.stage("asking")
    is_cancelled, tell = reporter.is_cancelled, pause_teller(reporter)
    with connect(meant=options.endpoint, patience=patience, is_cancelled=is_cancelled, tell=tell) as session:
        repository = _look_up(session, options)
        selection, _ = choose_files(session, repository)
        landing = _landing(options, repository)
        landing.check()
        warnings = _warnings(repository, reporter)
        missing = _missing(landing, selection, reporter, recheck=options.recheck)
        _refuse_too_little_room(landing, missing)
        reporter.stage("downloading")
        transfers = Transfers(reporter, ((file.path, file.size) for file in selection.files))
        for file in set(selection.files) - set(missing):
            transfers.have(file.path, file.size)
        fetch_all(session, repository, missing, landing, transfers, options.at_once)
    reporter.stage("verifying")
    folder = landing.finish(repository, selection.files)
    warnings += _problems(folder, selection, reporter)
    return DownloadResult(
        out=folder,
        repository=repository.repo_id,
        commit=repository.commit,
        files=len(selection.files),
        nbytes=selection.nbytes,
        fetched=transfers.received,
        seconds=time.monotonic() - started,
        warnings=tuple(warnings),
    )


def fetch_all(
    session: HubSession,
    repository: Repository,
    files: Sequence[RemoteFile],
    landing: Landing,
    transfers: Transfers,
    at_once: int,
) -> None:
    """Fetch files, some at a time. A damaged one does not keep the others from arriving; anything else does.

    Raises:
        GraftworkError: The first failure.
    """
    stop = threading.Event()
    asked = session.manners.is_cancelled

    def is_cancelled() -> bool:
        return stop.is_set() or asked()

    def task(file: RemoteFile) -> Callable[[], None]:
        own = session.with_cancel(is_cancelled)
        fetch = Fetch(own, repository, file, landing.place(file), transfers)

        def run() -> None:
            fetch.run(lambda part: landing.land(part, file), lambda: landing.has(file, is_cancelled, recheck=False))

        return run

    tasks = [task(file) for file in files]
    failures: list[GraftworkError] = []
    with ThreadPoolExecutor(at_once, thread_name_prefix="download") as threads:
        pending: set[Future[None]] = {threads.submit(run) for run in tasks}
        while pending:
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            for one in done:
                if (error := one.exception()) is None:
                    continue
                if not isinstance(error, GraftworkError):
                    stop.set()
                    raise error
                failures.append(error)
                if not isinstance(error, Damaged):
                    stop.set()
    real = [error for error in failures if not isinstance(error, Cancelled)] or failures
    if real:
        raise real[0]


def _look_up(session: HubSession, options: DownloadOptions) -> Repository:
    name = options.name
    if options.commit is None:
        return look_up(session, name)
    found = look_up(session, HubName(name.repo_id, options.commit))
    return found.named(name.revision)


def _landing(options: DownloadOptions, repository: Repository) -> Landing:
    return CacheLanding(repository) if options.folder is None else FolderLanding(repository, options.folder)


def _missing(landing: Landing, selection: Selection, reporter: Reporter, *, recheck: bool) -> list[RemoteFile]:
    """What is not here yet, or is damaged."""
    is_cancelled: IsCancelled = reporter.is_cancelled
    return [file for file in selection.files if not landing.has(file, is_cancelled, recheck=recheck)]


def _refuse_too_little_room(landing: Landing, missing: Sequence[RemoteFile]) -> None:
    needed, free = room_for(landing, missing)
    if needed and needed + RESERVE_BYTES > free:
        where = landing.place(missing[0]).parent
        raise NotEnoughRoom(
            f"{format_bytes(needed)} are still to come, and the disk of {where} has {format_bytes(free)} free.",
            "Free some space, or choose a folder on another disk.",
        )


def pause_teller(reporter: Reporter) -> Callable[[Pause], None]:
    """Tells a reporter of pauses before another request, as a metric called "waiting"."""

    def tell(pause: Pause) -> None:
        reporter.metric(
            "waiting",
            what=pause.what,
            reason=pause.reason,
            attempt=pause.attempt,
            attempts=pause.attempts,
            seconds_left=round(pause.seconds_left, 1),
        )

    return tell


def _notes(repository: Repository) -> tuple[str, ...]:
    notes = []
    if repository.renamed_from:
        notes.append(f"{repository.renamed_from} is called {repository.repo_id} now.")
    if repository.left_out:
        name, why = repository.left_out[0]
        more = f" and {len(repository.left_out) - 1} more" if len(repository.left_out) > 1 else ""
        notes.append(f"{name!r}{more} gets no place on this machine: {why}.")
    if repository.gated:
        notes.append(f"{repository.repo_id} is gated: its files are given only to accounts with access.")
    return tuple(notes)


def _warnings(repository: Repository, reporter: Reporter) -> list[str]:
    notes = [note for note in _notes(repository) if "gated" not in note]
    for note in notes:
        reporter.warning(note)
    return notes


def _problems(folder: Path, selection: Selection, reporter: Reporter) -> list[str]:
    """What keeps the downloaded files from being a model: they are what the repository has, and stay."""
    from graftwork_core.adapter.files import open_adapter
    from graftwork_core.model.info import open_model

    try:
        (open_adapter if selection.kind == "adapter" else open_model)(folder)
    except GraftworkError as error:
        reporter.warning(f"The repository itself is broken: {error.message}", error.hint)
        return [error.message]
    return []
