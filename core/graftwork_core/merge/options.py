"""What a merge is asked to do."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from graftwork_core.adapter.use import AdapterUse

__all__ = ["AdapterUse", "ContextChoice", "MergeOptions", "OutputDtype", "Rounding", "Verification"]

OutputDtype = Literal["same", "bf16", "fp16", "fp32"]
Rounding = Literal["nearest", "stochastic"]
ContextChoice = Literal["adapter", "keep"] | int
Verification = Literal["auto", "full"]


class MergeOptions(BaseModel):
    """The choices of one merge: target + adapters → a complete model folder.

    Attributes:
        target: The folder of the model that receives.
        adapters: What goes in; at least one.
        out: Where the merged model's folder will be.
        dtype: Type of the written weights; "same" keeps every tensor's own.
        rounding: How float32 results become the output's type.
        context: Whose context settings the result has: the adapter's (when it carries some), the
            target's own, or a window of that many tokens.
        shard_size: Bytes a shard may have; None keeps the target's own split.
        device: "auto", "cpu", "mps" or "cuda:N".
        seed: For stochastic rounding.
        verify: "auto" asks transformers only when the merge changed the table of tensors; "full" always.
        force: Go on although the models do not look related.
        overwrite: Replace `out` when it exists.
        sync: Wait until the disk has everything before saying done.
        threads: Tensors worked on at the same time; the number of cores when None.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    target: Path
    adapters: tuple[AdapterUse, ...] = Field(min_length=1)
    out: Path
    dtype: OutputDtype = "same"
    rounding: Rounding = "nearest"
    context: ContextChoice = "adapter"
    shard_size: int | None = Field(default=None, ge=1_000_000)
    device: str = Field(default="auto", pattern=r"^(auto|cpu|mps|cuda(:\d+)?)$")
    seed: int = Field(default=0, ge=0, lt=2**63)
    verify: Verification = "auto"
    force: bool = False
    overwrite: bool = False
    sync: bool = False
    threads: int | None = Field(default=None, ge=1, le=256)

    @field_validator("context")
    @classmethod
    def _positive(cls, context: ContextChoice) -> ContextChoice:
        if isinstance(context, int) and context < 1:
            raise ValueError("a context window has at least one token")
        return context
