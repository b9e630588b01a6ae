"""Slots of the Graft page take repositories: looked at by headers, fetched by the run, named in recipes."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from graftwork.form import Source
from graftwork.hub.looks import on_this_machine
from graftwork.pages.graft import GraftPage
from graftwork.requests import SlotName, UseWish
from graftwork.runner import Runner, new_client
from graftwork.services import Services
from graftwork.widgets.hub_name import HubNameDialog
from graftwork.widgets.slot import SlotState
from graftwork_core.hub import tokens
from graftwork_core.hub.download import download
from graftwork_core.hub.download_options import DownloadOptions
from graftwork_core.hub.endpoint import Endpoint
from graftwork_core.hub.folders import hub_cache
from tests.core.hub.conftest import OWNER
from tests.core.hub.fetching import Watcher
from tests.core.hub.making import long_model, plain_model
from tests.gui.events import drop
from tests.gui.fakes import until
from tests.hub_server import HubServer

WEIGHTS = r"/resolve/.*\.safetensors"


@pytest.fixture
def page(page: GraftPage, services: Services, qloop: asyncio.AbstractEventLoop) -> GraftPage:
    """As in the real program: what the first questions import is there before somebody asks."""
    qloop.run_until_complete(services.engine.warm_up())
    return page


@pytest.fixture
def models(hub: HubServer, sample: Path) -> HubServer:
    """The sample's three models on a Hub."""
    for name in ("base", "long", "skill"):
        hub.add_model(f"lab/{name}", sample / name)
    return hub


def words(widget: QWidget) -> str:
    said = "\n".join(text.text() for text in widget.findChildren(QLabel) if text.isVisibleTo(widget))
    return said.replace("\u00a0", " ")  # a figure stays on the line of its unit


async def ready(page: GraftPage) -> None:
    await until(lambda: page.ui.bar.run.isEnabled())


def plan(page: GraftPage) -> str:
    return page.ui.bar._plan.text()


async def fill(page: GraftPage) -> None:
    for slot, name in ((page.base, "base"), (page.donor, "long"), (page.target, "skill")):
        slot.load(Path(f"hf:lab/{name}"))
    await ready(page)


async def test_three_repositories_are_checked_by_their_headers_alone(page: GraftPage, models: HubServer) -> None:
    await fill(page)
    assert "fit together" in page.ui.fit.accessibleName()
    assert page.ui.fit.model.rowCount() > 8
    said = words(page.ui.target)
    for part in ("lab/skill", "hf:lab/skill", "853 K", "To fetch"):
        assert part in said
    sizes = [sum(entry.size for entry in models.model(f"lab/{name}").files.values()) for name in ("base", "skill")]
    assert models.log.sent(WEIGHTS) < min(sizes) / 2, "some rows are enough"
    assert " from the Hub as it goes, into " in plan(page)
    assert not hub_cache().exists(), "nothing was downloaded"


async def test_the_output_is_proposed_outside_of_the_cache_and_named_after_the_repositories(
    page: GraftPage, models: HubServer, graftwork_home: Path
) -> None:
    await fill(page)
    out = page.form().out
    assert out == graftwork_home / "models" / "lab-skill-lab-long"


async def test_files_that_are_not_kept_are_said_and_asked_for(page: GraftPage, models: HubServer) -> None:
    await fill(page)
    more = page.ui.options.more
    page.ui.options.more_button.click()
    assert more.stream.isVisibleTo(page)
    more.stream.click()
    await ready(page)
    assert "no file stays longer than it is needed" in plan(page)
    assert page.form().choices.stream
    page.recipes.copy_command()
    await until(lambda: page.ui.copy_command.text() == "Copied")
    assert QApplication.clipboard().text().endswith(" --stream")
    page.clear()
    assert more.stream.isVisibleTo(page), "a choice that was made stays in sight"
    more.stream.click()
    page.clear()
    assert not more.stream.isVisibleTo(page)


