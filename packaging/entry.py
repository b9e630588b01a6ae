"""What the packaged program runs: the window without arguments, a command with them, or a process of the window."""

from __future__ import annotations

import multiprocessing
import os
import sys


def main() -> None:
    """Become the worker before anything else is imported; else what the command line asks for."""
    multiprocessing.freeze_support()
    if not any(os.environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG")):
        # As Python itself does (PEP 538), but not where it is frozen; Qt complains of any other.
        os.environ["LC_CTYPE"] = "C.UTF-8"
    if sys.argv[1:2] in (["--worker"], ["--scanner"], ["--rehearser"]):
        from graftwork.__main__ import main as window_or_worker

        sys.exit(window_or_worker())
    from graftwork_core.cli import main as command_line

    command_line()


main()
