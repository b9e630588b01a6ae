"""Recipes: the command that does the same, a saved job, one that is dropped, one that is edited."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from graftwork.form import Choices, Form, Source
from graftwork.pages.graft import GraftPage
from graftwork.services import Services
from graftwork_core.jobs.events import Cancelled
from graftwork_core.jobs.spec import Job, job_json, make_job, read_job, save_job
from graftwork_core.jobs.store import JobStore
from tests.gui.events import drop
from tests.gui.fakes import until


def graft_job(sample: Path, out: Path, **more: object) -> Job:
    names = {"base": "base", "donor": "long", "target": "skill"}
    return make_job("graft", {role: sample / name for role, name in names.items()} | {"out": out} | more)


async def test_the_command_is_copied_with_quotes(page: GraftPage, sample: Path, tmp_path: Path) -> None:
    assert not page.ui.copy_command.isEnabled(), "something is missing"
    choices = Choices(rank=4, weight=0.5)
    out = tmp_path / "my out; it's"
    page.fill(Form(Source.DONOR, sample / "base", sample / "long", target=sample / "skill", out=out, choices=choices))
    await until(lambda: page.ui.copy_command.isEnabled())
    page.ui.copy_command.click()
    await until(lambda: page.ui.copy_command.text() == "Copied")
    words = shlex.split(QApplication.clipboard().text())
    assert words[:2] == ["graftwork", "graft"]
    assert words[words.index("--out") + 1] == str(out)
    assert words[words.index("--rank") + 1] == "4"
    page.ui.options.rank.rank.setValue(8)
    assert page.ui.copy_command.text() == "Copy command", "the clipboard has another one now"


async def test_a_saved_recipe_is_the_job_and_fills_the_page_again(
    page: GraftPage, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: dialog.fileSelected.emit(str(tmp_path / "a recipe.json")))
    choices = Choices(rank=4, weight=0.5, include="q_proj", shard_size="2 GB")
    form = Form(Source.DONOR, sample / "base", sample / "long", target=sample / "skill", out=tmp_path / "out")
    page.fill(form)
    page.ui.options.show_choices(choices)
    await until(lambda: page.form().complete)
    page.recipes.save()
    await until((tmp_path / "a recipe.json").exists)
    job = read_job(tmp_path / "a recipe.json")
    assert job_json(job)["include"] == ["q_proj"]
    page.clear()
    page.ui.options.show_choices(Choices())
    page.recipes.open()
    await until(lambda: page.form().complete)
    assert page.form().choices == choices
    assert page.form().out == tmp_path / "out"


@pytest.mark.parametrize("where", ["base", "adapters", "page"])
async def test_a_recipe_may_be_dropped_anywhere(page: GraftPage, sample: Path, tmp_path: Path, where: str) -> None:
    save_job(graft_job(sample, tmp_path / "out", seed=7, threads=2, device="cuda:1", rank=3), tmp_path / "recipe.json")
    url = QUrl.fromLocalFile(str(tmp_path / "recipe.json"))
    widget: QWidget = {"base": page.ui.base, "adapters": page.ui.adapters}.get(where, page)
    assert drop(widget, url), "a slot leaves it to the page around it"
    await until(lambda: page.form().complete)
    form = page.form()
    assert (form.choices.rank, form.choices.device, dict(form.rest)) == (3, "cuda:1", {"seed": 7, "threads": 2})
    page.ui.options.more_button.setChecked(True)
    rest = page.ui.options.more.rest
    assert rest.isVisibleTo(page)
    assert "seed = 7" in rest._words.text()
    await until(lambda: page.ahead.job is not None)
    assert job_json(page.ahead.job)["seed"] == 7  # type: ignore[arg-type]
    rest.forgotten.emit()
    assert page.form().rest == {}
    assert not rest.isVisibleTo(page)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{not json", "not valid JSON"),
        ("[1, 2]", "not a job"),
        ('{"kind": "graft", "base": "/b"}', "lacks"),
        ('{"kind": "graft", "base": 3, "donor": "/d", "target": "/t", "out": "/o"}', "base"),
        ('{"kind": "haystack", "model": "/m", "out": "/o"}', "another kind (haystack)"),
        ('{"kind": "magic"}', "magic"),
    ],
)
async def test_a_bad_recipe_is_a_sentence(page: GraftPage, tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "recipe.json"
    file.write_text(content)
    drop(page, QUrl.fromLocalFile(str(file)))
    await until(lambda: page.ui.error.isVisibleTo(page))
    assert said in page.ui.error.headline.text()
    assert page.base.path is None


async def test_a_models_own_json_is_a_model(page: GraftPage, sample: Path) -> None:
    assert drop(page.ui.base, QUrl.fromLocalFile(str(sample / "base" / "config.json")))
    await until(lambda: page.base.is_filled)
    assert not drop(page, QUrl.fromLocalFile(str(sample / "base" / "config.json")))


async def test_a_job_of_the_history_is_edited_under_a_free_name(
    page: GraftPage, services: Services, sample: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    with JobStore() as store:
        job_id = store.add(graft_job(sample, tmp_path / "out", rank=5))
        store.finish(job_id, Cancelled())
        record = store.get(job_id)
    services.requests.edit.emit(record)
    await until(lambda: page.form().complete)
    assert page.form().choices.rank == 5
    assert page.form().out == tmp_path / "out-2"
    await until(lambda: page.ui.bar.run.isEnabled())


async def test_a_recipe_of_the_hub_says_when_it_cannot_be_asked(page: GraftPage, sample: Path, tmp_path: Path) -> None:
    content = job_json(graft_job(sample, tmp_path / "out")) | {"donor": "hf:owner/name"}
    (tmp_path / "recipe.json").write_text(json.dumps(content))
    drop(page, QUrl.fromLocalFile(str(tmp_path / "recipe.json")))
    await until(lambda: page.ui.donor.state == "failed")
    assert "offline mode is on" in page.ui.donor._message.text()
