"""A look at a repository without downloading it: a folder with its settings and the headers of its weights.

`open_model` and `open_adapter` open that folder as any other one. Of the weights there are only headers; a few rows
come by range requests when somebody asks for them. Headers are read by our own strict reader, whose every check
(offsets, gaps, shapes, sizes) holds against the size that the Hub tells.
"""

from __future__ import annotations

import os
import struct
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final

from graftwork_core.adapter.files import CONFIG_NAME as ADAPTER_CONFIG
from graftwork_core.errors import BadInput
from graftwork_core.home import home
from graftwork_core.hub.cache import CachedRepository, free_bytes
from graftwork_core.hub.contents import Digest, fetch_range, fetch_small
from graftwork_core.hub.folders import hub_cache
from graftwork_core.hub.names import HubName
from graftwork_core.hub.repository import RemoteFile, Repository, look_up
from graftwork_core.hub.selection import RECORD_NAME, Selection, index_of, select
from graftwork_core.hub.session import HubSession
from graftwork_core.model.info import CONFIG_NAME, TOKENIZER_CONFIG_NAME
from graftwork_core.weights import lazy
from graftwork_core.weights.header import TensorInfo, read_header

MOST_HEADER_BYTES: Final = 25_000_000
"""What a look fetches of a header at the most; whoever needs more has to download the file."""
_FIRST_BYTES: Final = 32_768
_AT_ONCE: Final = 4
_LOOKED_AT: Final = frozenset(
    {CONFIG_NAME, TOKENIZER_CONFIG_NAME, ADAPTER_CONFIG, RECORD_NAME, "generation_config.json"}
)
_MOST_LOOKED_BYTES: Final = 4_000_000
_MOST_PIECES_BYTES: Final = 128_000_000
_PREFIX: Final = struct.Struct("<Q")


@dataclass(frozen=True, slots=True)
class DownloadCost:
    """What it would take to have the repository here.

    Attributes:
        folder: Where it would land.
        nbytes: Bytes of all files that are needed.
        missing: How many of them are not in the cache yet.
        free: Bytes free on that disk.
    """

    folder: Path
    nbytes: int
    missing: int
    free: int


class RemotePlace:
    """A repository that can be looked at as a folder, as long as this is open.

    Attributes:
        repository: What the Hub tells about it.
        selection: The files that Graftwork needs of it.
        folder: What `open_model` or `open_adapter` take.
        cost: What a download would take.
    """

    def __init__(
        self,
        repository: Repository,
        selection: Selection,
        folder: Path,
        cost: DownloadCost,
        source: RangeSource | None = None,
    ) -> None:
        """Use `look_into`."""
        self._source = source
        self.repository = repository
        self.selection = selection
        self.folder = folder
        self.cost = cost

    def __enter__(self) -> RemotePlace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def is_here(self) -> bool:
        """Whether everything is in the cache already: then the folder is the one there."""
        return self.cost.missing == 0

    def close(self) -> None:
        """The folder's stubs can't be read any more."""
        if self._source is not None:
            lazy.unregister(self.folder, self._source)


def look_into(session: HubSession, name: HubName) -> RemotePlace:
    """Make a folder that stands for a repository: some hundred kilobytes are fetched, whatever its size.

    Raises:
        BadInput: When it holds no model and no adapter that Graftwork can read.
        GraftworkError: When the Hub cannot be asked, or a file arrives damaged.
    """
    repository = look_up(session, name)
    selection, index_content = choose_files(session, repository)
    cost = cost_of(repository, selection)
    if not CachedRepository.of(repository.repo_id).lacks(repository.commit, selection.files):
        return RemotePlace(repository, selection, cost.folder, cost)
    folder = CachedRepository.of(repository.repo_id, home() / "hub" / "look").snapshot(repository.commit)
    source = RangeSource(session, repository, selection, folder)
    source.open(index_content)
    return RemotePlace(repository, selection, folder, cost, source)


