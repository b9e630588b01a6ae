"""Jobs on repositories: shards come while the job works, each checked, and the result is that of local folders."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graftwork_core.jobs.events import End, Error, Event, Metric, Result, Warning
from graftwork_core.jobs.run import check, execute
from graftwork_core.jobs.spec import Job, make_job
from tests.core import tiny
from tests.core.compare import tree
from tests.core.hub.making import files_below, long_model
from tests.hub_server import HubServer, Request, read_folder

STORAGE = "/lab/target/[0-9a-f]{64}"


@pytest.fixture
def story(hub: HubServer) -> HubServer:
    """Base, donor, target and an adapter on the Hub; the models in several shards."""
    hub.add_model("lab/base", tiny.model("llama", sharded=True))
    hub.add_model("lab/donor", tiny.finetuned("llama", sharded=True))
    hub.add_model("lab/target", tiny.finetuned("llama", rank=2, sharded=True))
    hub.add_model("lab/adapter", tiny.adapter("plain", "llama"))
    return hub


@pytest.fixture
def long_story(hub: HubServer) -> HubServer:
    """A target of many shards, and an adapter for it."""
    model, adapter = long_model()
    hub.add_model("lab/target", model)
    hub.add_model("lab/adapter", adapter)
    return hub


def merge_job(out: Path, **options: Any) -> Job:
    asked = {"target": "hf:lab/target", "adapters": [{"path": "hf:lab/adapter"}], "out": str(out), "threads": 2}
    return make_job("merge", asked | options)


def done(job: Job, seen: list[Event] | None = None, is_cancelled: Callable[[], bool] = lambda: False) -> End:
    events = seen if seen is not None else []
    return execute(job, events.append, is_cancelled)


def local_copy(hub: HubServer, name: str, folder: Path) -> Path:
    """A repository in the cache's layout, so that it has the same public name and commit."""
    model = hub.model(f"lab/{name}")
    place = folder / f"models--lab--{name}" / "snapshots" / model.head.oid
    for path, entry in model.files.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(entry.content)
    return place


def from_folders(hub: HubServer, tmp_path: Path) -> dict[str, bytes]:
    """What the same merge makes of local folders."""
    target, adapter = (local_copy(hub, name, tmp_path / "local") for name in ("target", "adapter"))
    out = tmp_path / "from folders"
    job = make_job("merge", {"target": str(target), "adapters": [{"path": str(adapter)}], "out": str(out)})
    assert isinstance(done(job), Result)
    return files_below(out)


@pytest.mark.parametrize("stream", [False, True])
def test_a_merge_from_the_hub_equals_the_local_one(story: HubServer, tmp_path: Path, stream: bool) -> None:
    expected = from_folders(story, tmp_path)
    end = done(merge_job(tmp_path / "out", stream=stream))
    assert isinstance(end, Result), end
    assert files_below(tmp_path / "out") == expected


def test_what_was_fetched_is_in_the_cache_afterwards(story: HubServer, tmp_path: Path, hf_home: Path) -> None:
    done(merge_job(tmp_path / "out"))
    model = story.model("lab/target")
    snapshot = hf_home / "hub" / "models--lab--target" / "snapshots" / model.head.oid
    assert files_below(snapshot) == {name: entry.content for name, entry in model.files.items()}
    story.log.clear()
    assert isinstance(done(merge_job(tmp_path / "again")), Result)
    assert not story.log.all(server="storage")
    assert files_below(tmp_path / "again") == files_below(tmp_path / "out")


def test_streamed_shards_are_gone_afterwards(story: HubServer, tmp_path: Path, hf_home: Path) -> None:
    assert isinstance(done(merge_job(tmp_path / "out", stream=True)), Result)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert not (hf_home / "hub").exists()


