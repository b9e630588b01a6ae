"""The choices that every job has: where it computes, and how it treats what is in its way."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class JobChoices(BaseModel):
    """What can be asked of any job.

    Attributes:
        device: "auto", "cpu", "mps" or "cuda:N".
        seed: Start of everything random; the same seed gives the same bytes.
        force: Go on although the models do not look related.
        overwrite: Replace `out` when it exists.
        sync: Wait until the disk has everything before saying done.
        threads: Tensors worked on at the same time; the number of cores when None.
        stream: Of inputs on the Hub, keep no file longer than it is needed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    device: str = Field(default="auto", pattern=r"^(auto|cpu|mps|cuda(:\d+)?)$")
    seed: int = Field(default=0, ge=0, lt=2**63)
    force: bool = False
    overwrite: bool = False
    sync: bool = False
    threads: int | None = Field(default=None, ge=1, le=256)
    stream: bool = False
