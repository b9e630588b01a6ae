"""`graftwork context`: a model's context settings, how far they may reach, what is wrong with them, and the fixes."""

from __future__ import annotations

import difflib
import json as jsonlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from graftwork_core.cli import arguments as arg
from graftwork_core.cli.text import plain, tell
from graftwork_core.errors import BadInput
from graftwork_core.jobs.paths import resolve_path
from graftwork_core.units import parse_length

if TYPE_CHECKING:
    from graftwork_core.model.audit_report import AuditReport, Finding
    from graftwork_core.model.context import ContextSettings
    from graftwork_core.model.proposals import ThetaProposal
    from graftwork_core.model.repair import Rewrite

_SOURCES: Final = {"donor": "the donor", "period": "the period law", "ntk": "NTK-aware scaling"}
_RULE_OF_THUMB: Final = "A reach is a rule of thumb; `graftwork haystack` tells how far the model really finds facts."

PathArgument = Annotated[Path, typer.Argument(metavar="PATH", help="A model's folder.")]
Donor = Annotated[
    Path | None,
    typer.Option(help="The model whose context it should have, or an adapter made from it.", show_default=False),
]
Length = Annotated[
    str | None,
    typer.Option(metavar="TOKENS", help="How far it is to reach: 32k, 1m.", show_default=False),
]
Fix = Annotated[bool, typer.Option("--fix", help="Write the fixes that are no guesses; see --only.")]
Only = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ID", help="With --fix: this finding alone, a guess too. May be repeated.", show_default=False
    ),
]
Undo = Annotated[bool, typer.Option("--undo", help="Take the last fix back, byte for byte.")]


def context(
    path: PathArgument,
    donor: Donor = None,
    length: Length = None,
    fix: Fix = False,
    only: Only = None,
    undo: Undo = False,
    dry_run: arg.DryRun = False,
    json: arg.Json = False,
    quiet: arg.Quiet = False,
) -> None:
    """Show a model's context settings, its predicted reach, thetas for a longer one, and what is wrong; mend it."""
    from graftwork_core.model.info import open_model

    if undo and (fix or only):
        raise typer.BadParameter("--undo and --fix exclude each other.")
    if only and not fix:
        raise typer.BadParameter("--only belongs to --fix.")
    folder = open_model(_local(path)).folder
    content: dict[str, Any] = {"type": "context", "path": str(folder)}
    lines: list[str] = []
    if undo:
        names = _take_back(folder, dry_run)
        content["would_undo" if dry_run else "undone"] = names
        lines += [f"{'Would take' if dry_run else 'Took'} back {', '.join(names) or 'nothing'}.", ""]
    tokens = parse_length(length) if length is not None else None
    report = _audit(folder, donor, tokens)
    if fix:
        rewrites, names = _write(folder, _chosen(report, only), dry_run)
        content["would_write" if dry_run else "written"] = names
        lines += _differences(rewrites) if dry_run else [f"Wrote {', '.join(names)}; --undo takes it back.", ""]
        report = report if dry_run else _audit(folder, donor, tokens)
    proposals = _proposals(report, tokens)
    if json:
        shown = {**content, **report.as_json(), "length": tokens, "proposals": [one.as_json() for one in proposals]}
        typer.echo(jsonlib.dumps(shown))
    elif not quiet:
        tell([*lines, *_lines(report, proposals, tokens)])


def _audit(folder: Path, donor: Path | None, length: int | None) -> AuditReport:
    from graftwork_core.model.audit import audit

    if donor is None:
        return audit(folder, length=length)
    donor = _local(donor)
    settings = _carried(donor)
    return audit(folder, adapter_context=settings, length=length) if settings else audit(folder, donor, length=length)


def _carried(donor: Path) -> ContextSettings | None:
    """What an adapter carries; None when the path is no adapter's."""
    from graftwork_core.adapter.files import CONFIG_NAME, RECORD_NAME
    from graftwork_core.model.context import carried_context
    from graftwork_core.weights.checkpoint import read_json

    folder = donor if donor.is_dir() else donor.parent
    if not (folder / CONFIG_NAME).is_file() or (folder / "config.json").is_file():
        return None
    settings = carried_context(read_json(folder / RECORD_NAME)) if (folder / RECORD_NAME).is_file() else None
    if settings is None:
        raise BadInput(
            f"The adapter {folder} carries no context settings.", "Name the model that it was made from as --donor."
        )
    return settings


def _chosen(report: AuditReport, only: list[str] | None) -> tuple[Finding, ...]:
    if not only:
        if not report.mendable:
            raise BadInput("No finding has a fix that is no guess.", "Name one with --only, or a --donor to copy from.")
        return report.mendable
    found = {finding.id: finding for finding in report.findings if finding.fix is not None}
    for name in only:
        if name not in found:
            raise BadInput(f"There is no finding {name!r} with a fix.", f"There are: {', '.join(found) or 'none'}.")
    return tuple(found[name] for name in only)


def _write(folder: Path, findings: tuple[Finding, ...], dry_run: bool) -> tuple[tuple[Rewrite, ...], list[str]]:
    from graftwork_core.model.repair import apply_fixes, plan_fixes

    rewrites = plan_fixes(folder, findings)
    if not dry_run:
        apply_fixes(folder, findings)
    return rewrites, [rewrite.name for rewrite in rewrites]


def _take_back(folder: Path, dry_run: bool) -> list[str]:
    from graftwork_core.model.repair import plan_undo, undo

    return [name for name, _ in plan_undo(folder)] if dry_run else list(undo(folder))


def _differences(rewrites: tuple[Rewrite, ...]) -> list[str]:
    lines: list[str] = []
    for rewrite in rewrites:
        before, after = (content.decode("utf-8", "replace").splitlines() for content in (rewrite.before, rewrite.after))
        lines += difflib.unified_diff(before, after, rewrite.name, f"{rewrite.name}, mended", n=1, lineterm="")
    return [*map(plain, lines), ""]


def _proposals(report: AuditReport, length: int | None) -> tuple[ThetaProposal, ...]:
    from graftwork_core.model.proposals import propose_theta

    wanted = report.wanted_positions
    goal = length or (wanted.window if wanted is not None else None)
    if report.positions is None or goal is None:
        return ()
    return propose_theta(report.positions, goal, wanted)


def _lines(report: AuditReport, proposals: tuple[ThetaProposal, ...], length: int | None) -> list[str]:
    from graftwork_core.cli.tables import columns, finding_lines

    rows = [("model", str(report.folder))]
    rows += [("window", f"{report.window:,} tokens" if report.window else "not said")]
    rows += [("rope", str(report.rope) if report.rope else "none that is known")]
    rows += [("reach", f"{report.reach} tokens")] if report.reach else []
    lines = columns(rows)
    if proposals:
        goal = length or (report.wanted_positions.window if report.wanted_positions else None)
        lines += ["", f"Theta for {goal:,} tokens:" if goal else "Theta:"]
        cells = [("from", "theta", "predicted reach", "")]
        cells += [
            (_SOURCES[one.source], f"{one.theta:,.0f}", str(one.reach or "unknown"), "a guess" if one.is_guess else "")
            for one in proposals
        ]
        lines += columns(cells, "  ")
    lines += ["", *finding_lines(report.findings, colour=sys.stdout.isatty())]
    return [*lines, "", _RULE_OF_THUMB] if report.reach else lines


def _local(path: Path) -> Path:
    return resolve_path(path.expanduser())
