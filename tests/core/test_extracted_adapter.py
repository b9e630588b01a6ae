"""What `extract` writes is a PEFT adapter: PEFT loads it without a word and computes with it what our merge does."""

from __future__ import annotations

import json
import logging
import re
import warnings
from pathlib import Path
from typing import Any, Final

import peft
import pytest
import torch
import transformers
from torch import Tensor

from tests.core import tiny
from tests.core.compare import assert_same_bits, assert_within_one_rounding, changed, tree
from tests.core.engine import Listener, extract, merge

KINDS: Final = ("llama", "llama-tied", "qwen2", "qwen3", "gemma", "gpt2", "mixtral", "gemma3")
TOKENS: Final = torch.tensor([[3, 17, 90, 5, 44, 8, 61, 2]])
_OF_ITS_OWN: Final = re.compile(r"(rank|alpha)_pattern keys did not match.*gate_up_proj")
"""PEFT turns adapters on single experts into stacked ones, adds this pattern itself, and then says it is unused."""
PEFT_ONLY: Final = ("adapter_config.json", "adapter_model.safetensors")


def as_others_see_it(adapter: Path, out: Path) -> Path:
    """The adapter without our side files (norm differences, context settings), which PEFT can't know."""
    out.mkdir()
    for name in PEFT_ONLY:
        (out / name).write_bytes((adapter / name).read_bytes())
    return out


def load_in_peft(base: Path, adapter: Path, said: list[str], **load: Any) -> Any:
    """Base and adapter in PEFT; what is warned or logged on the way (not about PEFT's own age) goes into `said`."""

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    collector = Collector(logging.WARNING)
    loggers = [logging.getLogger(name) for name in ("peft", "transformers")]
    made = tiny.model_class(base).from_pretrained(base, **load)
    for logger in loggers:
        logger.addHandler(collector)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            wrapped = peft.PeftModel.from_pretrained(made, adapter).eval()
        said += [str(one.message) for one in caught if not issubclass(one.category, FutureWarning)]
        said[:] = [line for line in said if not _OF_ITS_OWN.search(line)]
    finally:
        for logger in loggers:
            logger.removeHandler(collector)
    return wrapped


def logits(model: Any) -> Tensor:
    with torch.no_grad():
        found: Tensor = model(TOKENS).logits
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_peft_loads_it_without_a_word(kind: str, tmp_path: Path) -> None:
    extract(tiny.model(kind), tiny.finetuned(kind), tmp_path / "adapter", rank=4)
    said: list[str] = []
    load_in_peft(tiny.model(kind), tmp_path / "adapter", said, dtype="auto")
    assert not said


@pytest.mark.parametrize("embeddings", ["lora", "full"])
@pytest.mark.parametrize("kind", ["llama", "gemma"])
def test_peft_loads_it_with_embeddings(kind: str, embeddings: str, tmp_path: Path) -> None:
    extract(tiny.model(kind), tiny.finetuned(kind), tmp_path / "adapter", rank=4, embeddings=embeddings)
    said: list[str] = []
    load_in_peft(tiny.model(kind), tmp_path / "adapter", said, dtype="auto")
    assert not [line for line in said if "key" in line.lower()], said


@pytest.mark.parametrize("kind", KINDS)
def test_peft_merges_it_to_the_same_model(kind: str, tmp_path: Path) -> None:
    base = tiny.model(kind)
    extract(base, tiny.finetuned(kind), tmp_path / "adapter", rank=4)
    plain = as_others_see_it(tmp_path / "adapter", tmp_path / "plain")
    merge(base, plain, tmp_path / "merged")
    tiny.peft_merge(base, plain, tmp_path / "reference")
    ours, theirs = tiny.tensors(tmp_path / "merged"), tiny.tensors(tmp_path / "reference")
    assert changed(tiny.tensors(base), theirs)
    if kind == "mixtral":  # PEFT rounds the experts' difference before it adds it
        assert_within_one_rounding(ours, theirs, tiny.tensors(base), delta_rounded=True)
    else:
        assert_same_bits(ours, theirs)


@pytest.mark.parametrize("kind", ["llama", "gpt2", "gemma", "mixtral"])
def test_logits_are_those_of_our_merge(kind: str, tmp_path: Path) -> None:
    """Everything in float32, so that no rounding of weights hides a difference.

    What is left is the order of the sums: PEFT adds x·A·B to x·W where the merged model has x·(W + A·B), each with
    float32 noise of about 1e-7 of the operands, through a few layers: 1e-4 of the largest logit is far above it
    and far below what a wrong scale or a lost module would make.
    """
    base = tiny.model(kind, "fp32")
    extract(base, tiny.finetuned(kind, "fp32"), tmp_path / "adapter", rank=4, dtype="fp32")
    plain = as_others_see_it(tmp_path / "adapter", tmp_path / "plain")
    merge(base, plain, tmp_path / "merged")
    said: list[str] = []
    theirs = logits(load_in_peft(base, plain, said, dtype=torch.float32))
    ours = logits(tiny.loads_cleanly(tmp_path / "merged").eval())
    assert not said
    assert float((ours - logits(tiny.load(base)[0].eval())).abs().max()) > 1e-2, "the adapter does nothing"
    torch.testing.assert_close(ours, theirs, rtol=0, atol=1e-4 * float(theirs.abs().max()))


