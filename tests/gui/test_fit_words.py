"""The engine's sentences about a fit are the ones that the window can translate."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graftwork.engine_words import known
from graftwork.fit_words import fit_words
from graftwork_core.adapter.files import open_adapter
from graftwork_core.adapter.fit import check_adapter
from graftwork_core.model.fit import check_fit, check_target
from graftwork_core.model.info import Model, open_model
from graftwork_core.model.report import FitReport
from tests.core.adapter.making import pair, write_adapter


def check(report: FitReport) -> None:
    unknown = [text for row in report.rows for text in (row.message, row.advice) if text and not known().knows(text)]
    assert unknown == []


@pytest.fixture
def models(sample: Path) -> list[Model]:
    return [open_model(sample / name) for name in ("base", "long", "skill")]


def test_all_that_is_said_of_fitting_models_is_listed(models: list[Model]) -> None:
    check(check_fit(*models))


def test_all_that_is_said_of_odd_ones_is_listed(models: list[Model]) -> None:
    base, donor, _ = models
    check(check_fit(base, base, donor))
    check(check_fit(base, donor, donor))
    check(check_fit(base, replace(donor, info=replace(donor.info, tied=not base.info.tied))))


def test_all_that_is_said_of_adapters_is_listed(models: list[Model], tmp_path: Path) -> None:
    place = "model.layers.0.self_attn.q_proj"
    rows, columns = models[2].checkpoint[f"{place}.weight"].shape
    good = open_adapter(write_adapter(tmp_path / "good", pair(place, 4, (rows, columns))))
    lost = open_adapter(write_adapter(tmp_path / "lost", pair("model.layers.77.self_attn.q_proj", 4, (rows, columns))))
    check(check_target(models[2]))
    check(check_adapter(good, models[2]))
    assert known().knows(check_adapter(lost, models[2]).blocking[0].message)


def test_values_are_kept_and_what_is_not_listed_is_said_as_it_is() -> None:
    text = "The donor is stored in fp16, the base in bf16."
    assert fit_words(text) == text
    assert fit_words("Base and target are relatives (cosine 0.985).") == "Base and target are relatives (cosine 0.985)."
    assert fit_words("Something new {about} --context keep.") == (
        'Something new {about} "Context: Keep the target\'s".'
    )
    assert fit_words("Everything in {odd} lands on the target.") == "Everything in {odd} lands on the target."
