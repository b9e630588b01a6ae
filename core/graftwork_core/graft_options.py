"""What a graft is asked to do. No torch, not even through others: the window makes these options too."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from graftwork_core.extract.options import Embeddings, ExtractOptions, FactorDtype
from graftwork_core.merge.options import AdapterUse, ContextChoice, MergeOptions, OutputDtype, Rounding, Verification


class GraftOptions(BaseModel):
    """The choices of a graft: those of an extraction and of a merge.

    Attributes:
        base: The original model's folder.
        donor: The folder of the fine-tune that has the ability.
        target: The folder of the model that receives it.
        out: Where the merged model's folder will be.
        weight: How strongly the adapter goes in.
        factor_dtype: How the adapter's factors are stored.
        dtype: Type of the written weights; "same" keeps every tensor's own.

    The others are explained at `ExtractOptions` and `MergeOptions`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    base: Path
    donor: Path
    target: Path
    out: Path
    weight: float = Field(default=1.0, allow_inf_nan=False)
    rank: int = Field(default=32, ge=1, le=8192)
    auto_rank: bool = False
    max_rank: int = Field(default=256, ge=1, le=8192)
    size: int | None = Field(default=None, ge=1)
    factor_dtype: FactorDtype = "bf16"
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    embeddings: Embeddings = "skip"
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

    def extraction(self, out: Path) -> ExtractOptions:
        """The part that makes the adapter."""
        same = self.model_dump(include=set(ExtractOptions.model_fields) - {"out", "dtype", "overwrite"})
        return ExtractOptions(out=out, dtype=self.factor_dtype, **same)

    def merging(self, adapter: Path, out: Path) -> MergeOptions:
        """The part that merges it."""
        same = self.model_dump(include=set(MergeOptions.model_fields) - {"out", "adapters", "overwrite"})
        return MergeOptions(out=out, adapters=(AdapterUse(path=adapter, weight=self.weight),), **same)