def test_sample_logits_are_those_of_our_merge(sample: Path, tmp_path: Path) -> None:
    base = sample / "base"
    extract(base, sample / "long", tmp_path / "adapter", rank=16)
    plain = as_others_see_it(tmp_path / "adapter", tmp_path / "plain")
    merge(base, plain, tmp_path / "merged", dtype="fp32")
    said: list[str] = []
    theirs = logits(load_in_peft(base, plain, said, dtype=torch.float32))
    ours = logits(tiny.loads_cleanly(tmp_path / "merged").eval())
    assert not said
    torch.testing.assert_close(ours, theirs, rtol=0, atol=1e-4 * float(theirs.abs().max()))


def test_norms_are_added_by_our_merge(tmp_path: Path) -> None:
    """With our side files the norms move too: by (donor - base), rounded once."""
    base, donor = tiny.model("llama"), tiny.finetuned("llama")
    extract(base, donor, tmp_path / "adapter", rank=4)
    merge(base, tmp_path / "adapter", tmp_path / "merged")
    before, wanted, ours = tiny.tensors(base), tiny.tensors(donor), tiny.tensors(tmp_path / "merged")
    norms = {name for name in before if name.endswith("norm.weight")}
    assert norms <= changed(before, wanted)
    assert_same_bits({name: ours[name] for name in norms}, {name: wanted[name] for name in norms})
    untouched = {"model.embed_tokens.weight", "lm_head.weight"}
    assert_same_bits({name: ours[name] for name in untouched}, {name: before[name] for name in untouched})


def test_half_the_weight_is_half_of_everything(tmp_path: Path) -> None:
    base, donor = tiny.model("llama", "fp32"), tiny.finetuned("llama", "fp32")
    extract(base, donor, tmp_path / "adapter", rank=4, dtype="fp32")
    merge(base, {tmp_path / "adapter": 0.5}, tmp_path / "merged")
    before, wanted, ours = tiny.tensors(base), tiny.tensors(donor), tiny.tensors(tmp_path / "merged")
    for name in set(before) - {"model.embed_tokens.weight", "lm_head.weight"}:
        halfway = (before[name] + wanted[name]) / 2
        torch.testing.assert_close(ours[name], halfway, rtol=0, atol=1e-5 * float(halfway.abs().max()), msg=name)


@pytest.mark.parametrize("kind", ["llama", "gpt2", "gemma", "mixtral", "qwen2"])
def test_a_low_rank_fine_tune_comes_back_whole(kind: str, tmp_path: Path) -> None:
    """A difference of rank 4 fits rank 4: base + adapter is the donor, up to float32 and the embeddings left out."""
    base, donor = tiny.model(kind, "fp32"), tiny.finetuned(kind, "fp32", rank=4)
    result = extract(base, donor, tmp_path / "adapter", rank=4, dtype="fp32", embeddings="full")
    merge(base, tmp_path / "adapter", tmp_path / "merged")
    ours, wanted = tiny.tensors(tmp_path / "merged"), tiny.tensors(donor)
    assert set(ours) == set(wanted)
    for name, tensor in wanted.items():
        torch.testing.assert_close(ours[name], tensor, rtol=0, atol=2e-5 * float(tensor.abs().max()), msg=name)
    assert result.captured == pytest.approx(1.0, abs=1e-4)


@pytest.mark.parametrize("embeddings", ["lora", "full"])
@pytest.mark.parametrize("kind", ["llama", "llama-tied", "gpt2", "gemma"])
def test_embeddings_come_back_when_asked_for(kind: str, embeddings: str, tmp_path: Path) -> None:
    base, donor = tiny.model(kind, "fp32"), tiny.finetuned(kind, "fp32", rank=4)
    extract(base, donor, tmp_path / "adapter", rank=4, dtype="fp32", embeddings=embeddings)
    merge(base, tmp_path / "adapter", tmp_path / "merged")
    ours, wanted = tiny.tensors(tmp_path / "merged"), tiny.tensors(donor)
    assert set(ours) == set(wanted), "a tied model stays tied when both sides moved together"
    for name in wanted:
        if "embed" in name or "lm_head" in name or "wte" in name or "wpe" in name:
            close = 2e-5 * float(wanted[name].abs().max())
            torch.testing.assert_close(ours[name], wanted[name], rtol=0, atol=close, msg=name)
    model = tiny.loads_cleanly(tmp_path / "merged").eval()
    torch.testing.assert_close(logits(model), logits(tiny.load(donor)[0].eval()), rtol=0, atol=1e-2)


