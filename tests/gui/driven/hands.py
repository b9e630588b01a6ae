"""Eyes, mouse and keyboard for tests: a virtual screen, the real program on it, and xdotool."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

PATIENCE_S = 60.0
POLL_S = 0.05
WIDTH, HEIGHT = 1360, 940
HERE = Path(__file__).resolve().parent
TOOLS = ("Xvfb", "xdotool")


def missing_tools() -> list[str]:
    """What this machine lacks for such a test."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


@contextmanager
def virtual_screen() -> Iterator[str]:
    """A screen that nobody looks at; gives its DISPLAY."""
    read, write = os.pipe()
    size = f"{WIDTH + 80}x{HEIGHT + 20}x24"
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        end(server)


def end(process: subprocess.Popen[Any]) -> None:
    """End a process that a test started."""
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def until(happened: Callable[[], Any], what: str, seconds: float = PATIENCE_S) -> Any:
    """Look until something is so."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := happened():
            return answer
        time.sleep(POLL_S)
    raise AssertionError(f"after {seconds:.0f} s still not: {what}")


class Program:
    """The running program, seen from outside."""

    def __init__(self, display: str, home: Path, place: Path, more: Mapping[str, str] | None = None) -> None:
        self._display = display
        self.opened = place / "opened"
        _pretend_to_open_folders(place / "bin", self.opened)
        self._socket = place / "observer"
        with suppress(FileNotFoundError):
            self._socket.unlink()
        self.log = place / "program.log"
        environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
        environment |= {
            "DISPLAY": display,
            "GRAFTWORK_HOME": str(home),
            "GRAFTWORK_OBSERVER": str(self._socket),
            "HOME": str(place),
            "PATH": f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "HF_HUB_CACHE": str(place / "no cache"),
            **(more or {}),
        }
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(HERE / "observed.py")], env=environment, stdout=log, stderr=log
            )
        until(self._socket.exists, "the program answers")
        window = until(self._window, "a window is on the screen")
        self.xdotool("windowmove", window, "0", "0")
        self.xdotool("windowsize", window, str(WIDTH), str(HEIGHT))
        self.xdotool("windowfocus", window)

    def look(self, name: str) -> dict[str, Any]:
        """Where the widget of that name is, and what it shows; {} when it is not to be seen."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(PATIENCE_S)
            connection.connect(str(self._socket))
            with connection.makefile("rw", encoding="utf-8") as stream:
                stream.write(json.dumps(name) + "\n")
                stream.flush()
                answer: dict[str, Any] = json.loads(stream.readline())
                return answer

    def wait_for(self, name: str, seconds: float = PATIENCE_S, **how: Any) -> dict[str, Any]:
        """Wait until the widget is there and is as described."""

        def found() -> dict[str, Any] | None:
            seen = self.look(name)
            fits = bool(seen) and all(seen.get(key) == value for key, value in how.items())
            return seen if fits else None

        answer: dict[str, Any] = until(found, f"{name!r} is there {how or ''}; it is {self.look(name)}", seconds)
        return answer

    def click(self, name: str) -> None:
        """Click on a widget that can be clicked, once it has come to rest: a page that fills still moves its parts."""
        at: dict[str, Any] = {}

        def rests() -> bool:
            nonlocal at
            before, at = at, self.wait_for(name, seen=True, enabled=True)
            return [at[side] for side in "xy"] == [before.get(side) for side in "xy"]

        until(rests, f"{name!r} rests")
        self.xdotool("mousemove", str(at["x"]), str(at["y"]), "click", "1")

    def keys(self, *names: str) -> None:
        """Press keys. Without a window manager nobody else hands the keyboard over."""
        self.xdotool("windowfocus", "--sync", self._window(), "key", *names)

    def drag(self, start: tuple[int, int], name: str) -> None:
        """Drag from a place of the screen onto a widget."""
        at = self.wait_for(name, seen=True)
        self.xdotool("mousemove", str(start[0]), str(start[1]), "mousedown", "1")
        # A drag begins after some distance, and the place below hears of it by several movements.
        for step in range(1, 9):
            x = start[0] + (at["x"] - start[0]) * step // 8
            y = start[1] + (at["y"] - start[1]) * step // 8
            self.xdotool("mousemove", "--sync", str(x), str(y))
            time.sleep(POLL_S)
        self.xdotool("mousemove", str(at["x"] + 2), str(at["y"]))
        time.sleep(3 * POLL_S)
        self.xdotool("mouseup", "1")

    def xdotool(self, *words: str) -> str:
        """Do something with mouse, keyboard or windows."""
        environment = {"DISPLAY": self._display, "PATH": os.environ["PATH"]}
        done = subprocess.run(
            ["xdotool", *words], env=environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False
        )
        return done.stdout.strip()

    def close(self) -> None:
        """Close the window as its user does, and wait for the end."""
        self.keys("ctrl+q")
        self.process.wait(timeout=PATIENCE_S)

    def _window(self) -> str:
        return self.xdotool("search", "--onlyvisible", "--name", "^Graftwork$").partition("\n")[0]


def _pretend_to_open_folders(programs: Path, seen: Path) -> None:
    """A file manager that only writes down what it was asked to show."""
    programs.mkdir(exist_ok=True)
    opener = programs / "xdg-open"
    opener.write_text(f'#!/bin/sh\nprintf "%s" "$1" > "{seen}"\n')
    opener.chmod(0o755)
