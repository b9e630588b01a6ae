"""The map of lengths and depths: it fills as answers arrive, and every cell says what it knows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from graftwork.haystack.needle_map import MapBuilder, map_of
from graftwork.models.haystack import MapFigure, NeedleMapModel, depth_text
from graftwork.models.matrix import Look, Mark, MatrixRole
from graftwork.scale import Scale
from graftwork_core.haystack.results.columns import columns
from tests.gui.haystack_fakes import DEPTHS, LENGTHS, answer, answers


def shown(reach: int = 512, repeats: int = 2) -> NeedleMapModel:
    model = NeedleMapModel()
    model.show_map(map_of(answers(reach, repeats), LENGTHS, DEPTHS))
    return model


def at(model: NeedleMapModel, length: int, depth: float | None) -> Look:
    row = 0 if depth is None else DEPTHS.index(depth) + 1
    return model.look(model.index(row, LENGTHS.index(length)))


@pytest.mark.parametrize("figure", list(MapFigure))
def test_the_map_keeps_qts_rules(qtmodeltester: ModelTester, figure: MapFigure) -> None:
    model = NeedleMapModel()
    qtmodeltester.check(model)
    model.show_map(map_of(answers(), LENGTHS, DEPTHS))
    model.show_figure(figure)
    qtmodeltester.check(model)
    assert (model.rowCount(), model.columnCount()) == (12, 5)


def test_the_axes_are_lengths_and_depths_with_the_beginning_on_top() -> None:
    model = shown()
    across = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(5)]
    down = [str(model.headerData(row, Qt.Orientation.Vertical)).strip() for row in range(12)]
    assert across == ["128", "256", "512", "1k", "2k"]
    assert down == ["all", *(f"{depth} %" for depth in range(0, 101, 10))]
    assert model.headerData(4, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) == "2,048 tokens"


def test_a_cell_shows_rate_sign_and_doubt() -> None:
    model = shown()
    assert at(model, 512, 0.5) == Look(1.0, "2/2", Mark.GREEN, unsure=True)
    assert at(model, 1024, 0.5) == Look(0.0, "0/2", Mark.RED, unsure=True)
    assert at(model, 1024, None).mark is Mark.RED
    assert at(model, 512, None).mark is Mark.GREEN, "22 of 22 prove what 2 of 2 do not"
    mixed = NeedleMapModel()
    mixed.show_map(map_of([answer(hit=True), answer(hit=False, number=1)]))
    assert mixed.look(mixed.index(1, 0)).mark is Mark.AMBER


def test_the_row_of_all_depths_is_judged_as_the_report_does() -> None:
    results = answers(512, 2)
    model = shown()
    for column in columns(results):
        cell = model.cell(model.index(0, LENGTHS.index(column.length)))
        assert cell is not None
        assert (cell.state, cell.tally.hits, cell.tally.n) == (column.state, column.tally.hits, column.tally.n)


def test_other_figures_have_other_scales() -> None:
    model = shown()
    assert model.scale is Scale.VERDICT
    model.show_palette(Scale.EVEN)
    assert model.scale is Scale.EVEN
    model.show_figure(MapFigure.LOWER)
    assert at(model, 512, 0.5).text == ".34"
    model.show_figure(MapFigure.LOG_PROB)
    assert (at(model, 512, 0.5).text, model.key().low, model.key().high) == ("−0.0", "−4.0", "0")
    assert at(model, 1024, 0.0).share == pytest.approx(0.125)
    model.show_figure(MapFigure.MARGIN)
    assert (model.key().low, model.key().high) == ("−2", "6")
    assert at(model, 512, 0.5).share == 1.0


def test_every_cell_says_itself() -> None:
    model = shown()
    said = str(model.index(6, 3).data(Qt.ItemDataRole.AccessibleTextRole))
    for part in ("1,024 tokens", "depth 50 %", "0 of 2 found", "interval 0.00 to 0.66", "log-probability −3.50", "red"):
        assert part in said
    assert "all depths" in model.sentence(model.index(0, 3))
    empty = NeedleMapModel()
    empty.show_map(MapBuilder(LENGTHS, DEPTHS).map)
    assert "not asked yet" in str(empty.index(1, 0).data(Qt.ItemDataRole.ToolTipRole))
    assert empty.index(1, 0).data(MatrixRole.LOOK) == Look()


def test_cells_fill_one_by_one() -> None:
    builder = MapBuilder(LENGTHS, DEPTHS)
    model = NeedleMapModel()
    model.show_map(builder.map)
    told: list[tuple[int, int]] = []
    resets: list[bool] = []
    model.dataChanged.connect(lambda index: told.append((index.row(), index.column())))
    model.modelReset.connect(lambda: resets.append(True))
    assert builder.add([answer(1024, 0.3)])
    model.show_map(builder.map)
    assert sorted(told) == [(0, 3), (4, 3)], "the cell, and the row of all depths"
    assert not resets, "the grid stays, so the current cell stays"
    told.clear()
    assert builder.add([answer(1024, 0.3, hit=False, number=1)])
    model.show_map(builder.map)
    assert model.look(model.index(4, 3)).text == "1/2"


def test_only_what_was_planned_is_on_the_map() -> None:
    builder = MapBuilder(LENGTHS, DEPTHS)
    others = [
        answer(1000),
        answer(1024, 0.55),
        answer(1024, extra={"phase": "smoke"}),
        answer(1024, control=True, needle_token=-1, distance=-1),
    ]
    assert not builder.add(others)
    assert builder.add([answer(1024, 0.5, number=3)])
    assert builder.add([answer(1024, 0.5, hit=False, number=3)]), "asked again: the later answer counts"
    cell = builder.map.cells[1024, 0.5]
    assert (cell.tally.n, cell.tally.hits, cell.ids) == (1, 0, ("s3-1024-0.5",))
    assert len(builder.results()) == 1


def test_void_is_not_red() -> None:
    model = NeedleMapModel()
    model.show_map(map_of([answer(status="void", reason="cut", forced=None)]))
    assert model.look(model.index(1, 0)) == Look(mark=Mark.VOID)
    assert "1 void" in model.sentence(model.index(1, 0))
    assert "nothing counts" in model.sentence(model.index(1, 0))


def test_depths_are_said_in_percent() -> None:
    assert [depth_text(depth) for depth in (0, 0.125, 0.5, 1)] == ["0 %", "12.5 %", "50 %", "100 %"]