async def test_a_dropped_address_is_a_repository(page: GraftPage, models: HubServer) -> None:
    assert drop(page.ui.base, QUrl("https://huggingface.co/lab/base/tree/main"))
    await until(lambda: page.base.is_filled)
    assert page.base.path == Path("hf:lab/base")
    assert drop(page.ui.donor, text="hf:lab/long")
    await until(lambda: page.donor.is_filled)
    assert not drop(page.ui.target, text="hello")


async def test_a_name_is_typed_and_checked_meanwhile(page: GraftPage, models: HubServer) -> None:
    next(one for one in page.actions() if one.text() == "Take the target from the Hub").trigger()
    (dialog,) = page.window().findChildren(HubNameDialog)
    QTest.keyClicks(dialog.field, "lab/skill of mine")
    assert not dialog.take.isEnabled()
    assert "owner/name" in dialog.problem.text()
    dialog.field.clear()
    QTest.keyClicks(dialog.field, "https://huggingface.co/lab/skill")
    assert dialog.take.isEnabled()
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    await until(lambda: page.target.is_filled)
    assert page.target.path == Path("hf:lab/skill")


async def test_a_repository_of_another_page_goes_into_its_slot_and_is_remembered(
    page: GraftPage, models: HubServer, services: Services
) -> None:
    services.requests.use.emit(UseWish(Path("hf:lab/long"), SlotName.DONOR))
    await until(lambda: page.donor.is_filled)
    assert services.settings.recents("model") == (Path("hf:lab/long"),)
    page.ui.target._menu.fill()
    assert "hf:lab/long" in [one.text() for one in page.ui.target._menu.actions()]


async def test_commands_and_recipes_carry_the_names(page: GraftPage, models: HubServer, tmp_path: Path) -> None:
    await fill(page)
    page.recipes.copy_command()
    await until(lambda: page.ui.copy_command.text() == "Copied")
    line = QApplication.clipboard().text()
    assert "--base hf:lab/base --donor hf:lab/long --target hf:lab/skill" in line
    page.recipes._on_save(str(tmp_path / "recipe.json"))
    await until(lambda: (tmp_path / "recipe.json").is_file())
    page.clear()
    page.recipes.load(tmp_path / "recipe.json")
    await until(lambda: page.form().complete)
    assert page.form().base == Path("hf:lab/base")


async def test_a_revision_is_kept(page: GraftPage, models: HubServer) -> None:
    commit = models.model("lab/skill").head.oid
    models.model("lab/skill").put({"config.json": b"{}"})
    page.target.load(Path(f"hf:lab/skill@{commit}"))
    await until(lambda: page.target.is_filled)
    assert page.form().target == Path(f"hf:lab/skill@{commit}")


@pytest.mark.parametrize(
    ("name", "part"), [("lab/nowhere", "There is no"), ("lab/gated", "gated"), ("lab/pickles", "safetensors")]
)
async def test_what_cannot_be_used_says_why(page: GraftPage, hub: HubServer, name: str, part: str) -> None:
    hub.add_model("lab/gated", plain_model(), gated="manual")
    hub.add_model("lab/pickles", {"config.json": b"{}", "pytorch_model.bin": b"pickle"})
    page.base.load(Path(f"hf:{name}"))
    await until(lambda: page.ui.base.state is SlotState.FAILED)
    assert part in words(page.ui.base)
    assert not page.base.is_filled


async def test_who_logs_in_sees_what_was_closed(page: GraftPage, models: HubServer, services: Services) -> None:
    models.model("lab/base").private = True
    page.base.load(Path("hf:lab/base"))
    await until(lambda: page.ui.base.state is SlotState.FAILED)
    tokens.store("owner", OWNER, Endpoint(models.endpoint))
    services.hub.say_changed()
    await until(lambda: page.base.is_filled)


