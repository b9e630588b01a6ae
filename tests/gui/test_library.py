"""The library in the window: real scans in a real process, filtering and sorting of many."""

from __future__ import annotations

import asyncio
import shutil
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from graftwork import library as module
from graftwork.details import Failure
from graftwork.library import Library, hub_cache
from graftwork.models.library import LibraryColumn, LibraryModel
from graftwork.services import Services
from graftwork.settings import Settings
from graftwork_core.library.entry import Entry, Kind
from tests.gui.fakes import until
from tests.gui.stalls import longest_allowed


def entry(number: int, **more: object) -> Entry:
    return Entry(**{"path": Path(f"/m/{number}"), "root": Path("/m"), "kind": Kind.MODEL, "name": f"m{number}"} | more)


@asynccontextmanager
async def library(services: Services) -> AsyncIterator[Library]:
    one = Library(services.tasks, services.settings)
    try:
        yield one
    finally:
        await one.close()


@pytest.fixture(autouse=True)
def no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "no cache"))


async def scanned(one: Library) -> tuple[list[Entry], bool]:
    found: list[Entry] = []
    ends: list[bool] = []
    one.found.connect(found.extend)
    one.ended.connect(ends.append)
    one.scan()
    await until(lambda: bool(ends))
    one.found.disconnect(found.extend)
    return found, ends[0]


async def test_the_sample_is_found_and_found_again(services: Services, sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "models"
    shutil.copytree(sample, folder)
    async with library(services) as one:
        services.settings.library_folders = (folder,)
        found, whole = await scanned(one)
        assert whole
        assert {entry.name for entry in found} == {"base", "long", "skill"}
        assert all(entry.kind is Kind.MODEL for entry in found)
        gone: list[Path] = []
        one.gone.connect(gone.extend)
        shutil.rmtree(folder / "long")
        found, whole = await scanned(one)
        assert whole
        assert found == [], "nothing else has changed"
        assert gone == [folder / "long"]
        assert {entry.name for entry in one.entries} == {"base", "skill"}


async def test_a_scanner_that_breaks_down_is_said_with_what_it_wrote(
    services: Services, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [sys.executable, "-c", "import sys; sys.stdin.readline(); sys.stderr.write('no memory'); sys.exit(7)"]
    monkeypatch.setattr(module, "_command", lambda home: command)
    failures: list[Failure] = []
    async with library(services) as one:
        services.settings.library_folders = (sample,)
        one.failed.connect(failures.append)
        found, whole = await scanned(one)
    assert (found, whole) == ([], False)
    assert "7" in failures[0].message
    assert failures[0].details == "no memory"


async def test_a_new_folder_is_seen_without_being_asked(services: Services, sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    async with library(services) as one:
        services.settings.library_folders = (folder,)
        await scanned(one)
        names: list[str] = []
        one.found.connect(lambda batch: names.extend(entry.name for entry in batch))
        shutil.copytree(sample / "base", folder / "newcomer")
        await until(lambda: "newcomer" in names)


async def test_a_scan_can_be_ended_at_any_moment(services: Services, sample: Path) -> None:
    async with library(services) as one:
        services.settings.library_folders = (sample,)
        one.scan()
        assert one.is_scanning
        await asyncio.sleep(0)
        await one.close()
        assert not one.is_scanning


async def test_folders_are_added_once_and_removed(services: Services, tmp_path: Path) -> None:
    async with library(services) as one:
        one.add(tmp_path)
        one.add(tmp_path)
        assert one.folders == (tmp_path,)
        one.remove(tmp_path)
        assert one.folders == ()


async def test_the_hub_s_cache_is_there_until_it_is_turned_away(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    monkeypatch.setenv("HF_HUB_CACHE", str(cache))
    async with library(services) as one:
        assert one.folders == (cache,)
        assert one.unused_cache() is None
        one.remove(cache)
        assert one.folders == ()
        assert one.unused_cache() == cache
        services.settings.sync()
        assert not Settings().library_has_cache
        one.add(cache)
        assert one.folders == (cache,)
        assert services.settings.library_folders == ()


async def test_a_closed_library_scans_no_more(services: Services, tmp_path: Path) -> None:
    async with library(services) as one:
        one.add(tmp_path)
        await one.close()
        one.scan()
        assert not one.is_scanning


def test_the_cache_is_where_the_hub_s_client_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("HF_HUB_CACHE")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    assert hub_cache() == tmp_path / "hf" / "hub"
    monkeypatch.delenv("HF_HOME")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert hub_cache() == tmp_path / "xdg" / "huggingface" / "hub"


def test_the_model_s_behaviour(qtmodeltester: ModelTester) -> None:
    model = LibraryModel()
    qtmodeltester.check(model)
    model.take([entry(1), entry(2, kind=Kind.BROKEN, problem="No weights."), entry(3, kind=Kind.ADAPTER, rank=16)])
    qtmodeltester.check(model)
    model.choose_kind("adapter")
    qtmodeltester.check(model)
    assert [model.index(0, column).data() for column in (LibraryColumn.NAME, LibraryColumn.KIND)] == [
        "m3",
        "Adapter, rank 16",
    ]
    model.choose_kind("")
    model.filter("m2")
    assert model.rowCount() == 1
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "No weights."
    assert model.row_of(Path("/m/2")) == 0
    assert model.row_of(Path("/m/1")) == -1
    model.drop([Path("/m/2"), Path("/m/3"), Path("/m/4")])
    model.filter("")
    assert model.rowCount() == 1
    assert model.counts() == {"model": 1}


def test_columns_sort_by_their_values() -> None:
    model = LibraryModel()
    model.take([entry(n, parameters=size, nbytes=size * 2) for n, size in enumerate((5_000, 200, 70_000_000_000, 1))])
    model.sort(LibraryColumn.PARAMETERS, Qt.SortOrder.DescendingOrder)
    assert [model.index(row, LibraryColumn.PARAMETERS).data() for row in range(4)] == [
        "70.0 B",
        "5.00 K",
        "200",
        "1",
    ]
    model.sort(LibraryColumn.NAME, Qt.SortOrder.DescendingOrder)
    assert [model.index(row, 0).data() for row in range(4)] == ["m3", "m2", "m1", "m0"]


def test_no_step_with_ten_thousand_rows_takes_long() -> None:
    model = LibraryModel()
    many = [entry(n, architecture=f"Arch{n % 7}ForCausalLM", parameters=n * 977 % 10_000) for n in range(10_000)]
    steps: list[Callable[[], object]] = [
        *(partial(model.take, many[start : start + 500]) for start in range(0, 10_000, 500)),
        partial(model.sort, LibraryColumn.PARAMETERS, Qt.SortOrder.DescendingOrder),
        partial(model.filter, "arch3"),
        partial(model.filter, "arch3 m9"),
        partial(model.filter, ""),
        partial(model.choose_kind, "adapter"),
        partial(model.choose_kind, ""),
        partial(model.drop, [many[0].path]),
    ]
    for step in steps:
        began = time.thread_time()
        step()
        took = time.thread_time() - began
        assert took < longest_allowed(), f"{step} took {took:.3f} s"
    assert model.rowCount() == 9_999