def download_cost(session: HubSession, name: HubName) -> tuple[DownloadCost, Repository]:
    """What a download would take, without a look at headers.

    Raises:
        GraftworkError: When the Hub cannot be asked, or there is nothing that Graftwork reads.
    """
    repository = look_up(session, name)
    selection, _ = choose_files(session, repository)
    return cost_of(repository, selection), repository


def cost_of(repository: Repository, selection: Selection) -> DownloadCost:
    """What it would take to have these files of a repository in the cache."""
    cached = CachedRepository.of(repository.repo_id)
    return DownloadCost(
        folder=cached.snapshot(repository.commit),
        nbytes=selection.nbytes,
        missing=sum(file.size for file in cached.lacks(repository.commit, selection.files)),
        free=free_bytes(hub_cache()),
    )


def choose_files(session: HubSession, repository: Repository) -> tuple[Selection, bytes | None]:
    """The files that are needed of a repository, and the content of its list of shards, which tells.

    Raises:
        BadInput: When there is nothing that Graftwork reads.
        GraftworkError: When the list of shards cannot be fetched.
    """
    index = index_of(repository)
    content = None if index is None else fetch_small(session, repository, index)
    return select(repository, content), content


class Pieces:
    """What was fetched of files for a look; when it becomes too much, all is forgotten. May be used from any thread."""

    def __init__(self) -> None:
        """Nothing was fetched yet."""
        self._lock = threading.Lock()
        self._known: dict[tuple[str, int, int], bytes] = {}
        self._nbytes = 0

    def get(self, key: tuple[str, int, int]) -> bytes | None:
        """Some bytes by file, offset and length; None when they are not here."""
        with self._lock:
            return self._known.get(key)

    def put(self, key: tuple[str, int, int], content: bytes) -> None:
        """Keep them."""
        with self._lock:
            if self._nbytes + len(content) > _MOST_PIECES_BYTES:
                self._known.clear()
                self._nbytes = 0
            self._known[key] = content
            self._nbytes += len(content)


_shared: Pieces | None = None


def share_pieces() -> None:
    """From now on the looks of this process share what they fetch: for one that looks at the same again and again."""
    global _shared
    _shared = Pieces()


