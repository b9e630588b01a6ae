"""The shape of an audit: findings with their values, what would mend each of them, and the figures behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Literal

from graftwork_core.model.audit_words import FIXES, WORDS, Value, fill
from graftwork_core.model.context import ContextSettings
from graftwork_core.model.reach import Reach
from graftwork_core.model.rope import Rope
from graftwork_core.model.rotation import Positions

FixKind = Literal["context", "spelling", "window", "original", "tokenizer_limit", "generation_limit"]

SETTINGS_LEFT_BEHIND: Final = frozenset({"theta_left_behind", "scaling_left_behind", "window_left_behind"})
"""Findings that say that the context settings did not come along with the weights."""


class Level(StrEnum):
    """How serious a finding is. Nothing here ever blocks."""

    NOTE = "note"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Fix:
    """A change of one file that would mend a finding.

    Attributes:
        kind: What is done.
        file: Name of the file in the model's folder.
        seen: sha256 (hex) of that file's bytes when it was looked at.
        values: For the sentence that says what it does.
        is_guess: Whether a rule of thumb chose the value; then somebody has to choose it on purpose.
        settings: For "context" and "spelling": what to write.
        tokens: For the other kinds: the number to write.
    """

    kind: FixKind
    file: str
    seen: str
    values: Mapping[str, Value]
    is_guess: bool = False
    settings: ContextSettings | None = None
    tokens: int | None = None

    @property
    def label(self) -> str:
        """What it does, in English."""
        return fill(FIXES[self.kind], self.values)

    def as_json(self) -> dict[str, Any]:
        """What it does, as plain JSON values."""
        return {
            "kind": self.kind,
            "file": self.file,
            "label": self.label,
            "values": dict(self.values),
            "guess": self.is_guess,
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about a model's context that somebody should know.

    Attributes:
        id: Stable name: "theta_left_behind", "keys_disagree", …
        severity: How serious it is.
        values: Name → value, for the sentences.
        variant: Which of several sentences with the same id; empty for the usual one.
        fix: What would mend it; None when there is nothing to be written.
    """

    id: str
    severity: Level
    values: Mapping[str, Value]
    variant: str = ""
    fix: Fix | None = None

    @property
    def key(self) -> str:
        """The key of its sentences in `audit_words.WORDS`."""
        return f"{self.id}.{self.variant}" if self.variant else self.id

    @property
    def message(self) -> str:
        """What is the matter, in English, with the values in it."""
        return fill(WORDS[self.key].message, self.values)

    @property
    def advice(self) -> str:
        """What to do, in English."""
        return fill(WORDS[self.key].advice, self.values)

    def as_json(self) -> dict[str, Any]:
        """The finding as plain JSON values."""
        return {
            "id": self.id,
            "severity": self.severity.value,
            "values": dict(self.values),
            "message": self.message,
            "advice": self.advice,
            "fix": self.fix and self.fix.as_json(),
        }


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What a model's files say about its context.

    Attributes:
        folder: The model's folder.
        settings: Window and rotary keys as they are written.
        rope: What the rotary keys mean; None when the model does not rotate, or nobody can tell.
        theta: The base of the rotation, the architecture's default filled in; None likewise.
        window: Tokens, the architecture's default filled in; None when nobody can tell.
        reach: The predicted reach; None when there is no prediction.
        wanted: The settings it was compared with: the donor's, or those its adapter brought along; None without.
        wanted_reach: The predicted reach with those.
        findings: The most serious first.
        positions: What decides the frequencies; None when something of it is not known.
        wanted_positions: The same with the wanted settings; None without.
    """

    folder: Path
    settings: ContextSettings
    rope: Rope | None
    theta: float | None
    window: int | None
    reach: Reach | None
    wanted: ContextSettings | None
    wanted_reach: Reach | None
    findings: tuple[Finding, ...]
    positions: Positions | None = None
    wanted_positions: Positions | None = None

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that are more than a note."""
        return tuple(finding for finding in self.findings if finding.severity is Level.WARNING)

    @property
    def mendable(self) -> tuple[Finding, ...]:
        """The findings with a fix that is no guess."""
        return tuple(finding for finding in self.findings if finding.fix and not finding.fix.is_guess)

    def has(self, *ids: str) -> bool:
        """Whether there is a finding with one of these ids."""
        return any(finding.id in ids for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        """The report as plain JSON values."""
        return {
            "window": self.window,
            "theta": self.theta,
            "rope": self.rope and self.rope.as_json(),
            "reach": self.reach and self.reach.tokens,
            "wanted": self.wanted and self.wanted.to_json(),
            "wanted_reach": self.wanted_reach and self.wanted_reach.tokens,
            "findings": [finding.as_json() for finding in self.findings],
        }
