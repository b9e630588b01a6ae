"""Several adapters with their weights, and an adapter that is only made."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from graftwork.form import Form, Source, Weighted
from graftwork.pages.graft import GraftPage
from graftwork.requests import ExtractWish, GraftWish, SlotName, UseWish
from graftwork.services import Services
from graftwork.widgets.slot import SlotState
from graftwork_core.jobs.spec import ExtractJob, MergeJob
from graftwork_core.model.info import open_model
from tests.core.adapter.making import pair, write_adapter
from tests.gui.events import drop
from tests.gui.fakes import FakeClient, until

Q = "model.layers.0.self_attn.q_proj"


@pytest.fixture
def adapters(sample: Path, tmp_path: Path) -> tuple[Path, Path]:
    rows, columns = open_model(sample / "skill").checkpoint[f"{Q}.weight"].shape
    one = write_adapter(tmp_path / "one", pair(Q, 4, (rows, columns)))
    return one, write_adapter(tmp_path / "two", pair(Q, 8, (rows, columns)), r=8)


async def merging(page: GraftPage, sample: Path, *folders: Path) -> None:
    page.ui.source.chosen.emit(Source.ADAPTER.value)
    for folder in folders:
        drop(page.ui.adapters, QUrl.fromLocalFile(str(folder)))
    page.target.load(sample / "skill")
    await until(lambda: page.ui.bar.run.isEnabled())


async def test_several_adapters_go_in_with_their_weights(
    page: GraftPage, client: FakeClient, sample: Path, adapters: tuple[Path, Path]
) -> None:
    await merging(page, sample, *adapters)
    assert page.form().out is not None
    assert page.form().out.name == "skill-one-two"
    first, second = page.ui.adapters.rows
    assert "Rank\N{NO-BREAK SPACE}4" in first._facts.text()
    first.weight.slider.setValue(75)
    second.weight.number.setValue(-0.5)
    assert first.weight.number.accessibleName() == "Weight of one"
    drop(page.ui.adapters, QUrl.fromLocalFile(str(adapters[0])))
    assert len(page.ui.adapters.rows) == 2, "the same one is not taken twice"
    await until(lambda: page.ui.bar.run.isEnabled() and page.ahead.job is not None)
    page.run()
    await until(lambda: client.job is not None)
    assert isinstance(client.job, MergeJob)
    assert [(use.path, use.weight) for use in client.job.options.adapters] == [(adapters[0], 0.75), (adapters[1], -0.5)]
    assert not first.weight.isEnabled()
    await client.cancel()


async def test_each_adapter_has_its_preview(page: GraftPage, sample: Path, adapters: tuple[Path, Path]) -> None:
    await merging(page, sample, *adapters)
    await until(lambda: page.ui.which.isVisibleTo(page))
    assert "rank\u00a04" in page.ui.coverage._summary.text()
    page.ui.which.setCurrentIndex(1)
    assert "rank\u00a08" in page.ui.coverage._summary.text()
    rows = [page.ui.fit.model.index(row, 0).data() for row in range(page.ui.fit.model.rowCount())]
    assert any("one" in row for row in rows)
    assert any("two" in row for row in rows)
    page.ui.adapters.rows[1].cleared.emit()
    await until(lambda: not page.ui.which.isVisibleTo(page))
    assert "rank\u00a04" in page.ui.coverage._summary.text()


async def test_one_that_cannot_be_used_stops_the_run_until_it_is_out(
    page: GraftPage, sample: Path, adapters: tuple[Path, Path]
) -> None:
    await merging(page, sample, adapters[0])
    page.adapters.add(sample / "base")
    await until(lambda: "cannot be used" in page.ui.bar._plan.text())
    row = page.ui.adapters.rows[1]
    assert row.state is SlotState.FAILED
    assert not page.ui.bar.run.isEnabled()
    row.details_wanted.emit()
    assert "base" in QApplication.clipboard().text()
    QTest.mouseClick(row._remove, Qt.MouseButton.LeftButton)
    await until(lambda: page.ui.bar.run.isEnabled())


async def test_a_web_link_is_refused_in_words(page: GraftPage) -> None:
    page.ui.source.chosen.emit(Source.ADAPTER.value)
    drop(page.ui.adapters, QUrl("https://example.org/owner/lora"))
    assert "example.org/owner/lora" in page.ui.error.headline.text()
    assert page.ui.adapters.rows == []


async def test_only_an_adapter_is_made(page: GraftPage, client: FakeClient, sample: Path, tmp_path: Path) -> None:
    page.fill(Form(Source.EXTRACT, sample / "base", sample / "long"))
    await until(lambda: page.ui.bar.run.isEnabled())
    assert not page.ui.target.isVisibleTo(page)
    assert not page.ui.options.context.isVisibleTo(page)
    assert page.ui.planned.isVisibleTo(page)
    assert "an adapter of" in page.ui.bar._plan.text()
    assert page.form().out is not None
    assert page.form().out.name == "long-adapter"
    page.run()
    await until(lambda: client.job is not None)
    assert isinstance(client.job, ExtractJob)
    made = write_adapter(tmp_path / "made")
    client.succeed(made, {"kind": "extract", "rank": 32, "nbytes": 4096, "captured": 0.9, "seconds": 2})
    await until(lambda: page.ui.result.isVisibleTo(page))
    assert page.ui.result.reuse.text() == "Use as adapter"
    assert not page.ui.result.check.isVisibleTo(page)
    await until(lambda: page.ui.made.isVisibleTo(page))
    page.ui.result.reuse_wanted.emit()
    assert page.form().source is Source.ADAPTER
    assert page.adapters.weighted == (Weighted(made),)


async def test_wishes_of_other_pages_are_fulfilled(
    page: GraftPage, services: Services, sample: Path, adapters: tuple[Path, Path]
) -> None:
    requests = services.requests
    requests.use.emit(UseWish(sample / "base", SlotName.BASE))
    requests.use.emit(UseWish(sample / "long", SlotName.DONOR))
    requests.use.emit(UseWish(sample / "skill", SlotName.TARGET))
    await until(lambda: page.ui.bar.run.isEnabled())
    requests.use.emit(UseWish(adapters[0], SlotName.ADAPTER))
    assert page.form().source is Source.ADAPTER
    await until(lambda: page.adapters.is_filled)
    requests.extract.emit(ExtractWish(sample / "base", sample / "long", 12))
    assert page.form().source is Source.EXTRACT
    assert page.form().choices.rank == 12
    await until(lambda: page.ui.bar.run.isEnabled())
    requests.extract.emit(ExtractWish(sample / "base", sample / "long", None))
    assert page.form().choices.rank_choice.value == "auto"
    requests.use.emit(UseWish(sample / "skill", SlotName.TARGET))
    assert page.form().source is Source.DONOR
    await until(lambda: page.target.is_filled)


async def test_what_a_sweep_found_is_cut_while_extracting_or_said(
    page: GraftPage, services: Services, sample: Path, adapters: tuple[Path, Path]
) -> None:
    wish = GraftWish(sample / "skill", adapters[0], 0.5, 2, "attention")
    services.requests.graft.emit(wish)
    assert page.adapters.weighted == (Weighted(adapters[0], 0.5),)
    assert page.ui.said.isVisibleTo(page)
    assert "rank 2" in page.ui.said.headline.text()
    page.fill(Form(Source.DONOR, sample / "base", sample / "long", target=sample / "base"))
    await until(lambda: page.base.is_filled and page.donor.is_filled)
    services.requests.graft.emit(wish)
    form = page.form()
    assert (form.source, form.choices.rank, form.choices.weight) == (Source.DONOR, 2, 0.5)
    await until(lambda: page.ui.planned.isVisibleTo(page) and page.target.is_filled and page.ahead.plan is not None)
    kinds = {module.kind for module in page.ahead.plan.preview.modules}  # type: ignore[union-attr]
    assert kinds == {"q_proj", "k_proj", "v_proj", "o_proj"}, "only what the sweep's group has"
