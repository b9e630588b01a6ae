"""Downloads: whole or resumable, checked or refused, found by every other tool."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from graftwork_core.errors import BadInput, Cancelled
from graftwork_core.hub.download import DownloadResult, check, download, pinned
from graftwork_core.hub.download_options import DownloadOptions
from graftwork_core.hub.errors import HubError
from graftwork_core.hub.places import Places
from graftwork_core.model.info import open_model
from tests.core.hub.conftest import OWNER
from tests.core.hub.fetching import WEIGHTS, Watcher, cache, fetched, leftovers, needed, next_part
from tests.core.hub.making import files_below, plain_model, sharded
from tests.hub_server import HubServer
from tests.hub_server.client import real_client


def test_it_lands_where_every_tool_finds_it(hub: HubServer, hf_home: Path) -> None:
    files = sharded() | {"modeling.py": b"import os", "pytorch_model.bin": b"x" * 100, "tokenizer.json": b"{}"}
    hub.add_model("lab/model", files)
    watcher = Watcher()
    result = fetched(watcher)
    assert files_below(result.out) == needed(files)
    assert (result.repository, result.commit) == ("lab/model", hub.model("lab/model").head.oid)
    assert result.fetched == result.nbytes == sum(map(len, needed(files).values()))
    assert watcher.seen[-1] == (result.nbytes, result.nbytes)
    assert open_model(result.out).info.name == "lab/model"
    assert not leftovers(hf_home)
    script = """
        found = snapshot_download("lab/model", local_files_only=True, ignore_patterns=["*.py", "*.bin"])
        weights = hf_hub_download("lab/model", "config.json", local_files_only=True)
        scan = scan_cache_dir()
        tell([found, weights, [one.repo_id for one in scan.repos], [str(one) for one in scan.warnings]])
    """
    folder, config, repositories, warnings = real_client(script, hub, hf_home)
    assert Path(folder) == result.out
    assert Path(config).parent == result.out
    assert (repositories, warnings) == (["lab/model"], [])


def test_files_of_the_chunk_store_come_by_http_all_the_same(hub: HubServer) -> None:
    hub.reading.xet = True
    hub.reading.xet_route = f"{hub.stranger}/xet-read-token"
    files = sharded()
    hub.add_model("lab/model", files)
    assert files_below(fetched().out) == files
    assert not hub.log.all("xet")
    assert not hub.log.all(server="stranger")


def test_nothing_is_fetched_twice(hub: HubServer, hf_home: Path) -> None:
    hub.add_model("lab/model", sharded())
    first = fetched()
    hub.log.clear()
    again = fetched()
    assert again.out == first.out
    assert again.fetched == 0
    assert not hub.log.all(server="storage")


def test_what_another_tool_has_fetched_is_checked_and_kept(hub: HubServer, hf_home: Path) -> None:
    hub.add_model("lab/model", sharded())
    real_client('snapshot_download("lab/model")', hub, hf_home)
    hub.log.clear()
    assert fetched().fetched == 0
    with Places() as places:
        places.folder(Path("hf:lab/model"))
        assert not [note for note in places.notes if "checked" in note]


def test_a_damaged_file_of_another_tool_is_the_only_one_fetched(hub: HubServer, hf_home: Path) -> None:
    files = sharded()
    hub.add_model("lab/model", files)
    folder = Path(real_client('tell(snapshot_download("lab/model"))', hub, hf_home))
    bad = folder / "model-00002-of-00003.safetensors"
    content = bytearray(bad.read_bytes())
    content[-5] ^= 1
    bad.resolve().write_bytes(content)
    hub.log.clear()
    result = fetched()
    assert files_below(result.out) == files
    (request,) = hub.log.all(server="storage")
    assert hashlib.sha256(files[bad.name]).hexdigest() in request.path


def test_a_file_that_another_repository_has_is_not_fetched(hub: HubServer, hf_home: Path) -> None:
    files = sharded(width=1024)
    hub.add_model("lab/other", files)
    hub.add_model("lab/model", files | {"config.json": b'{"model_type": "llama", "x": 1}'})
    fetched(repository="lab/other")
    hub.log.clear()
    result = fetched()
    assert not hub.log.all(server="storage")
    assert open_model(result.out).config["x"] == 1


def test_into_a_folder(hub: HubServer, tmp_path: Path) -> None:
    files = sharded()
    hub.add_model("lab/model", files)
    folder = tmp_path / "mine"
    result = fetched(folder=folder)
    assert result.out == folder
    here = files_below(folder)
    assert here.pop("graftwork_origin.json")
    assert here == files
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    assert open_model(folder).info.name == "lab/model"
    hub.log.clear()
    assert fetched(folder=folder).fetched == 0
    assert not hub.log.all(server="storage")


def test_somebody_elses_folder_is_not_touched(hub: HubServer, tmp_path: Path) -> None:
    hub.add_model("lab/model", plain_model())
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "config.json").write_text("precious")
    with pytest.raises(BadInput, match="exists already"):
        fetched(folder=folder)
    assert files_below(folder) == {"config.json": b"precious"}


def test_a_damaged_file_in_our_folder_is_fetched_again(hub: HubServer, tmp_path: Path) -> None:
    files = sharded()
    hub.add_model("lab/model", files)
    folder = fetched(folder=tmp_path / "mine").out
    (folder / "model-00003-of-00003.safetensors").write_bytes(b"broken")
    result = fetched(folder=folder)
    assert result.fetched == len(files["model-00003-of-00003.safetensors"])
    assert (folder / "model-00003-of-00003.safetensors").read_bytes() == files["model-00003-of-00003.safetensors"]


@pytest.mark.parametrize("in_cache", [True, False])
def test_it_goes_on_with_the_byte_where_it_stopped(
    hub: HubServer, hf_home: Path, tmp_path: Path, in_cache: bool
) -> None:
    files = plain_model() | {"model.safetensors": sharded(shards=1, width=2048)["model-00001-of-00001.safetensors"]}
    hub.add_model("lab/model", files)
    size = len(files["model.safetensors"])
    hub.misbehave("stall", WEIGHTS, after=1_500_000)
    options: dict[str, Any] = {} if in_cache else {"folder": tmp_path / "mine"}

    def arrived() -> bool:
        return any(done >= 1_500_000 for done, _ in watcher.seen)

    watcher = Watcher(stop=arrived)
    started = time.monotonic()
    with pytest.raises(Cancelled):
        fetched(watcher, **options)
    assert time.monotonic() - started < 5
    assert not (cache(hf_home) / "snapshots").exists()
    assert not (tmp_path / "mine").exists()
    hub.behave()
    result = fetched(**options)
    assert (result.out / "model.safetensors").read_bytes() == files["model.safetensors"]
    first, second = hub.log.all(server="storage")
    assert second.range == (1_500_000, None)
    assert first.sent + second.sent == size
    assert not leftovers(hf_home) + leftovers(tmp_path)


def test_a_killed_process_loses_nothing(hub: HubServer, hf_home: Path) -> None:
    files = plain_model() | {"model.safetensors": sharded(shards=1, width=2048)["model-00001-of-00001.safetensors"]}
    hub.add_model("lab/model", files)
    hub.misbehave("stall", WEIGHTS, after=1_000_000)
    code = """
