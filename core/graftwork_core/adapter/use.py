"""One adapter in use: which, and how strongly. No torch: the window makes these too."""

from __future__ import annotations

import math
from pathlib import Path

from pydantic import BaseModel, ConfigDict, field_validator


class AdapterUse(BaseModel):
    """One adapter and how strongly it goes in (negative takes it out)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: Path
    weight: float = 1.0

    @field_validator("weight")
    @classmethod
    def _finite(cls, weight: float) -> float:
        if not math.isfinite(weight):
            raise ValueError("an adapter's weight must be a finite number")
        return weight
