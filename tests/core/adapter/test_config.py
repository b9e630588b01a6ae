"""adapter_config.json: what it means, and that nothing in it can do more than be refused."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graftwork_core.adapter.config import LoraConfig, parse_config
from graftwork_core.errors import BadInput

FILE = Path("adapter") / "adapter_config.json"
Q = "model.layers.0.self_attn.q_proj"


def parse(**raw: Any) -> LoraConfig:
    return parse_config(FILE, raw)


def test_what_nothing_says_is_pefts_default() -> None:
    config = parse()
    assert (config.peft_type, config.rank, config.alpha) == ("LORA", 8, 8.0)
    assert config.scale_of(Q, 8) == 1
    assert not config.problems
    assert not config.notes


@pytest.mark.parametrize(
    ("raw", "rank", "scale"),
    [
        ({"r": 16, "lora_alpha": 32}, 16, 2.0),
        ({"r": 16, "lora_alpha": 32}, 4, 8.0),
        ({"r": 16, "lora_alpha": 32, "use_rslora": True}, 16, 8.0),
        ({"r": 16, "lora_alpha": 8.5}, 16, 8.5 / 16),
        ({"r": 16, "lora_alpha": -16}, 16, -1.0),
        ({"r": 16, "lora_alpha": 0}, 16, 0.0),
        ({"lora_alpha": 10, "alpha_pattern": {"q_proj": 5}}, 5, 1.0),
        ({"lora_alpha": 10, "alpha_pattern": {"k_proj": 5, "q.proj": 20, "q_proj": 40}}, 10, 2.0),
        ({"lora_alpha": 10, "alpha_pattern": {"proj": 5}}, 10, 1.0),
        ({"lora_alpha": 10, "alpha_pattern": {r".*\.q_proj": 5}}, 10, 0.5),
        ({"peft_type": "ADALORA", "r": 2, "init_r": 12, "lora_alpha": 6}, 9, 6 / (12 + 1e-5)),
        ({"peft_type": "ADALORA", "lora_alpha": 6, "rank_pattern": {Q: 3}}, 3, 6 / (3 + 1e-5)),
    ],
)
def test_the_scale_is_pefts(raw: dict[str, Any], rank: int, scale: float) -> None:
    assert parse(**raw).scale_of(Q, rank) == pytest.approx(scale, rel=1e-12)


def test_the_first_pattern_that_matches_counts() -> None:
    config = parse(r=8, rank_pattern={"layers.0.self_attn.q_proj": 3, "v_proj": 5, "q_proj": 6})
    assert config.rank_of(Q) == 3
    assert config.rank_of("model.layers.10.self_attn.q_proj") == 6
    assert config.rank_of("model.layers.1.self_attn.v_proj") == 5
    assert config.rank_of("model.layers.1.mlp.up_proj") == 8


@pytest.mark.parametrize(
    ("raw", "targeted"),
    [
        ({"target_modules": ["q_proj"]}, True),
        ({"target_modules": ["_proj"]}, False),
        ({"target_modules": [Q]}, True),
        ({"target_modules": r".*q_proj"}, True),
        ({"target_modules": r"q_proj"}, False),
        ({"target_modules": r"(unclosed"}, False),
        ({"target_modules": ["q_proj"], "exclude_modules": ["q_proj"]}, False),
        ({"target_modules": ["q_proj"], "exclude_modules": r".*\.1\..*"}, True),
        ({"target_modules": ["q_proj"], "layers_to_transform": 0}, True),
        ({"target_modules": ["q_proj"], "layers_to_transform": [1, 2]}, False),
        ({"target_modules": None}, False),
        ({"target_modules": 7}, False),
    ],
)
def test_targets_are_found_by_pefts_rules(raw: dict[str, Any], targeted: bool) -> None:
    assert parse(**raw).is_targeted(Q) is targeted


@pytest.mark.parametrize(
    "raw",
    [
        {"r": 0},
        {"r": -4},
        {"r": 8.0},
        {"r": "8"},
        {"r": True},
        {"r": 2**40},
        {"r": None},
        {"lora_alpha": "16"},
        {"lora_alpha": None},
        {"lora_alpha": math.nan},
        {"lora_alpha": math.inf},
        {"lora_alpha": 10**400},
        {"lora_alpha": True},
        {"lora_alpha": 1e30},
        {"lora_alpha": -(10**7)},
        {"rank_pattern": ["q_proj"]},
        {"rank_pattern": {"q_proj": 0}},
        {"rank_pattern": {"q_proj": 2.5}},
        {"rank_pattern": {"(": 4}},
        {"alpha_pattern": {"q_proj": math.nan}},
        {"alpha_pattern": {"q_proj": 10**400}},
        {"alpha_pattern": {"q_proj": 1e30}},
        {"rank_pattern": {"q_proj": 2**40}},
        {"target_modules": ["q_proj", "a" * 1000]},
        {"target_modules": "a" * 30_000},
        {"exclude_modules": "a" * 30_000},
        {"modules_to_save": ["a" * 1000]},
        {"alpha_pattern": {"[": 4}},
        {"alpha_pattern": {"a" * 30_000: 4}},
        {"peft_type": "LOHA"},
        {"peft_type": None},
        {"peft_type": ["LORA"]},
        {"peft_type": {}},
        {"use_rslora": "true"},
        {"use_rslora": 1},
        {"use_dora": "yes"},
        {"trainable_token_indices": {"embed_tokens": [1, -2]}},
        {"trainable_token_indices": {"embed_tokens": 3}},
        {"trainable_token_indices": "all"},
    ],
    ids=repr,
)
def test_impossible_values_are_refused_with_the_file_and_the_field(raw: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match=r"adapter_config\.json") as caught:
        parse(**raw)
    name = next(iter(raw))
    assert name in caught.value.message or name == "peft_type"
    assert len(caught.value.message) < 400


@pytest.mark.parametrize("name", [".*", "q.proj", "(q_proj|k_proj)", "*", "q_proj$", r"layers\.0\..*"])
def test_names_in_a_list_mean_themselves(name: str) -> None:
    """Only a text of its own is a regular expression, by PEFT's rules; a list holds names."""
    assert not parse(target_modules=[name]).is_targeted(Q)
    assert parse(target_modules=[name]).is_targeted(f"model.{name}")