def test_a_streamed_merge_keeps_two_shards_at_a_time(long_story: HubServer, tmp_path: Path) -> None:
    sizes = [entry.size for name, entry in long_story.model("lab/target").files.items() if name.endswith("ensors")]
    most = 0

    def look(request: Request) -> None:
        nonlocal most
        here = [file for file in (tmp_path / "out.shards").glob("*") if file.suffix != ".json"]
        most = max(most, sum(file.stat().st_size for file in here))

    long_story.misbehave("call", STORAGE, change=look)
    assert isinstance(done(merge_job(tmp_path / "out", stream=True, threads=1)), Result)
    assert max(sizes) <= most <= 3 * max(sizes)  # the adapter, and two shards
    assert most < sum(sizes) / 2


@pytest.mark.skipif(
    sys.platform != "linux"
    or not shutil.which("unshare")
    or subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode != 0,
    reason="no small disk can be made here",
)
def test_a_streamed_merge_on_a_disk_without_room_for_the_model(
    long_story: HubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk holds the output and two shards, but not the model beside the output."""
    expected = from_folders(long_story, tmp_path)
    model = sum(entry.size for entry in long_story.model("lab/target").files.values())
    code = """
import shutil, sys
from graftwork_core.hub import fetch, supply
from graftwork_core.jobs.run import execute
from graftwork_core.jobs.spec import make_job
from graftwork_core.merge import run as merging
fetch.RESERVE_BYTES = supply.RESERVE_BYTES = merging._SMALL_FILES_BYTES = 0
small, copied, how = sys.argv[1:]
options = {"target": "hf:lab/target", "adapters": [{"path": "hf:lab/adapter"}], "threads": 1}
end = execute(make_job("merge", options | {"out": small + "/out", "stream": how == "stream"}), lambda event: None)
print(type(end).__name__, getattr(end, "kind", ""), getattr(end, "message", ""))
if type(end).__name__ == "Result":
    shutil.copytree(small + "/out", copied)
"""
    small = tmp_path / "small"
    small.mkdir()
    room = model * 3 // 2 // 1024
    script = f'mount -t tmpfs -o size={room}k none "{small}" && exec "{sys.executable}" - "{small}" "$1" "$2"'
    monkeypatch.setenv("GRAFTWORK_HOME", str(small / "home"))
    monkeypatch.setenv("HF_HOME", str(small / "huggingface"))

    def run(how: str) -> str:
        command = ["unshare", "-rm", "sh", "-c", script, "sh", str(tmp_path / "copied"), how]
        ended = subprocess.run(command, input=code, capture_output=True, text=True, timeout=120, check=False)
        assert ended.returncode == 0, ended.stderr[-2000:]
        return ended.stdout

    assert "no_room" in run("keep")
    said = run("stream")
    assert said.startswith("Result"), said
    assert files_below(tmp_path / "copied") == expected


def test_an_extraction_and_a_graft_from_the_hub(story: HubServer, tmp_path: Path) -> None:
    here = {name: str(local_copy(story, name, tmp_path / "local")) for name in ("base", "donor", "target")}
    there = {name: f"hf:lab/{name}" for name in here}
    for kind, names in (("extract", ("base", "donor")), ("graft", ("base", "donor", "target"))):
        made = []
        for label, places in (("here", here), ("there", there), ("streamed", there)):
            options = {name: places[name] for name in names}
            out = tmp_path / f"{kind} {label}"
            job = make_job(kind, options | {"out": str(out), "rank": 4, "stream": label == "streamed"})
            end = done(job)
            assert isinstance(end, Result), end
            made.append(files_below(out))
        assert made[0] == made[1] == made[2]


def test_base_and_target_may_be_one_repository(story: HubServer, tmp_path: Path) -> None:
    options = {"base": "hf:lab/base", "donor": "hf:lab/donor", "target": "hf:lab/base", "out": str(tmp_path / "out")}
    end = done(make_job("graft", options | {"rank": 4, "stream": True}))
    assert isinstance(end, Result), end
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_each_shard_is_checked(story: HubServer, tmp_path: Path) -> None:
    story.misbehave("corrupt", STORAGE, after=5000)
    seen: list[Event] = []
    end = done(merge_job(tmp_path / "out"), seen)
    assert isinstance(end, Error)
    assert end.kind == "damaged"
    assert not (tmp_path / "out").exists()


def test_a_header_that_was_a_lie_is_noticed(story: HubServer, tmp_path: Path) -> None:
    """The look was given other bytes than the whole file has: nothing planned with them may be made."""
    names = [name for name in story.model("lab/target").files if name.endswith(".safetensors")]

    def lie(request: Request) -> None:
        if request.range and request.range[0] == 0 and request.range[1] is not None:
            request.headers["lied"] = "yes"

    story.misbehave("call", STORAGE, change=lie)
    fault = story.misbehave("corrupt", STORAGE, after=40, times=len(names))
    end = done(merge_job(tmp_path / "out"))
    assert isinstance(end, Error)
    assert fault.hits == len(names)
    assert not (tmp_path / "out").exists()


def test_a_cancelled_job_resumes_with_the_byte_where_it_stopped(story: HubServer, tmp_path: Path) -> None:
    expected = from_folders(story, tmp_path)
    story.misbehave("stall", STORAGE, after=30_000, skip=3)
    seen: list[Event] = []

    def asked() -> bool:
        return any(isinstance(event, Metric) and event.name == "transfer" for event in seen) and any(
            request.sent >= 30_000 and request.range and request.range[1] is None for request in story.log.all(STORAGE)
        )

    job = merge_job(tmp_path / "out", stream=True)
    end = done(job, seen, asked)
    assert end.type == "cancelled", end
    story.behave()
    story.log.clear()
    assert isinstance(done(job), Result)
    assert files_below(tmp_path / "out") == expected
    assert any(request.range and request.range[0] == 30_000 for request in story.log.all(STORAGE))


def test_a_resumed_job_keeps_to_its_commit(story: HubServer, tmp_path: Path) -> None:
    expected = from_folders(story, tmp_path)
    seen: list[Event] = []
    job = merge_job(tmp_path / "out")
    end = done(job, seen, lambda: sum(isinstance(event, Metric) and "survival" in event.figures for event in seen) > 2)
    assert end.type == "cancelled", end
    assert (tmp_path / "out.partial").exists()
    story.model("lab/target").put(dict(read_folder(tiny.model("llama", sharded=True, seed=9))))
    assert isinstance(done(job), Result)
    assert files_below(tmp_path / "out") == expected


def test_a_rehearsal_fetches_little_and_says_what_would_come(long_story: HubServer, tmp_path: Path) -> None:
    before = tree(tmp_path)
    report, preflight = check(merge_job(tmp_path / "out"))
    assert not report.blocking
    assert tree(tmp_path) == before
    assert [str(path).partition("@")[0] for path, _ in preflight.reads] == ["hf:lab/target", "hf:lab/adapter"]
    assert any("would fetch" in note for note in preflight.notes)
    assert preflight.seconds is None
    model = sum(entry.size for entry in long_story.model("lab/target").files.values())
    assert long_story.log.sent() < model / 10


def test_offline_the_cache_will_do_and_that_is_said(
    story: HubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(done(merge_job(tmp_path / "out")), Result)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    seen: list[Event] = []
    assert isinstance(done(merge_job(tmp_path / "again"), seen), Result)
    warnings = [event.message for event in seen if isinstance(event, Warning)]
    assert any("from the cache" in message and "not compared" in message for message in warnings)


def test_a_gated_target_says_where_to_ask(story: HubServer, tmp_path: Path) -> None:
    story.model("lab/target").gated = "manual"
    end = done(merge_job(tmp_path / "out"))
    assert isinstance(end, Error)
    assert end.kind == "gated"
    assert f"{story.endpoint}/lab/target" in end.hint
