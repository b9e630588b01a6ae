"""A real `transformers serve` process on the loopback interface, started at most once a session for a model."""

from __future__ import annotations

import atexit
import functools
import os
import re
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO, Final

# Not the command itself: that asks the package index whether there is a newer version.
_COMMAND: Final = "from transformers.cli.transformers import app; app()"
_PLACE: Final = ["--host", "127.0.0.1", "--port", "0", "--device", "cpu"]
_PATIENCE: Final = 120.0
_RUNNING: Final = re.compile(r"Uvicorn running on (http://127\.0\.0\.1:\d+)")


@functools.cache
def address_of(model: Path | None = None) -> str:
    """Start it, wait until it says where it answers, and stop it when the tests end.

    Args:
        model: The folder of the only model that it serves; None: it loads whatever it is asked for.
    """
    home = tempfile.TemporaryDirectory()
    (Path(home.name) / "hub").mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", _COMMAND, "serve", *([str(model)] if model else []), *_PLACE],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=os.environ | {"HF_HOME": home.name, "HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"},
    )
    assert process.stdout is not None
    output = process.stdout

    def stop() -> None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        reader.join()
        output.close()
        home.cleanup()

    impatient = threading.Timer(_PATIENCE, process.kill)
    impatient.start()
    said: list[str] = []
    found = None
    for line in output:
        said.append(line)
        if found := _RUNNING.search(line):
            break
    impatient.cancel()
    # What it writes from now on is of no interest, but a full pipe would stop it.
    reader = threading.Thread(target=_drain, args=(output,), daemon=True)
    reader.start()
    atexit.register(stop)
    assert found is not None, "".join(said)[-4000:]
    return found[1]


def _drain(output: IO[str]) -> None:
    for _ in output:
        pass