@pytest.mark.parametrize(
    ("raw", "named"),
    [
        ({"use_qalora": True}, "use_qalora"),
        ({"use_bdlora": {"a": 1}}, "use_bdlora"),
        ({"alora_invocation_tokens": [1]}, "alora_invocation_tokens"),
        ({"layer_replication": [[0, 2]]}, "layer_replication"),
        ({"init_lora_weights": "pissa_niter_4"}, "pissa_niter_4"),
        ({"init_lora_weights": "OLoRA"}, "OLoRA"),
        ({"use_something_of_2031": True}, "use_something_of_2031"),
    ],
)
def test_what_would_change_the_result_is_a_problem(raw: dict[str, Any], named: str) -> None:
    (problem,) = parse(**raw).problems
    assert named in problem


@pytest.mark.parametrize("value", [None, False, "", 0, [], {}])
def test_an_unknown_setting_that_is_off_is_none(value: Any) -> None:
    assert not parse(use_something_of_2031=value).problems


def test_a_quantized_base_is_a_note() -> None:
    (note,) = parse(base_model_name_or_path="unsloth/Llama-3-8B-bnb-4bit").notes
    assert "bnb-4bit" in note
    assert not parse(base_model_name_or_path="meta-llama/Llama-3.1-8B").notes


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    """peft_type r lora_alpha init_r rank_pattern alpha_pattern target_modules exclude_modules layers_to_transform
    target_parameters modules_to_save trainable_token_indices peft_version base_model_name_or_path use_rslora use_dora
    init_lora_weights bias""".split()
)


@given(st.dictionaries(FIELDS, JSON, max_size=6))
def test_any_json_is_understood_or_refused(raw: dict[str, Any]) -> None:
    try:
        config = parse_config(FILE, json.loads(json.dumps(raw)))
    except BadInput:
        return
    assert math.isfinite(config.scale_of(Q, 4))
    config.is_targeted(Q)
    assert config.rank_of(Q) > 0


@given(st.text(max_size=30))
def test_any_text_is_a_pattern_or_refused(pattern: str) -> None:
    try:
        config = parse(rank_pattern={pattern: 3}, target_modules=pattern)
    except BadInput:
        return
    assert config.rank_of(Q) in (3, 8)
    config.is_targeted(Q)
