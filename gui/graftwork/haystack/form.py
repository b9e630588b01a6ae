"""What the Haystack page asks for, as one value; it becomes a job, and a job fills it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from graftwork_core.haystack.plans.options import HaystackOptions
    from graftwork_core.jobs.spec import Job

LOCAL: Final = "local"
DEFAULT_LENGTH: Final = 32768


class Hay(StrEnum):
    """Where the text comes from."""

    BUILT_IN = "builtin"
    FILES = "files"
    TASK = "task"


class Manner(StrEnum):
    """How a check is done; the engine's presets, and one whose details the user chooses."""

    QUICK = "quick"
    STANDARD = "standard"
    GRADIENT = "gradient"
    CLASSIC = "classic"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class Details:
    """What *Custom* lets the user choose; empty or None leaves it to the preset below it.

    Attributes:
        based_on: The preset whose manner is changed.
        lengths: Lengths as typed: "1k, 2k, 4k".
        depths: How many depths.
        repeats: Questions for each length and depth.
        seeds: Different texts in the confirmation.
        grading: "forced", "generated" or "both".
        template: Whether the chat template is used; None: if there is one.
        stop: Whether to stop after two lengths that failed.
        seed: The same seed asks the same questions.
        device: "auto", "cpu", "cuda" or "mps".
        chunk: Tokens worked on at once, as typed; empty: the engine's choice.
    """

    based_on: Manner = Manner.QUICK
    lengths: str = ""
    depths: int = 11
    repeats: int = 2
    seeds: int = 1
    grading: str = "forced"
    template: bool | None = None
    stop: bool = True
    seed: int = 0
    device: str = "auto"
    chunk: str = ""


@dataclass(frozen=True, slots=True)
class HaystackForm:
    """Everything a check needs; what is not given is None or empty.

    Attributes:
        model: The model to be checked.
        adapter: Applied to it on the fly.
        weight: The adapter's.
        target: The model as it was before the graft.
        donor: The model that the ability comes from.
        controls: With an adapter: also ask the model without it, and with its context settings only.
        engine: "local" or a server's address.
        model_name: What the server calls the model.
        length: The longest text, in tokens.
        language: "en" or "zh".
        hay: Where the text comes from.
        texts: The user's own text files, with `Hay.FILES`.
        task: The user's own description, with `Hay.TASK`.
        tier: "T1" to "T6"; empty leaves it to the preset.
        manner: How it is done.
        details: What `Manner.CUSTOM` changes.
        prompts: The skill that must not be lost: JSON lines of prompts and answers.
        out: The folder for the results.
        overwrite: Whether another run there may be replaced.
    """

    model: Path | None = None
    adapter: Path | None = None
    weight: float = 1.0
    target: Path | None = None
    donor: Path | None = None
    controls: bool = True
    engine: str = LOCAL
    model_name: str = ""
    length: int = DEFAULT_LENGTH
    language: str = "en"
    hay: Hay = Hay.BUILT_IN
    texts: tuple[Path, ...] = ()
    task: Path | None = None
    tier: str = ""
    manner: Manner = Manner.QUICK
    details: Details = Details()
    prompts: Path | None = None
    out: Path | None = None
    overwrite: bool = False

    @property
    def is_local(self) -> bool:
        """Whether it runs on this computer."""
        return self.engine == LOCAL

    @property
    def has_rows(self) -> bool:
        """Whether more models than one are asked."""
        return self.is_local and (self.target is not None or self.donor is not None or bool(self.adapter))


def to_options(form: HaystackForm) -> HaystackOptions:
    """The options that this form comes to. Imports pydantic: not for the window's thread.

    Raises:
        GraftworkError: When a value cannot be understood, or something needed is missing; names it.
    """
    from pydantic import ValidationError

    from graftwork_core.errors import BadInput
    from graftwork_core.haystack.plans.options import HaystackOptions
    from graftwork_core.haystack.plans.presets import procedure
    from graftwork_core.jobs.spec import bad_options

    if form.model is None:
        raise BadInput("There is no model to check.", "Choose one.")
    if form.out is None:
        raise BadInput("There is no folder for the results.", "Name one.")
    try:
        options = HaystackOptions.model_validate(_values(form))
        if options.lengths is None:
            # The engine's presets go to the model's window; here the slider says how far.
            planned = procedure(options, form.length, has_tiers=options.task is None).plan
            options = options.model_copy(update={"lengths": planned.lengths})
    except ValidationError as error:
        raise bad_options(error, "the check") from error
    return options


