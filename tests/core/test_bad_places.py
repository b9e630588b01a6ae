"""Outputs that can't be written: what is there stays, and a retry finds nothing in its way."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from graftwork_core.errors import Cancelled, NotEnoughRoom
from tests.core import tiny
from tests.core.compare import tree
from tests.core.engine import Listener, extract, merge
from tests.core.refusal import refused

Job = Callable[..., Any]


def run_merge(out: Path, **options: Any) -> None:
    merge(tiny.model("llama"), tiny.adapter("plain", "llama"), out, **options)


def run_extract(out: Path, **options: Any) -> None:
    extract(tiny.model("llama"), tiny.finetuned("llama"), out, rank=4, **options)


JOBS: Final = pytest.mark.parametrize("job", [run_merge, run_extract], ids=["merge", "extract"])


@JOBS
def test_a_folder_that_exists(job: Job, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.tex").write_text("the only copy")
    with refused(tmp_path, str(out)):
        job(out)
    with refused(tmp_path, str(out)):
        job(out, overwrite=True)


@JOBS
def test_a_file_or_link_in_the_place_of_the_output(job: Job, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("a file")
    for overwrite in (False, True):
        with refused(tmp_path, str(out)):
            job(out, overwrite=overwrite)
    out.unlink()
    out.symlink_to(tmp_path / "nowhere")
    for overwrite in (False, True):
        with refused(tmp_path, str(out)):
            job(out, overwrite=overwrite)


@JOBS
def test_our_own_output_is_replaced_only_when_asked(job: Job, tmp_path: Path) -> None:
    job(tmp_path / "out")
    before = tree(tmp_path / "out")
    with refused(tmp_path, str(tmp_path / "out"), "--overwrite"):
        job(tmp_path / "out", threads=1)
    (tmp_path / "out" / "README.md").write_text("worn out")
    job(tmp_path / "out", overwrite=True)
    assert tree(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@JOBS
def test_below_a_file(job: Job, tmp_path: Path) -> None:
    """Where root may write anywhere, this is a place that nobody can write to."""
    (tmp_path / "file").write_text("a file")
    with refused(tmp_path, str(tmp_path / "file")):
        job(tmp_path / "file" / "out")
    with refused(tmp_path, str(tmp_path / "file")):
        job(tmp_path / "file" / "deeper" / "out")


@JOBS
def test_a_folder_that_may_not_be_written(job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root passes every permission check of the kernel, so the answers are given here."""
    locked = tmp_path / "locked"
    locked.mkdir()
    real = Path.mkdir

    def mkdir(self: Path, *args: Any, **options: Any) -> None:
        if locked in self.parents:
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        real(self, *args, **options)

    monkeypatch.setattr(Path, "mkdir", mkdir)
    with refused(tmp_path, str(locked)):
        job(locked / "out")


@JOBS
def test_folders_on_the_way_are_made(job: Job, tmp_path: Path) -> None:
    job(tmp_path / "new" / "deep" / "out")
    assert (tmp_path / "new" / "deep" / "out").is_dir()


@JOBS
def test_a_partial_folder_of_somebody_else(job: Job, tmp_path: Path) -> None:
    partial = tmp_path / "out.partial"
    partial.mkdir()
    (partial / "half a thesis.tex").write_text("the only copy")
    with refused(tmp_path, str(partial)):
        job(tmp_path / "out")
    with refused(tmp_path, str(partial)):
        job(tmp_path / "out", overwrite=True)


def test_an_output_inside_or_in_place_of_an_input(tmp_path: Path) -> None:
    run_merge(tmp_path / "model")
    adapter = tiny.copied(tiny.adapter("plain", "llama"), tmp_path / "adapter")
    for overwrite in (False, True):
        with refused(tmp_path, str(tmp_path / "model")):
            merge(tmp_path / "model", adapter, tmp_path / "model", overwrite=overwrite)
    with refused(tmp_path, str(tmp_path / "adapter")):
        merge(tmp_path / "model", adapter, adapter, overwrite=True)


