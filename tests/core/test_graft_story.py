"""The whole story on the shipped sample: the donor's long context arrives in the target, and its own skill stays."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import torch
import transformers

from graftwork_core.graft import GraftOptions, check, graft
from graftwork_core.model.info import open_model
from tests.core import tiny
from tests.core.compare import tree
from tests.core.engine import Listener, extract, merge


@pytest.fixture(scope="module")
def grafted(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample grafted as the README says: rank 16, weight 0.75."""
    out = tmp_path_factory.mktemp("story") / "grafted"
    options = GraftOptions(
        base=sample / "base", donor=sample / "long", target=sample / "skill", out=out, rank=16, weight=0.75
    )
    graft(options, Listener())
    return out


def settings(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "config.json").read_text())
    return found


def prompts(sample: Path, **wanted: object) -> list[dict[str, Any]]:
    rows = map(json.loads, (sample / "prompts.jsonl").read_text(encoding="utf-8").splitlines())
    return [row for row in rows if all(row.get(key) == value for key, value in wanted.items())]


def score(folder: Path, rows: Iterable[dict[str, Any]]) -> float:
    """Share of the prompts whose greedy reply of at most 8 tokens contains the value."""
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    model = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    right = []
    for row in rows:
        chat = [{"role": "user", "content": row["user"]}]
        tokens = tokenizer.apply_chat_template(chat, add_generation_prompt=True, return_tensors="pt", return_dict=True)
        with torch.no_grad():
            reply = model.generate(**tokens, max_new_tokens=8, do_sample=False)
        right.append(row["contains"] in tokenizer.decode(reply[0, tokens["input_ids"].shape[1] :]))
    return sum(right) / len(right)


def test_transformers_finds_every_key_and_needs_every_one(grafted: Path) -> None:
    assert tiny.loads_cleanly(grafted).dtype == torch.bfloat16


def test_the_context_settings_are_the_donors(grafted: Path, sample: Path) -> None:
    donor = settings(sample / "long")
    assert settings(grafted)["rope_theta"] == donor["rope_theta"]
    assert settings(grafted)["rope_parameters"]["rope_theta"] == donor["rope_theta"]
    assert settings(grafted)["max_position_embeddings"] == 2048
    loaded = transformers.AutoConfig.from_pretrained(grafted)
    assert loaded.rope_parameters == transformers.AutoConfig.from_pretrained(sample / "long").rope_parameters
    assert loaded.max_position_embeddings == 2048


def test_everything_else_in_the_config_is_the_targets(grafted: Path, sample: Path) -> None:
    context = {"rope_theta", "rope_scaling", "rope_parameters", "max_position_embeddings"}
    target = {key: value for key, value in settings(sample / "skill").items() if key not in context}
    assert {key: value for key, value in settings(grafted).items() if key in target} == target


def test_the_tokenizer_comes_along(grafted: Path, sample: Path) -> None:
    for name in ("tokenizer.json", "chat_template.jinja", "generation_config.json"):
        assert (grafted / name).read_bytes() == (sample / "skill" / name).read_bytes()


def test_the_adapter_and_a_model_card_lie_with_it(grafted: Path) -> None:
    assert {"adapter_config.json", "adapter_model.safetensors"} <= {
        file.name for file in (grafted / "adapter").iterdir()
    }
    card = (grafted / "README.md").read_text(encoding="utf-8")
    assert card.startswith("---\n")
    for promised in ("base_model:", "base_model_relation:", "library_name:", "tags:", "graftwork"):
        assert promised in card
    json.loads((grafted / "graftwork.json").read_text())


def test_the_inputs_are_untouched_and_a_second_graft_is_the_same(grafted: Path, sample: Path, tmp_path: Path) -> None:
    before = tree(sample)
    out = tmp_path / "grafted"
    options = {name: sample / name for name in ("base",)} | {"donor": sample / "long", "target": sample / "skill"}
    graft(GraftOptions(**options, out=out, rank=16, weight=0.75), Listener())
    assert tree(sample) == before
    weights = {name: digest for name, digest in tree(grafted).items() if name.endswith(".safetensors")}
    assert weights == {name: digest for name, digest in tree(out).items() if name.endswith(".safetensors")}


@pytest.mark.slow
def test_long_chinese_questions_are_answered(grafted: Path, sample: Path) -> None:
    rows = prompts(sample, lang="zh", tokens=2048)[::2]
    assert score(grafted, rows) >= 0.8
    assert score(sample / "skill", rows[::2]) <= 0.2


