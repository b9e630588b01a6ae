"""What an unfinished upload has done so far, so that the next run goes on: parts that the Hub's storage has already.

Signed addresses are in it, which are as good as passwords for some hours: only the owner can read the file, and it is
removed when the upload is done.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from graftwork_core.errors import BadInput
from graftwork_core.home import home
from graftwork_core.hub.settings import write_private

FRESH_SECONDS: Final = 12 * 3600.0
"""Signed addresses older than this are not tried again."""
_MOST_BYTES: Final = 50_000_000


@dataclass
class Parts:
    """A large file that was begun.

    Attributes:
        addresses: Where each part goes, in order.
        size: Bytes of a part, except the last one.
        complete: Where the Hub is told that all parts are there.
        verify: Where it is asked to look; empty when it does not want that.
        begun: When the addresses were given; seconds since 1970.
        receipts: Number of a part (from 1, as text) → what the storage called it.
    """

    addresses: list[str]
    size: int
    complete: str
    verify: str
    begun: float
    receipts: dict[str, str] = field(default_factory=dict)


class UploadState:
    """The state of one upload. May be used from any thread.

    Attributes:
        created_here: Whether this upload made the repository.
    """

    def __init__(self, endpoint: str, repository: str) -> None:
        """Read what an earlier run left."""
        key = hashlib.sha256(f"{endpoint}\n{repository}".encode()).hexdigest()[:24]
        self._file: Path = home() / "hub" / "uploads" / f"{key}.json"
        self._lock = threading.Lock()
        content = _read(self._file)
        self.created_here = content.get("created_here") is True
        self._parts: dict[str, Parts] = {}
        for sha256, about in (content.get("parts") or {}).items():
            with suppress(TypeError):
                self._parts[sha256] = Parts(**about)

    def parts_of(self, sha256: str) -> Parts | None:
        """What was begun of a file, when its addresses may still be good."""
        with self._lock:
            parts = self._parts.get(sha256)
            if parts is None or not 0 <= time.time() - parts.begun < FRESH_SECONDS:
                return None
            return parts

    def begin(self, sha256: str, parts: Parts) -> None:
        """A file was begun."""
        with self._lock:
            self._parts[sha256] = parts
            self._write()

    def received(self, sha256: str, number: int, receipt: str) -> None:
        """A part has arrived."""
        with self._lock:
            self._parts[sha256].receipts[str(number)] = receipt
            self._write()

    def forget(self, sha256: str) -> None:
        """A file is complete, or has to begin anew."""
        with self._lock:
            self._parts.pop(sha256, None)
            self._write()

    def mark_created(self) -> None:
        """This upload made the repository."""
        with self._lock:
            self.created_here = True
            self._write()

    def remove(self) -> None:
        """The upload is done."""
        with self._lock:
            self._file.unlink(missing_ok=True)

    def _write(self) -> None:
        parts = {sha256: asdict(one) for sha256, one in self._parts.items()}
        with suppress(BadInput):  # without it the next run sends more again, nothing worse
            write_private(self._file, json.dumps({"created_here": self.created_here, "parts": parts}))


def _read(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_bytes()[:_MOST_BYTES])
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) and isinstance(content.get("parts", {}), dict) else {}
