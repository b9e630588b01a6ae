"""The shape of a compatibility report: rows that say how serious what is, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How serious a row is; in this order, the worst last."""

    OK = "ok"
    WARNING = "warning"
    BLOCKING = "blocking"

    @property
    def weight(self) -> int:
        """0 for ok, 1 for a warning, 2 for what blocks."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class FitRow:
    """One thing that was compared.

    Attributes:
        severity: How serious it is.
        topic: Short stable name: "architecture", "tensors", "shapes", …
        values: Role ("base", "donor", "target", "adapter") → its value, for a table.
        message: One plain sentence.
        advice: What to do; empty when there is nothing to do.
    """

    severity: Severity
    topic: str
    values: Mapping[str, str]
    message: str
    advice: str = ""

    def as_json(self) -> dict[str, Any]:
        """The row as plain JSON values."""
        return {
            "severity": self.severity.value,
            "topic": self.topic,
            "values": dict(self.values),
            "message": self.message,
            "advice": self.advice,
        }


@dataclass(frozen=True, slots=True)
class FitReport:
    """Everything that was compared, in the order in which people want to read it."""

    rows: tuple[FitRow, ...]

    @property
    def severity(self) -> Severity:
        """The worst of its rows."""
        return max((row.severity for row in self.rows), key=lambda severity: severity.weight, default=Severity.OK)

    @property
    def blocking(self) -> tuple[FitRow, ...]:
        """The rows that forbid to go on."""
        return tuple(row for row in self.rows if row.severity is Severity.BLOCKING)

    @property
    def warnings(self) -> tuple[FitRow, ...]:
        """The rows that the user should know, but that forbid nothing."""
        return tuple(row for row in self.rows if row.severity is Severity.WARNING)

    def as_json(self) -> dict[str, Any]:
        """The report as plain JSON values."""
        return {"severity": self.severity.value, "rows": [row.as_json() for row in self.rows]}
