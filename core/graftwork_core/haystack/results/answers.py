"""What came out, question by question: the lines of `run.jsonl` (schema "niah/1").

An error of the engine, a cut or miscounted prompt is *void*: reported, never counted as a miss.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, Literal, cast

from graftwork_core.haystack.results.fields import Fields

SCHEMA: Final = "niah/1"
Status = Literal["ok", "void", "error"]
_STATUSES: Final = ("ok", "void", "error")
_MOST_TOKENS: Final = 100_000
_LEAST_LP: Final = -1e4


@dataclass(frozen=True, slots=True)
class TokenScore:
    """One token of the expected answer."""

    id: int
    lp: float
    argmax: bool


@dataclass(frozen=True, slots=True)
class Forced:
    """Likelihood grading.

    Attributes:
        hit: Whether every answer token was the most likely one.
        lp_mean: Mean log-probability of an answer token.
        lp_sum: Log-probability of the whole answer.
        p: Probability of the whole answer.
        margin: lp_sum minus the best foil's; None without foils.
        rank: 1 when the answer is likelier than every foil; None without foils.
        per_token: Each answer token.
        foils: How many other values it was compared with.
    """

    hit: bool
    lp_mean: float
    lp_sum: float
    p: float
    margin: float | None
    rank: int | None
    per_token: tuple[TokenScore, ...]
    foils: int = 0


@dataclass(frozen=True, slots=True)
class Generated:
    """Grading of a greedy reply.

    Attributes:
        hit: Whether it holds every expected value, no other planted one before.
        text: What the model wrote.
        finish: "stop" or "length".
        prompt_tokens: As the engine counted them.
    """

    hit: bool
    text: str
    finish: str
    prompt_tokens: int | None


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One question's outcome. Fields as in `trial.Question` where they have the same names.

    Attributes:
        seed: The document's.
        expected: What had to be found, as text.
        status: "ok", or why it does not count.
        reason: What went wrong, for a status that is not ok.
        forced: None when it was not graded by likelihood.
        generated: None when nothing was generated.
        seconds: How long the question took, its share of the document not counted.
        extra: Fields of later versions, kept as they are.

    A control asks for a key that was never planted: its `hit` says that the model named a planted value all the
    same, which is a false retrieval.
    """

    id: str
    seed: int
    tier: str
    language: str
    length_target: int
    length_true: int
    depth_target: float
    depth_true: float
    needle_token: int
    distance: int
    key: str
    expected: str
    control: bool
    status: Status
    reason: str = ""
    forced: Forced | None = None
    generated: Generated | None = None
    seconds: float = 0.0
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def phase(self) -> str:
        """Of the check: "smoke", "scan", "confirm", "alone", "harder"; empty when nobody said."""
        phase = self.extra.get("phase", "")
        return phase if isinstance(phase, str) else ""

    @property
    def counts(self) -> bool:
        """Whether it is a trial: a planted needle and a sound answer of the engine."""
        return self.status == "ok" and not self.control

    @property
    def hit(self) -> bool:
        """Whether it was found: by what was generated where there is such, else by likelihood."""
        if self.generated is not None:
            return self.generated.hit
        return self.forced is not None and self.forced.hit

    def as_json(self) -> dict[str, Any]:
        """One line of `run.jsonl`, without its `type`."""
        content = asdict(self)
        return {**content.pop("extra"), **content}

    def sound(self) -> QuestionResult:
        """The result as it may be written: a score that is not a number makes it void, minus infinity is cut."""
        if self.forced is None:
            return self
        forced = _finite(self.forced)
        if forced is not None:
            return replace(self, forced=forced)
        reason = self.reason or "The model's output is not a number (NaN)."
        return replace(self, forced=None, status="void" if self.status == "ok" else self.status, reason=reason)

    @staticmethod
    def from_json(content: Mapping[str, Any], where: str) -> QuestionResult:
        """Read what `as_json` wrote.

        Args:
            content: One line as an object; fields that this version does not know are kept in `extra`.
            where: How to name it in an error.

        Raises:
            BadInput: A field is missing, of another type or out of its range.
        """
        fields = Fields(content, where)
        fields.is_null("type")  # the line's own
        return QuestionResult(
            id=fields.text("id", least=1, most=500),
            seed=fields.integer("seed", least=-(2**63), most=2**63),
            tier=fields.text("tier", most=50),
            language=fields.text("language", most=50),
            length_target=fields.integer("length_target", least=1),
            length_true=fields.integer("length_true"),
            depth_target=fields.number("depth_target", least=0, most=1),
            depth_true=fields.number("depth_true", least=-1, most=2),
            needle_token=fields.integer("needle_token", least=-1),
            distance=fields.integer("distance", least=-1),
            key=fields.text("key"),
            expected=fields.text("expected"),
            control=fields.flag("control", False),
            status=cast(Status, fields.choice("status", _STATUSES)),
            reason=fields.text("reason", ""),
            forced=_forced(fields.inner("forced")),
            generated=_generated(fields.inner("generated")),
            seconds=fields.number("seconds", 0.0, least=0),
            extra=fields.rest(),
        )


def _forced(fields: Fields | None) -> Forced | None:
    if fields is None:
        return None
    tokens = [Fields(token, "a token's score") for token in fields.items("per_token", [], most=_MOST_TOKENS)]
    return Forced(
        hit=fields.flag("hit"),
        lp_mean=fields.number("lp_mean"),
        lp_sum=fields.number("lp_sum"),
        p=fields.number("p", least=0, most=1.000001),
        margin=None if fields.is_null("margin") else fields.number("margin"),
        rank=None if fields.is_null("rank") else fields.integer("rank", least=1),
        per_token=tuple(TokenScore(one.integer("id"), one.number("lp"), one.flag("argmax")) for one in tokens),
        foils=fields.integer("foils", 0),
    )


def _generated(fields: Fields | None) -> Generated | None:
    if fields is None:
        return None
    return Generated(
        hit=fields.flag("hit"),
        text=fields.text("text"),
        finish=fields.text("finish", "", most=100),
        prompt_tokens=None if fields.is_null("prompt_tokens") else fields.integer("prompt_tokens"),
    )


def _finite(forced: Forced) -> Forced | None:
    """The scores with minus infinity cut to what JSON can hold; None when one is not a number at all."""
    numbers = [forced.lp_mean, forced.lp_sum, forced.p, *(token.lp for token in forced.per_token)]
    if forced.margin is not None:
        numbers.append(forced.margin)
    if any(math.isnan(number) or number == math.inf for number in numbers):
        return None
    if all(math.isfinite(number) for number in numbers):
        return forced
    return replace(
        forced,
        lp_mean=max(forced.lp_mean, _LEAST_LP),
        lp_sum=max(forced.lp_sum, _LEAST_LP),
        margin=None if forced.margin is None else max(forced.margin, _LEAST_LP),
        per_token=tuple(replace(token, lp=max(token.lp, _LEAST_LP)) for token in forced.per_token),
    )