@JOBS
def test_a_disk_that_is_full_from_the_start(job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.statvfs

    def statvfs(path: Any) -> os.statvfs_result:
        answer = list(real(path))
        answer[3] = answer[4] = 2  # f_bfree, f_bavail, in blocks
        return os.statvfs_result(answer)

    monkeypatch.setattr(os, "statvfs", statvfs)
    with refused(tmp_path, str(tmp_path / "out"), "free", status=1):
        job(tmp_path / "out")
    monkeypatch.undo()
    job(tmp_path / "out")


@pytest.mark.parametrize(
    ("job", "room"),
    [(run_merge, 0), (run_merge, 5_000), (run_merge, 60_000), (run_extract, 0), (run_extract, 5_000)],
)
def test_a_disk_that_fills_up_on_the_way(job: Job, room: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job(tmp_path / "expected" / "out")
    left = room

    def without_room(real: Callable[..., int], size_of: Callable[..., int]) -> Callable[..., int]:
        def call(*args: Any, **options: Any) -> int:
            nonlocal left
            left -= size_of(*args)
            if left < 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*args, **options)

        return call

    monkeypatch.setattr(os, "pwrite", without_room(os.pwrite, lambda _, data, *rest: len(data)))
    monkeypatch.setattr(os, "copy_file_range", without_room(os.copy_file_range, lambda _, to, count, *rest: count))
    with pytest.raises(NotEnoughRoom) as caught:
        job(tmp_path / "out")
    assert str(tmp_path / "out") in str(caught.value)
    assert caught.value.hint
    assert not (tmp_path / "out").exists()
    monkeypatch.undo()
    job(tmp_path / "out")
    assert tree(tmp_path / "out") == tree(tmp_path / "expected" / "out")
    assert not (tmp_path / "out.partial").exists()


@JOBS
def test_a_cancelled_job_goes_on_where_it_stopped(job: Job, tmp_path: Path) -> None:
    job(tmp_path / "expected" / "out")
    with pytest.raises(Cancelled):
        job(tmp_path / "out", listener=Listener(cancel_after=6), threads=1)
    assert not (tmp_path / "out").exists()
    assert (tmp_path / "out.partial").is_dir()
    again = Listener()
    job(tmp_path / "out", listener=again)
    assert again.seen[0][0] > 0, "it began again from nothing"
    assert tree(tmp_path / "out") == tree(tmp_path / "expected" / "out")


@JOBS
def test_a_partial_folder_of_another_recipe_is_not_reused(job: Job, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        job(tmp_path / "out", listener=Listener(cancel_after=6), threads=1)
    with refused(tmp_path, str(tmp_path / "out.partial")):
        job(tmp_path / "out", seed=3, **({"rounding": "stochastic"} if job is run_merge else {}))


def test_a_partial_folder_is_not_reused_when_an_input_changed(tmp_path: Path) -> None:
    target = tiny.copied(tiny.model("llama"), tmp_path / "target")
    adapter = tiny.adapter("plain", "llama")
    with pytest.raises(Cancelled):
        merge(target, adapter, tmp_path / "out", listener=Listener(cancel_after=6), threads=1)
    for name in ("config.json", "model.safetensors"):
        (target / name).write_bytes((tiny.finetuned("llama") / name).read_bytes())
    with refused(tmp_path, str(tmp_path / "out.partial")):
        merge(target, adapter, tmp_path / "out")


@JOBS
@pytest.mark.parametrize(
    "junk",
    [b"", b"{", b'{"job": "', b"\x00" * 100, b'{"job": 7}\n', b'[]\n{"done": "x"}\n', b"\xff\xfe\n"],
    ids=["empty", "cut", "cut in a text", "zeros", "number", "list", "bytes"],
)
def test_a_torn_journal_does_not_block_a_retry(job: Job, junk: bytes, tmp_path: Path) -> None:
    """A machine that lost power may leave anything in the journal."""
    job(tmp_path / "expected" / "out")
    with pytest.raises(Cancelled):
        job(tmp_path / "out", listener=Listener(cancel_after=6), threads=1)
    (tmp_path / "out.partial" / "journal.jsonl").write_bytes(junk)
    job(tmp_path / "out")
    assert tree(tmp_path / "out") == tree(tmp_path / "expected" / "out")
