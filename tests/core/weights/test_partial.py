"""The folder in the making: what its journal remembers, whom it belongs to, and what is never deleted."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from graftwork_core.errors import BadInput, GraftworkError, NotEnoughRoom, OutputExists
from graftwork_core.weights import partial as partials
from graftwork_core.weights.partial import (
    JOURNAL,
    MADE_BY_US,
    PartialFolder,
    can_resume,
    check_output,
    fingerprint,
    partial_path,
)

JOB = fingerprint({"kind": "test"})
OTHER = fingerprint({"kind": "another"})


class Killed(BaseException):
    """Stands for the end of a process that had no time to clean up."""


@contextmanager
def killed(out: Path, job: str = JOB, overwrite: bool = False) -> Iterator[PartialFolder]:
    """The partial folder of a process that ends at the end of this block."""
    with suppress(Killed), PartialFolder(out, job, overwrite) as partial:
        yield partial
        raise Killed


def left_behind(out: Path, pieces: int, synced: int = 0, job: str = JOB) -> Path:
    """The partial folder of an interrupted job that has finished some pieces; the first `synced` are on the disk."""
    with killed(out, job) as partial:
        for number in range(pieces):
            partial.record(f"piece {number}", {"at": number, "share": 0.5})
            (partial.path / "half.safetensors").write_bytes(b"1234")
            if number + 1 == synced:
                partial.mark_synced(synced)
    return partial_path(out)


def reopened(out: Path, job: str = JOB) -> dict[str, object]:
    """What the next run of the job finds finished."""
    with killed(out, job) as partial:
        assert partial.resumed == len(partial.done)
    return dict(partial.done)


def publish(out: Path, *, job: str = JOB, overwrite: bool = False, content: bytes = b"new") -> None:
    with PartialFolder(out, job, overwrite) as partial:
        (partial.path / MADE_BY_US).write_bytes(content)
        partial.record("piece", {})
        partial.publish()


def stranger(folder: Path, *names: str) -> Path:
    """A folder that somebody else made, with something in it that must stay."""
    for name in names or ("thesis.txt",):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("years of work")
    return folder


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_journal_cut_at_any_byte_is_a_shorter_journal(tmp_path: Path) -> None:
    journal = left_behind(tmp_path / "out", 4, synced=2) / JOURNAL
    whole, content = reopened(tmp_path / "out"), journal.read_bytes()
    assert list(whole) == [f"piece {number}" for number in range(4)]
    lengths = set()
    for length in range(len(content) + 1):
        shutil.rmtree(journal.parent, ignore_errors=True)
        (journal.parent / "output").mkdir(parents=True)
        journal.write_bytes(content[:length])
        done = reopened(tmp_path / "out")
        assert list(done.items()) == list(whole.items())[: len(done)]
        lengths.add(len(done))
        assert len(done) >= content[:length].count(b'"done"') - 1
    assert lengths == {0, 1, 2, 3, 4}


@pytest.mark.parametrize("torn", [b'{"done": "x", "fig', b"\x00" * 64, b"\n", b"[]\n", b'{"job": "y"}\n', b"\xff\n"])
def test_what_follows_a_torn_line_is_written_on_a_line_of_its_own(torn: bytes, tmp_path: Path) -> None:
    journal = left_behind(tmp_path / "out", 2) / JOURNAL
    journal.write_bytes(journal.read_bytes() + torn)
    with killed(tmp_path / "out") as partial:
        assert list(partial.done) == ["piece 0", "piece 1"]
        partial.record("piece 2", {"at": 2})
    assert list(reopened(tmp_path / "out")) == ["piece 0", "piece 1", "piece 2"]


@pytest.mark.parametrize("synced", [0, 1, 3])
def test_after_a_restart_of_the_machine_only_synced_pieces_count(
    synced: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_behind(tmp_path / "out", 3, synced)
    monkeypatch.setattr(partials, "_boot", lambda: "another boot")
    kept = [f"piece {number}" for number in range(synced)]
    assert list(reopened(tmp_path / "out")) == kept
    if kept:
        assert list(reopened(tmp_path / "out")) == kept, "it was asked twice in the same boot"
        monkeypatch.setattr(partials, "_boot", lambda: "a third boot")
        assert list(reopened(tmp_path / "out")) in ([], kept)


def test_a_machine_that_does_not_tell_its_boots_trusts_only_what_is_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(self: Path, *_: object) -> str:
        raise FileNotFoundError(self)

    monkeypatch.setattr(Path, "read_text", unreadable)
    left_behind(tmp_path / "out", 3, synced=2)
    assert list(reopened(tmp_path / "out")) == ["piece 0", "piece 1"]


def test_a_second_process_is_refused_and_the_first_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    code = (
        "import sys, pathlib\n"
        "from graftwork_core.weights.partial import PartialFolder\n"
        "with PartialFolder(pathlib.Path(sys.argv[1]), sys.argv[2]) as partial:\n"
        "    print('mine', flush=True)\n"
        "    sys.stdin.readline()\n"
        "    (partial.path / 'graftwork.json').write_text('{}')\n"
        "    partial.record('piece', {})\n"
        "    partial.publish()\n"
    )
    first = subprocess.Popen(
        [sys.executable, "-c", code, str(out), JOB], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert first.stdout is not None
    assert first.stdout.readline() == "mine\n"
    monkeypatch.setattr(partials, "_LOCK_SECONDS", 0.1)
    with pytest.raises(OutputExists, match="Another Graftwork process"):
        PartialFolder(out, JOB)
    with pytest.raises(OutputExists, match="Another Graftwork process"):
        PartialFolder(out, OTHER, overwrite=True)
    first.communicate("go on\n", timeout=30)
    assert first.returncode == 0
    assert (out / MADE_BY_US).is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_lock_ends_with_its_folder(tmp_path: Path) -> None:
    with killed(tmp_path / "out") as partial:
        partial.record("piece", {})
    assert list(reopened(tmp_path / "out")) == ["piece"]


@pytest.mark.parametrize("error", [Killed(), BadInput("broken"), OSError(5, "Input/output error")])
def test_a_job_that_did_nothing_leaves_nothing(error: BaseException, tmp_path: Path) -> None:
    with pytest.raises((Killed, GraftworkError)), PartialFolder(tmp_path / "out", JOB):
        raise error
    assert not list(tmp_path.iterdir())


def test_a_full_disk_is_said_and_what_is_done_is_kept(tmp_path: Path) -> None:
    def fill_the_disk() -> None:
        with PartialFolder(tmp_path / "out", JOB) as made:
            made.record("piece", {})
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(NotEnoughRoom, match=r"goes on where it stopped"):
        fill_the_disk()
    assert list(reopened(tmp_path / "out")) == ["piece"]


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_strangers_folder_in_the_place_of_the_output_stays(overwrite: bool, tmp_path: Path) -> None:
    out = stranger(tmp_path / "out")
    with pytest.raises(OutputExists):
        check_output(out, JOB, overwrite)
    with pytest.raises(OutputExists):
        PartialFolder(out, JOB, overwrite)
    assert snapshot(tmp_path) == {"out/thesis.txt": b"years of work"}


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("names", [("thesis.txt",), (JOURNAL, "thesis.txt"), ("output/thesis.txt",)])
def test_a_strangers_folder_in_the_place_of_the_partial_one_stays(
    names: tuple[str, ...], overwrite: bool, tmp_path: Path
) -> None:
    stranger(tmp_path / "out.partial", *names)
    before = snapshot(tmp_path)
    with pytest.raises(OutputExists, match=r"out\.partial"):
        publish(tmp_path / "out", overwrite=overwrite)
    assert snapshot(tmp_path) == before


def test_a_file_in_the_place_of_the_partial_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "out.partial").write_text("years of work")
    with pytest.raises(OutputExists, match=r"out\.partial"):
        publish(tmp_path / "out", overwrite=True)
    assert snapshot(tmp_path) == {"out.partial": b"years of work"}


@pytest.mark.parametrize("make", [Path.mkdir, Path.touch, stranger, lambda path: path.symlink_to(os.devnull)])
def test_a_name_beside_the_output_stays(make: Callable[[Path], object], tmp_path: Path) -> None:
    """Only the output and its partial folder are ours: what else begins with the same name isn't."""
    beside = [tmp_path / f"out{end}" for end in (".replaced", ".old", ".bak", ".tmp")]
    for path in beside:
        make(path)
    publish(tmp_path / "out")
    publish(tmp_path / "out", job=OTHER, overwrite=True)
    assert all(os.path.lexists(path) for path in beside)
    assert snapshot(tmp_path).get("out.replaced/thesis.txt") == (b"years of work" if make is stranger else None)