class RangeSource:
    """The source of a folder of stubs: sizes and hashes by the Hub, bytes by range requests."""

    def __init__(
        self,
        session: HubSession,
        repository: Repository,
        selection: Selection,
        folder: Path,
        *,
        everything: bool = False,
    ) -> None:
        """Nothing is fetched yet.

        Args:
            session: Who asks.
            repository: At a commit.
            selection: The files that are needed.
            folder: The folder to make.
            everything: Whether all small files are fetched, and not only those that a look needs.
        """
        self._everything = everything
        self.session = session
        self.repository = repository
        self.folder = folder
        self._weights = {file.path: file for file in selection.weights}
        self._selection = selection
        self._absent: dict[str, RemoteFile] = {}
        self._pieces = _shared if _shared is not None else Pieces()

    def open(self, index_content: bytes | None) -> None:
        """Fetch the settings and the headers, and become the folder's source.

        What is there from an earlier look is checked and kept.

        Args:
            index_content: The content of the list of shards, when there is one.

        Raises:
            BadInput: When the folder cannot be written, or a file has no header.
            GraftworkError: When something cannot be fetched.
        """
        lazy.register(self.folder, self)
        try:
            self._prepare(index_content)
        except BaseException as error:
            lazy.unregister(self.folder, self)
            if isinstance(error, OSError):
                what = f"{self.folder} cannot be written: {error.strerror or error}."
                raise BadInput(what, "Set GRAFTWORK_HOME to another folder.") from error
            raise

    def _prepare(self, index_content: bytes | None) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if self._selection.index is not None and index_content is not None:
            replace_file(self.folder / self._selection.index.path, index_content)
        tasks: list[Callable[[], None]] = [self._small_task(file) for file in self._selection.small]
        tasks += [self._header_task(file) for file in self._selection.weights]
        with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="look") as threads:
            for done in [threads.submit(task) for task in tasks]:
                done.result()

    def size(self, file: Path) -> int | None:
        """See `weights.lazy.Source`."""
        known = self._weights.get(file.name)
        return None if known is None else known.size

    def read_into(self, view: memoryview, file: Path, offset: int) -> None:
        """See `weights.lazy.Source`."""
        key = (f"{self.repository.pinned}/{file.name}", offset, len(view))
        known = self._pieces.get(key)
        if known is None:
            known = fetch_range(self.session, self.repository, self._weights[file.name], offset, len(view))
            self._pieces.put(key, known)
        view[:] = known

    def whole(self, file: Path) -> Path:
        """See `weights.lazy.Source`: a look never brings a whole file."""
        raise BadInput(
            f"{file.name} of {self.repository.repo_id} is not on this machine.", "Download the repository first."
        )

    def announce(self, tensors: Sequence[TensorInfo]) -> None:
        """See `weights.lazy.Source`."""

    def finished(self, tensor: TensorInfo) -> Path | None:
        """See `weights.lazy.Source`."""
        return None

    def identity(self, file: Path) -> Mapping[str, str | int] | None:
        """See `weights.lazy.Source`."""
        known = self._weights.get(file.name)
        if known is None or known.sha256 is None:
            return None
        return {"file": known.path, "bytes": known.size, "sha256": known.sha256}

    def digest(self, file: Path) -> tuple[str, str] | None:
        """See `weights.lazy.Source`."""
        absent = self._absent.get(file.name)
        return None if absent is None else ("sha256" if absent.sha256 else "git", absent.etag)

    def _small_task(self, file: RemoteFile) -> Callable[[], None]:
        place = self.folder / file.path
        place.parent.mkdir(parents=True, exist_ok=True)
        if _is_whole(place, file):
            return _nothing
        if not self._everything and (file.path not in _LOOKED_AT or file.size > _MOST_LOOKED_BYTES):
            place.write_bytes(b"")
            self._absent[file.path] = file
            return _nothing
        return lambda: replace_file(place, fetch_small(self.session, self.repository, file))

    def _header_task(self, file: RemoteFile) -> Callable[[], None]:
        place = self.folder / file.path

        if _is_header(place):
            return _nothing
        return lambda: replace_file(place, fetch_header(self.session, self.repository, file))


def replace_file(place: Path, content: bytes) -> None:
    """Write a file whole or not at all: somebody else may read it."""
    beside = place.with_name(f"{place.name}.{os.getpid()}-{threading.get_ident()}.tmp")
    beside.write_bytes(content)
    os.replace(beside, place)


def fetch_header(session: HubSession, repository: Repository, file: RemoteFile) -> bytes:
    """The header of a file of weights, with its length before it, as the bytes that they are.

    Raises:
        BadInput: When the file is too short for one, or claims a length that none has.
        GraftworkError: When it cannot be fetched.
    """
    content = fetch_range(session, repository, file, 0, _FIRST_BYTES)
    length = _header_length(content, file, f"{file.path} of {repository.repo_id}")
    if length > len(content):
        content += fetch_range(session, repository, file, len(content), length - len(content))
    return content[:length]


def _header_length(content: bytes, file: RemoteFile, where: str) -> int:
    """Bytes of the length and the header."""
    if len(content) < _PREFIX.size:
        raise BadInput(f"{where} is too short for a safetensors file.", "Choose another repository.")
    (length,) = _PREFIX.unpack_from(content)
    if length > MOST_HEADER_BYTES or length + _PREFIX.size > file.size:
        raise BadInput(
            f"{where} claims a header of {length} bytes.", "It is damaged, or not a safetensors file: choose another."
        )
    return int(length) + _PREFIX.size


def _is_whole(place: Path, file: RemoteFile) -> bool:
    try:
        content = place.read_bytes()
    except OSError:
        return False
    digest = Digest(file)
    digest.update(content)
    return len(content) == file.size and digest.matches


def _is_header(place: Path) -> bool:
    """Whether an earlier look left the header there, whole and sound."""
    try:
        return place.is_file() and read_header(place).nbytes == place.stat().st_size
    except (OSError, BadInput):
        return False


def _nothing() -> None:
    """Nothing to fetch."""