def test_what_we_emit_is_the_lowest_common_denominator(tmp_path: Path) -> None:
    extract(tiny.model("llama"), tiny.finetuned("llama"), tmp_path / "adapter", rank=5)
    config = json.loads((tmp_path / "adapter" / "adapter_config.json").read_text())
    assert config["peft_type"] == "LORA"
    assert config["r"] == config["lora_alpha"] == 5
    assert not config.get("use_rslora")
    assert not config.get("use_dora")
    assert not config.get("modules_to_save")
    assert {tensor.dtype for tensor in tiny.tensors(tmp_path / "adapter" / PEFT_ONLY[1]).values()} == {torch.bfloat16}


@pytest.mark.parametrize(
    ("dtype", "stored"),
    [("bf16", torch.bfloat16), ("fp16", torch.float16), ("fp32", torch.float32), ("fp8", torch.float8_e4m3fn)],
)
def test_factor_types(dtype: str, stored: torch.dtype, tmp_path: Path) -> None:
    base, donor = tiny.model("llama"), tiny.finetuned("llama")
    extract(base, donor, tmp_path / "adapter", rank=4, dtype=dtype)
    assert {t.dtype for t in tiny.tensors(tmp_path / "adapter" / PEFT_ONLY[1]).values()} == {stored}
    plain = as_others_see_it(tmp_path / "adapter", tmp_path / "plain")
    merge(base, plain, tmp_path / "merged")
    tiny.peft_merge(base, plain, tmp_path / "reference")
    assert_same_bits(tiny.tensors(tmp_path / "merged"), tiny.tensors(tmp_path / "reference"))
    name = "model.layers.0.mlp.gate_proj.weight"
    before, wanted, ours = (tiny.tensors(folder)[name].float() for folder in (base, donor, tmp_path / "merged"))
    assert float((ours - wanted).norm() / (wanted - before).norm()) < 0.2


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    base, donor = tiny.model("llama"), tiny.finetuned("llama", rank=30)
    extract(base, donor, tmp_path / "one", rank=8)
    extract(base, donor, tmp_path / "again", rank=8, threads=1)
    assert tree(tmp_path / "one") == tree(tmp_path / "again")


def test_include_and_exclude(tmp_path: Path) -> None:
    base, donor = tiny.model("llama"), tiny.finetuned("llama")
    extract(
        base,
        donor,
        tmp_path / "adapter",
        rank=4,
        include=(r"self_attn", r"mlp\.up"),
        exclude=(r"layers\.1\.", "k_proj"),
    )
    modules = {name.split(".lora_")[0].removeprefix("base_model.model.") for name in tiny.tensors(tmp_path / "adapter" / PEFT_ONLY[1])}  # fmt: skip  # noqa: E501
    layer = "model.layers.0."
    assert modules == {layer + f"self_attn.{name}_proj" for name in "qvo"} | {layer + "mlp.up_proj"}
    assert not load_in_peft_quietly(base, tmp_path / "adapter")


def load_in_peft_quietly(base: Path, adapter: Path) -> list[str]:
    said: list[str] = []
    load_in_peft(base, adapter, said, dtype="auto")
    return said


def test_a_byte_budget_is_kept_and_used(tmp_path: Path) -> None:
    base, donor = tiny.model("llama"), tiny.finetuned("llama", rank=30)
    extract(base, donor, tmp_path / "adapter", size=40_000)
    taken = (tmp_path / "adapter" / PEFT_ONLY[1]).stat().st_size
    assert 0.7 * 40_000 < taken <= 40_000


def test_auto_rank_finds_the_true_rank(tmp_path: Path) -> None:
    base, donor = tiny.model("llama"), tiny.finetuned("llama", rank=6)
    extract(base, donor, tmp_path / "adapter", rank=24, auto_rank=True)
    ranks = {t.shape[0] for name, t in tiny.tensors(tmp_path / "adapter" / PEFT_ONLY[1]).items() if "lora_A" in name}
    assert max(ranks) <= 8
    assert min(ranks) >= 4
    assert not load_in_peft_quietly(base, tmp_path / "adapter")


def test_a_sharded_donor_gives_the_same_adapter(tmp_path: Path) -> None:
    extract(tiny.model("llama"), tiny.finetuned("llama"), tmp_path / "one", rank=4)
    extract(tiny.model("llama"), tiny.finetuned("llama", sharded=True), tmp_path / "two", rank=4, listener=Listener())
    assert_same_bits(tiny.tensors(tmp_path / "one" / PEFT_ONLY[1]), tiny.tensors(tmp_path / "two" / PEFT_ONLY[1]))


def test_transformers_loads_the_adapter_folder_too(tmp_path: Path) -> None:
    base = tiny.copied(tiny.model("llama"), tmp_path / "base")
    extract(base, tiny.finetuned("llama"), tmp_path / "adapter", rank=4)
    model = transformers.AutoModelForCausalLM.from_pretrained(base, dtype="auto")
    model.load_adapter(str(tmp_path / "adapter"))
    assert float((logits(model) - logits(tiny.load(base)[0])).abs().max()) > 1e-3
