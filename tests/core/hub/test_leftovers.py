"""What is removed as left over is nothing that a download still needs, or has begun to need since it was found."""

from __future__ import annotations

import os
import time
from pathlib import Path

from graftwork_core.errors import GraftworkError
from graftwork_core.home import home
from graftwork_core.hub.leftovers import LONGEST_RUN_SECONDS, QUIET_SECONDS, find_leftovers, remove_leftovers
from graftwork_core.hub.part import SUFFIX
from graftwork_core.hub.verified import mark_checked
from tests.core.hub.fetching import WEIGHTS, cache, fetched, needed
from tests.core.hub.making import files_below, sharded
from tests.hub_server import HubServer


def half_fetched(hub: HubServer) -> dict[str, bytes]:
    """A download whose shards arrived, all but one; returns what the repository holds."""
    files = sharded()
    hub.add_model("lab/model", files)
    hub.misbehave("status", WEIGHTS, status=403, skip=1)
    try:
        fetched(at_once=1)
    except GraftworkError:
        hub.behave()
        return files
    raise AssertionError("it was to stop in the middle")


def grow_old(hf_home: Path) -> None:
    """Let all that was fetched, and found sound, have been there for hours."""
    old = time.time() - 2 * QUIET_SECONDS
    for file in (cache(hf_home) / "blobs").iterdir():
        os.utime(file, (old, old))
    mark_checked(whole(hf_home))


def whole(hf_home: Path) -> set[Path]:
    """The contents that have their places."""
    return {file for file in (cache(hf_home) / "blobs").iterdir() if "." not in file.name}


def test_what_a_broken_download_has_goes_once_nothing_changes(hub: HubServer, hf_home: Path) -> None:
    half_fetched(hub)
    grow_old(hf_home)
    found = find_leftovers()
    assert whole(hf_home) < {one.file for one in found}
    assert remove_leftovers(found) == (sum(one.nbytes for one in found), [])
    assert not list((cache(hf_home) / "blobs").iterdir())


def test_what_a_running_download_has_is_needed_however_old(hub: HubServer, hf_home: Path) -> None:
    half_fetched(hub)
    grow_old(hf_home)
    next((cache(hf_home) / "blobs").glob(f"*{SUFFIX}")).touch()  # a piece has just come
    assert not whole(hf_home) & {one.file for one in find_leftovers()}


def test_a_download_that_went_on_since_keeps_what_it_had(hub: HubServer, hf_home: Path) -> None:
    files = half_fetched(hub)
    grow_old(hf_home)
    found = find_leftovers()
    result = fetched()
    grow_old(hf_home)
    assert remove_leftovers(found) == (0, [])
    assert files_below(result.out) == needed(files)


def test_a_look_may_stay_open_for_days(hub: HubServer, hf_home: Path) -> None:
    folder = home() / "hub" / "look"
    folder.mkdir(parents=True)
    config = folder / "config.json"
    config.write_bytes(b"{}")
    os.utime(config, (time.time() - LONGEST_RUN_SECONDS / 2,) * 2)
    assert not find_leftovers()
    os.utime(config, (time.time() - LONGEST_RUN_SECONDS * 2,) * 2)
    assert [one.file for one in find_leftovers()] == [config]
