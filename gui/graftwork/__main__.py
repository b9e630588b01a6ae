"""`graftwork` without a command: the window. With `--worker`: the process that does one job."""

from __future__ import annotations

import sys

from graftwork import guard


def main() -> int:
    """Start what the first argument asks for, importing no more than that needs.

    Returns:
        The exit status: 0 when the window was closed, 1 when it could not start.
    """
    if "--worker" in sys.argv[1:2]:
        from graftwork_core.jobs import worker

        return worker.main()
    problem = guard.problem()
    if problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    from graftwork import app

    return app.main(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
