"""A process that ends in the middle of publishing: the next one knows how far it came, and nothing is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from graftwork_core.weights.partial import (
    JOURNAL,
    MADE_BY_US,
    PartialFolder,
    can_resume,
    fingerprint,
    partial_path,
    tidy_up,
    was_published,
)

JOB: Final = fingerprint({"kind": "test"})
OLD: Final = fingerprint({"kind": "old"})
_RUN: Final = """
import os, pathlib, shutil, sys
from graftwork_core.weights import partial as partials

calls, stop = 0, int(sys.argv[2])

def counted(name, owner):
    real = getattr(owner, name)
    def call(*arguments, **named):
        global calls
        calls += 1
        if calls == stop:
            os._exit(9)
        return real(*arguments, **named)
    setattr(owner, name, call)

out, job = pathlib.Path(sys.argv[1]), sys.argv[3]
with partials.PartialFolder(out, job, True) as partial:
    (partial.path / partials.MADE_BY_US).write_text("new")
    (partial.path / "model.safetensors").write_bytes(b"weights")
    (partial.scratch / "factors.f32").write_bytes(b"scratch")
    partial.record("piece", {})
    for name in ("rename", "write", "unlink", "rmdir", "fsync"):
        counted(name, os)
    counted("rename", pathlib.Path)
    counted("rmtree", shutil)
    partial.publish()
print(calls)
"""


def publish(out: Path, stop: int = 0) -> tuple[int, str]:
    """Publish in a process that ends before its `stop`-th change of the disk: exit status, changes in all."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN, str(out), str(stop), JOB],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode in (0, 9), done.stderr
    return done.returncode, done.stdout.strip()


def older_output(out: Path) -> None:
    with PartialFolder(out, OLD) as partial:
        (partial.path / MADE_BY_US).write_text("old")
        partial.publish()


def contents(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("replaces", [False, True], ids=["new", "replacing"])
def test_wherever_it_ends_the_next_run_finishes_it(replaces: bool, tmp_path: Path) -> None:
    finished = {MADE_BY_US: "new", "model.safetensors": "weights"}
    stages = set()
    stop = 0
    while True:
        stop += 1
        out = tmp_path / str(stop) / "out"
        out.parent.mkdir()
        if replaces:
            older_output(out)
        status, _ = publish(out, stop)
        if status == 0:
            break
        if was_published(out, JOB):
            stages.add("published")
            tidy_up(out)
        else:
            stages.add("resumed" if can_resume(out, JOB) else "anew")
            content = contents(out.parent)
            assert not replaces or "old" in content.values() or "new" in content.values(), "both are gone"
            assert publish(out)[0] == 0
        assert contents(out) == finished, f"after ending at change {stop}"
        assert [path.name for path in out.parent.iterdir()] == ["out"], f"left behind after ending at change {stop}"
    assert contents(out) == finished
    assert {"published", "resumed"} <= stages
    assert stop > 4


def test_an_old_output_is_there_until_the_new_one_is(tmp_path: Path) -> None:
    """Whoever ends between the two renames has the old output in the partial folder, and a failure keeps it there."""
    out = tmp_path / "out"
    older_output(out)
    for stop in range(1, 20):
        publish(out, stop)
        if not out.exists():
            break
    assert not out.exists()
    with pytest.raises(ZeroDivisionError), PartialFolder(out, JOB, True):
        raise ZeroDivisionError
    assert "old" in contents(tmp_path).values()


def test_only_the_job_that_made_it_was_published(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert not was_published(out, JOB)
    older_output(out)
    assert not was_published(out, OLD), "it was tidied up, so nothing waits to be finished"
    partial_path(out).mkdir()
    for content in (b"", b"{}\n", b'{"job": "%s"}\n' % JOB.encode(), b'{"published": true}\n'):
        (partial_path(out) / JOURNAL).write_bytes(content)
        assert not was_published(out, JOB)
    (partial_path(out) / JOURNAL).write_bytes(b'{"job": "%s"}\n{"published": true}\n' % JOB.encode())
    assert was_published(out, JOB)
    assert not was_published(out, OLD)
    (partial_path(out) / "output").mkdir()
    assert not was_published(out, JOB), "its files have not got their name yet"
