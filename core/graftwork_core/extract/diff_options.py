"""What a comparison of two models' weights is asked to do."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from graftwork_core.choices import JobChoices
from graftwork_core.extract.options import ExtractOptions


class DiffOptions(JobChoices):
    """The choices of one comparison, tensor by tensor: what did this fine-tune change?

    Attributes:
        base: The original model's folder.
        donor: The folder of the fine-tune.
        out: Where the comparison's folder will be.
        max_rank: Where the search for a module's rank above the noise stops.
    """

    base: Path
    donor: Path
    out: Path
    max_rank: int = Field(default=128, ge=1, le=8192)

    def extraction(self) -> ExtractOptions:
        """The extraction that looks at every tensor in the same way, embeddings and head too."""
        same = self.model_dump(include=set(ExtractOptions.model_fields) & set(type(self).model_fields))
        return ExtractOptions(**same, auto_rank=True, embeddings="lora")
