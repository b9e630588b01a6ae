"""The sample of the base's weights that an adapter carries: relatives are near 1, strangers near 0, damage is None."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graftwork_core.model.sketch import make_sketch, sketch_cosine
from tests.core.model.making import Table, encode, llama_tensors, make_model, random_floats

TABLE = llama_tensors("F32")


def moved(amount: float, table: Table = TABLE) -> dict[str, bytes]:
    """The tensors of seed 0, each moved by `amount` times another random tensor."""
    return {
        name: encode(random_floats(name, shape, 0) + np.float32(amount) * random_floats(name, shape, 1), dtype)
        for name, (dtype, shape) in table.items()
    }


@pytest.mark.parametrize("dtype", ["BF16", "F16", "F32", "F64"])
def test_a_model_is_its_own_twin_in_every_type(dtype: str, tmp_path: Path) -> None:
    model = make_model(tmp_path / "model", table=llama_tensors(dtype))
    other = make_model(tmp_path / "other", table=llama_tensors("F32"))
    for sketched, target in ((model, model), (model, other), (other, model)):
        assert sketch_cosine(make_sketch(sketched), target) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("amount", [0.01, 0.1, 0.5])
def test_a_relative_is_as_near_as_it_moved_little(amount: float, tmp_path: Path) -> None:
    base = make_model(tmp_path / "base", table=TABLE)
    tuned = make_model(tmp_path / "tuned", table=TABLE, values=moved(amount))
    assert sketch_cosine(make_sketch(base), tuned) == pytest.approx(1 / (1 + amount**2) ** 0.5, abs=0.05)


def test_a_stranger_of_the_same_shapes_is_told(tmp_path: Path) -> None:
    wide = {name: (dtype, (*shape[:-1], 64)) for name, (dtype, shape) in llama_tensors("F32", layers=8).items()}
    base = make_model(tmp_path / "base", table=wide)
    stranger = make_model(tmp_path / "stranger", table=wide, seed=5)
    cosine = sketch_cosine(make_sketch(base), stranger)
    assert cosine is not None
    assert abs(cosine) < 0.15


def test_it_is_small_plain_json_without_embeddings(sample: Path, tmp_path: Path) -> None:
    from graftwork_core.model.info import open_model

    for model in (make_model(tmp_path / "model", table=llama_tensors(layers=200)), open_model(sample / "base")):
        sketch = make_sketch(model)
        text = json.dumps(sketch, allow_nan=False)
        assert json.loads(text) == sketch
        assert 0 < len(sketch) <= 16
        assert len(text) < 16_000
        assert not [name for name in sketch if name in model.token_rows]
        assert sketch_cosine(json.loads(text), model) == pytest.approx(1, abs=1e-3)


def test_the_samples_are_relatives(sample: Path) -> None:
    from graftwork_core.model.info import open_model

    sketch = make_sketch(open_model(sample / "base"))
    for name in ("long", "skill"):
        cosine = sketch_cosine(sketch, open_model(sample / name))
        assert cosine is not None
        assert cosine > 0.8


def test_more_tokens_or_other_layers_do_not_matter(tmp_path: Path) -> None:
    sketch = make_sketch(make_model(tmp_path / "base", table=TABLE))
    more = make_model(tmp_path / "more", table=llama_tensors("F32", rows=30, layers=5))
    assert sketch_cosine(sketch, more) == pytest.approx(1, abs=1e-3)


NAME = "model.layers.0.self_attn.q_proj.weight"
DOWN = "model.layers.1.mlp.down_proj.weight"


@pytest.mark.parametrize(
    "damaged",
    [
        {},
        {NAME: None},
        {NAME: "0.1"},
        {NAME: 7},
        {NAME: []},
        {NAME: [0.1] * 31},
        {NAME: [0.1] * 32},
        {NAME: [0.0] * 32, DOWN: [0.0] * 48},
        {NAME: ["x"] * 32, DOWN: [None] * 48},
        {NAME: [True] * 32, DOWN: [[1.0]] * 48},
        {NAME: [float("nan")] * 32, DOWN: [float("inf")] * 48},
        {NAME: [10**400] * 32, DOWN: [10**400] * 48},
        {NAME: [10**300] * 32, DOWN: [1e300] * 48},
        {"nothing.of.the.kind": [0.1] * 48},
        {"model.layers.0.input_layernorm.weight": [0.1] * 48},
    ],
    ids=lambda damaged: repr(damaged)[:60],
)
def test_a_damaged_sketch_says_nothing(damaged: dict[str, Any], tmp_path: Path) -> None:
    assert sketch_cosine(damaged, make_model(tmp_path / "model", table=TABLE)) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sketch=st.dictionaries(
        st.sampled_from([NAME, DOWN, "x"]),
        st.lists(st.floats() | st.integers(), min_size=32, max_size=32)
        | st.lists(st.floats(), min_size=48)
        | st.text(),
    )
)
def test_any_numbers_give_a_cosine_or_nothing(sketch: dict[str, Any], tmp_path: Path) -> None:
    model = make_model(tmp_path / "model", table=TABLE)
    cosine = sketch_cosine(sketch, model)
    assert cosine is None or -1.001 <= cosine <= 1.001
