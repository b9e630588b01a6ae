"""The item models keep Qt's rules and say what they show in words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from graftwork.coverage import grid
from graftwork.models.coverage import CoverageModel, percent, short_percent
from graftwork.models.fit import FitModel, FitRole
from graftwork.models.matrix import Look, MatrixRole
from graftwork.widgets.coverage_panel import CoveragePanel
from graftwork_core.model.report import FitReport, FitRow, Severity
from tests.gui.fakes import module, preview

REPORT = FitReport(
    (
        FitRow(Severity.OK, "shapes", {"base": "1 M"}, "Every tensor has the same shape."),
        FitRow(Severity.WARNING, "context", {"base": "128", "target": "4096"}, "The target has its own.", "Keep it."),
        FitRow(Severity.BLOCKING, "kinship", {"donor": "cosine 0.01"}, "They are unrelated.", "Choose another."),
    )
)
ADAPTER = preview(
    module(0, "up_proj", 8, energy=0.5),
    module(0, "q_proj", 16, energy=0.9996),
    module(2, "q_proj", 4, matched=False),
    module(None, "lm_head", 32, method="embedding", energy=1.0),
)


def test_the_fit_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = FitModel()
    qtmodeltester.check(model)
    model.show(REPORT)
    qtmodeltester.check(model)


def test_the_worst_row_comes_first_with_its_words() -> None:
    model = FitModel()
    model.show(REPORT)
    first = model.index(0, 0)
    assert [model.index(row, 0).data(FitRole.SEVERITY) for row in range(3)] == ["blocking", "warning", "ok"]
    assert first.data(Qt.ItemDataRole.DisplayRole) == "Kinship: They are unrelated."
    spoken = str(first.data(Qt.ItemDataRole.AccessibleTextRole))
    for part in ("Does not fit", "Kinship", "They are unrelated.", "donor: cosine 0.01", "Choose another."):
        assert part in spoken
    model.show(None)
    assert model.rowCount() == 0


def test_an_unknown_topic_is_shown_by_its_name() -> None:
    model = FitModel()
    model.show(FitReport((FitRow(Severity.OK, "new_topic", {}, "Fine."),)))
    assert model.index(0, 0).data(FitRole.TOPIC) == "New topic"


@pytest.mark.parametrize("figure", ["rank", "energy"])
def test_the_coverage_model_keeps_qts_rules(qtmodeltester: ModelTester, figure: str) -> None:
    model = CoverageModel()
    qtmodeltester.check(model)
    model.show(grid(ADAPTER), figure)
    qtmodeltester.check(model)
    model.show(grid(None), figure)
    assert (model.rowCount(), model.columnCount()) == (0, 0)


def test_the_grid_has_a_column_for_every_layer_and_one_for_the_rest() -> None:
    model = CoverageModel()
    model.show(grid(ADAPTER), "rank")
    across = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    down = [str(model.headerData(row, Qt.Orientation.Vertical)).strip() for row in range(model.rowCount())]
    assert across == ["0", "1", "2", "–"]
    assert down == ["q_proj", "up_proj", "lm_head"], "attention first, then the feed-forward part, then the rest"
    assert model.index(0, 0).data() == "16"
    assert model.index(0, 1).data() == ""
    assert model.look(model.index(0, 0)).share == pytest.approx(0.5)
    assert model.look(model.index(0, 1)) == Look()
    assert model.index(0, 2).data(MatrixRole.LOOK).misplaced


def test_every_cell_says_itself() -> None:
    model = CoverageModel()
    model.show(grid(ADAPTER), "energy")
    said = str(model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    for part in ("layer 0", "q_proj", "rank 16", "scale 1", "128 × 64", "> 99.9 % of the difference's energy"):
        assert part in said
    assert "not touched" in str(model.index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole))
    assert "not in the target" in str(model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole))
    assert "outside the layers" in str(model.index(2, 3).data(Qt.ItemDataRole.ToolTipRole))


def test_many_experts_share_a_cell() -> None:
    model = CoverageModel()
    model.show(grid(preview(*(module(0, "w1", rank, energy=0.5) for rank in (4, 8)))), "rank")
    assert (model.rowCount(), model.columnCount()) == (1, 1)
    assert model.index(0, 0).data() == "8"
    assert "2 modules" in model.sentence(model.index(0, 0))


def test_a_share_is_never_rounded_up_to_all() -> None:
    assert (percent(0.99996), percent(1.0), percent(0.5274)) == ("> 99.9 %", "100.0 %", "52.7 %")
    assert (short_percent(0.999), short_percent(1.0)) == ("99", "100")


def test_norms_join_the_grid_as_they_become_known() -> None:
    seen = preview(module(0, "q_proj"), module(1, "q_proj"), module(0, "up_proj"))
    model = CoverageModel()
    model.show(grid(seen, {"model.layers.0.q_proj": 3.0, "model.layers.1.q_proj": 0.75}), "norm")
    assert [model.index(0, layer).data() for layer in (0, 1)] == ["3", "0.75"]
    assert model.index(1, 0).data() == "", "not reckoned yet"
    assert "norm 0.75" in model.sentence(model.index(0, 1))
    assert model.look(model.index(0, 0)).share == 1.0
    assert model.look(model.index(0, 1)).share == 0.25
    assert (model.key().low, model.key().high) == ("norm 0", "3")


def test_the_norm_of_several_modules_is_that_of_all_together() -> None:
    several = preview(module(0, "up_proj", path="experts.0.up_proj"), module(0, "up_proj", path="experts.1.up_proj"))
    cell = grid(several, {"experts.0.up_proj": 3.0, "experts.1.up_proj": 4.0}).at(0, 0)
    assert cell is not None
    assert cell.norm == 5.0


def test_the_norm_is_offered_only_when_there_is_one(qapp: QApplication) -> None:
    panel = CoveragePanel("Adapter")
    panel.show_preview(preview(module(0, "q_proj")))
    norm = panel._figure._buttons["norm"]
    assert norm.isHidden()
    panel.show_norms({"model.layers.0.q_proj": 2.0})
    assert not norm.isHidden()
    assert not panel._figure.isHidden()
    panel.show_preview(preview(module(0, "q_proj")))
    assert norm.isHidden()
