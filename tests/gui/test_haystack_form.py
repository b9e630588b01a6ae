"""What the Haystack page asks for becomes a job, and a job fills it again; the audit's words are the engine's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graftwork.haystack import audit_words, prompt_form, sweep_form
from graftwork.haystack.form import Details, Hay, HaystackForm, Manner, from_job, to_job
from graftwork.haystack.live import LiveRun, Skeleton, answer_of
from graftwork.haystack.room import forecasts, room_words, seconds_of
from graftwork.haystack.sample import in_its_language, suited
from graftwork.haystack.sweep_form import SweepForm
from graftwork.models.sweep import point_words
from graftwork.widgets.length_slider import Room
from graftwork_core.errors import BadInput
from graftwork_core.haystack.plans.options import HaystackOptions
from graftwork_core.haystack.plans.presets import procedure
from graftwork_core.haystack.results.compromise import Setting, SweepPoint
from graftwork_core.jobs.events import Metric
from graftwork_core.jobs.spec import HaystackJob, PromptJob, SweepJob, job_json
from graftwork_core.model.audit_report import Finding, Fix, Level
from graftwork_core.model.audit_words import FIXES, WORDS
from graftwork_core.model.info import open_model
from tests.gui.haystack_fakes import answer, metric

FORM = HaystackForm(model=Path("/models/long"), out=Path("/results/check"), length=8192)


def options(form: HaystackForm) -> HaystackJob:
    job = to_job(form)
    assert isinstance(job, HaystackJob)
    return job


@pytest.mark.parametrize(
    "form",
    [
        FORM,
        replace(FORM, adapter=Path("/adapters/a"), weight=0.5, target=Path("/models/t"), donor=Path("/models/d")),
        replace(FORM, hay=Hay.FILES, texts=(Path("/a.txt"), Path("/b.md")), language="zh", tier="T4"),
        replace(FORM, hay=Hay.TASK, task=Path("/mine.yaml"), prompts=Path("/skill.jsonl"), manner=Manner.CLASSIC),
        replace(FORM, engine="http://localhost:8000", model_name="served"),
    ],
)
def test_a_job_fills_the_form_again(form: HaystackForm) -> None:
    again = from_job(job_json(options(form)))
    assert again is not None
    assert replace(again, details=form.details, controls=form.controls) == form
    assert job_json(to_job(replace(again, controls=form.controls))) == job_json(to_job(form))


def test_the_slider_says_how_far_a_preset_goes() -> None:
    lengths = options(FORM).options.lengths
    assert lengths is not None
    assert (lengths[0], lengths[-1]) == (1024, 8192)
    short = options(replace(FORM, length=2048)).options.lengths
    assert short is not None
    assert (short[0], short[-1]) == (128, 2048), "a tiny window is asked from far below"


def test_custom_details_are_taken_as_they_are_typed() -> None:
    details = Details(Manner.STANDARD, "1k, 2k，4k", 5, 3, 2, "both", False, False, 7, "cpu", "2k")
    asked = options(replace(FORM, manner=Manner.CUSTOM, details=details)).options
    assert asked.lengths == (1024, 2048, 4096)
    assert (asked.preset, asked.depths, asked.repeats, asked.seeds, asked.seed) == ("standard", 5, 3, 2, 7)
    assert (asked.grading, asked.template, asked.stop, asked.device, asked.chunk) == ("both", False, False, "cpu", 2048)
    again = from_job(job_json(HaystackJob(asked)))
    assert again is not None
    assert again.manner is Manner.CUSTOM
    assert replace(again.details, lengths=details.lengths) == details


def test_a_server_gets_no_adapters_and_no_rows() -> None:
    form = replace(FORM, engine="http://localhost:8000", adapter=Path("/a"), target=Path("/t"), donor=Path("/d"))
    asked = options(form).options
    assert (asked.adapters, asked.target, asked.donor, asked.controls) == ((), None, None, False)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (replace(FORM, model=None), "no model"),
        (replace(FORM, out=None), "no folder"),
        (replace(FORM, manner=Manner.CUSTOM, details=Details(lengths="long")), "'long'"),
        (replace(FORM, engine="ftp://somewhere"), "engine"),
    ],
)
def test_what_cannot_be_asked_is_said(form: HaystackForm, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        to_job(form)


def test_other_jobs_fill_nothing() -> None:
    assert from_job({"kind": "graft"}) is None
    odd = from_job({"kind": "haystack", "lengths": "x", "adapters": [1], "text": [2], "preset": 3})
    assert odd == HaystackForm()


def test_a_sweep_becomes_a_job_and_fills_the_form_again() -> None:
    form = SweepForm(
        Path("/t"), Path("/a"), "0.5, 1", "4, 8", ("mlp",), ("zh",), (Path("/x.yaml"),), 2048, None, Path("/o")
    )
    job = sweep_form.to_job(form)
    assert isinstance(job, SweepJob)
    assert (job.options.weights, job.options.ranks, job.options.modules) == ((0.5, 1.0), (4, 8), ("mlp",))
    assert job.options.lengths == (128, 256, 512, 1024, 2048)
    assert sweep_form.from_job(job_json(job)) == form
    with pytest.raises(BadInput, match="many"):
        sweep_form.to_job(replace(form, ranks="many"))
    with pytest.raises(BadInput, match="modules"):
        sweep_form.to_job(replace(form, modules=()))


def test_a_prompt_becomes_a_job() -> None:
    job = prompt_form.to_job(prompt_form.PromptForm(Path("/m"), Path("/a"), 0.5, "hello", False, 9))
    assert isinstance(job, PromptJob)
    assert (job.options.text, job.options.template, job.options.max_new_tokens) == ("hello", False, 9)
    assert [(one.path, one.weight) for one in job.options.adapters] == [(Path("/a"), 0.5)]


def test_the_samples_words_come_and_go_with_its_models(sample: Path) -> None:
    asked = suited(FORM, (sample / "skill", None))
    assert (asked.hay, asked.task, asked.prompts) == (Hay.TASK, sample / "haystack.en.yaml", sample / "prompts.jsonl")
    assert in_its_language(replace(asked, language="zh")).task == sample / "haystack.zh.yaml"
    back = suited(asked, (Path("/models/other"), None))
    assert (back.hay, back.task, back.prompts) == (Hay.BUILT_IN, None, None)
    own = replace(FORM, hay=Hay.TASK, task=Path("/mine.yaml"))
    assert suited(own, (sample / "skill",)) == own
    assert in_its_language(own) == own


def test_the_audits_words_are_the_engines() -> None:
    listed = {str(text) for text in audit_words.SENTENCES}
    engines = {text for words in WORDS.values() for text in words} | set(FIXES.values())
    assert engines - listed == set(), "sentences that the window cannot translate"
    assert listed - engines == set(), "sentences that the engine no longer has"
    values = {"theta": 10000.0, "wanted_theta": 192484.006, "reach": 474, "wanted_reach": None}
    fix = Fix("window", "config.json", "", {"window": 2048})
    found = Finding("theta_left_behind", Level.WARNING, values, fix=fix)
    assert audit_words.message(found) == found.message
    assert audit_words.advice(found) == found.advice
    assert audit_words.fix_label(fix) == fix.label


def test_metrics_become_answers() -> None:
    told = answer(1024, 0.5, hit=False)
    heard = answer_of(metric(told))
    assert heard is not None
    assert (heard.id, heard.hit, heard.status, heard.length_target) == (told.id, False, "ok", 1024)
    assert heard.forced is not None
    assert heard.forced.lp_mean == -3.5
    assert answer_of(Metric("tensor", {"length": 3})) is None
    assert answer_of(Metric("question", {"length": "x", "depth": 0.5, "hit": True, "status": "ok"})) is None
    written = answer_of(Metric("question", {"length": 9, "depth": 0, "hit": True, "status": "ok", "id": "a"}))
    assert written is not None
    assert written.hit


def test_a_check_that_was_not_started_here_finds_its_map() -> None:
    live = LiveRun()
    assert not live.add([metric(answer(1024, 0.5))]), "rows and columns are not known yet"
    assert live.map("model").lengths == ()
    live.plan(Skeleton((1024,), (0.5,)))
    assert live.map("model").cells[1024, 0.5].tally.n == 1


def test_room_and_time_are_forecast(sample: Path) -> None:
    info = open_model(sample / "skill").info
    known = forecasts(info)
    assert known[2048].room is Room.MEMORY
    assert known[2**22].nbytes > known[2048].nbytes
    assert room_words(known, 2048).startswith("Fits in memory")
    assert room_words({}, 2048) == ""
    short, long = (
        procedure(HaystackOptions(model=sample / "skill", out=sample, lengths=lengths), None, has_tiers=True)
        for lengths in ((1024,), (1024, 8192))
    )
    assert 0 < seconds_of(info, short, 1) < seconds_of(info, long, 1) < seconds_of(info, long, 3)


def test_a_setting_that_was_left_out_says_why() -> None:
    point = SweepPoint(Setting(8.0, 16, "all"), (), failure="Some merged weights are infinite.")
    assert point_words(point).endswith("weight 8 · left out: Some merged weights are infinite.")
