"""The sentence beside Run names the first obstacle, else the amounts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from graftwork.engine import Plan
from graftwork.form import Choices, Form, Source
from graftwork.plan_text import plan_text
from graftwork_core.model.report import FitReport, FitRow, Severity

OUT = Path("/m/out")
FORM = Form(Source.DONOR, Path("/m/base"), Path("/m/long"), None, Path("/m/skill"), OUT)
PLAN = Plan(reads=3_000_000, writes=1_000_000, free=5_000_000, out=OUT)
FITS = FitReport(())
MISFIT = FitReport((FitRow(Severity.BLOCKING, "kinship", {}, "No."),))


def test_what_is_missing_is_asked_for_in_order() -> None:
    assert "base and a donor" in plan_text(replace(FORM, donor=None), None, None, False).text
    assert "target" in plan_text(replace(FORM, target=None), None, FITS, False).text
    assert "output" in plan_text(replace(FORM, out=None), None, FITS, False).text
    assert "adapter" in plan_text(replace(FORM, source=Source.ADAPTER), None, None, False).text
    assert not plan_text(FORM, None, FITS, False).ready
    assert not plan_text(FORM, PLAN, FITS, True).ready, "a slot is still being read"


def test_a_plan_for_another_output_does_not_count() -> None:
    assert not plan_text(FORM, replace(PLAN, out=Path("/m/old")), FITS, False).ready


def test_amounts_are_said_when_nothing_is_in_the_way() -> None:
    words = plan_text(FORM, PLAN, FITS, False)
    assert words.ready
    for part in ("3.00 MB", "1.00 MB", "5.00 MB"):
        assert part in words.text


def test_a_disk_that_is_too_small_is_said_and_left_to_the_engine_to_judge() -> None:
    words = plan_text(FORM, replace(PLAN, free=10), FITS, False)
    assert words.severity == "warning"
    assert "only" in words.text


def test_a_misfit_stops_unless_forced() -> None:
    assert not plan_text(FORM, PLAN, MISFIT, False).ready
    assert plan_text(replace(FORM, choices=Choices(force=True)), PLAN, MISFIT, False).ready


def test_an_output_in_the_way_is_named() -> None:
    exists = plan_text(FORM, replace(PLAN, exists=True), FITS, False)
    assert not exists.ready
    assert exists.out_is_wrong
    assert "/m/out" in exists.text
    assert plan_text(replace(FORM, choices=Choices(overwrite=True)), replace(PLAN, exists=True), FITS, False).ready
    assert plan_text(FORM, replace(PLAN, blocked=Path("/m/file")), FITS, False).out_is_wrong
