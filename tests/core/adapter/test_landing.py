"""Where an adapter lands: by name, by the one name that means the same, in which orientation, or nowhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from graftwork_core.adapter.files import Adapter
from graftwork_core.adapter.landing import land
from graftwork_core.adapter.targets import TensorFinder
from graftwork_core.adapter.updates import Addition, LowRank, Replacement, RowReplacement
from graftwork_core.model.info import Model
from tests.core.adapter.making import DOWN, PREFIX, Q, make_adapter, pair
from tests.core.model.making import LLAMA, make_model

EMBEDDING = "model.embed_tokens"
Shapes = Mapping[str, tuple[int, ...]]


def model(folder: Path, shapes: Shapes, **config: Any) -> Model:
    return make_model(folder / "target", LLAMA | config, {name: ("F32", shape) for name, shape in shapes.items()})


def adapter(folder: Path, table: Shapes, **kinds: Any) -> Adapter:
    return make_adapter(folder / "adapter", table, **kinds)


def llama(folder: Path, **config: Any) -> Model:
    return make_model(folder / "target", LLAMA | config)


def found_by(folder: Path, names: list[str], wanted: str) -> str | None:
    tensor = TensorFinder(model(folder, dict.fromkeys(names, (4, 4)))).find(wanted)
    return None if tensor is None else tensor.name


W = "layers.0.attn.q.weight"


@pytest.mark.parametrize(
    ("names", "wanted", "found"),
    [
        ([f"model.{W}"], f"model.{W}", f"model.{W}"),
        ([f"model.{W}"], W, f"model.{W}"),
        ([W], f"transformer.{W}", W),
        ([f"model.language_model.{W}"], f"model.{W}", f"model.language_model.{W}"),
        ([f"language_model.model.{W}"], f"model.language_model.{W}", f"language_model.model.{W}"),
        ([f"model.vision.{W}", f"model.language_model.{W}"], f"model.{W}", None),
        ([f"model.vision.{W}", f"model.language_model.{W}"], f"model.language_model.{W}", f"model.language_model.{W}"),
        ([f"model.vision.{W}"], f"model.language_model.{W}", None),
        ([f"model.{W}"], "model.layers.1.attn.q.weight", None),
        ([f"model.{W}"], "model.layers.0.attn.k.weight", None),
        (["h.0.mlp.experts.3.w1.weight"], "h.0.mlp.experts.4.w1.weight", None),
        (["model.norm.weight"], "norm.weight", None),
        (["model.embed_tokens.weight"], "embed_tokens.weight", "model.embed_tokens.weight"),
        (["lm_head.weight"], "language_model.lm_head.weight", "lm_head.weight"),
        (["a.embed.weight", "b.embed.weight"], "embed.weight", None),
    ],
)
def test_a_name_is_found_when_one_tensor_alone_can_be_meant(
    names: list[str], wanted: str, found: str | None, tmp_path: Path
) -> None:
    if wanted == "norm.weight":  # a name of two parts may stand under any prefix, as an embedding's does
        found = names[0]
    assert found_by(tmp_path, names, wanted) == found


@pytest.mark.parametrize(
    ("shapes", "input_first"),
    [
        ({"a.weight": (4, 12), "a.bias": (12,)}, True),
        ({"a.weight": (12, 4), "a.bias": (12,)}, False),
        ({"a.weight": (4, 4), "a.bias": (4,)}, False),
        ({"a.weight": (4, 12)}, False),
        ({"a.bias": (12,)}, False),
        ({"a.weight": (12,), "a.bias": (12,)}, False),
        ({"a.weight": (4, 12), "a.bias": (12,), "b.weight": (12, 4), "b.bias": (12,)}, False),
        ({"a.weight": (4, 12), "a.bias": (12,), "b.weight": (4, 8), "b.bias": (8,), "c.weight": (9, 4)}, True),
    ],
)
def test_biases_tell_which_way_matrices_lie(shapes: Shapes, input_first: bool, tmp_path: Path) -> None:
    assert TensorFinder(model(tmp_path, shapes)).stores_input_first is input_first


def test_a_pair_lands_on_its_matrix(tmp_path: Path) -> None:
    landing = land(adapter(tmp_path, pair() | pair(DOWN, shape=(32, 48))), llama(tmp_path), 0.5)
    assert set(landing.updates) == {f"{Q}.weight", f"{DOWN}.weight"}
    (update,) = landing.updates[f"{DOWN}.weight"]
    assert isinstance(update, LowRank)
    assert (update.scale, update.weight, update.transposed) == (2.0, 0.5, False)
    assert landing.landed == {Q: [f"{Q}.weight"], DOWN: [f"{DOWN}.weight"]}
    assert not any((landing.problems, landing.unmatched, landing.undecided, landing.untied))


@pytest.mark.parametrize("square", [False, True])
@pytest.mark.parametrize("input_first", [False, True])
def test_the_way_a_matrix_lies_is_found_from_its_shape_or_from_biases(
    input_first: bool, square: bool, tmp_path: Path
) -> None:
    outputs, inputs = (8, 8) if square else (24, 8)
    shapes: dict[str, tuple[int, ...]] = {
        "h.0.c.weight": (inputs, outputs) if input_first else (outputs, inputs),
        "h.0.other.weight": (8, 12) if input_first else (12, 8),
        "h.0.other.bias": (12,),
    }
    made = adapter(tmp_path, pair("transformer.h.0.c", shape=(outputs, inputs)))
    landing = land(made, model(tmp_path, shapes))
    (update,) = landing.updates["h.0.c.weight"]
    assert isinstance(update, LowRank)
    assert update.transposed is input_first


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (pair(shape=(32, 16)), r"\[32, 16\].*\[32, 32\]"),
        (pair(DOWN, shape=(48, 48)), r"\[48, 48\].*\[32, 48\]"),
        (pair("model.layers.0.input_layernorm", shape=(32, 32)), r"input_layernorm"),
        (pair() | {f"{PREFIX}{Q}.lora_magnitude_vector": (31,)}, "31 magnitudes"),
        (pair() | {f"{PREFIX}{Q}.lora_B.bias": (32,)}, "does not have"),
        ({f"{PREFIX}{Q}.weight": (31, 32)}, r"\[31, 32\]"),
        (
            {f"{PREFIX}{EMBEDDING}.lora_embedding_A": (4, 21), f"{PREFIX}{EMBEDDING}.lora_embedding_B": (32, 4)},
            "21 tokens",
        ),
    ],
)
def test_what_has_another_shape_is_a_problem_with_both(table: Shapes, said: str, tmp_path: Path) -> None:
    landing = land(adapter(tmp_path, table), llama(tmp_path))
    assert len(landing.problems) == 1
    assert re.search(said, landing.problems[0])
    assert not landing.untied


def test_every_tensor_that_lands_nowhere_is_named(tmp_path: Path) -> None:
    nowhere = "model.layers.9.self_attn.q_proj"
    table = {**pair(), **pair(nowhere), f"{PREFIX}other.weight": (3, 3), "strange": (1,)}
    made = adapter(
        tmp_path, table, deltas={"model.layers.9.norm.weight": (32,), "model.layers.0.input_layernorm.weight": (32,)}
    )
    landing = land(made, llama(tmp_path))
    assert set(landing.unmatched) == {
        *pair(nowhere),
        f"{PREFIX}other.weight",
        "strange",
        "model.layers.9.norm.weight (graftwork_delta.safetensors)",
    }
    assert [type(update) for update in landing.updates["model.layers.0.input_layernorm.weight"]] == [Addition]


def test_more_tokens_are_taken_whole_only(tmp_path: Path) -> None:
    table = {f"{PREFIX}{EMBEDDING}.weight": (25, 32)}
    whole = land(adapter(tmp_path, table), llama(tmp_path))
    assert isinstance(whole.updates[f"{EMBEDDING}.weight"][0], Replacement)
    half = land(adapter(tmp_path, table), llama(tmp_path), 0.5)
    assert len(half.problems) == 1
    norm = land(adapter(tmp_path, {f"{PREFIX}{DOWN}.weight": (33, 48)}), llama(tmp_path))
    assert len(norm.problems) == 1


@pytest.mark.parametrize(
    ("indices", "shape", "lands"),
    [
        ({"embed_tokens": [3, 19]}, (2, 32), True),
        ([3, 19], (2, 32), True),
        ({"model.embed_tokens": [0, 1]}, (2, 32), True),
        ({"embed_tokens": [3, 20]}, (2, 32), False),
        ({"embed_tokens": [3]}, (2, 32), False),
        ({"embed_tokens": [3, 4]}, (2, 31), False),
        ({"lm_head": [3, 4]}, (2, 32), False),
        (None, (2, 32), False),
    ],
)
def test_token_rows_need_their_numbers(indices: Any, shape: tuple[int, ...], lands: bool, tmp_path: Path) -> None:
    table = {f"{PREFIX}{EMBEDDING}.token_adapter.trainable_tokens_delta": shape}
    landing = land(adapter(tmp_path, table, trainable_token_indices=indices), llama(tmp_path))
    assert bool(landing.problems) is not lands
    if lands:
        (update,) = landing.updates[f"{EMBEDDING}.weight"]
        assert isinstance(update, RowReplacement)
        assert len(update.indices) == 2
    else:
        assert not landing.updates


def tied(folder: Path) -> Model:
    shapes = {f"{EMBEDDING}.weight": (20, 32), f"{Q}.weight": (32, 32)}
    return model(folder, shapes, tie_word_embeddings=True)


HEAD_PAIR = pair("lm_head", shape=(20, 32))
EMBEDDING_PAIR = {
    f"{PREFIX}{EMBEDDING}.lora_embedding_A": (4, 20),
    f"{PREFIX}{EMBEDDING}.lora_embedding_B": (32, 4),
}


@pytest.mark.parametrize(
    ("table", "config", "changed", "unties"),
    [
        (pair(), {}, {f"{Q}.weight"}, False),
        (HEAD_PAIR, {}, {"lm_head.weight"}, True),
        (EMBEDDING_PAIR, {}, {f"{EMBEDDING}.weight"}, True),
        (EMBEDDING_PAIR | HEAD_PAIR, {}, {f"{EMBEDDING}.weight", "lm_head.weight"}, True),
        (EMBEDDING_PAIR | HEAD_PAIR, {"ensure_weight_tying": True}, {f"{EMBEDDING}.weight"}, False),
        ({f"{PREFIX}lm_head.weight": (20, 32)}, {}, {"lm_head.weight"}, True),
        ({f"{PREFIX}{EMBEDDING}.weight": (20, 32)}, {"ensure_weight_tying": True}, {f"{EMBEDDING}.weight"}, False),
    ],
)
def test_one_side_of_a_tied_pair_becomes_a_tensor_of_its_own(
    table: Shapes, config: Mapping[str, Any], changed: set[str], unties: bool, tmp_path: Path
) -> None:
    landing = land(adapter(tmp_path, table, **config), tied(tmp_path))
    assert not landing.problems
    assert not landing.unmatched
    assert set(landing.updates) == changed
    assert bool(landing.untied) is unties


def test_a_configured_target_without_factors_is_noticed(tmp_path: Path) -> None:
    whole = pair() | pair("model.layers.1.self_attn.q_proj")
    for table, problems in ((whole, 0), (pair(), 1)):
        landing = land(adapter(tmp_path, table, target_modules=["q_proj"]), llama(tmp_path))
        assert len(landing.problems) == problems
    chosen = land(adapter(tmp_path, pair(), target_modules=["q_proj"], layers_to_transform=[0]), llama(tmp_path))
    assert not chosen.problems
