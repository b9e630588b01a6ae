"""What an extraction is asked to do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

FactorDtype = Literal["bf16", "fp16", "fp32", "fp8"]
Embeddings = Literal["lora", "full", "skip"]


class ExtractOptions(BaseModel):
    """The choices of one extraction: (donor - base) as a low-rank adapter.

    Attributes:
        base: The original model's folder.
        donor: The folder of the fine-tune that has the ability.
        out: Where the adapter's folder will be.
        rank: The same rank for every module.
        auto_rank: Stop every module at its own noise floor instead, at `max_rank` at the latest.
        max_rank: The limit for `auto_rank` and `size`.
        size: Bytes that the adapter may take; the largest uniform rank that fits is chosen.
        dtype: How the factors are stored.
        device: "auto", "cpu", "mps" or "cuda:N".
        include: Regular expressions (search); a tensor must match one, when there are any.
        exclude: Regular expressions (search); a tensor that matches one is left out.
        embeddings: What happens to embeddings and head: low rank, whole difference, or nothing.
        seed: Start of the random projections; the same seed gives the same bytes.
        force: Go on although the models do not look related.
        overwrite: Replace `out` when it exists.
        sync: Wait until the disk has everything before saying done.
        threads: Modules worked on at the same time; the number of cores when None.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    base: Path
    donor: Path
    out: Path
    rank: int = Field(default=32, ge=1, le=8192)
    auto_rank: bool = False
    max_rank: int = Field(default=256, ge=1, le=8192)
    size: int | None = Field(default=None, ge=1)
    dtype: FactorDtype = "bf16"
    device: str = Field(default="auto", pattern=r"^(auto|cpu|mps|cuda(:\d+)?)$")
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    embeddings: Embeddings = "skip"
    seed: int = Field(default=0, ge=0, lt=2**63)
    force: bool = False
    overwrite: bool = False
    sync: bool = False
    threads: int | None = Field(default=None, ge=1, le=256)

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
    def _one_way_to_choose_the_rank(self) -> ExtractOptions:
        if self.auto_rank and self.size is not None:
            raise ValueError("choose either --auto-rank or --size, not both")
        return self
