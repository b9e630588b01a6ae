"""A sweep's result: what every setting of an adapter brings and what it costs, and which one to take.

A setting *qualifies* when every long-context column is sound and the skill is kept.

- A column (one language, one length) is *sound* when its rate is at least 0.80, its interval still reaches 0.95, and
  its lower bound is at least 0.50: nothing speaks against its being good, and it is no matter of a few lucky hits.
- The skill is *kept* when at least 0.95 of what the untouched target got right is still right.

Of those that qualify, the best compromise has the highest rate in its worst column; of equals the lowest rank, then
the lowest weight, then the earlier group of modules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from graftwork_core import __version__
from graftwork_core.haystack.results.answers import QuestionResult
from graftwork_core.haystack.results.statistics import BAD, GOOD, mcnemar, wilson
from graftwork_core.haystack.results.tally import Tally, grouped, tally

SWEEP_SCHEMA: Final = "sweep/1"
KEPT: Final = 0.95
"""The share of the untouched target's right answers that a setting has to keep."""
_LEAST_BOUND: Final = 0.50


@dataclass(frozen=True, slots=True)
class Setting:
    """How an adapter goes in.

    Attributes:
        weight: How strongly; 0 takes its context settings only.
        rank: Where it is cut; 0 is the untouched target.
        modules: Which of its modules are taken: "all", "attention", "mlp", or an expression.
    """

    weight: float
    rank: int
    modules: str

    @property
    def told(self) -> str:
        """The setting in a few words."""
        return f"rank {self.rank}, weight {self.weight:g}, {self.modules}" if self.rank else "untouched"

    def as_json(self) -> dict[str, Any]:
        """The setting as plain JSON values."""
        return {"weight": self.weight, "rank": self.rank, "modules": self.modules}


@dataclass(frozen=True, slots=True)
class SweepColumn:
    """Long context in one language (or task) at one length.

    Attributes:
        language: "en", "zh", or a task's name.
        length: Tokens of the prompt.
        tally: What was found.
    """

    language: str
    length: int
    tally: Tally

    @property
    def is_sound(self) -> bool:
        """Whether nothing speaks against its being good."""
        part = self.tally
        return part.n > 0 and part.hits >= BAD * part.n and part.hi >= GOOD and part.lo >= _LEAST_BOUND

    def as_json(self) -> dict[str, Any]:
        """The column as plain JSON values."""
        return {"language": self.language, "length": self.length, **self.tally.as_json(), "sound": self.is_sound}


@dataclass(frozen=True, slots=True)
class Skill:
    """The target's own skill beside that of the untouched target, on the same prompts.

    Attributes:
        n: Prompts.
        hits: Answered right.
        lost: Right before, wrong now.
        gained: Wrong before, right now.
    """

    n: int
    hits: int
    lost: int = 0
    gained: int = 0

    @property
    def before(self) -> int:
        """Right answers of the untouched target."""
        return self.hits + self.lost - self.gained

    @property
    def kept(self) -> int:
        """What the untouched target answered right and is still right: gains make up for no loss."""
        return self.hits - self.gained

    @property
    def share(self) -> float | None:
        """Which part of the untouched target's right answers is kept; None when it had none."""
        return self.kept / self.before if self.before else None

    @property
    def is_kept(self) -> bool:
        """Whether enough is kept; a target that had no right answer has nothing to lose."""
        return self.kept >= KEPT * self.before

    @property
    def p(self) -> float:
        """Of the exact paired test against the untouched target."""
        return mcnemar(self.lost, self.gained)

    def as_json(self) -> dict[str, Any]:
        """The skill as plain JSON values."""
        bounds = wilson(self.hits, self.n)
        return {
            "n": self.n,
            "hits": self.hits,
            "rate": self.hits / self.n if self.n else None,
            "lo": bounds.lo,
            "hi": bounds.hi,
            "lost": self.lost,
            "gained": self.gained,
            "share": self.share,
            "p": self.p,
            "kept": self.is_kept,
        }


