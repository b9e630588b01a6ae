"""`graftwork_undo.json`: the bytes that a model's files had before each repair, the latest last."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graftwork_core.errors import BadInput
from graftwork_core.weights.checkpoint import read_json

UNDO_NAME: Final = "graftwork_undo.json"


@dataclass(frozen=True, slots=True)
class Change:
    """One file that a repair changes.

    Attributes:
        before: Its bytes before.
        after: sha256 (hex) of its bytes afterwards.
    """

    before: bytes
    after: str

    @property
    def was(self) -> str:
        """sha256 (hex) of its bytes before."""
        return hashlib.sha256(self.before).hexdigest()


Step = Mapping[str, Change]
"""One repair: file name → what was done to it."""


def read_steps(folder: Path, names: Collection[str]) -> list[Step]:
    """The repairs of a folder, from a file that somebody else may have changed; none when there is no such file.

    Args:
        folder: The model's folder.
        names: The only files that a repair may have changed.

    Raises:
        BadInput: When the file is damaged.
    """
    file = folder / UNDO_NAME
    if not file.exists():
        return []
    steps = read_json(file).get("steps")
    found = [_step(step, names) for step in steps] if isinstance(steps, list) else [None]
    if any(step is None for step in found):
        raise BadInput(f"{file} is damaged, so nothing can be undone with it.", "Move it away to fix the model anew.")
    return [step for step in found if step is not None]


def as_bytes(steps: Sequence[Step]) -> bytes:
    """The content of the file."""
    content = [
        {
            name: {"before": base64.b64encode(change.before).decode(), "was": change.was, "is": change.after}
            for name, change in step.items()
        }
        for step in steps
    ]
    return (json.dumps({"steps": content}, indent=1) + "\n").encode()


def _step(content: Any, names: Collection[str]) -> Step | None:
    if not isinstance(content, dict) or not content or not set(content) <= set(names):
        return None
    changes = {name: _change(entry) for name, entry in content.items()}
    sound = {name: change for name, change in changes.items() if change is not None}
    return sound if len(sound) == len(changes) else None


def _change(entry: Any) -> Change | None:
    if not isinstance(entry, dict) or not all(isinstance(entry.get(key), str) for key in ("before", "was", "is")):
        return None
    try:
        change = Change(base64.b64decode(entry["before"], validate=True), entry["is"])
    except ValueError:
        return None
    return change if change.was == entry["was"] else None
