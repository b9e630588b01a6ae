"""One prompt to a model, as one value; it becomes a job."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graftwork_core.jobs.spec import Job


@dataclass(frozen=True, slots=True)
class PromptForm:
    """What is asked, and of whom.

    Attributes:
        model: The model.
        adapter: Applied on the fly; None leaves it out.
        weight: The adapter's.
        text: The prompt.
        template: Whether the chat template goes around it.
        most: Tokens of the longest reply.
    """

    model: Path | None
    adapter: Path | None
    weight: float
    text: str
    template: bool
    most: int


def to_job(form: PromptForm) -> Job:
    """The job that this form asks for. Imports pydantic: not for the window's thread.

    Raises:
        GraftworkError: When a value cannot be understood; names it.
    """
    from graftwork_core.jobs.spec import make_job

    return make_job(
        "prompt",
        {
            "model": form.model,
            "adapters": [{"path": form.adapter, "weight": form.weight}] if form.adapter else [],
            "text": form.text,
            "template": form.template,
            "max_new_tokens": form.most,
        },
    )