@dataclass(frozen=True, slots=True)
class SweepPoint:
    """One setting and what it came to.

    Attributes:
        setting: Which.
        columns: Long context, by language and length.
        skill: What was kept of the target's own; None when nobody asked.
        confirmed: Whether it was asked every question, and not only as many as its first impression took.
        tokens: Tokens worked through for it.
        seconds: Time it took.
        failure: Why nothing could be asked with it; empty when it could.
    """

    setting: Setting
    columns: tuple[SweepColumn, ...]
    skill: Skill | None = None
    confirmed: bool = False
    tokens: int = 0
    seconds: float = 0.0
    failure: str = ""

    @property
    def worst(self) -> SweepColumn | None:
        """The column with the lowest rate; of equals the longer one. None without trials."""
        known = [column for column in self.columns if column.tally.n]
        return min(known, key=lambda column: (_rate(column), -column.length, column.language)) if known else None

    @property
    def is_sound(self) -> bool:
        """Whether every column is."""
        return bool(self.columns) and all(column.is_sound for column in self.columns)

    @property
    def keeps_skill(self) -> bool:
        """Whether the target's skill is kept, as far as somebody asked."""
        return not self.failure and (self.skill is None or self.skill.is_kept)

    @property
    def qualifies(self) -> bool:
        """Whether it may be taken."""
        return self.is_sound and self.keeps_skill

    @property
    def reach(self) -> int | None:
        """The longest length such that it and every shorter one is sound in every language; None without such."""
        reached = None
        for length in sorted({column.length for column in self.columns}):
            if not all(column.is_sound for column in self.columns if column.length == length):
                break
            reached = length
        return reached

    def as_json(self) -> dict[str, Any]:
        """The point as plain JSON values."""
        worst = self.worst
        return {
            **self.setting.as_json(),
            "columns": [column.as_json() for column in self.columns],
            "skill": None if self.skill is None else self.skill.as_json(),
            "worst_rate": None if worst is None else float(_rate(worst)),
            "reach": self.reach,
            "sound": self.is_sound,
            "qualifies": self.qualifies,
            "confirmed": self.confirmed,
            "tokens": self.tokens,
            "seconds": self.seconds,
            "failure": self.failure,
        }


@dataclass(frozen=True, slots=True)
class Sweep:
    """A sweep, finished or not.

    What the inner objects hold is said by who writes them; `target["name"]` and `adapter["name"]` are shown.

    Attributes:
        target: The model that would receive.
        adapter: What goes into it.
        plan: What was asked.
        points: Every setting, in the order in which they were tried.
        untouched: The target as it is; None when nobody asked it.
        created_utc: When it began, ISO 8601.
        app_version: Graftwork's version.
        schema: "sweep/1", or a later minor form of it.
        extra: Fields of later versions, kept as they are.
    """

    target: Mapping[str, Any]
    adapter: Mapping[str, Any]
    plan: Mapping[str, Any]
    points: tuple[SweepPoint, ...]
    untouched: SweepPoint | None = None
    created_utc: str = ""
    app_version: str = __version__
    schema: str = SWEEP_SCHEMA
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def best(self) -> SweepPoint | None:
        """The best compromise; None when no setting qualifies. Once some of those are confirmed, it is one of them."""
        qualified = [point for point in self.points if point.qualifies]
        return self._first([point for point in qualified if point.confirmed]) or self._first(qualified)

    @property
    def nearest(self) -> SweepPoint | None:
        """Where no setting qualifies: the one to look at first, skill kept before long context."""
        asked = [point for point in self.points if not point.failure]
        return self._first([point for point in asked if point.keeps_skill]) or self._first(asked)

    def _first(self, points: Sequence[SweepPoint]) -> SweepPoint | None:
        groups = list(dict.fromkeys(point.setting.modules for point in self.points))

        def order(point: SweepPoint) -> tuple[Fraction, int, float, int]:
            worst, setting = point.worst, point.setting
            rate = _rate(worst) if worst is not None else Fraction(-1)
            return -rate, setting.rank, setting.weight, groups.index(setting.modules)

        return min(points, key=order, default=None)

    def as_json(self) -> dict[str, Any]:
        """The sweep as plain JSON values."""
        best = self.best
        return {
            **self.extra,
            "schema": self.schema,
            "app_version": self.app_version,
            "created_utc": self.created_utc,
            "target": dict(self.target),
            "adapter": dict(self.adapter),
            "plan": dict(self.plan),
            "untouched": None if self.untouched is None else self.untouched.as_json(),
            "points": [point.as_json() for point in self.points],
            "best": None if best is None else best.setting.as_json(),
        }


def sweep_columns(results: Sequence[QuestionResult]) -> tuple[SweepColumn, ...]:
    """The columns of a setting from its answered questions; controls are left out."""
    planted = [result for result in results if not result.control]
    places = grouped(planted, lambda result: (result.language, result.length_target))
    return tuple(SweepColumn(language, length, tally(places[language, length])) for language, length in sorted(places))


def skill_of(untouched: Mapping[str, bool], touched: Mapping[str, bool]) -> Skill:
    """The skill of a setting beside the untouched target.

    Args:
        untouched: Whether each prompt was answered right by the target as it is, by the prompt's id.
        touched: The same with the adapter; prompts that only one of the two answered do not count.
    """
    shared = untouched.keys() & touched.keys()
    return Skill(
        n=len(shared),
        hits=sum(touched[name] for name in shared),
        lost=sum(untouched[name] and not touched[name] for name in shared),
        gained=sum(touched[name] and not untouched[name] for name in shared),
    )


def _rate(column: SweepColumn) -> Fraction:
    return Fraction(column.tally.hits, column.tally.n)
