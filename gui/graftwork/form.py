"""What the Graft page asks for, as one value; it becomes a job, and a job fills it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from graftwork_core.jobs.spec import Job


_REST: Final = {"seed": 0, "sync": False, "threads": None, "verify": "auto"}
"""Options that the page has no control for, and their defaults."""


class Source(StrEnum):
    """Where the ability comes from, and what is made of it."""

    DONOR = "donor"
    """A donor's difference is extracted and merged."""
    ADAPTER = "adapter"
    """Adapters are merged."""
    EXTRACT = "extract"
    """A donor's difference becomes an adapter, and that is all."""

    @property
    def extracts(self) -> bool:
        """Whether base and donor are needed."""
        return self is not Source.ADAPTER

    @property
    def merges(self) -> bool:
        """Whether a target is needed, and a model comes out."""
        return self is not Source.EXTRACT


class RankChoice(StrEnum):
    """How the rank is chosen."""

    FIXED = "rank"
    AUTO = "auto"
    SIZE = "size"


@dataclass(frozen=True, slots=True)
class Choices:
    """The options of a graft, with the defaults of a first try.

    Attributes:
        rank_choice: How the rank is chosen.
        rank: The rank with `FIXED`.
        max_rank: The highest rank with `AUTO`.
        size: The adapter's size with `SIZE`, as typed ("800 MB").
        weight: How strongly a donor's difference goes in; adapters have their own weights.
        context: "adapter", "keep", or a window in tokens.
        factor_dtype: How the adapter's factors are stored.
        embeddings: "skip", "lora" or "full".
        dtype: Type of the written weights; "same" keeps each tensor's own.
        rounding: "nearest" or "stochastic".
        not_finite: "stop" at NaN and infinite weights of the target, or "report" them and go on.
        shard_size: Size of a shard as typed ("5 GB"); empty keeps the target's split.
        device: "auto", "cpu", "cuda" or "mps".
        include: Regular expressions, one a line; only tensors that match.
        exclude: Regular expressions, one a line; not tensors that match.
        force: Go on although the models do not look related.
        overwrite: Replace an existing output.
        stream: Keep no file that is fetched from the Hub longer than it is needed.
    """

    rank_choice: RankChoice = RankChoice.FIXED
    rank: int = 32
    max_rank: int = 256
    size: str = "200 MB"
    weight: float = 1.0
    context: str | int = "adapter"
    factor_dtype: str = "bf16"
    embeddings: str = "skip"
    dtype: str = "same"
    rounding: str = "nearest"
    not_finite: str = "stop"
    shard_size: str = ""
    device: str = "auto"
    include: str = ""
    exclude: str = ""
    force: bool = False
    overwrite: bool = False
    stream: bool = False


