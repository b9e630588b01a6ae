"""Sound models that do not belong together: said in one sentence, with exit status 3 (or 2 for a file's own fault)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest
import torch
import transformers
from safetensors.torch import save_file

from graftwork_core.extract.options import ExtractOptions
from graftwork_core.model.report import Severity
from tests.core import tiny
from tests.core.engine import Listener, extract, merge
from tests.core.refusal import edit_json, refused

WEIGHTS: Final = "model.safetensors"


def other_model(kind: str, to: Path, **settings: Any) -> Path:
    """A random model whose configuration differs from the tiny one's in some settings."""
    config = transformers.AutoConfig.from_pretrained(tiny.model(kind))
    for name, value in settings.items():
        setattr(config, name, value)
    torch.manual_seed(11)
    transformers.AutoModelForCausalLM.from_config(config).to(torch.bfloat16).save_pretrained(to)
    return to


def rewrite(folder: Path, **tensors: torch.Tensor) -> None:
    save_file(tiny.tensors(folder / WEIGHTS) | tensors, folder / WEIGHTS, {"format": "pt"})


@pytest.mark.parametrize("kind", ["gpt2", "mixtral", "gemma"])
def test_an_adapter_for_another_architecture(kind: str, tmp_path: Path) -> None:
    with refused(tmp_path, "model.layers.0.", status=3):
        merge(tiny.model(kind), tiny.adapter("plain", "llama"), tmp_path / "merged")


def test_an_adapter_for_a_wider_model(tmp_path: Path) -> None:
    wider = other_model("llama", tmp_path / "wider", hidden_size=128)
    with refused(tmp_path, "64", "128", status=3):
        merge(wider, tiny.adapter("plain", "llama"), tmp_path / "merged")


def test_an_adapter_for_a_deeper_model(tmp_path: Path) -> None:
    """PEFT applies the layers that are there and says nothing."""
    shallow = other_model("llama", tmp_path / "shallow", num_hidden_layers=1)
    with refused(tmp_path, "layers.1.", status=3):
        merge(shallow, tiny.adapter("plain", "llama"), tmp_path / "merged")


@pytest.mark.parametrize(
    ("kind", "settings", "named"),
    [
        ("gpt2", {}, ("gpt2", "llama")),
        ("qwen3", {}, ("qwen3", "llama")),
        ("llama", {"hidden_size": 128}, ("64", "128")),
        ("llama", {"num_hidden_layers": 3}, ("2", "3")),
        ("llama", {"intermediate_size": 96}, ("80", "96")),
        ("llama", {"num_key_value_heads": 4}, ("k_proj",)),
    ],
    ids=["GPT-2", "Qwen3", "wider", "deeper", "feed-forward", "heads"],
)
def test_a_donor_of_another_kind(kind: str, settings: dict[str, Any], named: tuple[str, ...], tmp_path: Path) -> None:
    donor = other_model(kind, tmp_path / "donor", **settings)
    with refused(tmp_path, status=3):
        extract(tiny.model("llama"), donor, tmp_path / "adapter", rank=4)
    from graftwork_core.model.fit import check_fit
    from graftwork_core.model.info import open_model

    report = check_fit(open_model(tiny.model("llama")), open_model(donor))
    said = " ".join(f"{row.message} {dict(row.values)}".lower() for row in report.rows if row.severity != Severity.OK)
    for part in named:
        assert part.lower() in said


def test_equal_base_and_donor(tmp_path: Path) -> None:
    base = tiny.model("llama")
    with refused(tmp_path, "difference", status=(2, 3)):
        extract(base, base, tmp_path / "adapter", rank=4)
    twin = tiny.copied(base, tmp_path / "twin")
    with refused(tmp_path, "difference", status=(2, 3)):
        extract(base, twin, tmp_path / "adapter", rank=4)
    link = tmp_path / "link"
    link.symlink_to(base)
    with refused(tmp_path, "difference", status=(2, 3)):
        extract(base, link, tmp_path / "adapter", rank=4)


