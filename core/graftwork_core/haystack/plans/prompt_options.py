"""What a prompt of one's own is asked with. No torch, not even through others: the window makes these."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from graftwork_core.adapter.use import AdapterUse
from graftwork_core.haystack.plans.options import Device

LONGEST_TEXT: Final = 200_000
"""Characters: a job has to fit into one line of the worker's protocol."""


class PromptOptions(BaseModel):
    """The choices of one prompt.

    Attributes:
        model: The model's folder.
        adapters: Applied on the fly, unmerged.
        text: What is said to the model.
        template: Whether the model's chat template goes around it, where it has one.
        max_new_tokens: Where the reply is cut.
        device: "auto", "cpu", "mps" or "cuda:N".
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: Path
    adapters: tuple[AdapterUse, ...] = ()
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
    template: bool = True
    max_new_tokens: int = Field(default=256, ge=1, le=32768)
    device: Device = "auto"

    @property
    def out(self) -> Path:
        """What it is about; nothing is written there, or anywhere."""
        return self.model