@dataclass(frozen=True, slots=True)
class Weighted:
    """An adapter and how strongly it goes in."""

    path: Path
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Form:
    """Everything a run needs; a slot that is empty is None.

    Attributes:
        source: Where the ability comes from, and what is made of it.
        base: The original model.
        donor: The fine-tune that has the ability.
        adapters: What has it already.
        target: The model that receives it.
        out: The folder that is made.
        choices: The options.
        rest: Options of a saved job that this page has no control for, by their names in the job.
    """

    source: Source
    base: Path | None = None
    donor: Path | None = None
    adapters: tuple[Weighted, ...] = ()
    target: Path | None = None
    out: Path | None = None
    choices: Choices = Choices()
    rest: Mapping[str, Any] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether every slot that this source needs is filled, and there is an output."""
        needed = [self.out]
        needed += [self.base, self.donor] if self.source.extracts else []
        needed += [self.target] if self.source.merges else []
        return all(path is not None for path in needed) and (self.source.extracts or bool(self.adapters))


def to_job(form: Form) -> Job:
    """The job that this form asks for.

    Raises:
        GraftworkError: When a value cannot be understood; the message names it.
    """
    from graftwork_core.jobs.spec import make_job
    from graftwork_core.units import parse_bytes

    choices = form.choices
    common: dict[str, Any] = {
        **{name: value for name, value in form.rest.items() if form.source.merges or name != "verify"},
        "out": form.out,
        "device": choices.device,
        "force": choices.force,
        "overwrite": choices.overwrite,
        "stream": choices.stream,
    }
    merging = {
        "target": form.target,
        "rounding": choices.rounding,
        "not_finite": choices.not_finite,
        "context": choices.context,
        "dtype": choices.dtype,
        "shard_size": parse_bytes(choices.shard_size) if choices.shard_size.strip() else None,
    }
    if form.source is Source.ADAPTER:
        adapters = [{"path": one.path, "weight": one.weight} for one in form.adapters]
        return make_job("merge", {**common, **merging, "adapters": adapters})
    extracting = {
        "base": form.base,
        "donor": form.donor,
        "rank": choices.rank,
        "max_rank": choices.max_rank,
        "auto_rank": choices.rank_choice is RankChoice.AUTO,
        "size": parse_bytes(choices.size) if choices.rank_choice is RankChoice.SIZE else None,
        "embeddings": choices.embeddings,
        "include": _lines(choices.include),
        "exclude": _lines(choices.exclude),
    }
    if form.source is Source.EXTRACT:
        return make_job("extract", {**common, **extracting, "dtype": choices.factor_dtype})
    own = {"factor_dtype": choices.factor_dtype, "weight": choices.weight}
    return make_job("graft", {**common, **extracting, **merging, **own})


def from_job(content: Mapping[str, Any]) -> Form | None:
    """The form that a saved job (`job_json`) came from; None when this page cannot show it.

    Args:
        content: The job as JSON; read with care, it may come from another version.
    """
    sources = {"graft": Source.DONOR, "merge": Source.ADAPTER, "extract": Source.EXTRACT}
    kind = content.get("kind")
    source = sources.get(kind) if isinstance(kind, str) else None
    if source is None:
        return None
    adapters = _adapters(content.get("adapters")) if source is Source.ADAPTER else ()
    if adapters is None:
        return None
    return Form(
        source=source,
        base=_path(content.get("base")),
        donor=_path(content.get("donor")),
        adapters=adapters,
        target=_path(content.get("target")),
        out=_path(content.get("out")),
        choices=_choices(content, source),
        rest={name: content[name] for name, usual in _REST.items() if content.get(name, usual) != usual},
    )


def _choices(content: Mapping[str, Any], source: Source) -> Choices:
    plain = Choices()
    size = content.get("size")
    context = content.get("context", plain.context)
    factor_dtype = content.get("dtype" if source is Source.EXTRACT else "factor_dtype", plain.factor_dtype)
    return Choices(
        rank_choice=RankChoice.AUTO if content.get("auto_rank") else RankChoice.SIZE if size else RankChoice.FIXED,
        rank=_number(content.get("rank"), plain.rank),
        max_rank=_number(content.get("max_rank"), plain.max_rank),
        size=said_size(size) if size else plain.size,
        weight=float(_number(content.get("weight"), plain.weight)),
        context=context if isinstance(context, int | str) else plain.context,
        factor_dtype=str(factor_dtype),
        embeddings=str(content.get("embeddings", plain.embeddings)),
        dtype=str(content.get("dtype", plain.dtype)) if source.merges else plain.dtype,
        rounding=str(content.get("rounding", plain.rounding)),
        not_finite=str(content.get("not_finite", plain.not_finite)),
        shard_size=said_size(content.get("shard_size")),
        device=str(content.get("device", plain.device)),
        include="\n".join(map(str, content.get("include") or ())),
        exclude="\n".join(map(str, content.get("exclude") or ())),
        force=content.get("force") is True,
        overwrite=content.get("overwrite") is True,
        stream=content.get("stream") is True,
    )


def said_size(nbytes: object) -> str:
    """A size as people type it, exactly: 800 MB, or the plain number where no unit divides it; empty for None."""
    if not isinstance(nbytes, int) or isinstance(nbytes, bool) or nbytes <= 0:
        return "" if nbytes is None else str(nbytes)
    for name, factor in (("GB", 10**9), ("MB", 10**6)):
        if nbytes % (factor // 10) == 0 and nbytes >= factor:
            return f"{nbytes / factor:.1f}".removesuffix(".0") + f" {name}"
    return str(nbytes)


def _adapters(listed: object) -> tuple[Weighted, ...] | None:
    """The adapters of a merge; None when one of them is none."""
    if not isinstance(listed, list | tuple) or not listed:
        return None
    found: list[Weighted] = []
    for one in listed:
        path = _path(one.get("path")) if isinstance(one, Mapping) else None
        if path is None:
            return None
        found.append(Weighted(path, float(_number(one.get("weight"), 1.0))))
    return tuple(found)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _path(value: object) -> Path | None:
    return Path(value) if isinstance(value, str) and value else None


def _number(value: object, default: Any) -> Any:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else default