def test_a_shape_twin_that_is_no_relative(tmp_path: Path) -> None:
    """Llama-3 8B and Mistral 7B have equal shapes everywhere: only the weights tell them apart."""
    stranger = other_model("llama", tmp_path / "stranger")
    with refused(tmp_path, "cosine", status=3):
        extract(tiny.model("llama"), stranger, tmp_path / "adapter", rank=4)
    extract(tiny.model("llama"), stranger, tmp_path / "adapter", rank=4, force=True)


def quantized(name: str, folder: Path) -> str:
    """Make a model look like one of the quantized kinds; gives what the message must say."""
    query = "model.layers.0.self_attn.q_proj"
    codes, scales = torch.zeros(2048, 1, dtype=torch.uint8), torch.ones(64)
    settings: dict[str, Any] = {}
    tensors: dict[str, torch.Tensor] = {}
    match name:
        case "bitsandbytes by config":
            settings = {"quant_method": "bitsandbytes", "load_in_4bit": True, "bnb_4bit_quant_type": "nf4"}
        case "bitsandbytes":
            tensors = {f"{query}.weight": codes, f"{query}.weight.absmax": scales,
                       f"{query}.weight.quant_state.bitsandbytes__nf4": torch.zeros(8, dtype=torch.uint8)}  # fmt: skip
        case "gptq":
            settings = {"quant_method": "gptq", "bits": 4}
            tensors = {f"{query}.qweight": torch.zeros(8, 64, dtype=torch.int32), f"{query}.scales": scales,
                       f"{query}.g_idx": torch.zeros(64, dtype=torch.int32)}  # fmt: skip
        case "awq":
            tensors = {f"{query}.qweight": torch.zeros(8, 64, dtype=torch.int32), f"{query}.scales": scales}
        case "fp8":
            settings = {"quant_method": "fp8", "weight_block_size": [128, 128]}
            tensors = {f"{query}.weight": torch.zeros(64, 64).to(torch.float8_e4m3fn),
                       f"{query}.weight_scale_inv": torch.ones(1, 1)}  # fmt: skip
        case "mxfp4":
            settings = {"quant_method": "mxfp4"}
            experts = "model.layers.0.mlp.experts.gate_up_proj"
            tensors = {f"{experts}_blocks": codes, f"{experts}_scales": torch.zeros(64, dtype=torch.uint8)}
        case "compressed-tensors":
            tensors = {f"{query}.weight_packed": torch.zeros(64, 8, dtype=torch.int32), f"{query}.weight_scale": scales}
    if settings:
        edit_json(folder / "config.json", {"quantization_config": settings})
    if tensors:
        rewrite(folder, **tensors)
    return name.split()[0]


QUANTIZED: Final = ["bitsandbytes by config", "bitsandbytes", "gptq", "awq", "fp8", "mxfp4", "compressed-tensors"]


@pytest.mark.parametrize("name", QUANTIZED)
def test_a_quantized_target(name: str, tmp_path: Path) -> None:
    target = tiny.copied(tiny.model("llama"), tmp_path / "target")
    method = quantized(name, target)
    with refused(tmp_path, "quantized", status=(2, 3)):
        merge(target, tiny.adapter("attention", "llama"), tmp_path / "merged")
    from graftwork_core.model.info import open_model

    found = open_model(target).info.quantization
    assert found is not None
    assert method in found.method.lower()


@pytest.mark.parametrize("name", ["bitsandbytes by config", "gptq", "fp8"])
@pytest.mark.parametrize("slot", ["base", "donor"])
def test_a_quantized_base_or_donor(slot: str, name: str, tmp_path: Path) -> None:
    folders = {
        "base": tiny.copied(tiny.model("llama"), tmp_path / "base"),
        "donor": tiny.copied(tiny.finetuned("llama"), tmp_path / "donor"),
    }
    quantized(name, folders[slot])
    with refused(tmp_path, status=(2, 3)):
        extract(folders["base"], folders["donor"], tmp_path / "adapter", rank=4)


