"""What came out, question by question: the lines of `run.jsonl` (schema "niah/1").

An error of the engine, a cut or miscounted prompt is *void*: reported, never counted as a miss.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

SCHEMA = "niah/1"
Status = Literal["ok", "void", "error"]


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
    """

    hit: bool
    lp_mean: float
    lp_sum: float
    p: float
    margin: float | None
    rank: int | None
    per_token: tuple[TokenScore, ...]


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
        return asdict(self)
