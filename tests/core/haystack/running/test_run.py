"""Whole checks of real models: what they find, how it is told, and what happens when somebody stops them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import transformers

from graftwork_core.errors import BadInput, Cancelled, NotEnoughRoom, OutputExists
from graftwork_core.haystack.engines.protocol import Engine
from graftwork_core.haystack.plans.options import HaystackOptions
from graftwork_core.haystack.questions.compiling import reconstruct
from graftwork_core.haystack.results.run_file import Run, read_run
from graftwork_core.haystack.results.store import read_result
from graftwork_core.haystack.running import row_run
from graftwork_core.haystack.running.run import HaystackResult, run_haystack
from graftwork_core.haystack.texts.prompt import open_tokenizer_file
from tests.core.engine import Listener
from tests.core.haystack.induction import Induction, induction_models
from tests.core.haystack.minis import SAMPLE, adapter, grafted

LENGTHS = (128, 256, 512, 1024, 2048)


@pytest.fixture(scope="module", autouse=True)
def _quiet() -> Iterator[None]:
    transformers.utils.logging.disable_progress_bar()
    yield
    transformers.utils.logging.enable_progress_bar()


def check(model: Path, out: Path, listener: Listener | None = None, **choices: Any) -> HaystackResult:
    asked: dict[str, Any] = {"exports": (), **choices}
    return run_haystack(HaystackOptions(model=model, out=out, **asked), listener or Listener())


def classic(model: Path, language: str, out: Path, listener: Listener | None = None, **choices: Any) -> HaystackResult:
    return check(model, out, listener, preset="classic", task=SAMPLE / f"haystack.{language}.yaml", **choices)


def rates(run: Run) -> dict[int, float]:
    return {column.length: column.tally.rate or 0.0 for column in run.summary.by_length}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_mini_table(language: str, tmp_path: Path) -> None:
    """The target is blind at 2048; merged it sees at every length and keeps its words; with its old theta it is red."""
    before = classic(SAMPLE / "skill", language, tmp_path / "before", lengths=(2048,))
    assert rates(before.main.run)[2048] <= 0.2
    assert before.main.run.summary.verdict.state == "red"

    merged = classic(grafted(), language, tmp_path / "merged", prompts=SAMPLE / "prompts.jsonl")
    assert set(rates(merged.main.run)) == set(LENGTHS)
    assert min(rates(merged.main.run).values()) >= 0.8
    assert merged.skill is not None
    assert merged.skill.hits >= 0.95 * 38
    assert merged.skill.n == 38

    listener = Listener()
    kept = classic(grafted(context="keep"), language, tmp_path / "kept", listener, lengths=(2048,))
    assert kept.main.run.summary.verdict.state == "red"
    assert kept.main.run.summary.verdict.causes[0].id == "rope"
    assert any("192,484" in warning for warning in listener.warnings), "the audit said so before a question was asked"


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh"])
def test_rank_eight_carries_it_too(language: str, tmp_path: Path) -> None:
    merged = classic(grafted(8), language, tmp_path / "merged", prompts=SAMPLE / "prompts.jsonl")
    assert min(rates(merged.main.run).values()) >= 0.8
    assert merged.skill is not None
    assert merged.skill.hits >= 0.95 * 38


@pytest.fixture(scope="module")
def induction() -> Induction:
    return induction_models()


@pytest.mark.parametrize(
    ("variant", "state", "cause"),
    [
        ("alone", "red", "beyond_window"),
        ("settings", "red", ""),
        ("left_behind", "red", "rope"),
        ("carried", "green", ""),
    ],
)
def test_four_variants_of_a_graft(variant: str, state: str, cause: str, induction: Induction, tmp_path: Path) -> None:
    result = check(
        induction.variants[variant], tmp_path / "out", task=induction.description, lengths=(512, 2048, 8192), depths=6
    )
    verdict = result.main.run.summary.verdict
    assert verdict.state == state
    assert result.passed is (state == "green")
    assert not cause or verdict.causes[0].id == cause


def test_a_model_that_does_not_match_keys_is_told_why(tmp_path: Path) -> None:
    description = (SAMPLE / "haystack.en.yaml").read_text().replace("only: isolated", "")
    (tmp_path / "task.yaml").write_text(description)
    result = check(SAMPLE / "long", tmp_path / "out", task=tmp_path / "task.yaml", preset="quick", lengths=(512, 1024))
    verdict = result.main.run.summary.verdict
    assert verdict.state == "red"
    assert verdict.causes[0].id == "keys", verdict.sentence_en
    assert result.main.run.summary.alone.hits >= 0.8 * result.main.run.summary.alone.n


def test_every_question_s_prompt_can_be_rebuilt_from_the_results_alone(induction: Induction, tmp_path: Path) -> None:
    folder = induction.variants["carried"]
    check(
        folder, tmp_path / "out", preset="standard", task=induction.description, lengths=(512, 1024), depths=4, seeds=2
    )
    run = read_run(tmp_path / "out")
    assert {result.phase for result in run.results} == {"smoke", "scan", "confirm", "alone"}
    tokenizer = open_tokenizer_file(folder / "tokenizer.json")
    for phase in ("smoke", "scan", "confirm", "alone"):
        result = next(one for one in run.results if one.phase == phase and not one.control)
        prompt = reconstruct(run.header.plan, result.id, tokenizer)
        assert f" {result.key} {result.expected}." in prompt.text
        assert prompt.text.rstrip().endswith(result.key)
        assert result.length_true - 5 <= len(prompt.ids) <= result.length_true
        assert prompt.snippets[0].needle.strip() == f"{result.key} {result.expected}."


def test_a_task_that_says_so_is_asked_one_needle_at_a_time(tmp_path: Path) -> None:
    result = check(SAMPLE / "long", tmp_path / "out", task=SAMPLE / "haystack.en.yaml", lengths=(128,), depths=3)
    assert result.main.run.header.plan["mode"] == "isolated"
    assert len(result.main.run.results) == 6


def test_control_rows_answer_the_same_questions(tmp_path: Path) -> None:
    result = classic(
        grafted(), "zh", tmp_path / "out", lengths=(512, 2048), depths=5, repeats=1, target=SAMPLE / "skill",
        donor=SAMPLE / "long", prompts=SAMPLE / "prompts.jsonl", exports=("html",),
    )  # fmt: skip
    assert [one.made.row.name for one in result.others] == ["target", "settings", "donor"]
    asked = {one.id for one in result.main.run.results}
    for other in result.others:
        assert {one.id for one in other.made.run.results} == asked
        assert other.against is not None
        assert other.against.whole.n == 10
    content = result.as_json()
    assert [row["hits"] for row in content["skill"]["rows"]] == [38, 38, 1, 38]
    assert "context settings only" in (tmp_path / "out" / "report.html").read_text()
    assert json.loads(json.dumps(content)) == content, "plain JSON"


def test_an_adapter_on_the_fly_is_as_good_as_merged(tmp_path: Path) -> None:
    choices: dict[str, Any] = {"lengths": (1024,), "depths": 5, "repeats": 1}
    merged = classic(grafted(), "zh", tmp_path / "merged", **choices)
    uses = ({"path": adapter(16), "weight": 0.75},)
    flying = classic(SAMPLE / "skill", "zh", tmp_path / "flying", adapters=uses, controls=True, **choices)
    assert rates(flying.main.run)[1024] == rates(merged.main.run)[1024] >= 0.8
    assert flying.main.run.header.model["rope"]["window"] == 2048, "the donor's settings come with the adapter"
    assert [one.made.row.name for one in flying.others] == ["target", "settings"]
    assert rates(flying.others[0].made.run)[1024] <= 0.4


def test_a_baseline_is_an_earlier_run_or_another_model(tmp_path: Path) -> None:
    choices: dict[str, Any] = {"lengths": (512,), "depths": 5, "repeats": 1}
    earlier = classic(SAMPLE / "skill", "zh", tmp_path / "earlier", **choices)
    for number, baseline in enumerate((tmp_path / "earlier", SAMPLE / "skill")):
        result = classic(grafted(), "zh", tmp_path / f"new{number}", baseline=baseline, **choices)
        (other,) = result.others
        assert rates(other.made.run) == rates(earlier.main.run)
        assert other.against is not None
        assert other.against.whole.n == 5
    with pytest.raises(BadInput, match="asked other questions"):
        classic(grafted(), "en", tmp_path / "other", baseline=tmp_path / "earlier", **choices)
    assert not (tmp_path / "other").exists(), "said before anything was asked"


def test_a_finished_run_is_not_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    choices: dict[str, Any] = {"lengths": (128, 256), "depths": 3, "repeats": 1}
    first = classic(SAMPLE / "skill", "en", tmp_path / "out", **choices)

    def refuse(*arguments: Any) -> Engine:
        raise AssertionError("no engine is needed")

    monkeypatch.setattr(row_run, "open_engine", refuse)
    again = classic(SAMPLE / "skill", "en", tmp_path / "out", **choices)
    assert [one.as_json() for one in again.main.run.results] == [one.as_json() for one in first.main.run.results]
    with pytest.raises(OutputExists, match="the questions are others"):
        classic(SAMPLE / "skill", "en", tmp_path / "out", **choices, grading="both")
    with pytest.raises(OutputExists, match="the model is another"):
        classic(SAMPLE / "base", "en", tmp_path / "out", **choices)


def summary(folder: Path) -> dict[str, Any]:
    """A run's summary without what it cost."""
    content: dict[str, Any] = read_result(folder)["summary"]
    return {name: value for name, value in content.items() if name not in ("tokens", "seconds")}


