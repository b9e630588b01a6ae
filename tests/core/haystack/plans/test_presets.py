"""What the presets do with a model: which lengths, how often, how graded; and which options belong together."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from graftwork_core.haystack.plans.options import HaystackOptions, SweepOptions
from graftwork_core.haystack.plans.plan import LONGEST
from graftwork_core.haystack.plans.presets import procedure


def options(**values: Any) -> HaystackOptions:
    return HaystackOptions(model=Path("/m"), out=Path("/o"), **values)


def sweep(**values: Any) -> SweepOptions:
    return SweepOptions(target=Path("/t"), adapter=Path("/a"), out=Path("/o"), **values)


def test_a_quick_scan_is_dense_in_lengths_and_asks_most_at_the_octaves() -> None:
    scan = procedure(options(), 8192)
    plan = scan.plan
    assert plan.lengths[0] == 1024
    assert plan.lengths[-1] == 8192
    assert len(plan.lengths) == 13, "four steps to each of three doublings"
    assert plan.repeats_at(4096) == 5
    assert plan.repeats_at(2435) == 2
    assert (plan.tier, plan.grading, plan.mode, scan.stops, scan.smoke) == (None, "forced", "scan", True, True)
    assert plan.questions == 11 * (4 * 5 + 9 * 2) + 13


@pytest.mark.parametrize("preset", ["quick", "gradient", "classic"])
def test_lengths_end_where_they_are_told_or_can_be(preset: Any) -> None:
    assert procedure(options(preset=preset), 10**12).plan.lengths[-1] == LONGEST
    assert procedure(options(preset=preset, longest=64), 4096).plan.lengths == (64,)


def test_the_standard_preset_confirms_with_three_haystacks_and_reads_answers() -> None:
    scan = procedure(options(preset="standard"), 8192)
    assert scan.confirms
    assert scan.seeds == 3
    assert scan.plan.grading == "both"
    assert scan.harder == ("T3", "T4", "T5", "T6")


def test_the_published_grid() -> None:
    grid = procedure(options(preset="gradient"), 320_200)
    plan = grid.plan
    assert len(plan.lengths) == 21
    assert (plan.lengths[0], plan.lengths[-1]) == (100, 320_200)
    assert {b - a for a, b in pairwise(plan.lengths)} == {16005}
    assert plan.depth_list == (0, 0.2, 0.4, 0.6, 0.8, 1)
    assert plan.questions == 252
    assert (plan.grading, plan.use_template, plan.mode) == ("forced", False, "isolated")
    assert (plan.digits, grid.stops, grid.smoke) == (8, False, False)


def test_the_classic_grid_covers_a_small_model_beyond_its_window() -> None:
    grid = procedure(options(preset="classic"), 128)
    assert grid.plan.lengths == (128, 256, 512, 1024, 2048)
    assert grid.plan.questions == 110
    assert (grid.plan.grading, grid.plan.mode, grid.stops) == ("generated", "isolated", False)


@pytest.mark.parametrize(("target", "first"), [(128, 128), (3000, 128), (4096, 1024), (100_000, 1024)])
def test_octaves_end_at_the_target(target: int, first: int) -> None:
    lengths = procedure(options(preset="classic"), target).plan.lengths
    assert lengths[0] == first
    assert lengths[-1] == max(target, 2048)
    assert all(b <= 2 * a for a, b in pairwise(lengths))


def test_what_is_said_goes_before_the_preset() -> None:
    asked = options(preset="classic", lengths=(2048, 512, 512), depths=3, repeats=7, grading="both", stop=True)
    grid = procedure(asked, 128)
    assert grid.plan.lengths == (512, 2048)
    assert grid.plan.depth_list == (0, 0.5, 1)
    assert (grid.plan.repeats_at(512), grid.plan.repeats_at(2048)) == (7, 7)
    assert grid.plan.grading == "both"
    assert grid.stops
    assert procedure(options(depths=(0.9, 0.1)), 128).plan.depth_list == (0.1, 0.9)


def test_the_longest_length_can_be_said_alone() -> None:
    assert procedure(options(longest=4096), 131072).plan.lengths[-1] == 4096
    assert procedure(options(longest=4096), 131072).plan.lengths[0] == 1024
    assert procedure(options(preset="classic", longest=512), 131072).plan.lengths == (128, 256, 512)
    assert procedure(options(preset="classic", longest=64), None).plan.lengths == (64,)


def test_template_and_answer_prefix_are_left_to_the_model_unless_said() -> None:
    assert procedure(options(), 128).plan.use_template is None
    assert procedure(options(template=True), 128).plan.use_template
    assert not procedure(options(), 128).plan.answer_prefix
    assert procedure(options(answer_prefix=True), 128).plan.answer_prefix


def test_a_task_has_its_own_needles() -> None:
    assert procedure(options(preset="standard"), 8192, has_tiers=False).harder == ()
    assert procedure(options(preset="classic"), 8192, has_tiers=False).plan.tier is None
    assert procedure(options(preset="classic"), 8192).plan.tier == "T1"


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"engine": "gopher://there"}, "http address"),
        ({"engine": "http://x", "adapters": ({"path": "/a"},)}, "cannot apply adapters"),
        ({"engine": "http://x", "target": "/t"}, "this computer"),
        ({"task": "/t.yaml", "text": ("/t.txt",)}, "brings its own text"),
        ({"controls": True}, "need an adapter"),
        ({"lengths": ()}, "at least 1"),
        ({"lengths": (3,)}, "greater than or equal to 32"),
        ({"depths": (0.5, 1.5)}, "less than or equal to 1"),
        ({"depths": ()}, "give 1 to 101"),
        ({"lengths": (128,), "longest": 512}, "either the lengths or the longest"),
        ({"colour": "red"}, "not permitted"),
    ],
)
def test_refuses_what_does_not_belong_together(values: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        options(**values)


def test_a_sweep_takes_each_value_once_and_knows_groups_and_patterns() -> None:
    grid = sweep(weights=(1, 0.5, 1), modules=("all", r"q_proj|k_proj"), languages=("en", "zh", "en"))
    assert grid.weights == (1, 0.5)
    assert grid.languages == ("en", "zh")
    with pytest.raises(ValidationError, match="neither all, attention, mlp nor"):
        sweep(modules=("q_proj(",))
    with pytest.raises(ValidationError, match="finite number"):
        sweep(weights=(float("nan"),))
