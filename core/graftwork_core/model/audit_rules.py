"""The rules of an audit: what each looks at, and when it is more than a note.

A warning is for what is very probably wrong. Published models have a limit of 4096 tokens in their generation
settings, a tokenizer with a smaller limit than the window, or a theta that predicts less than their window: that is
a note, unless a longer context was meant to come along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, Literal

from graftwork_core.model.audit_report import Finding, Fix, Level
from graftwork_core.model.audit_spelling import spellings
from graftwork_core.model.audit_subject import Subject, scaling_differs, theta_differs
from graftwork_core.model.audit_words import Value
from graftwork_core.model.families import USUAL_THETA
from graftwork_core.model.info import CONFIG_NAME, TOKENIZER_CONFIG_NAME
from graftwork_core.model.layers import LENGTH_KEYS, all_layers_slide, is_mixed, length_keys, sliding_window
from graftwork_core.model.rotation import BY_LENGTH, FROM_ORIGINAL
from graftwork_core.model.sections import find_count

GENERATION_CONFIG: Final = "generation_config.json"
GENERATION_LIMIT: Final = "max_length"

_SHORT_OF_WINDOW: Final = 8
"""The window is so many times the predicted reach: worth a note (Mistral 7B has 19)."""
_FAR_SHORT_OF_WINDOW: Final = 40
"""No published model with rotation in all layers has this: a 1M window with theta 500,000 has 57."""
_USUAL_THETA_CARRIES: Final = 32768

Rule = Callable[[Subject], Iterator[Finding]]


def find_all(subject: Subject) -> tuple[Finding, ...]:
    """Everything that the rules find, warnings first."""
    found = [finding for rule in RULES for finding in rule(subject)]
    return tuple(sorted(found, key=lambda finding: finding.severity is not Level.WARNING))


def _left_behind(at: Subject) -> Iterator[Finding]:
    own, wanted = at.own, at.wanted
    if wanted is None:
        return
    fix = at.take_over()
    if theta_differs(own, wanted):
        values: dict[str, Value] = {"theta": own.theta, "wanted_theta": wanted.theta}
        if own.reach is None or wanted.reach is None:
            yield Finding("theta_left_behind", Level.WARNING, values, "no_reach", fix)
        else:
            values |= {"reach": own.reach.tokens, "wanted_reach": wanted.reach.tokens}
            yield Finding("theta_left_behind", Level.WARNING, values, fix=fix)
    if scaling_differs(own, wanted):
        values = {"scaling": own.scaling, "wanted_scaling": wanted.scaling}
        yield Finding("scaling_left_behind", Level.WARNING, values, fix=fix)
    if wanted.window is not None and (own.window or 0) < wanted.window:
        if not at.is_left_behind:
            fix = Fix(
                "window",
                CONFIG_NAME,
                at.seen[CONFIG_NAME],
                {"window": wanted.window},
                tokens=wanted.window,
            )
        values = {"window": own.window, "wanted_window": wanted.window}
        yield Finding("window_left_behind", Level.WARNING, values, fix=fix)


def _theta_missing(at: Subject) -> Iterator[Finding]:
    rope, window = at.own.rope, at.own.settings.window
    if rope is None or rope.theta is not None or at.own.theta != USUAL_THETA or at.is_left_behind:
        return
    if rope.kind == "default" and window is not None and window > _USUAL_THETA_CARRIES:
        yield Finding("theta_missing", Level.WARNING, {"theta": at.own.theta, "window": window}, "long")
    else:
        yield Finding("theta_missing", Level.NOTE, {"theta": at.own.theta})


def _scaling(at: Subject) -> Iterator[Finding]:
    own = at.own
    if own.rope is None:
        return
    wanted = at.wanted
    if own.problem:
        fix = at.take_over() if wanted is not None and not wanted.problem else None
        yield Finding("scaling_incomplete", Level.WARNING, {"problem": own.problem}, fix=fix)
    elif own.rope.kind in FROM_ORIGINAL and own.original is None:
        fix = at.take_over() if wanted is not None and wanted.original is not None else _guessed_original(at)
        values: dict[str, Value] = {"scaling": own.scaling, "window": own.window}
        yield Finding("original_length_missing", Level.WARNING, values, fix=fix)
    if own.rope.kind in BY_LENGTH:
        yield Finding("length_dependent", Level.NOTE, {"scaling": own.scaling})


def _guessed_original(at: Subject) -> Fix | None:
    """The window before it was extended, when window and factor tell one."""
    factor = at.own.rope.scaling.get("factor") if at.own.rope else None
    window = at.own.settings.window
    if window is None or not isinstance(factor, int | float) or factor <= 1 or window % factor:
        return None
    original = int(window // factor)
    return Fix("original", CONFIG_NAME, at.seen[CONFIG_NAME], {"original": original}, is_guess=True, tokens=original)


def _reach(at: Subject) -> Iterator[Finding]:
    reach, window = at.own.reach, at.own.settings.window
    if reach is None or reach.is_beyond or at.is_left_behind:
        return
    values: dict[str, Value] = {"reach": reach.tokens, "window": window, "theta": at.own.theta}
    is_meant = at.wanted is not None or is_mixed(
        at.config
    )  # the donor's very settings, or only some layers reach so far
    if window is not None and window > _FAR_SHORT_OF_WINDOW * reach.tokens and not is_meant:
        yield Finding("reach_below_window", Level.WARNING, values, "far")
    elif window is not None and window > _SHORT_OF_WINDOW * reach.tokens:
        yield Finding("reach_below_window", Level.NOTE, values)
    if at.length is not None and at.length > reach.tokens:
        yield Finding("reach_below_length", Level.NOTE, {"reach": reach.tokens, "length": at.length})


def _lengths(at: Subject) -> Iterator[Finding]:
    if at.length is not None and at.own.window is not None and at.length > at.own.window:
        yield Finding("length_above_window", Level.WARNING, {"length": at.length, "window": at.own.window})
    wanted = at.wanted.settings.tokenizer_max_length if at.wanted is not None else None
    yield from _limit(at, "tokenizer_limit", TOKENIZER_CONFIG_NAME, at.own.settings.tokenizer_max_length, wanted)
    limit, wanted = (find_count(config, [GENERATION_LIMIT]) for config in (at.generation, at.donor_generation))
    yield from _limit(at, "generation_limit", GENERATION_CONFIG, limit, wanted)


def _limit(
    at: Subject,
    name: Literal["tokenizer_limit", "generation_limit"],
    file: str,
    limit: int | None,
    wanted: int | None,
) -> Iterator[Finding]:
    """A limit below the window; more than a note when it did not come with the longer context."""
    window = at.window
    if limit is None or window is None or limit >= window or file not in at.seen:
        return
    severity = Level.NOTE if at.wanted is None or limit == wanted else Level.WARNING
    fix = Fix(name, file, at.seen[file], {"limit": window}, tokens=window)
    yield Finding(name, severity, {"limit": limit, "window": window}, fix=fix)


def _sliding(at: Subject) -> Iterator[Finding]:
    sliding, window = sliding_window(at.config), at.own.window
    if sliding is None or window is None or sliding >= window:
        return
    variant = "" if all_layers_slide(at.config) else "mixed"
    yield Finding("sliding_window", Level.NOTE, {"sliding": sliding, "window": window}, variant)


def _other_keys(at: Subject) -> Iterator[Finding]:
    if at.donor is None:
        return
    mine, theirs = (length_keys(model.config) for model in (at.model, at.donor))
    for key in LENGTH_KEYS:
        if mine.get(key) != theirs.get(key):
            values = {"key": key, "value": _in_short(mine.get(key)), "wanted_value": _in_short(theirs.get(key))}
            yield Finding("length_keys_differ", Level.WARNING, values)


RULES: Final[tuple[Rule, ...]] = (
    _left_behind,
    spellings,
    _theta_missing,
    _scaling,
    _lengths,
    _reach,
    _other_keys,
    _sliding,
)


def _in_short(value: Any) -> str:
    if value is None:
        return "not set"
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"
