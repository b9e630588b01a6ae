"""The check as people use it: `graftwork haystack` and `graftwork graft --check`, in processes of their own."""

from __future__ import annotations

import asyncio
import json
import shutil
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from graftwork_core.cli.haystack import asked
from graftwork_core.haystack.results.run_file import read_run
from graftwork_core.haystack.results.store import read_result
from graftwork_core.jobs.client import run_job
from graftwork_core.jobs.spec import make_job
from graftwork_core.jobs.store import JobStore
from tests.core.engine import command, finish, type_in
from tests.core.haystack.induction import induction_models
from tests.core.haystack.minis import SAMPLE, adapter, grafted

DEPTHS = [("1", 1), ("11", 11), ("1.0", (1.0,)), ("0", (0.0,)), ("0,1", (0.0, 1.0)), ("0.5", (0.5,))]
TASK = ("--preset", "classic", "--task", SAMPLE / "haystack.en.yaml")


def events(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def summary(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = read_result(folder)["summary"]
    return {name: value for name, value in content.items() if name not in ("tokens", "seconds")}


@pytest.mark.parametrize(("text", "depths"), DEPTHS)
def test_a_whole_number_says_how_many_depths(text: str, depths: int | tuple[float, ...]) -> None:
    assert asked(None, text, None, None, "none")["depths"] == depths


def test_a_green_model_passes_and_its_events_tell_every_answer(tmp_path: Path) -> None:
    models = induction_models()
    words = ("--task", models.description, "--lengths", "512,1k", "--depths", "6", "--export", "csv")
    status, out, err = type_in("haystack", models.variants["carried"], *words, "--out", tmp_path / "out", "--json")
    assert status == 0, err
    told = events(out)
    assert told[0]["type"] == "hello"
    assert told[-1]["type"] == "result"
    assert told[-1]["data"]["verdict"]["state"] == "green"
    assert [event["name"] for event in told if event["type"] == "stage"] == ["checking", "loading", "smoke", "scanning"]
    questions = [event["figures"] for event in told if event.get("name") == "question"]
    assert len(questions) == len(read_run(tmp_path / "out").results)
    assert {"phase", "length", "depth", "hit", "lp", "row"} <= questions[0].keys()
    progress = [event for event in told if event["type"] == "progress"]
    assert {event["unit"] for event in progress} == {"tokens"}
    assert (tmp_path / "out" / "map.csv").is_file()
    assert not (tmp_path / "out" / "report.html").exists()
    with JobStore() as store:
        (job,) = store.all()
    assert (job.kind, job.status, job.title) == ("haystack", "done", "carried, quick")


def test_a_red_model_does_not_and_the_terminal_shows_the_map(tmp_path: Path) -> None:
    words = ("haystack", SAMPLE / "skill", *TASK, "--lengths", "128,2k", "--depths", "5", "--out", tmp_path / "out")
    status, out, err = type_in(*words)
    assert status == 1
    lines = out.splitlines()
    assert lines[0].startswith("Red: skill finds")
    (header,) = (line for line in lines if line.startswith("depth"))
    assert header.split() == ["depth", "128", "2k"]
    assert "   50%    ██    ··" in lines
    assert f"Wrote {tmp_path / 'out'} (report.html, heatmap.png)" in lines
    assert "2,048 tokens are wanted, and the window is 128" in err
    again, repeated, _ = type_in(*words)
    assert (again, repeated.splitlines()[:10]) == (1, lines[:10]), "nothing is asked twice, the answer is the same"


def test_quiet_and_dry_run(tmp_path: Path) -> None:
    words = ("haystack", SAMPLE / "skill", *TASK, "--lengths", "128", "--depths", "3", "--out", tmp_path / "out")
    status, out, err = type_in(*words, "--dry-run")
    assert status == 0, err
    assert "6 questions at 1 lengths" in out
    assert not (tmp_path / "out").exists()
    status, out, err = type_in(*words, "--quiet")
    assert (out, err) == ("", "")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("haystack", SAMPLE / "skill", "--prompts", "/nowhere.jsonl"), "/nowhere.jsonl"),
        (("haystack", SAMPLE / "skill", "--baseline", "/nowhere"), "/nowhere"),
        (("sweep", "--task", "/nowhere.yaml"), "/nowhere.yaml"),
        (("sweep", "--text", "/nowhere.txt"), "/nowhere.txt"),
        (("sweep", "--prompts", "/nowhere.jsonl"), "/nowhere.jsonl"),
    ],
)
def test_a_dry_run_opens_all_that_a_run_would(words: tuple[Any, ...], complaint: str, tmp_path: Path) -> None:
    grafts = ("--target", SAMPLE / "skill", "--adapter", adapter(8)) if words[0] == "sweep" else ()
    status, _, err = type_in(*words, *grafts, "--out", tmp_path / "out", "--dry-run")
    assert status == 2, err
    assert complaint in err