from graftwork_core.hub.download import download
from graftwork_core.hub.download_options import DownloadOptions
from graftwork_core.reporting import Silent
download(DownloadOptions(repository="lab/model"), Silent())
"""
    process = subprocess.Popen([sys.executable, "-c", code])
    part = next_part(cache(hf_home) / "blobs", 1_000_000)
    process.kill()
    process.wait()
    assert part.stat().st_size == 1_000_000
    hub.behave()
    fetched()
    assert hub.log.all(server="storage")[-1].range == (1_000_000, None)


def test_two_downloads_at_once_share_the_work(hub: HubServer, hf_home: Path) -> None:
    files = sharded(width=2048)
    hub.add_model("lab/model", files)
    hub.misbehave("slow", WEIGHTS, rate=20_000_000)
    results: list[DownloadResult] = []
    threads = [threading.Thread(target=lambda: results.append(fetched())) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(results) == 2
    assert results[0].out == results[1].out
    assert files_below(results[0].out) == files
    whole = sum(len(content) for name, content in files.items() if name.endswith(".safetensors"))
    assert sum(request.sent for request in hub.log.all(server="storage")) == whole


def test_the_dry_run_says_what_is_to_come(hub: HubServer, hf_home: Path) -> None:
    files = sharded()
    hub.add_model("lab/model", files)
    preflight = check(DownloadOptions(repository="lab/model"))
    assert preflight.reads[0][1] == sum(map(len, files.values()))
    assert {name for name, _ in preflight.writes} == set(files)
    assert preflight.out == cache(hf_home)
    assert not hf_home.joinpath("hub").exists()
    fetched()
    assert check(DownloadOptions(repository="lab/model")).reads[0][1] == 0


@pytest.mark.parametrize("run", [pinned, check, lambda options: download(options, Watcher())])
def test_what_is_meant_for_another_hub_is_not_fetched(hub: HubServer, run: Callable[..., object]) -> None:
    hub.add_model("lab/model", plain_model())
    with pytest.raises(BadInput, match=r"meant for the Hub at https://hub\.example\.org"):
        run(DownloadOptions(repository="lab/model", endpoint="https://hub.example.org"))
    assert not hub.log.all()
    run(DownloadOptions(repository="lab/model", endpoint=hub.endpoint))
    assert hub.log.all()


def test_offline_nothing_is_asked(hub: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.add_model("lab/model", plain_model())
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(HubError, match="offline"):
        fetched()
    assert not hub.log.all()


@pytest.mark.parametrize(
    "options",
    [{"repository": "../x"}, {"commit": "main"}, {"at_once": 0}, {"unknown": 1}, {"endpoint": "hub"}, {"token": OWNER}],
)
def test_options_that_make_no_sense(options: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        DownloadOptions(**{"repository": "lab/model", **options})


def test_an_unwritable_place_is_refused(hub: HubServer, tmp_path: Path) -> None:
    hub.add_model("lab/model", plain_model())
    (tmp_path / "file").write_text("x")
    with pytest.raises(BadInput, match="cannot be made"):
        fetched(folder=tmp_path / "file" / "mine")


def test_a_cache_on_a_disk_without_links(hub: HubServer, hf_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(errno.EPERM, "no links here")

    files = plain_model()
    hub.add_model("lab/model", files)
    monkeypatch.setattr(os, "symlink", refuse)
    result = fetched()
    assert files_below(result.out) == files
    hub.log.clear()
    assert fetched().fetched == 0
