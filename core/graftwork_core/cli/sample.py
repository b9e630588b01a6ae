"""`graftwork sample`: the whole story on three tiny models that come along."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from graftwork_core.cli import arguments as arg
from graftwork_core.cli.running import Manner, do, perform
from graftwork_core.cli.text import tell
from graftwork_core.cli.verdicts import proof_lines
from graftwork_core.cli.work import CHECK_FOLDER
from graftwork_core.jobs.events import Result, exit_status
from graftwork_core.jobs.spec import Job

if TYPE_CHECKING:
    from graftwork_core.model.info import ModelInfo

RANK = 8
WEIGHT = 0.75
_NAMES: Final = {"en": "English", "zh": "Chinese"}
_STORY = (
    ("base", "base", "trained on texts of up to 128 tokens; finds a number hidden in them"),
    ("long", "donor", "base, trained on to 2048 tokens: finds the number in a text sixteen times as long"),
    ("skill", "target", "base, fine-tuned on short texts: answers in Chinese and translates words"),
)


def sample(
    out: arg.Out,
    check: Annotated[bool, typer.Option("--check/--no-check", help="Ask every model about long texts.")] = True,
    overwrite: arg.Overwrite = False,
    json: arg.Json = False,
    quiet: arg.Quiet = False,
    dry_run: arg.DryRun = False,
) -> None:
    """Graft the sample's long context onto the sample's skill, and prove in about a minute that it worked."""
    from graftwork_resources import sample_folder

    folder = sample_folder()
    job = _job(folder, out, overwrite)
    manner = Manner(json, quiet, dry_run)
    told = not (json or quiet or dry_run)
    if told:
        tell((*_introduction(folder), "", *_fit(folder), ""))
        sys.stdout.flush()
    do(job, manner)
    if told:
        tell(("", *_made(folder, job.options.out), ""))
    if check and not dry_run:
        _prove(folder, job.options.out, overwrite, manner, told=told)
    if told:
        tell(("", *_what_now(job.options.out)))


def _prove(folder: Path, out: Path, overwrite: bool, manner: Manner, *, told: bool) -> None:
    """Ask every model the same questions in both languages, and say what came out."""
    found = []
    for language in ("en", "zh"):
        if told:
            typer.echo(f"Asking each of the models for 110 facts in texts of up to 2048 tokens, in {_NAMES[language]}…")
            sys.stdout.flush()
        end, _ = perform(_check(folder, out, language, overwrite), manner, told=False)
        if not isinstance(end, Result):
            raise typer.Exit(exit_status(end))
        found.append((language, end.data))
    if told:
        tell(("", *proof_lines(found), "", f"The reports are in {out / CHECK_FOLDER}."))
    if any(data["verdict"]["state"] == "red" for _, data in found):
        raise typer.Exit(1)


def _check(folder: Path, out: Path, language: str, overwrite: bool) -> Job:
    return arg.job_from(
        "haystack",
        model=out,
        target=folder / "skill",
        donor=folder / "long",
        task=folder / f"haystack.{language}.yaml",
        preset="classic",
        prompts=folder / "prompts.jsonl",
        out=out / CHECK_FOLDER / language,
        card=language == "zh",
        overwrite=overwrite,
    )


def _job(folder: Path, out: Path, overwrite: bool) -> Job:
    return arg.job_from(
        "graft",
        base=folder / "base",
        donor=folder / "long",
        target=folder / "skill",
        out=out,
        rank=RANK,
        weight=WEIGHT,
        overwrite=overwrite,
    )


def _introduction(folder: Path) -> list[str]:
    from graftwork_core.cli.tables import columns

    rows = [(role, str(folder / name), about) for name, role, about in _STORY]
    return ["The sample's three models:", *columns(rows, "  ")]


def _fit(folder: Path) -> list[str]:
    from graftwork_core.cli.tables import fit_lines
    from graftwork_core.model.fit import check_fit
    from graftwork_core.model.info import open_model

    models = [open_model(folder / name) for name, _, _ in _STORY]
    return ["Do they belong together?", *(f"  {line}" for line in fit_lines(check_fit(*models)))]


def _made(folder: Path, out: Path) -> list[str]:
    from graftwork_core.adapter.files import open_adapter
    from graftwork_core.adapter.preview import preview
    from graftwork_core.cli.tables import adapter_lines
    from graftwork_core.model.info import open_model

    before, after = (open_model(path).info for path in (folder / "skill", out))
    adapter = open_adapter(out / "adapter")
    lines = [
        "The adapter, kept beside the model:",
        *(f"  {line}" for line in adapter_lines(preview(adapter), adapter.folder)),
    ]
    lines += ["", "The target's context window:"]
    return [*lines, f"  before  {_context(before)}", f"  after   {_context(after)}"]


def _context(info: ModelInfo) -> str:
    theta = info.rope.theta if info.rope else None
    return f"{info.context_window} tokens" + (f", RoPE theta {theta:g}" if theta else "")


def _what_now(out: Path) -> list[str]:
    return [
        "To load it:",
        "  from transformers import AutoModelForCausalLM, AutoTokenizer",
        f"  model = AutoModelForCausalLM.from_pretrained({str(out)!r})",
        f"  tokenizer = AutoTokenizer.from_pretrained({str(out)!r})",
    ]
