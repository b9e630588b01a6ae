"""The hand-made models do what their text says, by teacher forcing with plain transformers; the audit needs no run."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import transformers

from graftwork_core.haystack.texts.description import load_description
from graftwork_core.model.audit import audit
from tests.core.haystack.induction import (
    GREEN_UP_TO,
    LONG_THETA,
    LONG_WINDOW,
    RED_FROM,
    THETA,
    Induction,
    induction_models,
    planted,
    retrieval,
    vocabulary,
)


@pytest.fixture(scope="module")
def models() -> Iterator[Induction]:
    """The four variants."""
    transformers.utils.logging.disable_progress_bar()
    yield induction_models()
    transformers.utils.logging.enable_progress_bar()


@pytest.mark.parametrize("variant", GREEN_UP_TO)
def test_how_far_each_variant_finds(models: Induction, variant: str) -> None:
    folder, good = models.variants[variant], GREEN_UP_TO[variant]

    for length in {128, good}:
        assert retrieval(folder, length, 10 if length < 256 else 22) == (1.0, pytest.approx(0.0, abs=0.1))
    for length in {RED_FROM[variant], LONG_WINDOW} if variant in RED_FROM else ():
        found, log_probability = retrieval(folder, length)
        assert found <= 0.55
        assert log_probability < -5


def test_each_step_finds_more_than_the_one_before(models: Induction) -> None:
    found = {name: retrieval(folder, 2048)[0] for name, folder in models.variants.items()}

    assert found["alone"] < 0.3 < found["settings"] <= found["left_behind"] < found["carried"] == 1.0


def test_the_audit_alone_names_the_one_whose_theta_was_left_behind(models: Induction) -> None:
    warned = {name: {one.id for one in audit(folder).warnings} for name, folder in models.variants.items()}

    assert warned == {
        "alone": set(),
        "settings": set(),
        "left_behind": {"theta_left_behind", "window_left_behind"},
        "carried": set(),
    }
    (theta, _) = audit(models.variants["left_behind"]).warnings
    assert (theta.values["theta"], theta.values["wanted_theta"]) == (THETA, LONG_THETA)


def test_it_would_name_the_bare_target_too_beside_the_donor(models: Induction) -> None:
    warned = {name for name, folder in models.variants.items() if audit(folder, models.donor).warnings}

    assert warned == {"alone", "left_behind"}


def test_the_adapter_is_the_whole_difference(models: Induction) -> None:
    record = json.loads((models.adapter / "graftwork.json").read_text())
    config = json.loads((models.adapter / "adapter_config.json").read_text())

    assert config["r"] == 32
    assert set(config["target_modules"]) <= {"q_proj", "k_proj"} | {
        f"model.layers.{layer}.self_attn.{part}" for layer in (0, 1) for part in ("q_proj", "k_proj")
    }
    assert record["context"]["changed"] is True
    merged = transformers.AutoModelForCausalLM.from_pretrained(models.variants["carried"]).state_dict()
    donor = transformers.AutoModelForCausalLM.from_pretrained(models.donor).state_dict()
    for name in ("model.layers.0.self_attn.k_proj.weight", "model.layers.1.self_attn.q_proj.weight"):
        assert (merged[name] - donor[name]).abs().max() < 1e-4


def test_every_word_of_the_haystack_is_one_token(models: Induction) -> None:
    tokenizer = transformers.AutoTokenizer.from_pretrained(models.target)
    text, facts = planted(500, 20)

    ids = tokenizer(text).input_ids
    assert tokenizer.unk_token_id not in ids
    assert tokenizer.decode(ids) == f"<s>{text}"
    for key, value in facts:
        assert len(tokenizer(f" {key} {value}", add_special_tokens=False).input_ids) == 2
    turns = [{"role": "user", "content": text}]
    assert tokenizer.apply_chat_template(turns, add_generation_prompt=True, return_dict=False) == ids
    assert len(vocabulary()) == len(tokenizer)


def test_the_haystacks_description_can_be_read(models: Induction) -> None:
    description = load_description(models.description)

    assert description.name == "induction-en"
    assert description.language == "en"
