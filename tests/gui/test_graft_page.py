"""The Graft page keeps slots, report, preview, plan and options in step."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from graftwork.form import Choices, RankChoice, Source
from graftwork.models.fit import FitRole
from graftwork.pages.graft import GraftPage
from graftwork.services import Services
from graftwork_core.model.info import Model
from graftwork_core.model.report import FitReport, FitRow, Severity
from tests.gui.fakes import FakeClient, until


async def ready(page: GraftPage) -> None:
    await until(lambda: page.ui.bar.run.isEnabled())


def fill(page: GraftPage, sample: Path) -> None:
    page.base.load(sample / "base")
    page.donor.load(sample / "long")
    page.target.load(sample / "skill")


def severities(page: GraftPage) -> list[str]:
    model = page.ui.fit.model
    return [str(model.index(row, 0).data(FitRole.SEVERITY)) for row in range(model.rowCount())]


async def test_three_relatives_fit_and_can_be_run(page: GraftPage, sample: Path, client: FakeClient) -> None:
    assert not page.ui.bar.run.isEnabled()
    fill(page, sample)
    await ready(page)
    assert set(severities(page)) == {"ok"}
    assert "fit together" in page.ui.fit.accessibleName()
    assert "Will read 5.12 MB, write 2.25 MB; " in page.ui.bar._plan.text()
    assert page.ui.options.context.choice.itemText(0).endswith("(2,048)")
    assert page.ui.options.context.choice.itemText(1).endswith("(128)")
    await until(lambda: client.starts == 1)


async def test_the_proposed_output_is_new_and_outside_of_graftwork(page: GraftPage, sample: Path) -> None:
    fill(page, sample)
    await ready(page)
    out = Path(page.ui.bar.out.text())
    assert out.name == "skill-long"
    assert not out.exists()
    assert not out.is_relative_to(sample.parent), "nothing is written into the installation"


async def test_the_proposed_output_is_beside_the_target(
    page: GraftPage, sample: Path, copy_of: Callable[[str, str], Path]
) -> None:
    target = copy_of("skill", "mine")
    (target.parent / "mine-long").mkdir()
    fill(page, sample)
    page.target.load(target)
    await ready(page)
    assert Path(page.ui.bar.out.text()) == target.parent / "mine-long-2"


async def test_the_same_model_twice_is_refused_before_the_run(page: GraftPage, sample: Path) -> None:
    fill(page, sample)
    page.donor.load(sample / "base")
    await until(lambda: "do not fit" in page.ui.bar._plan.text())
    assert severities(page)[0] == "blocking"
    assert not page.ui.bar.run.isEnabled()
    page.run()
    assert not page.ui.bar.is_busy


async def test_a_report_of_models_that_are_gone_is_not_shown(
    page: GraftPage, sample: Path, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, asked, real = asyncio.Event(), [], services.engine.fit

    async def slow(base: Model, donor: Model, target: Model | None) -> FitReport:
        asked.append(donor.info.name)
        if donor.info.name == "base":
            try:
                await gate.wait()
            except asyncio.CancelledError:
                asked.append("given up")
                raise
            return FitReport((FitRow(Severity.BLOCKING, "files", {}, "stale"),))
        return await real(base, donor, target)

    monkeypatch.setattr(services.engine, "fit", slow)
    fill(page, sample)
    page.donor.load(sample / "base")
    await until(lambda: "base" in asked)
    page.donor.load(sample / "long")
    await until(lambda: "given up" in asked)
    gate.set()
    await ready(page)
    assert set(severities(page)) == {"ok"}


async def test_an_existing_output_is_named_and_may_be_replaced(page: GraftPage, sample: Path, tmp_path: Path) -> None:
    fill(page, sample)
    await ready(page)
    page.ui.bar.out.setFocus()
    page.ui.bar.out.selectAll()
    QTest.keyClicks(page.ui.bar.out, str(tmp_path))
    await until(lambda: "exists already" in page.ui.bar._plan.text())
    assert page.ui.bar.out.property("invalid") == "true"
    assert not page.ui.bar.run.isEnabled()
    page.ui.options.more.overwrite.setChecked(True)
    await ready(page)
    assert page.ui.bar.out.property("invalid") == "false"


async def test_a_typed_output_stays_when_slots_change(page: GraftPage, sample: Path, tmp_path: Path) -> None:
    fill(page, sample)
    await ready(page)
    page.ui.bar.out.selectAll()
    QTest.keyClicks(page.ui.bar.out, str(tmp_path / "my graft"))
    page.donor.clear()
    page.donor.load(sample / "long")
    await ready(page)
    assert page.form().out == tmp_path / "my graft"


async def test_the_sample_is_one_click(page: GraftPage, sample: Path, graftwork_home: Path) -> None:
    assert page.ui.sample.isVisibleTo(page)
    QTest.mouseClick(page.ui.sample.take, Qt.MouseButton.LeftButton)
    assert not page.ui.sample.isVisibleTo(page)
    await ready(page)
    form = page.form()
    assert (form.base, form.donor, form.target) == (sample / "base", sample / "long", sample / "skill")
    assert (form.choices.rank, form.choices.weight) == (8, 0.75)
    assert form.out is not None
    assert form.out.is_relative_to(graftwork_home)


async def test_the_samples_offer_can_be_turned_away_for_good(page: GraftPage, services: Services) -> None:
    QTest.mouseClick(page.ui.sample.refuse, Qt.MouseButton.LeftButton)
    assert not page.ui.sample.isVisibleTo(page)
    assert services.settings.sample_offered


async def test_choices_come_back_as_they_were_set(page: GraftPage) -> None:
    wanted = Choices(
        rank_choice=RankChoice.SIZE,
        rank=48,
        max_rank=96,
        size="12 MB",
        weight=-0.5,
        context=32768,
        factor_dtype="fp8",
        embeddings="full",
        dtype="fp32",
        rounding="stochastic",
        not_finite="report",
        shard_size="2 GB",
        device="cpu",
        include="q_proj\nk_proj",
        exclude="mlp",
        force=True,
        overwrite=True,
    )
    page.ui.options.show_choices(wanted)
    assert page.form().choices == wanted
    page.ui.options.show_choices(Choices())
    assert page.form().choices == Choices()


async def test_steps_of_the_rank_are_powers_of_two(page: GraftPage) -> None:
    rank = page.ui.options.rank.rank
    seen = []
    for steps in (1, 1, -1, -1, -1, -10):
        rank.stepBy(steps)
        seen.append(rank.value())
    assert seen == [64, 128, 64, 32, 16, 1]
    rank.setValue(48)
    rank.stepBy(1)
    assert rank.value() == 64


async def test_slider_and_field_say_the_same_weight(page: GraftPage) -> None:
    weight = page.ui.options.weight
    weight.slider.setValue(75)
    assert weight.number.value() == 0.75
    assert weight.number.text() == "0.75"
    weight.number.setValue(-1.2)
    assert weight.slider.value() == -120
    weight.number.setValue(2.5)
    assert page.ui.options.choices().weight == 2.5, "the number goes where the slider ends"
    weight.show_weight(1 / 3)
    assert weight.number.text() == "0.333333"


async def test_another_source_shows_other_slots_and_options(page: GraftPage, sample: Path) -> None:
    page.ui.source.chosen.emit(Source.ADAPTER.value)
    assert not page.ui.base.isVisibleTo(page)
    assert page.ui.adapters.isVisibleTo(page)
    assert not page.ui.options.rank.isVisibleTo(page)
    assert not page.ui.options.weight.isVisibleTo(page), "every adapter has its own"
    assert "adapter" in page.ui.bar._plan.text()
    page.ui.source.chosen.emit(Source.DONOR.value)
    assert page.ui.base.isVisibleTo(page)
    assert page.ui.options.rank.isVisibleTo(page)


async def test_dropping_a_model_shows_no_adapter(page: GraftPage, sample: Path) -> None:
    fill(page, sample)
    await ready(page)
    assert not page.ui.coverage.isVisibleTo(page)
    assert not page.ui.made.isVisibleTo(page)


async def test_the_keyboard_comes_back_to_run_when_it_was_off_for_a_moment(page: GraftPage) -> None:
    page.fill_sample()
    bar = page.ui.bar
    await until(lambda: bar.run.hasFocus())
    bar.show_plan("Checking…", False)
    assert not bar.run.hasFocus()
    bar.show_plan("Writes 1 GB.", True)
    assert bar.run.hasFocus()
    bar.show_plan("Checking…", False)
    page.ui.base.focus()
    bar.show_plan("Writes 1 GB.", True)
    assert not bar.run.hasFocus(), "the user went elsewhere"
