"""A sweep: the whole grid on one loaded target, asked no more than needed, and a compromise that holds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import transformers

from graftwork_core.errors import BadInput, Cancelled, DoesNotFit
from graftwork_core.haystack.plans.options import HaystackOptions, SweepOptions
from graftwork_core.haystack.results.compromise import Setting
from graftwork_core.haystack.results.compromise_file import read_sweep
from graftwork_core.haystack.results.store import read_log
from graftwork_core.haystack.running.run import run_haystack
from graftwork_core.haystack.sweeping.run import SweepResult, run_sweep
from tests.core.engine import Listener, type_in
from tests.core.haystack.induction import induction_models
from tests.core.haystack.minis import SAMPLE, adapter, grafted

TASKS = (SAMPLE / "haystack.en.yaml", SAMPLE / "haystack.zh.yaml")


@pytest.fixture(scope="module", autouse=True)
def _quiet() -> Iterator[None]:
    transformers.utils.logging.disable_progress_bar()
    yield
    transformers.utils.logging.enable_progress_bar()


def sweep(out: Path, listener: Listener | None = None, **choices: Any) -> SweepResult:
    asked: dict[str, Any] = {
        "target": SAMPLE / "skill", "adapter": adapter(16), "tasks": TASKS[1:], "exports": (), "out": out, **choices
    }  # fmt: skip
    return run_sweep(SweepOptions(**asked), listener or Listener())


SMALL: dict[str, Any] = {"lengths": (128, 1024), "ranks": (8,), "modules": ("all",), "weights": (0.1, 0.75)}


def test_the_grid_a_compromise_and_the_skill(tmp_path: Path) -> None:
    listener = Listener()
    result = sweep(tmp_path / "out", listener, prompts=SAMPLE / "prompts.jsonl", exports=("html", "csv"), **SMALL)
    weak, good = result.sweep.points
    assert (weak.setting, good.setting) == (Setting(0.1, 8, "all"), Setting(0.75, 8, "all"))
    assert not weak.qualifies
    assert good.qualifies
    assert good.confirmed
    assert [(column.length, column.tally.n) for column in good.columns] == [(128, 22), (1024, 22)]
    assert result.sweep.best == good
    for point in (weak, good):
        assert point.skill is not None
        assert point.skill.n == 38
        assert point.skill.hits >= 0.95 * 38
    assert result.sweep.untouched is not None
    assert not result.sweep.untouched.is_sound
    assert result.as_json()["passed"]
    assert json.loads(json.dumps(result.as_json())) == result.as_json(), "plain JSON"
    assert read_sweep(tmp_path / "out").best == good
    assert {file.name for file in result.files} == {"report.html", "settings.csv"}
    told = [figures for name, figures in listener.metrics if name == "setting"]
    assert [(one["weight"], one["qualifies"]) for one in told[:3]] == [(0.0, False), (0.1, False), (0.75, True)]


def test_a_setting_is_the_model_that_a_merge_makes(tmp_path: Path) -> None:
    """The best setting is confirmed by what a check asks, and finds what the merged model finds, one by one."""
    result = sweep(tmp_path / "sweep", lengths=(1024,), ranks=(16,), modules=("all",), weights=(0.75,))
    merged = run_haystack(
        HaystackOptions(
            model=grafted(16), out=tmp_path / "check", preset="classic", task=TASKS[1], lengths=(1024,), exports=()
        ),
        Listener(),
    )
    answers = read_log(tmp_path / "sweep").results
    found = {one.id.rpartition("/")[2]: one.hit for one in answers if one.phase == "confirm"}
    assert found == {one.id: one.hit for one in merged.main.run.results}
    assert result.sweep.best is not None


def test_a_clear_failure_costs_few_questions(tmp_path: Path) -> None:
    result = sweep(tmp_path / "out", lengths=(1024, 2048), ranks=(4,), modules=("attention",), weights=(0.1,))
    (point,) = result.sweep.points
    assert point.reach is None
    assert max(column.tally.n for column in point.columns) <= 8
    assert not result.as_json()["passed"]
    assert result.as_json()["verdict"]["state"] == "red"


def test_a_cancelled_sweep_goes_on(tmp_path: Path) -> None:
    class Impatient(Listener):
        def is_cancelled(self) -> bool:
            return sum(name == "setting" for name, _ in self.metrics) >= 2

    with pytest.raises(Cancelled):
        sweep(tmp_path / "out", Impatient(), **SMALL)
    (finished,) = read_sweep(tmp_path / "out").points
    before = {one.id for one in read_log(tmp_path / "out").results}
    resumed = sweep(tmp_path / "out", **SMALL)
    after = [one.id for one in read_log(tmp_path / "out").results]
    assert before < set(after)
    assert len(after) == len(set(after)), "nothing is asked twice"
    again = resumed.sweep.points[0]
    assert again.setting == finished.setting
    assert again.tokens == finished.tokens > 0, "what it took before counts"
    assert again.seconds > finished.seconds
    whole = sweep(tmp_path / "whole", **SMALL)
    assert [point.columns for point in resumed.sweep.points] == [point.columns for point in whole.sweep.points]


def test_many_needles_in_one_text_where_the_target_tells_them_apart(tmp_path: Path) -> None:
    models = induction_models()
    listener = Listener()
    result = sweep(
        tmp_path / "out", listener, target=models.target, adapter=models.adapter, tasks=(models.description,),
        lengths=(512, 4096), weights=(0, 1), ranks=(32,), modules=("all",),
    )  # fmt: skip
    assert not any("does not tell several apart" in warning for warning in listener.warnings)
    assert read_log(tmp_path / "out").header.plan["preset"] == "quick"
    best = result.sweep.best
    assert best is not None
    assert best.setting.weight == 1
    assert [point.qualifies for point in result.sweep.points] == [False, True], "the settings alone are not enough"


def test_isolated_needles_are_found_out_and_the_reason_is_told(tmp_path: Path) -> None:
    task = tmp_path / "task.yaml"
    task.write_text(TASKS[0].read_text().replace("only: isolated", ""))
    listener = Listener()
    sweep(tmp_path / "out", listener, tasks=(task,), lengths=(256,), ranks=(8,), modules=("all",), weights=(0.75,))
    assert any("does not tell several apart" in warning for warning in listener.warnings)
    assert read_log(tmp_path / "out").header.plan["preset"] == "classic"


def test_a_setting_that_cannot_be_is_told_and_the_others_are_tried(tmp_path: Path) -> None:
    listener = Listener()
    grid = SMALL | {"weights": (-1e39, 0.75)}
    result = sweep(tmp_path / "out", listener, **grid, prompts=SAMPLE / "prompts.jsonl", exports=("html", "csv", "png"))
    broken, good = result.sweep.points
    assert "NaN or infinite" in broken.failure
    assert not broken.qualifies
    assert not broken.columns
    assert result.sweep.best == good
    assert sum("Left out: rank 8, weight -1e+39" in warning for warning in listener.warnings) == 1
    assert "1 of 2 settings qualify, 1 could not be tried." in result.as_json()["verdict"]["sentence_en"]
    assert read_sweep(tmp_path / "out").points[0].failure == broken.failure
    assert "NaN or infinite" in (tmp_path / "out" / "settings.csv").read_text("utf-8")
    assert "NaN or infinite" in (tmp_path / "out" / "report.html").read_text("utf-8")


def test_a_sweep_of_nothing_but_broken_settings_has_no_verdict(tmp_path: Path) -> None:
    result = sweep(tmp_path / "out", **SMALL | {"weights": (1e39,)})
    verdict = result.as_json()["verdict"]
    assert verdict["state"] == "void"
    assert "no setting could be tried" in verdict["sentence_en"]
    assert "NaN or infinite" in verdict["sentence_en"]


def test_settings_whose_names_begin_alike_are_kept_apart(tmp_path: Path) -> None:
    grid = SMALL | {"lengths": (128,), "weights": (0.75, 0.7500000001), "modules": ("attn", "attn/?")}
    first = sweep(tmp_path / "out", **grid).sweep
    assert len({one.id.split("/")[0] for one in read_log(tmp_path / "out").results}) == 5
    assert sweep(tmp_path / "out", **grid).sweep.points == tuple(
        replace(point, seconds=again.seconds)
        for point, again in zip(first.points, read_sweep(tmp_path / "out").points, strict=True)
    )


@pytest.mark.parametrize(
    ("choices", "complaint"),
    [
        ({"modules": ("router",)}, "No module .* belongs to 'router'"),
        ({"prompts": Path("/nowhere.jsonl")}, "nowhere"),
        ({"tasks": (Path("/nowhere.yaml"),)}, "nowhere"),
        ({"adapter": SAMPLE / "long"}, "adapter"),
    ],
)
def test_bad_input(choices: dict[str, Any], complaint: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=complaint):
        sweep(tmp_path / "out", **choices)


def test_prompts_without_a_skill_are_refused(tmp_path: Path) -> None:
    lines = (SAMPLE / "prompts.jsonl").read_text().splitlines()
    (tmp_path / "prompts.jsonl").write_text("\n".join(line for line in lines if '"haystack"' in line))
    with pytest.raises(BadInput, match="none about a skill"):
        sweep(tmp_path / "out", prompts=tmp_path / "prompts.jsonl")


def test_an_adapter_for_another_model(tmp_path: Path) -> None:
    with pytest.raises(DoesNotFit):
        sweep(tmp_path / "out", adapter=induction_models().adapter)
    assert not (tmp_path / "out").exists()


def test_a_rank_above_the_adapter_s_own_is_its_own(tmp_path: Path) -> None:
    result = sweep(tmp_path / "out", lengths=(128,), ranks=(16, 64), modules=("all",), weights=(0.75,))
    assert [point.setting.rank for point in result.sweep.points] == [16]


def test_the_command(tmp_path: Path) -> None:
    words = ("--target", SAMPLE / "skill", "--adapter", adapter(16), "--task", TASKS[1], "--lengths", "128,1k")
    grid = ("--weights", "0.1,0.75", "--ranks", "8", "--modules", "all", "--out", tmp_path / "out")
    status, out, err = type_in("sweep", *words, *grid, "--dry-run")
    assert status == 0, err
    assert "2 settings, up to 1k tokens" in out
    assert not (tmp_path / "out").exists()
    status, out, err = type_in("sweep", *words, *grid)
    assert status == 0, err
    rows = [line.split() for line in out.splitlines()]
    assert next(row for row in rows if "0.1" in row)[:3] == ["all", "8", "0.1"]
    assert next(row for row in rows if row and row[0] == "→")[:7] == ["→", "all", "8", "0.75", "1.00", "1.00", "1k"]
    assert "Best compromise: rank 8, weight 0.75, all modules" in out
    assert (tmp_path / "out" / "settings.png").is_file()
    shutil.rmtree(tmp_path / "out")


@pytest.mark.slow
def test_the_mini_sweep_finds_a_sound_setting_in_both_languages(tmp_path: Path) -> None:
    result = sweep(tmp_path / "out", tasks=TASKS, ranks=(4, 8, 16), prompts=SAMPLE / "prompts.jsonl")
    assert len(result.sweep.points) == 24
    best = result.sweep.best
    assert best is not None
    assert best.confirmed
    assert best.skill is not None
    assert best.skill.hits >= 0.95 * 38
    assert {(column.language, column.length) for column in best.columns} == {
        (language, length) for language in ("en", "zh") for length in (128, 256, 512, 1024, 2048)
    }
    assert all(column.tally.n == 22 and column.tally.hits >= 0.8 * 22 for column in best.columns)