def test_a_control_row_without_a_tokenizer_is_refused_before_the_first_question(tmp_path: Path) -> None:
    donor = tmp_path / "donor"
    shutil.copytree(SAMPLE / "long", donor, ignore=shutil.ignore_patterns("tokenizer*", "*template*"))
    words = (SAMPLE / "skill", *TASK, "--lengths", "128", "--depths", "2", "--donor", donor)
    status, _, err = type_in("haystack", *words, "--out", tmp_path / "out")
    assert status == 2, err
    assert f"The tokenizer in {donor}" in err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--lengths", "1q"), "'1q' is not a number of tokens"),
        (("--depths", "deep"), "--depths has 'deep'"),
        (("--preset", "brisk"), "--preset = 'brisk'"),
        (("--tier", "T9"), "--tier = 'T9'"),
        (("--engine", "somewhere"), "http address"),
        (("--engine", "http://127.0.0.1:9", "--adapter", "/a"), "cannot apply adapters"),
        (("--task", "/nowhere.yaml"), "/nowhere.yaml"),
        (("--text", "/nowhere.txt"), "/nowhere.txt"),
        (("--export", "tiff"), "tiff"),
    ],
)
def test_bad_input_exits_with_two(words: tuple[str, ...], complaint: str, tmp_path: Path) -> None:
    status, _, err = type_in("haystack", SAMPLE / "skill", *words, "--out", tmp_path / "out")
    assert status == 2, err
    assert complaint in err
    assert not (tmp_path / "out").exists()


def test_a_killed_run_goes_on_and_comes_to_the_same_summary(tmp_path: Path) -> None:
    words = ("haystack", SAMPLE / "skill", *TASK, "--lengths", "128,256,512,1k", "--export", "none")
    whole, out = tmp_path / "whole", tmp_path / "out"
    status, _, _ = type_in(*words, "--out", whole)
    process = command(*words, "--out", out)
    log = out / "run.jsonl"
    while process.poll() is None and (not log.is_file() or log.read_bytes().count(b'"question"') < 30):
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    finish(process)
    before = {one.id: one.seconds for one in read_run(out).results}
    assert 30 <= len(before) < len(read_run(whole).results)
    with log.open("ab") as file:
        file.write(b'{"type": "question", "id": "torn')  # as a kill in the middle of a write leaves it
    resumed, _, err = type_in(*words, "--out", out)
    assert resumed == status == 1
    assert "were cut off and are dropped" in err
    assert summary(out) == summary(whole)
    after = {one.id: one.seconds for one in read_run(out).results}
    assert before.items() <= after.items(), "what was answered is not asked again"
    assert read_run(out).header.plan_hash == read_run(whole).header.plan_hash, "another process, the same prompts"


@pytest.mark.slow
def test_a_graft_is_checked_and_its_card_says_so(tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = ("--base", SAMPLE / "base", "--donor", SAMPLE / "long", "--target", SAMPLE / "skill", "--rank", "4")
    check = ("--check", "--task", SAMPLE / "haystack.zh.yaml", "--prompts", SAMPLE / "prompts.jsonl")
    status, shown, err = type_in("graft", *words, "--out", out, "--weight", "0.1", *check)
    assert status == 1, "a tenth of the ability is not enough"
    assert "skill, context settings only" in shown
    assert {"target", "settings", "donor"} == {folder.name for folder in (out / "haystack" / "rows").iterdir()}
    assert "## Long context, checked" in (out / "README.md").read_text()
    with JobStore() as store:
        assert [job.kind for job in store.all()] == ["haystack", "graft"]
    again, _, err = type_in("graft", *words, "--out", out, "--weight", "0.1", *check, "--quiet")
    assert (again, err) == (1, ""), "the graft is there, and its check is finished"


def test_the_worker_does_it_too(tmp_path: Path) -> None:
    options = {
        "model": SAMPLE / "skill", "out": tmp_path / "out", "preset": "classic", "depths": 3, "repeats": 1,
        "task": SAMPLE / "haystack.en.yaml", "lengths": (128,), "exports": (),
    }  # fmt: skip
    seen: list[str] = []
    outcome = asyncio.run(run_job(make_job("haystack", options), lambda event: seen.append(event.type)))
    assert outcome.ending == "done"
    assert outcome.result is not None
    assert outcome.result.data["whole"]["n"] == 3
    assert seen.count("metric") == 3


@pytest.mark.slow
def test_a_model_moved_away_is_named(tmp_path: Path) -> None:
    shutil.copytree(grafted(), tmp_path / "model")
    (tmp_path / "model" / "tokenizer.json").unlink()
    status, _, err = type_in("haystack", tmp_path / "model", *TASK, "--out", tmp_path / "out")
    assert status == 2
    assert "tokenizer" in err
