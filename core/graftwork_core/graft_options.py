"""What a graft is asked to do. No torch, not even through others: the window makes these options too."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from graftwork_core.extract.options import AdapterChoices, ExtractOptions, FactorDtype
from graftwork_core.merge.options import AdapterUse, MergedChoices, MergeOptions


class GraftOptions(AdapterChoices, MergedChoices):
    """The choices of a graft: those of an extraction and of a merge.

    Attributes:
        base: The original model's folder.
        donor: The folder of the fine-tune that has the ability.
        target: The folder of the model that receives it.
        out: Where the merged model's folder will be.
        weight: How strongly the adapter goes in.
        factor_dtype: How the adapter's factors are stored.
    """

    base: Path
    donor: Path
    target: Path
    out: Path
    weight: float = Field(default=1.0, allow_inf_nan=False)
    factor_dtype: FactorDtype = "bf16"

    def extraction(self, out: Path) -> ExtractOptions:
        """The part that makes the adapter."""
        same = self.model_dump(include=set(ExtractOptions.model_fields) - {"out", "dtype", "overwrite"})
        return ExtractOptions(out=out, dtype=self.factor_dtype, **same)

    def merging(self, adapter: Path, out: Path) -> MergeOptions:
        """The part that merges it."""
        same = self.model_dump(include=set(MergeOptions.model_fields) - {"out", "adapters", "overwrite"})
        return MergeOptions(out=out, adapters=(AdapterUse(path=adapter, weight=self.weight),), **same)
