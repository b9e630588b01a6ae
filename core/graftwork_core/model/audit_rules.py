"""The rules of an audit: what each looks at, and when it is more than a note.

A warning is for what is very probably wrong. Published models have a limit of 4096 tokens in their generation
settings, a tokenizer with a smaller limit than the window, or a theta that predicts less than their window: that is
a note, unless a longer context was meant to come along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from graftwork_core.model.audit_report import Finding, Fix, Level
from graftwork_core.model.audit_words import Value
from graftwork_core.model.context import ContextSettings, with_context
from graftwork_core.model.families import USUAL_THETA
from graftwork_core.model.info import CONFIG_NAME, TOKENIZER_CONFIG_NAME, Model
from graftwork_core.model.rope import is_nested
from graftwork_core.model.rotation import BY_LENGTH, FROM_ORIGINAL
from graftwork_core.model.sections import find, find_count
from graftwork_core.model.understanding import Understood, architecture, same_theta, understand

GENERATION_CONFIG: Final = "generation_config.json"
GENERATION_LIMIT: Final = "max_length"

_ALL_LAYERS_SLIDE: Final = frozenset({"mistral", "mixtral", "phi3", "phimoe", "starcoder2"})
_LAYERS_WITHOUT_ROPE: Final = ("no_rope_layers", "no_rope_layer_interval", "nope_layer_interval")
_LENGTH_KEYS: Final = (
    "sliding_window",
    "use_sliding_window",
    "max_window_layers",
    "sliding_window_pattern",
    "layer_types",
    "attention_chunk_size",
    "dual_chunk_attention_config",
    "attn_temperature_tuning",
    "attn_scale",
    "floor_scale",
)
_SHORT_OF_WINDOW: Final = 8
"""The window is so many times the predicted reach: worth a note (Mistral 7B has 19)."""
_FAR_SHORT_OF_WINDOW: Final = 40
"""No published model with rotation in all layers has this: a 1M window with theta 500,000 has 57."""
_USUAL_THETA_CARRIES: Final = 32768


@dataclass(frozen=True)
class Subject:
    """What the rules look at.

    Attributes:
        model: The model.
        own: What its settings amount to.
        wanted: What those amount to that should have come along; None when nobody knows of any.
        donor: The model that the ability comes from, when it is at hand.
        generation: Its generation_config.json; empty when there is none.
        donor_generation: The donor's.
        seen: File name → sha256 of its bytes.
        length: Tokens that somebody wants to reach; None when nobody said.
    """

    model: Model
    own: Understood
    wanted: Understood | None
    donor: Model | None
    generation: Mapping[str, Any]
    donor_generation: Mapping[str, Any]
    seen: Mapping[str, str]
    length: int | None

    @property
    def config(self) -> Mapping[str, Any]:
        """The model's config.json."""
        return self.model.config

    @property
    def window(self) -> int | None:
        """The larger of the written window and of the one that should have come along."""
        windows = [side.settings.window for side in (self.own, self.wanted) if side is not None]
        return max((window for window in windows if window), default=None)

    @property
    def is_left_behind(self) -> bool:
        """Whether theta or scaling should be others."""
        wanted, own = self.wanted, self.own
        return wanted is not None and (_theta_differs(own, wanted) or _scaling_differs(own, wanted))

    def take_over(self) -> Fix | None:
        """The fix that writes the wanted settings; None without such."""
        if self.wanted is None:
            return None
        wanted = self.wanted
        values = {"theta": wanted.theta, "scaling": wanted.scaling, "window": wanted.settings.window}
        return Fix("context", CONFIG_NAME, self.seen[CONFIG_NAME], values, settings=wanted.settings)


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
    if _theta_differs(own, wanted):
        values: dict[str, Value] = {"theta": own.theta, "wanted_theta": wanted.theta}
        if own.reach is None or wanted.reach is None:
            yield Finding("theta_left_behind", Level.WARNING, values, "no_reach", fix)
        else:
            values |= {"reach": own.reach.tokens, "wanted_reach": wanted.reach.tokens}
            yield Finding("theta_left_behind", Level.WARNING, values, fix=fix)
    if _scaling_differs(own, wanted):
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


def _spellings(at: Subject) -> Iterator[Finding]:
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
    is_meant = at.wanted is not None or _is_mixed(at)  # the donor's very settings, or only some layers reach so far
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
    sliding, window = _sliding_window(at.config), at.own.window
    if sliding is None or window is None or sliding >= window:
        return
    all_layers = architecture(at.config) in _ALL_LAYERS_SLIDE and not _layer_kinds(at.config)
    variant = "" if all_layers else "mixed"
    yield Finding("sliding_window", Level.NOTE, {"sliding": sliding, "window": window}, variant)


def _other_keys(at: Subject) -> Iterator[Finding]:
    if at.donor is None:
        return
    mine, theirs = (_length_keys(model.config) for model in (at.model, at.donor))
    for key in _LENGTH_KEYS:
        if mine.get(key) != theirs.get(key):
            values = {"key": key, "value": _in_short(mine.get(key)), "wanted_value": _in_short(theirs.get(key))}
            yield Finding("length_keys_differ", Level.WARNING, values)


RULES: Final[tuple[Rule, ...]] = (
    _left_behind,
    _spellings,
    _theta_missing,
    _scaling,
    _lengths,
    _reach,
    _other_keys,
    _sliding,
)


def _theta_differs(own: Understood, wanted: Understood) -> bool:
    return wanted.theta is not None and not same_theta(own.theta, wanted.theta)


def _scaling_differs(own: Understood, wanted: Understood) -> bool:
    return wanted.rope is not None and not own.rotates_like(wanted)


def _is_mixed(at: Subject) -> bool:
    """Whether some layers see less, or do not rotate: then the reach of one rotation says little."""
    without = any(find(at.config, [key]) for key in _LAYERS_WITHOUT_ROPE)
    return without or _sliding_window(at.config) is not None or len(_layer_kinds(at.config)) > 1


def _layer_kinds(config: Mapping[str, Any]) -> frozenset[str]:
    kinds = find(config, ["layer_types"])
    return frozenset(map(str, kinds)) if isinstance(kinds, list) else frozenset()


def _sliding_window(config: Mapping[str, Any]) -> int | None:
    unused = find(config, ["use_sliding_window"]) is False or _layer_kinds(config) == {"full_attention"}
    return None if unused else find_count(config, ["sliding_window"])


def _length_keys(config: Mapping[str, Any]) -> dict[str, Any]:
    keys = {key: find(config, [key]) for key in _LENGTH_KEYS}
    if _sliding_window(config) is None:
        unused = ("sliding_window", "use_sliding_window", "max_window_layers", "sliding_window_pattern")
        keys |= dict.fromkeys(unused)
    return keys


def _in_short(value: Any) -> str:
    if value is None:
        return "not set"
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"