def test_a_cancelled_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    choices: dict[str, Any] = {"lengths": LENGTHS[:4], "depths": 5, "repeats": 1}
    classic(SAMPLE / "skill", "en", tmp_path / "whole", **choices)
    with pytest.raises(Cancelled):
        classic(SAMPLE / "skill", "en", tmp_path / "out", Listener(cancel_after=4), **choices)
    partly = read_run(tmp_path / "out")
    assert 0 < len(partly.results) < 20
    assert (tmp_path / "out" / "result.json").is_file(), "what is done is summarised"
    listener = Listener()
    classic(SAMPLE / "skill", "en", tmp_path / "out", listener, **choices)
    assert summary(tmp_path / "out") == summary(tmp_path / "whole")
    told = [figures for name, figures in listener.metrics if name == "question"]
    assert len(told) == 20, "a map fills with what was known, too"


def test_a_run_is_cancelled_while_its_questions_are_made(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        check(SAMPLE / "skill", tmp_path / "out", Listener(cancel_after=0), preset="quick", lengths=(4096,))
    assert not (tmp_path / "out").exists(), "before anything else was begun"


class Small:
    """An engine that has no room for more than so many tokens."""

    def __init__(self, engine: Engine, most: int) -> None:
        self._engine, self._most = engine, most

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def generate_many(self, prompts: Sequence[Sequence[int]], *arguments: Any) -> Any:
        if max(map(len, prompts)) > self._most:
            raise NotEnoughRoom("The context does not fit.", "Close other programs.")
        return self._engine.generate_many(prompts, *arguments)


def test_what_was_done_is_kept_when_memory_runs_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = row_run.open_engine
    monkeypatch.setattr(row_run, "open_engine", lambda *arguments: Small(real(*arguments), 300))
    with pytest.raises(NotEnoughRoom) as stopped:
        classic(SAMPLE / "skill", "en", tmp_path / "out", lengths=(128, 256, 512), depths=3, repeats=1)
    assert "up to 256 tokens is kept" in stopped.value.hint
    assert set(rates(read_run(tmp_path / "out"))) == {128, 256}
    monkeypatch.undo()
    whole = classic(SAMPLE / "skill", "en", tmp_path / "out", lengths=(128, 256, 512), depths=3, repeats=1)
    assert set(rates(whole.main.run)) == {128, 256, 512}


def test_lengths_above_the_window_are_run_and_marked(tmp_path: Path) -> None:
    listener = Listener()
    result = classic(SAMPLE / "skill", "en", tmp_path / "out", listener, lengths=(256,), depths=3, repeats=1)
    assert len(result.main.run.results) == 3
    assert any("256 tokens are wanted, and the window is 128" in warning for warning in listener.warnings)
    assert result.main.run.header.model["rope"]["window"] == 128


def test_the_card_tells_the_verdict(tmp_path: Path) -> None:
    shutil.copytree(grafted(), tmp_path / "model")
    classic(tmp_path / "model", "en", tmp_path / "out", lengths=(128,), depths=3, repeats=1, card=True)
    assert "## Long context, checked" in (tmp_path / "model" / "README.md").read_text()
    assert (tmp_path / "model" / "heatmap.png").is_file()


def test_a_card_is_not_about_the_model_with_adapters(tmp_path: Path) -> None:
    uses = ({"path": tmp_path / "adapter", "weight": 1.0},)
    with pytest.raises(ValueError, match="merge them and check what comes out, or leave the card out"):
        HaystackOptions(model=tmp_path, out=tmp_path / "out", adapters=uses, card=True)


def test_other_prompts_are_refused_before_the_model_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prompts = tmp_path / "prompts.jsonl"
    lines = (SAMPLE / "prompts.jsonl").read_text("utf-8").splitlines(keepends=True)
    lines = [line for line in lines if '"haystack"' not in line]
    prompts.write_text("".join(lines), "utf-8")
    choices: dict[str, Any] = {"lengths": (128,), "depths": 2, "repeats": 1, "prompts": prompts}
    classic(SAMPLE / "skill", "en", tmp_path / "out", **choices)
    log = tmp_path / "out" / "run.jsonl"
    log.write_text(log.read_text("utf-8").splitlines(keepends=True)[0], "utf-8")
    prompts.write_text("".join(lines[1:]), "utf-8")
    monkeypatch.setattr(row_run, "open_engine", lambda *arguments: pytest.fail("the model was loaded"))
    with pytest.raises(OutputExists, match="skill holds another run: the questions are others"):
        classic(SAMPLE / "skill", "en", tmp_path / "out", **choices)


@pytest.mark.parametrize(
    ("choices", "complaint"),
    [
        ({"task": Path("/nowhere.yaml")}, "nowhere"),
        ({"text": (Path("/nowhere.txt"),)}, "nowhere"),
        ({"prompts": Path("/nowhere.jsonl")}, "nowhere"),
        ({"task": SAMPLE / "haystack.zh.yaml", "language": "en"}, "is in 'zh', not in 'en'"),
        ({"baseline": Path("/nowhere")}, "nowhere"),
        ({"target": Path("/nowhere")}, "nowhere"),
    ],
)
def test_bad_input_is_named_before_a_model_is_loaded(
    choices: dict[str, Any], complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(row_run, "open_engine", lambda *arguments: pytest.fail("the model was loaded"))
    with pytest.raises(BadInput, match=complaint):
        check(SAMPLE / "skill", tmp_path / "out", **choices)
    assert not (tmp_path / "out").exists()
