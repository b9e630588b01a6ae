"""Tries the packaged program as somebody who has just unpacked it: smoke_test.py DIST/graftwork.

The folder is copied elsewhere and run with an empty environment, first as a command, then as a window on a virtual
screen, where the keyboard alone grafts the sample. Needs Xvfb and xdotool. Exits with 1, and the last
lines that the program wrote, when something is not as it should be.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE_S = 120
GRAFT_PAGE = "alt+4"
RUN_TRIES = 8


def main(built: Path) -> None:
    """Copy, run, look at what came out."""
    with tempfile.TemporaryDirectory(prefix="graftwork-smoke-") as place:
        program = Path(place) / "somewhere else" / "graftwork"
        shutil.copytree(built, program, symlinks=True)
        home = Path(place) / "home"
        home.mkdir()
        _command(program / "graftwork", home)
        _window(program / "graftwork", home)


def _command(program: Path, home: Path) -> None:
    out = home / "by-command"
    done = subprocess.run(
        [program, "sample", "--out", out],
        env={"HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S * 5,
        check=False,
    )
    # 1 is an answer too: grafted, and the check was not green. What counts is that a model is there.
    if done.returncode != 0:
        sys.exit(f"graftwork sample ended with {done.returncode}:\n{done.stderr[-3000:]}")
    _look_at(out)
    print("The command grafted the sample.")


def _window(program: Path, home: Path) -> None:
    read, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            display = f":{answer.readline().strip()}"
        log = (home / "window.log").open("w+")
        window = subprocess.Popen([program], env={"HOME": str(home), "DISPLAY": display}, stderr=log, stdout=log)
        try:
            _graft_by_keyboard(window, display, home)
        finally:
            window.terminate()
            window.wait(timeout=30)
            log.seek(0)
            said = log.read()
    finally:
        screen.terminate()
        screen.wait(timeout=10)
    if said.strip():
        sys.exit(f"The window wrote to the terminal:\n{said[-3000:]}")
    print("The window grafted the sample.")


def _graft_by_keyboard(window: subprocess.Popen[bytes], display: str, home: Path) -> None:
    def keys(*names: str) -> None:
        subprocess.run(["xdotool", "key", *names], env={"DISPLAY": display, "PATH": os.environ["PATH"]}, check=True)

    def shown() -> bool:
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", "Graftwork"],
            env={"DISPLAY": display, "PATH": os.environ["PATH"]},
            capture_output=True,
            check=False,
        )
        return bool(found.stdout.strip())

    _wait(window, shown, "no window appeared")
    out = home / "Graftwork" / "sample-graft"
    deadline = time.monotonic() + PATIENCE_S
    while not out.exists() and time.monotonic() < deadline and window.poll() is None:
        # Going to the Graft page gives the keyboard to the offer to take the sample; Run waits until all was compared.
        keys("Escape", GRAFT_PAGE)
        time.sleep(1)
        keys("space")
        for _ in range(RUN_TRIES):
            time.sleep(2)
            keys("ctrl+Return")
            if out.exists():
                break
    _wait(window, lambda: (out / "graftwork.json").exists(), f"{out} was not made")
    _look_at(out)


def _wait(window: subprocess.Popen[bytes], happened: Callable[[], bool], complaint: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not happened():
        if window.poll() is not None:
            sys.exit(f"The window ended with {window.returncode}.")
        if time.monotonic() > deadline:
            sys.exit(f"After {PATIENCE_S} s {complaint}.")
        time.sleep(0.2)


def _look_at(out: Path) -> None:
    config = json.loads((out / "config.json").read_text())
    if config["max_position_embeddings"] != 2048 or not (out / "model.safetensors").is_file():
        sys.exit(f"{out} is not the sample's graft.")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
