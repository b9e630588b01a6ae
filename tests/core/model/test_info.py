"""What a model is, from config.json and headers alone: any architecture, any spelling, and hostile files."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graftwork_core.errors import BadInput
from graftwork_core.model.info import open_model
from tests.core.model.making import LLAMA, llama_tensors, make_model, write_model


def test_everything_about_the_sample(sample: Path) -> None:
    info = open_model(sample / "long").info

    assert (info.name, info.architecture, info.model_type) == ("long", "LlamaForCausalLM", "llama")
    assert (info.layers, info.hidden, info.heads, info.kv_heads, info.head_dim) == (4, 128, 4, 2, 32)
    assert (info.intermediate, info.experts, info.vocabulary, info.tied) == (256, None, 1022, False)
    assert (info.dtype, dict(info.dtypes)) == ("BF16", {"BF16": 852608})
    assert (info.parameters, info.nbytes, info.tensors, info.shards) == (852608, 1705216, 39, 1)
    assert (info.context_window, info.tokenizer_max_length) == (2048, 1048576)
    assert info.rope is not None
    assert (info.rope.kind, info.rope.theta) == ("default", 192484.00577313866)
    assert info.tokenizer_files == ("tokenizer.json", "tokenizer_config.json")
    assert info.quantization is None
    assert json.loads(json.dumps(info.as_json()))["rope"] == {"type": "default", "theta": 192484.00577313866}


def test_the_room_needs_no_torch(modules_after: Callable[[str], set[str]]) -> None:
    rooms = "context, files, fit, info, kinship, oracle, pairs, quantization, report, roles, rope, sections, vocabulary"

    loaded = modules_after(f"from graftwork_core.model import {rooms}")

    assert not loaded & {"torch", "transformers", "peft", "PySide6"}


def test_gpt2_spells_it_differently(tmp_path: Path) -> None:
    config = {"architectures": ["GPT2LMHeadModel"], "model_type": "gpt2", "n_layer": 2, "n_embd": 32, "n_head": 4}
    table = {
        "wte.weight": ("F32", (50, 32)),
        "wpe.weight": ("F32", (64, 32)),
        "h.1.attn.c_attn.weight": ("F32", (32, 96)),
    }

    info = make_model(
        tmp_path, {**config, "n_positions": 64, "n_ctx": 64, "n_inner": None, "vocab_size": 50}, table
    ).info

    assert (info.layers, info.hidden, info.heads, info.kv_heads, info.head_dim) == (2, 32, 4, 4, 8)
    assert (info.intermediate, info.context_window, info.rope, info.tied) == (128, 64, None, True)


def test_a_wrapper_keeps_the_language_model_in_a_section(tmp_path: Path) -> None:
    text = {"model_type": "inner", "hidden_size": 32, "num_hidden_layers": 2, "num_local_experts": 4, "rope_theta": 7.5}
    config = {
        "architectures": ["Wrapper"],
        "model_type": "outer",
        "llm_config": text,
        "vision_config": {"hidden_size": 999},
    }
    table = {"language_model.model.embed_tokens.weight": ("BF16", (20, 32)), "vision.weight": ("BF16", (999, 999))}

    info = make_model(tmp_path, config, table).info

    assert (info.model_type, info.hidden, info.layers, info.experts) == ("outer", 32, 2, 4)
    assert info.rope is not None
    assert (info.rope.theta, info.vocabulary) == (7.5, 20)


def test_layer_types_may_rotate_differently(tmp_path: Path) -> None:
    rope = {
        "sliding_attention": {"rope_type": "default", "rope_theta": 1e4},
        "full_attention": {"rope_type": "linear", "factor": 8.0, "rope_theta": 1e6},
    }

    info = make_model(tmp_path, {**LLAMA, "rope_theta": None, "rope_parameters": rope}).info

    assert info.rope is not None
    assert (info.rope.kind, info.rope.theta, info.rope.scaling) == ("linear", 1e6, {"factor": 8.0})
    assert info.rope.layer_types["sliding_attention"].theta == 1e4
    assert str(info.rope) == "theta 1000000, linear × 8"


def test_the_type_most_parameters_have_is_the_models(tmp_path: Path) -> None:
    table = llama_tensors("F16") | {"model.norm.weight": ("F32", (32,))}

    info = make_model(tmp_path, {**LLAMA, "torch_dtype": "bfloat16"}, table).info

    assert info.dtype == "F16"
    assert info.dtypes["F32"] == 32


def test_heads_say_whether_they_are_tied(tmp_path: Path) -> None:
    headless = {name: entry for name, entry in llama_tensors().items() if "head" not in name}

    assert make_model(tmp_path / "a", LLAMA, headless).info.tied
    assert make_model(tmp_path / "b", {**LLAMA, "tie_word_embeddings": True}).info.tied
    assert not make_model(tmp_path / "c", LLAMA).info.tied


def test_what_the_config_hides_the_tensors_tell(tmp_path: Path) -> None:
    info = make_model(tmp_path, {"model_type": "mystery"}).info

    assert (info.hidden, info.vocabulary, info.layers) == (32, 20, 2)
    assert (info.heads, info.head_dim, info.context_window, info.rope) == (None, None, None, None)


@pytest.mark.parametrize("value", ["many", -4, 0, 10**80, math.nan, math.inf, True, [], {}, None, "\u0000"])
def test_nonsense_in_the_config_is_not_believed(tmp_path: Path, value: Any) -> None:
    wild = ("hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size", "vocab_size", "head_dim")
    extra = {"architectures": value, "model_type": value, "quantization_config": None, "max_position_embeddings": value}

    info = make_model(tmp_path, dict.fromkeys(wild, value) | extra).info

    assert (info.hidden, info.vocabulary, info.layers, info.heads, info.intermediate) == (32, 20, 2, None, None)


_values = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.lists(st.integers(), max_size=2)
)


@given(st.dictionaries(st.sampled_from([*LLAMA, "text_config", "layer_types", "auto_map", "quantization"]), _values))
def test_any_config_opens_or_is_refused_with_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, config: dict[str, Any]
) -> None:
    folder = write_model(tmp_path_factory.mktemp("model"), config)
    try:
        said = json.dumps(open_model(folder).info.as_json())
    except BadInput as error:
        said = error.message
    assert str(folder) in said


def test_a_bad_setting_is_told_with_its_file(tmp_path: Path) -> None:
    folder = write_model(tmp_path, {**LLAMA, "rope_theta": "NaN"})

    with pytest.raises(BadInput, match=r"config\.json: rope_theta is 'NaN'"):
        open_model(folder)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "has no config.json"),
        ({"adapter_config.json": "{}"}, "holds an adapter"),
        ({"model_index.json": "{}"}, "image pipeline"),
        ({"config.json": "{}"}, "has no model.safetensors"),
        ({"config.json": "{}", "pytorch_model.bin": ""}, "pickle"),
        ({"config.json": "[1]", "model.safetensors": ""}, "JSON object"),
        ({"config.json": '{"a": ', "model.safetensors": ""}, "not valid JSON"),
        ({"config.json": "[" * 100_000, "model.safetensors": ""}, "not valid JSON"),
        ({"config.json": "{}", "model.safetensors": ""}, "too short"),
    ],
)
def test_what_is_no_model_is_called_what_it_is(tmp_path: Path, files: dict[str, str], message: str) -> None:
    for name, content in files.items():
        (tmp_path / name).write_text(content)

    with pytest.raises(BadInput, match=message):
        open_model(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="nowhere does not exist"):
        open_model(tmp_path / "nowhere")


def test_a_file_stands_for_its_folder(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "m")
    (folder / "pytorch_model.bin").write_text("")

    assert open_model(folder / "config.json").info == open_model(folder).info
    assert open_model(folder / "model.safetensors").info == open_model(folder).info
    with pytest.raises(BadInput, match=r"not a \.safetensors file"):
        open_model(folder / "pytorch_model.bin")
