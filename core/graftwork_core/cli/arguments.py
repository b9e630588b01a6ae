"""The options that several commands share, and how their texts become values."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from graftwork_core.errors import BadInput
from graftwork_core.jobs.paths import absolute
from graftwork_core.jobs.spec import Job, make_job
from graftwork_core.units import parse_bytes, parse_length

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object a line; the result is the last.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Check everything, print what would be read and written, touch nothing.")
]
Base = Annotated[Path, typer.Option(help="The original model's folder, or hf:owner/name.", show_default=False)]
Donor = Annotated[Path, typer.Option(help="The fine-tune of it that has the ability.", show_default=False)]
Target = Annotated[Path, typer.Option(help="The model that receives the ability.", show_default=False)]
Out = Annotated[Path, typer.Option(help="The folder to make.", show_default=False)]
Adapters = Annotated[
    list[str],
    typer.Option(
        "--adapter",
        metavar="PATH[=WEIGHT]",
        help="An adapter's folder and its weight (1 when left out, negative takes it out). May be repeated.",
        show_default=False,
    ),
]
Rank = Annotated[
    int | None, typer.Option(min=1, help="The same rank for every module.  [default: 32]", show_default=False)
]
AutoRank = Annotated[bool, typer.Option("--auto-rank", help="Stop each module at its noise floor.")]
MaxRank = Annotated[
    int | None,
    typer.Option(min=1, help="The highest rank for --auto-rank and --size.  [default: 256]", show_default=False),
]
Size = Annotated[
    str | None,
    typer.Option(metavar="BYTES", help="The largest rank whose adapter takes at most this: 800MB.", show_default=False),
]
Include = Annotated[
    list[str] | None,
    typer.Option(metavar="REGEX", help="Only tensors that match. May be repeated.", show_default=False),
]
Exclude = Annotated[
    list[str] | None,
    typer.Option(metavar="REGEX", help="No tensors that match. May be repeated.", show_default=False),
]
Embeddings = Annotated[
    str,
    typer.Option(metavar="lora|full|skip", help="Embeddings and head: low rank, whole difference, or left out."),
]
FactorDtype = Annotated[str, typer.Option(metavar="bf16|fp16|fp32|fp8", help="Type of the adapter's factors.")]
OutputDtype = Annotated[str, typer.Option(metavar="same|bf16|fp16|fp32", help="Type of the merged weights.")]
Rounding = Annotated[str, typer.Option(metavar="nearest|stochastic", help="How results become that type.")]
Context = Annotated[
    str,
    typer.Option(metavar="adapter|keep|TOKENS", help="The result's context: the adapter's, the target's, or 8k."),
]
ShardSize = Annotated[
    str | None,
    typer.Option(metavar="BYTES", help="Split the result into files of 5GB; the target's own split when left out."),
]
Verify = Annotated[
    str,
    typer.Option(metavar="auto|full", help="full: ask transformers in any case whether the result is complete."),
]
NotFinite = Annotated[
    str,
    typer.Option(metavar="stop|report", help="What NaN or infinite weights of the target do: stop, or be reported."),
]
Device = Annotated[str, typer.Option(metavar="auto|cpu|cuda:0|mps", help="Where to compute.")]
Seed = Annotated[int, typer.Option(min=0, help="The same seed gives the same bytes.")]
Threads = Annotated[
    int | None,
    typer.Option(min=1, max=256, help="Tensors at the same time; the cores' number when left out.", show_default=False),
]
Force = Annotated[bool, typer.Option("--force", help="Go on although the models do not look related.")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace the folder when Graftwork made it.")]
Sync = Annotated[bool, typer.Option("--sync", help="Wait until the disk has everything.")]
Stream = Annotated[
    bool,
    typer.Option("--stream", help="Keep no file of an hf: input longer than it is needed."),
]


def adapter_use(text: str) -> dict[str, Any]:
    """Read `PATH[=WEIGHT]`: the last "=" with a number behind it ends the path, unless the whole is a path."""
    path, equals, weight = text.rpartition("=")
    number = _number(weight) if equals and path else None
    if number is None or Path(text).expanduser().exists():
        return {"path": absolute(Path(text)), "weight": 1.0}
    return {"path": absolute(Path(path)), "weight": number}


def context_choice(text: str) -> str | int:
    """Read "adapter", "keep" or a number of tokens such as 8k."""
    return text if text in ("adapter", "keep") else parse_length(text)


def rank_choice(rank: int | None, auto_rank: bool, size: str | None) -> dict[str, Any]:
    """The one way to choose the rank that was asked for.

    Raises:
        BadInput: When there are two.
    """
    if (rank is not None) + auto_rank + (size is not None) > 1:
        raise BadInput("--rank, --auto-rank and --size exclude each other.", "Give one of them.")
    if rank is not None:
        return {"rank": rank}
    if size is not None:
        return {"size": parse_bytes(size)}
    return {"auto_rank": True} if auto_rank else {}


def shard_choice(text: str | None) -> int | None:
    """Bytes of a shard."""
    return None if text is None else parse_bytes(text)


def job_from(kind: str, /, **options: Any) -> Job:
    """The job that options ask for: paths made absolute, what is None left to its default.

    Raises:
        BadInput: When a value is wrong; names its option.
    """
    values = {
        name: absolute(value) if isinstance(value, Path) else value
        for name, value in options.items()
        if value is not None
    }
    return make_job(kind, values, _spelled)


def _spelled(field: str) -> str:
    name, _, rest = field.partition(".")
    option = "--" + {"adapters": "adapter"}.get(name, name).replace("_", "-")
    return f"{option} ({rest})" if rest else option


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
