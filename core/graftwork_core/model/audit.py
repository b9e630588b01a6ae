"""The audit of a model's context: what can be said before a single weight is loaded, in milliseconds.

It warns and never blocks. A model of ours remembers (in its graftwork.json) what context settings its adapter brought
along, so that a merge that left them out is found without its donor.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from graftwork_core.errors import BadInput
from graftwork_core.model import info
from graftwork_core.model.audit_report import SETTINGS_LEFT_BEHIND, AuditReport, Finding, Fix, Level
from graftwork_core.model.audit_rules import GENERATION_CONFIG, find_all
from graftwork_core.model.audit_subject import Subject
from graftwork_core.model.context import ContextSettings, carried_context
from graftwork_core.model.info import CONFIG_NAME, MAX_CONFIG_BYTES, TOKENIZER_CONFIG_NAME, Model
from graftwork_core.model.understanding import understand
from graftwork_core.weights.checkpoint import read_json
from graftwork_core.weights.partial import MADE_BY_US

__all__ = ["SETTINGS_LEFT_BEHIND", "AuditReport", "Finding", "Fix", "Level", "audit"]

FILES: Final = (CONFIG_NAME, TOKENIZER_CONFIG_NAME, GENERATION_CONFIG)
"""The files that an audit looks at and that a fix may change."""


def audit(
    model: Path | Model,
    donor: Path | Model | None = None,
    adapter_context: ContextSettings | None = None,
    length: int | None = None,
) -> AuditReport:
    """Look at a model's context settings; nothing is changed and no weights are read.

    Args:
        model: The model, or its folder.
        donor: The model that the long context comes from, or its folder: what it has should be here too.
        adapter_context: The same for an adapter: the settings that it carries.
        length: Tokens that somebody wants to reach.

    Raises:
        BadInput: When a folder holds no model, or a setting in it cannot be used.
    """
    opened = model if isinstance(model, Model) else info.open_model(model)
    other = info.open_model(donor) if isinstance(donor, Path) else donor
    broken: list[Finding] = []
    wanted = other.context if other is not None else adapter_context
    if wanted is None:
        wanted = _remembered(opened.folder, broken)
    own = understand(opened)
    side = understand(opened, wanted) if wanted is not None else None
    subject = Subject(
        model=opened,
        own=own,
        wanted=side,
        donor=other,
        generation=_generation_config(opened.folder, broken),
        donor_generation=_generation_config(other.folder, []) if other is not None else {},
        seen={name: fingerprint(opened.folder / name) for name in FILES if (opened.folder / name).is_file()},
        length=length,
    )
    return AuditReport(
        folder=opened.folder,
        settings=own.settings,
        rope=own.rope,
        theta=own.theta,
        window=own.window,
        reach=own.reach,
        wanted=wanted,
        wanted_reach=side.reach if side is not None else None,
        findings=(*find_all(subject), *broken),
        positions=own.positions,
        wanted_positions=side.positions if side is not None else None,
    )


def fingerprint(file: Path) -> str:
    """The sha256 (hex) of a small file's bytes.

    Raises:
        BadInput: When it cannot be read.
    """
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror or error}.", "Check its permissions.") from error


def _remembered(folder: Path, broken: list[Finding]) -> ContextSettings | None:
    if not (folder / MADE_BY_US).is_file():
        return None
    try:
        return carried_context(read_json(folder / MADE_BY_US))
    except BadInput as error:
        broken.append(Finding("record_broken", Level.NOTE, {"problem": _without(folder, error)}))
        return None


def _generation_config(folder: Path, broken: list[Finding]) -> Mapping[str, Any]:
    if not (folder / GENERATION_CONFIG).is_file():
        return {}
    try:
        return read_json(folder / GENERATION_CONFIG, MAX_CONFIG_BYTES)
    except BadInput as error:
        broken.append(Finding("generation_config_broken", Level.WARNING, {"problem": _without(folder, error)}))
        return {}


def _without(folder: Path, error: BadInput) -> str:
    """What is wrong with a file of a folder, the folder left out: findings go into reports that leave this computer."""
    return error.message.replace(f"{folder}{os.sep}", "")
