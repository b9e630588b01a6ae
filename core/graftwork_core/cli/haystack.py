"""`graftwork haystack` and `graftwork sweep`: does a model find a fact anywhere in a long text?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from graftwork_core.cli import arguments as arg
from graftwork_core.cli.running import Manner, do
from graftwork_core.errors import BadInput
from graftwork_core.jobs.paths import absolute
from graftwork_core.units import parse_length

ModelArgument = Annotated[
    Path, typer.Argument(metavar="MODEL", help="The model's folder; with a server: of its tokenizer.")
]
MaybeAdapters = Annotated[
    list[str] | None,
    typer.Option(
        "--adapter", metavar="PATH[=WEIGHT]", help="Apply it on the fly, unmerged. May be repeated.", show_default=False
    ),
]
Lengths = Annotated[
    str | None,
    typer.Option(metavar="TOKENS,…", help="Prompt lengths: 1k,2k,4k.  [default: the preset's]", show_default=False),
]
Longest = Annotated[
    str | None,
    typer.Option("--to", metavar="TOKENS", help="How far: 64k.  [default: the model's window]", show_default=False),
]
Depths = Annotated[
    str | None,
    typer.Option(
        metavar="N|SHARE,…",
        help="How many depths, or which: 11, or 0.0,0.5,1.0.  [default: the preset's]",
        show_default=False,
    ),
]
Repeats = Annotated[
    int | None,
    typer.Option(min=1, help="Questions for each length and depth.  [default: the preset's]", show_default=False),
]
Grading = Annotated[
    str | None,
    typer.Option(
        metavar="forced|generated|both",
        help="By likelihood, by what the model writes, or both.  [default: the preset's]",
        show_default=False,
    ),
]
TextFiles = Annotated[
    list[Path] | None,
    typer.Option("--text", help="Your own .txt or .md files, or a folder of them, as hay.", show_default=False),
]
Prompts = Annotated[
    Path | None,
    typer.Option(help="The skill to keep: JSON lines with a prompt and what its reply contains.", show_default=False),
]
Chunk = Annotated[str | None, typer.Option(metavar="TOKENS", help="Tokens worked on at once.", show_default=False)]
MaxNew = Annotated[
    int | None, typer.Option("--max-new-tokens", min=1, help="Where a written answer is cut.", show_default=False)
]
Exports = Annotated[
    str, typer.Option("--export", metavar="html,png,svg,csv,…|none", help="What to write besides the results.")
]


def haystack(
    model: ModelArgument,
    out: arg.Out,
    adapter: MaybeAdapters = None,
    preset: Annotated[
        str | None,
        typer.Option(
            metavar="quick|standard|gradient|classic",
            help="How thorough, and after whose rules.  [default: quick]",
            show_default=False,
        ),
    ] = None,
    lengths: Lengths = None,
    to: Longest = None,
    depths: Depths = None,
    repeats: Repeats = None,
    seeds: Annotated[
        int | None, typer.Option(min=1, help="Different texts in the confirmation.", show_default=False)
    ] = None,
    tier: Annotated[
        str | None, typer.Option(metavar="T1…T6", help="How hard the needles are.", show_default=False)
    ] = None,
    grading: Grading = None,
    language: Annotated[
        str | None, typer.Option(metavar="en|zh", help="Of text and questions.  [default: en]", show_default=False)
    ] = None,
    text: TextFiles = None,
    task: Annotated[
        Path | None, typer.Option(metavar="FILE.yaml", help="Your own text, needles and questions.", show_default=False)
    ] = None,
    template: Annotated[
        bool | None, typer.Option("--template/--no-template", help="Use the chat template.", show_default=False)
    ] = None,
    answer_prefix: Annotated[
        bool | None, typer.Option("--answer-prefix/--no-answer-prefix", help="Begin the answer.", show_default=False)
    ] = None,
    stop: Annotated[
        bool | None, typer.Option("--stop/--no-stop", help="Stop after two failed lengths.", show_default=False)
    ] = None,
    prompts: Prompts = None,
    target: Annotated[
        Path | None,
        typer.Option(
            help="The model before the graft: asks it, too, and with the context settings only.", show_default=False
        ),
    ] = None,
    donor: Annotated[Path | None, typer.Option(help="Asks the donor, too.", show_default=False)] = None,
    controls: Annotated[
        bool, typer.Option("--controls", help="With --adapter: ask without it, too, and with its settings only.")
    ] = False,
    baseline: Annotated[
        Path | None, typer.Option(help="Compare with an earlier run's folder, or another model.", show_default=False)
    ] = None,
    engine: Annotated[str, typer.Option(metavar="local|URL", help="This computer, or a server's address.")] = "local",
    model_name: Annotated[
        str | None, typer.Option("--model-name", help="What the server calls the model.", show_default=False)
    ] = None,
    max_new_tokens: MaxNew = None,
    device: arg.Device = "auto",
    chunk: Chunk = None,
    seed: Annotated[int, typer.Option(min=0, help="The same seed asks the same questions.")] = 0,
    export: Exports = "html,png",
    card: Annotated[bool, typer.Option("--card", help="Write the verdict into the model's README.md.")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace another run in that folder.")] = False,
    json: arg.Json = False,
    quiet: arg.Quiet = False,
    dry_run: arg.DryRun = False,
) -> None:
    """Hide facts in long texts and see which the model finds. Exit status 1 when it is not green."""
    job = arg.job_from(
        "haystack",
        model=model,
        out=out,
        adapters=tuple(arg.adapter_use(one) for one in adapter or ()),
        preset=preset,
        **asked(lengths, depths, text, chunk, export),
        longest=None if to is None else parse_length(to),
        repeats=repeats,
        seeds=seeds,
        tier=tier,
        grading=grading,
        language=language,
        task=task,
        template=template,
        answer_prefix=answer_prefix,
        stop=stop,
        prompts=prompts,
        target=target,
        donor=donor,
        controls=controls,
        baseline=baseline,
        engine=engine,
        model_name=model_name,
        max_new_tokens=max_new_tokens,
        device=device,
        seed=seed,
        card=card,
        overwrite=overwrite,
    )
    do(job, Manner(json, quiet, dry_run))


def sweep(
    target: arg.Target,
    adapter: Annotated[Path, typer.Option(help="The adapter's folder.", show_default=False)],
    out: arg.Out,
    weights: Annotated[str, typer.Option(metavar="W,…", help="How strongly the adapter goes in.")] = "0.25,0.5,0.75,1",
    ranks: Annotated[
        str | None,
        typer.Option(metavar="R,…", help="Where it is cut.  [default: its own and powers of two]", show_default=False),
    ] = None,
    modules: Annotated[
        str, typer.Option(metavar="all,attention,mlp", help="Which of its modules; regular expressions, too.")
    ] = "all,attention",
    language: Annotated[str, typer.Option(metavar="en,zh", help="Of texts and questions.")] = "en",
    task: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE.yaml", help="Your own text and needles. May be repeated.", show_default=False),
    ] = None,
    prompts: Prompts = None,
    preset: Annotated[
        str | None,
        typer.Option(metavar="quick|classic", help="Packed or isolated.  [default: what it can]", show_default=False),
    ] = None,
    lengths: Lengths = None,
    to: Longest = None,
    depths: Depths = None,
    repeats: Repeats = None,
    grading: Grading = None,
    text: TextFiles = None,
    max_new_tokens: MaxNew = None,
    device: arg.Device = "auto",
    chunk: Chunk = None,
    seed: Annotated[int, typer.Option(min=0, help="The same seed asks the same questions.")] = 0,
    export: Exports = "html,png,scatter-png",
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace another sweep in that folder.")] = False,
    json: arg.Json = False,
    quiet: arg.Quiet = False,
    dry_run: arg.DryRun = False,
) -> None:
    """Try an adapter at many weights and ranks, and find what brings the long context and keeps the skill."""
    job = arg.job_from(
        "sweep",
        target=target,
        adapter=adapter,
        out=out,
        weights=tuple(_number(one, "--weights") for one in _listed(weights)),
        ranks=None if ranks is None else tuple(_listed(ranks)),
        modules=tuple(_listed(modules)),
        languages=tuple(_listed(language)),
        tasks=tuple(absolute(path) for path in task or ()),
        prompts=prompts,
        preset=preset,
        **asked(lengths, depths, text, chunk, export),
        longest=None if to is None else parse_length(to),
        repeats=repeats,
        grading=grading,
        max_new_tokens=max_new_tokens,
        device=device,
        seed=seed,
        overwrite=overwrite,
    )
    do(job, Manner(json, quiet, dry_run))


def asked(
    lengths: str | None, depths: str | None, text: list[Path] | None, chunk: str | None, export: str
) -> dict[str, Any]:
    """The options that are lists or lengths, as values.

    Raises:
        BadInput: When one cannot be read; names its option.
    """
    return {
        "lengths": None if lengths is None else tuple(parse_length(one) for one in _listed(lengths)),
        "depths": None if depths is None else _depths(depths),
        "text": tuple(absolute(path) for path in text or ()),
        "chunk": None if chunk is None else parse_length(chunk),
        "exports": () if export == "none" else tuple(_listed(export)),
    }


def _depths(text: str) -> int | tuple[float, ...]:
    """A number of depths, or the depths themselves as shares: 1 is one depth, 1.0 the end of the text."""
    if text.strip().isdecimal() and int(text) > 0:
        return int(text)
    return tuple(_number(one, "--depths") for one in _listed(text))


def _number(text: str, option: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise BadInput(f"{option} has {text!r}, which is no number.", "Write it like 0.25,0.5,1.") from error


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
