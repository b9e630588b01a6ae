"""A real process killed in the middle of its work: the same command again finishes it, byte for byte."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from graftwork_core.weights.partial import JOURNAL, partial_path
from tests.core.big import make_model
from tests.core.compare import tree
from tests.core.engine import command, extract, finish, merge, type_in

pytestmark = pytest.mark.slow

KILLS: Final = 2
RANK: Final = 16
Words = tuple[str | Path, ...]


@dataclass(frozen=True)
class Job:
    """A command that works for about a second, and what it makes when nobody disturbs it."""

    words: Words
    otherwise: tuple[str, ...]
    expected: dict[str, str]

    def typed(self, out: Path) -> Words:
        """The whole command line for an output folder."""
        return (*self.words, "--out", out, "--threads", "1", "--quiet")


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Base and donor of 34 MB each, and undisturbed runs of both commands on them."""
    room = tmp_path_factory.mktemp("models")
    make_model(room / "base", layers=4)
    make_model(room / "donor", layers=4, moved=True)
    extract(room / "base", room / "donor", room / "extracted", rank=RANK)
    merge(room / "base", room / "extracted", room / "merged")
    return room


@pytest.fixture(params=["merge", "extract"])
def job(request: pytest.FixtureRequest, models: Path) -> Job:
    if request.param == "merge":
        words: Words = ("merge", "--target", models / "base", "--adapter", models / "extracted")
        return Job(words, ("--rounding", "stochastic"), tree(models / "merged"))
    words = ("extract", "--base", models / "base", "--donor", models / "donor", "--rank", str(RANK))
    return Job(words, ("--seed", "5"), tree(models / "extracted"))


def finished(out: Path) -> int:
    """How many pieces the running or interrupted job has written down as finished."""
    try:
        return (partial_path(out) / JOURNAL).read_bytes().count(b'"done"')
    except OSError:
        return 0


def start_and_wait(words: Words, until: Callable[[], bool]) -> subprocess.Popen[str]:
    """Start a command and come back in the very moment when `until` holds, or when it has ended."""
    process = command(*words)
    while process.poll() is None and not until():
        time.sleep(0.0005)
    return process


def kill_at(words: Words, out: Path, pieces: int) -> bool:
    """Kill the command as soon as it has finished this many pieces; whether that came in time."""
    process = start_and_wait(words, lambda: finished(out) >= pieces)
    process.kill()
    process.communicate()
    return partial_path(out).exists() and not out.exists()


def test_killed_again_and_again(job: Job, tmp_path: Path) -> None:
    out = tmp_path / "out"
    moments = random.Random(0)
    for _ in range(KILLS):
        pieces = finished(out) + moments.randint(1, 12)
        assert kill_at(job.typed(out), out, pieces), f"the kill at {pieces} pieces came too late"
        assert finished(out) >= pieces
    code, _, err = type_in(*job.typed(out))
    assert code == 0, err
    assert tree(out) == job.expected
    assert [path.name for path in tmp_path.iterdir()] == ["out"], "something is left behind"


def test_interrupted_by_the_keyboard(job: Job, tmp_path: Path) -> None:
    """Ctrl-C leaves something to resume, which another recipe does not touch, and the same one finishes."""
    out = tmp_path / "out"
    process = start_and_wait(job.typed(out), lambda: finished(out) >= 3)
    process.send_signal(signal.SIGINT)
    code, _, err = finish(process)
    assert code == 130, err
    assert "Traceback" not in err
    assert not out.exists()
    assert finished(out) >= 3, "there is nothing to resume"

    before = tree(tmp_path)
    code, _, err = type_in(*job.typed(out), *job.otherwise)
    assert code == 2, err
    assert "out.partial" in "".join(err.split())
    assert tree(tmp_path) == before

    code, _, err = type_in(*job.typed(out))
    assert code == 0, err
    assert tree(out) == job.expected


@pytest.mark.parametrize("job", ["merge"], indirect=True)
def test_a_second_process_is_told_to_wait(job: Job, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = start_and_wait(job.typed(out), lambda: finished(out) >= 3)
    first.send_signal(signal.SIGSTOP)
    os.waitid(os.P_PID, first.pid, os.WSTOPPED)  # its threads write until the kernel has stopped each
    try:
        before = tree(tmp_path)
        code, _, err = type_in(*job.typed(out))
        assert code == 2, err
        assert "another" in err.lower()
        assert "Traceback" not in err
        assert tree(tmp_path) == before
    finally:
        first.send_signal(signal.SIGCONT)
    code, _, err = finish(first)
    assert code == 0, err
    assert tree(out) == job.expected
