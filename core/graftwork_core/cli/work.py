"""The commands that make something: extract, merge, graft, diff, run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graftwork_core.cli import arguments as arg
from graftwork_core.cli.running import Manner, do
from graftwork_core.jobs.spec import Job, read_job

CHECK_FOLDER = "haystack"
"""Where the check of a graft lies inside the merged model's folder; loaders of the model don't look there."""


def extract(
    base: arg.Base,
    donor: arg.Donor,
    out: arg.Out,
    rank: arg.Rank = None,
    auto_rank: arg.AutoRank = False,
    size: arg.Size = None,
    max_rank: arg.MaxRank = None,
    dtype: arg.FactorDtype = "bf16",
    include: arg.Include = None,
    exclude: arg.Exclude = None,
    embeddings: arg.Embeddings = "skip",
    device: arg.Device = "auto",
    seed: arg.Seed = 0,
    threads: arg.Threads = None,
    force: arg.Force = False,
    overwrite: arg.Overwrite = False,
    sync: arg.Sync = False,
    stream: arg.Stream = False,
    json: arg.Json = False,
    quiet: arg.Quiet = False,
    dry_run: arg.DryRun = False,
) -> None:
    """Make an adapter (a PEFT LoRA) of what the donor learned on top of the base."""
    job = arg.job_from(
        "extract",
        base=base,
        donor=donor,
        out=out,
        **arg.rank_choice(rank, auto_rank, size),
        max_rank=max_rank,
        dtype=dtype,
        include=tuple(include or ()),
        exclude=tuple(exclude or ()),
        embeddings=embeddings,
        device=device,
        seed=seed,
        threads=threads,
        force=force,
        overwrite=overwrite,
        sync=sync,
        stream=stream,
    )
    do(job, Manner(json, quiet, dry_run))


def merge(
    target: arg.Target,
    adapter: arg.Adapters,
    out: arg.Out,
    dtype: arg.OutputDtype = "same",
    rounding: arg.Rounding = "nearest",
    context: arg.Context = "adapter",
    shard_size: arg.ShardSize = None,
    verify: arg.Verify = "auto",
    not_finite: arg.NotFinite = "stop",
    device: arg.Device = "auto",
    seed: arg.Seed = 0,
    threads: arg.Threads = None,
    force: arg.Force = False,
    overwrite: arg.Overwrite = False,
    sync: arg.Sync = False,
    stream: arg.Stream = False,
    json: arg.Json = False,
    quiet: arg.Quiet = False,
    dry_run: arg.DryRun = False,
) -> None:
    """Merge one or more adapters into the target and write a complete model folder."""
    job = arg.job_from(
        "merge",
        target=target,
        adapters=tuple(arg.adapter_use(text) for text in adapter),
        out=out,
        dtype=dtype,
        rounding=rounding,
        context=arg.context_choice(context),
        shard_size=arg.shard_choice(shard_size),
        verify=verify,
        not_finite=not_finite,
        device=device,
        seed=seed,
        threads=threads,
        force=force,
        overwrite=overwrite,
        sync=sync,
        stream=stream,
    )
    do(job, Manner(json, quiet, dry_run))


def graft(
    base: arg.Base,
    donor: arg.Donor,
    target: arg.Target,
    out: arg.Out,
    weight: Annotated[float, typer.Option(help="How strongly the adapter goes in.")] = 1.0,
    rank: arg.Rank = None,
    auto_rank: arg.AutoRank = False,
    size: arg.Size = None,
    max_rank: arg.MaxRank = None,
    factor_dtype: arg.FactorDtype = "bf16",
    include: arg.Include = None,
    exclude: arg.Exclude = None,
    embeddings: arg.Embeddings = "skip",
    dtype: arg.OutputDtype = "same",
    rounding: arg.Rounding = "nearest",
    context: arg.Context = "adapter",
    shard_size: arg.ShardSize = None,
    verify: arg.Verify = "auto",
    not_finite: arg.NotFinite = "stop",
    device: arg.Device = "auto",
    seed: arg.Seed = 0,
    threads: arg.Threads = None,
    force: arg.Force = False,
    overwrite: arg.Overwrite = False,
    sync: arg.Sync = False,
    stream: arg.Stream = False,
    check: Annotated[
        bool, typer.Option("--check", help="Then ask it about facts in long texts; exit status 1 when not green.")
    ] = False,
    task: Annotated[
        Path | None,
        typer.Option(metavar="FILE.yaml", help="With --check: your own text, needles, questions.", show_default=False),
    ] = None,
    prompts: Annotated[
        Path | None,
        typer.Option(help="With --check: prompts of the skill that must not be lost.", show_default=False),
    ] = None,
    json: arg.Json = False,
    quiet: arg.Quiet = False,
    dry_run: arg.DryRun = False,
) -> None:
    """Extract the donor's ability and merge it into the target. The adapter stays in OUT/adapter."""
    job = arg.job_from(
        "graft",
        base=base,
        donor=donor,
        target=target,
        out=out,
        weight=weight,
        **arg.rank_choice(rank, auto_rank, size),
        max_rank=max_rank,
        factor_dtype=factor_dtype,
        include=tuple(include or ()),
        exclude=tuple(exclude or ()),
        embeddings=embeddings,
        dtype=dtype,
        rounding=rounding,
        context=arg.context_choice(context),
        shard_size=arg.shard_choice(shard_size),
        verify=verify,
        not_finite=not_finite,
        device=device,
        seed=seed,
        threads=threads,
        force=force,
        overwrite=overwrite,
        sync=sync,
        stream=stream,
    )
    manner = Manner(json, quiet, dry_run)
    begun = job.options.out / CHECK_FOLDER / "run.jsonl"
    if not check or overwrite or not begun.is_file():  # else the graft is whole, and its check was interrupted
        do(job, manner)
    if check and not dry_run:
        do(_check(job.options.out, target, donor, task, prompts, overwrite=overwrite), manner)


