"""Fine-tunes of one ancestor point the same way; strangers of equal shape do not."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from graftwork_core.errors import BadInput
from graftwork_core.model.info import Model, open_model
from graftwork_core.model.kinship import kinship
from tests.core.model.making import LLAMA, encode, llama_tensors, make_model, random_floats


def tuned(folder: Path, step: float, dtype: str = "BF16") -> Model:
    """A fine-tune of the model with seed 0 that moved by this share of its length."""
    table = llama_tensors(dtype)
    values = {
        name: encode(random_floats(name, shape, 0) + np.float32(step) * random_floats(name, shape, 9), dtype)
        for name, (_, shape) in table.items()
    }
    return make_model(folder, LLAMA, table, values=values)


def test_the_samples_are_relatives(sample: Path) -> None:
    models = [open_model(sample / name) for name in ("base", "long", "skill")]

    assert all(kinship(one, other) > 0.95 for one in models for other in models)


@pytest.mark.parametrize("dtype", ["BF16", "F16", "F32", "F64"])
def test_a_model_is_its_own_twin_in_every_type(tmp_path: Path, dtype: str) -> None:
    one = make_model(tmp_path / "one", LLAMA, llama_tensors("BF16"))
    other = make_model(tmp_path / "other", LLAMA, llama_tensors(dtype))

    assert kinship(one, other) == pytest.approx(1, abs=1e-4)


def test_the_further_a_model_moved_the_less_kin_it_is(tmp_path: Path) -> None:
    base = tuned(tmp_path / "base", 0)
    values = [kinship(base, tuned(tmp_path / str(step), step)) for step in (0.1, 0.5, 1, 3)]

    assert values == sorted(values, reverse=True)
    assert values[0] == pytest.approx(1 / math.sqrt(1 + 0.1**2), abs=0.02)
    assert values[2] == pytest.approx(1 / math.sqrt(2), abs=0.1)


def test_strangers_of_equal_shape_are_told(tmp_path: Path) -> None:
    one, other = make_model(tmp_path / "one", seed=1), make_model(tmp_path / "other", seed=2)

    assert abs(kinship(one, other)) < 0.2


def test_norms_and_embeddings_prove_nothing(tmp_path: Path) -> None:
    table = {"model.embed_tokens.weight": ("F32", (20, 32)), "model.norm.weight": ("F32", (32,))}
    one, other = make_model(tmp_path / "one", LLAMA, table), make_model(tmp_path / "other", LLAMA, table)

    assert math.isnan(kinship(one, other))


def test_rows_without_a_direction_are_passed_over(tmp_path: Path) -> None:
    table = llama_tensors("F32")
    name = "model.layers.0.mlp.down_proj.weight"
    broken = random_floats(name, (32, 48), 0)
    broken[:16], broken[16:] = 0, np.inf
    one = make_model(tmp_path / "one", LLAMA, table)
    other = make_model(tmp_path / "other", LLAMA, table, values={name: encode(broken, "F32")})

    assert kinship(one, other) == pytest.approx(1)


def test_a_file_that_shrank_is_named(tmp_path: Path) -> None:
    one, other = make_model(tmp_path / "one"), make_model(tmp_path / "other")
    file = other.checkpoint.headers[0].file
    with file.open("r+b") as stream:
        stream.truncate(5000)

    with pytest.raises(BadInput, match="became shorter"):
        kinship(one, other)
