"""A real process killed in the middle of its work: the same command again finishes it, byte for byte."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.core.big import make_model
from tests.core.compare import tree
from tests.core.engine import command, extract, finish, type_in

JOURNAL: Final = "graftwork.journal"
KILLS: Final = 2
Command = list[str | Path]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Base, donor and an adapter of about 60 MB each, and what undisturbed runs make of them."""
    room = tmp_path_factory.mktemp("models")
    make_model(room / "base")
    make_model(room / "donor", moved=True)
    extract(room / "base", room / "donor", room / "adapter", rank=16)
    return room


@pytest.fixture(params=["merge", "extract"])
def job(request: pytest.FixtureRequest, models: Path, tmp_path: Path) -> Command:
    """A command whose work takes about a second; its output is `tmp_path / "out"`."""
    if request.param == "merge":
        typed: Command = ["merge", "--target", models / "base", "--adapter", models / "adapter"]
    else:
        typed = ["extract", "--base", models / "base", "--donor", models / "donor", "--rank", "16"]
    return [*typed, "--out", tmp_path / "out"]


def finished(out: Path) -> int:
    """How many pieces the interrupted or running job has written down as finished."""
    try:
        return (out.with_name(out.name + ".partial") / JOURNAL).read_bytes().count(b'"done"')
    except OSError:
        return 0


def start_and_wait(typed: Command, until: Callable[[], bool]) -> subprocess.Popen[str]:
    """Start a command and come back in the very moment when `until` holds, or when it has ended."""
    process = command(*typed)
    while process.poll() is None and not until():
        time.sleep(0.0005)
    return process


def kill_at(typed: Command, out: Path, pieces: int) -> bool:
    """Kill the command as soon as it has finished this many pieces; whether that came in time."""
    process = start_and_wait(typed, lambda: finished(out) >= pieces)
    process.kill()
    process.communicate()
    return not out.exists()


def undisturbed(typed: Command, out: Path) -> dict[str, str]:
    code, _, err = type_in(*typed)
    assert code == 0, err
    expected = tree(out)
    shutil.rmtree(out)
    return expected


@pytest.mark.parametrize("seed", [0])
def test_killed_again_and_again(job: Command, seed: int, tmp_path: Path) -> None:
    out = tmp_path / "out"
    expected = undisturbed(job, out)
    moments = random.Random(seed)
    interrupted, pieces = 0, 0
    for _ in range(KILLS):
        pieces += moments.randint(1, 20)
        interrupted += kill_at(job, out, pieces)
        assert finished(out) >= min(pieces, 1)
    assert interrupted, "no kill came before the end: nothing was tested"
    code, _, err = type_in(*job)
    assert code == 0, err
    assert tree(out) == expected
    assert [path.name for path in tmp_path.iterdir()] == ["out"], "something is left behind"


def test_interrupted_by_the_keyboard(job: Command, tmp_path: Path) -> None:
    out = tmp_path / "out"
    expected = undisturbed(job, out)
    process = start_and_wait(job, lambda: finished(out) >= 5)
    process.send_signal(signal.SIGINT)
    code, _, err = finish(process)
    assert code == 130, err
    assert "Traceback" not in err
    assert not out.exists()
    assert finished(out) >= 5, "there is nothing to resume"
    code, _, err = type_in(*job)
    assert code == 0, err
    assert tree(out) == expected


def test_a_second_process_is_told_to_wait(job: Command, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = start_and_wait(job, lambda: finished(out) >= 3)
    first.send_signal(signal.SIGSTOP)
    try:
        before = tree(tmp_path)
        code, _, err = type_in(*job)
        assert code == 2, err
        assert "another" in err.lower()
        assert "Traceback" not in err
        assert tree(tmp_path) == before
    finally:
        first.send_signal(signal.SIGCONT)
    code, _, err = finish(first)
    assert code == 0, err
    assert out.is_dir()


def test_another_recipe_does_not_continue_it(job: Command, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert kill_at(job, out, 5)
    before = tree(tmp_path)
    other: Command = [*job, *(["--rounding", "stochastic"] if job[0] == "merge" else ["--seed", "5"])]
    code, _, err = type_in(*other)
    assert code == 2, err
    assert "out.partial" in "".join(err.split())
    assert tree(tmp_path) == before
