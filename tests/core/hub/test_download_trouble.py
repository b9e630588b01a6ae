"""Downloads in trouble: broken connections, liars, full disks, changes in the middle; nothing wrong is ever kept."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from graftwork_core.errors import BadInput, GraftworkError, NotEnoughRoom
from graftwork_core.hub import fetch, transport
from graftwork_core.hub.download import download, pinned
from graftwork_core.hub.download_options import DownloadOptions
from graftwork_core.hub.errors import Damaged, HubError, RateLimited
from graftwork_core.hub.retrying import Patience
from tests.core.hub.conftest import OWNER
from tests.core.hub.fetching import QUICKLY, WEIGHTS, Watcher, cache, fetched, leftovers
from tests.core.hub.making import files_below, plain_model, sharded
from tests.hub_server import HubServer


def test_a_connection_that_breaks_again_and_again(hub: HubServer, hf_home: Path) -> None:
    content = sharded(shards=1, width=4096)["model-00001-of-00001.safetensors"]
    hub.add_model("lab/model", plain_model() | {"model.safetensors": content})
    hub.misbehave("reset", WEIGHTS, after=1_000_000)
    watcher = Watcher()
    result = fetched(watcher, patience=Patience(attempts=2, first=0.01))
    assert (result.out / "model.safetensors").read_bytes() == content
    assert len(hub.log.all(server="storage")) >= 8
    assert "retrying" in watcher.states("model.safetensors")
    assert result.fetched == result.nbytes


def test_a_stall_is_survived_and_shown(hub: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(transport.TIMEOUTS, "read", 1.5)
    monkeypatch.setattr("graftwork_core.hub.transfers.STALLED_SECONDS", 0.5)
    content = sharded(shards=1)["model-00001-of-00001.safetensors"]
    hub.add_model("lab/model", plain_model() | {"model.safetensors": content})
    hub.misbehave("stall", WEIGHTS, after=300_000, times=1)
    watcher = Watcher()
    result = fetched(watcher)
    assert (result.out / "model.safetensors").read_bytes() == content
    totals = [figures for name, figures in watcher.metrics if name == "transfer"]
    assert any(figures["stalled_s"] > 0 for figures in totals)


def test_a_rate_limit_is_waited_for_with_a_countdown(hub: HubServer) -> None:
    hub.add_model("lab/model", plain_model())
    hub.misbehave("status", WEIGHTS, status=429, headers={"Retry-After": "2"}, times=1)
    watcher = Watcher()
    fetched(watcher)
    left = [figures["seconds_left"] for name, figures in watcher.metrics if figures.get("state") == "retrying"]
    assert len(left) >= 2
    assert left == sorted(left, reverse=True)
    assert 0 < left[0] <= 2


def test_trouble_without_end_ends(hub: HubServer, hf_home: Path) -> None:
    hub.add_model("lab/model", plain_model())
    hub.misbehave("status", WEIGHTS, status=500)
    watcher = Watcher()
    with pytest.raises(HubError, match="500"):
        fetched(watcher)
    assert watcher.states("model.safetensors")[-1] == "failed"
    assert len(hub.log.all(server="storage")) == QUICKLY.attempts
    assert not (cache(hf_home) / "snapshots").exists()


def test_an_announced_pause_that_is_too_long_ends_it(hub: HubServer) -> None:
    hub.add_model("lab/model", plain_model())
    hub.misbehave("status", WEIGHTS, status=429, headers={"Retry-After": "9999"})
    with pytest.raises(RateLimited):
        fetched()


def test_a_corrupted_byte_costs_that_file_another_fetch(hub: HubServer, hf_home: Path) -> None:
    files = sharded()
    hub.add_model("lab/model", files)
    second = hashlib.sha256(files["model-00002-of-00003.safetensors"]).hexdigest()
    hub.misbehave("corrupt", second, after=1000, times=1)
    result = fetched()
    assert files_below(result.out) == files
    asked = [request.path[-64:] for request in hub.log.all(server="storage")]
    assert asked.count(second) == 2
    assert len(asked) == 4


def test_corruption_that_stays_is_refused_and_the_rest_kept(hub: HubServer, hf_home: Path) -> None:
    files = sharded()
    hub.add_model("lab/model", files)
    second = hashlib.sha256(files["model-00002-of-00003.safetensors"]).hexdigest()
    hub.misbehave("corrupt", second, after=1000)
    with pytest.raises(Damaged, match="model-00002-of-00003"):
        fetched()
    assert not (cache(hf_home) / "snapshots").exists()
    assert not (cache(hf_home) / "blobs" / second).exists()
    assert not leftovers(hf_home)
    hub.behave()
    hub.log.clear()
    assert fetched().fetched == len(files["model-00002-of-00003.safetensors"])


def test_a_corrupted_config_is_refused(hub: HubServer) -> None:
    hub.add_model("lab/model", plain_model())
    hub.misbehave("corrupt", "config.json", after=2)
    with pytest.raises(Damaged, match=r"config\.json"):
        fetched()


@pytest.mark.parametrize("delta", [-5, 7, 10**12])
def test_a_lie_about_the_length_writes_no_byte_more(hub: HubServer, hf_home: Path, delta: int) -> None:
    hub.add_model("lab/model", plain_model())
    size = hub.model("lab/model").files["model.safetensors"].size
    hub.model("lab/model").claimed_sizes["model.safetensors"] = size + delta
    with pytest.raises(GraftworkError) as caught:
        fetched()
    assert caught.value.kind in ("damaged", "no_room")
    written = [file.stat().st_size for file in hf_home.rglob("*") if file.is_file()]
    assert max(written, default=0) <= size


def test_a_wrong_hash_is_refused(hub: HubServer, hf_home: Path) -> None:
    hub.add_model("lab/model", plain_model())
    hub.model("lab/model").claimed_hashes["model.safetensors"] = "0" * 64
    with pytest.raises(Damaged):
        fetched()
    assert not list((cache(hf_home) / "blobs").glob("0000*"))


def test_a_file_without_a_hash_is_refused(hub: HubServer) -> None:
    hub.add_model("lab/model", plain_model())

    def strip(said: dict[str, Any]) -> dict[str, Any]:
        return said | {"siblings": [{"rfilename": one["rfilename"], "size": one["size"]} for one in said["siblings"]]}

    hub.misbehave("edit", "/revision/", change=strip)
    with pytest.raises(BadInput, match="hash"):
        fetched()


def test_a_server_that_ignores_ranges_starts_over(hub: HubServer, hf_home: Path) -> None:
    content = sharded(shards=1)["model-00001-of-00001.safetensors"]
    hub.add_model("lab/model", plain_model() | {"model.safetensors": content})
    hub.misbehave("reset", WEIGHTS, after=200_000, times=1)
    hub.misbehave("no_range", WEIGHTS)
    result = fetched()
    assert (result.out / "model.safetensors").read_bytes() == content


def test_html_instead_of_a_file_is_not_kept(hub: HubServer, hf_home: Path) -> None:
    hub.add_model("lab/model", plain_model())
    hub.misbehave("status", WEIGHTS, status=200, body=b"<html>Welcome to the hotel</html>")
    with pytest.raises(Damaged):
        fetched()
    assert not leftovers(hf_home)


def test_empty_files_are_files(hub: HubServer) -> None:
    hub.add_model("lab/model", plain_model() | {"merges.txt": b"", "LICENSE": b""})
    result = fetched()
    assert (result.out / "merges.txt").read_bytes() == b""


def test_a_change_in_the_middle_does_not_mix_two_commits(hub: HubServer) -> None:
    old, new = sharded(0), sharded(1)
    hub.add_model("lab/model", old)
    hub.misbehave(
        "call", WEIGHTS, times=1, change=lambda request: hub.model("lab/model").put(new, "somebody else's change")
    )
    result = fetched()
    assert files_below(result.out) == old
    assert result.commit == hub.model("lab/model").commits[0].oid


def test_a_resumed_download_stays_at_its_commit(hub: HubServer) -> None:
    old = sharded(0)
    hub.add_model("lab/model", old)
    options = pinned(DownloadOptions(repository="lab/model"))
    hub.model("lab/model").put(sharded(1))
    result = download(options, Watcher(), QUICKLY)
    assert files_below(result.out) == old


def test_a_renamed_repository_is_said(hub: HubServer, hf_home: Path) -> None:
    hub.add_model("lab/model", plain_model())
    hub.content.rename("lab/model", "lab/better")
    watcher = Watcher()
    result = fetched(watcher)
    assert result.repository == "lab/better"
    assert "models--lab--better" in str(result.out)
    assert any("lab/better now" in warning for warning in watcher.warnings)


def test_a_repository_deleted_in_the_middle(hub: HubServer) -> None:
    hub.add_model("lab/model", sharded())
    hub.misbehave("call", "/resolve/", times=1, change=lambda request: hub.content.models.pop("lab/model"))
    with pytest.raises(GraftworkError) as caught:
        fetched()
    assert caught.value.kind == "missing_repository"


def test_gated_files_need_access(hub: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.add_model("lab/model", plain_model(), gated="manual")
    with pytest.raises(GraftworkError) as caught:
        fetched()
    assert caught.value.kind == "gated"
    monkeypatch.setenv("HF_TOKEN", OWNER)
    assert fetched().fetched > 0
    assert hub.log.tokens("storage") == set()


def test_the_token_reaches_no_other_host_and_no_file(
    hub: HubServer, hf_home: Path, graftwork_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", OWNER)
    hub.add_model("lab/model", sharded(), private=True)
    hub.misbehave("reset", WEIGHTS, after=100_000, times=2)
    fetched()
    assert hub.log.tokens("hub") == {OWNER}
    assert not hub.log.tokens("storage") | hub.log.tokens("stranger")
    for folder in (hf_home, graftwork_home):
        assert not [file for file in folder.rglob("*") if file.is_file() and OWNER.encode() in file.read_bytes()]


def test_names_that_lead_out_are_not_written(hub: HubServer, hf_home: Path) -> None:
    hub.add_model("lab/model", plain_model())
    evil = ["../../../evil.safetensors", ".cache/huggingface/x", "/etc/evil", "tokenizer\u202e.json"]

    def add(said: dict[str, Any]) -> dict[str, Any]:
        extra = [{"rfilename": name, "size": 3, "blobId": "0" * 40} for name in evil]
        return said | {"siblings": said["siblings"] + extra}

    hub.misbehave("edit", "/revision/", change=add)
    watcher = Watcher()
    fetched(watcher)
    assert any("gets no place" in warning for warning in watcher.warnings)
    assert not list(hf_home.parent.rglob("evil.safetensors"))
    assert not hub.log.all("evil|202e|%E2")


def test_a_broken_repository_is_fetched_and_called_broken(hub: HubServer) -> None:
    hub.add_model("lab/model", {"config.json": b"{}", "model.safetensors": b"not safetensors" * 10})
    watcher = Watcher()
    result = fetched(watcher)
    assert any("broken" in warning for warning in watcher.warnings)
    assert result.warnings


def test_a_disk_that_is_too_small_is_noticed_before(hub: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.add_model("lab/model", sharded())
    monkeypatch.setattr("graftwork_core.hub.landing.free_bytes", lambda folder: 1_000_000)
    with pytest.raises(NotEnoughRoom, match="still to come"):
        fetched()
    assert not hub.log.all(server="storage")


def test_a_disk_that_fills_up_is_noticed_and_survived(
    hub: HubServer, hf_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = sharded(shards=1, width=4096)["model-00001-of-00001.safetensors"]
    hub.add_model("lab/model", plain_model() | {"model.safetensors": content})
    monkeypatch.setattr(fetch, "_ROOM_SECONDS", 0.0)
    free = iter([10**12, 10**12, 10**12])
    monkeypatch.setattr(fetch, "free_bytes", lambda folder: next(free, 0))
    with pytest.raises(NotEnoughRoom, match="goes on where it stopped"):
        fetched()
    monkeypatch.undo()


@pytest.mark.skipif(
    sys.platform != "linux"
    or not shutil.which("unshare")
    or subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode != 0,
    reason="no small disk can be made here",
)
def test_a_disk_that_is_really_full(hub: HubServer, tmp_path: Path) -> None:
    content = sharded(shards=1, width=4096)["model-00001-of-00001.safetensors"]
    hub.add_model("lab/model", plain_model() | {"model.safetensors": content})
    code = """
import sys
from graftwork_core.errors import NotEnoughRoom
from graftwork_core.hub import download, fetch, landing
from graftwork_core.hub.download_options import DownloadOptions
from graftwork_core.reporting import Silent
fetch.RESERVE_BYTES = 0
landing.free_bytes = fetch.free_bytes = lambda folder: 10**12
try:
    download.download(DownloadOptions(repository="lab/model", folder=sys.argv[1] + "/mine"), Silent())
except NotEnoughRoom as error:
    print(error.message)
"""
    folder = tmp_path / "small"
    folder.mkdir()
    script = f'mount -t tmpfs -o size=3m none "{folder}" && exec "{sys.executable}" - "{folder}"'
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script], input=code, capture_output=True, text=True, timeout=60, check=False
    )
    assert "is full while model.safetensors is fetched" in done.stdout, done.stderr
