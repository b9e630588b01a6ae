"""Which files in the cache Graftwork itself has checked by their hashes, and that have not changed since.

A small table in the data folder: place → size and time of the last change. Losing it costs another check.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from graftwork_core.errors import BadInput
from graftwork_core.home import home
from graftwork_core.hub.contents import Digest
from graftwork_core.hub.locks import FileLock
from graftwork_core.hub.network import IsCancelled, stop_if_asked, watching
from graftwork_core.hub.repository import RemoteFile
from graftwork_core.hub.session import never
from graftwork_core.hub.settings import write_private

FILE_NAME: Final = "checked.json"
LOCK_NAME: Final = "checked.lock"
_MOST_ENTRIES: Final = 20_000
_MOST_BYTES: Final = 20_000_000
_PIECE: Final = 1 << 22
_last: Final[dict[Path, tuple[list[int], dict[str, list[int]]]]] = {}


def mark_checked(files: Iterable[Path]) -> None:
    """Remember that these files were checked just now; other threads and processes may be doing the same."""
    folder = home() / "hub"
    with suppress(BadInput, OSError), FileLock(folder / LOCK_NAME, never):
        table = _read()
        for file in files:
            with suppress(OSError):
                table[str(file.resolve())] = _stamp(file)
        write_private(folder / FILE_NAME, json.dumps(dict(list(table.items())[-_MOST_ENTRIES:])))


def unchecked(folder: Path, files: Iterable[RemoteFile]) -> tuple[RemoteFile, ...]:
    """Those files of a snapshot that nobody has checked since they were last written."""
    table = _read()
    return tuple(file for file in files if not _is_known(table, folder / file.path))


def is_checked(file: Path) -> bool:
    """Whether Graftwork checked this very file, and it has not changed since."""
    return _is_known(_read(), file)


def is_sound(place: Path, file: RemoteFile, is_cancelled: IsCancelled = never) -> bool:
    """Whether a file on the disk is what the Hub says it is: its whole content is read.

    Raises:
        Cancelled: The user stopped it.
    """
    digest = Digest(file)
    try:
        if place.stat().st_size != file.size:
            return False
        with watching(is_cancelled), place.open("rb", buffering=0) as stream:
            while piece := stream.read(_PIECE):
                stop_if_asked()
                digest.update(piece)
    except OSError:
        return False
    return digest.matches


def _read() -> dict[str, list[int]]:
    file = home() / "hub" / FILE_NAME
    try:
        stamp = _stamp(file)
        if _last.get(file, ([], {}))[0] != stamp:
            content: Any = json.loads(file.read_bytes()[:_MOST_BYTES])
            _last[file] = (stamp, content if isinstance(content, dict) else {})
        return dict(_last[file][1])
    except (OSError, ValueError, RecursionError):
        return {}


def _is_known(table: dict[str, list[int]], file: Path) -> bool:
    try:
        return table.get(str(file.resolve())) == _stamp(file)
    except OSError:
        return False


def _stamp(file: Path) -> list[int]:
    status = file.stat()
    return [status.st_size, status.st_mtime_ns]
