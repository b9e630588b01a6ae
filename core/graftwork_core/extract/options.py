"""What an extraction is asked to do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator, model_validator

from graftwork_core.choices import JobChoices

FactorDtype = Literal["bf16", "fp16", "fp32", "fp8"]
Embeddings = Literal["lora", "full", "skip"]


class AdapterChoices(JobChoices):
    """What decides the adapter that is made.

    Attributes:
        rank: The same rank for every module.
        auto_rank: Stop every module at its own noise floor instead, at `max_rank` at the latest.
        max_rank: The limit for `auto_rank` and `size`.
        size: Bytes that the adapter may take; the largest uniform rank that fits is chosen.
        include: Regular expressions (search); a tensor must match one, when there are any.
        exclude: Regular expressions (search); a tensor that matches one is left out.
        embeddings: What happens to embeddings and head: low rank, whole difference, or nothing.
    """

    rank: int = Field(default=32, ge=1, le=8192)
    auto_rank: bool = False
    max_rank: int = Field(default=256, ge=1, le=8192)
    size: int | None = Field(default=None, ge=1)
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    embeddings: Embeddings = "skip"

    @field_validator("include", "exclude")
    @classmethod
    def _compiles(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"{pattern!r} is not a regular expression: {error}") from error
        return patterns

    @model_validator(mode="after")
    def _one_way_to_choose_the_rank(self) -> AdapterChoices:
        if self.auto_rank and self.size is not None:
            raise ValueError("choose either --auto-rank or --size, not both")
        return self


class ExtractOptions(AdapterChoices):
    """The choices of one extraction: (donor - base) as a low-rank adapter.

    Attributes:
        base: The original model's folder.
        donor: The folder of the fine-tune that has the ability.
        out: Where the adapter's folder will be.
        dtype: How the factors are stored.
    """

    base: Path
    donor: Path
    out: Path
    dtype: FactorDtype = "bf16"
