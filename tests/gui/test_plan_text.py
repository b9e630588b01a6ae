"""The sentence beside Run names the first obstacle, else what a run would do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graftwork.form import Choices, Form, Source, Weighted
from graftwork.plan_text import Known, plan_text
from graftwork.planning import Plan
from graftwork.rehearsal import Rehearsed
from graftwork_core.model.report import FitReport, FitRow, Severity

OUT = Path("/m/out")
FORM = Form(Source.DONOR, Path("/m/base"), Path("/m/long"), target=Path("/m/skill"), out=OUT)
PLAN = Plan(OUT, reads=29_400_000_000, writes=16_100_000_000, files=4, free=214_000_000_000, memory_free=8_000_000_000)
FITS = FitReport(())
KNOWN = Known(plan=PLAN, report=FITS)


def misfit(topic: str) -> FitReport:
    return FitReport((FitRow(Severity.BLOCKING, topic, {}, "No."),))


def test_what_is_missing_is_asked_for_in_order() -> None:
    nothing = Known()
    assert "base and a donor" in plan_text(replace(FORM, donor=None), nothing).text
    assert "target" in plan_text(replace(FORM, target=None), nothing).text
    assert "output" in plan_text(replace(FORM, out=None), nothing).text
    assert "adapter" in plan_text(replace(FORM, source=Source.ADAPTER), nothing).text
    assert "Checking" in plan_text(FORM, Known(report=FITS)).text
    assert not plan_text(FORM, replace(KNOWN, reading=True)).ready
    merging = replace(FORM, source=Source.ADAPTER, adapters=(Weighted(Path("/a")),))
    assert plan_text(merging, replace(KNOWN, broken=True)).severity == "blocking"
    assert plan_text(FORM, replace(KNOWN, broken=True)).ready, "adapters are out of sight"


def test_what_was_chosen_and_is_broken_is_named_with_the_reason() -> None:
    broken = Known(target_trouble="There is no such folder.")
    words = plan_text(replace(FORM, target=None), broken)
    assert (words.text, words.severity) == ("The target cannot be used: There is no such folder.", "blocking")
    assert "base and a donor" in plan_text(replace(FORM, base=None, target=None), Known()).text
    extract = replace(FORM, source=Source.EXTRACT, target=None)
    assert plan_text(extract, replace(KNOWN, target_trouble="No.")).ready, "the target is out of sight"
    assert "donor cannot be used: No." in plan_text(replace(extract, donor=None), Known(donor_trouble="No.")).text


def test_what_comes_from_the_hub_is_said_with_its_place() -> None:
    kept = replace(PLAN, fetches=16_000_000_000, lands=Path("/cache"), lands_free=20_000_000_000)
    text = plan_text(FORM, replace(KNOWN, plan=kept)).text
    assert "Fetches 16.0 GB from the Hub as it goes, into /cache." in text
    streamed = replace(PLAN, fetches=16_000_000_000, held=10_000_000_000)
    assert "no file stays longer" in plan_text(FORM, replace(KNOWN, plan=streamed)).text
    notes = ("hf:lab/x would fetch 16 GB", "lab/x is gated: its download needs an account with access.")
    told = plan_text(FORM, replace(KNOWN, plan=kept, rehearsed=Rehearsed(notes=notes))).text
    assert "would fetch" not in told, "it was said already"
    assert "gated" in told


def test_what_comes_from_the_hub_needs_room() -> None:
    small = replace(PLAN, fetches=16_000_000_000, lands=Path("/cache"), lands_free=15_000_000_000)
    words = plan_text(FORM, replace(KNOWN, plan=small))
    assert (words.ready, words.severity) == (False, "blocking")
    assert "16.0 GB are to be fetched, 15.0 GB are free. Less is needed when files" in words.text
    both = replace(small, lands_free=10**12, held=16_000_000_000, free=32_000_000_000)
    assert "The disk is too small: 32.1 GB are needed" in plan_text(FORM, replace(KNOWN, plan=both)).text


def test_an_adapter_needs_no_target() -> None:
    words = plan_text(replace(FORM, source=Source.EXTRACT, target=None), KNOWN)
    assert words.ready
    assert "an adapter of 16.1 GB" in words.text


def test_a_plan_for_another_output_does_not_count() -> None:
    assert not plan_text(FORM, replace(KNOWN, plan=replace(PLAN, out=Path("/m/old")))).ready


@pytest.mark.parametrize(
    ("plan", "rehearsed", "said"),
    [
        (PLAN, None, "Will read 29.4 GB, write 16.1 GB in 4 shards; 214 GB free."),
        (
            PLAN,
            Rehearsed(seconds=372),
            "Will read 29.4 GB, write 16.1 GB in 4 shards, about 6 min 12 s; 214 GB free.",
        ),
        (replace(PLAN, files=1, free=None), Rehearsed(), "Will read 29.4 GB, write 16.1 GB."),
        (
            replace(PLAN, files=1),
            Rehearsed(resumes=True, notes=("A note.",)),
            "Will read 29.4 GB, write 16.1 GB; 214 GB free. Goes on with an interrupted run. A note.",
        ),
    ],
)
def test_a_dry_run_is_a_sentence(plan: Plan, rehearsed: Rehearsed | None, said: str) -> None:
    words = plan_text(FORM, Known(plan, FITS, rehearsed))
    assert words.ready
    assert words.text == said


def test_a_disk_that_is_too_small_forbids_the_run_and_says_both_figures() -> None:
    words = plan_text(FORM, replace(KNOWN, plan=replace(PLAN, free=10_000_000_000)))
    assert (words.ready, words.severity, words.out_is_wrong) == (False, "blocking", True)
    assert "16.1 GB are needed" in words.text
    assert "10.0 GB are free" in words.text
    scratch = Rehearsed(disk_needed=300_000_000_000)
    assert not plan_text(FORM, replace(KNOWN, rehearsed=scratch)).ready, "the dry run knows of what lies beside"
    assert plan_text(FORM, replace(KNOWN, rehearsed=replace(scratch, resumes=True))).ready, "some of it is there"


def test_memory_that_may_run_short_is_said() -> None:
    words = plan_text(FORM, replace(KNOWN, rehearsed=Rehearsed(memory_needed=9_000_000_000)))
    assert (words.ready, words.severity) == (True, "warning")
    assert "9.00 GB" in words.text
    assert "8.00 GB" in words.text


def test_what_the_dry_run_refuses_is_said_before_the_run() -> None:
    words = plan_text(FORM, replace(KNOWN, rehearsed=Rehearsed(problem="It cannot be.", hint="Do something.")))
    assert (words.ready, words.text) == (False, "It cannot be. Do something.")
    words = plan_text(FORM, replace(KNOWN, plan=replace(PLAN, problem="'plenty' is no size.")))
    assert (words.ready, words.text) == (False, "'plenty' is no size.")
    assert not plan_text(FORM, replace(KNOWN, rehearsed=Rehearsed(report=misfit("replaced")))).ready


def test_a_misfit_stops_and_force_helps_relatives_only() -> None:
    forced = replace(FORM, choices=Choices(force=True))
    assert not plan_text(FORM, replace(KNOWN, report=misfit("kinship"))).ready
    assert plan_text(forced, replace(KNOWN, report=misfit("kinship"))).ready
    assert not plan_text(forced, replace(KNOWN, report=misfit("shapes"))).ready


def test_an_output_in_the_way_is_named() -> None:
    taken = replace(KNOWN, plan=replace(PLAN, exists=True))
    words = plan_text(FORM, taken)
    assert not words.ready
    assert words.out_is_wrong
    assert "/m/out" in words.text
    assert plan_text(replace(FORM, choices=Choices(overwrite=True)), taken).ready
    assert plan_text(FORM, replace(KNOWN, plan=replace(PLAN, blocked=Path("/m/file")))).out_is_wrong


def test_a_job_that_has_to_wait_says_so() -> None:
    words = plan_text(FORM, replace(KNOWN, busy=True))
    assert words.ready
    assert words.text.startswith("Waits for the job")
