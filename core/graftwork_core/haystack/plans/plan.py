"""What a check asks: lengths, depths, repeats and the manner of asking. Pure data: no tokenizer, no text."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from graftwork_core.haystack.plans.trial import Tier

Mode = Literal["scan", "isolated"]
Grading = Literal["forced", "generated", "both"]
Spacing = Literal["linear", "edge", "middle"]
ShortText = Literal["fill", "repeat"]

SHORTEST: Final = 32
LONGEST: Final = 2**26
MOST_QUESTIONS: Final = 1_000_000

Depth = Annotated[float, Field(ge=0.0, le=1.0)]
_Repeats = Annotated[int, Field(ge=1, le=1000)]


class HaystackPlan(BaseModel):
    """The choices of one check. With a tokenizer and a description they decide every token of every prompt.

    Attributes:
        lengths: Prompt lengths in tokens: template, text, question and answer together.
        depths: Where needles lie, 0 the beginning and 1 the end: a list, or how many.
        spacing: How a number of depths is spread: evenly, more at both edges, or more in the middle.
        repeats: Questions at each length and depth: one number, or one for each length.
        seeds: One haystack (text, keys, values) is drawn for each.
        tier: How hard the needles are; None takes near-duplicate keys (T2) where the description has them, else T1.
        language: The description's, or that of the built-in text.
        mode: One growing document with all needles, or one document for each question.
        same_text: Whether isolated needles of a repeat are hidden in one text: their prompts then begin alike, which
            saves work; but what is hard about that text is hard for all of them.
        grading: By likelihood, by greedy generation, or both.
        use_template: Whether the model's chat template goes around the text; None: if there is one.
        answer_prefix: Whether a model that writes gets the answer's beginning first. Likelihood is always graded
            behind it; a question has it as `prefix_ids` in any case.
        digits: How many digits numbers to find have; None: as the description says.
        controls: Questions at each length and seed about a key that was never planted.
        foils: Other values that each answer is compared with; controls are with every planted one.
        texts: The user's own .txt and .md files, or folders of them, used in place of the description's filler.
        short_text: What follows when those are too short: generated text between them, or the same once more.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    lengths: tuple[Annotated[int, Field(ge=SHORTEST, le=LONGEST)], ...] = Field(min_length=1, max_length=1000)
    depths: (
        Annotated[int, Field(ge=1, le=1000)] | Annotated[tuple[Depth, ...], Field(min_length=1, max_length=1000)]
    ) = 11
    spacing: Spacing = "linear"
    repeats: _Repeats | Annotated[tuple[_Repeats, ...], Field(min_length=1, max_length=1000)] = 1
    seeds: tuple[Annotated[int, Field(ge=0, lt=2**63)], ...] = Field(default=(0,), min_length=1, max_length=1000)
    tier: Tier | None = None
    language: Literal["en", "zh"] = "en"
    mode: Mode = "scan"
    same_text: bool = True
    grading: Grading = "both"
    use_template: bool | None = None
    answer_prefix: bool = False
    digits: int | None = Field(default=None, ge=1, le=30)
    controls: int = Field(default=0, ge=0, le=100)
    foils: int = Field(default=9, ge=0, le=100)
    texts: tuple[Path, ...] = ()
    short_text: ShortText = "fill"

    @field_validator("lengths", "seeds")
    @classmethod
    def _rising(cls, numbers: tuple[int, ...]) -> tuple[int, ...]:
        if any(one >= other for one, other in pairwise(numbers)):
            raise ValueError("name each number once, the smallest first")
        return numbers

    @field_validator("depths")
    @classmethod
    def _depths_in_order(cls, depths: int | tuple[float, ...]) -> int | tuple[float, ...]:
        return depths if isinstance(depths, int) else tuple(sorted(set(depths)))

    @model_validator(mode="after")
    def _sizes_belong_together(self) -> HaystackPlan:
        if not isinstance(self.repeats, int) and len(self.repeats) != len(self.lengths):
            raise ValueError(f"{len(self.repeats)} repeats do not belong to {len(self.lengths)} lengths")
        if self.questions > MOST_QUESTIONS:
            raise ValueError(f"{self.questions} questions are too many; {MOST_QUESTIONS} is the most")
        return self

    @property
    def depth_list(self) -> tuple[float, ...]:
        """Every depth, shallow ones first."""
        if not isinstance(self.depths, int):
            return self.depths
        return spread(self.depths, self.spacing)

    def repeats_at(self, length: int) -> int:
        """How often each depth is asked at one of the lengths."""
        return self.repeats if isinstance(self.repeats, int) else self.repeats[self.lengths.index(length)]

    @property
    def questions(self) -> int:
        """How many questions it asks, controls included."""
        depths = len(self.depth_list)
        return len(self.seeds) * sum(depths * self.repeats_at(length) + self.controls for length in self.lengths)


def spread(count: int, spacing: Spacing = "linear") -> tuple[float, ...]:
    """Spread a number of depths from 0 to 1; a single one lies in the middle."""
    if count == 1:
        return (0.5,)
    even = [index / (count - 1) for index in range(count)]
    if spacing == "edge":
        even = [(1 - math.cos(math.pi * x)) / 2 for x in even]
    elif spacing == "middle":
        even = [math.acos(1 - 2 * x) / math.pi for x in even]
    return tuple(round(x, 4) for x in even)


def length_grid(shortest: int, longest: int, per_octave: int = 1) -> tuple[int, ...]:
    """Lengths on a log axis from the shortest to the longest, both included.

    Args:
        shortest: In tokens.
        longest: In tokens; added at the end when it is on no step.
        per_octave: Steps from a length to its double.
    """
    steps = max(0, math.ceil(math.log2(max(longest, shortest) / shortest) * per_octave - 1e-9))
    grid = [round(shortest * 2 ** (step / per_octave)) for step in range(steps)]
    return (*(length for length in grid if length < longest), longest)
