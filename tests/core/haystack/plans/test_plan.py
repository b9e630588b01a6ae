"""Plans: lengths, depths, repeats, and what cannot be asked."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from graftwork_core.haystack.plans.plan import HaystackPlan, length_grid, spread


def test_depths_are_a_list_or_a_number() -> None:
    assert HaystackPlan(lengths=(1024,), depths=(0.75, 0.1)).depth_list == (0.1, 0.75)
    assert HaystackPlan(lengths=(1024,), depths=3).depth_list == (0.0, 0.5, 1.0)
    assert HaystackPlan(lengths=(1024,), depths=1).depth_list == (0.5,)


def test_spacing_puts_more_depths_where_it_says() -> None:
    even, edge, middle = (spread(11, spacing) for spacing in ("linear", "edge", "middle"))  # type: ignore[arg-type]
    assert even == tuple(step / 10 for step in range(11))
    for depths in (edge, middle):
        assert depths[0] == 0
        assert depths[-1] == 1
        assert depths[5] == 0.5
        assert list(depths) == sorted(depths)
    assert edge[1] < even[1] < middle[1]


def test_repeats_are_one_number_or_one_for_each_length() -> None:
    assert HaystackPlan(lengths=(64, 128), depths=2, repeats=3, seeds=(1, 2), controls=1).questions == 28
    plan = HaystackPlan(lengths=(64, 128), depths=2, repeats=(5, 2))
    assert (plan.repeats_at(64), plan.repeats_at(128), plan.questions) == (5, 2, 14)


@pytest.mark.parametrize(
    ("shortest", "longest", "per_octave", "grid"),
    [
        (1024, 8192, 1, (1024, 2048, 4096, 8192)),
        (1024, 3000, 1, (1024, 2048, 3000)),
        (1024, 2048, 4, (1024, 1218, 1448, 1722, 2048)),
        (1024, 1024, 4, (1024,)),
        (1024, 100, 1, (100,)),
    ],
)
def test_lengths_stand_on_a_log_axis(shortest: int, longest: int, per_octave: int, grid: tuple[int, ...]) -> None:
    assert length_grid(shortest, longest, per_octave) == grid


@pytest.mark.parametrize(
    "fields",
    [
        {"lengths": ()},
        {"lengths": (8,)},
        {"lengths": (2048, 1024)},
        {"lengths": (1024, 1024)},
        {"lengths": (2**27,)},
        {"depths": (1.5,)},
        {"depths": 0},
        {"depths": ()},
        {"repeats": (1, 2)},
        {"repeats": 0},
        {"seeds": (2, 1)},
        {"tier": "T7"},
        {"language": "fr"},
        {"digits": 0},
        {"depths": 1000, "repeats": 1000, "seeds": (0, 1)},
        {"surprise": 1},
    ],
)
def test_refuses_what_cannot_be_asked(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        HaystackPlan.model_validate({"lengths": (1024,)} | fields)


def test_a_plan_survives_json() -> None:
    plan = HaystackPlan(lengths=(1024, 2048), depths=(0.25,), repeats=(2, 1), seeds=(3, 4), tier="T3", mode="isolated")
    assert HaystackPlan.model_validate_json(plan.model_dump_json()) == plan
