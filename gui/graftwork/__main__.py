"""`graftwork` without a command: the window. With `--worker`, `--scanner`, `--rehearser`: what works for it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from graftwork import guard


def main() -> int:
    """Start what the first argument asks for, importing no more than that needs.

    Returns:
        The exit status: 0 when the window was closed, 1 when it could not start.
    """
    if "--worker" in sys.argv[1:2]:
        from graftwork_core.jobs import worker

        status = worker.main()
        # A thread of the worker still reads stdin: Python's orderly end would abort on it.
        with suppress(OSError, ValueError):
            sys.stderr.flush()
        os._exit(status)
    if "--scanner" in sys.argv[1:2]:
        from graftwork_core.library import scanner

        scanner.run(sys.argv[2:])
    if "--rehearser" in sys.argv[1:2]:
        from graftwork_core.jobs import rehearser

        rehearser.run()
    problem = guard.problem()
    if problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    from graftwork import app

    return app.main(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
