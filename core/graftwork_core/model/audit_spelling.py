"""Whether readers of the old and of the new rotary keys see the same in a config.json."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from graftwork_core.model.audit_report import Finding, Fix, Level
from graftwork_core.model.audit_subject import Subject
from graftwork_core.model.audit_words import Value
from graftwork_core.model.context import ContextSettings, with_context
from graftwork_core.model.info import CONFIG_NAME, Model
from graftwork_core.model.rope import is_nested
from graftwork_core.model.understanding import Understood, same_theta, understand


def spellings(at: Subject) -> Iterator[Finding]:
    """The finding about the two spellings, with what would make them one."""
    found = spelling_finding(at.model)
    if found is None:
        return
    side = at.wanted or at.own
    repaired = replace(at.model, config=with_context(at.config, side.settings))
    if spelling_finding(repaired) is None and same_theta(understand(repaired).theta, side.theta):
        values: dict[str, Value] = {"theta": side.theta, "scaling": side.scaling}
        is_guess = found.id == "keys_disagree"
        own_fix = Fix("spelling", CONFIG_NAME, at.seen[CONFIG_NAME], values, is_guess, side.settings)
        found = replace(found, fix=at.take_over() or own_fix)
    yield found


def spelling_finding(model: Model) -> Finding | None:
    """Whether readers of the old and of the new keys see the same (facts: transformers 5.23, measured).

    `rope_parameters` wins over `rope_theta`, but a `rope_scaling` that is not null takes its place, and theta is then
    looked for beside it.
    """
    raw = model.context.rope
    parameters = raw.get("rope_parameters")
    if not isinstance(parameters, dict) or not parameters:
        return None
    old = _as_read_from(model, {key: value for key, value in raw.items() if key != "rope_parameters"})
    new = _as_read_from(model, {key: value for key, value in raw.items() if key != "rope_scaling"})
    values: dict[str, Value] = {"old_theta": old.theta, "old_scaling": old.scaling}
    values |= {"new_theta": new.theta, "new_scaling": new.scaling}
    agree = same_theta(old.theta, new.theta) and old.rotates_like(new)
    says_theta = old.rope is not None and old.rope.theta is not None
    if is_nested(parameters):  # readers before transformers 5 knew few such architectures, and only by theta
        if says_theta and not same_theta(old.theta, new.theta):
            return Finding("keys_disagree", Level.WARNING, values)
        return None
    if raw.get("rope_scaling"):
        return None if agree else Finding("keys_disagree", Level.WARNING, values, "shadowed")
    if agree:
        return None
    if says_theta:
        return Finding("keys_disagree", Level.WARNING, values)
    return Finding("old_keys_missing", Level.NOTE, {"theta": new.theta, "old_theta": old.theta})


def _as_read_from(model: Model, raw: Mapping[str, Any]) -> Understood:
    kept = raw or {"rope_scaling": None}  # it rotates, whatever is left out
    return understand(model, ContextSettings(model.context.window, kept))
