from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from graftwork_core.errors import BadInput, GraftworkError, NotEnoughRoom
from graftwork_core.haystack.engines.local import loading
from graftwork_core.haystack.engines.local.engine import open_local
from graftwork_core.haystack.texts.prompt import open_prompt_format
from graftwork_core.model.vocabulary import MAX_TOKENIZER_BYTES
from graftwork_core.threads import threads_for
from tests.core import tiny
from tests.core.haystack.engines import models


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny.copied(models.model("llama"), tmp_path / "model")


def change(folder: Path, **settings: Any) -> None:
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | settings))


def change_weights(folder: Path, **changes: torch.Tensor | None) -> None:
    weights = load_file(folder / "model.safetensors") | changes
    kept = {name: value for name, value in weights.items() if value is not None}
    save_file(kept, folder / "model.safetensors", {"format": "pt"})


def test_a_missing_tensor_is_named(folder: Path) -> None:
    change_weights(folder, **{"model.layers.1.mlp.up_proj.weight": None, "lm_head.weight": None})
    with pytest.raises(BadInput, match=r"lacks lm_head\.weight, model\.layers\.1\.mlp\.up_proj\.weight"):
        open_local(folder)


def test_a_tensor_too_many_is_named(folder: Path) -> None:
    change_weights(folder, **{"model.layers.7.mlp.up_proj.weight": torch.ones(96, 64)})
    with pytest.raises(BadInput, match=r"does not use: model\.layers\.7\.mlp\.up_proj\.weight"):
        open_local(folder)


def test_a_tensor_of_another_shape_is_named(folder: Path) -> None:
    change_weights(folder, **{"model.layers.1.mlp.up_proj.weight": torch.ones(95, 64)})
    with pytest.raises(BadInput, match=r"another shape.*up_proj"):
        open_local(folder)


def test_pickles_are_not_opened(folder: Path) -> None:
    torch.save(load_file(folder / "model.safetensors"), folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()
    with pytest.raises(BadInput, match="pickle"):
        open_local(folder)


def test_code_from_the_folder_is_not_run(folder: Path) -> None:
    (folder / "modeling_own.py").write_text("raise SystemExit('ran')\n")
    change(folder, model_type="own", architectures=["OwnForCausalLM"], auto_map={"AutoConfig": "modeling_own.Own"})
    with pytest.raises(BadInput, match="transformers"):
        open_local(folder)


def test_quantized_weights_are_for_a_server(folder: Path) -> None:
    change(folder, quantization_config={"quant_method": "gptq", "bits": 4})
    with pytest.raises(BadInput, match="quantized weights") as caught:
        open_local(folder)
    assert "--engine" in caught.value.hint


def test_weights_that_do_not_fit_are_refused_before_they_are_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "free_memory", lambda: 1000)
    with pytest.raises(NotEnoughRoom, match=r"1\.00 KB free"):
        open_local(folder, device="cpu")


def test_what_is_no_language_model_is_refused(tmp_path: Path) -> None:
    import transformers

    with loading.quiet():
        config = transformers.BertConfig(vocab_size=97, hidden_size=32, num_hidden_layers=1, num_attention_heads=2)
        transformers.BertModel(config).save_pretrained(tmp_path / "bert")
    with pytest.raises(BadInput, match="writes no text on"):
        open_local(tmp_path / "bert")


def test_a_model_without_a_tokenizer_can_score_but_not_write(folder: Path) -> None:
    for file in ("tokenizer.json", "tokenizer_config.json"):
        (folder / file).unlink()
    engine = open_local(folder)
    assert len(engine.score([5, 6], [7]).log_probs) == 1
    with pytest.raises(BadInput, match="no tokenizer"):
        engine.generate([5, 6], 3)


@pytest.mark.parametrize("dtype", ["fp32", "bf16"])
def test_it_computes_in_the_type_that_is_asked_for(dtype: str, folder: Path) -> None:
    exact = open_local(folder, device="cpu", dtype="fp32").score(models.tokens(40), [7, 8])
    engine = open_local(folder, device="cpu", dtype=dtype)
    assert {"fp32": "float32", "bf16": "bfloat16"}[dtype] in engine.capabilities.notes[0]
    assert engine.score(models.tokens(40), [7, 8]).log_probs == pytest.approx(exact.log_probs, abs=0.3)


def test_the_type_is_chosen_by_what_is_faster_here(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = models.model("llama", "bfloat16")
    for faster, name in ((True, "bfloat16"), (False, "float32")):
        monkeypatch.setattr(loading, "bfloat16_is_faster", lambda faster=faster: faster)
        assert name in open_local(folder, device="cpu").capabilities.notes[0].split(", ")[1]


@pytest.mark.parametrize(("place", "value"), [("generation_config.json", [2, 50]), ("config.json", 51)])
def test_stop_tokens_come_from_the_generation_config_first(folder: Path, place: str, value: Any) -> None:
    (folder / "generation_config.json").unlink()
    change(folder, eos_token_id=51)
    if place == "generation_config.json":
        (folder / place).write_text(json.dumps({"eos_token_id": value}))
    assert loading.load(folder).stops == frozenset(value if isinstance(value, list) else [value])


@pytest.mark.parametrize(
    ("said", "parameters", "load", "threads"),
    [
        ("", 2 * 10**9, 7.6, 8),  # a large model shares the machine with whoever is there
        ("", 10**5, 0.2, 8),
        ("", 10**5, 3.1, 5),
        ("", 10**5, 20.0, 1),
        ("3", 10**5, 20.0, 3),
        ("99", 10**9, 0.0, 8),
        ("many", 10**9, 0.0, 8),
    ],
)
def test_a_small_model_leaves_cores_to_others(
    said: str, parameters: int, load: float, threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", said)
    monkeypatch.setattr("graftwork_core.threads.cores", lambda: 8)
    monkeypatch.setattr("os.getloadavg", lambda: (load, 0.0, 0.0), raising=False)
    assert threads_for(parameters) == threads


def test_a_tokenizer_that_no_model_has_is_not_read(folder: Path) -> None:
    with (folder / "tokenizer.json").open("wb") as file:
        file.truncate(MAX_TOKENIZER_BYTES + 1)
    for read in (loading.load_tokenizer, open_prompt_format):
        with pytest.raises(BadInput, match="no tokenizer has"):
            read(folder)


def test_a_config_with_numbers_that_no_model_has_builds_nothing(folder: Path) -> None:
    change(folder, head_dim=10**8)
    with pytest.raises(GraftworkError, match="head_dim is 100000000"):
        loading.load(folder)