@pytest.mark.slow
def test_short_questions_are_answered_as_before(grafted: Path, sample: Path) -> None:
    assert score(grafted, prompts(sample, lang="zh", tokens=128)) >= 0.8
    assert score(grafted, prompts(sample, lang="en", tokens=128)) >= 0.8


def test_the_targets_own_skill_is_kept(grafted: Path, sample: Path) -> None:
    assert score(grafted, prompts(sample, kind="skill")) >= 0.95


@pytest.mark.slow
def test_without_the_context_settings_the_graft_does_not_work(sample: Path, grafted: Path, tmp_path: Path) -> None:
    merge(sample / "skill", {grafted / "adapter": 0.75}, tmp_path / "kept", context="keep")
    assert settings(tmp_path / "kept")["max_position_embeddings"] == 128
    assert settings(tmp_path / "kept")["rope_theta"] == 10000.0
    assert score(tmp_path / "kept", prompts(sample, lang="zh", tokens=2048)[::5]) <= 0.2


@pytest.mark.parametrize("window", [512, 2048])
def test_a_window_can_be_named(sample: Path, grafted: Path, tmp_path: Path, window: int) -> None:
    merge(sample / "skill", grafted / "adapter", tmp_path / "named", context=window)
    assert settings(tmp_path / "named")["max_position_embeddings"] == window
    tiny.loads_cleanly(tmp_path / "named")


def test_newer_keys_and_the_tokenizers_length_travel_too(sample: Path, tmp_path: Path) -> None:
    donor = tiny.copied(sample / "long", tmp_path / "donor")
    config = settings(donor)
    config["rope_parameters"] = {"rope_type": "yarn", "rope_theta": config.pop("rope_theta"), "factor": 16.0,
                                 "original_max_position_embeddings": 128}  # fmt: skip
    config["dtype"] = config.pop("torch_dtype")
    del config["rope_scaling"]
    (donor / "config.json").write_text(json.dumps(config))
    tokenizer = json.loads((donor / "tokenizer_config.json").read_text())
    (donor / "tokenizer_config.json").write_text(json.dumps(tokenizer | {"model_max_length": 2048}))
    extract(sample / "base", donor, tmp_path / "adapter", rank=4)
    merge(sample / "skill", tmp_path / "adapter", tmp_path / "merged")
    merged = settings(tmp_path / "merged")
    assert merged["rope_parameters"] == config["rope_parameters"]
    assert merged["rope_theta"] == config["rope_parameters"]["rope_theta"]
    older = merged["rope_scaling"]
    assert (older["factor"], older["original_max_position_embeddings"]) == (16.0, 128)
    assert "yarn" in {older.get("rope_type"), older.get("type")}
    assert json.loads((tmp_path / "merged" / "tokenizer_config.json").read_text())["model_max_length"] == 2048
    loaded = transformers.AutoConfig.from_pretrained(tmp_path / "merged")
    assert loaded.rope_parameters == transformers.AutoConfig.from_pretrained(donor).rope_parameters


def test_what_loaders_wrote_for_themselves_stays_behind(tmp_path: Path) -> None:
    """A private path would be published with the model; the other keys have made loaders run foreign code."""
    target = tiny.copied(tiny.model("llama"), tmp_path / "target")
    config = json.loads((target / "config.json").read_text())
    private = {"_name_or_path": "/home/anna/secret", "_attn_implementation_internal": "evil", "_commit_hash": "0" * 40}
    (target / "config.json").write_text(json.dumps({**config, **private}))
    merge(target, tiny.adapter("plain", "llama"), tmp_path / "out")
    written = json.loads((tmp_path / "out" / "config.json").read_text())
    assert not private.keys() & written.keys()
    assert written["hidden_size"] == config["hidden_size"]


def test_a_dry_run_foretells_what_a_wider_type_takes(sample: Path, tmp_path: Path) -> None:
    models = {"base": sample / "base", "donor": sample / "long", "target": sample / "skill"}
    same, wide = (
        check(GraftOptions(**models, out=tmp_path / "out", rank=4, dtype=dtype))[1].disk_needed
        for dtype in ("same", "fp32")
    )
    weights = sum(tensor.nbytes for tensor in open_model(sample / "skill").checkpoint)
    assert wide - same == pytest.approx(weights, rel=0.01)
