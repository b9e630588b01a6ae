"""The Haystack page: from the models to the verdict, with a worker that the test plays."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from graftwork.form import Weighted
from graftwork.haystack import sweep_form
from graftwork.haystack.form import Hay, HaystackForm, Manner, to_job
from graftwork.haystack.needle_map import MapBuilder
from graftwork.haystack.rows import RowRun
from graftwork.haystack.sweep_form import SweepForm
from graftwork.models.matrix import Mark
from graftwork.pages.graft import GraftPage
from graftwork.pages.haystack import HaystackPage
from graftwork.requests import CheckWish
from graftwork.scale import Scale
from graftwork.services import Services
from graftwork.widgets.length_slider import Room
from graftwork.widgets.needle_text import Passage
from graftwork.widgets.slot import SlotState
from graftwork.window import MainWindow
from graftwork_core.haystack.results.compromise_file import write_sweep
from graftwork_core.jobs.client import Outcome
from graftwork_core.jobs.events import Error, Metric, Progress, Result, Stage, Warning
from graftwork_core.jobs.spec import HaystackJob, Job, PromptJob, SweepJob, job_json
from graftwork_core.jobs.stored import JobRecord
from tests.gui.fakes import FakeClient, until
from tests.gui.haystack_fakes import answer, answers, metric, sweep, write_check, write_run


@pytest.fixture
def haystack(window: MainWindow, qloop: asyncio.AbstractEventLoop) -> HaystackPage:
    """The Haystack page in its window, in front."""
    window.show_page("haystack")
    window.activateWindow()
    qloop.run_until_complete(until(window.isActiveWindow))
    found = window.page("haystack")
    assert isinstance(found, HaystackPage)
    return found


async def ready(page: HaystackPage) -> None:
    await until(lambda: page.ui.bar.run.isEnabled())


async def running(page: HaystackPage, client: FakeClient, sample: Path) -> None:
    """A check of the target runs."""
    page.model.load(sample / "skill")
    await ready(page)
    page.run()
    await until(lambda: client.job is not None)
    client.tell(Stage("scanning"))


async def shown(page: HaystackPage, folder: Path) -> None:
    """A finished check is shown."""
    page.results.open(write_check(folder))
    await until(lambda: page.results.loaded is not None)
    await until(lambda: page.ui.compare.sentence.text())


def finished(client: FakeClient, out: Path) -> None:
    client.end(Outcome("done", 0, Result("haystack", str(out), {"kind": "haystack"}), job_id="c0ffee00"))


async def test_a_model_is_audited_planned_and_forecast(haystack: HaystackPage, sample: Path) -> None:
    page = haystack
    assert not page.ui.bar.run.isEnabled()
    page.model.load(sample / "skill")
    page.donor.load(sample / "long")
    await until(lambda: page.ui.audit.isVisibleTo(page))
    await ready(page)
    assert "theta is 10,000" in page.ui.audit.accessibleName()
    assert "192,484" in page.ui.audit.accessibleName()
    assert "questions at" in page.ui.bar._plan.text()
    assert page.ui.setup.length.room() is Room.MEMORY
    out = Path(page.ui.bar.out.text())
    assert out.name == "skill-haystack"
    assert not out.is_relative_to(sample.parent), "nothing is written into the installation"


async def test_the_length_follows_the_model_until_the_user_chooses(haystack: HaystackPage, sample: Path) -> None:
    page = haystack
    page.model.load(sample / "skill")
    page.donor.load(sample / "long")
    await ready(page)
    assert page.ui.setup.length.length == 2048, "the longest window of the two"
    page.ui.setup.length.setValue(page.ui.setup.length.value() + 1)
    page.donor.clear()
    await ready(page)
    assert page.ui.setup.length.length == 4096


async def test_the_job_is_what_the_setup_says(haystack: HaystackPage, sample: Path, client: FakeClient) -> None:
    page, setup = haystack, haystack.ui.setup
    page.model.load(sample / "skill")
    page.target.load(sample / "base")
    await ready(page)
    setup.hay.choose(Hay.BUILT_IN.value)
    setup.manner.choose(Manner.CUSTOM.value)
    setup.details.lengths.setText("128, 256, 1k")
    setup.details.depths.setValue(5)
    setup.details.changed.emit()
    await until(lambda: "33 questions at 3 lengths" in page.ui.bar._plan.text())
    page.run()
    await until(lambda: client.job is not None)
    assert isinstance(client.job, HaystackJob)
    options = client.job.options
    assert (options.model, options.target, options.donor) == (sample / "skill", sample / "base", None)
    assert options.lengths == (128, 256, 1024)
    assert options.depths == 5


async def test_the_sample_is_asked_in_words_that_it_knows(haystack: HaystackPage, sample: Path) -> None:
    page, setup = haystack, haystack.ui.setup
    page.model.load(sample / "skill")
    await ready(page)
    form = page.form()
    assert form.hay is Hay.TASK
    assert form.task == sample / "haystack.en.yaml"
    assert form.manner is Manner.CLASSIC
    assert form.prompts == sample / "prompts.jsonl"
    QTest.mouseClick(setup.language._buttons["zh"], Qt.MouseButton.LeftButton)
    assert page.form().task == sample / "haystack.zh.yaml"


async def test_cells_fill_as_answers_come(haystack: HaystackPage, client: FakeClient, sample: Path) -> None:
    page = haystack
    await running(page, client, sample)
    model = page.ui.map.model
    assert model.columnCount() == 5, "the whole map is there before the first answer"
    assert model.look(model.index(1, 0)).share is None
    for one in answers(512):
        client.tell(metric(one))
    client.tell(Progress(50, 100, "tokens", 1000.0, 3.0))
    await until(lambda: model.look(model.index(0, 4)).mark is Mark.RED)
    assert model.look(model.index(1, 0)).text == "2/2"
    assert "tokens" in page.ui.bar._figures.text()
    await until(lambda: "lost at 1,024" in page.ui.verdict.accessibleName())
    await until(lambda: page.ui.curves.chart.current is None and page.ui.curves.chart._series)
    await client.cancel()
    await until(lambda: not page.ui.bar.is_busy)


async def test_the_last_answers_count_in_the_words_too(
    haystack: HaystackPage, client: FakeClient, sample: Path
) -> None:
    page = haystack
    await running(page, client, sample)
    found = answers(512)
    client.tell(metric(found[0]))
    await until(lambda: page.job._judged > 0)
    for one in found[1:]:
        client.tell(metric(one))
    await until(lambda: "lost at 1,024" in page.ui.verdict.accessibleName())
    await client.cancel()


async def test_the_rows_of_a_check_have_maps_of_their_own(
    haystack: HaystackPage, client: FakeClient, sample: Path
) -> None:
    page = haystack
    await running(page, client, sample)
    client.tell(metric(answer(128, 0.5)))
    model = page.ui.map.model
    await until(lambda: model.look(model.index(6, 0)).text == "1/1")
    client.tell(metric(answer(128, 0.5, hit=False), row="target"))
    await until(lambda: model.look(model.index(6, 0)).text == "0/1")
    assert page.ui.map._whose.text() == "Target as it was"
    await client.cancel()


async def test_a_finished_check_is_read_and_shown(
    haystack: HaystackPage, client: FakeClient, sample: Path, tmp_path: Path
) -> None:
    page = haystack
    await running(page, client, sample)
    client.tell(Warning("The window is small.", "Raise it."))
    finished(client, write_check(tmp_path / "check"))
    await until(lambda: page.results.loaded is not None)
    assert page.ui.verdict.accessibleName().startswith("Green: skill-long finds facts anywhere")
    assert "2k" in page.ui.verdict.accessibleDescription()
    assert page.ui.map.model.rowCount() == 12
    assert page.ui.export.isEnabled()
    assert "The window is small." in page.ui.log.toPlainText()
    assert "Looking for the needles" in page.ui.log.toPlainText()
    await ready(page)
    assert not page.ui.bar.is_busy


async def test_what_was_answered_before_a_cancel_is_shown(
    haystack: HaystackPage, client: FakeClient, sample: Path
) -> None:
    page = haystack
    await running(page, client, sample)
    assert isinstance(client.job, HaystackJob)
    write_run(client.job.options.out, answers(512)[:40])
    out = client.job.options.out
    QTest.mouseClick(page.ui.bar.cancel, Qt.MouseButton.LeftButton)
    await until(lambda: page.results.loaded is not None)
    assert page.results.loaded is not None
    assert page.results.loaded.folder == out
    assert "kept" in page.ui._said.text()
    await ready(page)
    assert page.form().out == out, "the same check goes on there"
    assert "goes on there" in page.ui.bar._plan.text()


async def test_a_failure_says_why_and_can_be_tried_again(
    haystack: HaystackPage, client: FakeClient, sample: Path
) -> None:
    page = haystack
    await running(page, client, sample)
    record = client.job_id
    client.fail(Error("no_room", "The memory does not suffice for 2048 tokens.", "Ask shorter lengths.", exit_status=1))
    await until(lambda: page.ui.error.isVisibleTo(page))
    assert "does not suffice" in page.ui.error.headline.text()
    client.job = None
    QTest.mouseClick(page.ui.error.resume, Qt.MouseButton.LeftButton)
    await until(lambda: client.job is not None)
    assert client.job_id == record
    await client.cancel()


async def test_a_cell_is_walked_to_and_opened_by_keyboard(
    haystack: HaystackPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = haystack

    async def passages(row: RowRun, question: str) -> tuple[Sequence[Passage], str]:
        return (Passage("… The lantern waits. "), Passage("The code is 4783.", is_needle=True)), ""

    monkeypatch.setattr(page.engine, "passages", passages)
    page.results.open(write_run(tmp_path / "run", answers(512)))
    await until(lambda: page.ui.map.model.rowCount() == 12)
    view, text = page.ui.map.view, page.ui.map.text
    view.setFocus()
    view.setCurrentIndex(view.matrix.index(1, 3))
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert "1,024 tokens · depth 10 % · 0 of 2 found" in page.ui.map._detail.text()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert text.isVisibleTo(page)
    assert "expected: 4783" in text._facts.text()
    assert text._which.count() == 2
    assert "missed" in text._which.itemText(0)
    await until(lambda: "The code is 4783." in text.text.toPlainText())
    QTest.keyClick(text.close_button, Qt.Key.Key_Space)
    assert not text.isVisibleTo(page)
    assert view.hasFocus()


async def test_the_map_shows_other_figures_and_colours(
    haystack: HaystackPage, tmp_path: Path, services: Services
) -> None:
    page = haystack
    page.results.open(write_run(tmp_path / "run", answers(512)))
    await until(lambda: page.ui.map.model.rowCount() == 12)
    QTest.mouseClick(page.ui.map.figure._buttons["log_prob"], Qt.MouseButton.LeftButton)
    assert page.ui.map.model.look(page.ui.map.model.index(1, 4)).text == "−3.5"
    QTest.mouseClick(page.ui.map.figure._buttons["rate"], Qt.MouseButton.LeftButton)
    page.ui.map._group.actions()[1].trigger()
    assert page.ui.map.model.scale is Scale.RATE
    assert page.ui.compare.models[0].scale is Scale.RATE
    assert services.settings.palette is Scale.RATE


async def test_two_models_are_compared_on_the_same_questions(haystack: HaystackPage, tmp_path: Path) -> None:
    page, tab = haystack, haystack.ui.compare
    await shown(page, tmp_path / "check")
    assert (tab.first.currentData(), tab.second.currentData()) == ("target", "model")
    assert "finds 36 more than Target as it was" in tab.sentence.text()
    assert tab.difference.sentence(tab.difference.index(1, 3)).startswith("1,024 tokens · depth 0 % · 2 questions")
    assert tab.difference.look(tab.difference.index(1, 3)).text == "+2"
    assert tab.difference.look(tab.difference.index(1, 0)).text == "="
    assert tab.difference.look(tab.difference.index(0, 3)).text == "+18", "all depths"
    names = [tab.table_model.index(row, 0).data() for row in range(tab.table_model.rowCount())]
    assert names == ["The model · skill-long", "Target as it was", "Long model"]
    sound = [tab.table_model.index(row, 1).data() for row in range(3)]
    assert sound == ["2k", "512", "1k"]
    tab.first.choose("donor")
    await until(lambda: "Long model" in tab.sentence.text())


async def test_the_skill_that_was_kept_stands_beside_the_rates(haystack: HaystackPage, tmp_path: Path) -> None:
    folder = write_check(tmp_path / "check")
    words = [answer(40 + number, hit=number < 36, tier="skill", number=number) for number in range(38)]
    write_run(folder / "skill", words)
    haystack.results.open(folder)
    await until(lambda: haystack.ui.compare.sentence.text())
    table = haystack.ui.compare.table_model
    last = table.columnCount() - 1
    assert table.headerData(last, Qt.Orientation.Horizontal) == "Skill"
    assert [table.index(row, last).data() for row in range(3)] == ["0.95", "–", "–"]
    assert haystack.ui.map.model.columnCount() == 5, "these are no haystacks"


async def test_runs_of_other_questions_are_not_compared(haystack: HaystackPage, tmp_path: Path) -> None:
    page = haystack
    folder = write_run(tmp_path / "check", answers(2048))
    strange = write_run(folder / "rows" / "target", answers(512))
    text = (strange / "run.jsonl").read_text(encoding="utf-8")
    (strange / "run.jsonl").write_text(text.replace("c0ffee", "decaf"), encoding="utf-8")
    page.results.open(folder)
    await until(lambda: "did not ask the same questions" in page.ui.compare.sentence.text())


async def test_curves_are_walked_by_keyboard(haystack: HaystackPage, tmp_path: Path) -> None:
    page, curves = haystack, haystack.ui.curves
    await shown(page, tmp_path / "check")
    page.ui.show_tab(curves)
    curves.chart.setFocus()
    assert "skill-long · 128 tokens · 22 of 22 found" in curves._detail.text()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyClick(curves.chart, key)
    assert "Target as it was · 1,024 tokens · 4 of 22 found" in curves.chart.accessibleDescription()
    QTest.mouseClick(curves.kinds._buttons["distance"], Qt.MouseButton.LeftButton)
    QTest.keyClick(curves.chart, Qt.Key.Key_Left)
    assert "tokens from the question" in curves._detail.text()
    page.ui.show_tab(page.ui.depths)
    page.ui.depths.chart.setFocus()
    assert "depth 0 %" in page.ui.depths._detail.text()


async def test_failures_are_listed_with_what_came(haystack: HaystackPage, tmp_path: Path) -> None:
    page, tab = haystack, haystack.ui.failures
    page.results.open(write_run(tmp_path / "run", answers(512)))
    await until(lambda: tab.model.rowCount() == 36)
    assert tab.model.index(0, 0).data() == "missed"
    assert tab.model.index(0, 1).data() == "1k"
    tab.table.setCurrentIndex(tab.model.index(0, 0))
    tab.table.setFocus()
    tab.table.activated.emit(tab.model.index(0, 0))
    assert tab.text.isVisibleTo(tab)
    page.results.open(write_run(tmp_path / "good", answers(2048)))
    await until(lambda: tab._empty.text() == "Nothing was missed.")


async def test_an_audit_is_fixed_and_taken_back(haystack: HaystackPage, sample: Path, tmp_path: Path) -> None:
    page, banner = haystack, haystack.ui.audit
    folder = tmp_path / "mine"
    folder.mkdir()
    for file in (sample / "skill").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    before = (folder / "config.json").read_bytes()
    page.model.load(folder)
    page.donor.load(sample / "long")
    await until(lambda: banner.fix.isVisibleTo(page))
    assert "theta 192,484" in banner.fix.toolTip()
    QTest.mouseClick(banner.fix, Qt.MouseButton.LeftButton)
    await until(lambda: banner.undo.isVisibleTo(page))
    assert b"192484" in (folder / "config.json").read_bytes()
    await until(lambda: page.model.model is not None and page.model.model.info.context_window == 2048)
    QTest.mouseClick(banner.undo, Qt.MouseButton.LeftButton)
    await until(lambda: not banner.undo.isVisibleTo(page))
    assert (folder / "config.json").read_bytes() == before
    await until(lambda: "theta is 10,000" in banner.accessibleName())


async def test_all_findings_and_thetas_are_listed_on_request(haystack: HaystackPage, sample: Path) -> None:
    page, banner = haystack, haystack.ui.audit
    page.model.load(sample / "skill")
    page.donor.load(sample / "long")
    await until(lambda: banner.more.isVisibleTo(page))
    QTest.mouseClick(banner.more, Qt.MouseButton.LeftButton)
    assert banner.thetas.isVisibleTo(page)
    assert "theta" in banner.thetas._title.text()
    await ready(page)


@pytest.mark.parametrize("kind", ["html", "svg", "csv", "png"])
async def test_results_are_exported(haystack: HaystackPage, tmp_path: Path, kind: str) -> None:
    page = haystack
    await shown(page, tmp_path / "check")
    file = tmp_path / f"out.{kind}"
    page.results.export(kind, str(file))
    await until(lambda: page.ui._said.isVisibleTo(page))
    assert str(file) in page.ui._said.text()
    assert file.stat().st_size > 100


async def test_an_export_that_cannot_be_written_says_so(haystack: HaystackPage, tmp_path: Path) -> None:
    page = haystack
    await shown(page, tmp_path / "check")
    page.results.export("csv", str(tmp_path / "nowhere" / "out.csv"))
    await until(lambda: page.ui.error.isVisibleTo(page))
    assert "nowhere" in page.ui.error.headline.text()


async def test_a_server_command_is_copied(haystack: HaystackPage, sample: Path) -> None:
    page = haystack
    page.model.load(sample / "long")
    await ready(page)
    page.ui.server_menu.actions()[0].trigger()
    await until(lambda: page.ui._said.isVisibleTo(page))
    assert QApplication.clipboard().text().startswith("vllm serve")
    assert "127.0.0.1:8000" in page.ui._said.text()


async def test_a_graft_offers_the_check(
    window: MainWindow, page: GraftPage, client: FakeClient, tmp_path: Path, copy_of: Callable[[str, str], Path]
) -> None:
    page.fill_sample()
    await until(lambda: page.ui.bar.run.isEnabled())
    page.run()
    await until(lambda: client.job is not None)
    out = copy_of("skill", "grafted")
    client.succeed(out, {"seconds": 1.0})
    await until(lambda: page.ui.result.isVisibleTo(page))
    QTest.mouseClick(page.ui.result.check, Qt.MouseButton.LeftButton)
    await until(lambda: window.current == "haystack")
    found = window.page("haystack")
    assert isinstance(found, HaystackPage)
    await ready(found)
    form = found.form()
    assert form.model == out
    assert form.target is not None
    assert (form.target.name, form.donor.name if form.donor else "") == ("skill", "long")
    assert form.task is not None, "what comes from the sample is asked in its words"


async def test_another_pages_job_leaves_this_page_alone(
    haystack: HaystackPage, page: GraftPage, client: FakeClient, sample: Path
) -> None:
    haystack.model.load(sample / "skill")
    await ready(haystack)
    page.fill_sample()
    await until(lambda: page.ui.bar.run.isEnabled())
    page.run()
    await until(lambda: client.job is not None)
    assert page.ui.bar.is_busy
    assert not haystack.ui.bar.is_busy
    await until(lambda: "waits until the running job" in haystack.ui.bar._plan.text())
    client.fail(Error("bad_input", "No.", exit_status=2))
    await ready(haystack)
    assert not haystack.ui.error.isVisibleTo(haystack)


async def test_a_check_leaves_the_graft_page_alone(
    haystack: HaystackPage, page: GraftPage, client: FakeClient, sample: Path
) -> None:
    page.fill_sample()
    await until(lambda: page.ui.bar.run.isEnabled())
    await running(haystack, client, sample)
    assert not page.ui.bar.is_busy
    await until(lambda: "Waits for the job" in page.ui.bar._plan.text())
    client.fail(Error("bad_input", "No.", exit_status=2))
    await until(lambda: page.ui.bar.run.isEnabled())
    assert not page.ui.error.isVisibleTo(page)
    assert not page.ui.result.isVisibleTo(page)


async def test_a_sweep_is_asked_for_shown_and_handed_on(
    haystack: HaystackPage, page: GraftPage, client: FakeClient, sample: Path, tmp_path: Path, adapter: Path
) -> None:
    tab = haystack.ui.sweep
    haystack.check(CheckWish(sample / "skill", sample / "skill", sample / "long", adapter))
    await until(lambda: tab.start.isEnabled())
    tab.weights.setText("0.75, 1")
    tab.ranks.setText("8, 16")
    QTest.mouseClick(tab.start, Qt.MouseButton.LeftButton)
    await until(lambda: client.job is not None)
    assert isinstance(client.job, SweepJob)
    assert (client.job.options.weights, client.job.options.ranks) == ((0.75, 1.0), (8, 16))
    out = tmp_path / "sweep"
    out.mkdir()
    write_sweep(out, sweep())
    client.end(Outcome("done", 0, Result("sweep", str(out), {"kind": "sweep"}), job_id="c0ffee01"))
    await until(lambda: tab.verdict.text())
    assert "rank 8, weight 0.75" in tab.verdict.text()
    looks = [tab.model.look(tab.model.index(row, column)).mark for row in range(2) for column in range(2)]
    assert looks == [Mark.BEST, Mark.AMBER, Mark.AMBER, Mark.AMBER]
    tab.scatter.setFocus()
    assert "rank 8, weight 0.75" in tab.scatter.accessibleDescription()
    QTest.mouseClick(tab.use, Qt.MouseButton.LeftButton)
    assert page.form().choices.rank == 8
    assert page.adapters.weighted == (Weighted(adapter, 0.75),)
    await until(lambda: page.target.is_filled)


def record(job: Job, out: Path) -> JobRecord:
    """A job of the history."""
    kind, spec = ("sweep" if isinstance(job, SweepJob) else "haystack"), json.dumps(job_json(job))
    return JobRecord("c0ffee02", kind, kind, spec, "done", None, 0, 0, 0, 0, 0, "", None, None, out)


async def test_a_check_of_the_history_is_shown_and_edited(
    haystack: HaystackPage, services: Services, sample: Path, tmp_path: Path
) -> None:
    page = haystack
    words = sample / "haystack.en.yaml"
    asked = HaystackForm(sample / "skill", donor=sample / "long", hay=Hay.TASK, task=words, out=tmp_path / "o")
    asked = replace(asked, length=4096, manner=Manner.QUICK)
    one = record(to_job(asked), write_check(tmp_path / "check"))
    services.requests.result.emit(one)
    await until(lambda: page.results.loaded is not None)
    services.requests.edit.emit(one)
    await ready(page)
    form = page.form()
    assert (form.model, form.donor, form.target) == (asked.model, asked.donor, None)
    assert (form.length, form.manner, form.out) == (4096, Manner.QUICK, asked.out)


async def test_a_sweep_of_the_history_is_shown_and_edited(
    haystack: HaystackPage, services: Services, sample: Path, tmp_path: Path, adapter: Path
) -> None:
    page, tab = haystack, haystack.ui.sweep
    write_sweep(tmp_path, sweep())
    asked = SweepForm(sample / "skill", adapter, "0.5, 1", "4", ("mlp",), ("zh",), out=tmp_path)
    one = record(sweep_form.to_job(asked), tmp_path)
    services.requests.result.emit(one)
    await until(lambda: tab.verdict.text())
    services.requests.edit.emit(one)
    await until(lambda: tab.start.isEnabled())
    assert page.ui.tabs.currentWidget() is tab
    assert (tab.weights.text(), tab.ranks.text()) == ("0.5, 1", "4")
    assert (tab.form().modules, tab.form().languages) == (("mlp",), ("zh",))


async def test_a_job_is_edited_while_another_runs(
    haystack: HaystackPage, services: Services, client: FakeClient, sample: Path, tmp_path: Path
) -> None:
    page = haystack
    await running(page, client, sample)
    services.requests.edit.emit(record(to_job(HaystackForm(sample / "base", out=tmp_path / "o")), tmp_path))
    client.tell(metric(answers(512)[0]))
    await until(lambda: page.form().model == sample / "base")
    await until(lambda: page.ui.map.model.look(page.ui.map.model.index(0, 0)).share is not None)
    client.fail(Error("bad_input", "No.", exit_status=2))


async def test_a_sweep_without_a_good_setting_offers_the_nearest(haystack: HaystackPage) -> None:
    tab = haystack.ui.sweep
    haystack.ui.show_tab(tab)
    tab.show_sweep(sweep(best=False))
    assert "No setting" in tab.verdict.text()
    assert Mark.BEST not in {tab.model.look(tab.model.index(row, 0)).mark for row in range(2)}
    tab.grid.setFocus()
    tab.grid.setCurrentIndex(tab.model.index(1, 1))
    QTest.keyClick(tab.grid, Qt.Key.Key_Return)
    assert "rank 16, weight 1" in tab._which.text()


async def test_a_reply_streams_in(haystack: HaystackPage, client: FakeClient, sample: Path, adapter: Path) -> None:
    page, tab = haystack, haystack.ui.prompt
    page.model.load(sample / "skill")
    page.adapter.load(adapter)
    await ready(page)
    page.ui.show_tab(tab)
    tab.prompt.setPlainText(" river")
    tab.prompt.setFocus()
    QTest.keyClick(tab.prompt, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: client.job is not None)
    assert isinstance(client.job, PromptJob)
    assert (client.job.options.text, len(client.job.options.adapters)) == (" river", 1)
    assert tab.stop.isVisibleTo(page)
    assert not page.ui.bar.is_busy
    for piece in ("河", "流"):
        client.tell(Metric("text", {"text": piece}))
    await until(lambda: "河流" in tab.reply.toPlainText())
    assert "with the adapter" in tab.reply.toPlainText()
    client.end(Outcome("done", 0, Result("prompt", "", {"text": "河流", "prompt_tokens": 5, "seconds": 1.5})))
    await until(lambda: tab.send.isVisibleTo(page) and tab.send.isEnabled())
    assert tab.note.text() == "5 tokens were read and answered in 1.5 s."


async def test_a_reply_can_be_stopped(haystack: HaystackPage, client: FakeClient, sample: Path) -> None:
    page, tab = haystack, haystack.ui.prompt
    page.model.load(sample / "skill")
    await ready(page)
    page.ui.show_tab(tab)
    tab.prompt.setPlainText("hello")
    QTest.mouseClick(tab.send, Qt.MouseButton.LeftButton)
    await until(lambda: client.job is not None)
    QTest.mouseClick(tab.stop, Qt.MouseButton.LeftButton)
    await until(lambda: tab.note.text() == "Stopped.")
    assert client.cancelled


async def test_a_wish_fills_the_page(haystack: HaystackPage, sample: Path) -> None:
    page = haystack
    page.check(CheckWish(sample / "skill", sample / "base", sample / "long"))
    await ready(page)
    assert page.model.path == sample / "skill"
    assert page.target.path == sample / "base"
    assert page.ui.setup.adapter.state is SlotState.EMPTY, "a merged model has its adapter in it"


async def test_the_page_fits_a_small_window(
    window: MainWindow, haystack: HaystackPage, client: FakeClient, sample: Path
) -> None:
    page = haystack
    window.resize(1000, 700)
    await running(page, client, sample)
    for one in answers(512):
        client.tell(metric(one))
    await until(lambda: page.ui.verdict.isVisibleTo(page))
    await until(lambda: page.ui.map.model.look(page.ui.map.model.index(1, 0)).text)
    assert (window.width(), window.height()) == (1000, 700)
    view = page.ui.map.view
    last = view.visualRect(view.matrix.index(view.matrix.rowCount() - 1, view.matrix.columnCount() - 1))
    assert view.viewport().rect().contains(last), "every cell is in sight"
    await client.cancel()


def test_a_map_that_was_never_planned_is_empty() -> None:
    assert MapBuilder((), ()).map.lengths == ()