async def test_offline_the_cache_stands_in_and_says_so(
    page: GraftPage, models: HubServer, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    download(DownloadOptions(repository="lab/base"), Watcher())
    page.base.load(Path("hf:lab/base"))
    await until(lambda: page.base.is_filled)
    assert "nothing: it is in the cache" in words(page.ui.base)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    services.hub.say_changed()
    await until(lambda: "could not be asked" in words(page.ui.base))
    assert page.base.is_filled
    assert page.form().base == Path("hf:lab/base")


async def test_a_slow_hub_does_not_hold_a_slot_that_was_cleared(
    page: GraftPage, models: HubServer, services: Services
) -> None:
    models.misbehave("silence", "/api/models/lab/base")
    page.base.load(Path("hf:lab/base"))
    await until(lambda: models.log.all("/api/models/lab/base"))
    page.base.clear()
    async with asyncio.timeout(5):
        await until(lambda: not services.hub._stops)
    assert page.ui.base.state is SlotState.EMPTY


async def test_the_same_repository_in_two_slots_stays_readable_in_one(page: GraftPage, models: HubServer) -> None:
    page.base.load(Path("hf:lab/base"))
    page.donor.load(Path("hf:lab/long"))
    page.target.load(Path("hf:lab/base"))
    await until(lambda: page.base.is_filled and page.target.is_filled and page.donor.is_filled)
    page.target.load(Path("hf:lab/skill"))
    await ready(page)
    assert "fit together" in page.ui.fit.accessibleName()


async def test_an_adapter_on_the_hub_is_merged_into_a_model_there(page: GraftPage, hub: HubServer) -> None:
    model, adapter = long_model(2)
    hub.add_model("lab/model", model)
    hub.add_model("lab/lora", adapter)
    page.choose_source(Source.ADAPTER)
    page.adapters.add(Path("hf:lab/lora"))
    page.target.load(Path("hf:lab/model"))
    await until(lambda: page.adapters.is_filled and page.target.is_filled)
    await ready(page)
    assert "lab/lora" in words(page.ui.adapters)
    assert "To fetch" in words(page.ui.adapters)
    page.ui.adapters.rows[0].cleared.emit()
    assert page.adapters.slots == ()


async def test_an_adapter_in_a_models_slot_is_moved_on_request(page: GraftPage, hub: HubServer) -> None:
    hub.add_model("lab/lora", long_model(2)[1])
    page.donor.load(Path("hf:lab/lora"))
    await until(lambda: page.ui.donor.state is SlotState.FAILED)
    page.ui.donor.suggestion_taken.emit()
    await until(lambda: page.adapters.is_filled)
    assert page.adapters.weighted[0].path == Path("hf:lab/lora")


class TestRun:
    """With a real worker."""

    @pytest.fixture
    def services(self, services: Services) -> Services:
        real = Runner(services.tasks, new_client)
        return Services(
            services.tasks,
            services.engine,
            real,
            services.settings,
            services.theme,
            services.library,
            hub=services.hub,
        )

    @pytest.mark.parametrize("streams", [False, True])
    async def test_a_run_fetches_what_it_needs(
        self,
        page: GraftPage,
        models: HubServer,
        services: Services,
        tmp_path: Path,
        streams: bool,
    ) -> None:
        await fill(page)
        page.ui.options.more.stream.setChecked(streams)
        page._set_out(tmp_path / "merged")
        page.ahead.reckon()
        await ready(page)
        page.run()
        await until(lambda: page.ui.bar.is_busy)
        await until(lambda: not page.ui.bar.is_busy, 55)
        assert page.ui.result.isVisibleTo(page), page.ui.error.headline.text()
        await services.runner.close()
        kept = list(hub_cache().rglob("*.safetensors")) if hub_cache().exists() else []
        assert len(kept) == (0 if streams else 3)
        assert not list(tmp_path.glob("*.shards"))
        recipe = json.loads((tmp_path / "merged" / "graftwork.json").read_text())["recipe"]
        assert recipe["target"]["name"] == "lab/skill"
        assert recipe["target"]["commit"] == models.model("lab/skill").head.oid
        folder = on_this_machine(Path("hf:lab/skill"))
        assert folder is None if streams else folder is not None and (folder / "config.json").is_file()
