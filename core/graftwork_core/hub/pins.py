"""Which commit an unfinished job works with: resumed after the repository was changed, it keeps to that one."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from graftwork_core.errors import BadInput
from graftwork_core.home import home
from graftwork_core.hub.names import HubName, is_commit
from graftwork_core.hub.settings import write_private

FILE_NAME: Final = "pins.json"
_MOST_ENTRIES: Final = 1000
_MOST_BYTES: Final = 1_000_000


def pinned_name(out: Path, name: HubName) -> HubName:
    """The name with the commit that an unfinished job with this output had begun with; else as it is."""
    commit = _read().get(_key(out, name))
    return HubName(name.repo_id, commit) if isinstance(commit, str) and is_commit(commit) else name


def pin(out: Path, name: HubName, commit: str) -> None:
    """Remember what a job works with."""
    _write({**_read(), _key(out, name): commit})


def unpin(out: Path) -> None:
    """Forget it: the job is done, or begins anew."""
    table = _read()
    kept = {key: commit for key, commit in table.items() if not key.startswith(f"{out}\n")}
    if kept != table:
        _write(kept)


def _key(out: Path, name: HubName) -> str:
    return f"{out}\n{name}"


def _read() -> dict[str, Any]:
    try:
        content = json.loads((home() / "hub" / FILE_NAME).read_bytes()[:_MOST_BYTES])
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _write(table: dict[str, Any]) -> None:
    with suppress(BadInput):  # without it a changed repository ends the job, which says so
        write_private(home() / "hub" / FILE_NAME, json.dumps(dict(list(table.items())[-_MOST_ENTRIES:])))
