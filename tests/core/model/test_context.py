"""What travels with a graft: whoever reads the patched config, old or new, finds the donor's settings."""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graftwork_core.errors import BadInput
from graftwork_core.model.context import (
    ContextSettings,
    read_context,
    tokenizer_with_context,
    with_context,
    with_window,
)

LLAMA3 = {"factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 8192}
YARN = {"factor": 4.0, "original_max_position_embeddings": 32768}
PLAIN = {"model_type": "llama", "hidden_size": 64, "num_attention_heads": 4, "intermediate_size": 96}


def llama(window: int = 131072, **rope: Any) -> dict[str, Any]:
    return {**PLAIN, "architectures": ["LlamaForCausalLM"], "max_position_embeddings": window, **rope}


def old(theta: float, window: int = 131072, scaling: dict[str, Any] | None = None) -> dict[str, Any]:
    return llama(window, rope_theta=theta, rope_scaling=scaling)


def new(theta: float, window: int = 131072, kind: str = "default", **scaling: Any) -> dict[str, Any]:
    return llama(window, rope_parameters={"rope_type": kind, "rope_theta": theta, **scaling})


LLAMAS = {
    "silent": PLAIN,
    "old": old(10000.0, 4096),
    "old-int": old(1000000),
    "old-llama3": old(500000.0, scaling={"rope_type": "llama3", **LLAMA3}),
    "old-yarn": old(1e6, 131072, {"type": "yarn", **YARN}),
    "old-linear": old(10000.0, 16384, {"type": "linear", "factor": 4.0}),
    "old-dynamic": old(10000.0, 16384, {"type": "dynamic", "factor": 2.0}),
    "new": new(3580165449.0, 1048576),
    "new-llama3": new(500000.0, 131072, "llama3", **LLAMA3),
    "new-yarn": new(1e6, 131072, "yarn", **YARN),
    "new-linear": new(10000.0, 16384, "linear", factor=4.0),
    "both": {**old(500000.0), **new(500000.0)},
    "both-at-odds": {**old(10000.0), **new(500000.0)},
    "both-at-odds-scaled": {**new(7.0), **old(500000.0, scaling={"rope_type": "llama3", **LLAMA3})},
}

_GEMMA_TEXT = {
    "model_type": "gemma3_text",
    "hidden_size": 64,
    "num_attention_heads": 4,
    "num_hidden_layers": 6,
    "sliding_window": 512,
}
_PER_LAYER = {
    "sliding_attention": {"rope_type": "default", "rope_theta": 10000.0},
    "full_attention": {"rope_type": "linear", "factor": 8.0, "rope_theta": 1000000.0},
}


def gemma(**text: Any) -> dict[str, Any]:
    return {
        "model_type": "gemma3",
        "text_config": {**_GEMMA_TEXT, **text},
        "vision_config": {"model_type": "siglip_vision_model"},
    }


GEMMAS = {
    "hub": gemma(rope_scaling={"factor": 8.0, "rope_type": "linear"}),
    "silent": gemma(),
    "old": gemma(max_position_embeddings=131072, rope_theta=1e6, rope_local_base_freq=10000.0, rope_scaling=None),
    "old-scaled": gemma(
        max_position_embeddings=65536,
        rope_theta=2e6,
        rope_local_base_freq=20000.0,
        rope_scaling={"factor": 4.0, "rope_type": "linear"},
        sliding_window_pattern=6,
    ),
    "new": gemma(max_position_embeddings=131072, rope_parameters=_PER_LAYER),
    "new-plain": gemma(
        max_position_embeddings=32768,
        rope_parameters={
            "sliding_attention": {"rope_type": "default", "rope_theta": 10000},
            "full_attention": {"rope_type": "default", "rope_theta": 5e6},
        },
    ),
}


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """What transformers logs, which it keeps from the root logger otherwise."""
    from transformers.utils import logging

    verbosity = logging.get_verbosity()
    logging.set_verbosity_warning()
    logging.enable_propagation()
    yield caplog
    logging.disable_propagation()
    logging.set_verbosity(verbosity)


def as_transformers_reads(config: dict[str, Any]) -> dict[str, Any]:
    import transformers

    config = copy.deepcopy(config)
    read = transformers.AutoConfig.for_model(config.pop("model_type"), **config).get_text_config()
    return {"rope": read.rope_parameters, "window": read.max_position_embeddings}


TARGETS = ("silent", "hub", "old-yarn", "old-scaled", "new-llama3", "new", "both")


def pairs(family: dict[str, Any]) -> list[Any]:
    return [pytest.param(family[d], family[t], id=f"{d}→{t}") for d in family for t in TARGETS if t in family]


def one(rope: Any) -> dict[str, Any]:
    """One plain `rope_parameters` of a config that has only those, or the old keys: as old readers take it."""
    theta = rope["rope_theta"]
    scaling = dict(rope.get("rope_scaling") or {})
    return {"rope_theta": theta, "kind": scaling.pop("rope_type", scaling.pop("type", "default")), **scaling}


@pytest.mark.parametrize(("donor", "target"), pairs(LLAMAS) + pairs(GEMMAS))
def test_transformers_reads_the_donors_settings(
    donor: dict[str, Any], target: dict[str, Any], said: pytest.LogCaptureFixture
) -> None:
    expected = as_transformers_reads(donor)
    said.clear()

    merged = with_context(target, read_context(donor))

    assert as_transformers_reads(merged) == expected
    assert not said.records


@pytest.mark.parametrize(("donor", "target"), [pair for pair in pairs(LLAMAS) if "silent→" not in str(pair.id)])
def test_both_generations_of_keys_say_the_same(donor: dict[str, Any], target: dict[str, Any]) -> None:
    merged = with_context(target, read_context(donor))

    parameters = dict(merged["rope_parameters"])
    kind = parameters.pop("rope_type")
    assert one(merged) == {"kind": kind, **parameters}


def test_what_the_donor_lacks_is_removed() -> None:
    merged = with_context(LLAMAS["new-yarn"], read_context(LLAMAS["old"]))

    assert merged["rope_scaling"] is None
    assert merged["rope_parameters"] == {"rope_type": "default", "rope_theta": 10000.0}
    assert merged["max_position_embeddings"] == 4096
    assert with_context(LLAMAS["old"], read_context(PLAIN)) == {**PLAIN, "architectures": ["LlamaForCausalLM"]}


def test_theta_keeps_every_digit(sample: Any) -> None:
    donor = json.loads((sample / "long" / "config.json").read_text())
    target = json.loads((sample / "skill" / "config.json").read_text())

    merged = json.loads(json.dumps(with_context(target, read_context(donor))))

    assert merged["rope_theta"] == merged["rope_parameters"]["rope_theta"] == donor["rope_theta"]
    assert merged["max_position_embeddings"] == 2048


def test_nothing_else_changes_and_nothing_is_shared() -> None:
    donor, target = (
        copy.deepcopy(LLAMAS["new-llama3"]),
        {**copy.deepcopy(LLAMAS["old"]), "sliding_window": 77, "x": [1]},
    )
    before = copy.deepcopy((donor, target))

    merged = with_context(target, read_context(donor))
    merged["rope_parameters"]["factor"] = 99
    merged["x"].append(2)

    assert (donor, target) == before
    assert merged["sliding_window"] == 77
    assert merged["architectures"] == ["LlamaForCausalLM"]


def test_other_names_of_the_window_are_kept() -> None:
    gpt2 = {"model_type": "gpt2", "n_positions": 1024, "n_ctx": 1024}

    merged = with_context(gpt2, ContextSettings(window=4096))

    assert merged == {"model_type": "gpt2", "n_positions": 4096, "n_ctx": 4096}


def test_copies_outside_the_language_section_follow() -> None:
    target = {"rope_theta": 1.0, "text_config": {"rope_theta": 1.0, "max_position_embeddings": 8}, "hidden_size": 3}

    merged = with_context(target, read_context(old(500000.0, 4096)))

    assert merged["rope_theta"] == merged["text_config"]["rope_theta"] == 500000.0
    assert merged["text_config"]["max_position_embeddings"] == 4096
    assert "max_position_embeddings" not in merged
    assert "rope_parameters" not in merged


def test_a_window_of_its_own_keeps_what_scaling_starts_from() -> None:
    config = old(1e6, 32768, {"type": "yarn", "factor": 4.0})

    wider = with_window(config, 131072)

    assert wider["max_position_embeddings"] == 131072
    assert wider["rope_scaling"]["original_max_position_embeddings"] == 32768
    assert with_window(LLAMAS["new-llama3"], 8)["rope_parameters"] == LLAMAS["new-llama3"]["rope_parameters"]


def test_a_window_reaches_the_language_section() -> None:
    assert with_window(GEMMAS["new"], 4096)["text_config"]["max_position_embeddings"] == 4096
    assert "max_position_embeddings" not in with_window(GEMMAS["new"], 4096)


def test_the_tokenizers_limit_travels() -> None:
    settings = read_context(PLAIN, {"model_max_length": 1000000000000000019884624838656})

    assert tokenizer_with_context({"a": 1}, settings) == {"a": 1, "model_max_length": 1000000000000000019884624838656}
    assert tokenizer_with_context({"model_max_length": 5}, read_context(PLAIN, {})) == {"model_max_length": 5}


def test_old_and_new_spelling_mean_the_same() -> None:
    assert read_context(LLAMAS["old-llama3"]).same_as(read_context(LLAMAS["new-llama3"]))
    assert read_context(LLAMAS["old-linear"]).same_as(read_context(LLAMAS["new-linear"]))
    assert read_context(GEMMAS["old"]).same_as(read_context(with_context(GEMMAS["new"], read_context(GEMMAS["old"]))))
    assert not read_context(LLAMAS["old"]).same_as(read_context(LLAMAS["new"]))


@pytest.mark.parametrize("config", [*LLAMAS.values(), *GEMMAS.values()])
def test_settings_survive_a_file(config: dict[str, Any]) -> None:
    settings = read_context(config, {"model_max_length": 4096})

    assert ContextSettings.from_json(json.loads(json.dumps(settings.to_json()))) == settings


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("rope_theta", "ten thousand"),
        ("rope_theta", -1),
        ("rope_theta", 0),
        ("rope_theta", math.nan),
        ("rope_theta", math.inf),
        ("rope_theta", 10**400),
        ("rope_theta", True),
        ("rope_theta", {}),
        ("rope_scaling", "linear"),
        ("rope_scaling", {"type": 3}),
        ("rope_scaling", {"type": "linear", "factor": -2}),
        ("rope_scaling", {"type": "linear", "factor": math.nan}),
        ("rope_scaling", {"a": {"b": {"c": {"d": {}}}}}),
        ("rope_scaling", {"long_factor": [1.0, math.inf]}),
        ("rope_scaling", {"long_factor": [1.0] * 70000}),
        ("rope_parameters", [1]),
        ("rope_parameters", {"full_attention": {"rope_theta": "x"}}),
        ("rope_local_base_freq", []),
    ],
)
def test_an_unusable_setting_is_named(key: str, value: Any) -> None:
    with pytest.raises(BadInput) as caught:
        read_context({**PLAIN, key: value})

    assert key in caught.value.message
    assert len(caught.value.message) < 200
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        {"rope": 3},
        {"rope": {"hidden_size": 1}},
        {"window": -4},
        {"window": "8k"},
        {"tokenizer_max_length": []},
    ],
)
def test_a_strange_settings_file_is_refused(content: Any) -> None:
    with pytest.raises(BadInput):
        ContextSettings.from_json(content)


@pytest.mark.parametrize("window", [None, "8k", -1, 0, 2.5, math.nan, True, [], {}, 10**30])
def test_a_senseless_window_is_unknown(window: Any) -> None:
    assert read_context({"max_position_embeddings": window}).window is None


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=10,
)
_keys = st.sampled_from(
    ["rope_theta", "rope_scaling", "rope_parameters", "max_position_embeddings", "n_ctx", "text_config", "rope_type"]
)


@given(st.dictionaries(_keys, _json | st.dictionaries(_keys, _json, max_size=3), max_size=5), _json)
def test_any_config_is_read_or_refused(config: dict[str, Any], limit: Any) -> None:
    try:
        settings = read_context(config, {"model_max_length": limit})
    except BadInput:
        return
    merged = with_context(config, settings)
    assert read_context(merged, {"model_max_length": limit}).same_as(settings)
    assert with_context(merged, settings) == merged