def _check(model: Path, target: Path, donor: Path, task: Path | None, prompts: Path | None, *, overwrite: bool) -> Job:
    """The check of a graft: beside the target as it was, the target with the donor's settings only, and the donor."""
    return arg.job_from(
        "haystack",
        model=model,
        target=target,
        donor=donor,
        task=task,
        prompts=prompts,
        out=model / CHECK_FOLDER,
        card=True,
        overwrite=overwrite,
    )


def diff(
    base: arg.Base,
    donor: arg.Donor,
    out: arg.Out,
    max_rank: Annotated[
        int | None,
        typer.Option(min=1, help="The highest rank to look for in a module.  [default: 128]", show_default=False),
    ] = None,
    device: arg.Device = "auto",
    seed: arg.Seed = 0,
    threads: arg.Threads = None,
    force: arg.Force = False,
    overwrite: arg.Overwrite = False,
    sync: arg.Sync = False,
    stream: arg.Stream = False,
    json: arg.Json = False,
    quiet: arg.Quiet = False,
    dry_run: arg.DryRun = False,
) -> None:
    """Say what a fine-tune changed, tensor by tensor: how much, how much is only rounding, and at which rank."""
    job = arg.job_from(
        "diff",
        base=base,
        donor=donor,
        out=out,
        max_rank=max_rank,
        device=device,
        seed=seed,
        threads=threads,
        force=force,
        overwrite=overwrite,
        sync=sync,
        stream=stream,
    )
    do(job, Manner(json, quiet, dry_run))


def run(
    job: Annotated[Path, typer.Argument(metavar="JOB.json", help="A job that the window or `jobs show --spec` saved.")],
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where an interrupted run of it stopped (which is done in any case).")
    ] = False,
    json: arg.Json = False,
    quiet: arg.Quiet = False,
    dry_run: arg.DryRun = False,
) -> None:
    """Run a saved job. What an interrupted run of it has done is not done again."""
    do(read_job(job), Manner(json, quiet, dry_run))
