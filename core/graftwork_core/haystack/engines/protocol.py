"""What the check needs of whatever runs a model: a context that grows, questions on it, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from graftwork_core.errors import BadInput, GraftworkError


class VoidTrial(GraftworkError):
    """One question got no answer that counts: the prompt was cut or counted differently, or the engine failed.

    The question is void, with the message as its reason, never a miss; the next one may be asked. An engine that
    can't go on at all raises another error.

    Attributes:
        passing: Whether another try may bring an answer: the engine failed, the prompt was not at fault.
    """

    kind: ClassVar[str] = "void"

    def __init__(self, message: str, hint: str = "", *, passing: bool = False) -> None:
        super().__init__(message, hint)
        self.passing = passing


class UnusableSetting(BadInput):
    """An adapter cannot go in like this: weights would become NaN or infinite. Another setting may be fine."""

    kind: ClassVar[str] = "unusable_setting"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What an engine can do.

    Attributes:
        kind: "local" or "server".
        scores: Whether it can score a given answer (likelihood grading).
        exact_tokens: Whether it takes token ids, so that the prompt is exactly the plan's.
        max_context: Tokens it can hold; None when it does not say.
        prefix_reuse: Whether a prompt that begins like the one before costs only what is new. Without, every
            question costs its whole prompt: fewer lengths should be asked about.
        batch: How many whole prompts `*_many` works on at once; 1 when that saves nothing.
        foils: How many other values it can compare an answer with when there are many: each may cost a whole prompt.
        notes: What the report should say: attention, chunk, device, slow exact ways taken and why.
    """

    kind: str
    scores: bool
    exact_tokens: bool
    max_context: int | None = None
    prefix_reuse: bool = True
    batch: int = 1
    foils: int = 9
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scores:
    """How likely a given answer was, token by token.

    Attributes:
        log_probs: Natural log-probability of each answer token.
        argmax: Whether each answer token was the most likely one.
        foils: Summed log-probability of each foil.
        prompt_tokens: How many tokens stood before the answer, as the engine counted them.
    """

    log_probs: tuple[float, ...]
    argmax: tuple[bool, ...]
    foils: tuple[float, ...]
    prompt_tokens: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model wrote.

    Attributes:
        text: The new text, special tokens left out.
        ids: Its tokens; empty when the engine does not tell them.
        finish: "stop" (the model ended), "length" (the limit ended it).
        prompt_tokens: The prompt's tokens as the engine counted them; None when it does not tell.
    """

    text: str
    ids: tuple[int, ...]
    finish: str
    prompt_tokens: int | None


class Engine(Protocol):
    """A model with a context. Not used from two threads at once.

    Every method that computes calls `tick` (given at opening) with the tokens it has just worked through, at
    least once a chunk; `tick` may raise Cancelled. Running out of memory is answered with smaller chunks, then with
    NotEnoughRoom; a context is never left half extended.
    """

    @property
    def capabilities(self) -> Capabilities:
        """What it can do."""

    @property
    def length(self) -> int:
        """Tokens in the context."""

    def extend(self, ids: Sequence[int]) -> None:
        """Append tokens to the context."""

    def rollback(self, length: int) -> None:
        """Forget everything behind the first `length` tokens."""

    def score(self, suffix: Sequence[int], answer: Sequence[int], foils: Sequence[Sequence[int]] = ()) -> Scores:
        """Score an answer after context + suffix; the context stays as it was."""

    def generate(
        self,
        suffix: Sequence[int],
        max_new_tokens: int,
        on_text: Callable[[str], None] | None = None,
        draft: Sequence[int] = (),
    ) -> Reply:
        """Write greedily after context + suffix; the context stays as it was.

        Args:
            suffix: What follows the context.
            max_new_tokens: Where to stop at the latest.
            on_text: Receives each piece of text as it comes.
            draft: What the reply probably begins with. It saves passes where it is right; the reply is the same.
        """

    def generate_many(
        self, prompts: Sequence[Sequence[int]], max_new_tokens: int, drafts: Sequence[Sequence[int]] = ()
    ) -> list[Reply]:
        """Write greedily after each of several whole prompts, the context left aside.

        Args:
            prompts: The prompts.
            max_new_tokens: Where to stop at the latest.
            drafts: For each prompt what its reply probably begins with; none when empty.
        """

    def score_many(self, prompts: Sequence[Sequence[int]], answers: Sequence[Sequence[int]]) -> list[Scores]:
        """Score one answer after each of several whole prompts (no foils), the context left aside."""

    def close(self) -> None:
        """Give back memory and connections."""
