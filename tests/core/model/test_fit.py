"""The report on whether base, donor and target belong together: each misfit gives its row, and only that."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graftwork_core.model.fit import FitReport, FitRow, Severity, check_fit, check_target
from graftwork_core.model.info import Model, open_model
from tests.core.model.making import LLAMA, llama_tensors, make_model, tokens

Make = Callable[..., Model]
TOPICS = {
    "files",
    "architecture",
    "tensors",
    "shapes",
    "vocabulary",
    "tokenizer",
    "tied",
    "dtype",
    "settings",
    "kinship",
    "context",
    "quantization",
    "code",
}


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes models with equal weights and tokens, but for what is given."""

    def make(name: str, config: dict[str, Any] | None = None, table: Any = None, **kinds: Any) -> Model:
        kinds.setdefault("tokenizer", tokens(20))
        return make_model(tmp_path / name, {**LLAMA, **(config or {})}, table, **kinds)

    return make


def not_ok(report: FitReport) -> list[FitRow]:
    return [row for row in report.rows if row.severity is not Severity.OK]


def only(report: FitReport, topic: str) -> FitRow:
    """The one row that is not green; it must be about this topic."""
    rows = not_ok(report)
    assert [row.topic for row in rows] == [topic], rows
    row = rows[0]
    assert row.message.endswith(".")
    assert row.advice.endswith(".")
    return row


def test_the_sample_fits_and_every_topic_has_a_row(sample: Path) -> None:
    report = check_fit(*(open_model(sample / name) for name in ("base", "long", "skill")))

    assert report.severity is Severity.OK
    assert {row.topic for row in report.rows} == TOPICS
    assert all(row.message and not row.advice for row in report.rows)
    context = next(row for row in report.rows if row.topic == "context")
    assert context.values["donor"].startswith("2048 tokens, theta 192484")
    assert json.loads(json.dumps(report.as_json()))["severity"] == "ok"


def test_base_and_donor_must_be_different_files(sample: Path, tmp_path: Path) -> None:
    base = open_model(sample / "base")
    shutil.copytree(sample / "base", tmp_path / "copy")
    (tmp_path / "link").symlink_to(sample / "base")

    assert only(check_fit(base, open_model(tmp_path / "link")), "files").severity is Severity.BLOCKING
    assert check_fit(base, open_model(tmp_path / "copy")).severity is Severity.OK


def test_a_donor_as_target_is_pointless(make: Make) -> None:
    base, donor = make("base"), make("donor")

    assert only(check_fit(base, donor, donor), "files").severity is Severity.WARNING


def test_another_type_of_model_blocks(make: Make) -> None:
    row = only(check_fit(make("base"), make("donor", {"model_type": "mistral"})), "architecture")

    assert row.severity is Severity.BLOCKING
    assert "mistral" in row.message
    assert set(row.values) == {"base", "donor"}


def test_equal_shapes_with_other_heads_block(make: Make) -> None:
    row = only(check_fit(make("base"), make("donor", {"num_attention_heads": 8, "head_dim": 8})), "architecture")

    assert "attention heads 8, the base 4" in row.message


def test_another_class_of_the_same_type_is_a_warning(make: Make) -> None:
    row = only(
        check_fit(make("base"), make("donor", {"architectures": ["LlamaForSequenceClassification"]})), "architecture"
    )

    assert row.severity is Severity.WARNING


@pytest.mark.parametrize("role", ["donor", "target"])
def test_a_missing_layer_weight_blocks(make: Make, role: str) -> None:
    table = llama_tensors()
    del table["model.layers.1.mlp.down_proj.weight"]
    models = {"donor": make("donor"), "target": make("target"), role: make("less", None, table)}

    row = only(check_fit(make("base"), models["donor"], models["target"]), "tensors")

    assert row.severity is Severity.BLOCKING
    assert f"The {role} lacks 1 tensor (model.layers.1.mlp.down_proj.weight)" in row.message


def test_another_spelling_of_all_names_blocks_with_examples(make: Make) -> None:
    table = {f"model.{name}": entry for name, entry in llama_tensors().items()}
    report = check_fit(make("base"), make("donor", None, table))

    row = next(row for row in report.rows if row.topic == "tensors")
    assert row.severity is Severity.BLOCKING
    assert "4 tensors (" in row.message
    assert ", …" in row.message
    kin = next(row for row in report.rows if row.topic == "kinship")
    assert (kin.severity, kin.values["donor"]) == (Severity.WARNING, "unknown")


def test_tensors_no_graft_needs_are_a_warning(make: Make) -> None:
    more = {
        "model.layers.0.rotary_emb.inv_freq": ("F32", (8,)),
        "model.layers.2.mlp.down_proj.weight": ("BF16", (32, 48)),
        "mtp.fc.weight": ("BF16", (32, 64)),
    }
    base = make("base", None, llama_tensors() | more)

    row = only(check_fit(base, make("donor"), make("target", None, llama_tensors() | more)), "tensors")

    assert row.severity is Severity.WARNING
    assert "lacks 3 tensors" in row.message


def test_another_shape_blocks_and_is_named(make: Make) -> None:
    table = llama_tensors() | {"model.layers.0.mlp.down_proj.weight": ("BF16", (32, 64))}

    row = only(check_fit(make("base"), make("donor", None, table)), "shapes")

    assert row.severity is Severity.BLOCKING
    assert "model.layers.0.mlp.down_proj.weight is 32 × 64 in the donor and 32 × 48 in the base" in row.message


