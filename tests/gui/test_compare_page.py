"""The Compare page: prepared, live, in words; with a played worker, and with the real one."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from graftwork.diff.engine import place_of, prepare
from graftwork.diff.live import LiveDiff
from graftwork.diff.words import percent, summary_text
from graftwork.models.diff_grid import DiffFigure, DiffGridModel
from graftwork.models.diff_tensors import DiffColumn, DiffTensorsModel
from graftwork.pages.compare import ComparePage
from graftwork.requests import CompareWish, ExtractWish
from graftwork.runner import Runner, new_client
from graftwork.services import Services
from graftwork.window import MainWindow
from graftwork_core.extract.diff_file import DIFF_NAME, TensorDiff, read_diff
from graftwork_core.extract.diff_summary import summarise
from graftwork_core.extract.diff_tensors import live_figures
from graftwork_core.jobs.events import Error, Metric, Progress, Stage
from tests.gui.fakes import FakeClient, until


def tensor(layer: int | None, kind: str, relative: float, **changes: Any) -> TensorDiff:
    module = f"model.layers.{layer}.self_attn.{kind}" if layer is not None else kind
    values: dict[str, Any] = {
        "name": f"{module}.weight",
        "module": module,
        "layer": layer,
        "kind": kind,
        "shape": (64, 64),
        "part": "low_rank",
        "relative": relative,
        "energy": relative**2,
        "weight": 1.0,
        "noise": 0.01,
        "rank": 8,
        "captured": 0.99,
    }
    return TensorDiff(**values | changes)


TENSORS = (
    tensor(0, "q_proj", 0.10),
    tensor(0, "k_proj", 0.02),
    tensor(2, "q_proj", 0.01, rank=3),
    tensor(None, "lm_head", 0.5),
    tensor(0, "input_layernorm", 0.0, shape=(64,), part="whole", rank=None, captured=None, noise=0.0),
)


@pytest.fixture
def page(window: MainWindow) -> ComparePage:
    window.show_page("compare")
    window.activateWindow()
    found = window.page("compare")
    assert isinstance(found, ComparePage)
    return found


@pytest.fixture
def pair(sample: Path) -> CompareWish:
    return CompareWish(sample / "base", sample / "long")


async def ready(page: ComparePage, wish: CompareWish) -> None:
    page.fill(wish)
    await until(lambda: page._prepared is not None)


def test_the_grid_keeps_qt_s_rules_and_says_itself(qtmodeltester: ModelTester) -> None:
    model = DiffGridModel()
    qtmodeltester.check(model)
    model.show(TENSORS, TENSORS[:2])
    qtmodeltester.check(model)
    assert (model.rowCount(), model.columnCount()) == (4, 4)
    assert model.kinds[:2] == ("q_proj", "k_proj")
    assert model.sentence(model.index(0, 0)) == (
        "layer 0 · q_proj · differs by 10.0 % · 1.00 % of that is rounding · suggested rank 8"
    )
    assert model.sentence(model.index(0, 1)) == "layer 1 · q_proj · no such tensor"
    assert model.sentence(model.index(0, 2)) == "layer 2 · q_proj · not measured yet"
    assert model.index(0, 0).data() == "10"
    model.choose_figure(DiffFigure.RANK)
    assert model.index(0, 0).data() == "8"
    model.choose_figure(DiffFigure.NOISE)
    assert model.index(0, 0).data() == "1.0"


def test_one_outlier_does_not_hide_the_rest() -> None:
    many = [tensor(layer, "q_proj", 0.01 + layer / 10_000) for layer in range(40)]
    model = DiffGridModel()
    model.show((*many, tensor(None, "lm_head", 0.9)), (*many, tensor(None, "lm_head", 0.9)))
    shares = [model.look(model.index(0, layer)).share for layer in range(40)]
    assert max(share for share in shares if share is not None) > 0.9
    assert model.key().high.startswith("≥")


def test_experts_of_a_layer_share_a_cell() -> None:
    experts = [tensor(0, "w1", 0.3, name="experts.0.w1"), tensor(0, "w1", 0.4, name="experts.1.w1", rank=32)]
    model = DiffGridModel()
    model.show(experts, experts)
    cell = model.cell(model.index(0, 0))
    assert cell is not None
    assert cell.relative == pytest.approx((0.25 / 2) ** 0.5)
    assert cell.rank == 32
    assert "2 tensors" in model.sentence(model.index(0, 0))


def test_the_most_changed_tensor_comes_first() -> None:
    model = DiffTensorsModel()
    model.show(TENSORS)
    assert [model.index(row, 0).data() for row in (0, 1)] == [
        "lm_head.weight",
        "model.layers.0.self_attn.q_proj.weight",
    ]
    row = [model.index(4, column).data() for column in DiffColumn]
    assert row[1:] == ["0.00 %", "0.00 %", "–", "–", "64"]


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "0.00 %"),
        (0.123456, "12.3 %"),
        (0.0956, "9.56 %"),
        (0.00031, "0.031 %"),
        (0.0003, "0.030 %"),
        (0.0000021, "0.00021 %"),
        (1, "100.0 %"),
    ],
)
def test_shares_keep_the_digits_that_tell_something(share: float, words: str) -> None:
    assert percent(share) == words


def test_a_comparison_in_words() -> None:
    text = summary_text("base", "long", summarise(TENSORS), True)
    assert text.startswith("long differs from base by 22.8 % of the weights' norm")
    assert "4 of 5 tensors" in text
    assert "embeddings and head 96 %" in text
    assert "lm_head.weight, by 50.0 %" in text
    assert summary_text("base", "twin", summarise([tensor(0, "q_proj", 0.0)]), True) == "twin and base are equal."
    assert "So far" in summary_text("base", "long", summarise(TENSORS[:1]), False)
    noisy = summarise([tensor(0, "q_proj", 0.1, noise=0.6)])
    assert "60.0 % of the difference is only rounding. That is much" in summary_text("base", "long", noisy, True)


def test_news_that_come_too_early_count_later() -> None:
    live = LiveDiff()
    assert not live.add([Metric(one.name, live_figures(one)) for one in TENSORS[:2]])
    live.plan(TENSORS)
    assert live.measured == TENSORS[:2]
    assert not live.is_complete
    assert live.add([Metric(one.name, live_figures(one)) for one in TENSORS[2:]])
    assert live.is_complete
    assert not live.add([Metric("stranger", {"relative": 1.0, "weight": 1.0}), Metric(TENSORS[0].name, {"rank": 3})])


def test_a_comparison_has_one_place_of_its_own(tmp_path: Path, graftwork_home: Path) -> None:
    one = place_of(tmp_path / "a" / "base", tmp_path / "长 🌱/../x")
    assert one == place_of(tmp_path / "a" / "base", tmp_path / "长 🌱/../x")
    assert one.parent == graftwork_home / "comparisons"
    assert one != place_of(tmp_path / "b" / "base", tmp_path / "长 🌱/../x")
    assert one != place_of(tmp_path / "长 🌱/../x", tmp_path / "a" / "base")


async def test_the_worker_s_news_fill_the_map(page: ComparePage, client: FakeClient, pair: CompareWish) -> None:
    assert page.ui.story.text().startswith("Choose a model")
    await ready(page, pair)
    assert page._prepared is not None
    assert page.ui.bar.run.isEnabled()
    assert page.ui.story.text().startswith("Press Compare. Graftwork measures")
    assert not page.ui.export.isEnabled()
    page.run()
    await until(lambda: client.job is not None)
    await until(lambda: page.ui.bar.is_busy)
    assert not page.ui.base._choose.isEnabled()
    client.tell(Stage("comparing"))
    client.tell(Progress(1, 2))
    first = page._prepared.tensors[0]
    client.tell(Metric(first.name, {"relative": 0.25, "energy": 1.0, "weight": 16.0, "noise": 0.1, "rank": 4}))
    await until(lambda: page.ui.tensors.rowCount() == 1)
    assert page.ui.grid.rowCount() > 5, "what is still to come has its place already"
    assert "So far long differs from base by 25.0 %" in page.ui.sentence.text()
    assert not page.ui.make.isEnabled()
    page.ui.bar.cancel.click()
    await until(lambda: not page.ui.bar.is_busy)
    assert client.cancelled
    assert "goes on where it stopped" in page.ui.sentence.text()
    assert page.ui.tensors.rowCount() == 1, "what was measured stays"
    assert page.ui.base._choose.isEnabled()


async def test_a_failure_is_said_and_tried_again(page: ComparePage, client: FakeClient, pair: CompareWish) -> None:
    await ready(page, pair)
    page.run()
    await until(lambda: client.job is not None)
    client.fail(Error("failed", "The disk is full.", "Make room."))
    await until(lambda: not page.ui.error.isHidden())
    assert page.ui.error.headline.text() == "The disk is full."
    client.job = None
    page.ui.error.resume.click()
    await until(lambda: client.job is not None)
    await client.cancel()
    await until(lambda: not page.ui.bar.is_busy)


async def test_strangers_are_not_compared(page: ComparePage, sample: Path) -> None:
    from tests.core import tiny

    await ready(page, CompareWish(sample / "base", tiny.model("gpt2")))
    assert not page.ui.bar.run.isEnabled()
    assert "trained from the same base" in page.ui._fit.text()


async def test_the_library_suggests_the_other_one(
    page: ComparePage, services: Services, sample: Path, tmp_path: Path
) -> None:
    models = tmp_path / "models"
    for name in ("base", "long"):
        shutil.copytree(sample / name, models / name)
    (models / "long" / "README.md").write_text("---\nbase_model: base\n---\n")
    services.library.add(models)
    await until(lambda: len(services.library.entries) == 2)
    page.fill(CompareWish(None, models / "long"))
    await until(lambda: not page.ui.base_hint.isHidden())
    assert page.ui.base_hint.text() == "Its card names base: use it"
    page.ui.base_hint.click()
    await until(lambda: page._prepared is not None)
    assert page.base.path == models / "base"
    assert page.ui.base_hint.isHidden()
    page.base.clear()
    page.donor.clear()
    page.fill(CompareWish(models / "base", None))
    await until(lambda: not page.ui.donor_hint.isHidden())
    assert page.ui.donor_hint.text() == "long was made from it: use it"


class TestWithTheRealWorker:
    """One comparison, from the wish to the table in a file."""

    @pytest.fixture
    def services(self, services: Services) -> Services:
        real = Runner(services.tasks, new_client)
        return Services(services.tasks, services.engine, real, services.settings, services.theme, services.library)

    async def test_from_the_wish_to_the_adapter(
        self, page: ComparePage, services: Services, pair: CompareWish, tmp_path: Path
    ) -> None:
        services.requests.compare.emit(pair)
        await until(lambda: page._prepared is not None)
        assert page._prepared is not None
        out = page._prepared.out
        QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: page.ui.bar.is_busy)
        await until(lambda: page.job.is_complete and not page.job.is_running and not page.job._reading.is_busy, 55)
        found = read_diff(out)
        assert {one.name for one in page.ui.tensors.records()} == {one.name for one in found.tensors}
        assert (page.ui.grid.rowCount(), page.ui.grid.columnCount()) == (12, 5)
        assert "39 of 39" in page.ui.sentence.text()
        self._walk(page)
        page.write_csv(str(tmp_path / "out.csv"))
        await until(lambda: (tmp_path / "out.csv").is_file() and "Written" in page.ui.bar._plan.text())
        with (tmp_path / "out.csv").open(newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == 39
        assert float(rows[0]["relative"]) == pytest.approx(found.tensors[0].relative, rel=1e-4)
        self._hand_on(page, services, pair)
        await self._is_known(page, pair)
        (out / DIFF_NAME).write_text("{")
        assert prepare(*self._paths(pair)).known is None, "damaged figures count as none"
        await services.runner.close()

    def _walk(self, page: ComparePage) -> None:
        """The map leads to the table and back."""
        page.ui.view.setFocus()
        page.ui.view.setCurrentIndex(page.ui.grid.index(0, 0))
        QTest.keyClick(page.ui.view, Qt.Key.Key_Right)
        QTest.keyClick(page.ui.view, Qt.Key.Key_Return)
        assert page.ui.table.current().name == "model.layers.1.self_attn.q_proj.weight"
        page.ui.table.setFocus()
        QTest.keyClick(page.ui.table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        assert "k_proj" in page.ui.detail.text()

    def _hand_on(self, page: ComparePage, services: Services, pair: CompareWish) -> None:
        wishes: list[ExtractWish] = []
        services.requests.page.disconnect()
        services.requests.extract.connect(wishes.append)
        page.ui.make.click()
        page.ui.rank.choose(16)
        page.ui.make.click()
        base, donor = self._paths(pair)
        assert wishes == [ExtractWish(base, donor, None), ExtractWish(base, donor, 16)]

    async def _is_known(self, page: ComparePage, pair: CompareWish) -> None:
        """The same two again are shown at once."""
        page.base.clear()
        await until(lambda: page._prepared is None)
        assert page.ui._body.isHidden()
        page.fill(CompareWish(pair.base, None))
        await until(lambda: page.job.is_complete)
        assert page._prepared is not None
        assert page._prepared.known is not None
        assert not page.ui._body.isHidden()

    def _paths(self, pair: CompareWish) -> tuple[Path, Path]:
        assert pair.base is not None
        assert pair.donor is not None
        return pair.base, pair.donor


async def test_everything_is_reached_by_keyboard(page: ComparePage, pair: CompareWish) -> None:
    await ready(page, pair)
    page.job._show_figures(_figures())
    page.ui.show_sizes([(None, "own"), (8, "8")])
    page._say_plan()
    page.focus()
    reached = set()
    for _ in range(40):
        focus = QApplication.focusWidget()
        reached.add(focus)
        QTest.keyClick(focus or page, Qt.Key.Key_Tab)
    ui = page.ui
    wanted = [ui.base._choose, ui.donor._choose, ui.view, ui.filter, ui.table, ui.rank, ui.make, ui.export, ui.bar.run]
    assert [one for one in wanted if one not in reached] == []


async def test_three_thousand_tensors_never_stall_the_window(page: ComparePage, pair: CompareWish) -> None:
    from tests.gui.stalls import Probe

    kinds = "q_proj k_proj v_proj o_proj gate_proj up_proj down_proj input_layernorm".split()
    many = [tensor(n // 8, kinds[n % 8], (n % 97) / 1000) for n in range(3000)]
    await ready(page, pair)
    probe = Probe()
    page.job._live = LiveDiff(many)
    for start in range(0, 3000, 300):
        page.job._live.add([Metric(one.name, live_figures(one)) for one in many[start : start + 300]])
        page.job._show_live()
        turns = probe.turns
        await until(lambda turns=turns: probe.turns > turns)
    page.ui.figure._buttons["rank"].click()
    page.ui.filter.setText("layers.37.")
    turns = probe.turns
    await until(lambda: probe.turns > turns)
    probe.stop()
    assert page.ui.tensors.rowCount() == 8


def _figures() -> Any:
    from graftwork_core.extract.diff_file import Diff

    return Diff("base", "long", TENSORS, (), (), 1, {4: 2})


async def test_models_are_not_changed_under_a_running_comparison(
    page: ComparePage, client: FakeClient, pair: CompareWish, sample: Path
) -> None:
    await ready(page, pair)
    page.run()
    await until(lambda: page.ui.bar.is_busy and client.job is not None)
    page.fill(CompareWish(None, sample / "skill"))
    assert page.donor.path == sample / "long"
    assert "A comparison runs" in page.ui.error.headline.text()
    await client.cancel()
    await until(lambda: not page.ui.bar.is_busy)


async def test_a_comparison_begun_elsewhere_is_shown_here(
    page: ComparePage, client: FakeClient, services: Services, pair: CompareWish, tmp_path: Path
) -> None:
    from graftwork_core.jobs.spec import make_job

    services.runner.start(make_job("diff", {"base": pair.base, "donor": pair.donor, "out": tmp_path / "out"}))
    await until(lambda: page.ui.bar.is_busy and client.job is not None)
    client.tell(Metric("lm_head.weight", {"relative": 0.25, "energy": 1.0, "weight": 16.0, "noise": 0.1}))
    await until(lambda: page.ui.tensors.rowCount() == 1)
    assert page.ui.grid.rowCount() == 12
    assert (page.base.path, page.donor.path) == (pair.base, pair.donor)
    await client.cancel()
    await until(lambda: not page.ui.bar.is_busy)
