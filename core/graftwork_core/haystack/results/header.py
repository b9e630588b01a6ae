"""What a run was: the first line of `run.jsonl` and the head of `result.json` (schema "niah/1")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from graftwork_core import __version__
from graftwork_core.errors import BadInput
from graftwork_core.haystack.results.answers import SCHEMA
from graftwork_core.haystack.results.fields import Fields

PHASES: Final = "phases"
"""Where a plan keeps what its phases ask otherwise."""
_IDENTITY: Final = ("sha256_of_config", "sha256_of_index", "tokenizer_hash", "template_hash")
_MOST_FINDINGS: Final = 1000
_LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an audit of the model found, as plain data.

    Attributes:
        id: Its stable name, such as "theta-left-behind".
        severity: How serious it is, in the auditor's words ("warning", "blocking", …).
        message: One plain sentence.
        extra: Whatever else was recorded with it.
    """

    id: str
    severity: str
    message: str
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @staticmethod
    def of(found: object) -> Finding:
        """From an object or a mapping with `id`, `severity` and `message`."""
        if isinstance(found, Finding):
            return found
        if isinstance(found, Mapping):
            return _finding(found, "an audit finding")
        name, severity, message = (str(getattr(found, name)) for name in ("id", "severity", "message"))
        return Finding(name, severity, message)

    @property
    def is_serious(self) -> bool:
        """Whether it warns or forbids, rather than tells."""
        return self.severity.lower() not in ("ok", "info", "note", "hint")

    def as_json(self) -> dict[str, Any]:
        """The finding as plain JSON values."""
        return {**self.extra, "id": self.id, "severity": self.severity, "message": self.message}


@dataclass(frozen=True, slots=True)
class RunHeader:
    """Everything about a run that is known before the first question.

    What the inner objects hold is said by who writes them; `model["name"]` is what reports call the model, and
    `lengths` in the plan (tokens), or in a plan within it, what was to be tested. Hashes in `model` decide whether a
    run may be resumed.

    Attributes:
        plan: What is asked.
        plan_hash: Two runs with the same one asked the same questions.
        generator: Where the text came from: name, version, seed, quality.
        model: Which model: name, path, hashes, architecture, rope.
        engine: What ran it: kind, profile, attention, chunk, device.
        merge: Where the model came from, for a merged one.
        audit: What was found in its configuration.
        app_version: Graftwork's version.
        created_utc: When the run began, ISO 8601.
        schema: "niah/1", or a later minor form of it.
        extra: Fields of later versions, kept as they are.
    """

    plan: Mapping[str, Any]
    plan_hash: str
    generator: Mapping[str, Any]
    model: Mapping[str, Any]
    engine: Mapping[str, Any]
    merge: Mapping[str, Any] | None = None
    audit: tuple[Finding, ...] = ()
    app_version: str = __version__
    created_utc: str = ""
    schema: str = SCHEMA
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def model_name(self) -> str:
        """What to call the model, on one line; its folder is never told."""
        name = self.model.get("name")
        plain = " ".join("".join(c if c.isprintable() else " " for c in name).split()) if isinstance(name, str) else ""
        return plain[:_LONGEST_NAME] or "the model"

    @property
    def lengths(self) -> tuple[int, ...]:
        """The lengths that were to be tested, in tokens; empty when the plan does not say."""
        inner = self.plan.get("plan")
        lengths = self.plan.get("lengths", inner.get("lengths") if isinstance(inner, Mapping) else None)
        if not isinstance(lengths, list | tuple):
            return ()
        return tuple(sorted({one for one in lengths if isinstance(one, int) and not isinstance(one, bool) and one > 0}))

    def difference(self, other: RunHeader) -> str | None:
        """Why results under `other` do not belong into this run; None when they do."""
        if self.plan_hash != other.plan_hash:
            return "the questions are others"
        if self.engine.get("kind") != other.engine.get("kind"):
            return "another engine ran it"
        for name in _IDENTITY:
            mine, theirs = self.model.get(name), other.model.get(name)
            if mine is not None and theirs is not None and mine != theirs:
                return "the model is another, or was changed"
        if self.merge != other.merge:
            return "the model was merged in another way"
        return None

    def as_json(self) -> dict[str, Any]:
        """The header as plain JSON values, without the line's `type`."""
        return {
            **self.extra,
            "schema": self.schema,
            "app_version": self.app_version,
            "created_utc": self.created_utc,
            "plan": dict(self.plan),
            "plan_hash": self.plan_hash,
            "generator": dict(self.generator),
            "model": dict(self.model),
            "merge": None if self.merge is None else dict(self.merge),
            "engine": dict(self.engine),
            "audit": [finding.as_json() for finding in self.audit],
        }

    @staticmethod
    def from_json(content: Mapping[str, Any], where: str) -> RunHeader:
        """Read what `as_json` wrote.

        Raises:
            BadInput: It is broken, is no haystack run, or a newer Graftwork wrote it in another form.
        """
        fields = Fields(content, where)
        schema = check_schema(fields.text("schema", "", most=100), "niah", where)
        merge = None if fields.is_null("merge") else fields.mapping("merge")
        findings = fields.items("audit", [], most=_MOST_FINDINGS)
        fields.is_null("type")  # the line's own
        return RunHeader(
            plan=fields.mapping("plan"),
            plan_hash=fields.text("plan_hash", least=1, most=200),
            generator=fields.mapping("generator", {}),
            model=fields.mapping("model"),
            engine=fields.mapping("engine", {}),
            merge=merge,
            audit=tuple(_finding(one, f"an audit finding in {where}") for one in findings),
            app_version=fields.text("app_version", "", most=100),
            created_utc=fields.text("created_utc", "", most=100),
            schema=schema,
            extra=fields.rest(),
        )


def with_engine(header: RunHeader, about: Mapping[str, Any]) -> RunHeader:
    """The header with more about the engine; what kind it is stays."""
    kind = {"kind": header.engine["kind"]} if "kind" in header.engine else {}
    return replace(header, engine={**header.engine, **about, **kind})


def with_phase(header: RunHeader, name: str, changes: Mapping[str, Any]) -> RunHeader:
    """The header with what one phase asks otherwise than the plan says; its questions' ids begin with its name."""
    return replace(header, plan={**header.plan, PHASES: {**header.plan.get(PHASES, {}), name: dict(changes)}})


def check_schema(schema: str, name: str, where: str) -> str:
    """The schema, when this version understands it: `name`/1 and its minor forms ("niah/1.3").

    Raises:
        BadInput: It is another one, or a newer.
    """
    match = re.fullmatch(rf"{name}/(\d{{1,9}})(\.\d{{1,9}})?", schema)
    if match is None:
        raise BadInput(f"{where} has the schema {schema!r}, not {name}/1.", "Give a results folder of Graftwork.")
    if int(match[1]) != 1:
        raise BadInput(
            f"{where} has the schema {schema!r}; this Graftwork ({__version__}) reads {name}/1.",
            "Use the version of Graftwork that wrote it, or a newer one.",
        )
    return schema


def _finding(content: object, where: str) -> Finding:
    fields = Fields(content, where)
    return Finding(
        id=fields.text("id", most=200),
        severity=fields.text("severity", most=50),
        message=fields.text("message", most=5000),
        extra=fields.rest(),
    )
