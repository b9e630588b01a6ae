"""What is said of a merged model's context: in its record, and to whoever made it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from graftwork_core.adapter.files import Adapter
from graftwork_core.model.audit import audit
from graftwork_core.model.context import ContextSettings
from graftwork_core.reporting import Reporter


def carried_settings(adapters: Sequence[Adapter]) -> dict[str, Any]:
    """The context settings that the adapters brought along, for the record: whether or not they were used.

    So an audit finds a merge that left them out, long after the adapter is gone. Adapters that disagree leave none.
    """
    carried: list[ContextSettings] = []
    for adapter in adapters:
        settings = adapter.context
        if settings is not None and not any(settings.same_as(other) for other in carried):
            carried.append(settings)
    if len(carried) != 1:
        return {"changed": False}
    return {"changed": True, "donor": carried[0].to_json()}


def audit_written(folder: Path, reporter: Reporter | None = None) -> tuple[str, ...]:
    """The warnings of an audit of a folder that was just written; each is reported too."""
    warnings = audit(folder).warnings
    for finding in warnings:
        if reporter is not None:
            reporter.warning(finding.message, finding.advice)
    return tuple(finding.message for finding in warnings)
