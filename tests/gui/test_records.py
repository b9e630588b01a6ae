"""Tables of records: sorted, filtered, walked and copied by keyboard; histograms; lines that wrap."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from graftwork.models.tensors import TensorColumn, TensorsModel
from graftwork.widgets.facts_grid import FactsGrid
from graftwork.widgets.flow import FlowLayout
from graftwork.widgets.histogram import StatisticsPanel
from graftwork.widgets.record_table import RecordTable
from graftwork_core.model.statistics import TensorStatistics
from graftwork_core.weights.header import TensorInfo


def tensor(name: str, *shape: int, dtype: str = "BF16", file: str = "model.safetensors") -> TensorInfo:
    count = 1
    for size in shape:
        count *= size
    return TensorInfo(name=name, dtype=dtype, shape=shape, file=Path("/m") / file, start=0, nbytes=2 * count)


TENSORS = (
    tensor("model.embed_tokens.weight", 100, 8),
    tensor("model.layers.0.self_attn.q_proj.weight", 8, 8),
    tensor("model.layers.0.input_layernorm.weight", 8, dtype="F32", file="other.safetensors"),
    tensor("model.layers.1.self_attn.q_proj.weight", 8, 8),
)


@pytest.fixture
def model() -> TensorsModel:
    made = TensorsModel()
    made.show(TENSORS)
    return made


@pytest.fixture
def table(model: TensorsModel, qtbot: QtBot) -> RecordTable:
    made = RecordTable(model, "Tensors", {TensorColumn.TYPE: 60, TensorColumn.SHAPE: 120, TensorColumn.SIZE: 80})
    made.sort_from(-1)
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show()
    return made


def names(model: TensorsModel) -> list[str]:
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_the_model_s_behaviour(model: TensorsModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)
    assert model.index(0, TensorColumn.SHAPE).data() == "100 × 8"
    assert model.index(0, TensorColumn.SIZE).data() == "1.60 KB"
    assert model.index(0, TensorColumn.TYPE).data(Qt.ItemDataRole.AccessibleTextRole) == "Type: BF16"


def test_the_files_order_stays_until_somebody_sorts(model: TensorsModel) -> None:
    own = [one.name for one in TENSORS]
    assert names(model) == own
    model.sort(TensorColumn.SIZE, Qt.SortOrder.DescendingOrder)
    assert names(model)[0] == "model.embed_tokens.weight"
    model.sort(TensorColumn.SIZE)
    assert names(model)[0] == "model.layers.0.input_layernorm.weight"
    model.sort(-1)
    assert names(model) == own


def test_every_typed_word_must_be_there(model: TensorsModel) -> None:
    model.filter("Q_PROJ layers.1")
    assert names(model) == ["model.layers.1.self_attn.q_proj.weight"]
    model.filter("f32 other")
    assert names(model) == ["model.layers.0.input_layernorm.weight"]
    model.filter("")
    assert len(names(model)) == 4


def test_three_thousand_tensors_are_there_at_once() -> None:
    import time

    from tests.gui.stalls import longest_allowed

    many = [tensor(f"model.layers.{n // 9}.mlp.experts.{n % 9}.up_proj.weight", 64, n + 1) for n in range(3000)]
    model = TensorsModel()
    began = time.thread_time()
    model.show(many)
    assert time.thread_time() - began < longest_allowed()
    began = time.thread_time()
    model.sort(TensorColumn.SIZE, Qt.SortOrder.DescendingOrder)
    assert time.thread_time() - began < longest_allowed()
    assert model.record(0) is many[-1]


def test_rows_are_walked_taken_and_copied_by_keyboard(table: RecordTable, qtbot: QtBot) -> None:
    table.setFocus()
    table.choose_row(0)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.current() is TENSORS[1]
    with qtbot.waitSignal(table.activated_row):
        QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().split("\t")[:2] == ["model.layers.0.self_attn.q_proj.weight", "BF16"]


def test_the_row_s_menu_sorts_and_has_the_page_s_actions(table: RecordTable, model: TensorsModel) -> None:
    own = QAction("Do it", table)
    table.more_actions = (own,)
    table.choose_row(0)
    menu = table.menu()
    assert menu.actions()[0] is own
    sorting = next(action.menu() for action in menu.actions() if action.text() == "Sort by")
    size = next(action for action in sorting.actions() if action.text() == "Size")
    size.trigger()
    assert names(model)[0] == "model.layers.0.input_layernorm.weight"
    size.trigger()
    assert names(model)[0] == "model.embed_tokens.weight"
    menu.close()


def test_columns_give_way_in_narrow_places(table: RecordTable) -> None:
    assert not table.isColumnHidden(TensorColumn.SIZE)
    table.resize(260, 300)
    assert not table.isColumnHidden(TensorColumn.TYPE)
    assert table.isColumnHidden(TensorColumn.SHAPE)
    assert table.isColumnHidden(TensorColumn.SIZE)


def test_statistics_are_said_in_words_too(qtbot: QtBot) -> None:
    panel = StatisticsPanel()
    qtbot.addWidget(panel)
    panel.show_statistics("a.weight", TensorStatistics(1000, -1.0, 2.0, 0.25, 0.5, 10, 3, (-1.0, 0.5, 2.0), (400, 597)))
    panel.resize(320, 200)
    assert "from -1 to 2" in panel.figures.text()
    assert "3 values are NaN or infinite" in panel.figures.text()
    assert panel.histogram.accessibleName() == "Histogram of a.weight"
    assert not panel.grab().toImage().isNull()


def test_buttons_wrap_as_text_does(qtbot: QtBot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    flow = FlowLayout(4)
    place.setLayout(flow)
    buttons = [QPushButton("x" * 10) for _ in range(4)]
    for button in buttons:
        flow.addWidget(button)
    width = buttons[0].sizeHint().width()
    place.resize(2 * width + 8, 300)
    place.show()
    assert [button.geometry().top() > 0 for button in buttons] == [False, False, True, True]
    buttons[0].hide()
    flow.activate()
    place.layout().setGeometry(place.rect())
    assert [button.geometry().top() > 0 for button in buttons[1:]] == [False, False, True]


def test_facts_use_their_labels_again(qtbot: QtBot) -> None:
    grid = FactsGrid()
    qtbot.addWidget(grid)
    grid.show_facts([("a", "1"), ("b", "2"), ("c", "3")])
    labels = len(grid.children())
    grid.show_facts([("d", "4")])
    assert grid.texts() == (("d", "4"),)
    grid.show_facts([("e", "5"), ("f", "6")])
    assert grid.texts() == (("e", "5"), ("f", "6"))
    assert len(grid.children()) == labels
