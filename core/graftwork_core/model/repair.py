"""Write the fixes of an audit, so that they can be taken back byte for byte. Only three small JSON files are touched.

The old bytes go into `graftwork_undo.json` before the first file gets its new ones, so that whatever interrupts it,
every file is whole and `undo` knows both versions of it.
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graftwork_core.errors import BadInput
from graftwork_core.model import rope, undo_file
from graftwork_core.model.audit import FILES, fingerprint
from graftwork_core.model.audit_report import Finding, Fix, FixKind
from graftwork_core.model.audit_rules import GENERATION_LIMIT
from graftwork_core.model.context import TOKENIZER_LIMIT, with_context, with_window
from graftwork_core.model.info import MAX_CONFIG_BYTES
from graftwork_core.model.replacing import refuse_what_cannot_be_replaced, replace_files
from graftwork_core.model.sections import language_path
from graftwork_core.model.undo_file import UNDO_NAME, Change
from graftwork_core.weights.checkpoint import read_json

_ORDER: Final[tuple[FixKind, ...]] = (
    "context",
    "spelling",
    "original",
    "window",
    "tokenizer_limit",
    "generation_limit",
)
_LOOK_AGAIN: Final = "Look at the model again, then choose what to fix."
_NOT_UNDONE: Final = "Nothing was undone; compare the files with the model they came from."


@dataclass(frozen=True, slots=True)
class Rewrite:
    """One file that fixes change.

    Attributes:
        name: Its name in the folder.
        before: Its bytes now.
        after: Its bytes with the fixes.
    """

    name: str
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class Backup:
    """What a repair left, to be taken back with `undo`.

    Attributes:
        folder: The model's folder.
        file: Where the old bytes are.
        names: The files that were changed.
    """

    folder: Path
    file: Path
    names: tuple[str, ...]


def plan_fixes(folder: Path, findings: Iterable[Finding]) -> tuple[Rewrite, ...]:
    """What `apply_fixes` would write; nothing is touched.

    Raises:
        BadInput: When none of the findings has a fix, or a file changed since it was looked at.
    """
    fixes: list[Fix] = []
    for finding in findings:
        if finding.fix is not None and finding.fix not in fixes:
            fixes.append(finding.fix)
    if not fixes:
        raise BadInput("None of these findings has a fix that could be written.", _LOOK_AGAIN)
    fixes.sort(key=lambda fix: _ORDER.index(fix.kind))
    rewrites = [_rewrite(folder, name, [fix for fix in fixes if fix.file == name]) for name in FILES]
    return tuple(rewrite for rewrite in rewrites if rewrite is not None)


def apply_fixes(folder: Path, findings: Iterable[Finding]) -> Backup:
    """Write the fixes of these findings into a model's folder.

    Args:
        folder: The model's folder.
        findings: From an audit of it; those without a fix are left out.

    Returns:
        Where the old bytes are.

    Raises:
        BadInput: When there is nothing to write, a file changed since it was looked at, is a link, or cannot be
            written.
    """
    rewrites = plan_fixes(folder, findings)
    for rewrite in rewrites:
        refuse_what_cannot_be_replaced(folder / rewrite.name)
    step = {one.name: Change(one.before, hashlib.sha256(one.after).hexdigest()) for one in rewrites}
    steps = undo_file.as_bytes([*undo_file.read_steps(folder, FILES), step])
    replace_files(folder, [(UNDO_NAME, steps), *((rewrite.name, rewrite.after) for rewrite in rewrites)])
    return Backup(folder, folder / UNDO_NAME, tuple(rewrite.name for rewrite in rewrites))


def can_undo(folder: Path) -> bool:
    """Whether a fix was written into this folder that `undo` could take back."""
    return (folder / UNDO_NAME).is_file()


def undo(folder: Path) -> tuple[str, ...]:
    """Take the last repair of a folder back, byte for byte.

    Returns:
        Names of the files that have their old bytes again; none when that repair was interrupted before it had
        changed anything.

    Raises:
        BadInput: When there is nothing to undo, or a file was changed after the repair. Nothing is changed then.
    """
    old = plan_undo(folder)
    replace_files(folder, old)
    steps = undo_file.read_steps(folder, FILES)[:-1]
    if steps:
        replace_files(folder, [(UNDO_NAME, undo_file.as_bytes(steps))])
    else:
        (folder / UNDO_NAME).unlink()
    return tuple(name for name, _ in old)


def plan_undo(folder: Path) -> list[tuple[str, bytes]]:
    """What `undo` would write: name and old bytes of each file; nothing is touched.

    Raises:
        BadInput: See `undo`.
    """
    steps = undo_file.read_steps(folder, FILES)
    if not steps:
        raise BadInput(f"Nothing was fixed in {folder} that could be undone.", "Pick the folder that was repaired.")
    old: list[tuple[str, bytes]] = []
    for name, change in steps[-1].items():
        now = fingerprint(folder / name) if (folder / name).is_file() else ""
        if now not in (change.was, change.after):
            raise BadInput(f"{folder / name} was changed after it had been fixed.", _NOT_UNDONE)
        if now != change.was:
            refuse_what_cannot_be_replaced(folder / name)
            old.append((name, change.before))
    return old


def _rewrite(folder: Path, name: str, fixes: Sequence[Fix]) -> Rewrite | None:
    if not fixes:
        return None
    before = _read(folder / name)
    if any(fix.seen != hashlib.sha256(before).hexdigest() for fix in fixes):
        raise BadInput(f"{folder / name} has changed since it was looked at.", _LOOK_AGAIN)
    content = read_json(folder / name, MAX_CONFIG_BYTES)
    for fix in fixes:
        content = _MENDERS[fix.kind](content, fix)
    after = (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")
    return Rewrite(name, before, after)


def _with_settings(config: dict[str, Any], fix: Fix) -> dict[str, Any]:
    if fix.settings is None:
        raise BadInput(f"The fix {fix.kind!r} has no settings.", _LOOK_AGAIN)
    return with_context(config, fix.settings)


def _with_original(config: dict[str, Any], fix: Fix) -> dict[str, Any]:
    result = copy.deepcopy(config)
    section = result
    for key in (*language_path(result), None):
        rope.pin_original(section, _tokens(fix))
        section = section[key] if key is not None else section
    return result


def _tokens(fix: Fix) -> int:
    if fix.tokens is None:
        raise BadInput(f"The fix {fix.kind!r} has no number.", _LOOK_AGAIN)
    return fix.tokens


_MENDERS: Final[Mapping[FixKind, Callable[[dict[str, Any], Fix], dict[str, Any]]]] = {
    "context": _with_settings,
    "spelling": _with_settings,
    "original": _with_original,
    "window": lambda config, fix: with_window(config, _tokens(fix)),
    "tokenizer_limit": lambda config, fix: {**config, TOKENIZER_LIMIT: _tokens(fix)},
    "generation_limit": lambda config, fix: {**config, GENERATION_LIMIT: _tokens(fix)},
}


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror or error}.", _LOOK_AGAIN) from error