def test_overwrite_replaces_what_we_made_and_leaves_nothing_else(tmp_path: Path) -> None:
    publish(tmp_path / "out", content=b"old")
    with pytest.raises(OutputExists):
        publish(tmp_path / "out")
    publish(tmp_path / "out", job=OTHER, overwrite=True)
    assert snapshot(tmp_path) == {f"out/{MADE_BY_US}": b"new"}


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_strangers_folder_that_appears_on_the_way_stays(overwrite: bool, tmp_path: Path) -> None:
    def publish_too_late() -> None:
        with PartialFolder(tmp_path / "out", JOB, overwrite) as partial:
            (partial.path / MADE_BY_US).touch()
            partial.record("piece", {})
            stranger(tmp_path / "out")
            partial.publish()

    with pytest.raises(OutputExists):
        publish_too_late()
    assert snapshot(tmp_path / "out") == {"thesis.txt": b"years of work"}
    (tmp_path / "out").rename(tmp_path / "theirs")
    assert list(reopened(tmp_path / "out")) == ["piece"], "what was finished is lost"
    publish(tmp_path / "out")


def test_an_input_is_never_replaced(tmp_path: Path) -> None:
    for name in ("out", "out/adapter"):
        (tmp_path / name).mkdir()
        (tmp_path / name / MADE_BY_US).touch()
    (tmp_path / "link").symlink_to(tmp_path / "out")
    for used in ("out", "out/adapter", "link", "link/adapter"):
        with pytest.raises(OutputExists, match="input"):
            check_output(tmp_path / "out", JOB, True, [tmp_path / used])
    check_output(tmp_path / "out", JOB, True, [tmp_path / "output", tmp_path])
    with pytest.raises(OutputExists, match="not made by"):
        check_output(tmp_path / "link", JOB, True)


def test_an_input_inside_another_jobs_partial_folder_is_never_discarded(tmp_path: Path) -> None:
    """A graft's finished adapter lies in there, and may be merged elsewhere meanwhile."""
    adapter = left_behind(tmp_path / "out", 2, job=OTHER) / "output" / "adapter"
    stranger(adapter)
    with pytest.raises(OutputExists, match="input"):
        check_output(tmp_path / "out", JOB, True, [adapter])


def test_another_jobs_remains_are_discarded_only_when_asked(tmp_path: Path) -> None:
    left_behind(tmp_path / "out", 2, job=OTHER)
    assert can_resume(tmp_path / "out", OTHER)
    assert not can_resume(tmp_path / "out", JOB)
    with pytest.raises(OutputExists, match="other settings"):
        PartialFolder(tmp_path / "out", JOB)
    publish(tmp_path / "out", overwrite=True)
    assert snapshot(tmp_path) == {f"out/{MADE_BY_US}": b"new"}
