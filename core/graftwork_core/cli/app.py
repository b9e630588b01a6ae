"""`graftwork`: all commands, and what happens to whatever goes wrong in one of them.

Exit status: 0 done, 1 failed, 2 bad usage or bad input, 3 the models do not fit, 130 cancelled.
"""

from __future__ import annotations

import faulthandler
import importlib
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated, NoReturn

import typer

from graftwork_core import __version__
from graftwork_core.cli import context, haystack, hub, jobs, look, sample, work
from graftwork_core.cli.screen import show_end
from graftwork_core.hub.folders import seclude_libraries
from graftwork_core.jobs.events import exit_status, numbered, to_line
from graftwork_core.jobs.failures import failure

app = typer.Typer(
    name="graftwork",
    help="Graft one model's ability onto another. Without a command the window opens.",
    add_completion=False,
    rich_markup_mode=None,  # rich's own help costs as much time as everything else
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("inspect")(look.inspect)
app.command("compare")(look.compare)
app.command("context")(context.context)
app.command("extract")(work.extract)
app.command("merge")(work.merge)
app.command("graft")(work.graft)
app.command("diff")(work.diff)
app.command("haystack")(haystack.haystack)
app.command("sweep")(haystack.sweep)
app.command("run")(work.run)
app.add_typer(hub.app, name="hub")
app.add_typer(jobs.app, name="jobs")
app.command("sample")(sample.sample)


class _Interrupted(BaseException):
    """Ctrl-C, where no job runs."""


def main() -> NoReturn:
    """Do what the arguments ask for, then end the process."""
    faulthandler.enable()
    seclude_libraries()
    status = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(status)  # taking torch down in order takes longer than a small merge


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments ask for; returns the exit status."""
    signal.signal(signal.SIGINT, _interrupt)
    try:
        app(args=list(arguments), prog_name="graftwork")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except _Interrupted:
        return 130
    except BrokenPipeError:  # whoever read our output has seen enough
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as exception:  # noqa: BLE001 - the last line of defence: a sentence, never a traceback
        end = failure(exception)
        if "--json" in arguments:
            typer.echo(to_line(numbered(end, 1)), nl=False)
        show_end(end)
        return exit_status(end)
    return 0


def _interrupt(number: int, frame: object) -> NoReturn:
    raise _Interrupted


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"graftwork {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        raise typer.Exit(_open_window())


def _open_window() -> int:
    """Open the window. Its package is above this one, so it is found by name and not imported."""
    try:
        window = importlib.import_module("graftwork.__main__")
        return int(window.main())
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing == "graftwork":
            sys.stderr.write("error: The window's package is not installed.\nInstall Graftwork as a whole.\n")
        elif missing in ("PySide6", "shiboken6", "qasync"):
            sys.stderr.write(
                f"error: The window needs {missing}, which this Python lacks.\n"
                "Install PySide6-Essentials and qasync; `graftwork --help` lists what works without a window.\n"
            )
        else:
            raise
        return 1
