"""What a merge is asked to do."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator

from graftwork_core.adapter.use import AdapterUse
from graftwork_core.choices import JobChoices

__all__ = ["AdapterUse", "ContextChoice", "MergeOptions", "NotFinite", "OutputDtype", "Rounding", "Verification"]

OutputDtype = Literal["same", "bf16", "fp16", "fp32"]
Rounding = Literal["nearest", "stochastic"]
ContextChoice = Literal["adapter", "keep"] | int
Verification = Literal["auto", "full"]
NotFinite = Literal["stop", "report"]


class MergedChoices(JobChoices):
    """What decides how the merged model is written.

    Attributes:
        dtype: Type of the written weights; "same" keeps every tensor's own.
        rounding: How float32 results become the output's type (stochastic: by the seed).
        context: Whose context settings the result has: the adapter's (when it carries some), the
            target's own, or a window of that many tokens.
        shard_size: Bytes a shard may have; None keeps the target's own split.
        verify: "auto" asks transformers only when the merge changed the table of tensors; "full" always.
        not_finite: What NaN and infinite weights of the target do: "stop" refuses at the first tensor that has
            some; "report" leaves them as they are, and names every such tensor.
    """

    dtype: OutputDtype = "same"
    rounding: Rounding = "nearest"
    context: ContextChoice = "adapter"
    shard_size: int | None = Field(default=None, ge=1_000_000)
    verify: Verification = "auto"
    not_finite: NotFinite = "stop"

    @field_validator("context")
    @classmethod
    def _positive(cls, context: ContextChoice) -> ContextChoice:
        if isinstance(context, int) and context < 1:
            raise ValueError("a context window has at least one token")
        return context


class MergeOptions(MergedChoices):
    """The choices of one merge: target + adapters → a complete model folder.

    Attributes:
        target: The folder of the model that receives.
        adapters: What goes in; at least one.
        out: Where the merged model's folder will be.
    """

    target: Path
    adapters: tuple[AdapterUse, ...] = Field(min_length=1)
    out: Path
