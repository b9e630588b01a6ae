"""The scan as a process of its own, so that opening ten thousand headers never takes a turn from the window.

python -m graftwork_core.library.scanner HOME     roots on stdin (a JSON list), entries on stdout, one JSON line each;
                                                  {"type": "done"} is the last. It ends when stdin closes.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from graftwork_core.library.catalogue import Catalogue
from graftwork_core.library.entry import Entry
from graftwork_core.library.scan import scan


def run(arguments: Sequence[str]) -> NoReturn:
    """Scan, and end the process: a thread still reads stdin, on which an orderly end would wait."""
    status = main(Path(arguments[0]))
    sys.stderr.flush()
    os._exit(status)


def main(home: Path) -> int:
    """Read roots, scan, print.

    Args:
        home: The user's data folder, where the catalogue lies.

    Returns:
        0 when the scan was finished, 130 when whoever asked went away, 2 when the roots are no list of paths.
    """
    try:
        roots = [Path(str(root)) for root in json.loads(sys.stdin.readline())]
    except (ValueError, TypeError):
        sys.stderr.write("The roots are not a JSON list of paths.\n")
        return 2
    # From here on stdout carries entries only, whatever a library prints.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    gone = threading.Event()
    threading.Thread(target=_wait_for_the_end, args=(gone,), daemon=True).start()

    def tell(entry: Entry) -> None:
        out.write(json.dumps(entry.as_json(), ensure_ascii=True) + "\n")

    try:
        with Catalogue(home) as catalogue:
            scan(roots, catalogue, tell, gone.is_set)
        if not gone.is_set():
            out.write('{"type": "done"}\n')
        out.flush()
    except BrokenPipeError:
        gone.set()
    return 130 if gone.is_set() else 0


def _wait_for_the_end(gone: threading.Event) -> None:
    while sys.stdin.readline():
        pass
    gone.set()


if __name__ == "__main__":
    run(sys.argv[1:])
