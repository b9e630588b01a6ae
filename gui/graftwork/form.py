"""What the Graft page asks for, as one value; it becomes a job, and a job fills it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graftwork_core.jobs.spec import Job


class Source(StrEnum):
    """Where the ability comes from."""

    DONOR = "donor"
    ADAPTER = "adapter"


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
        weight: How strongly the adapter goes in.
        context: "adapter", "keep", or a window in tokens.
        factor_dtype: How the adapter's factors are stored.
        embeddings: "skip", "lora" or "full".
        dtype: Type of the written weights; "same" keeps each tensor's own.
        rounding: "nearest" or "stochastic".
        shard_size: Size of a shard as typed ("5 GB"); empty keeps the target's split.
        device: "auto", "cpu", "cuda" or "mps".
        include: Regular expressions, one a line; only tensors that match.
        exclude: Regular expressions, one a line; not tensors that match.
        force: Go on although the models do not look related.
        overwrite: Replace an existing output.
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
    shard_size: str = ""
    device: str = "auto"
    include: str = ""
    exclude: str = ""
    force: bool = False
    overwrite: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """Everything a run needs; a slot that is empty is None."""

    source: Source
    base: Path | None
    donor: Path | None
    adapter: Path | None
    target: Path | None
    out: Path | None
    choices: Choices = Choices()

    @property
    def complete(self) -> bool:
        """Whether every slot that this source needs is filled, and there is an output."""
        needed = (self.base, self.donor) if self.source is Source.DONOR else (self.adapter,)
        return all(path is not None for path in (*needed, self.target, self.out))


def to_job(form: Form) -> Job:
    """The job that this form asks for.

    Raises:
        GraftworkError: When a value cannot be understood; the message names it.
    """
    from graftwork_core.jobs.spec import make_job
    from graftwork_core.units import parse_bytes

    choices = form.choices
    merging: dict[str, Any] = {
        "target": form.target,
        "out": form.out,
        "rounding": choices.rounding,
        "context": choices.context,
        "dtype": choices.dtype,
        "shard_size": parse_bytes(choices.shard_size) if choices.shard_size.strip() else None,
        "device": choices.device,
        "force": choices.force,
        "overwrite": choices.overwrite,
    }
    if form.source is Source.ADAPTER:
        return make_job("merge", {**merging, "adapters": [{"path": form.adapter, "weight": choices.weight}]})
    extracting = {
        "base": form.base,
        "donor": form.donor,
        "rank": choices.rank,
        "max_rank": choices.max_rank,
        "auto_rank": choices.rank_choice is RankChoice.AUTO,
        "size": parse_bytes(choices.size) if choices.rank_choice is RankChoice.SIZE else None,
        "factor_dtype": choices.factor_dtype,
        "embeddings": choices.embeddings,
        "include": _lines(choices.include),
        "exclude": _lines(choices.exclude),
        "weight": choices.weight,
    }
    return make_job("graft", {**extracting, **merging})


def from_job(content: Mapping[str, Any]) -> Form | None:
    """The form that a saved job (`job_json`) came from; None when this page cannot show it.

    Args:
        content: The job as JSON; read with care, it may come from another version.
    """
    kind = content.get("kind")
    adapters = content.get("adapters")
    if kind == "merge" and (not isinstance(adapters, list) or len(adapters) != 1 or not isinstance(adapters[0], dict)):
        return None
    if kind not in ("graft", "merge"):
        return None
    one = adapters[0] if kind == "merge" and isinstance(adapters, list) else {}
    size = content.get("size")
    rank_choice = RankChoice.AUTO if content.get("auto_rank") else RankChoice.SIZE if size else RankChoice.FIXED
    plain = Choices()
    context = content.get("context", plain.context)
    return Form(
        source=Source.DONOR if kind == "graft" else Source.ADAPTER,
        base=_path(content.get("base")),
        donor=_path(content.get("donor")),
        adapter=_path(one.get("path")),
        target=_path(content.get("target")),
        out=_path(content.get("out")),
        choices=Choices(
            rank_choice=rank_choice,
            rank=_number(content.get("rank"), plain.rank),
            max_rank=_number(content.get("max_rank"), plain.max_rank),
            size=f"{size}" if size else plain.size,
            weight=float(_number(one.get("weight", content.get("weight")), plain.weight)),
            context=context if isinstance(context, int | str) else plain.context,
            factor_dtype=str(content.get("factor_dtype", plain.factor_dtype)),
            embeddings=str(content.get("embeddings", plain.embeddings)),
            dtype=str(content.get("dtype", plain.dtype)),
            rounding=str(content.get("rounding", plain.rounding)),
            shard_size=str(content.get("shard_size") or ""),
            device=str(content.get("device", plain.device)),
            include="\n".join(map(str, content.get("include") or ())),
            exclude="\n".join(map(str, content.get("exclude") or ())),
            force=content.get("force") is True,
            overwrite=content.get("overwrite") is True,
        ),
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _path(value: object) -> Path | None:
    return Path(value) if isinstance(value, str) and value else None


def _number(value: object, default: Any) -> Any:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else default