def test_more_token_rows_are_a_warning(make: Make) -> None:
    donor = make("donor", {"vocab_size": 24}, llama_tensors(rows=24), tokenizer=tokens(24, added=4))

    rows = {row.topic: row for row in not_ok(check_fit(make("base"), donor))}

    assert set(rows) == {"vocabulary", "tokenizer"}
    assert all(row.severity is Severity.WARNING for row in rows.values())
    assert "24 rows in the donor and 20 in the base; only the 20 common rows" in rows["vocabulary"].message
    assert "adds 4 tokens" in rows["tokenizer"].message


def test_another_vocabulary_blocks(make: Make) -> None:
    row = only(check_fit(make("base"), make("donor", tokenizer=tokens(20, t3="cat", t4="dog"))), "tokenizer")

    assert row.severity is Severity.BLOCKING
    assert "2 of 20 common tokens differ" in row.message
    assert "'cat'" in row.message


def test_named_reserved_tokens_are_a_warning(make: Make) -> None:
    base = make("base", tokenizer=tokens(20, added=3))

    row = only(check_fit(base, make("donor", tokenizer=tokens(20, added=3, t18="<|tool|>"))), "tokenizer")

    assert row.severity is Severity.WARNING
    assert "renames 1 special token (number 18 is '<|tool|>'" in row.message


@pytest.mark.parametrize(
    "tokenizer", [None, {"model": {}}, {"model": {"vocab": {"a": -1}}}, {"model": {"vocab": {}}, "added_tokens": 3}]
)
def test_a_tokenizer_that_cannot_be_read_is_a_warning(make: Make, tokenizer: Any) -> None:
    assert only(check_fit(make("base"), make("donor", tokenizer=tokenizer)), "tokenizer").severity is Severity.WARNING


def test_tied_against_untied_is_a_warning(make: Make) -> None:
    headless = {name: entry for name, entry in llama_tensors().items() if "head" not in name}

    rows = {
        row.topic: row
        for row in not_ok(check_fit(make("base"), make("donor", {"tie_word_embeddings": True}, headless)))
    }

    assert {topic: row.severity for topic, row in rows.items()} == {
        "tensors": Severity.WARNING,
        "tied": Severity.WARNING,
    }


def test_another_stored_type_is_a_warning(make: Make) -> None:
    row = only(check_fit(make("base"), make("donor", None, llama_tensors("F32"))), "dtype")

    assert "fp32" in row.message
    assert "bf16" in row.message


def test_settings_that_change_the_function_are_a_warning(make: Make) -> None:
    donor = make("donor", {"rms_norm_eps": 1e-6, "sliding_window": 512, "hidden_act": "gelu"})

    row = only(check_fit(make("base"), donor), "settings")

    assert "rms_norm_eps (1e-06, base 1e-05)" in row.message
    assert "hidden_act" in row.message
    assert "sliding_window" not in row.message  # the base does not say, so nothing is known


def test_a_window_that_is_switched_off_does_not_count(make: Make) -> None:
    base = make("base", {"sliding_window": None})

    assert not not_ok(check_fit(base, make("donor", {"sliding_window": 4096, "use_sliding_window": False})))


def test_a_target_with_a_context_of_its_own_is_a_warning(make: Make) -> None:
    target = make("target", {"rope_theta": 5e6, "max_position_embeddings": 4096})

    row = only(check_fit(make("base"), make("donor", {"rope_theta": 1e6}), target), "context")

    assert "4096 tokens, theta 5000000" in row.message
    assert not not_ok(check_fit(make("base"), make("donor", {"rope_theta": 1e6}), make("plain")))


def test_strangers_of_equal_shape_block(make: Make) -> None:
    row = only(check_fit(make("base"), make("donor"), make("target", seed=5)), "kinship")

    assert row.severity is Severity.BLOCKING
    assert "target was not trained from this base" in row.message
    assert row.values["target"].startswith("cosine ")


@pytest.mark.parametrize("role", ["base", "donor", "target"])
def test_quantized_models_block(make: Make, role: str) -> None:
    stale = {"quantization_config": {"quant_method": "gptq"}}
    models = [make(name, stale if name == role else None) for name in ("base", "donor", "target")]

    row = only(check_fit(*models), "quantization")

    assert row.severity is Severity.BLOCKING
    assert f"The {role} is quantized (gptq)" in row.message


def test_code_of_its_own_is_noted_and_never_run(make: Make) -> None:
    row = only(check_fit(make("base"), make("donor"), make("target", {"auto_map": {"AutoModel": "x.Y"}})), "code")

    assert row.severity is Severity.WARNING
    assert "never runs" in row.message


def test_a_target_alone(make: Make) -> None:
    assert check_target(make("plain")).severity is Severity.OK
    assert (
        check_target(make("codes", {"quantization_config": {"quant_method": "awq"}})).blocking[0].topic
        == "quantization"
    )
    int8 = make("int8", None, {"model.w": ("I8", (64, 64)), "model.embed_tokens.weight": ("BF16", (2, 32))})
    assert check_target(int8).blocking[0].advice == "Use a 16-bit model."
