"""What the sweep tab asks for, as one value; it becomes a job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graftwork_core.jobs.spec import Job


@dataclass(frozen=True, slots=True)
class SweepForm:
    """Everything a sweep needs; what is not given is None or empty.

    Attributes:
        target: The model that would receive.
        adapter: What goes into it.
        weights: As typed: "0.25, 0.5, 0.75, 1".
        ranks: As typed: "4, 8, 16"; empty: the adapter's own and powers of two below it.
        modules: Groups: "all", "attention", "mlp".
        languages: "en", "zh", or both.
        tasks: The user's own descriptions, instead of the built-in text.
        length: The longest text, in tokens; None leaves it to the engine.
        prompts: The skill guard.
        out: The folder for the results.
    """

    target: Path | None = None
    adapter: Path | None = None
    weights: str = "0.25, 0.5, 0.75, 1"
    ranks: str = ""
    modules: tuple[str, ...] = ("all", "attention")
    languages: tuple[str, ...] = ("en",)
    tasks: tuple[Path, ...] = ()
    length: int | None = None
    prompts: Path | None = None
    out: Path | None = None

    @property
    def complete(self) -> bool:
        """Whether it can be tried to make a job of it."""
        return self.target is not None and self.adapter is not None and self.out is not None


def to_job(form: SweepForm) -> Job:
    """The job that this form asks for. Imports pydantic: not for the window's thread.

    Raises:
        GraftworkError: When a value cannot be understood; names it.
    """
    from graftwork_core.errors import BadInput
    from graftwork_core.jobs.spec import make_job

    if not form.modules:
        raise BadInput("No modules are chosen.", "Tick at least one group.")
    values: dict[str, Any] = {
        "target": form.target,
        "adapter": form.adapter,
        "out": form.out,
        "weights": [_number(part, "weight") for part in _parts(form.weights)],
        "ranks": [round(_number(part, "rank")) for part in _parts(form.ranks)] or None,
        "modules": list(form.modules),
        "languages": list(form.languages) or ["en"],
        "tasks": list(form.tasks),
        "prompts": form.prompts,
    }
    if form.length is not None:
        values["lengths"] = _lengths(form.length)
    return make_job("sweep", values)


def from_job(content: Mapping[str, Any]) -> SweepForm:
    """The form that a saved sweep (`job_json`) came from.

    Args:
        content: The job as JSON; read with care, it may come from another version.
    """
    plain = SweepForm()
    lengths = [one for one in _list(content.get("lengths")) if isinstance(one, int)]
    return SweepForm(
        target=_path(content.get("target")),
        adapter=_path(content.get("adapter")),
        weights=_numbers(content.get("weights")) or plain.weights,
        ranks=_numbers(content.get("ranks")),
        modules=tuple(str(one) for one in _list(content.get("modules"))) or plain.modules,
        languages=tuple(str(one) for one in _list(content.get("languages"))) or plain.languages,
        tasks=tuple(Path(one) for one in _list(content.get("tasks")) if isinstance(one, str)),
        length=max(lengths, default=None),
        prompts=_path(content.get("prompts")),
        out=_path(content.get("out")),
    )


def _list(value: object) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else []


def _numbers(value: object) -> str:
    return ", ".join(f"{one:g}" for one in _list(value) if isinstance(one, int | float))


def _path(value: object) -> Path | None:
    return Path(value) if isinstance(value, str) and value else None


def _lengths(longest: int) -> list[int]:
    """A few lengths up to the longest, in octaves: every one of them is asked for every setting."""
    from graftwork_core.haystack.plans.plan import length_grid

    return list(length_grid(max(32, longest // 16), longest))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.replace("，", ",").split(",") if part.strip()]


def _number(text: str, what: str) -> float:
    from graftwork_core.errors import BadInput

    try:
        return float(text)
    except ValueError as error:
        raise BadInput(f"{text!r} is no {what}.", "Write numbers separated by commas.") from error