def to_job(form: HaystackForm) -> Job:
    """The job that this form asks for.

    Raises:
        GraftworkError: When a value cannot be understood, or something needed is missing; names it.
    """
    from graftwork_core.jobs.spec import HaystackJob

    return HaystackJob(to_options(form))


def _values(form: HaystackForm) -> dict[str, Any]:
    from graftwork_core.units import parse_length

    custom, details = form.manner is Manner.CUSTOM, form.details
    local = form.is_local
    values: dict[str, Any] = {
        "model": form.model,
        "out": form.out,
        "adapters": [{"path": form.adapter, "weight": form.weight}] if form.adapter and local else [],
        "preset": details.based_on.value if custom else form.manner.value,
        "language": form.language,
        "text": list(form.texts) if form.hay is Hay.FILES else [],
        "task": form.task if form.hay is Hay.TASK else None,
        "tier": form.tier or None,
        "prompts": form.prompts,
        "target": form.target if local else None,
        "donor": form.donor if local else None,
        "controls": bool(form.controls and form.adapter and local),
        "engine": form.engine,
        "model_name": form.model_name or None,
        "overwrite": form.overwrite,
    }
    if custom:
        lengths = [part.strip() for part in details.lengths.replace("，", ",").split(",") if part.strip()]
        values |= {
            "lengths": [parse_length(part) for part in lengths] or None,
            "depths": details.depths,
            "repeats": details.repeats,
            "seeds": details.seeds,
            "grading": details.grading,
            "template": details.template,
            "stop": details.stop,
            "seed": details.seed,
            "device": details.device,
            "chunk": parse_length(details.chunk) if details.chunk.strip() else None,
        }
    return values


def from_job(content: Mapping[str, Any]) -> HaystackForm | None:
    """The form that a saved job (`job_json`) came from; None when it is no check.

    Args:
        content: The job as JSON; read with care, it may come from another version.
    """
    if content.get("kind") != "haystack":
        return None
    plain, adapters = HaystackForm(), content.get("adapters")
    one = adapters[0] if isinstance(adapters, list) and adapters and isinstance(adapters[0], dict) else {}
    lengths = [length for length in _list(content.get("lengths")) if isinstance(length, int) and length > 0]
    texts = tuple(Path(text) for text in _list(content.get("text")) if isinstance(text, str))
    task = _path(content.get("task"))
    weight = one.get("weight", 1.0)
    form = replace(
        plain,
        model=_path(content.get("model")),
        adapter=_path(one.get("path")),
        weight=float(weight) if isinstance(weight, int | float) else 1.0,
        target=_path(content.get("target")),
        donor=_path(content.get("donor")),
        controls=content.get("controls") is True or not one,
        engine=str(content.get("engine") or LOCAL),
        model_name=str(content.get("model_name") or ""),
        length=max(lengths, default=plain.length),
        language=str(content.get("language") or plain.language),
        hay=Hay.TASK if task else Hay.FILES if texts else Hay.BUILT_IN,
        texts=texts,
        task=task,
        tier=str(content.get("tier") or ""),
        prompts=_path(content.get("prompts")),
        out=_path(content.get("out")),
    )
    details = _details(content, lengths)
    changed = any(content.get(name) is not None for name in ("depths", "repeats", "seeds", "grading", "stop", "chunk"))
    return replace(form, manner=Manner.CUSTOM if changed else details.based_on, details=details)


def _details(content: Mapping[str, Any], lengths: list[int]) -> Details:
    from graftwork_core.units import format_length

    plain = Details()
    preset, template = content.get("preset"), content.get("template")
    depths = content.get("depths")
    return Details(
        based_on=Manner(preset) if preset in ("quick", "standard", "gradient", "classic") else plain.based_on,
        lengths=", ".join(format_length(length) for length in lengths),
        depths=depths if isinstance(depths, int) else len(_list(depths)) or plain.depths,
        repeats=_count(content.get("repeats"), plain.repeats),
        seeds=_count(content.get("seeds"), plain.seeds),
        grading=str(content.get("grading") or plain.grading),
        template=template if isinstance(template, bool) else None,
        stop=content.get("stop") is not False,
        seed=_count(content.get("seed"), plain.seed),
        device=str(content.get("device") or plain.device),
        chunk=format_length(chunk) if isinstance(chunk := content.get("chunk"), int) else "",
    )


def _path(value: object) -> Path | None:
    return Path(value) if isinstance(value, str) and value else None


def _list(value: object) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else []


def _count(value: object, default: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else default
