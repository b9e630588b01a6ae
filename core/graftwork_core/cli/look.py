"""The commands that only look: inspect and compare. Nothing is computed, so nothing heavy is loaded."""

from __future__ import annotations

import json as jsonlib
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graftwork_core.cli import arguments as arg
from graftwork_core.cli.text import plain, tell
from graftwork_core.hub.places import Places

if TYPE_CHECKING:
    from graftwork_core.weights.header import TensorInfo

_DOES_NOT_FIT = 3
PathArgument = Annotated[
    Path, typer.Argument(metavar="PATH", help="A folder or file of a model or an adapter, or hf:owner/name.")
]
Tensors = Annotated[bool, typer.Option("--tensors", help="List every tensor with its type and shape.")]


def inspect(path: PathArgument, tensors: Tensors = False, json: arg.Json = False, quiet: arg.Quiet = False) -> None:
    """Show what a model or an adapter is, from its headers: no weights are read."""
    with Places() as places:
        folder = places.folder(path.expanduser())
        content, lines, table = (_adapter if _is_adapter(folder) else _model)(folder, places.shown(folder))
        content |= {"hub": places.as_json()} if places.remote else {}
        lines += ["", *map(plain, places.lines())] if places.lines() else []
    if json:
        typer.echo(jsonlib.dumps(content | ({"table": [_row(one) for one in table]} if tensors else {})))
    elif not quiet:
        tell(lines)
        if tensors:
            _print_tensors(table)


def compare(
    base: Annotated[Path | None, typer.Option(help="The original model's folder.", show_default=False)] = None,
    donor: Annotated[Path | None, typer.Option(help="The fine-tune that has the ability.", show_default=False)] = None,
    target: Annotated[Path | None, typer.Option(help="The model that is to receive it.", show_default=False)] = None,
    adapter: Annotated[
        list[str] | None, typer.Option(help="An adapter's folder. May be repeated.", show_default=False)
    ] = None,
    json: arg.Json = False,
    quiet: arg.Quiet = False,
) -> None:
    """Say whether models (and adapters) belong together. Exit status 3 when they do not."""
    from graftwork_core.adapter.files import open_adapter
    from graftwork_core.adapter.fit import check_adapter
    from graftwork_core.cli.tables import fit_lines
    from graftwork_core.model.fit import check_fit
    from graftwork_core.model.info import open_model
    from graftwork_core.model.report import FitReport, FitRow

    _refuse_half(base, donor, target, adapter)
    rows: list[FitRow] = []
    with Places() as places:

        def local(path: Path) -> Path:
            return places.folder(path.expanduser())

        receiver = open_model(local(target)) if target else None
        if base and donor:
            rows += check_fit(open_model(local(base)), open_model(local(donor)), receiver).rows
        if receiver is not None:
            for text in adapter or ():
                rows += check_adapter(open_adapter(local(arg.adapter_use(text)["path"])), receiver).rows
        hub, lines = places.as_json(), places.lines()
    report = FitReport(tuple(rows))
    if json:
        typer.echo(jsonlib.dumps({"type": "fit", **report.as_json(), **({"hub": hub} if hub else {})}))
    elif not quiet:
        tell((*fit_lines(report, colour=sys.stdout.isatty()), *([""] if lines else []), *map(plain, lines)))
    if report.blocking:
        raise typer.Exit(_DOES_NOT_FIT)


def _refuse_half(base: Path | None, donor: Path | None, target: Path | None, adapter: list[str] | None) -> None:
    """A comparison needs base and donor, or a target and an adapter."""
    if (base is None) != (donor is None):
        raise typer.BadParameter("--base and --donor belong together.")
    if adapter and target is None:
        raise typer.BadParameter("--adapter needs the --target that it is to be merged into.")
    if base is None and not adapter:
        raise typer.BadParameter("There is nothing to compare: give --base and --donor, or --target and --adapter.")


def _is_adapter(path: Path) -> bool:
    folder = path if path.is_dir() else path.parent
    named = path.is_file() and path.name.startswith("adapter_")
    return named or (
        path.is_dir() and (folder / "adapter_config.json").exists() and not (folder / "config.json").exists()
    )


def _adapter(path: Path, shown_as: Path) -> tuple[dict[str, Any], list[str], list[TensorInfo]]:
    from graftwork_core.adapter.files import open_adapter
    from graftwork_core.adapter.preview import preview
    from graftwork_core.cli.tables import adapter_lines

    adapter = open_adapter(path)
    shown = preview(adapter)
    table = [tensor for header in adapter.headers for tensor in header.tensors]
    return {"type": "adapter", **shown.as_json()}, adapter_lines(shown, _shown(adapter.folder, path, shown_as)), table


def _model(path: Path, shown_as: Path) -> tuple[dict[str, Any], list[str], list[TensorInfo]]:
    from graftwork_core.cli.tables import finding_lines, model_lines
    from graftwork_core.model.audit import audit
    from graftwork_core.model.info import open_model

    model = open_model(path)
    report = audit(model)
    info = replace(model.info, folder=_shown(model.folder, path, shown_as))
    lines = model_lines(info)
    if report.findings:
        lines += ["", *finding_lines(report.findings, colour=sys.stdout.isatty())]
    return {"type": "model", **info.as_json(), "audit": report.as_json()}, lines, list(model.checkpoint)


def _shown(folder: Path, path: Path, shown_as: Path) -> Path:
    """A folder, or the name of the repository that it stands for."""
    return folder if path == shown_as else shown_as


def _row(tensor: TensorInfo) -> dict[str, Any]:
    return {"name": tensor.name, "dtype": tensor.dtype, "shape": list(tensor.shape), "file": tensor.file.name}


def _print_tensors(table: list[TensorInfo]) -> None:
    from graftwork_core.cli.tables import columns

    rows = [(one.name, one.dtype, " × ".join(map(str, one.shape)), one.file.name) for one in table]
    tell(["", *columns(rows)])