def grown(to: Path, rows: int) -> Path:
    """The fine-tune with a vocabulary of another size."""
    donor = tiny.copied(tiny.finetuned("llama"), to)
    generator = torch.Generator().manual_seed(4)
    found = tiny.tensors(donor / WEIGHTS)
    for name in ("model.embed_tokens.weight", "lm_head.weight"):
        more = torch.randn(max(0, rows - tiny.VOCABULARY), 64, generator=generator).to(torch.bfloat16)
        found[name] = torch.cat([found[name][:rows], more])
    save_file(found, donor / WEIGHTS, {"format": "pt"})
    edit_json(donor / "config.json", {"vocab_size": rows})
    return donor


@pytest.mark.parametrize("rows", [tiny.VOCABULARY + 8, tiny.VOCABULARY - 8])
def test_a_donor_with_more_or_fewer_rows_is_handled_and_said(rows: int, tmp_path: Path) -> None:
    listener = Listener()
    base = tiny.model("llama")
    extract(base, grown(tmp_path / "donor", rows), tmp_path / "adapter", rank=4, listener=listener)
    assert any(str(rows) in line and str(tiny.VOCABULARY) in line for line in listener.warnings), listener.warnings
    merge(base, tmp_path / "adapter", tmp_path / "merged")
    tiny.loads_cleanly(tmp_path / "merged")


@pytest.mark.parametrize("embeddings", ["lora", "full"])
def test_added_rows_and_embeddings(embeddings: str, tmp_path: Path) -> None:
    """Asked for embeddings, the common rows' difference goes in; what it made must load."""
    base, donor = tiny.model("llama"), grown(tmp_path / "donor", tiny.VOCABULARY + 8)
    extract(base, donor, tmp_path / "adapter", rank=8, embeddings=embeddings)
    merge(base, tmp_path / "adapter", tmp_path / "merged")
    tiny.loads_cleanly(tmp_path / "merged")
    before, wanted, ours = (tiny.tensors(folder)["lm_head.weight"].float() for folder in (base, donor, tmp_path / "merged"))  # fmt: skip  # noqa: E501
    rows = tiny.VOCABULARY
    assert float((ours[:rows] - wanted[:rows]).norm() / (wanted[:rows] - before).norm()) < 0.3


def test_a_tokenizer_with_other_tokens_is_said(tmp_path: Path, sample: Path) -> None:
    donor = tiny.copied(sample / "long", tmp_path / "donor")

    def swap(tokenizer: dict[str, Any]) -> None:
        vocabulary = tokenizer["model"]["vocab"]
        one, two = list(vocabulary)[300:302]
        vocabulary[one], vocabulary[two] = vocabulary[two], vocabulary[one]

    edit_json(donor / "tokenizer.json", swap)
    from graftwork_core.extract.run import check

    report, _ = check(ExtractOptions(base=sample / "base", donor=donor, out=tmp_path / "adapter"))
    rows = [row for row in report.rows if row.topic in ("tokenizer", "vocabulary") and row.severity != Severity.OK]
    assert rows
    assert rows[0].advice


def test_a_target_with_another_vocabulary_keeps_its_own(tmp_path: Path) -> None:
    """The shipped rule: embeddings are left out, so the target's rows and tokenizer stay what they are."""
    extract(tiny.model("llama"), tiny.finetuned("llama"), tmp_path / "adapter", rank=4)
    target = grown(tmp_path / "target", tiny.VOCABULARY + 8)
    merge(target, tmp_path / "adapter", tmp_path / "merged")
    assert json.loads((tmp_path / "merged" / "config.json").read_text())["vocab_size"] == tiny.VOCABULARY + 8
    tiny.loads_cleanly(tmp_path / "merged")
