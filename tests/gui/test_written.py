"""What a merge did, layer by layer, read from the record beside the model; and results of the history."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from graftwork.models.written import WrittenModel
from graftwork.pages.graft import GraftPage
from graftwork.services import Services
from graftwork.written import read_written
from graftwork_core.graft import graft
from graftwork_core.graft_options import GraftOptions
from graftwork_core.jobs.events import Result
from graftwork_core.jobs.spec import GraftJob
from graftwork_core.jobs.store import JobStore
from graftwork_core.model.info import open_model
from graftwork_core.reporting import Silent
from tests.gui.fakes import until


@pytest.fixture(scope="module")
def grafted(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[GraftOptions, dict[str, Any]]:
    names = {"base": "base", "donor": "long", "target": "skill"}
    out = tmp_path_factory.mktemp("grafted") / "out"
    options = GraftOptions(**{role: sample / name for role, name in names.items()}, out=out, rank=4)
    return options, graft(options, Silent()).as_json()


def test_figures_of_a_graft_add_up(grafted: tuple[GraftOptions, dict[str, Any]]) -> None:
    options, result = grafted
    written = read_written(open_model(options.out))
    assert written is not None
    assert written.kinds[:4] == ("q_proj", "k_proj", "v_proj", "o_proj")
    assert written.layers == (0, 1, 2, 3, None)
    assert sum(change.tensors for change in written.changes.values()) == result["merged"]["changed"]
    assert math.isclose(sum(change.energy for change in written.changes.values()), 1.0)
    assert math.isclose(sum(change.energy for change in written.by_layer.values()), 1.0)
    assert written.whole.survival == pytest.approx(result["merged"]["survival"], abs=1e-3)


@pytest.mark.parametrize(
    "record",
    [
        "{",
        "[]",
        {"tensors": 3},
        {"tensors": {"model.norm.weight": {"change": "much", "survival": True}}},
        {"tensors": {"no.such.tensor": {"change": 1, "survival": 1}}},
        {"tensors": {"model.norm.weight": {"change": math.inf, "survival": 1}}},
    ],
)
def test_an_odd_record_is_no_picture(copy_of: Callable[[str, str], Path], record: Any) -> None:
    folder = copy_of("skill", "odd")
    (folder / "graftwork.json").write_text(record if isinstance(record, str) else json.dumps(record))
    assert read_written(open_model(folder)) is None


def test_the_model(grafted: tuple[GraftOptions, dict[str, Any]], qtmodeltester: ModelTester) -> None:
    model = WrittenModel()
    qtmodeltester.check(model)
    assert model.rowCount() == 0
    model.show(read_written(open_model(grafted[0].out)), "survival")
    qtmodeltester.check(model)
    assert model.headerData(0, Qt.Orientation.Vertical).strip() == "whole layer"
    cell = model.index(1, 0)
    assert model.sentence(cell).startswith("layer 0 · q_proj · ")
    assert "survives rounding" in model.sentence(cell)
    assert "unchanged" in model.sentence(model.index(1, 4))
    assert model.look(model.index(1, 4)).share is None
    assert model.sentence(QModelIndex()) == ""
    model.show(read_written(open_model(grafted[0].out)), "energy")
    shares = [model.look(model.index(0, column)).share for column in range(5)]
    assert max(share for share in shares if share is not None) == 1.0
    assert all(0 <= (share or 0) <= 1 for share in shares)


async def test_a_result_of_the_history_is_shown_with_its_pictures(
    page: GraftPage, services: Services, grafted: tuple[GraftOptions, dict[str, Any]]
) -> None:
    options, result = grafted
    with JobStore() as store:
        job_id = store.add(GraftJob(options))
        store.finish(job_id, Result("graft", str(options.out), {**result, "extracted": {**result["extracted"]}}))
        record = store.get(job_id)
    services.requests.result.emit(record)
    await until(lambda: page.ui.written.isVisibleTo(page) and page.ui.made.isVisibleTo(page))
    assert "37 tensors were changed" in page.ui.written._summary.text()
    panel = page.ui.written
    assert page.ui.base.y() < panel.y(), "the slots stay near the top for the next run"
    page.ui.result.layers.click()
    assert panel.view.visibleRegion().boundingRect().height() > 100
    assert panel.view.hasFocus()
    panel.view.setCurrentIndex(panel.model.index(0, 0))
    QTest.keyClick(panel.view, Qt.Key.Key_Down)
    assert panel.detail.text().startswith("layer 0 · q_proj")
    QTest.keyClick(panel.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == panel.detail.text()
    panel.figure.choose("energy")
    panel.figure.chosen.emit("energy")
    assert panel.model.figure == "energy"
    upload = page.ui.result.upload
    assert upload.isVisibleTo(page)
    assert upload.isEnabled()
    assert "Publish it on the Hub" in upload.toolTip()
    page.ui.result.close_button.click()
    assert not page.ui.written.isVisibleTo(page)
    assert not page.ui.made.isVisibleTo(page)
    assert not page.ui.result.layers.isVisibleTo(page)
